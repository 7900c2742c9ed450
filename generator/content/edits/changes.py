"""A change set being put together: which files, as they were read, and what they are to become."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import system
from generator.content.edits import disk
from generator.errors import ContentError, Problem


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a change set.

    ``path`` is written from the paper's folder with ``/``. ``old`` is the digest of the file as it was read
    (``disk.NOTHING``: there was none). ``new`` are its bytes, or another file whose copy it becomes; ``None``
    removes it.
    ``mode`` are its permissions where it is made anew.
    """

    path: str
    old: str
    new: bytes | Path | None
    digest: str
    """The digest of what the file becomes."""
    mode: int = 0o644


class Draft:
    """Files of one paper as they are to become. Nothing is written until ``journal.commit`` takes the draft.

    Whatever is read through the draft must stand unchanged when it is carried out, if the draft changes it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._old: dict[str, str] = {}
        self._new: dict[str, bytes | Path | None] = {}
        self._modes: dict[str, int] = {}

    def read(self, path: str) -> bytes | None:
        """A file as it will stand, with what this draft does to it, or ``None``. Raises ``ContentError``."""
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
        """Gives a file new bytes, or those of another file."""
        self._known(path)
        self._new[path] = data
        self._modes[path] = mode

    def delete(self, path: str) -> None:
        """Takes a file away."""
        self._known(path)
        self._new[path] = None

    def expect(self, path: str, old: str) -> None:
        """Says as what a file was read elsewhere: by its digest."""
        self._old[path] = old

    def _known(self, path: str) -> None:
        if path not in self._old:
            self.read(path)

    def __iter__(self) -> Iterator[Change]:
        """The changes; a file that stays as it is is none. Raises ``ContentError`` for one that cannot be copied."""
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
