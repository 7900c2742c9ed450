"""Converts front matter fields to the model's articles and issues, and back, and reports all mistakes at once.

Front matter gives text. Each field defines how its text is read: as typed, as a plain number, as a date like
2026-03-25, or as yes or no (true, false, 是, 否). No other spelling of these is accepted.
"""

from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    create_model,
    model_validator,
)

from generator import article_keys
from generator.article_keys import Form
from generator.content import extras, field_values, role_words
from generator.content.frontmatter import Document
from generator.content.issue_files import in_one_form
from generator.errors import ContentError, Problem
from generator.kinds import Ai, Kind, Role
from generator.model import CHINA, FORMAT, Article, Author, Correction, Extra, Folio, Issue, Photo
from generator.validation import explain

_MINUTE = "%Y-%m-%d %H:%M"


Number = Annotated[int, BeforeValidator(field_values.number), Field(ge=1)]
Flag = Annotated[bool, PlainValidator(field_values.flag)]
Text = Annotated[str, BeforeValidator(field_values.no_null)]
Name = Annotated[str, Field(min_length=1)]
FolioNumber = Annotated[str, BeforeValidator(field_values.no_null), Field(pattern=r"^([A-Z]?[0-9]{1,3})?$")]
Texts = Annotated[tuple[Name, ...], BeforeValidator(field_values.listed)]


class Fields(BaseModel):
    """Keys of a front matter and what each may hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class AuthorFields(Fields):
    """One entry of ``authors``."""

    name: Name
    role: Annotated[Role, PlainValidator(role_words.role)] = Role.REPORTER


class PhotoFields(Fields):
    """One entry of ``photos``."""

    file: Text = ""
    caption: Text = ""
    credit: Text = ""
    credit_line: Text = ""
    alt: Text = ""
    ai: Annotated[Ai | None, PlainValidator(field_values.ai)] = None


class CorrectionFields(Fields):
    """One entry of ``corrections``: ``printed`` and ``correct``, or a ``note``, or all three."""

    date: Annotated[date, BeforeValidator(field_values.day)]
    printed: Text = ""
    correct: Text = ""
    note: Text = ""

    @model_validator(mode="after")
    def _says_something(self) -> "CorrectionFields":
        if bool(self.printed) != bool(self.correct) or not (self.printed or self.note):
            raise ValueError("要写 printed（印成什么）和 correct（应为什么），或写 note 说明")
        return self


class FolioFields(Fields):
    """One entry of an issue's ``folios``."""

    number: FolioNumber = ""
    name: Text = ""
    staff: Annotated[tuple[tuple[str, str], ...], PlainValidator(field_values.staff)] = ()


def _or_zero(value: Any) -> int:
    return field_values.number(value) or 0


class IssueFields(Fields):
    """The keys of ``issue.md``."""

    kind: Annotated[str, Field(pattern="^issue$")]
    date: Annotated[date, BeforeValidator(field_values.day)]
    number: Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(field_values.number)] = None
    folios: Annotated[tuple[FolioFields, ...], BeforeValidator(field_values.listed)] = ()
    furniture: Annotated[tuple[str, ...], BeforeValidator(field_values.listed)] = ()
    format: Number = 1
    numbered: Annotated[int, BeforeValidator(_or_zero)] = 0


class _Treatment(NamedTuple):
    """How a field's form is read and written: its type for the validator, and functions to the model and back."""

    taken: Any
    default: Any
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


