"""The fields of an article as rows of a form: name, label, kind of input, value and choices."""

from collections.abc import Iterable
from typing import NamedTuple

from generator import article_keys
from generator.kinds import Ai, Kind
from generator.model import Article, Folio, Photo


class Row(NamedTuple):
    """A field: the name of its key, its label, its value as typed, the kind of input, and what may be chosen."""

    name: str
    label: str
    value: str
    type: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    note: str = ""


HEADINGS = ("kicker", "title", "subtitle")
"""The fields that are edited on the page itself, where the page shows them."""

_TEXTS = ("byline", "source", "original", "summary")
_FLAGS = ("untitled", "truncated", "plain", "draft")
_TYPES = {"summary": "textarea", "original": "url"}
_NOTES = {
    "byline": "没有具名的作者时，照印的写，如 本报评论员",
    "plain": "一段一段地排，不按问答、诗行、落款的样子",
    "untitled": "印出来就没有标题",
    "truncated": "原稿到这里断了，没有下文",
    "draft": "草稿不登出",
}
PHOTO_LABELS = {"caption": "图片说明", "credit": "摄影者", "credit_line": "照印的署名", "alt": "替代文字：图上是什么"}
_AI = (("", "没有用"), *((made.value, made.word) for made in Ai))


def rows(article: Article, folios: Iterable[Folio]) -> list[Row]:
    """The fields that are one value, in the order in which an editor looks at them."""
    labels = {name: key.label for name, key in article_keys.keys(Article).values()}
    places = (("", "（没有版次）"), *((each.number, f"{each.number}版 {each.name}".strip()) for each in folios))
    day = article.event_date.isoformat() if article.event_date else ""
    return [
        *(Row(name, labels[name], getattr(article, name)) for name in HEADINGS),
        Row("folio", labels["folio"], article.folio, "select", places),
        Row("kind", labels["kind"], article.kind.value, "select", tuple((kind.value, kind.word) for kind in Kind)),
        *(
            Row(name, labels[name], getattr(article, name), _TYPES.get(name, "text"), (), _NOTES.get(name, ""))
            for name in _TEXTS
        ),
        Row("event_date", labels["event_date"], day, "date"),
        Row("ai", labels["ai"], article.ai.value if article.ai else "", "select", _AI),
        *(
            Row(name, labels[name], "true" if getattr(article, name) else "", "checkbox", (), _NOTES[name])
            for name in _FLAGS
        ),
    ]


def photo_rows(at: int, photo: Photo) -> list[Row]:
    """The fields of one picture."""
    found = [Row(f"photos.{at}.{name}", label, getattr(photo, name)) for name, label in PHOTO_LABELS.items()]
    ai = photo.ai.value if photo.ai else ""
    return [*found, Row(f"photos.{at}.ai", "人工智能", ai, "select", _AI)]
