"""The act ``special``: an article joins a special topic (专题), an existing one or a new one."""

from typing import Annotated

from pydantic import Field

from generator.content import frontmatter, slugs, specials, texts
from generator.content.edits import one_value
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Done, OfArticle
from generator.errors import ContentError, Problem


class Special(OfArticle):
    """The address of an existing special topic, or the title of a new one."""

    slug: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=100)] = ""
    title: Annotated[str, Field(max_length=60)] = ""


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
