"""The functions under test and the checks of their results. Each target reads files, or raises a ``BanmianError``."""

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import typed
from benchmarks.fuzzing import inputs
from benchmarks.fuzzing.inputs import ISSUE_ID, Files
from generator import config
from generator.content import body, fields, frontmatter, posts_table, store, tables, tag_lists, texts
from generator.content import quick as quick_reader
from generator.content.edits import one_value
from generator.content.issue_files import IssueFiles, Picture
from generator.errors import BanmianError, ContentError, Problem
from generator.kinds import Kind
from generator.model import Article, Issue, Topic
from generator.newsroom import importer, leftovers, rewriting, tag_register
from generator.pages import setting
from generator.proofreading import house_lists, people_ledger
from generator.tagging import keywords
from support import PROJECT

TOPICS = tuple(
    Topic(slug, slug) for slug in ("economy", "livelihood", *(t.slug for t in config.load(PROJECT).topic_list()))
)
_ENGLISH = re.compile("[a-z]{3,} [a-z]{2,} [a-z]{2,}")
LONGEST = 1_500
"""Characters of one mistake that an editor still reads."""


class Wrong(AssertionError):
    """An answer that is none: two readers disagree, a change that was not asked for, a message that helps nobody."""


@dataclass(frozen=True, slots=True)
class Target:
    """A reader under attack: how many runs, what it is given, and the reading, which raises what is wrong."""

    count: int
    make: Callable[[random.Random], Files]
    read: Callable[[Files, Path], None]


def quick(files: Files, _folder: Path) -> None:
    """Where the quick reader answers, the full reader says the same."""
    ((name, data),) = files.items()
    text = texts.plain_lines(texts.utf8(data, name))
    article, issue = quick_reader.article(text), quick_reader.issue(text, ISSUE_ID)
    document = frontmatter.parse(text, name)
    if article is not None and article != fields.read_article(document, name):
        raise Wrong("the quick reader sees another article")
    if issue is not None and issue != fields.read_issue(document, name, ISSUE_ID):
        raise Wrong("the quick reader sees another issue")
    if article is None and issue is None:
        (fields.read_issue if name == store.ISSUE_FILE else _article)(document, name, ISSUE_ID)


def _article(document: frontmatter.Document, name: str, _issue_id: str) -> Article:
    return fields.read_article(document, name)


def newsroom(files: Files, folder: Path) -> None:
    """All tables are read from their folder, and those that commands write stay byte for byte where nothing changes."""
    place = tables.folder(folder)
    shutil.rmtree(place, ignore_errors=True)
    inputs.laid(files, place)
    problems: list[Problem] = []
    for read in (tag_lists.read, posts_table.posts, people_ledger.read, house_lists.read):
        try:
            read(folder)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(*problems)
    for name in (tag_lists.REGISTER, tag_lists.SYNONYMS, tag_lists.COUNTS):
        if name in files and not tables.opened(files[name], tag_register.HEADS[name]).to_bytes().startswith(
            files[name]
        ):
            raise Wrong(f"{name} is not written as it was read")
    held = files.get(posts_table.FILE, b"")
    if not (people_ledger.read(folder).to_bytes() or b"").startswith(held):  # a head is put where there is none
        raise Wrong(f"{posts_table.FILE} is not written as it was read")


def front_matter(files: Files, _folder: Path) -> None:
    """An issue of one article: what is read is written so that it reads back the same, and a value can be changed."""
    pictures = {name: Picture("0", 4, 3) for name in inputs.PICTURES}
    raw = IssueFiles(ISSUE_ID, "0", frozenset(), "", f"content/issues/{ISSUE_ID}", dict(files), pictures, ())
    store.withheld(raw)
    try:
        issue = store.parse(raw, TOPICS)
    except ContentError:
        store.parse(replace(raw, without_broken=True, texts={**files, "issue.md": _ISSUE}), TOPICS)
        raise
    for article in issue.articles:
        again = fields.read_article(frontmatter.parse(store.format_article(article), "01.md"), "01.md")
        if again != article:
            raise Wrong("an article is not read as it was written")
    written = store.format_issue(issue)
    if fields.read_issue(frontmatter.parse(written, "issue.md"), "issue.md", ISSUE_ID) != _bare(issue):
        raise Wrong("an issue is not read as it was written")
    text = files["01.md"].decode()
    key, value = _CHANGES[len(text) % len(_CHANGES)]
    one_value.changed(text, key, value, f"content/issues/{ISSUE_ID}/01.md")


