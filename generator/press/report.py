"""The report on a build, which is printed at its end."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from generator.errors import Problem

Progress = Callable[[str, int, int], None]
"""Called with a phase's name, how many of its steps are done, and how many there are."""

AWAITED = "等索引"
"""The phase in which nothing but the index is still made."""


def silent(_phase: str, _done: int, _total: int) -> None:
    """A ``Progress`` that does nothing."""


@dataclass(slots=True)
class Report:
    """What a build read and did. ``written``, ``kept`` and ``deleted`` are about files of ``output/``."""

    issues: int = 0
    articles: int = 0
    read: int = 0
    """Issues whose files were read; those of the others were certainly the same as last time."""
    understood: int = 0
    """Issues that were new or changed."""
    rendered: int = 0
    """Pages that were made, whether or not they came out different."""
    written: tuple[str, ...] = ()
    kept: int = 0
    deleted: tuple[str, ...] = ()
    indexed: int = 0
    """Articles put into the search index anew; 0 where the index stayed as it was."""
    held: int = 0
    """Articles under embargo, drafts and those that never passed all steps, of which nothing was published."""
    unsigned: int = 0
    """Articles among these that never passed all steps of 三审三校."""
    older: int = 0
    """Articles that were changed since they passed all steps, and were published as they passed them."""
    coming: int = 0
    """Issues that are not out yet."""
    doubted: tuple[Problem, ...] = ()
    """What is doubted about articles that are held back for a release."""
    broken: tuple[Problem, ...] = ()
    """What is wrong with articles that were left out."""
    release: datetime | None = None
    """When the first of these issues comes out, or the first embargo ends."""
    limits: tuple[str, ...] = ()
    """What of the site comes near the limits of its hosts, or is too large for readers, a line each."""
    foreign: tuple[Problem, ...] = ()
    """What pages bring from other sites and browsers refuse."""
    unfed: str = ""
    """Why the paper has no feeds, nor sitemaps where it has no address either; ``""`` where it has them."""
    unregistered: tuple[str, ...] = ()
    """Tags that have a page but no address in the register, so that the page's address may still change."""
    took: float = 0.0
    """How many seconds the whole build took, from its beginning to its end."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each phase took, without the phases within it, in the order in which they began: their sum is ``took``,
    but for what is done between them."""
    index: float = 0.0
    """How long it took to make the search index, from its beginning to its end, beside phases that are counted too."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Why each bundle was made, by its name."""
    templates: dict[str, tuple[int, float]] = field(default_factory=dict)
    """How many pages were made with each template, and in how many seconds."""
    bundles: dict[str, float] = field(default_factory=dict)
    """How many seconds each bundle took."""
    _within: float = 0.0

    def add(self, bundle: str, spent: Iterable[tuple[str, float]]) -> None:
        """Counts the pages of a bundle: the template of each, and its seconds."""
        for template, seconds in spent:
            pages, before = self.templates.get(template, (0, 0.0))
            self.templates[template] = (pages + 1, before + seconds)
            self.bundles[bundle] = self.bundles.get(bundle, 0.0) + seconds
            self.rendered += 1

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Times a phase, which may have others within it. Only for what the build itself does or waits for."""
        self.seconds.setdefault(name, 0.0)
        earlier, self._within = self._within, 0.0
        begun = perf_counter()
        try:
            yield
        finally:
            seconds = perf_counter() - begun
            self.seconds[name] += seconds - self._within
            self._within = earlier + seconds

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Times the making of the index, beside the phases."""
        begun = perf_counter()
        try:
            yield
        finally:
            self.index += perf_counter() - begun


def timed(build: Callable[[], Report]) -> Report:
    """The report of a build, which says how long the build took."""
    begun = perf_counter()
    report = build()
    report.took = perf_counter() - begun
    return report
