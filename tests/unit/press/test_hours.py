"""Issues come out at their hour; nothing of what is not public stands anywhere in the site."""

import gzip
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.model import CHINA, Photo
from generator.press.build import build
from generator.press.places import place
from support import NEWSPAPER, Site, settled, tree

pytestmark = pytest.mark.slow

SIX = datetime(2026, 3, 26, 6, tzinfo=CHINA)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def paper(tmp_path: Path) -> Site:
    """A paper of one issue, with tomorrow's prepared."""
    site = Site(tmp_path / "paper")
    site.write("newspaper.toml", NEWSPAPER)
    site.issue("2026-03-25", number=7)
    site.article("2026-03-25", 1, topics=("economy",), tags=("码头",))
    return site


def tomorrow(site: Site, issue: str = "2026-03-26") -> None:
    """Prepares an issue whose words, tags and pictures are all told by one rare character."""
    site.issue(issue, furniture=("龘报",))
    site.picture("da.png", issue)
    site.article(issue, 1, "龘字稿。", title="龘", photos=(Photo("龘照", "da.png"),), tags=("龘签", "码头"))


def words(folder: Path) -> bytes:
    """Everything that the files of a site say, and their paths; those of the search index unpacked."""
    files = tree(folder)
    texts = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data for data in files.values())
    return b"\n".join((*texts, *(path.encode() for path in files)))


def test_an_issue_comes_out_at_its_hour(paper: Site) -> None:
    """A minute before six the site is as if the issue were not there; at six it is as it will stay."""
    build(paper.root, now=SIX - MINUTE)
    before = settled(paper.root / "output")
    tomorrow(paper)
    report = build(paper.root, now=SIX - MINUTE)
    assert (report.coming, report.release) == (1, SIX)
    assert settled(paper.root / "output") == before
    assert build(paper.root, now=SIX).coming == 0
    assert "龘".encode() in words(paper.root / "output")
    assert not build(paper.root, now=SIX + 300 * MINUTE).written


def test_the_hour_is_the_papers(paper: Site) -> None:
    """``[publish] hour`` moves it, by China's clock."""
    tomorrow(paper)
    paper.write("newspaper.toml", f'{NEWSPAPER}[publish]\nhour = "00:30"\n')
    opens = datetime(2026, 3, 26, 0, 30, tzinfo=CHINA)
    assert build(paper.root, now=opens - MINUTE).release == opens
    assert build(paper.root, now=opens).issues == 2


@pytest.mark.parametrize("stop", [False, True])
def test_an_issue_that_was_public_too_early_goes_first(paper: Site, *, stop: bool) -> None:
    """Where its hour turns out to be later all of it is taken down, even by a build that is stopped by a mistake."""
    tomorrow(paper)
    build(paper.root, now=SIX)
    if stop:
        paper.write("content/issues/2026-03-25/01.md", "---\nid: [\n---\n")
        with pytest.raises(Exception, match="01"):
            build(paper.root, now=SIX - MINUTE)
        assert not [path for path in tree(paper.root / "output") if path.startswith("2026-03-26/")]
    else:
        build(paper.root, now=SIX - MINUTE)
        assert "龘".encode() not in words(paper.root / "output")


def test_a_draft_is_never_public(paper: Site) -> None:
    """A draft is nowhere, whatever time it is and whether it was public before; taking the line away publishes it."""
    paper.article("2026-03-25", 2, "龘字稿。", title="龘", tags=("龘签",))
    build(paper.root, now=SIX)
    assert "龘".encode() in words(paper.root / "output")
    paper.article("2026-03-25", 2, "龘字稿。", title="龘", tags=("龘签",), draft=True)
    report = build(paper.root, now=SIX)
    assert (report.held, report.release) == (1, None)
    assert "龘".encode() not in words(paper.root / "output")
    assert not (paper.root / "output/2026-03-25/02.html").exists()


def test_a_post_from_an_unpublished_article_is_not_told(paper: Site) -> None:
    """What tomorrow's paper says of a person's post stands on no page of today's."""
    paper.article("2026-03-25", 2, "何映秋出席。", tags=("何映秋",))
    paper.write("content/lists/标签.csv", "标签,类型,网址\n何映秋,人物,he-yingqiu\n")
    paper.write(
        "content/lists/人名职务.csv",
        "姓名,职务,起,止,确认,次数,见于\n何映秋,龘局局长,2026-03-26,,,3,2026-03-25-02 2026-03-26-01\n",
    )
    tomorrow(paper)
    build(paper.root, now=SIX - MINUTE)
    assert "龘".encode() not in words(paper.root / "output")
    build(paper.root, now=SIX)
    assert "龘局局长" in (paper.root / "output/tags/he-yingqiu/index.html").read_text("utf-8")


def test_looking_ahead_touches_nothing_that_is_published(paper: Site) -> None:
    """The site of tomorrow, with drafts, lies in a folder of its own; ``output/`` and its state stay as they were."""
    build(paper.root, now=SIX - MINUTE)
    before = tree(paper.root / "output")
    tomorrow(paper)
    paper.article("2026-03-26", 2, "草稿一篇。", title="齾", draft=True)
    build(paper.root, now=SIX, drafts=True, ahead=True)
    assert tree(paper.root / "output") == before
    ahead = words(place(paper.root, ahead=True).output)
    assert all(word.encode() in ahead for word in "龘齾")
    build(paper.root, now=SIX - MINUTE)
    assert tree(paper.root / "output") == before


def test_a_build_of_last_night_and_one_of_this_morning(paper: Site, tmp_path: Path) -> None:
    """The same files built at 23:00 and again at 06:01 give what a clean build at 06:01 gives."""
    tomorrow(paper)
    build(paper.root, now=SIX - 7 * 60 * MINUTE)
    build(paper.root, now=SIX + MINUTE)
    clean = Site(tmp_path / "clean")
    for path, data in tree(paper.root).items():
        if not path.startswith(("output/", ".banmian/")):
            clean.write(path, data)
    build(clean.root, now=SIX + MINUTE)
    assert settled(paper.root / "output") == settled(clean.root / "output")


def test_an_extra_never_takes_the_papers_place(paper: Site) -> None:
    """A 号外 is told on the front page; the paper of its day stays there, in ``/latest/`` and in the steps."""
    tomorrow(paper)
    paper.issue("2026-03-25-b")
    paper.article("2026-03-25-b", 1, title="号外一篇")
    paper.issue("2026-03-26-b")
    paper.article("2026-03-26-b", 1, title="又一篇")
    build(paper.root, now=SIX)
    output = paper.root / "output"
    home, latest = ((output / path).read_text("utf-8") for path in ("index.html", "latest/index.html"))
    assert "又一篇" not in home.replace("</a>", "")
    assert 'href="/2026-03-26-b/"' in home
    assert 'href="/2026-03-26/01.html"' in home
    assert 'href="/2026-03-26/01.html"' in latest
    first = (output / "2026-03-25/index.html").read_text("utf-8")
    assert 'rel="next" href="/2026-03-26/"' in first
    assert 'href="/2026-03-25-b/"' in first
    extra = (output / "2026-03-25-b/index.html").read_text("utf-8")
    assert 'rel="next" href="/2026-03-26/"' in extra
    assert "当天的报纸" in extra
