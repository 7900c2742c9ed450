"""Change sets are carried out whole or not at all, and what was interrupted is finished."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.edits import disk, exchange, history, journal
from generator.content.edits.changes import Draft
from generator.content.edits.kept_sets import Row
from generator.errors import ChangedMeanwhile, ContentError
from support import Site, tree

ONE, TWO, THREE = "content/一.txt", "content/二.txt", "content/folder/三.txt"


class _Killed(BaseException):
    """Stands for a process that dies."""


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with two files."""
    site.write(ONE, "旧一")
    site.write(TWO, "旧二")
    return site


def draft_of(site: Site) -> Draft:
    """Changes the first file, removes the second, and makes a third."""
    draft = Draft(site.root)
    draft.write(ONE, "新一".encode())
    draft.delete(TWO)
    draft.write(THREE, "新三".encode())
    return draft


def commit(draft: Draft) -> str:
    """Carries a draft out."""
    return history.commit(draft, "test", "试改三个文件")


def test_a_set_is_carried_out(paper: Site) -> None:
    """Files are changed, removed and made, and nothing is left lying about."""
    before = tree(paper.root)
    assert commit(draft_of(paper))
    after = {name: data for name, data in before.items() if name != TWO}
    assert tree(paper.root) == after | {ONE: "新一".encode(), THREE: "新三".encode()}
    assert list((paper.root / journal.FOLDER / journal.PENDING).iterdir()) == []
    assert list((paper.root / journal.FOLDER / journal.STAGED).iterdir()) == []


def test_a_set_that_changes_nothing_is_none(paper: Site) -> None:
    """Writing what stands there makes no entry."""
    draft = Draft(paper.root)
    draft.write(ONE, "旧一".encode())
    assert commit(draft) == ""
    assert list(history.entries(paper.root)) == []


def test_a_file_that_changed_meanwhile_is_not_overwritten(paper: Site) -> None:
    """A set is refused where one of its files is another than was read, and shows both versions."""
    draft = draft_of(paper)
    paper.write(ONE, "编辑一")
    before = tree(paper.root)
    with pytest.raises(ChangedMeanwhile) as caught:
        commit(draft)
    assert tree(paper.root) == before
    (problem,) = caught.value.problems
    assert problem.source == ONE
    assert "编辑一" in problem.message
    assert "新一" in problem.message


