"""What changed in a paper's folder, as the watcher, or a command in this process, tells it to the preview."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Files and folders that changed, or a reason to look at everything again.

    ``paths`` are relative to the paper's folder, with ``/`` on every system. A file that is reached through a link has
    the path by which the paper names it, ``content/issues/2026-03-25/01.md`` also where ``content`` is a link. With a
    folder all that is in it counts as changed; what is no longer there was deleted or moved away.
    """

    paths: frozenset[str] = frozenset()
    reason: str = ""
    """Why everything must be looked at again, in Chinese; ``""`` where ``paths`` say all."""

    @property
    def everything(self) -> bool:
        """Whether everything must be looked at again."""
        return bool(self.reason)

    def __or__(self, other: "Changes") -> "Changes":
        """The changes of both; the first reason stands."""
        return Changes(self.paths | other.paths, self.reason or other.reason)

    def __bool__(self) -> bool:
        return bool(self.paths or self.reason)
