"""A number is given once: no file, former id, record of import or publication knows the next one."""

from typing import Any

import pytest

from carried_out import ISSUE, text
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.editing import numbers
from generator.newsroom import issue_folder
from generator.newsroom.again import Record
from support import Site

COUNTER = "format: 2\n"


def taken(site: Site, session: str = "s") -> str:
    """The next number, taken in a change set of its own together with the file that has it."""
    draft = Draft(site.root)
    number = numbers.take(draft, ISSUE)
    article = f"---\nid: {ISSUE}-{number}\norder: {int(number)}\n---\n"
    draft.write(issue_folder.path_of(ISSUE, f"{number}.md"), article.encode())
    history.commit(draft, "test", number, session=session)
    return number


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with one article."""
    site.issue()
    site.article(number=3)
    return site


def test_the_next_number_is_above_all_that_were_given(paper: Site) -> None:
    """The counter stands in the issue's head, and no other byte of it changes."""
    before = text(paper, "issue")
    assert [taken(paper), taken(paper)] == ["04", "05"]
    assert text(paper, "issue") == before.replace(COUNTER, f"{COUNTER}numbered: 5\n")


@pytest.mark.parametrize("key", ["was", "joined"])
def test_former_ids_count(paper: Site, key: str) -> None:
    """Numbers of articles that were joined or moved are not given again; those of other issues do not count."""
    given: dict[str, Any] = {key: (f"{ISSUE}-08", "2026-03-18-40")}
    paper.article(number=3, **given)
    assert taken(paper) == "09"


def test_records_count(paper: Site) -> None:
    """Numbers that import gave to articles deleted since, and numbers that readers know, are not given again."""
    draft = Draft(paper.root)
    issue_folder.write_record(draft, ISSUE, Record(openings={"11": "码头"}))
    history.commit(draft, "test", "x")
    assert taken(paper) == "12"
    paper.write("content/published/2026.csv", f"网址,登出,更新,内容,状态\n/{ISSUE}/99.html,2026-03-25 06:00,,,\n")
    assert taken(paper) == "100"


def test_an_undo_gives_the_first_state_back(paper: Site) -> None:
    """A number that only the undone set used is free again, and nothing is left of the counter."""
    before = text(paper, "issue")
    taken(paper)
    taken(paper)
    history.undo(paper.root, session="s")
    history.undo(paper.root, session="s")
    assert text(paper, "issue") == before
    history.redo(paper.root, session="s")
    assert taken(paper) == "05"


def test_a_later_set_does_not_block_an_undo(paper: Site) -> None:
    """Where another session took the next number, the undo is done and the counter stays."""
    taken(paper, "one")
    taken(paper, "other")
    history.undo(paper.root, session="one")
    assert not (paper.root / issue_folder.path_of(ISSUE, "04.md")).exists()
    assert text(paper, "issue").endswith("numbered: 5\n---\n")
    history.undo(paper.root, session="other")
    history.redo(paper.root, session="one")
    assert (paper.root / issue_folder.path_of(ISSUE, "04.md")).exists()


def test_a_published_number_stays_given(paper: Site) -> None:
    """An undo leaves the counter where readers know the number that it gave."""
    taken(paper)
    paper.write("content/published/2026.csv", f"网址,登出,更新,内容,状态\n/{ISSUE}/04.html,2026-03-25 06:00,,,\n")
    history.undo(paper.root, session="s")
    assert text(paper, "issue").endswith("numbered: 4\n---\n")
    assert taken(paper) == "05"