@pytest.mark.parametrize("path", [ONE, TWO])
def test_a_save_in_the_last_moment_is_not_lost(paper: Site, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """An editor's program that saves between our look at a file and the exchange keeps what it saved."""
    swap = exchange._swap

    def late(target: Path, aside: Path, row: Row) -> None:
        if row.path == path:
            (paper.root / "saved").write_text("编辑的", "utf-8")
            (paper.root / "saved").replace(paper.root / path)
        swap(target, aside, row)

    monkeypatch.setattr(exchange, "_swap", late)
    before = tree(paper.root)
    with pytest.raises(ChangedMeanwhile):
        commit(draft_of(paper))
    assert tree(paper.root) == before | {path: "编辑的".encode()}


@pytest.mark.parametrize(("path", "is_open"), [(ONE, False), (TWO, False), (THREE, False), (ONE, True), (TWO, True)])
def test_a_save_right_after_the_exchange_is_not_lost(
    paper: Site, monkeypatch: pytest.MonkeyPatch, path: str, *, is_open: bool
) -> None:
    """Neither what a program writes over the new file, nor what it writes into the old one, which it had open."""
    held, real = (paper.root / path).open("r+b", buffering=0) if is_open else None, journal._settle

    def interrupted(root: Path, rows: list[Row]) -> None:
        if held:
            held.write("编者存的一".encode())
        else:
            paper.write(path, "编者存的一")
        real(root, rows)

    draft, before = draft_of(paper), tree(paper.root / "content")
    monkeypatch.setattr(journal, "_settle", interrupted)
    with pytest.raises(ChangedMeanwhile) as caught:
        commit(draft)
    assert "编者存的一" in str(caught.value)
    assert tree(paper.root / "content") == before | {path.removeprefix("content/"): "编者存的一".encode()}
    assert list(history.entries(paper.root)) == []


STEPS: list[tuple[object, str]] = [
    (Path, "mkdir"),
    (Path, "write_bytes"),
    (Path, "rename"),
    (disk, "flush"),
    (disk, "flush_one"),
    (disk, "exchange"),
    (disk, "put"),
]


def _nth(call: Callable[..., object], number: int, error: BaseException) -> Callable[..., object]:
    """A function that fails when it is called for the n-th time."""
    left = [number]

    def called(*args: object, **kwargs: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise error
        return call(*args, **kwargs)

    return called


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(("owner", "name"), STEPS)
def test_a_failing_disk_leaves_the_old_files(
    paper: Site, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, number: int
) -> None:
    """Wherever the disk fails, every file is as it was, or all are new where it fails after that; and a rerun works."""
    commit(_untouched(paper))
    before = tree(paper.root)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, _nth(getattr(owner, name), number, OSError(errno.EIO, os.strerror(errno.EIO))))
        try:
            commit(draft_of(paper))
        except ContentError as error:
            assert "磁盘出错了" in str(error)  # noqa: PT017 - a later step may be the one that fails
            list(journal.recover(paper.root))
            assert tree(paper.root) == before
    if (paper.root / TWO).exists():
        commit(draft_of(paper))
    assert {ONE, THREE} <= tree(paper.root).keys()
    assert TWO not in tree(paper.root)


def _untouched(site: Site) -> Draft:
    draft = Draft(site.root)
    draft.write("content/anything.txt", b"so that there is a history")
    return draft


@pytest.mark.parametrize("number", range(1, 5))
@pytest.mark.parametrize(("owner", "name"), [*STEPS, (shutil, "rmtree")])
def test_a_death_is_made_good(
    paper: Site, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, number: int
) -> None:
    """Wherever the process dies, the next command finds all files old or makes all of them new."""
    commit(_untouched(paper))
    old = tree(paper.root)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, _nth(getattr(owner, name), number, _Killed()))
        with contextlib.suppress(_Killed):
            commit(draft_of(paper))
    list(journal.recover(paper.root))
    new = {name: data for name, data in old.items() if name != TWO}
    new |= {ONE: "新一".encode(), THREE: "新三".encode()}
    assert tree(paper.root) in (old, new)
    assert list(journal.recover(paper.root)) == []


