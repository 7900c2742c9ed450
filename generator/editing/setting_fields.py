"""The act ``set_field``: another value for one field of an article, or of one of its pictures."""

from typing import Annotated, Any, Literal

from pydantic import Field

from generator import article_keys
from generator.article_keys import Form
from generator.content import fields, frontmatter, role_words, store, tag_lists, texts
from generator.content.edits import disk, one_value
from generator.content.edits.changes import Draft
from generator.editing import folios, front_values
from generator.editing.asked import Around, Asked, Done, OfArticle, Stale
from generator.errors import ContentError, Problem
from generator.model import Article
from generator.newsroom import tag_desk
from generator.settings import Settings

Changeable = Literal[
    "title",
    "kicker",
    "subtitle",
    "byline",
    "source",
    "original",
    "summary",
    "kind",
    "folio",
    "event_date",
    "plain",
    "untitled",
    "truncated",
    "draft",
    "ai",
    "topics",
    "tags",
    "authors",
]
OfPicture = Literal["caption", "credit", "credit_line", "alt", "ai"]

_LABELS = {key: row.label for key, row in article_keys.keys(Article).values()}
_PICTURE_LABELS = {
    "caption": "图片说明",
    "credit": "摄影者",
    "credit_line": "图片署名",
    "alt": "图片的文字描述",
    "ai": "图片的人工智能标识",
}
_FORMS = {key: row.form for key, row in article_keys.keys(Article).values()}


class Named(Asked):
    """One author: the name, and the role as banmian calls it or as it was printed."""

    name: Annotated[str, Field(max_length=200)]
    role: Annotated[str, Field(max_length=40)] = "记者"


Long = Annotated[str, Field(max_length=20_000)]


Value = Long | bool | tuple[Long, ...] | tuple[Named, ...]


class SetField(OfArticle):
    """A field and its new value: text, yes or no, a list of texts, or the authors.

    ``""`` empties a date. ``was`` is the value that the editor saw; if the file was changed since, but this field has
    that value still, it is set all the same.
    """

    field: Changeable
    value: Value
    was: Value | None = None


class SetPicture(OfArticle):
    """A field of the picture number ``photo``, counted from 0, and its new text; ``was`` as in ``SetField``."""

    photo: Annotated[int, Field(ge=0)]
    field: OfPicture
    value: Long
    was: str | None = None


def set_field(draft: Draft, asked: SetField, around: Around) -> Done:
    """Sets a field. Tags that the paper does not have yet are entered in its register as well.

    Raises ``Stale``, and ``ContentError`` for a value that the field cannot have.
    """
    text, is_same = _read(draft, asked)
    held = fields.article_fields(front_values.article(text, asked.path)).get(asked.field)
    if not is_same and (asked.was is None or _plain(asked.was) != _plain(held)):
        raise Stale(asked.path, text)
    new = _with_field(text, asked, _checked(draft, asked, around.settings))
    front_values.article(new, asked.path)
    draft.write(asked.path, new.encode())
    step = f"set {asked.issue}/{asked.article} {asked.field}"
    return Done(f"{asked.issue} {asked.article}：改{_LABELS[asked.field]}", step)


