"""Each issue as an EPUB, the catalogue of them, and books on request: what stands in them, and when they change."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from epub_file import HTML, EpubFile
from generator.errors import BanmianError, PressError
from generator.kinds import Ai, Kind
from generator.model import CHINA, Correction, Folio, Photo
from generator.pages import urls
from generator.press import epub_outputs, epub_request
from generator.press.build import build
from generator.press.epub_request import Choice
from rendered import write_everything
from support import NEWSPAPER, Site, tree

pytestmark = pytest.mark.slow

KEY = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"
NOW = datetime(2026, 3, 26, 12, tzinfo=CHINA)
WHOLE = NEWSPAPER.replace("[paper]", f'[paper]\naddress = "https://news.example.org/p/"\nkey = "{KEY}"')
DAY = "2026-03-25"


def epub(site: Site, issue: str = DAY) -> EpubFile:
    """The EPUB of an issue as it was built."""
    return EpubFile((site.root / "output" / urls.epub(issue)).read_bytes())


def epubs(site: Site) -> dict[str, bytes]:
    """The EPUBs and the catalogue of a built site."""
    files = tree(site.root / "output")
    return {path: data for path, data in files.items() if path.endswith(".epub") or path.startswith("opds/")}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A paper in which everything occurs that a page may show, with marks of XML in every text, and its site."""
    site = Site(tmp_path_factory.mktemp("everything"))
    write_everything(site)
    build(site.root, index=False)
    return site


def test_the_archive_is_one_as_epub_demands(everything: Site) -> None:
    """The type comes first and unpacked; no file has a time of its own."""
    first, second, *_ = epub(everything, "2026-01-04").entries
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert second.filename == "META-INF/container.xml"
    assert {entry.date_time for entry in epub(everything, "2026-01-04").entries} == {(1980, 1, 1, 0, 0, 0)}


def test_all_is_xml_and_leads_somewhere(everything: Site) -> None:
    """Whatever is typed, each document is well-formed; all links, pictures and ids are right, nothing is over."""
    for issue in ("2025-12-28", "2026-01-01", "2026-01-04"):
        assert epub(everything, issue).wrong() == []


def test_the_contents_are_the_folios_in_order(everything: Site) -> None:
    """版 by 版, each with its articles in their order; the reader goes the same way through the book."""
    book = epub(everything, "2026-01-04")
    names = [name for name, _ in book.contents]
    assert [name[:3] for name in names] == ["01版", "A2版"]
    assert [len(inside) for _, inside in book.contents] == [2, 1 + len(Kind)]
    numbers = [path[11:13] for path in book.spine if path.startswith("2026-01-04")]
    assert numbers == ["01", "02", *(f"{number:02d}" for number in range(4, 5 + len(Kind)))]
    assert book.spine[:3] == ["title.xhtml", "nav.xhtml", "section-1.xhtml"]


def test_an_article_is_whole(everything: Site) -> None:
    """Kicker, title, subtitle, authors, corrections, text, captions and credits stand in it, as they were typed."""
    book = epub(everything, "2026-01-04")
    said = book.text("2026-01-04-01.xhtml")
    for words in (
        "春天里<x-typed>",
        "码头启用<x-typed>",
        "货轮靠岸",
        "周采薇",
        "通讯员 郑明",
        "印为“印错的",
        "标题漏了一个字",
    ):
        assert words in said
    for words in ("本报记者 郑明", "只有说明", "昨日，码头启用"):
        assert words in said
    assert "原稿到此中断" in book.text("2026-01-04-02.xhtml")
    image = book.documents["2026-01-04-01.xhtml"].find(".//{*}img")
    assert image is not None
    assert image.get("alt", "").startswith("码头边的货轮")


def test_nothing_withdrawn_is_in_it(everything: Site) -> None:
    """Neither a word nor a picture of a withdrawn article, nor its place."""
    book = epub(everything, "2026-01-04")
    assert sorted(path for path in book.files if "photos/" in path) == [
        "photos/2026-01-04-boat-png.jpg",
        "photos/2026-01-04-dock-png.jpg",
    ]
    assert not any("撤下" in book.text(path) for path in book.documents)
    assert "2026-01-04-03.xhtml" not in book.files


def test_pictures_are_small_enough_for_a_telephone(everything: Site) -> None:
    """A picture has at most 800 pixels a side."""
    from io import BytesIO  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    data = epub(everything, "2026-01-04").files["photos/2026-01-04-dock-png.jpg"]
    with Image.open(BytesIO(data)) as image:
        assert (image.format, max(image.size)) == ("JPEG", 800)