_CHANGES: tuple[tuple[str, object], ...] = (
    *(("title", "新标题：“甲” # 乙"), ("tags", ["码头", "新"]), ("topics", []), ("kicker", None)),
)
_ISSUE = f'---\nkind: "issue"\ndate: {ISSUE_ID}\n---\n'.encode()


def _bare(issue: Issue) -> Issue:
    return replace(issue, articles=(), photo_files=())


def markdown(files: Files, _folder: Path) -> None:
    """A body becomes HTML of the marks that there are, and lines of text; a paragraph of text is shown as it is."""
    ((name, data),) = files.items()
    text, kind = texts.plain_lines(texts.utf8(data, name)).strip("\n"), Kind(Path(name).stem)
    for html in (setting.shown(text, kind), setting.shown(text, kind, plain=True)):
        strange = {tag for tag, _ in typed.Page(html).tags} - body.ALLOWED_TAGS - {"div", "span", "b", "wbr"}
        if strange:
            raise Wrong(f"{strange} on the page")
    if any("\n" in line or line != line.strip() for line in body.to_text(text, kind)):
        raise Wrong("a line of text is none")
    list(leftovers.found(text, kind))
    if len(text) < 1_000:  # bodies of the first grammar were short, and are brought to today's once
        rewriting.rewritten(text, kind)


def settings(files: Files, folder: Path) -> None:
    """A paper's settings."""
    inputs.laid(files, folder)
    read = config.load(folder)
    if not (read.paper.base.startswith("/") and read.paper.base.endswith("/")) or any(
        not t.slug for t in read.topic_list()
    ):
        raise Wrong("settings that no site can be built from")


@cache
def _keywords() -> keywords.Keywords:
    return keywords.Keywords((), Path(tempfile.gettempdir()) / "banmian-fuzzing")


def raw(files: Files, folder: Path) -> None:
    """A raw issue is taken in, and reads back as it was converted; or nothing is written."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        site, drop, drop_again = (Path(scratch) / name for name in ("site", "raw", "raw/again"))
        site.mkdir()
        inputs.laid(files, drop)
        first = [path for path in sorted(drop.iterdir()) if path.is_file()]
        given = first[0] if first[0].stem == "raw" else drop
        try:
            made = importer.import_issue(site, given, date.fromisoformat(ISSUE_ID), propose=_keywords().propose)
        except BanmianError:
            if any((site / "content" / "issues").glob("*")):
                raise Wrong("refused, but wrote") from None
            raise
        if store.load_issue(made.folder, site, ()).articles != made.converted.issue.articles:
            raise Wrong("an issue is not read as it was converted")
        if drop_again.is_dir():
            importer.import_issue(
                site, drop_again / given.name, date.fromisoformat(ISSUE_ID), propose=_keywords().propose
            )
            store.load_issue(made.folder, site, ())


TARGETS = {
    "quick": Target(200_000, inputs.quick, quick),
    "tables": Target(200_000, inputs.tables, newsroom),
    "frontmatter": Target(50_000, inputs.front_matter, front_matter),
    "markdown": Target(50_000, inputs.markdown, markdown),
    "settings": Target(50_000, inputs.settings, settings),
    "import": Target(10_000, inputs.raw, raw),
}


def check(refused: BanmianError, files: Files) -> None:
    """A refusal must say in Chinese what is wrong, in which file and line, and what to do."""
    counts: dict[str, int] = {}
    for name, data in files.items():  # two states of one file are one name
        lines = len(texts.lines(data.decode("utf-8", "replace"))) + 1
        counts[Path(name).name] = max(lines, counts.get(Path(name).name, 0))
    for problem in refused.problems:
        if not "".join(str(problem).split()).isprintable():
            raise Wrong(f"a message that a terminal would obey: {problem!r:.300}")
        if not re.search("[\u4e00-\u9fff]", problem.message) or not problem.hint or not problem.source:
            raise Wrong(f"a message that does not help: {problem!r:.300}")
        if _ENGLISH.search(re.sub("“[^”]*”|'.*'", "", problem.message)):
            raise Wrong(f"a message in English: {problem.message[:100]}")
        if len(str(problem)) > LONGEST:
            raise Wrong(f"a message of {len(str(problem))} characters: {problem.message[:60]}")
        count = counts.get(Path(problem.source).name)
        if count is not None and problem.line is not None and not 1 <= problem.line <= count:
            raise Wrong(f"line {problem.line} of {count}: {problem.message[:60]}")
