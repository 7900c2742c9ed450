"""The act ``put``: what an editor typed stands in the file, and nothing that somebody else wrote is lost."""

from datetime import datetime

import pytest

from generator.content import store
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.editing import passages, putting
from generator.editing.asked import Around, Stale
from generator.editing.putting import Paragraph, Put
from generator.errors import ContentError
from generator.kinds import Kind
from generator.model import CHINA
from generator.settings import Settings
from support import Site

PATH = "content/issues/2026-03-25/01.md"
TEXT = "甲。\n\n## 乙\n\n丙。\n\n- 丁\n- 戊"


@pytest.fixture
def article(site: Site) -> Site:
    """A paper with one article."""
    site.issue()
    site.article(body=TEXT)
    return site


def around() -> Around:
    """Nobody, now."""
    return Around(datetime(2026, 3, 25, tzinfo=CHINA), "", Settings.model_construct())


def asked(
    site: Site, first: int, last: int, *paragraphs: Paragraph, was: tuple[str, ...] = (), digest: str = ""
) -> Put:
    """A request for the article as it is now."""
    digest = digest or disk.digest_of(site.root / PATH)
    return Put(issue="2026-03-25", article="01", digest=digest, first=first, last=last, paragraphs=paragraphs, was=was)


def put(site: Site, request: Put) -> str:
    """The body of the article after a request; the file then is as the request made it."""
    draft = Draft(site.root)
    putting.put(draft, request, around())
    data = draft.read(PATH) or b""
    site.write(PATH, data)
    return store.load_issue((site.root / PATH).parent, site.root).articles[0].body


def test_typing_one_paragraph(article: Site) -> None:
    """One passage is replaced by another, and its step is that of its place."""
    request = asked(article, 2, 3, Paragraph(text="改过的丙。"))
    assert putting.put(Draft(article.root), request, around()).step == "put 2026-03-25/01 2"
    assert put(article, request) == TEXT.replace("丙", "改过的丙")


def test_one_becomes_two_and_two_become_one(article: Site) -> None:
    """Enter makes two passages of one, Backspace at the head of one makes one of two."""
    assert put(article, asked(article, 0, 1, Paragraph(text="甲"), Paragraph(text="。"))).startswith(
        "甲\n\n。\n\n## 乙"
    )
    assert put(article, asked(article, 0, 2, Paragraph(text="甲。"))) == TEXT


def test_inserting_deleting_and_subheads(article: Site) -> None:
    """An empty range takes new passages, no passages delete, and a paragraph becomes a subhead."""
    assert put(article, asked(article, 4, 4, Paragraph(text="己"))) == f"{TEXT}\n\n己"
    assert put(article, asked(article, 4, 5)) == TEXT
    assert put(article, asked(article, 2, 3, Paragraph(shape="subhead", text="丙"))) == TEXT.replace("丙。", "## 丙")
    assert put(article, asked(article, 3, 4, Paragraph(shape="source", source="- 丁\n- 己"))).endswith("- 丁\n- 己")


def test_a_pasted_text_becomes_paragraphs(article: Site) -> None:
    """Blank lines in a text separate paragraphs, whose ranges stay on their words."""
    pasted = Paragraph(text="子丑\n\n寅卯", bold=((4, 6),))
    assert put(article, asked(article, 0, 1, pasted)).startswith("子丑\n\n**寅卯**\n\n## 乙")


def test_a_change_elsewhere_does_not_matter(article: Site) -> None:
    """Where the file was changed in other passages only, the request is carried out where its passage is now."""
    request = asked(article, 2, 3, Paragraph(text="改过的丙。"), was=("丙。",))
    article.article(body=f"别人的一段。\n\n{TEXT}")
    assert put(article, request) == f"别人的一段。\n\n{TEXT}".replace("丙", "改过的丙")


@pytest.mark.parametrize(
    "theirs", [TEXT.replace("丙", "别人改的"), TEXT.replace("甲。", "丙。\n\n丙。").replace("## 乙\n\n丙。", "## 乙")]
)
def test_what_somebody_else_wrote_is_not_overwritten(article: Site, theirs: str) -> None:
    """Where the passage itself was changed, or stands in several places, nothing is done and both texts are shown."""
    request = asked(article, 2, 3, Paragraph(text="改过的丙。"), was=("丙。",))
    article.article(body=theirs)
    with pytest.raises(Stale) as refused:
        put(article, request)
    assert theirs in refused.value.theirs


def test_there_must_be_such_a_passage(article: Site) -> None:
    """A place outside the body is refused."""
    for first, last in ((4, 5), (3, 2)):
        with pytest.raises(ContentError, match="没有这一段"):
            put(article, asked(article, first, last, Paragraph(text="己")))


def test_line_ends_and_byte_order_mark_stay(article: Site) -> None:
    """A file with CR LF and a byte order mark has them after a change as well."""
    data = (article.root / PATH).read_text("utf-8")
    article.write(PATH, ("\ufeff" + data.replace("\n", "\r\n")).encode())
    put(article, asked(article, 2, 3, Paragraph(text="丙。"), Paragraph(text="己\n庚")))
    wanted = "\ufeff" + data.replace("丙。", "丙。\n\n己  \n庚").replace("\n", "\r\n")
    assert (article.root / PATH).read_bytes().decode() == wanted
    assert passages.read(wanted, Kind.NEWS)[3].source == "己  \n庚"
