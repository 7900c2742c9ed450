"""Doubts go with the text that they are about, where structure moves it from one article to another."""

from generator.content import body, doubts, texts
from generator.content.doubts import Doubt
from generator.content.edits.changes import Draft
from generator.editing import front_values, issue_articles
from generator.errors import ContentError
from generator.newsroom import issue_folder


def split(draft: Draft, issue_id: str, upper: str, lower: str) -> None:
    """Gives the lower article those doubts of the upper one whose words stand only in it now."""
    standing = _read(draft, issue_id, upper)
    here, there = _words(draft, issue_id, upper), _words(draft, issue_id, lower)
    moved = tuple(doubt for doubt in standing if doubt.span and doubt.span in there and doubt.span not in here)
    if moved:
        kept = tuple(doubt for doubt in standing if doubt not in moved)
        known = _read(draft, issue_id, lower)
        issue_folder.write_doubts(draft, issue_id, {_name(upper): kept, _name(lower): tuple(doubts.add(known, moved))})


def join(draft: Draft, issue_id: str, upper: str, lower: str) -> None:
    """Gives the upper article all doubts of the lower one, whose file goes."""
    moved = _read(draft, issue_id, lower)
    if moved:
        found = tuple(doubts.add(_read(draft, issue_id, upper), moved))
        issue_folder.write_doubts(draft, issue_id, {_name(upper): found})
    drop(draft, issue_id, lower)


def drop(draft: Draft, issue_id: str, number: str) -> None:
    """Deletes the doubts of an article that goes."""
    path = issue_folder.path_of(issue_id, _name(number))
    if draft.read(path) is not None:
        draft.delete(path)


def _name(number: str) -> str:
    return f"{number}{doubts.ENDING}"


def _read(draft: Draft, issue_id: str, number: str) -> tuple[Doubt, ...]:
    """The doubts of an article; none where their file cannot be read, which ``check`` tells of."""
    path = issue_folder.path_of(issue_id, _name(number))
    data = draft.read(path)
    try:
        return doubts.parse(texts.utf8(data, path), path) if data is not None else ()
    except ContentError:
        return ()


def _words(draft: Draft, issue_id: str, number: str) -> str:
    article = front_values.article(issue_articles.text(draft, issue_id, number), number)
    captions = (photo.caption for photo in article.photos)
    lines = (article.title, article.kicker, article.subtitle, *body.to_text(article.body, article.kind), *captions)
    return "\n".join(lines)
