"""Brings the open doubts of one article up to date after its file was changed, without reading any other issue."""

from datetime import date

from generator.content import doubts, shown_lines, texts
from generator.content.doubts import OPEN, Doubt
from generator.content.edits.changes import Draft
from generator.errors import ContentError
from generator.model import Article
from generator.newsroom import doubt_places, issue_folder
from generator.newsroom.doubt_places import SOURCE_CHANGED
from generator.proofreading import Known, house_lists, proofread, word_tables

ALONE = frozenset(
    "truncated untitled unbalanced lost-character doubled-character doubled-mark mixed-width unfinished date weekday "
    "later-than-issue numbers banned wording order".split()
)
"""The rules that need no other article. Doubts of the others are dropped here with their words, and raised by check."""


def prepare() -> None:
    """Reads now what the rules would read when they are first needed."""
    word_tables.prepare()


def renew(draft: Draft, issue_id: str, number: str) -> None:
    """Writes the doubts file of an article again, if it has to change; ``check`` will find the same and more.

    Open doubts whose words no longer stand in the article are dropped. New ones are added by those rules that look at
    one article alone; the rest, which compare articles or issues, is left to ``check``. Answers stay. Where the article
    or its doubts file cannot be read, nothing is written; ``check`` tells of it.
    """
    path = issue_folder.path_of(issue_id, f"{number}.md")
    name = f"{number}{doubts.ENDING}"
    data = draft.read(path)
    try:
        text = texts.utf8(data or b"", path)
        article = shown_lines.read(text, path)
        old = read(draft, issue_id, name)
        known = Known(house_lists.read(draft.root))
        elsewhere = {doubt.rule for doubt in read(draft, issue_id, doubts.ISSUE_DOUBTS)}
    except ContentError:
        return
    new = renewed(article, texts.plain_lines(text), old, proofread(article, date.fromisoformat(issue_id[:10]), known))
    told = tuple(doubt for doubt in new if doubt.rule != "later-than-issue" or doubt.rule not in elsewhere)
    if told != old:
        issue_folder.write_doubts(draft, issue_id, {name: told})


def read(draft: Draft, issue_id: str, name: str) -> tuple[Doubt, ...]:
    """The doubts of one file; none where there is none. Raises ``ContentError``."""
    path = issue_folder.path_of(issue_id, name)
    data = draft.read(path)
    return () if data is None else doubts.parse(texts.utf8(data, path), path)


def renewed(article: Article, text: str, old: tuple[Doubt, ...], fresh: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """The doubts of an article after a change; ``text`` is that of its file, ``fresh`` what its own rules find now."""
    waiting = [doubt for doubt in old if doubt.answer == OPEN and doubt.rule not in ALONE]
    places = doubt_places.stands(article, waiting)
    kept = [stand.doubt for stand in places if stand.place or _stands_elsewhere(stand.doubt, text)]
    return doubts.merge(old, (*kept, *fresh))


def _stands_elsewhere(doubt: Doubt, text: str) -> bool:
    """Whether a doubt is about words that are not in a line of the article: its file, a stray line, the raw file."""
    if doubt.rule == SOURCE_CHANGED:
        return any(line in text for line in doubt.span.split("\n"))
    return not doubt.span or doubt.place == "文末"
