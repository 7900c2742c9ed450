"""Cards: the small frozen values that templates see, made from the model.

A card holds only what a page shows. A page depends on its template and its cards alone, so it needs to be made again
only when one of these changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from generator.content import body
from generator.kinds import Kind, Role
from generator.model import Article, Folio, Issue
from generator.pages import photo_card, shapes, urls
from generator.pages.correction_card import CorrectionCard, corrections
from generator.pages.excerpt import first_clause, run_on, shortened
from generator.pages.extra_card import ExtraCard, date_text, extra_card
from generator.pages.lunar import lunar_text
from generator.pages.related import RelatedCard

WEEKDAYS = "一二三四五六日"
LONG_NOTICE = 600
_LABELLED = frozenset({Kind.COMMENTARY, Kind.LITERATURE, Kind.INTERVIEW, Kind.LETTER, Kind.NOTICE, Kind.DATA})
OPENING_LENGTH = 26
SUMMARY_LENGTH = 90
BRIEF_LENGTH = 120
"""An article without a headline is a brief; lists show it whole up to this many characters."""


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A name and its address; ``count`` is how many articles there are, or 0 where that is not shown."""

    name: Annotated[str, "名字"]
    href: Annotated[str, "网址；没有自己的一页时是空的"]
    count: Annotated[int, "后面有几篇（几期）；不说时是 0"] = 0


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue in a masthead or a list. ``number`` is ``None`` where the paper gives none; ``lunar`` may be ``""``."""

    href: Annotated[str, "这一期的网址"]
    date: Annotated[str, "出版日期，2026-03-25"]
    date_text: Annotated[str, "出版日期，2026年3月25日"]
    weekday: Annotated[str, "星期几"]
    lunar: Annotated[str, "农历，可能是空的"]
    number: Annotated[int | None, "第几期"]
    folio_count: Annotated[int, "有几版；不知道时是 0"]
    is_extra: Annotated[bool, "是不是号外"] = False

    @property
    def month(self) -> Annotated[str, "出版的年和月，2026-03"]:
        """The month it came out: ``2026-03``."""
        return self.date[:7]


@dataclass(frozen=True, slots=True)
class StoryCard:
    """An article in a list.

    An untitled article has ``""`` as its ``title``; ``opening`` then holds the words that are shown as its link, and
    ``summary`` is its whole text if it is short. ``length`` counts the characters of the body.
    """

    href: Annotated[str, "文章的网址"]
    title: Annotated[str, "标题；没有标题时是空的"]
    opening: Annotated[str, "没有标题时代替它的开头几个字"]
    kicker: Annotated[str, "引题"]
    subtitle: Annotated[str, "副题"]
    kind: Annotated[str, "体裁的英文，如 news"]
    kind_label: Annotated[str, "体裁的中文，如 新闻"]
    summary: Annotated[str, "摘要"]
    byline: Annotated[str, "署名，如 记者 周采薇"]
    folio: Annotated[str, "版次和版名，如 01版 要闻"]
    length: Annotated[int, "正文的字数"]
    photo: Annotated[photo_card.PhotoCard | None, "第一张图片"]
    ai: Annotated[str, "人工智能生成、合成的标识；不是的是空的"] = ""

    @property
    def is_slight(self) -> Annotated[bool, "是不是小稿：榜表、短的公告"]:
        """Whether it is set small and never comes first on a page, as tables and short notices are."""
        return self.kind == Kind.DATA or (self.kind == Kind.NOTICE and self.length < LONG_NOTICE)

    @property
    def label(self) -> Annotated[str, "标题上面的体裁名；不用说时是空的"]:
        """The name of its kind, shown above the headline; ``""`` with a kicker, or where the kind is obvious."""
        said = self.kind not in _LABELLED or self.kind_label in f"{self.title}{self.folio}"
        return "" if self.kicker or said else self.kind_label

    def __hash__(self) -> int:  # computed for every list that it is in, so it must be fast
        return hash(self.href)


@dataclass(frozen=True, slots=True)
class FolioCard:
    """A 版 on the issue's page; ``number`` and ``name`` may be ``""``, ``anchor`` never is."""

    number: Annotated[str, "版次，如 01；可能是空的"]
    name: Annotated[str, "版名；可能是空的"]
    anchor: Annotated[str, "在这一期的网页里的位置，接在 # 后面"]
    stories: Annotated[tuple[StoryCard, ...], "这一版的文章"]
    staff: Annotated[tuple[tuple[str, str], ...], "这一版的责任编辑、美编等，每一位是职务和姓名"] = ()


