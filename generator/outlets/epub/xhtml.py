"""Pages as templates give them → XHTML as EPUB asks for it, with links that lead somewhere from inside a book."""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""U+FFFE and U+FFFF in UTF-8, which XML forbids as it does the controls."""
_RENAMED = (
    (b"<br>", b"<br/>"),
    (b"<wbr>", b"<wbr/>"),
    (b"<hr>", b"<hr/>"),
    (b"&nbsp;", b"&#160;"),
)
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_NOWHERE = "site.invalid"
"""Stands for the host of a site whose address is not known."""
_OWN = re.compile(r"[\w-]+\.xhtml(?:#[\w-]+)?", re.ASCII)
"""An address inside a book; no link of an article's text looks like one."""


def document(page: bytes, leads_to: Callable[[str], str]) -> bytes:
    """XHTML of a rendered page. ``leads_to`` gives the address of a link in a book, ``""`` where there is none.

    Raises ``ValueError`` with the line and what is wrong there, where the page is not well-formed even then.
    """
    data = page.translate(None, _CONTROLS)
    for wrong in _NO_CHARACTERS:
        data = data.replace(wrong, b"")
    for html, xml in _RENAMED:
        data = data.replace(html, xml)
    if b"<a href=" in data:
        data = _LINK.sub(lambda link: _led(link, leads_to), data.decode()).encode()
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003 - its only form
    except expat.ExpatError as error:
        raise ValueError(f"{error.lineno}: {expat.ErrorString(error.code)}") from None
    return data


def _led(link: re.Match[str], leads_to: Callable[[str], str]) -> str:
    address, words = link.groups()
    if _OWN.fullmatch(address):
        return link[0]
    found = leads_to(unescape(address))
    return f'<a href="{escape(found)}">{words}</a>' if found else words


def leading_from(page: str, base: str, address: str, chapters: Callable[[str], str]) -> Callable[[str], str]:
    """What links on a page of the site lead to from inside a book.

    A link to an article that is in the book leads there; ``chapters`` gives its address by the path of its page, or
    ``""``. Any other link of the site leads to the site, whose address is ``address``; where that is ``""``, nowhere.
    """
    home = address or f"https://{_NOWHERE}{base}"

    def leads_to(link: str) -> str:
        try:
            whole = urljoin(home + page, link)
            parts = urlsplit(whole)
            named = bool(parts.hostname) and parts.port != 0
        except ValueError:  # brackets without end, a port that is no number
            return ""
        if parts.scheme in ("mailto", "tel"):
            return link
        if parts.scheme not in ("http", "https") or not named:
            return ""
        if not whole.startswith(home):
            return whole if address or parts.netloc != _NOWHERE else ""
        return chapters(whole.removeprefix(home).partition("#")[0]) or (whole if address else "")

    return leads_to