def _die_half_way(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file is exchanged, the others are not."""
    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", _nth(disk.put, 1, _Killed()))
        with pytest.raises(_Killed):
            commit(draft_of(paper))


def test_what_was_changed_since_is_left_alone(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that an editor saved after the death stays; the version that was to be written is kept and shown."""
    _die_half_way(paper, monkeypatch)
    paper.write(ONE, "后来改的")
    paper.write(THREE, "自己写的")
    (found,) = journal.recover(paper.root)
    assert found.is_made
    assert not (paper.root / TWO).exists()
    assert (paper.root / ONE).read_text("utf-8") == "后来改的"
    assert (paper.root / THREE).read_text("utf-8") == "自己写的"
    (left,) = found.left  # the first one had been carried out before it was changed
    assert left.path == THREE
    assert Path(left.kept).read_text("utf-8") == "新三"
    assert any("自己写的" in line for line in left.shown)
    assert any("新三" in line for line in left.shown)


def test_a_set_whose_writer_lives_is_no_crash(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a set is being carried out, another process waits for its writer and does not finish it itself."""
    waited: list[int] = []

    def late(target: Path, aside: Path, row: Row) -> None:
        if not waited:
            waited.append(os.waitstatus_to_exitcode(os.waitpid(_other_process(paper.root), 0)[1]))
        swap(target, aside, row)

    swap = exchange._swap
    monkeypatch.setattr(exchange, "_swap", late)
    commit(draft_of(paper))
    assert waited == [7]


def _other_process(root: Path) -> int:
    child = os.fork()
    if child == 0:
        journal.LOCK_SECONDS = 0
        try:
            list(journal.recover(root))
        except ContentError:
            os._exit(7)
        os._exit(0)
    return child


def test_modes_and_links_stay(paper: Site) -> None:
    """A file keeps its permissions; behind a link that a person made, the file itself is changed."""
    (paper.root / ONE).chmod(0o600)
    elsewhere = paper.write("elsewhere.txt", "旧的")
    (paper.root / "content/link.txt").symlink_to(elsewhere)
    draft = draft_of(paper)
    draft.write("content/link.txt", "新的".encode())
    commit(draft)
    assert (paper.root / ONE).stat().st_mode & 0o777 == 0o600
    assert (paper.root / "content/link.txt").is_symlink()
    assert elsewhere.read_text("utf-8") == "新的"


@pytest.mark.parametrize("exchanged", [True, False])
def test_systems_that_cannot_exchange(paper: Site, monkeypatch: pytest.MonkeyPatch, *, exchanged: bool) -> None:
    """Where files cannot be exchanged in one step, or flushed all at once, the outcome is the same."""
    if not exchanged:
        monkeypatch.setattr(disk, "_libc", lambda: None)
    test_a_set_is_carried_out(paper)


def test_another_disk(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content on another disk than the history is changed all the same."""
    replace = Path.replace

    def other_disk(self: Path, target: Path) -> Path:
        if journal.FOLDER in self.parts and journal.FOLDER not in target.parts:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return replace(self, target)

    monkeypatch.setattr(disk, "_libc", lambda: None)
    monkeypatch.setattr(Path, "replace", other_disk)
    test_a_set_is_carried_out(paper)


@pytest.mark.parametrize("path", ["/etc/passwd", "content/../../outside.txt", ".history/lock"])
def test_nothing_outside_the_paper_is_written(paper: Site, path: str) -> None:
    """A path that leads out of the paper, or into its history, is refused."""
    draft = Draft(paper.root)
    draft.write(path, b"x")
    with pytest.raises(ContentError, match="不是这份报纸里的文件"):
        commit(draft)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/issues/2026-03-25/01.md", "---\ntitle: [\n---\n"),
        ("content/issues/2026-03-25/01.md", '---\nid: "2026-03-24-01"\norder: 1\ntitle: "甲"\n---\n'),
        ("content/issues/2026-03-25/01.doubts.json", "{"),
        ("content/lists/标签.csv", "什么,类型\n"),
        ("newspaper.toml", "[paper\n"),
    ],
)
def test_what_cannot_be_read_back_is_not_written(paper: Site, path: str, text: str) -> None:
    """A text that a build could not read is refused before anything is written."""
    before = tree(paper.root)
    draft = draft_of(paper)
    draft.write(path, text.encode())
    with pytest.raises(ContentError) as caught:
        commit(draft)
    assert {problem.source for problem in caught.value.problems} == {path}
    assert tree(paper.root) == before


def test_two_articles_have_two_ids(paper: Site) -> None:
    """A new article whose id another file of its issue has is refused."""
    paper.issue()
    text = paper.article(number=1).read_bytes()
    draft = Draft(paper.root)
    draft.write("content/issues/2026-03-25/07.md", text)
    with pytest.raises(ContentError, match="2026-03-25-01"):
        commit(draft)


def test_what_is_no_change_set_is_named(tmp_path: Path) -> None:
    """A link or a file among the sets that were begun is nobody's work of ours: it is told, and stays."""
    pending = tmp_path / ".history" / journal.PENDING
    pending.mkdir(parents=True)
    (tmp_path / "newspaper.toml").write_text("", "utf-8")
    (pending / "x").symlink_to(tmp_path)
    with pytest.raises(ContentError, match="pending/x"):
        list(journal.recover(tmp_path))
    assert (pending / "x").is_symlink()
