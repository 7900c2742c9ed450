"""Reads the marks inside a block: bold, links, ``<sup>`` and ``<sub>``, line breaks, escapes. All else is text."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&#61;": "=", "&#58;": ":"}
"""The entities that import writes; all others are read as text."""
_ADDRESS = (
    r"(?:https?://|mailto:|tel:|/|\#|\.\.?/)(?:[^\s()<>\[\]\\]|\\\S|\([^\s()<>\[\]]*\))+"
    r"|[/\#]|[A-Za-z0-9_.~%/-]+(?:/|\.html?)(?:\#[^\s()<>\[\]\\]*)?"
)
LINK = rf"(?<!!)\[(?P<words>(?:[^\[\]\\\n]|\\[^\n])+)\]\((?P<address>{_ADDRESS})\)"
"""A link: its words, and an address on the web or inside the site. ``[注](见附则)`` is text."""
_TOKEN = re.compile(
    rf"(?P<escapes>(?:{ESCAPED.pattern}|{'|'.join(map(re.escape, ENTITIES))})+)"
    rf"|{LINK}"
    r"|<(?P<tag>su[pb])>(?![ ]*<)(?P<raised>[^<>\n]+)</(?P=tag)>"
    r"|(?P<stars>\*+)"
    r"|(?P<hard>(?<![ ])[ ]{2,}\n|\\\n)"
    r"|(?P<soft>[ ]?\n)",
    re.VERBOSE | re.DOTALL,
)


class _Stars(NamedTuple):
    """Two asterisks, and whether bold text may begin or end with them.

    Bold begins or ends only where the asterisks touch the text, and not inside a Latin word.
    """

    opens: bool
    closes: bool


class Inline(Treeprocessor):
    """Reads the marks inside every block."""

    def __init__(self, md: markdown.Markdown, *, verse: bool) -> None:
        super().__init__(md)
        self._verse = verse

    def run(self, root: Element) -> None:
        """Replaces the marks in the texts of a tree by elements."""
        for element in list(root.iter()):
            if element.text and ("&" in element.text or _TOKEN.search(element.text)):
                inside = list(element)
                text, element.text = element.text, None
                element[:] = []
                _write(element, list(_tokens(text, verse=self._verse)))
                element.extend(inside)


def read(text: str, *, verse: bool) -> Element:
    """The text of a block as an element with its marks as elements in it; ``said`` gives their texts."""
    element = Element("p")
    _write(element, list(_tokens(text, verse=verse)))
    return element


def said(part: str | None) -> str:
    """The characters that a reader sees of the text in an element that ``read`` made."""
    return (part or "").replace(f"{AMP_SUBSTITUTE}amp;", "&")


def _tokens(text: str, *, verse: bool, links: bool = True) -> Iterator[str | Element | _Stars]:
    at = begun = 0
    while token := _TOKEN.search(text, at):
        if token.lastgroup == "address" and not (links and _leads(token)):
            at = token.start() + 1
            continue
        yield text[begun : token.start()]
        at = begun = token.end()
        match token.lastgroup:
            case "hard":
                yield Element("br")
            case "soft":
                yield Element("br") if verse else "\n"
            case "stars":
                yield _stars(text, token) or token[0]
            case "address":
                yield _link(token, verse=verse)
            case "raised":
                yield _raised(token)
            case _:
                yield plain(token[0])
    yield text[begun:]


BEHIND_WORDS = frozenset("，。、；：！？…）」』》】”’,.;:!?)")
"""Characters that bold text cannot begin with: in 张**、李** the asterisks replace parts of names."""


def _stars(text: str, token: re.Match[str]) -> _Stars | None:
    if len(token[0]) != 2:
        return None
    before, behind = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
    in_a_word = all(char.isascii() and char.isalnum() for char in (before, behind))
    opens = bool(behind.strip()) and behind not in BEHIND_WORDS and not in_a_word
    closes = bool(before.strip()) and not in_a_word
    return _Stars(opens, closes) if opens or closes else None


def _leads(token: re.Match[str]) -> bool:
    """Whether a link has visible words and an address that the sanitizer accepts."""
    sanitized = nh3.clean(f'<a href="{escape(plain(token["address"]))}">', link_rel=None)
    return bool(token["words"].strip()) and "href" in sanitized


def _link(token: re.Match[str], *, verse: bool) -> Element:
    element = Element("a", {"href": _amp(plain(token["address"]))})
    _write(element, list(_tokens(token["words"], verse=verse, links=False)))
    return element


def _raised(token: re.Match[str]) -> Element:
    element = Element(token["tag"])
    element.text = _amp(plain(token["raised"]))
    return element


def plain(text: str) -> str:
    """A text without its escapes."""
    return re.sub(rf"{ESCAPED.pattern}|{'|'.join(ENTITIES)}", lambda mark: mark[1] or ENTITIES[mark[0]], text)


def _amp(text: str) -> str:
    # The library would not escape an ampersand that looks like the beginning of an entity.
    return text.replace("&", f"{AMP_SUBSTITUTE}amp;")


def _write(element: Element, parts: Sequence[str | Element | _Stars]) -> None:
    """Adds parts to an element. Bold text goes from asterisks that may begin it to the next ones that may end it."""
    last = max((at for at, part in enumerate(parts) if isinstance(part, _Stars) and part.closes), default=-1)
    target = element
    said: list[str] = []
    for at, part in enumerate(parts):
        if isinstance(part, str):
            said.append(part)
        elif isinstance(part, Element):
            _say(target, said)
            target.append(part)
        elif target is not element and part.closes:
            _say(target, said)
            target = element
        elif target is element and part.opens and at < last:
            _say(target, said)
            target = SubElement(element, "strong")
        else:
            said.append("**")
    _say(target, said)


def _say(element: Element, said: list[str]) -> None:
    text = _amp("".join(said))
    said.clear()
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def marks(text: str) -> Iterator[tuple[int, int]]:
    """The places of marks in the text of a block: escapes, links, ``<sup>``, ``<sub>``, and asterisks around bold."""
    tokens = [token for token in _TOKEN.finditer(text) if token.lastgroup != "address" or _leads(token)]
    stars = [_stars(text, token) if token.lastgroup == "stars" else None for token in tokens]
    last = max((at for at, star in enumerate(stars) if star and star.closes), default=-1)
    is_bold = False
    for at, (token, star) in enumerate(zip(tokens, stars, strict=True)):
        if star and ((is_bold and star.closes) or (not is_bold and star.opens and at < last)):
            is_bold = not is_bold
        elif token.lastgroup in ("stars", "hard", "soft"):
            continue
        yield token.span()
