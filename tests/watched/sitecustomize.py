"""Loaded by every Python process of a watched command: notes who writes below a paper's ``content/``.

``BANMIAN_WATCHED`` names the paper's folder and a file for the notes. An entry is written for every file that is opened
for writing, renamed, removed, made or given other permissions from anywhere but the one writer's own modules.
"""

import os
import sys
from pathlib import Path

PAPER, _, NOTES = os.environ.get("BANMIAN_WATCHED", "").partition(os.pathsep)
OWNED = (f"{PAPER}/content", f"{PAPER}/newspaper.toml")
WRITER = f"{os.sep}generator{os.sep}content{os.sep}edits{os.sep}"
PATHS = {
    "os.rename": (0, 1),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.chmod": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "shutil.rmtree": (0,),
    "shutil.move": (0, 1),
    "shutil.copyfile": (1,),
}


def _touched(event: str, arguments: tuple[object, ...]) -> list[str]:
    """The paths that an event changes."""
    if event == "open":
        path, mode, flags = (*arguments, None, None)[:3]
        is_written = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        return [str(path)] if is_written or (isinstance(mode, str) and set(mode) & set("wax+")) else []
    return [os.fsdecode(value) for at in PATHS.get(event, ()) if isinstance(value := arguments[at], str | bytes | Path)]


def _is_writers() -> bool:
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment] # the last one has none
        if WRITER in frame.f_code.co_filename:
            return True
    return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    for path in _touched(event, arguments):
        whole = os.path.abspath(path)  # noqa: PTH100 - resolve would follow links
        if whole.startswith(OWNED) and not _is_writers():
            handle = os.open(NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            os.write(handle, f"{event} {whole}\n".encode())
            os.close(handle)


if PAPER:
    sys.addaudithook(_watch)
