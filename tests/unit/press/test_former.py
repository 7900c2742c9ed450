"""Addresses that were public lead on in a single step, or hold a notice; releases hold back what nobody has seen."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import edition
from generator.content import addresses
from generator.content.addresses import Public
from generator.errors import BanmianError, ConfigError, ContentError
from generator.model import CHINA
from generator.pages import former
from generator.press.build import build
from support import NEWSPAPER, Site

NOW = datetime(2026, 4, 1, 12, tzinfo=CHINA)
DAY = NOW - timedelta(days=5)
DOUBT = {"rule": "leader", "place": "正文第1段", "span": "龘", "reason": "姓名", "suggestion": "", "answer": "open"}


@pytest.fixture
def paper(tmp_path: Path) -> Site:
    """A paper of two articles."""
    site = Site(tmp_path / "paper")
    site.write("newspaper.toml", f'{NEWSPAPER}[publish]\nhold_for = ["leader"]\n')
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, topics=("economy",), tags=("码头",))
    site.article("2026-03-25", 2, topics=("livelihood",))
    return site


def was_public(site: Site, *paths: str, first: datetime = DAY) -> None:
    """Writes a record in which these addresses are public."""
    for path, data in addresses.files(Public(path, first, first) for path in paths).items():
        site.write(path, data)


def page(site: Site, path: str) -> str:
    """A page of the site as it is built now."""
    return (site.root / "output" / path).read_text("utf-8")


def test_a_public_address_that_is_gone_holds_a_notice(paper: Site) -> None:
    """The notice asks search engines to forget it, and stands in no list; an address that was not public has none."""
    was_public(paper, "2026-03-25/07.html")
    build(paper.root, index=False, now=NOW)
    assert "本页已移除" in page(paper, "2026-03-25/07.html")
    assert 'content="noindex"' in page(paper, "2026-03-25/07.html")
    assert "07.html" not in page(paper, "2026-03-25/index.html")
    assert not (paper.root / "output/2026-03-25/08.html").exists()


@pytest.mark.parametrize("fields", [{"draft": True}, {"embargo": NOW + timedelta(days=1)}])
def test_a_public_article_that_is_held_leaves_only_a_notice(paper: Site, fields: dict[str, object]) -> None:
    """Its words are nowhere, and its address tells that something was there."""
    was_public(paper, "2026-03-25/02.html")
    build(paper.root, index=False, now=NOW)
    paper.article("2026-03-25", 2, "龘字稿。", title="龘", **fields)
    build(paper.root, index=False, now=NOW)
    assert "本页已移除" in page(paper, "2026-03-25/02.html")


def test_an_address_that_becomes_public_later_is_not_told(paper: Site) -> None:
    """What the record knows of tomorrow has no notice today."""
    was_public(paper, "2026-04-02/01.html", first=NOW + timedelta(days=1))
    build(paper.root, index=False, now=NOW)
    assert not (paper.root / "output/2026-04-02").exists()


def test_a_moved_article_is_found_under_all_its_addresses(paper: Site) -> None:
    """``was``, ``joined`` and lines of moved.csv lead to the article itself, however often it moved."""
    paper.issue("2026-03-26")
    paper.article("2026-03-26", 1, title="搬来的", was=("2026-03-25-05", "2026-03-25-06"), joined=("2026-03-25-09",))
    paper.write("content/moved.csv", "旧网址,新网址\n/old/a.htm,/2026-03-25/05.html\n/2026-03-25/08.html,/old/a.htm\n")
    was_public(paper, "2026-03-25/05.html", "2026-03-25/08.html")
    build(paper.root, index=False, now=NOW)
    for old in ("2026-03-25/05.html", "2026-03-25/06.html", "2026-03-25/09.html", "old/a.htm", "2026-03-25/08.html"):
        assert 'content="0; url=/2026-03-26/01.html"' in page(paper, old), old


def test_a_folder_moves_with_all_that_is_in_it(paper: Site) -> None:
    """A renamed topic: its list leads to the new list, and an old part that is gone to the list as well."""
    paper.write("content/moved.csv", "旧网址,新网址\n/topics/money/,/topics/economy/\n")
    was_public(paper, "topics/money/index.html", "topics/money/3/index.html")
    build(paper.root, index=False, now=NOW)
    assert 'content="0; url=/topics/economy/"' in page(paper, "topics/money/index.html")
    assert 'content="0; url=/topics/economy/"' in page(paper, "topics/money/3/index.html")


def test_a_circle_ends_in_a_notice(paper: Site) -> None:
    """Addresses that lead to each other lead nowhere; the build ends, and a reader is told."""
    paper.write("content/moved.csv", "旧网址,新网址\n/a.html,/b.html\n/b.html,/a.html\n")
    was_public(paper, "a.html")
    build(paper.root, index=False, now=NOW)
    assert "本页已移除" in page(paper, "a.html")


def test_what_is_meant_to_be_gone_says_so_too(paper: Site) -> None:
    """撤稿 answers for an address; the notice stays."""
    paper.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/07.html,撤稿\n")
    was_public(paper, "2026-03-25/07.html")
    build(paper.root, index=False, now=NOW)
    assert "本页已移除" in page(paper, "2026-03-25/07.html")


def test_an_address_that_became_the_servers_has_no_notice(paper: Site) -> None:
    """Where a file of content/root once stood below /_desk/, the record still has it, and the build makes nothing."""
    was_public(paper, "_desk/a.html", "2026-03-25/07.html")
    build(paper.root, index=False, now=NOW)
    assert not (paper.root / "output/_desk").exists()
    assert (paper.root / "output/2026-03-25/07.html").exists()


@pytest.mark.parametrize("line", ["a.html,/b.html", "/a.html,https://b.cn/", "/a b.html,/c.html", "//b.cn/x,/c.html"])
def test_an_address_is_one_of_the_paper(paper: Site, line: str) -> None:
    """Anything else is told with its line."""
    paper.write("content/moved.csv", f"旧网址,新网址\n{line}\n")
    with pytest.raises(ContentError, match=r"moved\.csv:2"):
        build(paper.root, index=False, now=NOW)


def test_a_page_that_stands_is_never_led_away(paper: Site) -> None:
    """A line about an address that is in use changes nothing."""
    paper.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/01.html,/2026-03-25/02.html\n")
    build(paper.root, index=False, now=NOW)
    assert "第1篇" in page(paper, "2026-03-25/01.html")


def doubt(site: Site, name: str, answer: str = "open") -> None:
    """Writes an open doubt about the leader's name."""
    site.write(f"content/issues/2026-03-25/{name}.doubts.json", json.dumps([DOUBT | {"answer": answer}]))


