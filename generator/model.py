"""The newspaper as frozen values. No I/O, no clock.

A ``Folio`` is a 版 of the printed paper; "page" in this code always means an output file.
Text is stored as the paper printed it, widths of punctuation included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, TypeAlias

from generator.article_keys import Form, Key
from generator.kinds import Ai, Kind, Role, TagKind

CHINA = timezone(timedelta(hours=8), "北京时间")
"""Beijing time, which is used in all of China, without daylight saving time."""

FORMAT = 2
"""The number of the current grammar of bodies. An issue without ``format`` was written in the first grammar."""

PHOTO_WIDTHS = (480, 960, 1440)
"""The widths in pixels at which readers are sent a photo."""


ExtraPlain: TypeAlias = str | int | float | bool | date
ExtraValue: TypeAlias = ExtraPlain | tuple[ExtraPlain, ...]
Extra: TypeAlias = tuple[tuple[str, ExtraValue], ...]
"""The paper's own keys with their values, in the order of the file; the paper's own templates show them."""


@dataclass(frozen=True, slots=True)
class Author:
    """A named person and the role printed with the name."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture, or only its caption where the newsroom has no file.

    ``file`` is a path below the issue's folder, ``""`` for a text caption; ``credit`` the
    photographer's name; ``credit_line`` the credit as printed (本报记者 某某 摄); ``alt`` what the picture shows, in
    words for readers who cannot see it; ``ai`` what artificial intelligence made of it. ``repr`` leaves it out, so that
    the digests of published articles stay what they were before there was such a key.
    """

    caption: str
    file: str = ""
    credit: str = ""
    credit_line: str = ""
    alt: str = ""
    ai: Ai | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """A 更正 that the paper made: its day, the words as printed, the correct words, and a note."""

    date: date
    printed: str = ""
    correct: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture file of an issue: its path, and its size in pixels."""

    file: str
    source: Path
    digest: str
    width: int
    height: int

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths at which readers are sent it, never more than it has."""
        return tuple(width for width in PHOTO_WIDTHS if width <= self.width) or (self.width,)

    @property
    def fallback(self) -> int:
        """The width for browsers that know neither AVIF nor WebP, and for previews of links."""
        return self.widths[:2][-1]


BEING_MENDED = "这篇文章正在核对，改好以后再登出来。"
"""The notice in place of an article whose file cannot be read."""


@dataclass(frozen=True, slots=True)
class Article:
    """One item of an issue. ``body`` is Markdown, read by the grammar of its kind; ``order`` counts from 1.

    ``id`` is the issue's id and the order at import (``2026-03-25-03``); it never changes. An article that is withdrawn
    stays in ``content/`` and is not published; a notice with the reason, ``withdrawal``, is published in its place.
    Until its ``embargo`` ends nothing of an article is published, not even that it exists; nothing of a ``draft`` is
    published at all. A ``plain`` article is set
    paragraph by paragraph, without the special layout of its kind. ``was`` are its own former ids, oldest first, and
    ``joined`` those of articles that became part of it. ``source`` is the 来源 of a reprint, as printed or as an editor
    typed it, and ``original`` its address. ``extra`` is for the paper's own templates.
    """

    id: Annotated[str, Key("编号", Form.NAME)]
    _: KW_ONLY
    title: Annotated[str, Key("标题", Form.TEXT)] = ""
    kicker: Annotated[str, Key("引题", Form.TEXT)] = ""
    subtitle: Annotated[str, Key("副题", Form.TEXT)] = ""
    kind: Annotated[Kind, Key("体裁", Form.KIND)] = Kind.NEWS
    authors: Annotated[tuple[Author, ...], Key("作者", Form.AUTHORS)] = ()
    byline: Annotated[str, Key("署名", Form.TEXT)] = ""
    source: Annotated[str, Key("来源", Form.TEXT, rare=True)] = ""
    original: Annotated[str, Key("原文网址", Form.ADDRESS, rare=True)] = ""
    event_date: Annotated[date | None, Key("事情发生的日期", Form.DAY)] = None
    folio: Annotated[str, Key("版次", Form.FOLIO)] = ""
    order: Annotated[int, Key("先后", Form.NUMBER)]
    topics: Annotated[tuple[str, ...], Key("栏目", Form.TEXTS)] = ()
    tags: Annotated[tuple[str, ...], Key("标签", Form.TEXTS)] = ()
    photos: Annotated[tuple[Photo, ...], Key("图片", Form.PHOTOS)] = ()
    summary: Annotated[str, Key("摘要", Form.TEXT)] = ""
    truncated: Annotated[bool, Key("原稿中断", Form.FLAG)] = False
    untitled: Annotated[bool, Key("没有标题", Form.FLAG)] = False
    plain: Annotated[bool, Key("照原样", Form.FLAG, rare=True)] = False
    ai: Annotated[Ai | None, Key("人工智能", Form.AI, rare=True)] = None
    draft: Annotated[bool, Key("草稿", Form.FLAG, rare=True)] = False
    withdrawal: Annotated[str, Key("撤下", Form.REASON, "withdrawn", rare=True)] = ""
    embargo: Annotated[datetime | None, Key("禁发", Form.MOMENT, rare=True)] = None
    was: Annotated[tuple[str, ...], Key("从前的编号", Form.TEXTS, rare=True)] = ()
    joined: Annotated[tuple[str, ...], Key("并进来的编号", Form.TEXTS, rare=True)] = ()
    corrections: Annotated[tuple[Correction, ...], Key("更正", Form.CORRECTIONS, rare=True)] = ()
    extra: Annotated[Extra, Key("自己的值", Form.EXTRA, rare=True)] = ()
    body: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether it is withdrawn."""
        return bool(self.withdrawal)


