"""Each issue as an EPUB, and the catalogue of them (OPDS)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator.content.issue_files import IssueFiles
from generator.errors import Problem, TemplateProblem
from generator.outlets import opds
from generator.outlets.epub import archive_file, book, xhtml
from generator.outlets.epub.book import MOST_BYTES, Book, Picture
from generator.pages import urls
from generator.pages.issue_summary import Outline
from generator.pages.site import SiteCard, has_feeds
from generator.press import kit as tools
from generator.press import photo_sizes
from generator.press.kit import Kit
from generator.press.manifest import Cause, short
from generator.press.output import Bundle, Job, Made, Paper, Ready, Scope, Source

Original = Callable[[Picture], bytes]
"""Gives the original of a picture."""


class EpubJob(NamedTuple):
    """An issue to be made into an EPUB, with the originals of its pictures."""

    name: str
    key: str
    colours: dict[str, str]
    files: IssueFiles
    outline: Outline
    originals: dict[str, bytes]

    def make(self, kit: Kit) -> Made:
        """The EPUB."""
        tools.words(kit).learn(self.outline.cuts())
        issue = tools.issue(self.files, kit).published()
        found = book.of_issue(issue, self.outline, kit.site, self.key, kit.hour)
        data = made(found, kit, self.colours, lambda picture: self.originals[picture.photo.file])
        return Made(self.name, [(urls.epub(issue.id), data)], [])


def made(of: Book, kit: Kit, colours: Mapping[str, str], original: Original) -> bytes:
    """The bytes of a book. Raises ``TemplateProblem``, and what ``original`` raises."""
    theme, site = tools.theme(kit), kit.site
    chapters = {chapter.href for section in of.sections for chapter in section.chapters}

    def chapter_of(path: str) -> str:
        href = book.chapter_of(path)
        return href if href in chapters else ""

    files = []
    for page in book.pages(of, site, colours):
        data = theme.render(page)
        if page.path.endswith(".xhtml"):
            leads_to = xhtml.leading_from(book.page_of(page.path), site.base, site.address, chapter_of)
            try:
                data = xhtml.document(data, leads_to)
            except ValueError as error:
                hint = f"排出来的第 {error}；每个标签都要有结尾，属性值加引号"
                raise TemplateProblem(Problem("EPUB 的这个模板排出来的不是完好的 XML", hint, page.template)) from None
        files.append((page.path, data))
    pictures = ((picture.path, photo_sizes.made(original(picture), picture.width, "jpg")) for picture in of.pictures)
    return archive_file.packed((*files, *pictures))


@dataclass(frozen=True, slots=True)
class Epubs:
    """An EPUB for each issue that has articles. It follows from the issue, the templates and a few settings."""

    name: str = "epub"
    scope: Scope = Scope.ISSUE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each issue."""
        settings, site = paper.settings, paper.edition.site
        key, colours = settings.paper.key, settings.colours.model_dump()
        seen = (photo_sizes.recipe(), key, paper.kit.hour, colours, *_shown(site))
        templates = paper.theme.closure(book.TEMPLATES)
        around = short(repr(seen))
        for issue in paper.edition.issues:
            if issue.articles:
                cause = Cause(templates, short(paper.digests[issue.id]), around)
                pictures = [(file, digest) for file, digest, _, _ in issue.photos]
                job = partial(_job, f"{issue.id} {self.name}", key, colours, issue.id, pictures)
                yield Bundle(
                    f"{issue.id} {self.name}",
                    cause,
                    job,
                    "这一期要登的文章或图片变了",
                    book.TEMPLATES,
                    follows_settings=False,
                )


def too_large(sizes: Mapping[str, int]) -> Iterator[str]:
    """What must be told of EPUBs that are too large, a line each; ``sizes`` are in bytes, by path."""
    for path, size in sorted(sizes.items()):
        if path.endswith(".epub") and size > MOST_BYTES:
            most, mib = MOST_BYTES // 1024 // 1024, size / 1024 / 1024
            hint = "删掉几张不要紧的图片，或把它们裁小"
            yield f"{path} 有 {mib:.1f} MiB，超过 {most} MiB，有的阅读器收不下：{hint}"


def _shown(site: SiteCard) -> tuple[object, ...]:
    return site.name, site.zone, site.base, site.address, site.imprint


def _job(
    name: str, key: str, colours: dict[str, str], issue: str, pictures: Iterable[tuple[str, str]], source: Source
) -> Job:
    originals = {file: source.picture(issue, file, digest) for file, digest in pictures}
    return EpubJob(name, key, colours, source.files(issue), source.outline(issue), originals)


@dataclass(frozen=True, slots=True)
class Opds:
    """The catalogue of all EPUBs, in parts. It needs whole addresses, and the paper's key."""

    name: str = "opds"
    scope: Scope = Scope.LIST
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each part."""
        if has_feeds(paper.settings):
            for path, data in opds.catalogue(paper.edition, paper.settings.paper.key):
                cause, job = Cause("", short(data.decode())), partial(_ready, Ready(path, {path: data}))
                yield Bundle(path, cause, job, "列出的各期变了", follows_settings=False)


def _ready(ready: Ready, _source: Source) -> Job:
    return ready
