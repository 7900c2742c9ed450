"""Writes a new paper's folder: settings, the files for its hosts, and its own copy of banmian. It is ready to build."""

from pathlib import Path
from uuid import uuid4

from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.delivery import paper_files
from generator.delivery.release import Release
from generator.errors import ConfigError, Problem
from generator.settings import PublishTable


def start(folder: Path, release: Release, hosts: tuple[str, ...]) -> list[Path]:
    """Writes a new paper into ``folder``, which may exist if it is empty; returns the files written.

    Raises ``ConfigError``, with nothing written, if the folder is not empty, and ``ContentError`` if it cannot be
    written. A try that was interrupted before is finished.
    """
    plain = (c for c in folder.resolve().name if c.isprintable() and c not in '"\\')
    name = "".join(plain)[:40].strip() or "我的报纸"
    empty = {"content/issues/.gitkeep": b"", "templates/.gitkeep": b""}
    files = paper_files.for_a_new_paper(release, hosts, name, str(uuid4()), PublishTable().hour) | empty
    is_finished = any(True for _ in journal.recover(folder))
    if not is_finished and folder.exists() and (not folder.is_dir() or _holds_something(folder)):
        raise ConfigError(Problem("这个文件夹里已经有东西", "换一个名字，或先清空它", str(folder)))
    draft = Draft(folder)
    for path, data in files.items():
        draft.write(path, data)
    history.commit(draft, "new", f"新建 {name}")
    return [folder / path for path in files]


def _holds_something(folder: Path) -> bool:
    return any(path.name != journal.FOLDER for path in folder.iterdir())