@dataclass(frozen=True, slots=True)
class Folio:
    """A 版: its printed number (``"01"``, or ``""`` where the source does not say) and name.

    ``staff`` are the people that are printed on it as responsible: role and name, as in ``("责任编辑", "许若川")``.
    """

    number: str
    name: str = ""
    staff: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue (一期). ``id`` is its folder's name: the date, with ``-b``, ``-c`` … for a 号外.

    ``format`` is the number of the grammar that its bodies were written in; all are read by the current one.
    ``numbered`` is the highest number that an article was ever given at the desk, 0 where none was.
    """

    id: str
    date: date
    number: int | None = None
    folios: tuple[Folio, ...] = ()
    furniture: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    photo_files: tuple[PhotoFile, ...] = ()
    format: int = FORMAT
    numbered: int = 0

    def photo_file(self, file: str) -> PhotoFile | None:
        """The picture file of that name, or ``None``."""
        return next((photo for photo in self.photo_files if photo.file == file), None)

    def published(self) -> "Issue":
        """The issue without its withdrawn articles and the pictures that only they show."""
        return self.only(article for article in self.articles if not article.withdrawn)

    def only(self, kept: Iterable[Article]) -> "Issue":
        """The issue with only these of its articles, and the pictures that they show."""
        articles = tuple(kept)
        if len(articles) == len(self.articles):
            return self
        shown = {photo.file for article in articles for photo in article.photos}
        photo_files = tuple(photo for photo in self.photo_files if photo.file in shown)
        return replace(self, articles=articles, photo_files=photo_files)


@dataclass(frozen=True, slots=True)
class Topic:
    """A 栏目 or 专题 that the paper declares; ``words`` let import propose it."""

    slug: str
    name: str
    description: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Special:
    """A special topic (专题): articles gathered by tags, words and days, or named one by one.

    ``body`` is the introduction in Markdown. An article belongs where it is named in ``articles``, or where it
    was published between ``since`` and ``until`` and has one of ``tags`` or one of ``words``.
    """

    slug: str
    title: str
    description: str = ""
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    articles: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One of the paper's own pages (订报, 联系我们): ``name`` is that of its file, ``address`` its folder in the site.

    ``body`` is Markdown. It is no article: lists, tags and the search do not include it.
    """

    name: str
    address: str
    title: str
    summary: str = ""
    extra: Extra = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """An entry of the paper's register of tags: its kind, and its address, which never changes once it is given."""

    name: str
    kind: TagKind = TagKind.SUBJECT
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post, and the ids of the articles that it was last read in."""

    name: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The newsroom's data on tags, people and special topics, which belong to no single issue.

    ``register`` has tags by name, ``synonyms`` the tag to use in place of a word, ``posts`` a person's posts in the
    ledger. A tag with at least ``min_articles`` articles has a page. ``about`` is the text of the page about the paper,
    in Markdown; ``pages`` are the paper's own pages.
    """

    register: Mapping[str, Tag] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    specials: tuple[Special, ...] = ()
    min_articles: int = 1
    about: str = ""
    pages: tuple[OwnPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Newspaper:
    """All issues, oldest first, and the topics in the paper's order."""

    issues: tuple[Issue, ...] = ()
    topics: tuple[Topic, ...] = field(default=())

    def published(self) -> "Newspaper":
        """The newspaper without withdrawn articles."""
        return replace(self, issues=tuple(issue.published() for issue in self.issues))
