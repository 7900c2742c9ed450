"""Watches what a paper's site is made of, and tells what changed.

Each folder that files are read from is watched by itself, and so is where a link leads. Watches follow when folders and
links appear, go or change. Notices of the system are put in order in one thread (``_Watching._work``).
"""

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic

from generator import system
from generator.content.edits import trial_file
from generator.preview import network_disks, site_paths
from generator.preview.looking import Looking
from generator.preview.notices import Eyes, Kind, Notice, Put
from generator.preview.settling import Settling
from generator.preview.spots import Spot, spots
from generator.preview.trial_events import Trial
from generator.preview.what_changed import Changes

OVERFLOW = "一下子改得太多，系统的通知有丢掉的，全部再看一遍"
REPLACED = "报纸的文件夹动过了，全部再看一遍"
_LOOKS = "改用每 2 秒看一遍，改动最多晚 2 秒看到"
_VANISHED = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EACCES}
"""Why a folder that was there a moment ago cannot be watched; the folder above tells when that changes."""
_LIMITS = {
    errno.ENOSPC: "系统能监视的文件夹数到顶了（fs.inotify.max_user_watches）",
    errno.EMFILE: "系统能开的监视数到顶了（fs.inotify.max_user_instances）",
}

Told = Callable[[Changes], None]
Said = Callable[[str], None]


def eyes(put: Put) -> Eyes:
    """What watches folders on this system. Raises ``OSError`` where it has no room for one more watcher."""
    if sys.platform == "linux":
        from generator.preview.inotify_eyes import InotifyEyes  # noqa: PLC0415 - loads on Linux alone

        return InotifyEyes(put)
    from generator.preview.other_eyes import OtherEyes  # noqa: PLC0415

    return OtherEyes(put)


@contextmanager
def watching(
    root: Path,
    told: Told,
    said: Said,
    *,
    make_eyes: Callable[[Put], Eyes] = eyes,
    trial: Trial | None = None,
    looking: Looking | None = None,
) -> Iterator[None]:
    """Watches a paper as long as the context lasts; whatever changes after it was entered is told.

    ``told`` gets changes, in a thread of the watcher's own; empty ones say that a file is being written. ``said`` gets
    a line in Chinese where folders give no events and are looked at every two seconds instead.
    """
    watcher = _Watching(root, told, said, make_eyes, trial or Trial(), looking or Looking(str(root), told))
    watcher.start()
    try:
        yield
    finally:
        watcher.stop()


