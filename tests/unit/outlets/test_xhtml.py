"""Pages as XHTML: what XML forbids goes, what HTML leaves open is closed, and links lead somewhere from a book."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds import Kind
from generator.outlets.epub import xhtml
from generator.pages import setting

ADDRESS = "https://news.example.org/p/"


def document(inside: str) -> str:
    """A document with this inside, as XHTML; links stay as they are."""
    return xhtml.document(f"<body>{inside}</body>".encode(), lambda link: link).decode()


PIECES = (
    *(
        "码头",
        "。",
        "\n",
        "\n\n",
        "  \n",
        "**",
        "[甲](02.html)",
        "<sup>2</sup>",
        "| 甲 | 1 |\n",
        "| --- | --- |\n",
        "## ",
    ),
    *("- ", "> ", "&nbsp;", "&", "<b>", "&#0;", "\x00", "\x0b", "\x85", "\xa0", "\ufffe", "\uffff", '"', "问："),
    "---\n",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join), st.sampled_from(list(Kind)))
def test_whatever_a_body_holds_is_xml(text: str, kind: Kind) -> None:
    """Any body that is set for a page is well-formed in a book, and says the same there."""
    html = setting.shown(text.encode("utf-8", "ignore").decode(), kind)
    found = "".join(ET.fromstring(document(html)).itertext())  # noqa: S314 - ours
    said = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", unescape(re.sub("<[^>]*>", "", html)))
    assert found == said.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("forbidden", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_what_xml_forbids_goes(forbidden: str) -> None:
    """Such a character is left out; its neighbours stay."""
    assert document(f"<p>码{forbidden}头</p>") == "<body><p>码头</p></body>"


def test_open_elements_are_closed() -> None:
    """Line breaks, places for them, rules and hard spaces are written as XML writes them."""
    assert document("一<br>二<wbr>三<hr>四&nbsp;五") == "<body>一<br/>二<wbr/>三<hr/>四&#160;五</body>"


def test_what_is_no_xml_is_refused_with_its_line() -> None:
    """A tag that is not closed is told with the line on which it is noticed."""
    with pytest.raises(ValueError, match="2: "):
        document("<p>\n")


@pytest.mark.parametrize(
    ("link", "inside", "outside"),
    [
        ("02.html", "2026-03-25-02.xhtml", "2026-03-25-02.xhtml"),
        ("/p/2026-03-25/02.html#corrections", "2026-03-25-02.xhtml", "2026-03-25-02.xhtml"),
        ("../topics/economy/", f"{ADDRESS}topics/economy/", ""),
        ("/elsewhere/", "https://news.example.org/elsewhere/", ""),
        ("https://example.org/甲?a=1", "https://example.org/甲?a=1", "https://example.org/甲?a=1"),
        ("mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+8612345", "tel:+8612345", "tel:+8612345"),
        ("https://x:0/", "", ""),
        ("https://[x/", "", ""),
    ],
)
def test_links_lead_somewhere(link: str, inside: str, outside: str) -> None:
    """With the site's address, and without: to a chapter, else to the site where it is known, else nowhere."""
    chapters = {"2026-03-25/02.html": "2026-03-25-02.xhtml"}
    for address, wanted in ((ADDRESS, inside), ("", outside)):
        leads_to = xhtml.leading_from("2026-03-25/01.html", "/p/", address, lambda path: chapters.get(path, ""))
        assert leads_to(link) == wanted


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    """The words of such a link stay; a link inside the book is not asked about."""
    found = xhtml.document(b'<p><a href="x/">y</a><a href="nav.xhtml#toc">z</a></p>', lambda _: "").decode()
    assert found == '<p>y<a href="nav.xhtml#toc">z</a></p>'
