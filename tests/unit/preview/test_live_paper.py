"""The paper in memory: after any changes it gives the pages that a build from nothing gives."""

import random
from pathlib import Path

import pytest

from benchmarks import sequences
from generator.model import Photo
from generator.press import kit as tools
from generator.press import photo_sizes
from generator.press.build import build
from generator.preview.live_issues import LiveIssues
from support import NEWSPAPER, Site
from watched_paper import WatchedPaper, built

STEPS = 14
KINDS = (
    *(sequences._field, sequences._field, sequences._text, sequences._photo, sequences._insert, sequences._delete),
    *(sequences._delete_issue, sequences._rename, sequences._withdraw, sequences._embargo, sequences._template),
    *(sequences._settings, sequences._lists, sequences._special, sequences._own_page, sequences._root_file),
)


def _tree(root: Path) -> dict[str, bytes]:
    found = (path for name in ("content", "templates") for path in (root / name).rglob("*"))
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}
    return files | {"newspaper.toml": (root / "newspaper.toml").read_bytes()}


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_pages_are_those_of_a_build(tmp_path: Path, seed: int) -> None:
    """Changes are told as they are made; then each page, and each address without one, is as a clean build has it."""
    paper = sequences.Paper(tmp_path / "paper", seed, index=False)
    paper.site.write("newspaper.toml", NEWSPAPER)
    for number in (1, 2, 3):
        paper.add(f"2026-03-11-{number:02d}")
    watched = WatchedPaper(paper.site.root, paper.now)
    rng = random.Random(seed)  # noqa: S311 - dice
    for _ in range(STEPS):
        before = _tree(paper.site.root)
        rng.choice(KINDS)(paper)
        after = _tree(paper.site.root)
        watched.told(*(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)))
        watched.page("index.html")
    assert watched.problems == []
    build(paper.site.root, now=paper.now, index=False, ahead=True)
    output = paper.site.root / ".banmian/ahead/output"
    for path in output.rglob("*.html"):
        name = path.relative_to(output).as_posix()
        assert watched.page(name).replace(b" data-worker>", b">") == built(path.read_bytes()).replace(
            b" data-worker>", b">"
        ), name


def test_a_mistake_leaves_the_article_as_it_was(site: Site) -> None:
    """While a file cannot be read, its page and all lists stay; another article of the issue may change meanwhile."""
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "第一篇的文字。", title="第一篇")
    site.article("2026-03-25", 2, "第二篇的文字。", title="第二篇")
    watched = WatchedPaper(site.root)
    watched.session.paper.issues.remember(["2026-03-25"])
    good = watched.page("2026-03-25/01.html")
    file = site.root / "content/issues/2026-03-25/01.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("order: 1", "order: 一"), "utf-8")
    watched.told("content/issues/2026-03-25/01.md")
    assert len(watched.problems) == 1
    assert watched.page("2026-03-25/01.html") == good
    site.article("2026-03-25", 2, "第二篇改过的文字。", title="第二篇改过")
    watched.told("content/issues/2026-03-25/02.md")
    shown = watched.page("2026-03-25/index.html").decode().replace("<wbr>", "")
    assert "第二篇改过" in shown
    assert "第一篇" in shown
    file.write_text(text, "utf-8")
    watched.told("content/issues/2026-03-25/01.md")
    assert watched.problems == []


def test_a_mistake_from_before_leaves_a_notice(site: Site) -> None:
    """An article that could not be read when the preview began has a notice in its place, and the rest is shown."""
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "第一篇的文字。", title="第一篇")
    site.article("2026-03-25", 2, "第二篇的文字。", title="第二篇")
    file = site.root / "content/issues/2026-03-25/01.md"
    file.write_text(file.read_text("utf-8").replace("order: 1", "order: 一"), "utf-8")
    watched = WatchedPaper(site.root)
    assert len(watched.session.paper.problems) == 1
    assert "正在核对" in watched.page("2026-03-25/01.html").decode()
    assert "第二篇" in watched.page("index.html").decode()


