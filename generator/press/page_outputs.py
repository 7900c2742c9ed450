"""Outputs that are pages: pages of the whole site, lists, pages of issues, and pages that name other outputs."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import NamedTuple

from generator.content.issue_files import IssueFiles
from generator.model import Issue
from generator.pages import cards
from generator.pages.edition import Edition, Neighbourhood
from generator.pages.issue_summary import Outline, number_of
from generator.pages.page import Page, canonical, filled, marked, texts_wanted, wanted
from generator.pages.site import SiteCard
from generator.press import kit as tools
from generator.press.kit import Kit
from generator.press.manifest import Cause, short
from generator.press.output import Bundle, Job, Made, Paper, Scope, Source

ISSUE_PAGES = "issue"
"""The name of the row whose bundles are named after their issue alone, without the row's name."""


class PageJob(NamedTuple):
    """A page to be made, with the parts of outlines that it shows, and the files of issues whose texts it shows."""

    name: str
    page: Page
    outlines: dict[str, Outline]
    texts: list[IssueFiles]

    def make(self, kit: Kit) -> Made:
        """Replaces the placeholders in the page's context by cards, and renders the page."""
        for found in self.outlines.values():
            tools.words(kit).learn(found.cuts())
        shown = dict(entry for files in self.texts for entry in texts(files, self.outlines[files.id], kit))
        return _rendered(kit, self.name, [filled(self.page, self.outlines, shown)])


class IssueJob(NamedTuple):
    """An issue whose pages are to be made. Its outline holds its headlines already cut into words."""

    name: str
    pages: "IssuePageFunction"
    files: IssueFiles
    around: Neighbourhood
    outline: Outline
    only: str = ""
    """The path of the one page that is wanted, where not all are."""

    def make(self, kit: Kit) -> Made:
        """Renders the pages of the issue."""
        tools.words(kit).learn(self.outline.cuts())
        issue = tools.issue(self.files, kit)
        pages = self.pages(issue, self.outline, self.around, kit.site)
        return _rendered(kit, self.name, (page for page in pages if self.only in ("", page.path)))


PageFunction = Callable[[Edition], Iterable[Page]]
"""Plans pages from facts; ``Stories``, ``Folios`` and ``Bodies`` are placeholders for the cards of articles."""

PageFinder = Callable[[Edition, str], Page | None]
"""Plans the one page at a path, as the ``PageFunction`` beside it does."""

IssuePageFunction = Callable[[Issue, Outline, Neighbourhood, SiteCard], Iterable[Page]]
"""Gives the pages of one issue. It must be a function of a module, so that it can be pickled for another process."""

LastPageFunction = Callable[[Edition, Mapping[str, str], Mapping[str, str]], Iterable[Page]]
"""Gives pages from the edition, the paths of static files by name, and the digests of all other files by path."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that are planned from the edition; each is a bundle of its own, named after its path."""

    name: str
    scope: Scope
    pages: PageFunction
    below: tuple[str, ...] = ("",)
    """What the paths of its pages begin with."""
    find: PageFinder | None = None
    """Finds one of very many pages."""
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each page."""
        return _bundles(self.pages(paper.edition), paper)

    def job_at(self, paper: Paper, path: str, source: Source) -> Job | None:
        """The job that makes the page at this path."""
        if not path.startswith(self.below):
            return None
        edition = paper.edition
        page = (
            self.find(edition, path)
            if self.find
            else next((page for page in self.pages(edition) if page.path == path), None)
        )
        return _page_job(page, source) if page else None


@dataclass(frozen=True, slots=True)
class LastPages:
    """Pages that list other files of the site with their digests, so that they are made after all others."""

    name: str
    pages: LastPageFunction
    scope: Scope = Scope.LAST
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each page."""
        return _bundles(self.pages(paper.edition, paper.kit.theme.assets, paper.planned), paper)


@dataclass(frozen=True, slots=True)
class IssuePages:
    """Pages that are made from a whole issue; those of one issue form one bundle."""

    name: str
    pages: IssuePageFunction
    templates: tuple[str, ...]
    scope: Scope = Scope.ISSUE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each issue."""
        closure, site = paper.theme.closure(self.templates), paper.edition.site
        seen = (
            *site.footer,
            *site.navigation,
            site.policy,
            site.share,
        )  # not from the settings, and no template of these tells it
        for at, issue in enumerate(paper.edition.issues):
            around = paper.edition.around(at)
            name = issue.id if self.name == ISSUE_PAGES else f"{issue.id} {self.name}"
            cause = Cause(closure, short(paper.digests[issue.id]), short(repr((around, *seen))))
            job = partial(_issue_job, name, self.pages, issue.id, around)
            yield Bundle(name, cause, job, "这一期要登的文章或图片变了", self.templates)

    def job_at(self, paper: Paper, path: str, source: Source) -> Job | None:
        """The job that makes the page at this path alone, and nothing where the issue has no such page."""
        name, issues = path.partition("/")[0], paper.edition.issues
        at = bisect_left(issues, name, key=lambda issue: issue.id)
        if at == len(issues) or issues[at].id != name:
            return None
        return _issue_job(name, self.pages, name, paper.edition.around(at), source)._replace(only=path)


def _bundles(pages: Iterable[Page], paper: Paper) -> Iterator[Bundle]:
    outlines = {issue.id: issue.digest for issue in paper.edition.issues}
    for page in pages:
        content = canonical(page.context, outlines, paper.digests)
        whole = " ".join(sorted(texts_wanted(page)))
        cause = Cause(paper.theme.closure([page.template]), short(content), whole)
        yield Bundle(page.path, cause, partial(_page_job, page), "列出的内容变了", (page.template,))


def _page_job(page: Page, source: Source) -> PageJob:
    texts = [source.files(issue) for issue in sorted(texts_wanted(page))]
    return PageJob(page.path, page, wanted(page, source.outline), texts)


def _issue_job(name: str, pages: IssuePageFunction, issue: str, around: Neighbourhood, source: Source) -> IssueJob:
    return IssueJob(name, pages, source.files(issue), around, source.outline(issue))


def texts(files: IssueFiles, outline: Outline, kit: Kit) -> Iterator[tuple[tuple[str, str], cards.ArticleCard]]:
    """The cards of those articles of an issue that its outline has, by the issue's id and their number."""
    issue, topics = tools.issue(files, kit).published(), {topic.slug: topic.name for topic in kit.topics}
    for article in issue.articles:
        number = number_of(article)
        if number in outline.stories:
            story, head = outline.story(number), outline.issue()
            yield (files.id, number), cards.article(article, story, head, issue, kit.site.base, topics, {})


def rendered(kit: Kit, page: Page) -> bytes:
    """The bytes of a page without placeholders. Raises ``TemplateProblem``."""
    return marked(page.path, tools.theme(kit).render(page))


def _rendered(kit: Kit, name: str, pages: Iterable[Page]) -> Made:
    made = Made(name, [], [])
    begun = perf_counter()
    for page in pages:
        made.files.append((page.path, rendered(kit, page)))
        ended = perf_counter()
        made.spent.append((page.template, ended - begun))
        begun = ended
    return made
