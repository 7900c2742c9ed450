"""Files that are being written: their changes are told when the writer closes them, or has stopped for a while."""

QUIET = 0.1
"""Seconds without a change after which a file counts as written, though nobody said that it was closed."""


class Settling:
    """The files that are being written. Times are those of any clock that only goes forward, in seconds."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def written_to(self, path: str, now: float) -> None:
        """Notes that a file was written to, and may be written to again."""
        self._since.pop(path, None)
        self._since[path] = now  # the one that has waited longest stands first

    def told(self, path: str) -> None:
        """Notes that a change of a file is told already."""
        self._since.pop(path, None)

    def due(self) -> float | None:
        """When the next file has been left alone for long enough; ``None`` where none is being written."""
        return next((since + QUIET for since in self._since.values()), None)

    def taken(self, now: float) -> frozenset[str]:
        """The files that have been left alone for long enough; they are no longer waited for."""
        found = frozenset(path for path, since in self._since.items() if since + QUIET <= now)
        for path in found:
            del self._since[path]
        return found
