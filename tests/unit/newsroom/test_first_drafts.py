"""Where articles must be signed, what comes in is a draft."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.content import store
from generator.content.edits import history
from generator.errors import ContentError
from generator.newsroom import backfile, importer
from reviewed_paper import ISSUE, PAPER, Reviewed
from support import Site

RAW = "## {}启用\n\n本报讯(记者周采薇)昨日，{}正式启用，岸边挤满了送行的人，第一艘船按时离开。\n"
TWO = RAW.format("码头", "码头") + "\n" + RAW.format("车站", "新的车站大楼").replace("第一艘船", "头一班车")


@pytest.fixture
def desk(make_site: Callable[..., Site]) -> Reviewed:
    """A paper with steps of 三审三校."""
    return Reviewed(make_site("paper", PAPER))


def take(desk: Reviewed, text: str, day: str = ISSUE) -> Path:
    """Imports a raw text."""
    raw = desk.site.write(f"../raw-{day}/raw.txt", text)
    return importer.import_issue(desk.root, raw, date.fromisoformat(day), propose=lambda article: article).folder


def drafts(desk: Reviewed) -> dict[str, bool]:
    """Which articles are drafts, by their ids."""
    issues = store.load(desk.root, ()).issues
    return {article.id: article.draft for issue in issues for article in issue.articles}


def test_what_is_imported_is_a_draft(desk: Reviewed) -> None:
    """All articles of an issue that must be signed are; those of an earlier issue are public as ever."""
    take(desk, TWO)
    take(desk, TWO, "2026-02-25")
    assert drafts(desk) == {
        "2026-02-25-01": False,
        "2026-02-25-02": False,
        "2026-03-25-01": True,
        "2026-03-25-02": True,
    }


@pytest.mark.slow
def test_a_batch_comes_in_as_drafts(desk: Reviewed) -> None:
    """An issue of a folder is a draft by its own date."""
    for day in (ISSUE, "2026-02-25"):
        desk.site.write(f"../batch/{day}.txt", RAW.format(day, day))
    list(backfile.import_all(desk.root, backfile.find(desk.root.parent / "batch"), (), tags=False))
    assert drafts(desk) == {"2026-02-25-01": False, "2026-03-25-01": True}


def test_importing_again_leaves_what_was_released_released(desk: Reviewed) -> None:
    """A corrected source changes words of an article that is out without taking it down; a new one is a draft."""
    folder = take(desk, TWO)
    desk.sign("01", "02")
    desk.release("01")
    take(
        desk,
        TWO.replace("按时离开", "准时离开") + "\n" + RAW.format("北桥", "跨江的北桥").replace("第一艘船", "首批行人"),
    )
    assert drafts(desk) == {"2026-03-25-01": False, "2026-03-25-02": True, "2026-03-25-03": True}
    assert "准时离开" in (folder / "01.md").read_text("utf-8")
    assert list(folder.glob("*.doubts.json")) == []


def test_declaring_steps_takes_nothing_down(desk: Reviewed) -> None:
    """An issue that came in before there were steps is not made a draft by another import."""
    desk.site.write("newspaper.toml", PAPER.partition("[review]")[0])
    take(desk, TWO)
    desk.site.write("newspaper.toml", PAPER)
    take(desk, TWO.replace("按时离开", "准时离开"))
    assert set(drafts(desk).values()) == {False}


def test_an_import_that_was_signed_since_is_not_taken_back(desk: Reviewed) -> None:
    """All sign-offs are named; once they are revoked, undo takes the import back."""
    take(desk, TWO)
    first = next(history.entries(desk.root)).name
    desk.sign("01", "02", steps=["一审"])
    with pytest.raises(ContentError) as caught:
        history.undo(desk.root, first)
    named = [re.search(r"一审 张三", problem.message) for problem in caught.value.problems]
    assert len(named) == 2
    assert all(named)
    desk.revoke("01", "02")
    history.undo(desk.root, first)
    assert not (desk.folder / "01.md").exists()
