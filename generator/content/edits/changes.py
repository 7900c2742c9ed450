"""A change set in preparation: which files change, their digests when they were read, and their new bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import system
from generator.content.edits import disk
from generator.errors import ContentError, Problem


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a change set.

    ``path`` is relative to the paper's folder, with ``/``. ``old`` is the digest of the file when it was read
    (``disk.NOTHING`` if there was none). ``new`` are its new bytes, or another file of which it becomes a copy; with
    ``None`` it is deleted. ``mode`` are the permissions of a file that is created.
    """

    path: str
    old: str
    new: bytes | Path | None
    digest: str
    """The digest of what the file becomes."""
    mode: int = 0o644


class Draft:
    """Changes to the files of one paper. Nothing is written until ``journal.commit`` carries the draft out.

    If somebody changes one of these files after the draft read it, ``commit`` refuses.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._old: dict[str, str] = {}
        self._new: dict[str, bytes | Path | None] = {}
        self._modes: dict[str, int] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file with this draft's changes, or ``None`` if there is none. Raises ``ContentError``."""
        if path in self._new:
            new = self._new[path]
            return new.read_bytes() if isinstance(new, Path) else new
        try:
            data = system.bytes_of(self.root / path)
        except (FileNotFoundError, NotADirectoryError):
            self._old.setdefault(path, disk.NOTHING)
            return None
        except OSError as error:
            raise ContentError(Problem(f"读不了：{system.why(error)}", "检查文件的权限", path)) from None
        self._old.setdefault(path, disk.digest(data))
        return data

    def write(self, path: str, data: bytes | Path, *, mode: int = 0o644) -> None:
        """Gives a file new bytes, or those of another file, when the draft is carried out."""
        self._known(path)
        self._new[path] = data
        self._modes[path] = mode

    def delete(self, path: str) -> None:
        """Deletes a file when the draft is carried out."""
        self._known(path)
        self._new[path] = None

    def expect(self, path: str, old: str) -> None:
        """Sets the digest that a file must still have, if it was read elsewhere and not with ``read``."""
        self._old[path] = old

    def is_outdated(self) -> bool:
        """Whether a file that was read has other bytes by now, as where a program was just writing it."""
        try:
            return any(disk.digest_of(self.root / path) != old for path, old in self._old.items())
        except OSError:
            return True

    def _known(self, path: str) -> None:
        if path not in self._old:
            self.read(path)

    def __iter__(self) -> Iterator[Change]:
        """The changes, without files that stay the same. Raises ``ContentError`` for a file that cannot be copied."""
        for path, new in self._new.items():
            try:
                digest = _digest(new)
            except OSError as error:
                raise ContentError(Problem(f"读不了：{system.why(error)}", "检查文件的权限", str(new))) from None
            if digest != self._old[path]:
                yield Change(path, self._old[path], new, digest, self._modes.get(path, 0o644))


def _digest(new: bytes | Path | None) -> str:
    if new is None:
        return disk.NOTHING
    return disk.digest(new) if isinstance(new, bytes) else disk.digest_of(new)