_TREATMENTS: dict[Form, _Treatment] = {
    Form.NAME: _Treatment(Name, ..., _same, _same),
    Form.TEXT: _Treatment(Text, "", _same, _same),
    Form.TEXTS: _Treatment(Texts, (), _same, list),
    Form.KIND: _Treatment(Annotated[Kind, PlainValidator(field_values.kind)], Kind.NEWS, _same, attrgetter("value")),
    Form.FLAG: _Treatment(Flag, default=False, read=_same, write=_same),
    Form.NUMBER: _Treatment(Number, ..., _same, _same),
    Form.DAY: _Treatment(Annotated[date | None, BeforeValidator(field_values.day)], None, _same, _same),
    Form.MOMENT: _Treatment(
        Annotated[datetime | None, PlainValidator(field_values.moment)],
        None,
        _same,
        lambda moment: moment.astimezone(CHINA).strftime(_MINUTE),
    ),
    Form.FOLIO: _Treatment(FolioNumber, "", _same, _same),
    Form.ADDRESS: _Treatment(Annotated[str, PlainValidator(field_values.original)], "", _same, _same),
    Form.AI: _Treatment(Annotated[Ai | None, PlainValidator(field_values.ai)], None, _same, attrgetter("written")),
    Form.REASON: _Treatment(Annotated[str, PlainValidator(field_values.withdrawal)], "", _same, _same),
    Form.AUTHORS: _Treatment(
        Annotated[tuple[AuthorFields, ...], BeforeValidator(field_values.listed)],
        (),
        lambda given: tuple(Author(a.name, a.role) for a in given),
        lambda held: [{"name": a.name, "role": a.role.value} for a in held],
    ),
    Form.PHOTOS: _Treatment(
        Annotated[tuple[PhotoFields, ...], BeforeValidator(field_values.listed)],
        (),
        lambda given: tuple(Photo(p.caption, in_one_form(p.file), p.credit, p.credit_line, p.alt, p.ai) for p in given),
        lambda held: [
            {"file": p.file, "caption": p.caption, "credit": p.credit, "credit_line": p.credit_line}
            | ({"alt": p.alt} if p.alt else {})
            | ({"ai": p.ai.written} if p.ai else {})
            for p in held
        ],
    ),
    Form.CORRECTIONS: _Treatment(
        Annotated[tuple[CorrectionFields, ...], BeforeValidator(field_values.listed)],
        (),
        lambda given: tuple(Correction(c.date, c.printed, c.correct, c.note) for c in given),
        lambda held: [{"date": c.date, "printed": c.printed, "correct": c.correct, "note": c.note} for c in held],
    ),
    # Read by ``extras``, which knows which values are in quotation marks.
    Form.EXTRA: _Treatment(Any, None, _same, dict),
}

_KEYS: dict[str, Any] = {
    key: (_TREATMENTS[row.form].taken, _TREATMENTS[row.form].default)
    for key, row in article_keys.keys(Article).values()
}
ArticleFields = create_model("ArticleFields", __base__=Fields, **_KEYS)
"""The keys of an article's front matter, in the order in which they are written."""

F = TypeVar("F", bound=Fields)

_INNER: dict[str, type[Fields]] = {
    "authors": AuthorFields,
    "corrections": CorrectionFields,
    "folios": FolioFields,
    "photos": PhotoFields,
}


def validated(table: type[F], document: Document, source: str) -> F:
    """The fields of a document. Raises ``ContentError`` with every mistake and its line."""
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


def with_extra(table: type[F], document: Document, source: str) -> tuple[F, Extra]:
    """The fields of a document, and the paper's own values. Raises ``ContentError`` with the mistakes of both."""
    try:
        extra = extras.read(document, source)
    except ContentError as error:
        try:
            validated(table, document, source)
        except ContentError as others:
            raise ContentError(*others.problems, *error.problems) from None
        raise
    return validated(table, document, source), extra


def read_article(document: Document, source: str) -> Article:
    """The article that a document holds. Raises ``ContentError`` with every mistake and its line."""
    f, extra = with_extra(ArticleFields, document, source)
    values = {
        attribute: _TREATMENTS[row.form].read(getattr(f, key))
        for attribute, (key, row) in article_keys.keys(Article).items()
    }
    return Article(**values | {"extra": extra, "body": document.body})


def read_issue(document: Document, source: str, issue_id: str) -> Issue:
    """The issue that ``issue.md`` declares, without its articles. Raises ``ContentError``."""
    f = validated(IssueFields, document, source)
    folios = tuple(Folio(folio.number, folio.name, folio.staff) for folio in f.folios)
    if f.format > FORMAT:
        message = f"这一期是更新的 banmian 写的：format 是 {f.format}，这里最多认到 {FORMAT}"
        hint = "先更新 banmian；不要改小这个数"
        raise ContentError(Problem(message, hint, source, document.line(("format",))))
    return Issue(issue_id, f.date, f.number, folios, f.furniture, format=f.format, numbered=f.numbered)


def article_fields(article: Article) -> dict[str, Any]:
    """An article's front matter in the order of its keys, without the body. Rare keys are left out when empty."""
    rows = article_keys.keys(Article).items()
    held = ((key, row, getattr(article, attribute)) for attribute, (key, row) in rows)
    return {key: _TREATMENTS[row.form].write(value) for key, row, value in held if value or not row.rare}


def issue_fields(issue: Issue) -> dict[str, Any]:
    """The front matter of ``issue.md``."""
    return (
        {
            "kind": "issue",
            "date": issue.date,
            "number": issue.number,
            "folios": [
                {"number": folio.number, "name": folio.name}
                | ({"staff": [f"{role}：{name}" for role, name in folio.staff]} if folio.staff else {})
                for folio in issue.folios
            ],
            "furniture": list(issue.furniture),
        }
        | ({"format": issue.format} if issue.format > 1 else {})
        | ({"numbered": issue.numbered} if issue.numbered else {})
    )