def test_what_is_printed_around_articles_is_told(site: Site) -> None:
    """责任编辑 of a 版, 来源 and original of a reprint, what AI made, and the day of the last correction."""
    site.write("newspaper.toml", WHOLE)
    site.issue(DAY, number=7, folios=(Folio("01", "要闻", (("责任编辑", "许若川"),)),))
    made: dict[str, Any] = {"ai": Ai.GENERATED, "photos": (Photo("江上", "dock.png", ai=Ai.COMPOSED),)}
    source = {"source": "新华社", "original": "https://news.example.org/1"}
    corrections = (Correction(NOW.date(), note="更正"),)
    site.article(DAY, 1, folio="01", corrections=corrections, **made, **source)
    site.picture("dock.png", DAY)
    build(site.root, index=False, now=NOW)
    book = epub(site)
    assert "责任编辑 许若川" in book.text("section-1.xhtml")
    said = book.text(f"{DAY}-01.xhtml")
    assert said.index(Ai.GENERATED.word) < said.index("码头昨日启用")
    assert Ai.COMPOSED.word in said
    assert "来源：新华社" in said
    assert book.metadata["title"] == "青川晚报 2026年3月25日 第7期"
    assert (
        book.metadata["dcterms:modified"] == "2026-03-25T22:00:00Z"
    )  # the hour of the paper, on the next day in China


def test_links_lead_into_the_book_or_to_the_site(site: Site, make_site: Callable[..., Site]) -> None:
    """To an article of the issue inside of the book, to others on the site; without its address they are only words."""
    text = (
        "见[头条](02.html)、[旧闻](/p/2026-03-18/01.html)、[别处](https://example.org/?a=1&b=2)、[坏](https://x:0/)。"
    )
    found: dict[str, dict[str | None, str | None]] = {}
    for paper, settings in ((site, WHOLE), (make_site("bare"), NEWSPAPER)):
        paper.write("newspaper.toml", settings)
        paper.issue(DAY)
        paper.article(DAY, 1, text)
        paper.article(DAY, 2)
        build(paper.root, index=False)
        document = epub(paper).documents[f"{DAY}-01.xhtml"]
        found[paper.root.name] = {link.text: link.get("href") for link in document.iter(f"{HTML}a")}
        assert "见头条、旧闻、别处、坏。" in "".join(document.itertext())
    other = {"头条": f"{DAY}-02.xhtml", "别处": "https://example.org/?a=1&b=2"}
    assert found["site"] == other | {"旧闻": "https://news.example.org/p/2026-03-18/01.html"}
    assert found["bare"] == other


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Three issues of a paper with an address and a key, built."""
    site = Site(tmp_path_factory.mktemp("paper") / "built")
    site.write("newspaper.toml", WHOLE)
    for day in ("2026-03-11", "2026-03-18", DAY):
        site.issue(day)
        site.article(day, 1, topics=("economy",), photos=(Photo("江上", "dock.png"),))
        site.article(day, 2, topics=("livelihood",))
        site.picture("dock.png", day, (40, 30))
    build(site.root, index=False, now=NOW)
    return site


@pytest.fixture
def paper(built: Site, tmp_path: Path) -> Site:
    """The same, to be changed."""
    return Site(Path(shutil.copytree(built.root, tmp_path / "paper")))


def test_an_issue_more_writes_its_epub_and_the_newest_part(paper: Site) -> None:
    """Of EPUBs and catalogue nothing else is written; two builds of the same paper have the same bytes."""
    before = epubs(paper)
    paper.issue("2026-03-26")
    paper.article("2026-03-26", 1)
    report = build(paper.root, index=False, now=NOW)
    after = epubs(paper)
    new = urls.epub("2026-03-26")
    assert {path for path in after if before.get(path) != after[path]} == {new, urls.OPDS}
    assert {path for path in report.written if path.endswith(".epub") or "opds" in path} == {new, urls.OPDS}
    shutil.rmtree(paper.root / "output")
    shutil.rmtree(paper.root / ".banmian")
    build(paper.root, index=False, now=NOW + timedelta(days=400))
    assert epubs(paper) == after


@pytest.mark.parametrize(
    "hidden", [{"withdrawal": "来源有误"}, {"draft": True}, {"embargo": NOW + timedelta(hours=1)}], ids=str
)
def test_an_article_that_may_not_be_read_leaves_its_epub(paper: Site, hidden: dict[str, object]) -> None:
    """The EPUB is that of a paper that never had the article and its picture; no other is written."""
    before = epubs(paper)
    photo = {"photos": (Photo("江上", "secret.png"),)}
    paper.picture("secret.png", DAY, (30, 40))
    paper.article(DAY, 3, "龘字稿。", title="龘", **photo)
    build(paper.root, index=False, now=NOW)
    assert "龘" in epub(paper).text(f"{DAY}-03.xhtml")
    paper.article(DAY, 3, "龘字稿。", title="龘", **photo, **hidden)
    build(paper.root, index=False, now=NOW)
    assert epubs(paper) == before


def test_an_issue_without_articles_has_no_epub(paper: Site) -> None:
    """Where all articles of an issue are withdrawn its EPUB goes, and neither its page nor the catalogue names it."""
    for number in (1, 2):
        paper.article("2026-03-18", number, withdrawal="来源有误")
    build(paper.root, index=False, now=NOW)
    assert urls.epub("2026-03-18") not in epubs(paper)
    assert b"2026-03-18" not in epubs(paper)[urls.OPDS]
    assert b".epub" not in (paper.root / "output" / urls.issue("2026-03-18")).read_bytes()


def test_the_catalogue_needs_an_address_and_a_key(paper: Site) -> None:
    """Without one of them there is none, and no page names one; EPUBs there are all the same."""
    assert b"opds-catalog" in (paper.root / "output/index.html").read_bytes()
    for settings in (WHOLE.replace(f'key = "{KEY}"', ""), WHOLE.replace("address", "# address")):
        paper.write("newspaper.toml", settings)
        build(paper.root, index=False, now=NOW)
        assert epubs(paper).keys() == {urls.epub(day) for day in ("2026-03-11", "2026-03-18", DAY)}
        assert b"opds-catalog" not in (paper.root / "output/index.html").read_bytes()


def test_another_name_or_domain_is_no_other_book(paper: Site) -> None:
    """With a key, an EPUB stays the same publication for readers' programs wherever the paper moves."""
    before = epub(paper).metadata["identifier"]
    paper.write("newspaper.toml", WHOLE.replace("青川晚报", "青川日报").replace("news.example", "paper.example"))
    build(paper.root, index=False, now=NOW)
    assert epub(paper).metadata["identifier"] == before
    assert before.startswith("urn:uuid:")
    assert epub(paper, "2026-03-18").metadata["identifier"] != before


