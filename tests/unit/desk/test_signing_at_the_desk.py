"""三审三校 through the desk's own requests: what readers see, what the newsroom sees, and what is not undone."""

from pathlib import Path

import pytest

from desk_paper import DeskPaper, Reply
from previewed import ISSUE, furnish
from support import NEWSPAPER, Site

REVIEW = """
[review]
steps = ["一审", "二审"]
people = ["甲：一审", "乙：二审"]
since = 2026-03-01
"""
PAGE = f"{ISSUE}/01.html"


@pytest.fixture
def paper(tmp_path: Path) -> DeskPaper:
    """A paper with two steps, and its desk."""
    return DeskPaper(furnish(Site(tmp_path), NEWSPAPER + REVIEW).root)


def sign(paper: DeskPaper, person: str, step: str) -> Reply:
    """The first article passes a step."""
    chosen = [{"article": "01", "digest": paper.digest(ISSUE, "01")}]
    return paper.act("signoff", person=person, issue=ISSUE, step=step, articles=chosen)


def edit(paper: DeskPaper, text: str) -> Reply:
    """Another first paragraph."""
    was = paper.state(ISSUE, "01")["passages"][0]["source"]
    made = {"shape": "text", "text": text, "bold": [], "links": []}
    return paper.act("put", **paper.of(ISSUE, "01"), first=0, last=1, was=[was], paragraphs=[made])


def test_readers_see_what_was_signed_and_the_desk_what_stands(paper: DeskPaper) -> None:
    """An edit after the last step shows on the desk, in its place; the page of readers stays the signed one."""
    assert [sign(paper, "甲", "一审").status, sign(paper, "乙", "二审").status] == [200, 200]
    assert paper.state(ISSUE, "01")["missing"] == []
    assert edit(paper, "改过的一段。").status == 200
    assert paper.state(ISSUE, "01")["missing"] == ["一审", "二审"]
    assert "改过的一段" not in paper.page(PAGE).decode()
    desk = paper.get(f"/_desk/article/{ISSUE}/01/").text
    assert "改过的一段" in desk
    assert "desk-body" not in desk


def test_a_text_that_was_signed_before_counts_again(paper: DeskPaper) -> None:
    """Taking an edit back gives the signed state back."""
    sign(paper, "甲", "一审")
    sign(paper, "乙", "二审")
    edit(paper, "改过的一段。")
    assert paper.act("undo").status == 200
    assert paper.state(ISSUE, "01")["missing"] == []


def test_a_sign_off_is_not_undone_but_revoked(paper: DeskPaper) -> None:
    """撤回 does nothing and says what does; nor is an edit taken back that was signed since."""
    edit(paper, "改过的一段。")
    sign(paper, "甲", "一审")
    before = (paper.root / f"content/issues/{ISSUE}/review.csv").read_bytes()
    reply = paper.act("undo")
    assert reply.status == 422
    assert "撤签" in reply.told["problems"][0]["hint"]
    assert (paper.root / f"content/issues/{ISSUE}/review.csv").read_bytes() == before
    chosen = [{"article": "01", "digest": paper.digest(ISSUE, "01")}]
    assert paper.act("revoke", person="甲", issue=ISSUE, articles=chosen).status == 200
    assert paper.state(ISSUE, "01")["missing"] == ["一审", "二审"]


@pytest.mark.parametrize(
    ("person", "step"), [("", "一审"), ("丙", "一审"), ("甲", "二审"), ("乙", "二审"), ("甲", "三审")]
)
def test_who_may_not_sign_is_refused(paper: DeskPaper, person: str, step: str) -> None:
    """Nobody, somebody who is not declared, another's step, one whose turn has not come, one that is none."""
    assert sign(paper, person, step).status == 422
    assert not (paper.root / f"content/issues/{ISSUE}/review.csv").exists()


def test_only_what_passed_all_steps_is_released(paper: DeskPaper) -> None:
    """签发 lifts the draft of a signed article, and refuses one that is not."""
    chosen = [{"article": "03", "digest": paper.digest(ISSUE, "03")}]
    assert paper.act("release", person="乙", issue=ISSUE, articles=chosen).status == 422
    for person, step in (("甲", "一审"), ("乙", "二审")):
        assert paper.act("signoff", person=person, issue=ISSUE, step=step, articles=chosen).status == 200
    assert paper.act("release", person="乙", issue=ISSUE, articles=chosen).status == 200
    assert b"draft" not in (paper.root / f"content/issues/{ISSUE}/03.md").read_bytes()
