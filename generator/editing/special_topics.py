"""Special topics (专题): an article joins one, and what one says of itself and gathers is changed."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from generator.content import frontmatter, slugs, specials, texts
from generator.content.edits import disk, one_value
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Asked, Done, OfArticle, Stale
from generator.errors import ContentError, Problem

Slug = Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=100)]
Line = Annotated[str, Field(max_length=500)]
Words = tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]
Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class Special(OfArticle):
    """The address of an existing special topic, or the title of a new one."""

    slug: Slug = ""
    title: Annotated[str, Field(max_length=60)] = ""


class SetSpecial(Asked):
    """What a special topic says and gathers. ``digest`` is that of its file, ``""`` for one that is not yet there."""

    slug: Slug
    digest: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")]
    title: Line
    description: Line = ""
    tags: Words = ()
    words: Words = ()
    since: Day = ""
    until: Day = ""
    articles: Words = ()
    without: Words = ()
    body: Annotated[str, Field(max_length=100_000)] = ""


def set_special(draft: Draft, asked: SetSpecial, around: Around) -> Done:  # noqa: ARG001 - every act has these three
    """Writes a special topic, of its file only what changed. Raises ``Stale`` and ``ContentError``."""
    if not asked.slug:
        return _made(draft, asked)
    path = f"content/{specials.FOLDER}/{asked.slug}.md"
    data = draft.read(path)
    if data is None or disk.digest(data) != asked.digest:
        raise Stale(path, texts.utf8(data or b"", path))
    text = texts.utf8(data, path)
    held = frontmatter.parse(texts.plain_lines(text), path).fields
    for key, value in _values(asked).items():
        if value or held.get(key):
            text = one_value.changed(text, key, value or None, path)
    text = _with_body(text, asked.body)
    specials.parse(frontmatter.parse(texts.plain_lines(text), path), path, asked.slug)
    draft.write(path, text.encode())
    return Done(f"改专题 {asked.title}", f"special {asked.slug}")


def _made(draft: Draft, asked: SetSpecial) -> Done:
    taken = {each.title: each.slug for each in specials.read(draft.root)}
    if asked.title in taken:
        raise ContentError(Problem(f"已经有专题 “{asked.title}”", "改那一个，或换个名字"))
    slug = slugs.tag_slugs([asked.title], taken)[asked.title]
    path = f"content/{specials.FOLDER}/{slug}.md"
    values = {key: value for key, value in _values(asked).items() if value}
    text = frontmatter.format(values, texts.plain_lines(asked.body).strip())
    specials.parse(frontmatter.parse(text, path), path, slug)
    draft.write(path, text.encode())
    return Done(f"新专题 {asked.title}")


def _values(asked: SetSpecial) -> dict[str, Any]:
    days = {"since": _day(asked.since), "until": _day(asked.until)}
    gathered = {"tags": asked.tags, "words": asked.words, "articles": asked.articles, "without": asked.without}
    lists = {key: list(value) for key, value in gathered.items()}
    return {"title": asked.title.strip(), "description": asked.description.strip(), **lists, **days}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ContentError(Problem(f"“{text}” 不是日期", "写成 2026-03-25")) from None


def _with_body(text: str, body: str) -> str:
    """The file's text with another introduction; unchanged where the words are the same."""
    plain = texts.plain_lines(text)
    wanted = texts.plain_lines(body).strip()
    if frontmatter.parse(plain, "").body.strip() == wanted:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    lines = texts.lines(text)
    head = "".join(lines[: frontmatter.body_line(plain) - 1]).rstrip("\r\n")
    return head + end + (f"{end}{wanted.replace(chr(10), end)}{end}" if wanted else "")


def special(draft: Draft, asked: Special, around: Around) -> Done:  # noqa: ARG001 - every act has these three
    """Names the article in the topic's file. Raises ``ContentError`` where there is no such topic, and no title."""
    article = f"{asked.issue}-{asked.article}"
    if not asked.slug:
        return _begun(draft, asked.title.strip(), article)
    path = f"content/{specials.FOLDER}/{asked.slug}.md"
    data = draft.read(path)
    if data is None:
        raise ContentError(Problem("没有这个专题", "刷新这一页再选", path))
    text = texts.utf8(data, path)
    held = specials.parse(frontmatter.parse(texts.plain_lines(text), path), path, asked.slug)
    if article in held.articles:
        raise ContentError(Problem("这一篇已经在这个专题里", "不用再加", path))
    new = one_value.changed(text, "articles", [*held.articles, article], path)
    draft.write(path, new.encode())
    return Done(f"{article} 收进专题 {held.title}")


def _begun(draft: Draft, title: str, article: str) -> Done:
    if not title:
        raise ContentError(Problem("专题没有名字", "选一个专题，或写上新专题的名字"))
    taken = {each.title: each.slug for each in specials.read(draft.root)}
    if title in taken:
        raise ContentError(Problem(f"已经有专题 “{title}”", "从上面选它"))
    slug = slugs.tag_slugs([title], taken)[title]
    path = f"content/{specials.FOLDER}/{slug}.md"
    draft.write(path, frontmatter.format({"title": title, "articles": [article]}, "").encode())
    return Done(f"新专题 {title}，收进 {article}")