def test_a_template_that_is_no_xml_is_told(paper: Site) -> None:
    """A paper's own template whose tags do not close stops the build and is named; nothing is written."""
    before = epubs(paper)
    paper.write("templates/epub/title.xhtml", "<html><p>{{ site.name }}</html>")
    with pytest.raises(BanmianError, match=r"epub/title\.xhtml"):
        build(paper.root, index=False, now=NOW)
    assert epubs(paper) == before


def test_what_is_too_large_is_told() -> None:
    """An EPUB of more than 20 MiB is told, with its size and what to do; one of less is not."""
    (told,) = epub_outputs.too_large({"a.epub": 21 << 20, "b.epub": 20 << 20, "c.pdf": 30 << 20})
    assert all(word in told for word in ("a.epub", "21.0 MiB", "图片"))


@pytest.mark.parametrize(
    ("choice", "name", "articles"),
    [
        (Choice("year", "2026"), "青川晚报-2026.epub", 6),
        (Choice("topic", "economy"), "青川晚报-经济.epub", 3),
        (Choice("special", "lao-cheng"), "青川晚报-老城.epub", 2),
        (Choice("issue", DAY), f"青川晚报-{DAY}.epub", 2),
    ],
    ids=lambda value: value.kind if isinstance(value, Choice) else "",
)
def test_books_on_request(paper: Site, choice: Choice, name: str, articles: int) -> None:
    """A year, a topic, a special topic or an issue, by issues oldest first; an issue is the same as in the site."""
    paper.write(
        "content/specials/lao-cheng.md", f'---\ntitle: "老城"\narticles:\n  - {DAY}-01\n  - 2026-03-11-02\n---\n'
    )
    done = epub_request.write(paper.root, choice, NOW)
    assert (done.path, done.articles) == (f"epub/{name}", articles)
    data = (paper.root / done.path).read_bytes()
    book = EpubFile(data)
    assert book.wrong() == []
    assert sum(len(inside) for _, inside in book.contents) == articles
    if choice.kind == "issue":
        assert data == epubs(paper)[urls.epub(DAY)]
    else:
        days = [section[:10] for section, _ in book.contents]
        assert days == sorted(days, key=lambda day: int(day.split("月")[1].split("日")[0]))


def test_a_book_holds_only_what_is_public(paper: Site, tmp_path: Path) -> None:
    """Nothing of tomorrow's issue, of drafts and of withdrawn articles is in a book on request."""
    paper.article("2026-03-27", 1, "龘字稿。")
    paper.issue("2026-03-27")
    paper.article("2026-03-18", 3, "龘字稿。", draft=True)
    paper.article("2026-03-18", 4, "龘字稿。", withdrawal="来源有误")
    done = epub_request.write(paper.root, Choice("year", "2026"), NOW)
    book = EpubFile((paper.root / done.path).read_bytes())
    assert done.articles == 6
    assert not any("龘" in book.text(path) for path in book.documents)
    with pytest.raises(PressError, match="没有登出来的文章"):
        epub_request.write(paper.root, Choice("issue", "2026-03-27"), NOW)
    with pytest.raises(PressError, match="economy"):
        epub_request.write(paper.root, Choice("topic", "no-such"), NOW)
