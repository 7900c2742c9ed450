"""Makes an article from a draft, with all fields that can be filled from the text itself."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from generator.content import body
from generator.kinds import Kind, Role
from generator.language import bylines, reprints
from generator.language.signatures import UNIT
from generator.model import Article, Author, Photo
from generator.understanding import article_kinds, decks, patterns
from generator.understanding.drafts import Draft, Picture
from generator.understanding.forms import form
from generator.understanding.parts import Part, Piece

SUMMARY_LENGTH = 90

LONGEST_ABOVE = 20
"""The longest line at the head of an item that is left out of its summary, such as a salutation or a number."""
LONGEST_AGO = 183
"""A date without a year may be in the year before if it is at most this many days ago."""
DATED = frozenset({Kind.NEWS, Kind.FEATURE, Kind.PHOTO, Kind.INTERVIEW})
"""The kinds of articles whose first paragraph says when something happened."""

_DAY = re.compile(r"(?<!截至)(?<!截止)(?<![\d年])(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
"""Full-width digits to plain ones."""
_COMPLETE = re.compile(r"(?:[。！？!?…；;：:]|——)[”』」’》〉）)】\"']*$|[)）】]$")


def compose(draft: Draft, issue_id: str, issue_date: date, order: int, folio_name: str) -> Article:
    """The article of a draft; topics, tags and doubts are added later."""
    head = decks.headline(draft.headlines)
    paragraphs = ["".join(piece.text for piece in pieces) for pieces in draft.paragraphs()]
    kind = article_kinds.kind(draft, folio_name)
    opening = paragraphs[0] if paragraphs else "".join(picture.text for picture in draft.photos[:1])
    lede = bylines.lede(opening)
    story = opening[lede.length :] if lede else opening
    return Article(
        id=f"{issue_id}-{order:02d}",
        order=order,
        title=head.title,
        kicker=head.kicker,
        subtitle=head.subtitle,
        kind=kind,
        authors=_authors(draft, lede, paragraphs, kind),
        byline=" ".join(piece.text.strip() for piece in draft.bylines),
        source=reprints.source(opening, paragraphs[-1] if paragraphs else ""),
        event_date=event_date(story, issue_date) if kind in DATED else None,
        folio=draft.folio,
        photos=tuple(_photo(picture) for picture in draft.photos),
        summary=summary(_verses(draft) or _telling(paragraphs) or story) if paragraphs else "",
        truncated=draft.last and bool(paragraphs) and _breaks_off(draft.body[-1], paragraphs[-1]),
        untitled=not head.title,
        body="\n\n".join(_markdown(draft)),
    )


def _breaks_off(piece: Piece, paragraph: str) -> bool:
    """Whether the source ends inside a sentence; a verse, a row or a signature has no full stop."""
    if piece.part not in (Part.BODY, Part.REST, Part.OPENING) or _COMPLETE.search(paragraph):
        return False
    last = form(piece.block)
    who = patterns.DASH.match(last.text) or UNIT.fullmatch(re.sub(r"\s", "", last.plain)) or last.signature
    return not (who or last.is_closing or last.signs_off or (last.is_contact and last.length < 36))


def _markdown(draft: Draft) -> Iterator[str]:
    """The blocks of the body: paragraphs, stanzas and tables."""
    groups = draft.paragraphs()
    gaps = [pieces[0].block.gap for pieces in groups if pieces[0].part is Part.VERSE]
    usual = min(gaps[1:], default=0)
    at = 0
    while at < len(groups):
        end = at + 1
        first = groups[at][0]
        if first.part is Part.VERSE:
            while end < len(groups) and groups[end][0].part is Part.VERSE and groups[end][0].block.gap <= usual:
                end += 1
            yield from map(body.from_stanza, stanzas([pieces[0].text for pieces in groups[at:end]]))
        elif first.part is Part.ROW and len(cells := _cells(first)) > 1:
            while end < len(groups) and groups[end][0].part is Part.ROW and len(_cells(groups[end][0])) == len(cells):
                end += 1
            rows = [pieces[0] for pieces in groups[at:end]]
            is_tabbed = any(form(row.block).is_tabbed for row in rows)
            if is_tabbed or (end > at + 1 and not all(_NAMED.match(row.text) for row in rows)):
                yield from map(body.from_table, tables([_cells(row) for row in rows]))
            else:
                yield from (body.from_text(row.text) for row in rows)
        else:
            yield body.from_text("".join(piece.text for piece in groups[at]))
        at = end


def _cells(row: Piece) -> tuple[str, ...]:
    """The cells of a row; a space inside brackets does not separate cells (新港频道（3月9日　星期一）)."""
    cells = form(row.block).cells
    if all(len(_OPENED.findall(cell)) == len(_CLOSED.findall(cell)) for cell in cells):
        return cells
    return (row.text,)


_OPENED, _CLOSED = re.compile("[（(]"), re.compile("[）)]")
_NAMED = re.compile(r"[^：:]{2,16}[：:] ?[\u4e00-\u9fff]")
"""A row that is a labelled list of names: 一等奖：周采薇　郑明."""
_NUMERAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．][^，。！？；,!?;]{0,10}|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|[之其第][一二三四五六七八九十]{1,2}首?"
)
_VERSE_END = re.compile(r"[，。！？；：,!?;:…—]$")
LONGEST_HEAD = 8


def stanzas(verses: Sequence[str]) -> Iterator[Sequence[str]]:
    """Verses split where a poem of a suite begins: at its number, or at a line without a mark among lines with one."""
    heads = {at for at, verse in enumerate(verses) if _NUMERAL.fullmatch(verse)}
    if len(heads) < 2:
        heads = {at for at, verse in enumerate(verses) if not _VERSE_END.search(verse)}
        is_titled = all(len(verses[at]) <= LONGEST_HEAD and at + 1 not in heads for at in heads)
        if not is_titled or 3 * len(heads) > len(verses) or len(verses) - 1 in heads:
            heads = set()
    begun: list[str] = []
    for at, verse in enumerate(verses):
        if at in heads and begun:
            yield begun
            begun = []
        if at in heads:
            yield [verse]
        else:
            begun.append(verse)
    if begun:
        yield begun


def tables(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """Rows split where another table begins: at a row without figures, if the columns with figures change there."""
    figures = [[any(map(str.isdigit, cell)) for cell in row] for row in rows]
    start = 0
    for at in range(2, len(rows) - 1):
        if not any(figures[at]) and all(rows[at]) and figures[at - 1] != figures[at + 1] and any(figures[at - 1]):
            yield rows[start:at]
            start = at
    yield rows[start:]


def _photo(picture: Picture) -> Photo:
    lines = [piece.text.strip() for piece in picture.credit]
    credit = " ".join(lines)
    names = bylines.photographer(credit) or "、".join(filter(None, map(bylines.photographer, lines)))
    return Photo(picture.text.strip(), "", names, credit)


def _authors(draft: Draft, lede: bylines.Lede | None, paragraphs: list[str], kind: Kind) -> tuple[Author, ...]:
    found = list(lede.authors) if lede else []
    for piece in draft.bylines:
        line = piece.text
        found += bylines.signers(line)
    if not found and paragraphs:
        found += bylines.tail(paragraphs[-1])
    if draft.is_photo:
        pictured = {
            name
            for photo in draft.photos
            for name in bylines.photographer(" ".join(p.text for p in photo.credit)).split("、")
        }
        found = [author for author in found if author.role is not Role.PHOTOGRAPHER and author.name not in pictured]
    if kind in (Kind.NOTICE, Kind.DATA):
        found = [author for author in found if author.role is not Role.AUTHOR]
    posts = {author.name for author in found if author.role in (Role.REPORTER, Role.CORRESPONDENT)}
    return tuple(dict.fromkeys(a for a in found if a.role is not Role.AUTHOR or a.name not in posts))


def event_date(story: str, issue_date: date) -> date | None:
    """The day that the first paragraph of a story names; if it names no year, the latest one not after the issue.

    Days that only limit a count (截至3月20日), that do not exist, or that are after the issue are not taken. 4月1日 in
    an issue of March is a day of next month, and not one of last year.
    """
    found = _DAY.search(story.translate(_DIGITS))
    if not found:
        return None
    years = [int(found["year"])] if found["year"] else [issue_date.year, issue_date.year - 1]
    for year in years:
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if day <= issue_date and (found["year"] or (issue_date - day).days < LONGEST_AGO or year == issue_date.year):
            return day
    return None


def _telling(paragraphs: Sequence[str]) -> str:
    """The first full paragraph below a salutation or subhead; ``""`` if the item begins with a full paragraph."""
    if not _is_above(paragraphs[0]):
        return ""
    return next((text for text in paragraphs[1:4] if not _is_above(text)), "")


def _is_above(text: str) -> bool:
    return len(text) <= LONGEST_ABOVE and not re.search(r"[。！？!?…，,；;][”』」）)]*$", text)


def _verses(draft: Draft) -> str:
    """The first verses of a poem as one running text, without a number above them; ``""`` for prose."""
    verses: list[str] = []
    for piece in draft.body:
        if piece.part is not Part.VERSE or sum(map(len, verses)) > SUMMARY_LENGTH:
            break
        if not _NUMERAL.fullmatch(piece.text):
            verses.append(piece.text)
    return "".join(verse if _VERSE_END.search(verse) else f"{verse} " for verse in verses).rstrip()


def summary(story: str) -> str:
    """The first sentences of a story, unchanged, as many as fit."""
    text = story.strip()
    if len(text) <= SUMMARY_LENGTH:
        return text
    end = max(text.rfind(mark, 0, SUMMARY_LENGTH) for mark in "。！？")
    return text[: end + 1] if end > 0 else text[: SUMMARY_LENGTH - 1] + "…"
