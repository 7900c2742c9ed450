"""Finds the links of Markdown bodies and of the paper's own templates, with their lines."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from generator.content import body, frontmatter, inline
from generator.kinds import Kind


class Link(NamedTuple):
    """A link: the file and the line where it is written, the path of the page that shows it, and its address.

    A template is shown on many pages, so the path of its page is ``""``.
    """

    source: str
    line: int
    page: str
    address: str


_LINK = re.compile(inline.LINK, re.VERBOSE | re.DOTALL)
_HREF = re.compile(r'<a href="([^"]*)"')
_ABROAD = re.compile(r"(?:mailto|tel|javascript|data|sms):", re.IGNORECASE)


def in_body(text: str, source: str, page: str, kind: Kind = Kind.OTHER) -> Iterator[Link]:
    """The links in the body of a file; ``text`` is the whole file, with line feeds.

    What is a link is decided by the grammar that makes the page.
    """
    if "](" not in text:
        return
    first = frontmatter.body_line(text)
    written = "\n".join(text.removeprefix("\ufeff").split("\n")[first - 1 :])
    shown = [unescape(href) for href in _HREF.findall(body.to_html(written.strip("\n"), kind))]
    at = 0
    for href in shown:
        found = next((link for link in _LINK.finditer(written, at) if inline.plain(link["address"]) == href), None)
        if found:
            at = found.end()
        line = first + written.count("\n", 0, found.start("address")) if found else first
        if not _ABROAD.match(href):
            yield Link(source, line, page, href)


_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?<![\w-])(?:href|src|action|poster)=("|')(.*?)\1""", re.DOTALL)
_BASE = re.compile(r"\{\{-?\s*site\.base\s*-?\}\}")
BASE = "\0"
"""Stands in an address of a template in place of ``{{ site.base }}``."""


def in_template(text: str, source: str) -> Iterator[Link]:
    """The addresses that a template names literally, or behind ``{{ site.base }}``; computed ones are left out."""
    text = _COMMENT.sub(lambda said: re.sub(r"[^\n]", " ", said[0]), text)
    for found in _ATTRIBUTE.finditer(text):
        address = unescape(_BASE.sub(BASE, found[2]).strip())
        if address and not ("{{" in address or "{%" in address or _ABROAD.match(address)):
            yield Link(source, text.count("\n", 0, found.start()) + 1, "", address)


_ID = re.compile(r"""(?<![\w-])id=("|')(.*?)\1""", re.DOTALL)
_COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FOLIO = re.compile(r"\{\{\s*folio\.anchor\s*\}\}")


def ids(text: str) -> Iterator[re.Pattern[str]]:
    """A pattern for each ``id`` in a template or a page: its fixed parts, with anything where a template computes."""
    for found in _ID.finditer(text):
        name = _FOLIO.sub("folio-{{ }}", found[2])
        yield re.compile(".+".join(map(re.escape, _COMPUTED.split(name))), re.DOTALL)
