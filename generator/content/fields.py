"""Front matter fields ↔ the model's articles and issues, every mistake found at once."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationError, model_validator

from generator.config import explain
from generator.content.frontmatter import Document
from generator.errors import ContentError, Problem
from generator.model import CHINA, FORMAT, Article, Author, Correction, Folio, Issue, Kind, Photo, Role, Special

_MINUTE = "%Y-%m-%d %H:%M"
_ARTICLE = re.compile(r"\d{4}-\d{2}-\d{2}(-[b-z])?-\d{2,4}")


def _no_null(value: Any) -> Any:
    # ``kicker:`` with nothing behind it is how an editor empties a field.
    return "" if value is None else value


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else () if value is None else value


def _flag_or_word(value: Any) -> bool | str:
    if isinstance(value, bool | str):
        return value.strip() if isinstance(value, str) else value
    raise ValueError("写 true，或用引号写明缘由")


def _moment(value: Any) -> datetime:
    # YAML makes values of some ways to write a moment, and leaves others as text.
    with suppress(ValueError, OverflowError):
        match value:
            case str():
                return datetime.strptime(value.strip(), _MINUTE).replace(tzinfo=CHINA)
            case datetime():
                return (value if value.tzinfo else value.replace(tzinfo=CHINA)).astimezone(CHINA)
            case date():
                return datetime.combine(value, time(tzinfo=CHINA))
    raise ValueError("写成 2026-03-26 06:00 这样的北京时间")


def _kind(value: Any) -> Kind:
    with suppress(ValueError):
        return Kind(value.strip() if isinstance(value, str) else value)
    known = "、".join(f"{kind.word} {kind.value}" for kind in Kind)
    raise ValueError(f"没有 {value!r} 这种体裁，中文英文写哪个都行：{known}")


Text = Annotated[str, BeforeValidator(_no_null)]
Name = Annotated[str, Field(min_length=1)]
FolioNumber = Annotated[str, BeforeValidator(_no_null), Field(pattern=r"^([A-Z]?[0-9]{1,3})?$")]
Texts = Annotated[tuple[Name, ...], BeforeValidator(_listed)]


class _Fields(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class AuthorFields(_Fields):
    """One entry of ``authors``."""

    name: Name
    role: Annotated[Role, Field(strict=False)] = Role.REPORTER


class PhotoFields(_Fields):
    """One entry of ``photos``."""

    file: Text = ""
    caption: Text = ""
    credit: Text = ""
    credit_line: Text = ""


class CorrectionFields(_Fields):
    """One entry of ``corrections``: ``printed`` and ``correct``, or a ``note``, or all three."""

    date: date
    printed: Text = ""
    correct: Text = ""
    note: Text = ""

    @model_validator(mode="after")
    def _says_something(self) -> "CorrectionFields":
        if bool(self.printed) != bool(self.correct) or not (self.printed or self.note):
            raise ValueError("要写 printed（印成什么）和 correct（应为什么），或写 note 说明")
        return self


class ArticleFields(_Fields):
    """The keys of an article's front matter, in the order in which they are written."""

    id: Name
    title: Text = ""
    kicker: Text = ""
    subtitle: Text = ""
    kind: Annotated[Kind, PlainValidator(_kind)] = Kind.NEWS
    authors: Annotated[tuple[AuthorFields, ...], BeforeValidator(_listed)] = ()
    byline: Text = ""
    event_date: date | None = None
    folio: FolioNumber = ""
    order: Annotated[int, Field(ge=1)]
    topics: Texts = ()
    tags: Texts = ()
    photos: Annotated[tuple[PhotoFields, ...], BeforeValidator(_listed)] = ()
    summary: Text = ""
    truncated: bool = False
    untitled: bool = False
    plain: bool = False
    withdrawn: Annotated[bool | str, PlainValidator(_flag_or_word)] = False
    embargo: Annotated[datetime | None, PlainValidator(_moment)] = None
    corrections: Annotated[tuple[CorrectionFields, ...], BeforeValidator(_listed)] = ()


class FolioFields(_Fields):
    """One entry of an issue's ``folios``."""

    number: FolioNumber = ""
    name: Text = ""


class IssueFields(_Fields):
    """The keys of ``issue.md``."""

    kind: Annotated[str, Field(pattern="^issue$")]
    date: date
    number: Annotated[int, Field(ge=1)] | None = None
    folios: Annotated[tuple[FolioFields, ...], BeforeValidator(_listed)] = ()
    furniture: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    format: Annotated[int, Field(ge=1)] = 1


class SpecialFields(_Fields):
    """The keys of a special topic's file."""

    title: Annotated[str, Field(min_length=1, max_length=60)]
    description: Text = ""
    tags: Texts = ()
    words: Texts = ()
    since: date | None = None
    until: date | None = None
    articles: Texts = ()
    without: Texts = ()


F = TypeVar("F", bound=_Fields)

