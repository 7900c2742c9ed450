"""Labelled pieces → drafts of articles, and the furniture that belongs to none."""

import re
from dataclasses import dataclass

from generator.intake import bylines, furniture, mend, pictures
from generator.intake.drafts import Draft, Layout, Picture, common_pairs, han
from generator.intake.headlines import is_subtitle
from generator.intake.label import Part, Piece
from generator.intake.signed import signed_once
from generator.model import Folio, Role


def split(pieces: list[Piece]) -> Layout:
    """Puts the pieces of one issue into articles."""
    layout = Layout()
    draft: Draft | None = None
    picture = Picture([])
    folio = ""
    for at, piece in enumerate(pieces):
        match piece.part:
            case Part.FURNITURE:
                layout.furniture += piece.block.lines
                folio = _turn_page(piece, layout, folio)
            case Part.CAPTION:
                if at and pieces[at - 1].part is Part.CAPTION and mend.are_one(pieces[at - 1].text, piece.text):
                    picture.captions.append(piece)
                    continue
                picture = Picture([piece])
                if draft is not None and _waits_for_story(draft, piece, folio):
                    draft.photos.append(picture)
                else:
                    layout.drafts.append(Draft(folio, photos=[picture]))
            case Part.CREDIT:
                if at and pieces[at - 1].part in (Part.CAPTION, Part.CREDIT) and picture.captions:
                    picture.credit.append(piece)
                else:
                    draft = _opened(draft, layout, folio)
                    draft.body.append(piece)
            case _:
                below = pieces[at + 1].part if at + 1 < len(pieces) else Part.FURNITURE
                if draft is None or _starts_article(piece, draft, folio, below):
                    draft = Draft(folio)
                    layout.drafts.append(draft)
                _add(piece, draft)
    layout.drafts[:] = [part for draft in layout.drafts for part in signed_once(draft)]
    pictures.gather_groups(layout)
    pictures.place_photos(layout)
    running = [d for d in layout.drafts if d.body]
    if running and pieces and running[-1].body[-1].block.line == _last_text_line(pieces):
        running[-1].last = True
    return layout


def _waits_for_story(draft: Draft, caption: Piece, folio: str) -> bool:
    """Whether a picture stands between a headline and its story; a second, dated one is an item of its own."""
    if not draft.headlines or draft.body or draft.folio != folio:
        return False
    return not (draft.photos and draft.photos[-1].credit and pictures.DATED.search(caption.text))


def _opened(draft: Draft | None, layout: Layout, folio: str) -> Draft:
    if draft is None:
        draft = Draft(folio)
        layout.drafts.append(draft)
    return draft


def _add(piece: Piece, draft: Draft) -> None:
    if piece.part is Part.HEADLINE:
        draft.headlines.append(piece)
    elif piece.part is Part.BYLINE:
        draft.bylines.append(piece)
    else:
        draft.body.append(piece)


def _starts_article(piece: Piece, draft: Draft, folio: str, below: Part) -> bool:
    if piece.part is Part.HEADLINE:
        return bool(draft.body or draft.bylines or draft.photos)
    if piece.part is Part.BYLINE and draft.body and below in (Part.BODY, Part.LEDE):
        # A byline in brackets ends a story; any other stands at the head of one, its headline lost.
        return not bylines.is_bracketed(piece.text) and mend.is_complete(draft.body[-1].text)
    if piece.part is Part.LEDE and draft.body:
        return True
    if folio != draft.folio:
        # A new page goes on with a story only where the old one breaks off inside a sentence.
        return not draft.body or mend.is_complete(draft.body[-1].text)
    return piece.part is Part.LEDE and _is_picture_story(draft, piece.text)


def _is_picture_story(draft: Draft, lede: str) -> bool:
    """Whether headline and picture are an item of their own, and not the head of the story that follows them."""
    title = han("".join(piece.text for piece in draft.headlines))
    if not draft.photos or not title:
        return False
    if re.search(r"图片|组图|摄影", title):
        return True
    return not common_pairs(title, lede)


def _turn_page(piece: Piece, layout: Layout, folio: str) -> str:
    for line in piece.block.lines:
        mark = furniture.folio(line)
        if mark:
            folio = mark.number
            if folio not in {known.number for known in layout.folios}:
                layout.folios.append(Folio(folio, mark.name))
    return folio


def _last_text_line(pieces: list[Piece]) -> int:
    return max(piece.block.line for piece in pieces if piece.part is not Part.FURNITURE)


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline's parts; each is one string, printed lines joined by a space."""

    kicker: str
    title: str
    subtitle: str


def headline(pieces: list[Piece]) -> Headline:
    """Which of the headline's blocks is title, kicker (引题) and subtitle (副题).

    A line that begins with —— is the subtitle. Of several others the marked one, else the last, is the title;
    what stands above it is the kicker, what stands below it the subtitle. Lines that follow one another without
    a blank line are one headline set in several lines.
    """
    subtitles = [piece.text for piece in pieces if is_subtitle(piece.text)]
    decks = _decks([piece for piece in pieces if not is_subtitle(piece.text)])
    if not decks:
        return Headline("", "", " ".join(subtitles))
    marked = [at for at, deck in enumerate(decks) if deck[0].block.marked]
    main = marked[0] if marked else len(decks) - 1
    texts = [" ".join(piece.text for piece in deck) for deck in decks]
    return Headline(" ".join(texts[:main]), texts[main], " ".join([*texts[main + 1 :], *subtitles]))


def _decks(pieces: list[Piece]) -> list[list[Piece]]:
    decks: list[list[Piece]] = []
    for piece in pieces:
        if decks and not piece.block.gap and not piece.block.marked and not decks[-1][-1].block.marked:
            decks[-1].append(piece)
        else:
            decks.append([piece])
    return decks


def is_commentary(draft: Draft) -> bool:
    """Whether a story is an opinion: its column says so, it is signed with □, or by 本报评论员."""
    column = " ".join(piece.text for piece in draft.headlines)
    if re.search(r"时评|评论|社论|短评|杂谈|今日谈|漫谈|快评|锐评", column):
        return True
    if draft.body and bylines.lede(draft.body[0].text):
        return False
    return any("评论员" in p.text or (bylines.is_marked(p.text) and not _is_reporting(p.text)) for p in draft.bylines)


def _is_reporting(byline: str) -> bool:
    authors = bylines.own_line(byline, below_headline=True) or ()
    return any(author.role is not Role.AUTHOR for author in authors)
