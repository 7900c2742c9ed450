"""The act ``put``: other passages in place of some of an article, which is how all of its text is edited.

Typing, bold, a subhead, a new paragraph (one becomes two), joining two (two become one), inserting and deleting are all
this one act.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from generator.content import fields, frontmatter, texts
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.editing import cells, marked_text, passages
from generator.editing.asked import Around, Asked, Done, OfArticle, Stale
from generator.editing.cells import Marked
from generator.editing.passages import Passage
from generator.errors import ContentError, Problem
from generator.kinds import Kind

MOST = 2_000
"""The most passages in one request."""

Place = Annotated[int, Field(ge=0)]


class Paragraph(Asked):
    """One passage as an editor made it. Ranges count characters (code points), the end not included.

    A blank line in ``text`` separates paragraphs. For the shape ``source`` only ``source`` counts: Markdown as typed.
    """

    shape: Literal["text", "subhead", "source"] = "text"
    text: str = ""
    bold: tuple[tuple[Place, Place], ...] = ()
    links: tuple[tuple[Place, Place, str], ...] = ()
    source: str = ""


class Put(OfArticle):
    """Passages in place of those from ``first`` to before ``last``.

    ``was`` are the sources of these as the editor saw them. If the file was changed since, but they are still there
    unchanged, they are replaced where they are now.
    """

    first: Place
    last: Place
    paragraphs: Annotated[tuple[Paragraph, ...], Field(max_length=MOST)]
    was: tuple[str, ...] = ()


def put(draft: Draft, asked: Put, around: Around) -> Done:  # noqa: ARG001 - all acts are called in the same way
    """Replaces passages. Raises ``Stale`` where they were changed meanwhile, ``ContentError`` for what cannot be."""
    data = draft.read(asked.path)
    if data is None:
        raise Stale(asked.path, "")
    text = texts.utf8(data, asked.path)
    kind = kind_of(text, asked.path)
    standing = passages.read(text, kind)
    first = _place(asked, standing, is_same=disk.digest(data) == asked.digest)
    if first is None:
        raise Stale(asked.path, text)
    last = first + asked.last - asked.first
    new = list(_blocks(asked.paragraphs, standing[first:last], kind))
    draft.write(asked.path, passages.replaced(text, kind, first, last, new).encode())
    is_one = asked.last - asked.first == len(new) == 1
    step = f"put {asked.issue}/{asked.article} {asked.first}" if is_one else ""
    return Done(f"{asked.issue} {asked.article}：{_said(first, last, len(new))}", step)


def kind_of(text: str, source: str) -> Kind:
    """The kind of the article in a file. Raises ``ContentError`` where the file cannot be read."""
    return fields.read_article(frontmatter.parse(texts.plain_lines(text), source), source).kind


def _place(asked: Put, standing: Sequence[Passage], *, is_same: bool) -> int | None:
    """Where the passages of the request stand now, or ``None`` where that is not certain."""
    count = asked.last - asked.first
    if is_same:
        if not 0 <= asked.first <= asked.last <= len(standing):
            raise ContentError(Problem("没有这一段", "刷新页面再改", asked.path))
        return asked.first
    if not count or len(asked.was) != count:
        return None
    sources = tuple(passage.source for passage in standing)
    places = [at for at in range(len(sources) - count + 1) if sources[at : at + count] == asked.was]
    if asked.first in places:
        return asked.first
    return places[0] if len(places) == 1 else None


def _blocks(paragraphs: Sequence[Paragraph], standing: Sequence[Passage], kind: Kind) -> Iterator[str]:
    """The Markdown of the new passages. One that replaces one keeps its way of writing."""
    for at, paragraph in enumerate(paragraphs):
        like = standing[at].source if at < len(standing) and standing[at].marked else ""
        mark = passages.subhead_mark(like)
        if paragraph.shape == passages.SOURCE:
            source = texts.plain_lines(paragraph.source).strip("\n")
            if source.strip():
                yield source
        elif paragraph.shape == passages.SUBHEAD:
            marked = Marked(" ".join(paragraph.text.split("\n")), paragraph.bold, paragraph.links)
            if written := marked_text.written(marked, kind, like[len(mark) :]):
                yield f"{mark or '## '}{written}"
        else:
            marked = Marked(paragraph.text, paragraph.bold, paragraph.links)
            for part in cells.paragraphs(marked):
                if written := marked_text.written(part, kind, like[len(mark) :]):
                    yield written


def _said(first: int, last: int, count: int) -> str:
    if not count:
        return f"删去{_named(first, last)}"
    if first == last:
        return f"在第 {first + 1} 段的位置添 {count} 段"
    return f"改{_named(first, last)}"


def _named(first: int, last: int) -> str:
    return f"第 {first + 1} 段" if last - first == 1 else f"第 {first + 1} 到 {last} 段"