def test_a_release_holds_back_what_nobody_has_seen(paper: Site) -> None:
    """A broken or doubted article that was not public is not there; one that was is there, or its notice."""
    doubt(paper, "01")
    doubt(paper, "02")
    was_public(paper, "2026-03-25/02.html", "2026-03-25/03.html")
    for name in ("03", "04"):
        paper.write(f"content/issues/2026-03-25/{name}.md", "---\nid: [\n---\n龘\n")
    report = build(paper.root, index=False, now=NOW, release=True)
    output = paper.root / "output/2026-03-25"
    assert sorted(path.name for path in output.glob("*.html")) == ["02.html", "03.html", "index.html"]
    assert "正在核对" in page(paper, "2026-03-25/03.html")
    assert [problem.source for problem in report.doubted] == ["content/issues/2026-03-25/01.md"]
    assert {problem.source[-5:] for problem in report.broken} == {"03.md", "04.md"}
    doubt(paper, "01", "right")
    build(paper.root, index=False, now=NOW, release=True)
    assert "第1篇" in page(paper, "2026-03-25/01.html")


def test_an_article_that_moved_is_not_held_back(paper: Site) -> None:
    """What was public under a former id stays public under the new one, whatever is doubted about it."""
    for name in ("01", "02"):
        doubt(paper, name)
    paper.article("2026-03-25", 1, was=("2026-03-24-09",))
    was_public(paper, "2026-03-24/09.html")
    report = build(paper.root, now=NOW, release=True)
    assert [problem.source[-5:] for problem in report.doubted] == ["02.md"]
    assert (paper.root / "output/2026-03-25/01.html").exists()


def test_a_doubt_about_the_issue_holds_all_that_is_new(paper: Site) -> None:
    """A listed doubt about the issue itself concerns every article of it that was not public."""
    doubt(paper, "issue")
    was_public(paper, "2026-03-25/02.html")
    build(paper.root, index=False, now=NOW, release=True)
    assert not (paper.root / "output/2026-03-25/01.html").exists()
    assert (paper.root / "output/2026-03-25/02.html").exists()


def test_the_addresses_of_a_former_site_lead_to_the_days_issue() -> None:
    """A pattern gives a folder for each day; a pattern that cuts inside a day's folder is cut at the folder before."""
    issues = [edition.describe(edition.issue(name))[0] for name in ("2026-03-25", "2026-03-25-b", "2026-03-26")]
    patterns = ("/html/{yyyy}-{mm}/{dd}/content_{n}.htm", "/{yyyy}{mm}{dd}/{n}")
    assert former.day_folders(patterns, issues) == {
        "html/2026-03/25/": "2026-03-25/index.html",
        "20260325/": "2026-03-25/index.html",
        "html/2026-03/26/": "2026-03-26/index.html",
        "20260326/": "2026-03-26/index.html",
    }


@pytest.mark.parametrize(
    "pattern", ["html/{yyyy}/{mm}/{dd}", "/html/{yyyy}/{mm}", "/{yyyy}-{mm}-{dd}/*", "/{yyyy} {mm}{dd}"]
)
def test_a_pattern_has_a_day(paper: Site, pattern: str) -> None:
    """A pattern without one, or one that hosts would read otherwise, is told with its line."""
    paper.write("newspaper.toml", f'{NEWSPAPER}[[moved]]\nfrom = "{pattern}"\n')
    with pytest.raises(ConfigError, match=r"newspaper\.toml:\d+"):
        build(paper.root, index=False, now=NOW)


def test_a_notice_stays_where_a_build_stops(paper: Site) -> None:
    """What stands at the address of a held article is a notice already; a build that stops does not make it a 404."""
    was_public(paper, "2026-03-25/02.html")
    paper.article("2026-03-25", 2, draft=True)
    build(paper.root, index=False, now=NOW)
    paper.article("2026-03-25", 1, "改了一个字。")
    paper.write("templates/article.html", "{% if %}")
    with pytest.raises(BanmianError):
        build(paper.root, index=False, now=NOW)
    assert "本页已移除" in page(paper, "2026-03-25/02.html")


def test_an_archive_is_recorded_by_the_years_of_its_issues() -> None:
    """However much is published on one day, no year's file holds more than that year printed, and what has no year."""
    paths = ("1939-07-26/01.html", "1940-01-01/index.html", "topics/economy/index.html")
    made = addresses.files(Public(path, DAY, DAY) for path in paths)
    assert sorted(made) == [f"content/published/{year}.csv" for year in (1939, 1940, 2026)]