@dataclass(frozen=True, slots=True)
class IssueStories:
    """The stories of one issue in a topic's or tag's list."""

    issue: Annotated[IssueCard, "哪一期"]
    stories: Annotated[tuple[StoryCard, ...], "这一期里的文章"]


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """A whole article. ``body`` is Markdown, turned to HTML by the template's ``markdown`` filter.

    The filter needs its kind, and whether it is ``plain``, that is set without the special layout of that kind.

    ``anchor`` is the anchor of its 版 on the issue's page, ``""`` where it has none.
    """

    story: Annotated[StoryCard, "标题、引题、摘要等，与列表里的一样"]
    issue: Annotated[IssueCard, "所在的一期"]
    anchor: Annotated[str, "所在的版在这一期网页里的位置；没有版次时是空的"]
    authors: Annotated[tuple[tuple[str, str], ...], "作者，每一位是姓名和身份"]
    event_date: Annotated[str, "事情发生的日期，2026-03-24；可能是空的"]
    event_date_text: Annotated[str, "事情发生的日期，2026年3月24日；可能是空的"]
    body: Annotated[str, "正文，Markdown，用过滤器 `markdown` 排出来"]
    plain: Annotated[bool, "是不是照原样一段一段地排"]
    photos: Annotated[tuple[photo_card.PhotoCard, ...], "图片和图片说明"]
    topics: Annotated[tuple[LinkCard, ...], "栏目"]
    tags: Annotated[tuple[LinkCard, ...], "标签"]
    truncated: Annotated[bool, "原稿是不是中断了"]
    corrections: Annotated[tuple[CorrectionCard, ...], "更正"]
    previous: Annotated[LinkCard | None, "上一篇"]
    next: Annotated[LinkCard | None, "下一篇"]
    related: Annotated[RelatedCard | None, "相关阅读"]
    extra: Annotated[ExtraCard, "信息区里 `extra:` 的值"]
    source: Annotated[str, "来源；自己的稿件是空的"] = ""
    original: Annotated[str, "原文的网址；可能是空的"] = ""
    staff: Annotated[tuple[tuple[str, str], ...], "所在的版的责任编辑、美编等，每一位是职务和姓名"] = ()
    folio_number: Annotated[str, "版次，如 01；可能是空的"] = ""
    folio_name: Annotated[str, "版名，如 要闻；可能是空的"] = ""
    published: Annotated[str, "登出来的时刻，2026-03-25T06:00:00+08:00；可能是空的"] = ""
    modified: Annotated[str, "读者看到的上一次改动的时刻；可能是空的"] = ""


def issue(source: Issue, base: str) -> IssueCard:
    """The card of an issue."""
    return IssueCard(
        href=urls.link(urls.issue(source.id), base),
        date=source.date.isoformat(),
        date_text=date_text(source.date),
        weekday=f"星期{WEEKDAYS[source.date.weekday()]}",
        lunar=lunar_text(source.date),
        number=source.number,
        folio_count=sum(1 for folio in source.folios if folio.number),
        is_extra=len(source.id) > len(source.date.isoformat()),
    )


def story(source: Article, of: Issue, base: str) -> StoryCard:
    """The card of an article in a list."""
    lines, text = _words(source)
    pictured = next((p for p in source.photos if p.file), None)
    return StoryCard(
        href=urls.link(urls.article(source.id), base),
        title=source.title,
        opening="" if source.title else _opening(source, text),
        kicker=source.kicker,
        subtitle=source.subtitle,
        kind=source.kind.value,
        kind_label=source.kind.word,
        summary=source.summary or shortened(text, SUMMARY_LENGTH if source.title else BRIEF_LENGTH),
        byline=byline(source),
        folio=folio_label(source.folio, of),
        length=sum(map(len, lines)),
        photo=photo_card.photo(pictured, of, base) if pictured else None,
        ai=photo_card.label(source.ai),
    )


