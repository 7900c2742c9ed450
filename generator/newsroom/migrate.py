"""``banmian check --migrate``: converts issues of the first format to today's grammar of bodies.

One change set for the whole paper rewrites the bodies that a page would now show in another way (see ``rewriting``),
and sets ``format: 2`` in each ``issue.md``. A body that no rule can rewrite stays as it is, and is reported.
"""

from dataclasses import dataclass
from pathlib import Path

from generator.content import about, fields, frontmatter, issue_files, page_files, specials, store, texts
from generator.content.edits import history, journal, one_value
from generator.content.edits.changes import Draft
from generator.errors import ContentError, Problem
from generator.kinds import Kind
from generator.model import FORMAT
from generator.newsroom import issue_folder, rewriting


@dataclass(frozen=True, slots=True)
class Migrated:
    """The result: how many issues were of an older format, the rewritten files, and files that a person must change."""

    issues: int
    files: tuple[str, ...]
    differing: tuple[Problem, ...]
    entry: str
    """The entry in the history; ``""`` where there was nothing to do."""


def migrate(root: Path) -> Migrated:
    """Converts all issues of a paper to today's format.

    Raises ``ContentError`` with every file that cannot be read; then nothing is written.
    """
    return history.started_over(lambda: _migrate(root))


def _migrate(root: Path) -> Migrated:
    draft = Draft(root)
    problems: list[Problem] = []
    files: list[str] = []
    differing: list[Problem] = []
    with journal.held(root):
        folders, wrong = issue_files.issue_folders(root)
        problems += wrong
        done = 0
        for folder in folders:
            try:
                done += _issue(draft, folder.name, files, differing)
            except ContentError as error:
                problems += error.problems
        if done:
            others = [f"content/{specials.FOLDER}/{each.slug}.md" for each in specials.read(root)]
            others += [f"{page_files.FOLDER}/{each.name}.md" for each in page_files.read(root)]
            for path in (about.FILE, *others):
                _file(draft, path, files, differing)
        if problems:
            raise ContentError(*problems)
        entry = history.commit(draft, "migrate", f"{done} 期改成新的写法（format: {FORMAT}）")
    return Migrated(done, tuple(files), tuple(differing), entry)


def _issue(draft: Draft, issue_id: str, files: list[str], differing: list[Problem]) -> bool:
    """Converts one issue to today's format; returns ``False`` if it has that format already."""
    standing = issue_folder.standing(draft, issue_id)
    path = issue_folder.path_of(issue_id, store.ISSUE_FILE)
    if store.ISSUE_FILE not in standing:
        raise ContentError(Problem("缺少这个文件", "重新导入这一期，或补上它", path))
    text = standing[store.ISSUE_FILE]
    if fields.read_issue(frontmatter.parse(text, path), path, issue_id).format >= FORMAT:
        return False
    changed = {store.ISSUE_FILE: (text, one_value.changed(text, "format", FORMAT, path))}
    for name, article_text in standing.items():
        if name != store.ISSUE_FILE:
            place = issue_folder.path_of(issue_id, name)
            article = fields.read_article(frontmatter.parse(article_text, place), place)
            new = _rewritten(article_text, place, article.kind, differing)
            if new != article_text:
                changed[name] = (article_text, new)
                files.append(place)
    issue_folder.write(draft, issue_id, {name: new for name, (_, new) in changed.items()})
    issue_folder.rewritten(draft, issue_id, changed)
    return True


def _file(draft: Draft, path: str, files: list[str], differing: list[Problem]) -> None:
    """Rewrites the body of a file that belongs to no issue."""
    data = draft.read(path)
    if data is None:
        return
    text = texts.plain_lines(texts.utf8(data, path))
    new = _rewritten(text, path, Kind.OTHER, differing)
    if new != text:
        draft.write(path, texts.saved_like(new, data))
        files.append(path)


def _rewritten(text: str, path: str, kind: Kind, differing: list[Problem]) -> str:
    """The text of a file with its body rewritten; HTML comments of the body are moved to the front matter."""
    lines = text.split("\n")
    first = frontmatter.body_line(text) - 1
    body = "\n".join(lines[first:])
    ending = body[len(body.rstrip("\n")) :]
    made = rewriting.rewritten(body.rstrip("\n"), kind)
    fences = [at for at, line in enumerate(lines[:first]) if line.rstrip() == frontmatter.FENCE]
    if made.differs or (made.comments and not fences):
        message = "正文里的记号，新的写法里没有，自动改不了；页面上会与以前不同"
        differing.append(Problem(message, "请对照页面手工改这一篇", path, first + 1))
        return text
    if made.comments:
        lines[fences[-1] : fences[-1]] = [f"# {comment}" for comment in made.comments]
        first += len(made.comments)
    return "\n".join([*lines[:first], made.body]) + ending