_INNER: dict[str, type[_Fields]] = {
    "authors": AuthorFields,
    "corrections": CorrectionFields,
    "folios": FolioFields,
    "photos": PhotoFields,
}


def _validated(table: type[F], document: Document, source: str) -> F:
    try:
        return table.model_validate(dict(document.fields))
    except ValidationError as error:
        problems = []
        for detail in error.errors():
            location = detail["loc"]
            known = _INNER.get(str(location[0]), table) if len(location) > 1 else table
            message, hint = explain(detail, tuple(known.model_fields))
            problems.append(Problem(message, hint, source, document.line(location)))
        raise ContentError(*problems) from None


def read_article(document: Document, source: str) -> Article:
    """The article that a document holds. Raises ``ContentError`` with every mistake and its line."""
    f = _validated(ArticleFields, document, source)
    return Article(
        id=f.id,
        order=f.order,
        title=f.title,
        kicker=f.kicker,
        subtitle=f.subtitle,
        kind=f.kind,
        authors=tuple(Author(a.name, a.role) for a in f.authors),
        byline=f.byline,
        event_date=f.event_date,
        folio=f.folio,
        topics=f.topics,
        tags=f.tags,
        photos=tuple(Photo(p.caption, p.file, p.credit, p.credit_line) for p in f.photos),
        summary=f.summary,
        truncated=f.truncated,
        untitled=f.untitled,
        plain=f.plain,
        withdrawn=bool(f.withdrawn),
        withdrawal=f.withdrawn if isinstance(f.withdrawn, str) else "",
        embargo=f.embargo,
        corrections=tuple(Correction(c.date, c.printed, c.correct, c.note) for c in f.corrections),
        body=document.body,
    )


def read_issue(document: Document, source: str, issue_id: str) -> Issue:
    """The issue that ``issue.md`` declares, without its articles. Raises ``ContentError``."""
    f = _validated(IssueFields, document, source)
    folios = tuple(Folio(folio.number, folio.name) for folio in f.folios)
    if f.format > FORMAT:
        message = f"这一期是更新的 banmian 写的：format 是 {f.format}，这里最多认到 {FORMAT}"
        hint = "先更新 banmian；不要改小这个数"
        raise ContentError(Problem(message, hint, source, document.line(("format",))))
    return Issue(issue_id, f.date, f.number, folios, f.furniture, format=f.format)


def read_special(document: Document, source: str, slug: str) -> Special:
    """The special topic that a document declares. Raises ``ContentError`` with every mistake and its line."""
    f = _validated(SpecialFields, document, source)
    problems = []
    for key, ids in (("articles", f.articles), ("without", f.without)):
        for at, article in enumerate(ids):
            if not _ARTICLE.fullmatch(article):
                line = document.line((key, at))
                problems.append(Problem(f"“{article}” 不是文章的编号", "写成 2026-03-25-04", source, line))
    if not (f.tags or f.words or f.articles):
        problems.append(Problem("没有说收哪些文章", "写上 tags、words 或 articles", source, 1))
    if f.since and f.until and f.since > f.until:
        problems.append(Problem("since 晚于 until", "改正日期", source, document.line(("since",))))
    if problems:
        raise ContentError(*problems)
    gathered = (f.tags, f.words, f.since, f.until, f.articles, f.without)
    return Special(slug, f.title, f.description, *gathered, document.body)


def article_fields(article: Article) -> dict[str, Any]:
    """An article's front matter, keys in the order of ``ArticleFields``; the body is not among them.

    ``plain``, ``withdrawn``, ``embargo`` and ``corrections`` are lines that an editor adds: they are written only
    where they say something.
    """
    written: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "kind": article.kind.value,
        "authors": [{"name": a.name, "role": a.role.value} for a in article.authors],
        "byline": article.byline,
        "event_date": article.event_date,
        "folio": article.folio,
        "order": article.order,
        "topics": list(article.topics),
        "tags": list(article.tags),
        "photos": [
            {"file": p.file, "caption": p.caption, "credit": p.credit, "credit_line": p.credit_line}
            for p in article.photos
        ],
        "summary": article.summary,
        "truncated": article.truncated,
        "untitled": article.untitled,
    }
    if article.plain:
        written["plain"] = True
    if article.withdrawn:
        written["withdrawn"] = article.withdrawal or True
    if article.embargo:
        written["embargo"] = article.embargo.astimezone(CHINA).strftime(_MINUTE)
    if article.corrections:
        written["corrections"] = [
            {"date": c.date, "printed": c.printed, "correct": c.correct, "note": c.note} for c in article.corrections
        ]
    return written


def issue_fields(issue: Issue) -> dict[str, Any]:
    """The front matter of ``issue.md``."""
    return {
        "kind": "issue",
        "date": issue.date,
        "number": issue.number,
        "folios": [{"number": folio.number, "name": folio.name} for folio in issue.folios],
        "furniture": list(issue.furniture),
    } | ({"format": issue.format} if issue.format > 1 else {})
