"""Labelled pieces → drafts of articles, and the furniture that belongs to none."""

import re
from dataclasses import dataclass, field

from generator.intake import bylines, furniture, mend
from generator.intake.label import Part, Piece, is_subtitle
from generator.model import Folio, Role

COMMON_WITH_TITLE = 3
COMMON_WITH_BODY = 4
DATED = re.compile(r"\d+日|近日|日前|昨日|今日|连日来")
# Words that stand in every name of their sort, and so name nobody.
GENERIC = re.compile(
    r"(?:股份|科技|集团)?有限(?:责任)?公司|工作人员|技术人员|技术工人|施工现场|高新区|开发区|示范区|我市|全市"
)


@dataclass(slots=True)
class Picture:
    """A caption, in more than one piece where a column cut it, and the credit where one is printed."""

    captions: list[Piece]
    credit: Piece | None = None

    @property
    def text(self) -> str:
        """The caption as one text."""
        return "".join(piece.text for piece in self.captions)


@dataclass
class Draft:
    """An article being put together: its pieces by what they are, in reading order."""

    folio: str
    headlines: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    photos: list[Picture] = field(default_factory=list)
    last: bool = False
    """Whether the source ends with this article's text."""

    @property
    def is_photo(self) -> bool:
        """Whether there is nothing but pictures."""
        return not self.body and bool(self.photos)

    @property
    def pieces(self) -> list[Piece]:
        """Everything that it is made of."""
        pictures = [piece for photo in self.photos for piece in (*photo.captions, photo.credit) if piece is not None]
        return [*self.headlines, *self.bylines, *self.body, *pictures]


@dataclass
class Layout:
    """A whole issue taken apart: drafts in reading order, folios as printed, furniture verbatim."""

    drafts: list[Draft] = field(default_factory=list)
    folios: list[Folio] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


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
                if at and pieces[at - 1].part is Part.CAPTION:
                    picture.credit = piece
                else:
                    draft = _opened(draft, layout, folio)
                    draft.body.append(piece)
            case _:
                if draft is None or _starts_article(piece, draft, folio):
                    draft = Draft(folio)
                    layout.drafts.append(draft)
                _add(piece, draft)
    _gather_groups(layout)
    _place_photos(layout)
    running = [d for d in layout.drafts if d.body]
    if running and pieces and running[-1].body[-1].block.line == _last_text_line(pieces):
        running[-1].last = True
    return layout


def _waits_for_story(draft: Draft, caption: Piece, folio: str) -> bool:
    """Whether a picture stands between a headline and its story; a second, dated one is an item of its own."""
    if not draft.headlines or draft.body or draft.folio != folio:
        return False
    return not (draft.photos and draft.photos[-1].credit and DATED.search(caption.text))


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


def _starts_article(piece: Piece, draft: Draft, folio: str) -> bool:
    if piece.part is Part.HEADLINE:
        return bool(draft.body or draft.bylines or draft.photos)
    if folio != draft.folio:
        # A new page goes on with a story only where the old one breaks off inside a sentence.
        return not draft.body or mend.is_complete(draft.body[-1].text)
    if piece.part is not Part.LEDE:
        return False
    return bool(draft.body) or _is_picture_story(draft, piece.text)


def _is_picture_story(draft: Draft, lede: str) -> bool:
    """Whether headline and picture are an item of their own, and not the head of the story that follows them."""
    title = _han("".join(piece.text for piece in draft.headlines))
    if not draft.photos or not title:
        return False
    if re.search(r"图片|组图|摄影", title):
        return True
    return not _common_pairs(title, lede) and bool(_common_pairs(title, draft.photos[0].text))


def _common_pairs(one: str, other: str) -> int:
    return sum(one[at : at + 2] in other for at in range(len(one) - 1))


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


def _gather_groups(layout: Layout) -> None:
    """Captions that share the credit below the last of them are one item with several pictures."""
    gathered: list[Draft] = []
    for draft in layout.drafts:
        last = gathered[-1] if gathered else None
        shares_credit = (
            last is not None
            and last.is_photo
            and draft.is_photo
            and last.folio == draft.folio
            and not last.photos[-1].credit
            and not draft.headlines
        )
        if last is not None and shares_credit:
            last.photos += draft.photos
        else:
            gathered.append(draft)
    layout.drafts[:] = gathered


def _place_photos(layout: Layout) -> None:
    """Gives each picture to the story it shows; one that shows none stays an item of its own.

    The stories next to it on its page are asked: the one it stands behind first, then the next. A caption
    without a date cannot stand alone as 图片新闻, so it belongs to the story it stands behind.
    """
    kept: list[Draft] = []
    for at, draft in enumerate(layout.drafts):
        owner = None
        if draft.is_photo and not draft.headlines:
            before = next((d for d in reversed(layout.drafts[:at]) if not d.is_photo), None)
            after = next((d for d in layout.drafts[at + 1 :] if not d.is_photo), None)
            near = [d for d in (before, after) if d is not None and d.folio == draft.folio]
            caption = draft.photos[0].text
            owner = next((d for d in near if shows(caption, d)), None)
            if owner is None and before in near and not DATED.search(caption):
                owner = before
        if owner is None:
            kept.append(draft)
        else:
            owner.photos += draft.photos
    layout.drafts[:] = kept


def shows(caption: str, draft: Draft) -> bool:
    """Whether a caption speaks of the story: its first sentence shares a name with headline or text."""
    title = _han("".join(piece.text for piece in draft.headlines))
    text = "".join(piece.text for piece in draft.body)
    return any(
        run[at : at + COMMON_WITH_TITLE] in title
        or (len(run) >= at + COMMON_WITH_BODY and run[at : at + COMMON_WITH_BODY] in text)
        for run in _runs(GENERIC.sub(" ", _opening(caption)))
        for at in range(len(run) - COMMON_WITH_TITLE + 1)
    )


def _opening(caption: str) -> str:
    """The part of a caption that names place and people: up to the first full stop."""
    return re.split(r"[。！？]", caption, maxsplit=1)[0]


def _runs(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]+", text)


def _han(text: str) -> str:
    return "".join(_runs(text))


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