@pytest.mark.parametrize(
    ("path", "bad", "good"),
    [
        ("newspaper.toml", "[paper\n", NEWSPAPER),
        ("content/lists/同义词.csv", "说法,标签\n甲\n,乙\n", "说法,标签\n甲,乙\n"),
        ("templates/404.html", "{% block %}", '{% extends "builtin/404.html" %}'),
        ("templates/home.html", '{% extends "builtin/home.html" %}{% block main %}{{ nothing.at }}{% endblock %}', ""),
    ],
)
def test_a_mistake_elsewhere_leaves_the_last_good_site(site: Site, path: str, bad: str, good: str) -> None:
    """Mistakes in settings, lists and templates are told; the pages stay as they were until they are mended."""
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "第一篇的文字。", title="第一篇")
    watched = WatchedPaper(site.root)
    before = watched.page("index.html")
    site.write(path, bad)
    watched.told(path)
    watched.page("index.html")
    assert watched.problems
    assert watched.page("index.html") == before
    if good:
        site.write(path, good)
    else:
        (site.root / path).unlink()
    watched.told(path)
    assert watched.problems == []
    assert watched.page("index.html") == before


def test_a_paper_that_is_broken_from_the_beginning_is_shown_once_it_is_mended(site: Site) -> None:
    """With settings that cannot be read every address says so; the preview goes on when they can."""
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "第一篇的文字。", title="第一篇")
    text = (site.root / "newspaper.toml").read_text("utf-8")
    site.write("newspaper.toml", "[paper\n")
    watched = WatchedPaper(site.root)
    assert watched.get("/").status == 503
    site.write("newspaper.toml", text)
    watched.told("newspaper.toml")
    assert "第一篇" in watched.get("/").text


@pytest.mark.parametrize("is_built", [True, False])
def test_a_photo_is_made_once_whatever_is_saved(site: Site, monkeypatch: pytest.MonkeyPatch, *, is_built: bool) -> None:
    """Sizes of a photo come from the last build of the same original, or are made once each; a new original is new."""
    site.issue("2026-03-25")
    site.picture("dock.png", "2026-03-25", (40, 30))
    site.article("2026-03-25", 1, "第一篇的文字。", photos=(Photo("码头", "dock.png"),))
    if is_built:
        build(site.root, index=False)
    watched = WatchedPaper(site.root)
    made = list[int]()
    usual = photo_sizes.made

    def counted(original: bytes, width: int, suffix: str) -> bytes:
        made.append(width)
        return usual(original, width, suffix)

    monkeypatch.setattr(photo_sizes, "made", counted)
    path = "2026-03-25/photos/dock-png-40.webp"
    first = watched.session.page(path).data
    site.article("2026-03-25", 1, "改过的文字。", photos=(Photo("码头", "dock.png"),))
    watched.told("content/issues/2026-03-25/01.md")
    assert watched.session.page(path).data == first
    assert len(made) == (0 if is_built else 1)
    site.picture("dock.png", "2026-03-25", (40, 20))
    watched.told("content/issues/2026-03-25/photos/dock.png")
    assert watched.session.page(path).data not in (first, None)


def test_what_an_error_of_ours_kept_back_is_taken_in_later(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the middle ends nothing: the next save brings in what was missed as well."""
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "第一篇的文字。")
    site.article("2026-03-25", 2, "第二篇的文字。")
    watched = WatchedPaper(site.root)
    site.article("2026-03-25", 1, "改过的第一篇。")
    with monkeypatch.context() as patch:
        patch.setattr(LiveIssues, "read", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            watched.told("content/issues/2026-03-25/01.md")
    site.article("2026-03-25", 2, "改过的第二篇。")
    watched.told("content/issues/2026-03-25/02.md")
    assert "改过的第一篇" in watched.page("2026-03-25/01.html").decode()
    assert "改过的第二篇" in watched.page("2026-03-25/02.html").decode()


def test_the_words_of_headlines_stay_in_memory_when_settings_change(site: Site) -> None:
    """They follow from the dictionary alone; loaded anew with every change, they would fill the memory."""
    site.issue("2026-03-25")
    site.article("2026-03-25", 1)
    watched = WatchedPaper(site.root)
    before = watched.session.paper.frame
    site.write("newspaper.toml", NEWSPAPER.replace("新区专版", "老区专版"))
    watched.told("newspaper.toml")
    after = watched.session.paper.frame
    assert before
    assert after
    assert before.kit != after.kit
    assert tools.words(before.kit) is tools.words(after.kit)


def test_of_very_many_mistakes_the_first_are_said(site: Site) -> None:
    """A table that is wrong in hundreds of rows does not flood the terminal; browsers are told how many there are."""
    watched = WatchedPaper(site.root)
    site.write("content/lists/同义词.csv", "说法,标签\n" + "".join(f"词{at},\n" for at in range(300)))
    watched.told("content/lists/同义词.csv")
    state = watched.session.pages.state
    assert state["count"] == 300
    assert len(state["problems"]) == 20
    assert len([line for line in watched.said if line.startswith("✗")]) == 100
    assert any("还有 200 处" in line for line in watched.said)
