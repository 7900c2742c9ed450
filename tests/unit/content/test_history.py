"""What was changed can be listed, taken back and brought back."""

import zipfile
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli.main import main
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.content.edits.kept_sets import RECORD
from generator.errors import ChangedMeanwhile, ContentError
from generator.model import CHINA
from support import NEWSPAPER, Site, examples, tree

FILE = "content/一.txt"


def write(site: Site, text: str, *, path: str = FILE, kind: str = "test", entry: str = "") -> str:
    """One change set with one file."""
    draft = Draft(site.root)
    draft.write(path, text.encode())
    return history.commit(draft, kind, f"写 {text}", entry=entry)


def read(site: Site) -> str:
    """What the file says."""
    return (site.root / FILE).read_text("utf-8")


def test_undo_and_redo(site: Site) -> None:
    """The last change in force is taken back, then the one before; each can be brought back."""
    for text in ("甲", "乙", "丙"):
        write(site, text)
    assert history.undo(site.root).header.what == "写 丙"
    assert read(site) == "乙"
    history.undo(site.root)
    assert read(site) == "甲"
    history.redo(site.root)
    assert read(site) == "乙"
    history.redo(site.root)
    assert read(site) == "丙"
    with pytest.raises(ContentError, match="没有可以恢复的撤回"):
        history.redo(site.root)
    for _ in range(3):
        history.undo(site.root)
    assert not (site.root / FILE).exists()
    with pytest.raises(ContentError, match="没有可以撤回的改动"):
        history.undo(site.root)


def test_a_named_entry_is_taken_back(site: Site) -> None:
    """Any entry can be named, if its files still are what it left; if not, both versions are shown."""
    first = write(site, "甲")
    other = write(site, "别的", path="content/二.txt")
    write(site, "乙")
    with pytest.raises(ChangedMeanwhile, match="乙"):
        history.undo(site.root, first)
    history.undo(site.root, other)
    assert not (site.root / "content/二.txt").exists()
    with pytest.raises(ContentError, match="已经撤回"):
        history.undo(site.root, other)
    with pytest.raises(ContentError, match="没有叫"):
        history.undo(site.root, "20000101-000000-1")
    history.redo(site.root, other)
    assert (site.root / "content/二.txt").exists()


def test_an_editors_change_is_not_taken_back(site: Site) -> None:
    """A file that was changed outside since stays, and the undo is refused."""
    write(site, "甲")
    site.write(FILE, "编辑的")
    with pytest.raises(ChangedMeanwhile, match="编辑的"):
        history.undo(site.root)
    assert read(site) == "编辑的"


def test_records_are_passed_over(site: Site) -> None:
    """What only writes down what happened is not taken back by an undo that names nothing."""
    write(site, "甲")
    write(site, "已发布", path="content/record.txt", kind=RECORD)
    assert history.undo(site.root).header.what == "写 甲"
    assert (site.root / "content/record.txt").exists()


def test_an_entry_of_several_sets_is_taken_back_whole(site: Site) -> None:
    """All sets of a backfile are one entry: a file that several of them wrote goes back to before the first."""
    write(site, "先前")
    entry = write(site, "一")
    assert write(site, "二", entry=entry) == write(site, "三", path="content/三.txt", entry=entry) == entry
    assert len(next(history.entries(site.root)).parts) == 3
    history.undo(site.root)
    assert read(site) == "先前"
    assert not (site.root / "content/三.txt").exists()


def test_an_entry_that_left_nothing_is_passed_over(site: Site) -> None:
    """What was typed and deleted again as one entry is no step: undo takes back the entry before it."""
    write(site, "先前")
    write(site, "一")
    entry = write(site, "二")
    write(site, "一", entry=entry)
    history.undo(site.root)
    assert read(site) == "先前"


def test_an_entry_says_who_did_what_and_when(site: Site) -> None:
    """The header carries author, session, kind and time, and the archive holds the old file for any zip program."""
    write(site, "甲")
    write(site, "乙")
    entry = next(history.entries(site.root))
    assert (entry.header.kind, entry.header.what, entry.header.part) == ("test", "写 乙", 1)
    assert entry.header.session
    assert abs(datetime.fromisoformat(entry.header.time) - datetime.now(CHINA)) < timedelta(minutes=5)
    with zipfile.ZipFile(entry.parts[0]) as archive:
        assert archive.read(f"old/{FILE}").decode() == "甲"


