"""Notes on text that looks like a mark and is shown as it was typed, with the file and the line where it stands."""

from collections.abc import Iterator
from pathlib import Path

from generator.content import about, frontmatter, leftovers, specials, texts
from generator.edits.changes import Draft
from generator.errors import Problem
from generator.intake import issue_folder
from generator.model import Issue, Kind


def notes(draft: Draft, issues: tuple[Issue, ...]) -> Iterator[Problem]:
    """Everything of the kind in all articles, special topics and what the paper says of itself.

    Files are read again only where there is something to say. Raises ``ContentError``.
    """
    for issue in issues:
        yield from _of_issue(draft, issue)
    for special in specials.read(draft.root):
        path = f"content/{specials.FOLDER}/{special.slug}.md"
        yield from _of(_text(draft, path), path, special.body, Kind.OTHER)
    yield from _of(_text(draft, about.FILE), about.FILE, about.read(draft.root), Kind.OTHER)


def _of_issue(draft: Draft, issue: Issue) -> Iterator[Problem]:
    named = {article.id: article for article in issue.articles if any(leftovers.found(article.body, article.kind))}
    if not named:
        return
    for name, text in issue_folder.standing(draft, issue.id).items():
        path = issue_folder.path_of(issue.id, name)
        article = named.get(str(frontmatter.parse(text, path).fields.get("id")))
        if article:
            yield from _of(text, path, article.body, article.kind)


def _text(draft: Draft, path: str) -> str:
    return texts.plain_lines(texts.utf8(draft.read(path) or b"", Path(path).name))


def _of(text: str, path: str, body: str, kind: Kind) -> Iterator[Problem]:
    first = frontmatter.body_line(text)
    for leftover in leftovers.found(body, kind):
        yield Problem(f"“{leftover.words}”{leftover.message}", leftover.hint, path, first + leftover.line)
