"""What workers do, each step a pure function of plain values: it may run in this process or on another machine."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeAlias

from generator.content import store
from generator.content.issue_files import IssueFiles
from generator.errors import ContentError, Problem
from generator.model import Catalogue, Issue, PhotoFile, Topic
from generator.pages import issue_pages, issue_summary, urls
from generator.pages.edition import Neighbourhood
from generator.pages.issue_summary import IssueFacts, Outline
from generator.pages.page import Page, filled, marked
from generator.pages.site import SiteCard
from generator.pages.theme import Theme
from generator.pages.theme_files import ThemeFiles
from generator.press import photo_sizes
from generator.press.headline_words import Words
from generator.search import entries, shard_index


@dataclass(frozen=True)
class Kit:
    """What every step needs besides its issue; ``key`` tells kits apart."""

    key: str
    theme: ThemeFiles = field(compare=False)
    site: SiteCard = field(compare=False)
    topics: tuple[Topic, ...] = field(compare=False)
    catalogue: Catalogue = field(compare=False)
    state: Path = field(compare=False)
    """Where the laid out dictionary is kept; it need not be there."""

    @property
    def reading(self) -> str:
        """All that decides what is understood of an issue besides its files."""
        return f"{self.site.base} {[topic.slug for topic in self.topics]} {self.words}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of special topics, to be looked for in articles."""
        return tuple(dict.fromkeys(word for special in self.catalogue.specials for word in special.words))


class IssueJob(NamedTuple):
    """An issue whose pages are to be made; of its outline the words of its headlines are used again."""

    files: IssueFiles
    around: Neighbourhood
    outline: Outline


class ListJob(NamedTuple):
    """A list to be made, with as much of the outlines as it shows."""

    name: str
    page: Page
    outlines: dict[str, Outline]


class ShardJob(NamedTuple):
    """A shard of the search index to be made: files of issues, each with the places of the articles that are in it."""

    name: str
    issues: list[tuple[IssueFiles, int, int]]


class PhotoJob(NamedTuple):
    """A photo of which all sizes and formats are to be made."""

    name: str
    issue: str
    photo: PhotoFile
    original: bytes


Job: TypeAlias = IssueJob | ListJob | ShardJob | PhotoJob


class Made(NamedTuple):
    """The files of a bundle by path below ``output/``."""

    name: str
    files: list[tuple[str, bytes]]
    spent: list[tuple[str, float]]
    """The template of each page, and the seconds that it took."""


class Described(NamedTuple):
    """What was understood of an issue, or what is wrong with it."""

    name: str
    facts: IssueFacts | None
    outline: Outline | None
    problems: tuple[Problem, ...]


def describe(kit: Kit, issues: Iterable[IssueFiles]) -> list[Described]:
    """Reads issues and says what the rest of the paper may know of them."""
    return [_described(kit, files) for files in issues]


def _described(kit: Kit, files: IssueFiles) -> Described:
    problems: tuple[Problem, ...] = ()
    if files.without_broken:
        try:
            store.parse(replace(files, without_broken=False), kit.topics)
        except ContentError as error:
            problems = error.problems
    try:
        facts, found = issue_summary.describe(_issue(files, kit), kit.site.base, words(kit).cut, kit.words)
    except ContentError as error:
        return Described(files.id, None, None, error.problems)
    return Described(files.id, facts, found, problems)


def make(kit: Kit, jobs: Iterable[Job]) -> list[Made]:
    """Makes bundles. Raises ``TemplateProblem`` or ``PagefindError``."""
    return [_made(kit, job) for job in jobs]


def _made(kit: Kit, job: Job) -> Made:
    match job:
        case IssueJob():
            return _made_issue(kit, job)
        case ListJob():
            return _made_list(kit, job)
        case ShardJob():
            return _made_shard(kit, job)
        case PhotoJob():
            return _made_photo(job)


def _made_issue(kit: Kit, job: IssueJob) -> Made:
    words(kit).learn(job.outline.cuts())
    issue = _issue(job.files, kit)
    return _rendered(kit, issue.id, issue_pages.pages(issue, job.outline, job.around, kit.site))


def _made_list(kit: Kit, job: ListJob) -> Made:
    for found in job.outlines.values():
        words(kit).learn(found.cuts())
    return _rendered(kit, job.name, [filled(job.page, job.outlines)])


def _made_shard(kit: Kit, job: ShardJob) -> Made:
    found: list[shard_index.SearchEntry] = []
    for files, first, last in job.issues:
        found += entries.entries(store.parse(files, kit.topics).published(), kit.site.base, words(kit).cut)[first:last]
    _, index = shard_index.build_shard(found)
    return Made(job.name, [(f"{job.name}/{path}", data) for path, data in index.items()], [])


def _made_photo(job: PhotoJob) -> Made:
    wanted = [(width, suffix) for width in job.photo.widths for suffix in ("avif", "webp")]
    return Made(
        job.name,
        [
            (urls.photo(job.issue, job.photo.file, width, suffix), photo_sizes.made(job.original, width, suffix))
            for width, suffix in (*wanted, (job.photo.fallback, "jpg"))
        ],
        [],
    )


def _rendered(kit: Kit, name: str, pages: Iterable[Page]) -> Made:
    templates = theme(kit)
    made = Made(name, [], [])
    begun = perf_counter()
    for page in pages:
        made.files.append((page.path, marked(page.path, templates.render(page))))
        ended = perf_counter()
        made.spent.append((page.template, ended - begun))
        begun = ended
    return made


# Whoever understood an issue often gets to make its pages too.
@lru_cache(maxsize=64)
def _issue(files: IssueFiles, kit: Kit) -> Issue:
    return store.parse(files, kit.topics)


@lru_cache(maxsize=1)
def theme(kit: Kit) -> Theme:
    """The templates, compiled once a process."""
    return Theme(kit.theme, kit.site.base, words(kit).cut)


@lru_cache(maxsize=1)
def words(kit: Kit) -> Words:
    """The words of headlines; one dictionary a process."""
    return Words(kit.state)
