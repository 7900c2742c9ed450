"""When a preview builds behind what it shows. The builds themselves are not carried out here."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import Problem
from generator.press.places import place
from generator.preview import behind
from generator.preview.behind import Behind, Outcome
from support import Site
from watched_paper import WatchedPaper

PATIENCE = 20


class Builds(Behind):
    """Builds that last until they are told to end; ``count`` of them have begun."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, place(root), {}, self._count, lambda _: None)
        self.count = 0
        self.begins = threading.Semaphore(0)
        self.ends = threading.Semaphore(0)

    def _count(self) -> None:
        self.count += 1
        self.begins.release()

    def _build(self) -> Outcome | None:
        self.ends.acquire(timeout=PATIENCE)
        return None

    def _start_process(self) -> None:  # type: ignore[override]
        self._process = None

    def has_begun(self, seconds: float = PATIENCE) -> bool:
        """Waits for the next build to begin."""
        return self.begins.acquire(timeout=seconds)


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builds]:
    """Builds after hardly any quiet."""
    monkeypatch.setattr(behind, "QUIET", 0.02)
    monkeypatch.setattr(behind, "STARTING", 0.0)
    made = Builds(tmp_path)
    made.start()
    yield made
    made.ends.release(10)
    made.stop()


def test_what_changed_and_changed_back_during_a_build_is_built_again(builds: Builds) -> None:
    """The build may have read the files as they were in between; it is not given up, but another follows."""
    builds.soon()
    assert builds.has_begun()
    builds.doubt()
    assert not builds.has_begun(0.1)
    builds.ends.release()
    assert builds.has_begun()


def test_what_changed_and_changed_back_long_after_a_build_is_not_built(builds: Builds) -> None:
    """No build can have seen it."""
    builds.soon()
    assert builds.has_begun()
    builds.ends.release()
    assert not builds.has_begun(0.1)
    builds.doubt()
    assert not builds.has_begun(0.1)


def test_a_save_without_a_change_builds_again_what_was_stopped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build may have been stopped by what is over by now; the editor is told to save once more."""
    watched = WatchedPaper(site.root)
    asked: list[str] = []
    monkeypatch.setattr(watched.session._behind, "soon", lambda: asked.append("again"))
    watched.told("newspaper.toml")
    assert asked == []
    watched.session._build_ended(Outcome(None, (Problem("磁盘满了", "腾出地方，再存一次盘"),)))
    watched.told("newspaper.toml")
    assert asked == ["again"]