def set_picture(draft: Draft, asked: SetPicture, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Sets a field of a picture. Raises ``Stale``, and ``ContentError`` for what cannot be."""
    text, is_same = _read(draft, asked)
    photos = frontmatter.parse(texts.plain_lines(text), asked.path).fields.get("photos") or []
    if asked.photo >= len(photos):
        raise ContentError(Problem("这篇文章没有这张图片", "刷新页面再改", asked.path))
    if not is_same and (asked.was is None or _plain(asked.was) != _plain(photos[asked.photo].get(asked.field))):
        raise Stale(asked.path, text)
    value = front_values.one_line(asked.value)
    new = one_value.changed_inside(text, ("photos", asked.photo, asked.field), value, asked.path)
    front_values.article(new, asked.path)
    draft.write(asked.path, new.encode())
    step = f"set {asked.issue}/{asked.article} photo {asked.photo} {asked.field}"
    return Done(f"{asked.issue} {asked.article}：改{_PICTURE_LABELS[asked.field]}", step)


def _read(draft: Draft, asked: OfArticle) -> tuple[str, bool]:
    """The text of the file, and whether it still is what the editor saw."""
    data = draft.read(asked.path)
    if data is None:
        raise Stale(asked.path, "")
    return texts.utf8(data, asked.path), disk.digest(data) == asked.digest


def _plain(value: Any) -> Any:
    """A value in a form in which two can be compared; nothing is the same as no text, and as no."""
    if isinstance(value, Named):
        value = {"name": value.name, "role": role_words.ROLES.get(value.role.strip(), value.role)}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return front_values.one_line(str(value or ""))


def _checked(draft: Draft, asked: SetField, settings: Settings) -> Any:
    """What the file gets. Raises ``ContentError`` for what is no value of the field."""
    match (_FORMS[asked.field], asked.value):
        case (Form.FLAG, bool() as flag):
            return flag
        case (Form.AUTHORS, tuple() as people) if all(isinstance(one, Named) for one in people):
            named = [one for one in people if isinstance(one, Named) and front_values.one_line(one.name)]
            return [{"name": front_values.one_line(one.name), "role": one.role.strip()} for one in named]
        case (Form.TEXTS, tuple() as given) if all(isinstance(one, str) for one in given):
            words = list(filter(None, (front_values.one_line(str(one)) for one in given)))
            return _tags(draft, words) if asked.field == "tags" else _topics(words, settings, asked.path)
        case (Form.FLAG | Form.AUTHORS | Form.TEXTS, _):
            pass
        case (form, str() as typed):
            text = front_values.one_line(typed)
            if form is Form.FOLIO:
                return folios.known(draft, asked.issue, text)
            return text or (None if form is Form.DAY else "")
    raise ContentError(Problem(f"{_LABELS[asked.field]}不能是这样的值", "刷新页面再改", asked.path))


def _topics(words: list[str], settings: Settings, path: str) -> list[str]:
    known = {word for topic in settings.topic_list() for word in (topic.slug, topic.name)}
    unknown = [word for word in words if word not in known]
    if unknown:
        raise ContentError(Problem(f"没有叫“{unknown[0]}”的栏目", "先在 newspaper.toml 里加上这个栏目", path))
    return list(dict.fromkeys(words))


def _tags(draft: Draft, words: list[str]) -> list[str]:
    """The tags that these words stand for; those that are new are entered in the register."""
    if len(words) > store.MOST_TAGS:
        raise ContentError(Problem(f"标签太多：{len(words)} 个", f"最多 {store.MOST_TAGS} 个"))
    synonyms = tag_lists.read(draft.root, draft.read).synonyms
    tags = list(dict.fromkeys(synonyms.get(word, word) for word in words))
    tag_desk.register_used(draft, tags)
    return tags


def _with_field(text: str, asked: SetField, value: Any) -> str:
    if asked.field == "authors":
        return _with_authors(text, value, asked.path)
    new = front_values.with_value(text, asked.field, value, asked.path)
    if asked.field == "title" and front_values.article(new, asked.path).untitled == bool(value):
        new = front_values.with_value(new, "untitled", not value, asked.path)
    return new


def _with_authors(text: str, people: list[dict[str, str]], path: str) -> str:
    """The text with these authors. Where as many stand there, only the names and roles that differ are written."""
    standing = frontmatter.parse(texts.plain_lines(text), path).fields.get("authors") or []
    if len(standing) != len(people):
        return one_value.changed(text, "authors", people, path)
    for at, (old, new) in enumerate(zip(standing, people, strict=True)):
        for key, value in new.items():
            if old.get(key) != value:
                text = one_value.changed_inside(text, ("authors", at, key), value, path)
    return text
