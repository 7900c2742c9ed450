"""Markdown of an article's body ↔ safe HTML, and plain text ↔ Markdown that shows just that text."""

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ALLOWED_TAGS = {
    *("p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "code", "pre", "sup", "sub"),
}
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"colspan"}, "td": {"colspan"}}

# A paragraph without any of these characters, and with no list number at its head, is only text.
_PLAIN = re.compile(r"(?!\s|\d+[.)]\s|[-+=:|#>])[^\\`*_\[\]<>&!{}\n\r]*")
_SPECIAL = re.compile(r"([\\`*_\[\]{}#!|])")

# Markdown's time grows with the square of these. No article has so many; one that has is shown as it was typed.
_COSTLY = "\\`*_[<&"
MOST_MARKS = 2_000
_ESCAPED = re.compile(r"\\([\\`*_\[\]{}#!|.)+-])|&(amp|lt|gt|#61|#58);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "#61": "=", "#58": ":"}


class _HeadingsBelowTitle(Treeprocessor):
    """The page's only ``h1`` is the article's title, so headings in the body start at ``h2`` and skip no level.

    Whoever writes ``##`` for the first heading, as most do, means the same as one who writes ``#``.
    """

    def run(self, root: "Element") -> None:
        above: list[int] = []
        for element in root.iter():
            level = re.fullmatch(r"h([1-6])", element.tag)
            if level:
                element.tag = _heading(int(level[1]), above)


def _heading(level: int, above: list[int]) -> str:
    """The tag of a heading. ``above`` are the levels, as written, of the headings that the next one may stand below."""
    above[:] = [*(other for other in above if other < level), level]
    return f"h{min(len(above) + 1, 6)}"


class _Newspaper(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_HeadingsBelowTitle(md), "headings_below_title", 5)


_converter = markdown.Markdown(extensions=["sane_lists", "tables", _Newspaper()], output_format="html")


# A paragraph that Markdown and the sanitizer both leave as it is.
_TEXT = r"(?![-+=:|#\s]|\d+[.)]\s)[^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\\`*_\[\]<>&!{}]+(?<!\s)"
_UNTOUCHED = re.compile(_TEXT)
_CROSSHEAD = re.compile(f"(#{{1,6}}) ({_TEXT})(?<!#)")
"""A heading of such text. Markdown drops number signs from its end."""


def to_html(body: str) -> str:
    """Safe HTML of a Markdown body: no scripts, styles, pictures or frames survive."""
    paragraphs = body.split("\n\n")
    if all(map(_UNTOUCHED.fullmatch, paragraphs)):
        return "<p>" + "</p>\n<p>".join(paragraphs) + "</p>"
    blocks = _blocks(paragraphs)
    if blocks:
        return "\n".join(f"<{tag}>{text}</{tag}>" for tag, text in blocks)
    if _is_costly(body):
        return _as_typed(body)
    html = _converted(body)
    return nh3.clean(html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel="noopener")


def _blocks(paragraphs: Iterable[str]) -> list[tuple[str, str]]:
    """Tag and text of each paragraph and heading, or ``[]`` where there is anything else."""
    found: list[tuple[str, str]] = []
    above: list[int] = []
    for paragraph in paragraphs:
        heading = _CROSSHEAD.fullmatch(paragraph)
        if heading:
            found.append((_heading(len(heading[1]), above), heading[2]))
        elif _UNTOUCHED.fullmatch(paragraph):
            found.append(("p", paragraph))
        else:
            return []
    return found


def _is_costly(body: str) -> bool:
    return sum(map(body.count, _COSTLY)) > MOST_MARKS


def _converted(body: str) -> str:
    try:
        return _converter.reset().convert(body)
    except RecursionError:  # lists in lists without end: shown as they were typed
        _converter.parser.state.clear()
        return _as_typed(body)


def _as_typed(body: str) -> str:
    return "".join(f"<p>{escape(_unescaped(paragraph))}</p>" for paragraph in body.split("\n\n"))


def _unescaped(paragraph: str) -> str:
    """What ``from_text`` was given; Markdown that a person wrote stays as it is."""
    text = _ESCAPED.sub(lambda mark: mark[1] or _ENTITIES[mark[2]], paragraph)
    return text if from_text(text) == paragraph else paragraph


def to_text(body: str) -> tuple[str, ...]:
    """The paragraphs of a Markdown body as a reader sees them, without markup."""
    if all(_PLAIN.fullmatch(paragraph) for paragraph in body.split("\n\n")):
        paragraphs = body.split("\n\n")
    elif blocks := _blocks(body.split("\n\n")):
        paragraphs = [text for _, text in blocks]
    elif _is_costly(body):
        paragraphs = [_unescaped(paragraph) for paragraph in body.split("\n\n")]
    else:
        html = re.sub(r"</(p|h[1-6]|li|blockquote|tr|pre)>|<br>|<hr>", "\n\n", to_html(body))
        paragraphs = [_unescape(nh3.clean(block, tags=set())) for block in html.split("\n\n")]
    return tuple(text for text in (paragraph.strip() for paragraph in paragraphs) if text)


def _unescape(text: str) -> str:
    # nh3 leaves these four and nothing else.
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def from_text(paragraph: str) -> str:
    """Markdown that renders as exactly this paragraph.

    Ordinary newspaper text is returned as it is; only what Markdown would take for markup gets a backslash.
    """
    if _PLAIN.fullmatch(paragraph):
        return paragraph
    escaped = _SPECIAL.sub(r"\\\1", paragraph.replace("&", "&amp;")).replace("<", "&lt;")
    escaped = re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", escaped)
    return re.sub(r"^([-+=:>])", lambda mark: _HEAD_MARKS[mark[1]], escaped)


_HEAD_MARKS = {"-": r"\-", "+": r"\+", "=": "&#61;", ":": "&#58;", ">": "&gt;"}


def from_stanza(lines):
    return "  \n".join(from_text(line) for line in lines)


def from_table(rows):
    width = max(len(row) for row in rows)
    head = "|" + "  |" * width + "\n|" + " --- |" * width + "\n"
    return head + "\n".join("| " + " | ".join(from_text(c) for c in row) + " |" for row in rows)
