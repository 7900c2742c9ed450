"""Finds the parts of an article on its published page, and marks them, so that people can edit them there.

No template is asked for anything: a part is found by the very HTML that the page's filters make of it. Where a paper's
own template shows a part in another way, or not at all, it is not found, and a form beside the page has it instead.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

FIELD, PARAGRAPH, MORE = "data-field", "data-paragraph", "data-paragraph-goes-on"
_MAIN = re.compile(r"<main\b[^>]*>")
_BEGINNING = re.compile(r'<body\b[^>]*>(?:\s*<a class="skip"[^>]*>[^<]*</a>)?')
_ADDED = re.compile(
    r"<!--desk-->.*?<!--/desk-->"
    rf'|<desk-field {FIELD}="[a-z0-9.]+">|</desk-field>'
    rf'| (?:{PARAGRAPH}|{MORE})="\d+"'
    r'| data-desk="article" data-article="[\d-]+[a-z\d-]*"',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_VOID = frozenset({"br", "hr", "img", "wbr"})


class Marked(NamedTuple):
    """A page with marks, and the HTML of each field and of each paragraph; ``()`` where paragraphs are not marked."""

    page: str
    fields: Mapping[str, str]
    blocks: tuple[str, ...]


def marked(page: str, fields: Mapping[str, Sequence[str]], body: str, passages: Sequence[str]) -> Marked:
    """Marks the fields and the paragraphs of an article.

    ``fields`` has the HTML by which a field may stand on the page, the likeliest first. ``body`` is the HTML of the
    whole text, ``passages`` the plain text of each passage, as a reader sees it.
    """
    opening = _MAIN.search(page)
    start = opening.end() if opening else 0
    done = {}
    for name, looks in fields.items():
        place = next((found for look in looks if look and (found := _between_tags(page, look, start))), None)
        if place:
            begin, end = place
            done[name] = page[begin:end]
            page = f'{page[:begin]}<desk-field {FIELD}="{name}">{done[name]}</desk-field>{page[end:]}'
    at = page.find(body, start) if body else -1
    blocks = _grouped(body, _Blocks(body).found, passages) if at >= 0 else []
    if not blocks:
        return Marked(page, done, ())
    text, behind = "", 0
    for number, group in enumerate(blocks, 1):
        for first, (begin, end) in enumerate(group):
            tag = re.match(r"<[a-z0-9]+", body[begin:end])
            into = begin + (tag.end() if tag else 0)
            text += f'{body[behind:into]} {MORE if first else PARAGRAPH}="{number}"'
            behind = into
    html = tuple(body[group[0][0] : group[-1][1]] for group in blocks)
    return Marked(f"{page[:at]}{text}{body[behind:]}{page[at + len(body) :]}", done, html)


def with_more(page: str, head: str, top: str, foot: str) -> str:
    """A page with the desk's own parts in its head, at the beginning of its body and at its end.

    A link with which one skips to the text stays the first thing on the page.
    """
    page = page.replace("</head>", f"{_own(head)}</head>", 1)
    page = _BEGINNING.sub(lambda found: found[0] + _own(top), page, count=1)
    before, end, behind = page.rpartition("</body>")
    return f"{before}{_own(foot)}{end}{behind}" if end else page + _own(foot)


def named(page: str, article: str) -> str:
    """A page whose body says that it is the desk of an article."""
    return page.replace("<body", f'<body data-desk="article" data-article="{article}"', 1)


def _own(html: str) -> str:
    return f"<!--desk-->{html}<!--/desk-->" if html else ""


def stripped(page: str) -> str:
    """The published page again: all that the desk added is taken away."""
    return _ADDED.sub("", page)


def _between_tags(page: str, look: str, start: int) -> tuple[int, int] | None:
    """Where the HTML stands as the whole text of an element, but for a credit behind it."""
    found = re.compile(rf">({re.escape(look)})(?=\s*<(?:/|span class=\"(?:credit|ai)\"))").search(page, start)
    return found.span(1) if found else None


class _Blocks(HTMLParser):
    """Notes where the elements begin and end that stand in no other."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(end.end() for end in re.finditer("\n", html))]
        self._depth, self._begun = 0, 0
        self._html = html
        self.found: list[tuple[int, int]] = []
        self.feed(html)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's
        if self._depth == 0:
            self._begun = self._here()
        if tag not in _VOID:
            self._depth += 1
        elif self._depth == 0:
            self.found.append((self._begun, self._html.index(">", self._begun) + 1))

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            self.found.append((self._begun, self._here() + len(tag) + 3))


def _grouped(body: str, blocks: list[tuple[int, int]], passages: Sequence[str]) -> list[list[tuple[int, int]]]:
    """The blocks of each passage; none where they cannot be told apart.

    As a rule each passage is one block. Of some only each line is one (``Shape.LINES``); these are told apart by how
    many characters they have, since what is shown and what is stored differ in the width of marks alone.
    """
    if len(blocks) == len(passages):
        return [[block] for block in blocks]
    left = iter(blocks)
    groups = []
    for passage in passages:
        wanted, group = _letters(passage), []
        while wanted > 0:
            block = next(left, None)
            if block is None:
                return []
            group.append(block)
            wanted -= _letters(unescape(_TAG.sub("", body[slice(*block)])))
        if wanted < 0 or not group:
            return []
        groups.append(group)
    return groups if next(left, None) is None else []


def _letters(text: str) -> int:
    return len("".join(text.split()))
