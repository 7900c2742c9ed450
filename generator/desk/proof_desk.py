"""The proof view (校样): the text as readers see it, and every doubt where it stands, to be answered there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from generator.content import body, doubts, shown_lines, texts
from generator.content.doubts import OPEN, Doubt
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.content.shown_lines import BODY, Line
from generator.desk import desk_pages
from generator.editing.answers import ISSUE
from generator.model import Article
from generator.newsroom import doubt_places, doubt_renewal, issue_folder
from generator.newsroom.doubt_places import Stand
from generator.pages import cards, typography
from generator.press import kit as kits
from generator.preview.session import Session

_SHOWN = {
    "kicker": "引题",
    "title": "标题",
    "subtitle": "副题",
    "byline": "署名",
    "author": "作者",
    "caption": "图片说明",
}
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’』」）)]*|[^。！？!?；;]+")
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


class Run(NamedTuple):
    """Characters of one sentence (its number in the line), all or none of them in a doubt (its number, or ``None``)."""

    text: str
    sentence: int
    doubt: int | None


class Row(NamedTuple):
    """A line as the proof shows it: its place, its look, its name where it is no paragraph, and its open doubts."""

    place: str
    look: str
    name: str
    runs: tuple[Run, ...]
    doubts: tuple[tuple[int, Stand], ...]


class Sheet(NamedTuple):
    """An article in the proof, or the issue itself: its lines, doubts that stand in none, and the answered ones."""

    number: str
    id: str
    name: str
    digest: str
    rows: tuple[Row, ...]
    elsewhere: tuple[tuple[int, Stand], ...]
    answered: tuple[Doubt, ...]

    @property
    def waiting(self) -> int:
        """How many doubts wait for an answer."""
        return len(self.elsewhere) + sum(len(row.doubts) for row in self.rows)


def page(session: Session, issue: str, number: str, token: str) -> str | None:
    """The proof of an article, or with ``""`` of all articles of an issue with doubts; ``None`` where there is none.

    Raises ``ContentError`` for files that cannot be read.
    """
    sheets = _sheets(session, issue, number)
    if sheets is None:
        return None
    trail = [("这一期", f"{desk_pages.OWN}/issue/{issue}/")]
    if number:
        trail += [
            ("这一篇", f"{desk_pages.OWN}/article/{issue}/{number}/"),
            ("全期校样", f"{desk_pages.OWN}/proof/{issue}/"),
        ]
    waiting = sum(sheet.waiting for sheet in sheets)
    numbers = [sheet.number for sheet in sheets if sheet.rows]
    return desk_pages.filled(
        "proof.html", token=token, trail=trail, issue=issue, sheets=sheets, waiting=waiting, numbers=numbers
    )


def _sheets(session: Session, issue: str, number: str) -> list[Sheet] | None:
    whole = session.whole_issue(issue)
    if whole is None:
        return None
    draft = Draft(session.paper.root)
    found = []
    for article in kits.issue(whole.files, whole.kit).articles:
        given = article.id.rpartition("-")[2]
        data = whole.files.texts.get(f"{given}.md")
        if data is None or number not in ("", given):
            continue
        held = doubt_renewal.read(draft, issue, f"{given}{doubts.ENDING}")
        if number or any(doubt.answer == OPEN for doubt in held):
            source = issue_folder.path_of(issue, f"{given}.md")
            found.append(sheet(shown_lines.read(texts.utf8(data, source), source), held, disk.digest(data)))
    if number:
        return found or None
    of_issue = doubt_renewal.read(draft, issue, doubts.ISSUE_DOUBTS)
    digest = disk.digest(whole.files.texts.get(f"{ISSUE}.md", b""))
    return ([_of_issue(issue, of_issue, digest)] if of_issue else []) + found


def _of_issue(issue: str, held: Sequence[Doubt], digest: str) -> Sheet:
    waiting = [Stand(doubt, None, 0, doubt.span, doubt.span) for doubt in held if doubt.answer == OPEN]
    answered = tuple(doubt for doubt in held if doubt.answer != OPEN)
    return Sheet(ISSUE, issue, "这一期", digest, (), tuple(enumerate(waiting)), answered)


def sheet(article: Article, held: Sequence[Doubt], digest: str) -> Sheet:
    """The proof of one article."""
    stands = [stand for stand in doubt_places.stands(article, held) if stand.doubt.answer == OPEN]
    numbered = list(enumerate(stands))
    by_place: dict[str, list[tuple[int, Stand]]] = defaultdict(list)
    for at, stand in numbered:
        by_place[str(stand.place or "")].append((at, stand))
    headings = {
        unescape(re.sub("<[^>]+>", "", found)) for found in _HEADING.findall(body.to_html(article.body, article.kind))
    }
    lines = [line for line in shown_lines.lines(article) if line.place.field in (*_SHOWN, BODY)]
    if not article.title and "title" in by_place:
        lines.insert(0, Line(shown_lines.Place("title"), ""))
    rows = tuple(_row(line, by_place.pop(str(line.place), []), headings) for line in lines)
    return Sheet(
        article.id.rpartition("-")[2],
        article.id,
        cards.headline(article) or "（没有标题）",
        digest,
        tuple(row for row in rows if row.look != "author" or row.doubts),
        tuple(each for each in numbered if each in [one for left in by_place.values() for one in left]),
        tuple(doubt for doubt in held if doubt.answer != OPEN),
    )


def _row(line: Line, found: list[tuple[int, Stand]], headings: Iterable[str]) -> Row:
    field = line.place.field
    look = "subhead" if field == BODY and line.text in headings else "text" if field == BODY else field
    wide = typography.full_width(line.text)
    shown = wide if len(wide) == len(line.text) else line.text
    return Row(
        str(line.place),
        look,
        _SHOWN.get(field, ""),
        tuple(runs(shown, found)),
        tuple(sorted(found, key=lambda one: one[1].offset)),
    )


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a line begin and end."""
    return (found.span() for found in _SENTENCE.finditer(text))


def runs(text: str, found: Iterable[tuple[int, Stand]]) -> Iterator[Run]:
    """A line cut where sentences and doubted words begin and end."""
    doubted: list[int | None] = [None] * len(text)
    for number, stand in found:
        for at in range(stand.offset, min(stand.offset + len(stand.span), len(text))):
            doubted[at] = number
    for sentence, (start, end) in enumerate(sentences(text)):
        begun = start
        for at in range(start + 1, end + 1):
            if at == end or doubted[at] != doubted[begun]:
                yield Run(text[begun:at], sentence, doubted[begun])
                begun = at
