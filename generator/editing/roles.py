"""The acts ``role`` and ``unrole``: a paragraph becomes a headline part, byline, caption or furniture, and back."""

from typing import Annotated, Any, Literal

from pydantic import Field

from generator.content import body, frontmatter, texts
from generator.content.edits import one_value
from generator.content.edits.changes import Draft
from generator.editing import asked as requests
from generator.editing import folios, front_values, issue_articles, passages
from generator.editing.asked import Around, Done, OfArticle
from generator.errors import ContentError, Problem

Part = Literal["title", "kicker", "subtitle", "byline", "caption", "furniture"]
_WORDS = {
    "title": "标题",
    "kicker": "引题",
    "subtitle": "副题",
    "byline": "署名",
    "caption": "图片说明",
    "furniture": "版面上的零碎文字",
}
Place = Annotated[int, Field(ge=0)]


class Role(OfArticle):
    """The passage ``at`` becomes a ``role``; of a caption ``photo`` is the picture, ``None`` one without a file."""

    at: Place
    role: Part
    photo: Place | None = None


class Unrole(OfArticle):
    """A ``role`` becomes the passage ``at`` again; ``photo`` is a caption's picture, ``line`` the text of furniture."""

    role: Part
    at: Place = 0
    photo: Place | None = None
    line: str = ""


def role(draft: Draft, asked: Role, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Takes a paragraph out of the body for a field. What the field held before stands in its place.

    Raises ``Stale``, and ``ContentError`` for a table, a list, or a text with links.
    """
    text = requests.text_of(draft, asked)
    kind = front_values.article(text, asked.path).kind
    value = _words(text, asked)
    before = ""
    if asked.role == "furniture":
        _write_furniture(draft, asked.issue, [*folios.head(draft, asked.issue)[1].furniture, value])
    elif asked.role == "caption":
        text, before = _with_caption(text, asked, value)
    else:
        before = getattr(front_values.article(text, asked.path), asked.role)
        text = _with_part(text, asked.role, value, asked.path)
    new = passages.replaced(text, kind, asked.at, asked.at + 1, [body.from_text(before)] if before else ())
    issue_articles.write(draft, asked.issue, asked.article, new)
    return Done(f"{asked.issue} {asked.article}：第 {asked.at + 1} 段作{_WORDS[asked.role]}")


def unrole(draft: Draft, asked: Unrole, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Puts what a field holds into the body as a paragraph, and empties the field.

    Raises ``Stale``, and ``ContentError`` where the field is empty or there is no such place.
    """
    text = requests.text_of(draft, asked)
    article = front_values.article(text, asked.path)
    if asked.role == "furniture":
        value = asked.line
        lines = list(folios.head(draft, asked.issue)[1].furniture)
        if value not in lines:
            raise ContentError(Problem("没有这一行零碎文字", "刷新页面再看", folios.path_of(asked.issue)))
        lines.remove(value)
        _write_furniture(draft, asked.issue, lines)
    elif asked.role == "caption":
        text, value = _with_caption(text, asked, "")
    else:
        value = getattr(article, asked.role)
        text = _with_part(text, asked.role, "", asked.path)
    if not value.strip():
        raise ContentError(Problem(f"{_WORDS[asked.role]}是空的", "没有文字可以放回正文", asked.path))
    if asked.at > len(passages.read(text, article.kind)):
        raise ContentError(Problem("没有这一段", "刷新页面再改", asked.path))
    new = passages.replaced(text, article.kind, asked.at, asked.at, [body.from_text(value)])
    issue_articles.write(draft, asked.issue, asked.article, new)
    return Done(f"{asked.issue} {asked.article}：{_WORDS[asked.role]}放回正文")


def _words(text: str, asked: Role) -> str:
    """The text of the passage. Raises ``ContentError`` where there is more to it than text."""
    standing = passages.read(text, front_values.article(text, asked.path).kind)
    if asked.at >= len(standing):
        raise ContentError(Problem("没有这一段", "刷新页面再改", asked.path))
    marked = standing[asked.at].marked
    if marked is None:
        raise ContentError(Problem(f"表格、列表这样的段落不能作{_WORDS[asked.role]}", "先把它改成一段文字", asked.path))
    if marked.links:
        raise ContentError(Problem(f"里面有链接，{_WORDS[asked.role]}里不能有", "先去掉链接", asked.path))
    return front_values.one_line(marked.text)


def _with_part(text: str, part: str, value: str, path: str) -> str:
    new = front_values.with_value(text, part, value, path)
    return front_values.with_value(new, "untitled", not value, path) if part == "title" else new


def _with_caption(text: str, asked: Role | Unrole, value: str) -> tuple[str, str]:
    """The text with a picture's caption set, and the one that it had. A picture that is empty then goes away."""
    photos: list[dict[str, Any]] = list(
        frontmatter.parse(texts.plain_lines(text), asked.path).fields.get("photos") or []
    )
    if asked.photo is None:
        new = {"file": "", "caption": value, "credit": "", "credit_line": ""}
        return one_value.changed(text, "photos", [*photos, new], asked.path), ""
    if asked.photo >= len(photos):
        raise ContentError(Problem("这篇文章没有这张图片", "刷新页面再改", asked.path))
    before = front_values.one_line(photos[asked.photo].get("caption") or "")
    if not value and not any(held for key, held in photos[asked.photo].items() if key != "caption"):
        del photos[asked.photo]
        return one_value.changed(text, "photos", photos, asked.path), before
    return one_value.changed_inside(text, ("photos", asked.photo, "caption"), value, asked.path), before


def _write_furniture(draft: Draft, issue_id: str, lines: list[str]) -> None:
    text, _ = folios.head(draft, issue_id)
    path = folios.path_of(issue_id)
    draft.write(path, one_value.changed(text, "furniture", lines, path).encode())