def headline(source: Article) -> str:
    """What an article is called in a link: its title, or the opening words of an untitled one."""
    return source.title or _opening(source, _words(source)[1])


def _words(source: Article) -> tuple[tuple[str, ...], str]:
    """The lines of an article (or its captions, if it has no text), and one text of those that say what it is about."""
    lines = body.to_text(source.body, source.kind) or tuple(photo.caption for photo in source.photos)
    return lines, run_on(shapes.telling(source.kind, lines))


def _opening(source: Article, text: str) -> str:
    """The first words of an untitled article; for a picture, the first clause of its caption."""
    return (first_clause if source.kind is Kind.PHOTO else shortened)(text, OPENING_LENGTH)


def byline(source: Article) -> str:
    """``记者 周采薇　通讯员 郑明``: people by role in the printed order; an author's name stands alone.

    What was printed, such as 本报评论员, where it names nobody.
    """
    roles: dict[Role, list[str]] = {}
    for author in source.authors:
        roles.setdefault(author.role, []).append(author.name)
    people = "　".join(
        " ".join(names) if role is Role.AUTHOR else f"{role.value} {' '.join(names)}" for role, names in roles.items()
    )
    return people or source.byline


def folio_label(number: str, of: Issue) -> str:
    """``01版 要闻``, or only the part of it that the issue has."""
    name = next((folio.name for folio in of.folios if folio.number == number), "")
    return " ".join(part for part in (f"{number}版" if number else "", name) if part)


def by_folio(of: Issue) -> Iterator[tuple[Folio, str, tuple[Article, ...]]]:
    """The issue's 版 in printed order, each with its anchor and articles; those of an undeclared 版 come last."""
    declared = list(of.folios)
    declared += [
        Folio(number)
        for number in dict.fromkeys(article.folio for article in of.articles)
        if number not in {folio.number for folio in declared}
    ]
    for at, folio in enumerate(declared):
        inside = tuple(article for article in of.articles if article.folio == folio.number)
        if inside:
            yield folio, f"folio-{folio.number.lower() or at}", inside


def article(
    source: Article,
    story: StoryCard,
    head: IssueCard,
    of: Issue,
    base: str,
    topics: Mapping[str, str],
    tags: Mapping[str, LinkCard],
    related: RelatedCard | None = None,
) -> ArticleCard:
    """The card of an article's own page: ``topics`` is slug → name, ``tags`` is tag → its link; others are not shown.

    ``story`` is its card in lists, ``head`` its issue's.
    """
    at = next(at for at, one in enumerate(of.articles) if one is source)
    folio = next((folio for folio in of.folios if folio.number == source.folio), Folio(source.folio))
    before, after = of.articles[at - 1 : at], of.articles[at + 1 : at + 2]
    known = (slug for slug in source.topics if slug in topics)
    return ArticleCard(
        story=story,
        issue=head,
        anchor=f"folio-{source.folio.lower()}" if source.folio else "",
        authors=tuple((author.name, author.role.value) for author in source.authors),
        event_date=source.event_date.isoformat() if source.event_date else "",
        event_date_text=date_text(source.event_date) if source.event_date else "",
        body=source.body,
        plain=source.plain,
        photos=tuple(photo_card.photo(item, of, base) for item in source.photos),
        topics=tuple(LinkCard(topics[slug], urls.link(urls.topic(slug), base)) for slug in known),
        tags=tuple(dict.fromkeys(tags[name] for name in source.tags if name in tags)),
        truncated=source.truncated,
        corrections=corrections(source),
        previous=_neighbour(before, base),
        next=_neighbour(after, base),
        related=related,
        extra=extra_card(source.extra),
        source=source.source,
        original=source.original,
        staff=folio.staff,
        folio_number=folio.number,
        folio_name=folio.name,
    )


def _neighbour(found: Iterable[Article], base: str) -> LinkCard | None:
    return next((LinkCard(headline(a), urls.link(urls.article(a.id), base)) for a in found), None)
