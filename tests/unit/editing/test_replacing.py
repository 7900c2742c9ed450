"""A word is found wherever readers see it, and replaced where an editor chose, and nowhere else."""

from collections.abc import Callable
from datetime import datetime

import pytest

from generator.content import doubts
from generator.content.doubts import Doubt
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.editing import replacing
from generator.editing.asked import Around, Stale
from generator.editing.replacing import Found, Replace
from generator.errors import ContentError
from generator.kinds import Role
from generator.model import CHINA, Author, Photo
from generator.settings import Settings
from support import Site, tree

AROUND = Around(datetime(2026, 3, 26, 9, tzinfo=CHINA), "", Settings.model_construct())
LEDGER = "content/lists/人名职务.csv"
HEAD = "姓名,职务,起,止,确认,次数,见于\n"


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper in which a name is wrong in many places of two issues."""
    for issue in ("2026-03-25", "2026-03-18"):
        site.issue(issue)
        site.article(
            issue,
            title="周采微获奖",
            authors=(Author("周采微", Role.REPORTER),),
            tags=("周采微", "采微奖"),
            photos=(Photo("领奖的周采微", credit="周采微"),),
            body="**周采**微说，周采微来了。\n\n别人来了。",
        )
    site.article("2026-03-25", 2, body="周采薇来了。")
    site.write("content/lists/标签.csv", "标签,类型,网址\n周采微,人物,zhou\n")
    return site


def _places(site: Site, word: str = "周采微", issue: str = "") -> list[Found]:
    return replacing.places(Draft(site.root), word, issue)


def _replace(
    site: Site,
    found: list[Found],
    new: str = "周采薇",
    seen: Callable[[Found], str] = lambda each: each.seen,
) -> str:
    chosen = [{"issue": each.issue, "article": each.article, "at": each.at, "seen": seen(each)} for each in found]
    draft = Draft(site.root)
    done = replacing.replace(draft, Replace.model_validate({"word": "周采微", "new": new, "places": chosen}), AROUND)
    history.commit(draft, "replace-word", done.what)
    return done.what


def test_every_place_is_found(paper: Site) -> None:
    """Headline, authors, body (also with marks inside), captions, credits and tags are searched, newest issue first."""
    found = _places(paper, issue="2026-03-25")
    assert [each.at for each in found] == ["title:0", "author1:0", "1:0", "1:5", "caption1:3", "credit1:0", "tag1:0"]
    assert (found[3].line, found[3].before, found[3].behind) == ("正文第1段", "周采微说，", "来了。")
    assert [each.issue for each in _places(paper)] == ["2026-03-25"] * 7 + ["2026-03-18"] * 7
    assert _places(paper, "没有的") == _places(paper, "  ") == []


def test_only_the_chosen_places_change(paper: Site) -> None:
    """Of all places the chosen ones get the new word; all other bytes stay, and undo gives them back."""
    before = tree(paper.root)
    found = _places(paper, issue="2026-03-25")
    assert _replace(paper, [found[0], found[3]]) == "“周采微”改为“周采薇”，1 篇 2 处"
    path = "content/issues/2026-03-25/01.md"
    text = before[path].decode().replace('title: "周采微', 'title: "周采薇').replace("，周采微来", "，周采薇来")
    assert {name: data for name, data in tree(paper.root).items() if before.get(name) != data} == {path: text.encode()}
    history.undo(paper.root)
    assert tree(paper.root) == before


def test_everywhere_is_everywhere(paper: Site) -> None:
    """With all places chosen the word is gone; a new tag gets its address, and the old address leads to it."""
    _replace(paper, _places(paper))
    assert _places(paper) == []
    assert len(_places(paper, "周采薇")) == 15
    register = (paper.root / "content/lists/标签.csv").read_text("utf-8")
    assert "周采薇,人物," in register
    assert "周采微,周采薇" in (paper.root / "content/lists/同义词.csv").read_text("utf-8")


def test_a_tag_is_not_given_twice(paper: Site) -> None:
    """An article that has the new tag already keeps one; a tag that is still used elsewhere keeps its own page."""
    paper.article(title="别的", tags=("周采薇", "周采微"))
    _replace(paper, _places(paper, issue="2026-03-25"))
    assert 'tags: ["周采薇"]' in (paper.root / "content/issues/2026-03-25/01.md").read_text("utf-8")
    assert not (paper.root / "content/lists/同义词.csv").exists()


def test_a_place_that_changed_meanwhile_stops_all(paper: Site) -> None:
    """Nothing is written where one place is not as it was seen, or its article is gone."""
    found = _places(paper)
    before = tree(paper.root)
    with pytest.raises(Stale):
        _replace(paper, found, seen=lambda each: f"{each.seen}。" if each.at == "1:5" else each.seen)
    with pytest.raises(ContentError, match="一样"):
        _replace(paper, found, new="周采微")
    assert tree(paper.root) == before
    (paper.root / "content/issues/2026-03-18/01.md").unlink()
    with pytest.raises(Stale):
        _replace(paper, found)


def test_the_ledger_learns_the_name(paper: Site) -> None:
    """A row seen in these articles alone gets the name, or joins the row of that name; others give up these places."""
    rows = (
        "周采微,记者,2026-03-18,,,2,2026-03-18-01 2026-03-25-01\n"
        "周采微,主任,2026-03-18,,是,9,2026-03-11-01 2026-03-25-01\n"
        "周采微,书记,2026-03-18,,错,1,2026-03-25-01\n"
        "周采薇,记者,2026-03-11,,,3,2026-03-11-02\n"
    )
    paper.write(LEDGER, HEAD + rows)
    _replace(paper, _places(paper))
    assert (paper.root / LEDGER).read_text("utf-8") == (
        f"{HEAD}周采微,主任,2026-03-18,,是,8,2026-03-11-01\n"
        "周采微,书记,2026-03-18,,错,1,2026-03-25-01\n"
        "周采薇,记者,2026-03-11,,,5,2026-03-11-02 2026-03-18-01 2026-03-25-01\n"
        "周采薇,主任,2026-03-18,,是,1,2026-03-25-01\n"
    )


def test_a_renamed_row_stays_on_its_line(paper: Site) -> None:
    """What an editor confirmed about the person stays, with the notes around it."""
    paper.write(LEDGER, f"# 备注\n{HEAD}甲,区长,,,是,1,\n周采微,记者,2026-03-18,,是,1,2026-03-25-01\n# 尾\n")
    _replace(paper, _places(paper, issue="2026-03-25"))
    assert (paper.root / LEDGER).read_text("utf-8") == (
        f"# 备注\n{HEAD}甲,区长,,,是,1,\n周采薇,记者,2026-03-18,,是,1,2026-03-25-01\n# 尾\n"
    )


def test_doubts_about_the_word_go_with_it(paper: Site) -> None:
    """An open doubt about the old name is gone where the name is, and stays where it was not replaced."""
    for issue in ("2026-03-25", "2026-03-18"):
        doubt = Doubt("look-alike", "正文第1段", "周采微", "一字之差", "周采薇")
        paper.write(f"content/issues/{issue}/01.doubts.json", doubts.format([doubt]))
    _replace(paper, _places(paper, issue="2026-03-25"))
    assert not (paper.root / "content/issues/2026-03-25/01.doubts.json").exists()
    assert (paper.root / "content/issues/2026-03-18/01.doubts.json").exists()