class _Watching:
    def __init__(
        self, root: Path, told: Told, said: Said, make_eyes: Callable[[Put], Eyes], trial: Trial, looking: Looking
    ) -> None:
        self._root = str(root)
        self._told = told
        self._said = said
        self._make_eyes = make_eyes
        self._trial = trial
        self._looking = looking
        self._eyes: Eyes | None = None
        self._is_blind = False
        """Whether everything is looked at every two seconds, since the system refused a watch."""
        self._at: dict[str, list[Spot]] = {}
        """The spots that are watched, by their path in the paper."""
        self._devices: set[int] = set()
        """The disks whose events were tried."""
        self._settling = Settling()
        self._notices: SimpleQueue[Notice | None] = SimpleQueue()
        self._worker = threading.Thread(target=self._work, name="watching", daemon=True)

    def start(self) -> None:
        try:
            self._eyes = self._make_eyes(self._notices.put)
        except OSError as error:
            self._go_blind(error)
            return
        self._add("")
        self._try_events()
        self._worker.start()

    def stop(self) -> None:
        self._trial.stop()
        if self._eyes is not None:
            self._notices.put(None)
            self._worker.join()
            self._eyes.stop()
        self._looking.stop()

    def _work(self) -> None:
        while (notices := self._next()) is not None:
            if any(notice.kind is Kind.LOST and self._is_watched(notice.spot) for notice in notices):
                self._renew("")
                self._told(Changes(reason=OVERFLOW))
                continue
            paths = {path for notice in notices for path in self._noticed(notice)}
            paths |= self._settling.taken(monotonic())
            if paths or self._settling.due() is not None:
                self._told(Changes(frozenset(paths - {""}), REPLACED if "" in paths else ""))

    def _next(self) -> list[Notice] | None:
        """The notices that have come; ``None`` at the end. It waits for one, or until a file has settled."""
        due = self._settling.due()
        found: list[Notice] = []
        try:
            notice = self._notices.get(timeout=None if due is None else max(0, due - monotonic()))
            while notice is not None:
                found.append(notice)
                notice = self._notices.get_nowait()
        except Empty:
            return found
        return None

    def _noticed(self, notice: Notice) -> Iterator[str]:
        """The path that a notice says has changed, if it counts and its file is not still being written."""
        kind, spot, name = notice
        if name.rpartition("/")[2] == trial_file.NAME:
            self._trial.heard(spot.told(name.removesuffix(trial_file.NAME).rstrip("/")))
            return
        path = spot.path if kind is Kind.GONE else spot.told(name)
        if not self._is_watched(spot) or (path and not site_paths.counts(path)):
            return  # the watch was given up meanwhile, or it is no matter of the site's
        if kind is Kind.BEING_WRITTEN or (kind is Kind.MADE and not os.path.islink(self._whole(path))):  # noqa: PTH114
            self._settling.written_to(path, monotonic())
            return
        self._settling.told(path)
        if kind is not Kind.WRITTEN:
            self._renew(path)
        yield path

    def _is_watched(self, spot: Spot) -> bool:
        return spot in self._at.get(spot.path, ())

    def _whole(self, path: str) -> str:
        return site_paths.joined(self._root, path)

    def _renew(self, path: str) -> None:
        """Gives up the watches of what stood at a path, and watches what stands there now."""
        gone = [at for at in self._at if site_paths.is_within(at, path)] if path in self._at or not path else []
        if self._eyes is not None:
            self._eyes.forget([spot for at in gone for spot in self._at.pop(at)])
        if self._add(path):
            self._try_events()

    def _add(self, path: str) -> bool:
        """Watches what stands at a path. Returns whether there is a link, which may lead to another disk."""
        leads = False
        for spot in spots(self._root, path):
            try:
                if self._eyes is not None:
                    self._eyes.add(spot)
            except OSError as error:
                if error.errno not in _VANISHED:
                    self._go_blind(error)
                continue
            self._at.setdefault(spot.path, []).append(spot)
            leads = leads or bool(spot.only)
        return leads

    def _go_blind(self, error: OSError) -> None:
        if not self._is_blind:
            self._is_blind = True
            why = _LIMITS.get(error.errno or 0, f"系统不让监视：{system.why(error)}")
            self._said(f"{why}，{_LOOKS}")
            self._looking.look_at([""])

    def _try_events(self) -> None:
        """Tries, beside everything else, whether folders on disks that were not tried yet give events."""
        disks: dict[int, list[Spot]] = {}
        for spot in (spot for found in self._at.values() for spot in found if not spot.only):
            try:
                device = os.stat(spot.folder).st_dev  # noqa: PTH116 - thousands of them
            except OSError:
                continue
            if device not in self._devices:
                disks.setdefault(device, []).append(spot)
        self._devices |= disks.keys()
        if disks and not self._is_blind:
            threading.Thread(target=self._tried, args=(disks,), name="trial", daemon=True).start()

    def _tried(self, disks: dict[int, list[Spot]]) -> None:
        silent = self._trial.silent({found[0].path: Path(found[0].folder) for found in disks.values()})
        shared = network_disks.shared(network_disks.mounts())
        for device, found in disks.items():
            why = silent.get(found[0].path) or (network_disks.WHY if device in shared else "")
            if why and not self._is_blind:
                paths = [spot.path for spot in found]
                above = [path for path in paths if not any(p != path and site_paths.is_within(path, p) for p in paths)]
                self._said(f"{found[0].path or '报纸的文件夹'}：{why}，{_LOOKS}")
                self._looking.look_at(above)
