"""A draft → the article it is, with every field that the text itself gives."""

import re
from datetime import date

from generator.content import body
from generator.intake import bylines, mend
from generator.intake.drafts import Draft, Picture
from generator.intake.headlines import NOTE
from generator.intake.label import Part
from generator.intake.split import headline, is_commentary
from generator.model import Article, Author, Kind, Photo, Role

SUMMARY_LENGTH = 90
LONGEST_AGO = 183
"""Days back that a date without its year may lie in the year before."""
SUPPLEMENT = re.compile(r"副刊|文艺|文学|悦读|读书|随笔|散文|诗")

_DAY = re.compile(r"(?<!截至)(?<!截止)(?<![\d年])(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def compose(draft: Draft, issue_id: str, issue_date: date, order: int, folio_name: str) -> Article:
    """The article that a draft holds; topics, tags and doubts come later."""
    head = headline(draft.headlines)
    subheads = {at for at, piece in enumerate(draft.body) if piece.part is Part.SUBHEAD}
    paragraphs = mend.rejoin([piece.text for piece in draft.body], subheads)
    byline_lines = [piece.text for piece in draft.bylines]
    kind = _kind(draft, folio_name)
    opening = paragraphs[0] if paragraphs else "".join(picture.text for picture in draft.photos[:1])
    lede = bylines.lede(opening)
    story = opening[lede.length :] if lede else opening
    dated = kind in (Kind.NEWS, Kind.PHOTO)
    return Article(
        id=f"{issue_id}-{order:02d}",
        order=order,
        title=head.title,
        kicker=head.kicker,
        subtitle=head.subtitle,
        kind=kind,
        authors=_authors(draft, lede, paragraphs),
        byline=" ".join(byline_lines),
        event_date=event_date(story, issue_date) if dated else None,
        folio=draft.folio,
        photos=tuple(_photo(picture) for picture in draft.photos),
        summary=summary(story) if paragraphs else "",
        truncated=draft.last and bool(paragraphs) and not mend.is_complete(paragraphs[-1]),
        untitled=not head.title,
        body="\n\n".join(body.from_text(paragraph) for paragraph in paragraphs),
    )


def _photo(picture: Picture) -> Photo:
    lines = [piece.text for piece in picture.credit]
    credit = " ".join(lines)
    names = bylines.photographer(credit) or "、".join(filter(None, map(bylines.photographer, lines)))
    return Photo(picture.text, "", names, credit)


def _kind(draft: Draft, folio_name: str) -> Kind:
    if draft.is_photo:
        return Kind.PHOTO
    if is_commentary(draft):
        return Kind.COMMENTARY
    opening = next((piece.text for piece in (*draft.headlines, *draft.body)), "")
    if NOTE.match(opening):
        return Kind.OTHER
    has_lede = any(piece.part is Part.LEDE for piece in draft.body)
    return Kind.OTHER if SUPPLEMENT.search(folio_name) and not has_lede else Kind.NEWS


def _authors(draft: Draft, lede: bylines.Lede | None, paragraphs: list[str]) -> tuple[Author, ...]:
    found = list(lede.authors) if lede else []
    for piece in draft.bylines:
        line = piece.text
        found += bylines.own_line(line, below_headline=True) or bylines.own_line(line, below_headline=False) or ()
    if not found and paragraphs:
        found += bylines.tail(paragraphs[-1])
    if draft.is_photo:
        found = [author for author in found if author.role is not Role.PHOTOGRAPHER]
    return tuple(dict.fromkeys(found))


def event_date(story: str, issue_date: date) -> date | None:
    """The day that the first paragraph of a story names, in the year that puts it before the issue.

    A day that only bounds a count (截至3月20日), that the calendar does not have, or that lies after the issue
    is no event's date; 4月1日 in March is next month's, not last year's.
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


def summary(story: str) -> str:
    """The first sentences of a story, as many as fit; the text's own words."""
    text = story.strip()
    if len(text) <= SUMMARY_LENGTH:
        return text
    end = max(text.rfind(mark, 0, SUMMARY_LENGTH) for mark in "。！？")
    return text[: end + 1] if end > 0 else text[: SUMMARY_LENGTH - 1] + "…"
