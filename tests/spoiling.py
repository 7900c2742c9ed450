"""What can be done to one file of a paper, and what is to come of it."""

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Spoil = Callable[[Path, random.Random], None]
Made = bytes | str | Callable[[random.Random], bytes | str]


class Bad(NamedTuple):
    """What is done to a file, and what is to come of it."""

    spoil: Spoil
    must: str = ""
    has_line: bool = False
    place: str = ""
    """Where a message points to another file than the one that was spoilt."""


def put(data: Made) -> Spoil:
    """Gives the file other bytes."""

    def spoil(path: Path, made: random.Random) -> None:
        new = data(made) if callable(data) else data
        if path.is_dir():
            gone(path, made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new if isinstance(new, bytes) else new.encode("utf-8", "surrogatepass"))

    return spoil


def edit(old: str, new: str) -> Spoil:
    """Changes words of the file: a pattern's first match."""

    def spoil(path: Path, made: random.Random) -> None:
        text = path.read_text("utf-8")
        changed = re.sub(old, lambda _: new, text, count=1, flags=re.MULTILINE)
        assert changed != text, f"{path}: nothing to change for {old}"
        path.write_bytes(changed.encode("utf-8", "surrogatepass"))

    return spoil


def more(data: Made) -> Spoil:
    """Adds to the end of the file."""

    def spoil(path: Path, made: random.Random) -> None:
        new = data(made) if callable(data) else data
        put(path.read_bytes() + (new if isinstance(new, bytes) else new.encode("utf-8", "surrogatepass")))(path, made)

    return spoil


def beside(name: str, data: Made = "x") -> Spoil:
    """Puts another file beside it."""
    return lambda path, made: put(data)(path.parent / name, made)


def many(count: int) -> Spoil:
    """Puts many files beside it."""

    def spoil(path: Path, made: random.Random) -> None:
        for at in range(count):
            put("x")(path.with_name(f"{at}.txt"), made)

    return spoil


def gone(path: Path, made: random.Random) -> None:
    """Removes the file, or the folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def fifo(path: Path, made: random.Random) -> None:
    """A pipe, which nobody writes to."""
    gone(path, made)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def folder(path: Path, made: random.Random) -> None:
    """A folder with something in it."""
    gone(path, made)
    put("码头")(path / "inside.txt", made)


def link(target: str) -> Spoil:
    """A symbolic link."""

    def spoil(path: Path, made: random.Random) -> None:
        gone(path, made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    return spoil


def link_to_settings(path: Path, made: random.Random) -> None:
    """A link to the paper's own settings, which nothing may write through."""
    root = next(folder for folder in path.parents if (folder / "newspaper.toml").is_file())
    link(str(root / "newspaper.toml"))(path, made)


def cut(path: Path, made: random.Random) -> None:
    """The file breaks off."""
    data = path.read_bytes() or b"\0"
    path.write_bytes(data[: made.randrange(len(data))])


def damaged(path: Path, made: random.Random) -> None:
    """Some bytes are others."""
    data = bytearray(path.read_bytes() or b"\0")
    for _ in range(made.choice([1, 20, 200])):
        data[made.randrange(len(data))] = made.randrange(256)
    path.write_bytes(data)


def in_encoding(name: str) -> Spoil:
    """The same text, saved in another encoding."""

    def spoil(path: Path, made: random.Random) -> None:
        path.write_bytes(path.read_text("utf-8").encode(name))

    return spoil


NO_FILE: dict[str, Bad] = {
    "a pipe": Bad(fifo, "refused"),
    "a folder": Bad(folder),
    "a link to itself": Bad(lambda path, made: link(path.name)(path, made)),
    "a link to nowhere": Bad(link("/nowhere/at/all")),
    "a link to a device without end": Bad(link("/dev/zero"), "refused"),
    "a link to a folder": Bad(link("/")),
    "a link to the settings": Bad(link_to_settings),
}
"""What can stand in the place of any file."""

NO_TEXT: dict[str, Bad] = {
    "UTF-16": Bad(in_encoding("utf-16"), "refused"),
    "noise": Bad(put(lambda made: made.randbytes(made.choice([3, 4_000]))), "refused"),
    "nothing": Bad(put(b"")),
    "zeros": Bad(put(bytes(5_000))),
    "one long line": Bad(put("码" * 5_000_000)),
    "many lines": Bad(put("码头\n" * 100_000)),
    "half of a character": Bad(more(b"\xe7\xa0"), "refused"),
    "half of a pair": Bad(more("\ud800"), "refused"),
    "cut": Bad(cut),
    "damaged": Bad(damaged),
}
