"""What stands in a book: an issue by its 版, or the articles of a year, a topic or a special topic by their issues."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated

from generator.model import Issue, PhotoFile
from generator.outlets.epub import identity
from generator.pages import cards, typography, urls
from generator.pages.cards import ArticleCard, IssueCard
from generator.pages.extra_card import date_text
from generator.pages.issue_summary import Outline, number_of
from generator.pages.page import Page
from generator.pages.site import SiteCard

TEMPLATES = (
    *("epub/title.xhtml", "epub/nav.xhtml", "epub/section.xhtml", "epub/article.xhtml", "epub/package.opf"),
    "epub/style.css",
)
"""The templates that books are made with."""
LONGEST_SIDE = 800
"""In pixels, of the pictures of a book."""
MOST_BYTES = 20 * 1024 * 1024
"""The largest book that readers' programs and mail take without trouble."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a book: where its original lies, at which width it is shown, and its path in the book."""

    issue: str
    photo: PhotoFile
    path: str

    @property
    def width(self) -> int:
        """The width in pixels at which neither side is longer than ``LONGEST_SIDE``."""
        photo = self.photo
        return max(min(photo.width, LONGEST_SIDE, photo.width * LONGEST_SIDE // photo.height), 1)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article in a book, and the name of its file there."""

    href: Annotated[str, "在书里的文件名"]
    name: Annotated[str, "目录里的标题"]
    article: Annotated[ArticleCard, "这篇文章"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a book that its contents name: a 版 of an issue, or an issue in a book of several."""

    href: Annotated[str, "在书里的文件名"]
    number: Annotated[str, "版次，如 01；可能是空的"]
    name: Annotated[str, "版名，或哪一期"]
    label: Annotated[str, "目录里的名字，如 01版 要闻"]
    staff: Annotated[tuple[tuple[str, str], ...], "责任编辑、美编等，每一位是职务和姓名"]
    chapters: Annotated[tuple[Chapter, ...], "文章"]


@dataclass(frozen=True, slots=True)
class Book:
    """A book. ``issue`` is set where it is one issue; ``name`` is what it is called beside the paper's name."""

    id: Annotated[str, "标识，urn:uuid:…"]
    name: Annotated[str, "书名里报名以外的：日期和期数、年份，或栏目"]
    day: Annotated[str, "出版日期，2026-03-25"]
    modified: Annotated[str, "最后改动的时间，2026-03-26T22:00:00Z"]
    issue: Annotated[IssueCard | None, "是一期的，这一期"]
    sections: Annotated[tuple[Section, ...], "各版，或各期"]
    pictures: Annotated[tuple[Picture, ...], "图片"]


def of_issue(issue: Issue, own: Outline, site: SiteCard, key: str, hour: time) -> Book:
    """The book of an issue. ``issue`` has no withdrawn articles any more; ``own`` is its outline.

    ``key`` is the paper's, ``hour`` when an issue comes out on its day.
    """
    head = own.issue()
    found = {number_of(article): article for article in issue.articles}
    folios = own.folios()
    sections = []
    for at, folio in enumerate(folios, 1):
        chapters = []
        for story in folio.stories:
            article = found[story.href.rpartition("/")[2].removesuffix(".html")]
            chapters.append(_chapter(cards.article(article, story, head, issue, site.base, {}, {}), site))
        label = f"{folio.number}版" if folio.number else ""
        label = f"{label} {folio.name}".strip() or ("本期文章" if len(folios) == 1 else "未注明版次")
        name = folio.name or ("版" if folio.number else label)
        sections.append(Section(f"section-{at}.xhtml", folio.number, name, label, folio.staff, tuple(chapters)))
    return Book(
        id=identity.urn(key, site.name, issue.id),
        name=issue_name(head),
        day=head.date,
        modified=_moment(identity.last_changed(issue.id, issue.articles, hour)),
        issue=head,
        sections=tuple(sections),
        pictures=tuple(_pictures(issue)),
    )


def of_many(issues: Iterable[Issue], site: SiteCard, hour: time, *, named: str, urn: str) -> Book:
    """A book of the articles of several issues, oldest first; the issues hold no others than those that it shows."""
    sections: list[Section] = []
    pictures: list[Picture] = []
    changed: list[datetime] = []
    for at, issue in enumerate(issues, 1):
        head = cards.issue(issue, site.base)
        chapters = tuple(
            _chapter(cards.article(one, cards.story(one, issue, site.base), head, issue, site.base, {}, {}), site)
            for one in issue.articles
        )
        label = issue_name(head)
        sections.append(Section(f"section-{at}.xhtml", "", label, label, (), chapters))
        pictures += _pictures(issue)
        changed.append(identity.last_changed(issue.id, issue.articles, hour))
    days = [section.chapters[0].article.issue.date for section in sections]
    return Book(urn, named, max(days), _moment(max(changed)), None, tuple(sections), tuple(pictures))


def issue_name(issue: IssueCard) -> str:
    """What an issue is called: ``2026年3月25日 第108期``."""
    number = f" 第{issue.number}期" if issue.number is not None else ""
    return f"{date_text(date.fromisoformat(issue.date))}{' 号外' if issue.is_extra else ''}{number}"


def pages(book: Book, site: SiteCard, colours: Mapping[str, str]) -> Iterator[Page]:
    """The documents of a book, by their path in it; ``colours`` are those that its style sheet needs."""
    common = {"site": site, "book": book}
    yield Page("package.opf", "epub/package.opf", common)
    yield Page("style.css", "epub/style.css", {"colours": colours})
    yield Page("title.xhtml", "epub/title.xhtml", common)
    yield Page("nav.xhtml", "epub/nav.xhtml", common)
    sources = {urls.link(_on_site(picture), site.base): picture.path for picture in book.pictures}
    for section in book.sections:
        yield Page(section.href, "epub/section.xhtml", common | {"section": section})
        for chapter in section.chapters:
            context = {"name": chapter.name, "article": chapter.article, "sources": sources}
            yield Page(chapter.href, "epub/article.xhtml", common | context)


def chapter_of(path: str) -> str:
    """The name of an article's file in a book, by the path of its page: ``2026-03-25-03.xhtml``."""
    return path.removesuffix(".html").replace("/", "-") + ".xhtml"


def page_of(chapter: str) -> str:
    """The path of the page on the site that a file of a book shows; for what is no article, that of the front page."""
    name = chapter.removesuffix(".xhtml")
    return urls.article(name) if name[:4].isdigit() else ""


def _chapter(article: ArticleCard, site: SiteCard) -> Chapter:
    story = article.story
    name = typography.full_width(typography.unbroken(story.title or story.opening or story.kind_label))
    return Chapter(chapter_of(story.href.removeprefix(site.base)), name, article)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pictures(issue: Issue) -> Iterator[Picture]:
    shown = {photo.file for article in issue.articles for photo in article.photos}
    for photo in (photo for photo in issue.photo_files if photo.file in shown):
        stem = urls.photo_stem(issue.id, photo.file).rpartition("/")[2]
        yield Picture(issue.id, photo, f"photos/{issue.id}-{stem}.jpg")


def _on_site(picture: Picture) -> str:
    """The path of a picture's JPEG on the site, which cards name."""
    return urls.photo(picture.issue, picture.photo.file, picture.photo.fallback, "jpg")
