"""The first grammar of bodies: ordinary Markdown, kept to find out what pages showed of bodies written in it.

Only ``rewriting`` uses it. Pages, search and import read all bodies with ``markdown_grammar``.
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from generator.kinds import Kind

_TAGS = {
    *("p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "code", "pre", "sup", "sub"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"colspan"}, "td": {"colspan"}}
_COSTLY = "\\`*_[<&"
_MOST_MARKS = 2_000
"""A body with more marks than this was shown as it was typed."""


class _NoFirstHeading(Treeprocessor):
    """Makes every ``h1`` in a body an ``h2``, since a page's only ``h1`` is its title."""

    def run(self, root: Element) -> None:
        for element in root.iter("h1"):
            element.tag = "h2"


class _Newspaper(Extension):
    def __init__(self, *, verse: bool) -> None:
        super().__init__()
        self._verse = verse

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_NoFirstHeading(md), "no_first_heading", 5)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 179)
        if self._verse:
            md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\n", "br"), "line_end_break", 5)
            md.parser.blockprocessors.deregister("code")


def _converter(*, verse: bool) -> markdown.Markdown:
    return markdown.Markdown(extensions=["sane_lists", "tables", _Newspaper(verse=verse)], output_format="html")


_PROSE, _VERSE = _converter(verse=False), _converter(verse=True)


def to_html(body: str, kind: Kind) -> str | None:
    """The HTML that a page showed of a body; ``None`` where it showed the body as it was typed."""
    if sum(map(body.count, _COSTLY)) > _MOST_MARKS:
        return None
    converter = _VERSE if kind is Kind.LITERATURE else _PROSE
    try:
        html = converter.reset().convert(body)
    except RecursionError:
        converter.parser.state.clear()
        return None
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel="noopener")


_BLOCK_END = re.compile(r"</(?:p|h[2-6]|li|blockquote|pre|tr)>|<(?:br|hr|ul|ol\b[^>]*)>")
_MARKS = re.compile(r"<(?:(h)[2-6]|(hr|br|pre|blockquote)|(a) [^>]*|strong|em)>")


class Shown(NamedTuple):
    """What a reader sees of HTML: ``blocks`` are the visible characters by block, ``marks`` the formatting in order."""

    blocks: tuple[str, ...]
    marks: tuple[str, ...]


def shown(html: str) -> Shown:
    """What a reader sees of HTML of either grammar. Heading levels are ignored, and italics count as bold."""
    texts = (nh3.clean(block, tags=set()) for block in _BLOCK_END.sub("\0", html).split("\0"))
    blocks = ("".join(text.replace("&nbsp;", " ").split()) for text in texts)
    marks = ("".join(filter(None, mark.groups())) or "s" for mark in _MARKS.finditer(html))
    return Shown(tuple(filter(None, blocks)), tuple(marks))
