"""Special topics (专题) in ``content/specials``: one Markdown file each, named as its address, with an introduction."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.content import field_values, fields, markdown_folder
from generator.content.frontmatter import Document
from generator.errors import ContentError, Problem
from generator.model import Special

FOLDER = "specials"
_ARTICLE = re.compile(r"\d{4}-\d{2}-\d{2}(-[b-z])?-\d{2,4}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class SpecialFields(fields.Fields):
    """The keys of a special topic's file."""

    title: Annotated[str, Field(min_length=1, max_length=60)]
    description: fields.Text = ""
    tags: fields.Texts = ()
    words: fields.Texts = ()
    since: Annotated[date | None, BeforeValidator(field_values.day)] = None
    until: Annotated[date | None, BeforeValidator(field_values.day)] = None
    articles: fields.Texts = ()
    without: fields.Texts = ()


def read(root: Path) -> tuple[Special, ...]:
    """The special topics of a site, by address. Raises ``ContentError`` with every mistake and its line."""
    return markdown_folder.read(root, f"content/{FOLDER}", "专题", parse)


def parse(document: Document, source: str, slug: str) -> Special:
    """The special topic that a document declares. Raises ``ContentError`` with every mistake and its line."""
    if not _SLUG.fullmatch(slug):
        hint = "文件名就是网址，只用小写字母、数字和连字符，如 sanshi-gongcheng.md"
        raise ContentError(Problem(f"专题的文件名 “{slug}.md” 不能用", hint, source))
    f = fields.validated(SpecialFields, document, source)
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