def test_the_history_is_not_part_of_the_repository(site: Site) -> None:
    """The folder brings its own ``.gitignore``."""
    write(site, "甲")
    assert (site.root / journal.FOLDER / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("limits", ["days = 10", "megabytes = 1"])
def test_old_entries_go_and_todays_stay(site: Site, limits: str) -> None:
    """Entries too old or too large go when something is written; those of today never do."""
    for text in ("甲" * 40, "乙", "丙"):
        write(site, text)
    folder = site.root / journal.FOLDER / journal.SETS
    oldest, middle, _ = sorted(folder.iterdir())
    oldest.write_bytes(b"x" * 1_100_000)
    oldest.rename(folder / "20200101-000000-1.0001.zip")
    middle.write_bytes(middle.read_bytes() + b"x" * 1_100_000)
    site.write("newspaper.toml", f"{NEWSPAPER}\n[history]\n{limits}\n")
    write(site, "丁")
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 3
    assert "20200101-000000-1.0001.zip" not in names


def test_a_damaged_entry_hides_no_other(site: Site) -> None:
    """An archive that cannot be read is passed over."""
    write(site, "甲")
    write(site, "乙")
    broken = max((site.root / journal.FOLDER / journal.SETS).iterdir())
    broken.write_bytes(broken.read_bytes()[:20])
    assert [entry.header.what for entry in history.entries(site.root)] == ["写 甲"]


@pytest.mark.slow
@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("一二三"), st.sampled_from("甲乙丙"), min_size=1), max_size=4))
def test_undoing_everything_brings_back_everything(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    """Whatever was written, undoing it all gives the first state, and redoing it all the last one."""
    site = Site(tmp_path_factory.mktemp("paper"))
    site.write("content/一.txt", "起初")
    states = [tree(site.root)]
    for step in steps:
        draft = Draft(site.root)
        for name, text in step.items():
            if text == "丙":
                draft.delete(f"content/{name}.txt")
            else:
                draft.write(f"content/{name}.txt", text.encode())
        if history.commit(draft, "test", "改"):
            states.append(tree(site.root))
    for state in reversed(states[:-1]):
        history.undo(site.root)
        assert tree(site.root) == state
    for state in states[1:]:
        history.redo(site.root)
        assert tree(site.root) == state


def test_the_commands(site: Site) -> None:
    """``history`` lists, ``undo`` and ``redo`` say what they did; a mistake is a message."""
    write(site, "甲")
    run = CliRunner()
    root = ["--site", str(site.root)]
    assert "写 甲" in run.invoke(main, [*root, "history"]).output
    assert "撤回了：写 甲" in run.invoke(main, [*root, "undo"]).output
    assert "（已撤回）" in run.invoke(main, [*root, "history"]).output
    assert "恢复了：写 甲" in run.invoke(main, [*root, "redo"]).output
    refused = run.invoke(main, [*root, "undo", "没有"])
    assert (refused.exit_code, "没有叫 没有 的改动" in refused.output) == (1, True)


def test_a_session_takes_back_its_own_sets_only(site: Site) -> None:
    """An undo of one session leaves what others did; its redo goes until it does something else."""
    for session, path, text in (("甲", FILE, "一"), ("乙", "content/二.txt", "二"), ("甲", FILE, "三")):
        draft = Draft(site.root)
        draft.write(path, text.encode())
        history.commit(draft, "test", f"写 {text}", session=session, author=f"编辑{session}")
    assert [history.undo(site.root, session="甲").header.what for _ in range(2)] == ["写 三", "写 一"]
    with pytest.raises(ContentError, match="没有可以撤回的改动"):
        history.undo(site.root, session="甲")
    assert (site.root / "content/二.txt").read_text("utf-8") == "二"
    with pytest.raises(ContentError, match="没有可以恢复的撤回"):
        history.redo(site.root, session="乙")
    assert history.redo(site.root, session="甲", author="编辑甲").header.what == "撤回 写 一"
    assert read(site) == "一"
    assert next(history.entries(site.root)).header.author == "编辑甲"
    write(site, "四", path="content/三.txt")
    history.redo(site.root, session="甲")
    history.undo(site.root, session="甲")
    draft = Draft(site.root)
    draft.write(FILE, "五".encode())
    history.commit(draft, "test", "写 五", session="甲")
    with pytest.raises(ContentError, match="没有可以恢复的撤回"):
        history.redo(site.root, session="甲")


def test_a_head_that_a_person_changed_is_not_taken_back(site: Site) -> None:
    """An issue's head of which more than the counter was changed is left, and both versions are shown."""
    site.issue()
    path = "content/issues/2026-03-25/issue.md"
    draft = Draft(site.root)
    head = draft.read(path) or b""
    draft.write(path, head.replace(b"format: 2\n", b"format: 2\nnumbered: 3\n"))
    history.commit(draft, "test", "x")
    site.write(path, (site.root / path).read_bytes().replace(b"number: null", b"number: 7"))
    with pytest.raises(ChangedMeanwhile, match="number: 7"):
        history.undo(site.root)


def test_what_was_changed_between_two_parts_stays(site: Site) -> None:
    """An undo of an entry of several parts goes back to what somebody else wrote between them, and not behind it."""
    write(site, "甲")
    entry = write(site, "乙")
    write(site, "丙", entry=entry)
    site.write(FILE, "别人的")
    write(site, "丁", entry=entry)
    write(site, "戊", entry=entry)
    history.undo(site.root)
    assert read(site) == "别人的"
