"""Converts front matter fields to the model's articles and issues, and back, and reports all mistakes at once.

Front matter gives text. Each field defines how its text is read: as typed, as a plain number, as a date like
2026-03-25, or as yes or no (true, false, 是, 否). No other spelling of these is accepted.
"""

import re
from collections.abc import Callable
from contextlib import suppress
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
from generator.content import extras, role_words
from generator.content.frontmatter import Document
from generator.content.issue_files import in_one_form
from generator.errors import ContentError, Problem
from generator.model import CHINA, FORMAT, Article, Author, Correction, Extra, Folio, Issue, Kind, Photo, Role
from generator.validation import explain

_MINUTE = "%Y-%m-%d %H:%M"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,9}")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T \t]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)[ ]*(?P<zone>Z|[+-]\d{2}:\d{2})?)?",
    re.ASCII,
)
LEAST_REASON = 4
"""The fewest characters in the reason of a withdrawal, since words like 无, 错 and 是 tell a reader nothing."""


def _no_null(value: Any) -> Any:
    return "" if value is None else value  # editors empty a field by writing ``kicker:`` with nothing after it


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else () if value is None else value


def day(value: Any) -> date | None:
    """A day, or ``None``. Raises ``ValueError`` for anything else."""
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        with suppress(ValueError):
            return date.fromisoformat(value.strip())
    raise ValueError(f"{value!r} 不是日期，写成 2026-03-25")


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        return int(value)
    raise ValueError(f"{str(value)[:20]!r} 不是数字，写成 1、2、3 这样")


def _flag(value: Any) -> bool:
    found = {"true": True, "是": True, "false": False, "否": False, None: False}
    if isinstance(value, str | None) and (value and value.strip()) in found:
        return found[value and value.strip()]
    raise ValueError(f"{value!r} 不行，写 true 或 false（是 或 否）")


def _withdrawal(value: Any) -> str:
    """The reason why an article is withdrawn; ``""`` where it is not."""
    if value in ("false", "否"):
        return ""
    if isinstance(value, str) and value not in ("true", "是") and len(value.strip()) >= LEAST_REASON:
        return value.strip()
    raise ValueError(f"要写明撤下的缘由，至少 {LEAST_REASON} 个字，读者在原网址上会看到；不撤下就写 否")


def _moment(value: Any) -> datetime:
    """A date and time, in Beijing time unless another time zone is given."""
    found = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        with suppress(ValueError, OverflowError):
            clock = (found["time"] or "00:00").zfill(5) + (found["zone"] or "")
            moment = datetime.fromisoformat(f"{found['day']}T{clock}")
            return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(CHINA)
    raise ValueError("写成 2026-03-26 06:00 这样的北京时间")


def _kind(value: Any) -> Kind:
    with suppress(ValueError):
        return Kind(value.strip() if isinstance(value, str) else value)
    known = "、".join(f"{kind.word} {kind.value}" for kind in Kind)
    raise ValueError(f"没有 {value!r} 这种体裁，中文英文写哪个都行：{known}")


Number = Annotated[int, BeforeValidator(_number), Field(ge=1)]
Flag = Annotated[bool, PlainValidator(_flag)]
Text = Annotated[str, BeforeValidator(_no_null)]
Name = Annotated[str, Field(min_length=1)]
FolioNumber = Annotated[str, BeforeValidator(_no_null), Field(pattern=r"^([A-Z]?[0-9]{1,3})?$")]
Texts = Annotated[tuple[Name, ...], BeforeValidator(_listed)]


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


class CorrectionFields(Fields):
    """One entry of ``corrections``: ``printed`` and ``correct``, or a ``note``, or all three."""

    date: Annotated[date, BeforeValidator(day)]
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


class IssueFields(Fields):
    """The keys of ``issue.md``."""

    kind: Annotated[str, Field(pattern="^issue$")]
    date: Annotated[date, BeforeValidator(day)]
    number: Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(_number)] = None
    folios: Annotated[tuple[FolioFields, ...], BeforeValidator(_listed)] = ()
    furniture: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    format: Number = 1


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
    Form.KIND: _Treatment(Annotated[Kind, PlainValidator(_kind)], Kind.NEWS, _same, attrgetter("value")),
    Form.FLAG: _Treatment(Flag, default=False, read=_same, write=_same),
    Form.NUMBER: _Treatment(Number, ..., _same, _same),
    Form.DAY: _Treatment(Annotated[date | None, BeforeValidator(day)], None, _same, _same),
    Form.MOMENT: _Treatment(
        Annotated[datetime | None, PlainValidator(_moment)],
        None,
        _same,
        lambda moment: moment.astimezone(CHINA).strftime(_MINUTE),
    ),
    Form.FOLIO: _Treatment(FolioNumber, "", _same, _same),
    Form.REASON: _Treatment(Annotated[str, PlainValidator(_withdrawal)], "", _same, _same),
    Form.AUTHORS: _Treatment(
        Annotated[tuple[AuthorFields, ...], BeforeValidator(_listed)],
        (),
        lambda given: tuple(Author(a.name, a.role) for a in given),
        lambda held: [{"name": a.name, "role": a.role.value} for a in held],
    ),
    Form.PHOTOS: _Treatment(
        Annotated[tuple[PhotoFields, ...], BeforeValidator(_listed)],
        (),
        lambda given: tuple(Photo(p.caption, in_one_form(p.file), p.credit, p.credit_line, p.alt) for p in given),
        lambda held: [
            {"file": p.file, "caption": p.caption, "credit": p.credit, "credit_line": p.credit_line}
            | ({"alt": p.alt} if p.alt else {})
            for p in held
        ],
    ),
    Form.CORRECTIONS: _Treatment(
        Annotated[tuple[CorrectionFields, ...], BeforeValidator(_listed)],
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
    folios = tuple(Folio(folio.number, folio.name) for folio in f.folios)
    if f.format > FORMAT:
        message = f"这一期是更新的 banmian 写的：format 是 {f.format}，这里最多认到 {FORMAT}"
        hint = "先更新 banmian；不要改小这个数"
        raise ContentError(Problem(message, hint, source, document.line(("format",))))
    return Issue(issue_id, f.date, f.number, folios, f.furniture, format=f.format)


def article_fields(article: Article) -> dict[str, Any]:
    """An article's front matter in the order of its keys, without the body. Rare keys are left out when empty."""
    rows = article_keys.keys(Article).items()
    held = ((key, row, getattr(article, attribute)) for attribute, (key, row) in rows)
    return {key: _TREATMENTS[row.form].write(value) for key, row, value in held if value or not row.rare}


def issue_fields(issue: Issue) -> dict[str, Any]:
    """The front matter of ``issue.md``."""
    return {
        "kind": "issue",
        "date": issue.date,
        "number": issue.number,
        "folios": [{"number": folio.number, "name": folio.name} for folio in issue.folios],
        "furniture": list(issue.furniture),
    } | ({"format": issue.format} if issue.format > 1 else {})
