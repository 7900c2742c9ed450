"""Holds back articles that are not public yet and have an open doubt of a rule that the paper lists.

A host's build does this (``build --release``), because nobody is there who could answer. An article that is public
already stays as it is, under a former address as well: one that moved does not go because of its doubts.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from generator import system
from generator.content import doubts, frontmatter, issue_files, store, texts
from generator.content.doubts import ENDING, ISSUE_DOUBTS, OPEN
from generator.errors import ContentError, Problem
from generator.pages import urls
from generator.press.content_scan import Content, article_path


def hold(content: Content, public: Collection[str], rules: Collection[str]) -> list[Problem]:
    """Holds articles of ``content`` back, and returns a problem for each, which names what is doubted.

    ``public`` are the paths of pages that are public.
    """
    found = []
    hint = "在它的 .doubts.json 里答复，再发布一次"
    for issue in content.digests if rules else ():
        folder = issue_files.issues_folder(content.root) / issue
        held = in_issue(folder, public, rules)
        if held:
            content.hold(issue, held)
        shown = store.shown(folder, content.root)
        found += [Problem(f"先不登，存疑还没有答复：{words}", hint, f"{shown}/{file}") for file, words in held.items()]
    return found


def in_issue(folder: Path, public: Collection[str], rules: Collection[str]) -> dict[str, str]:
    """The files of the articles in an issue's folder that are held back, with the words that are doubted."""
    named = sorted(_files(folder))
    held: dict[str, str] = {}
    for name in (name for name in named if name.endswith(ENDING)):
        files = [f"{name.removesuffix(ENDING)}.md"]
        if name == ISSUE_DOUBTS:  # a doubt about the whole issue, such as its date
            files = [file for file in named if file.endswith(".md") and file != store.ISSUE_FILE]
        files = [file for file in files if article_path(folder.name, file) not in public]
        words = _open(folder / name, rules) if files else ""
        held |= {file: words for file in files if not _was_public(folder / file, public)} if words else {}
    return held


def _was_public(path: Path, public: Collection[str]) -> bool:
    """Whether an article is public under a former id; not, where its file cannot be read."""
    try:
        former = frontmatter.parse(texts.utf8(system.bytes_of(path), str(path)), str(path)).fields.get("was")
    except (ContentError, OSError):
        return False
    return isinstance(former, list) and any(urls.article(str(name)) in public for name in former)


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        yield from (entry.name for entry in entries if entry.name.endswith((".md", ENDING)))


def _open(path: Path, rules: Collection[str]) -> str:
    """The words of the doubts in a file that are open and of one of these rules; what is wrong with a damaged file."""
    try:
        read = doubts.parse(texts.utf8(system.bytes_of(path), str(path)), str(path))
    except ContentError as error:
        return error.problems[0].message
    except OSError as error:
        return system.why(error)
    return "、".join(doubt.span or doubt.reason for doubt in read if doubt.answer == OPEN and doubt.rule in rules)
