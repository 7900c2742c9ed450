"""Decides which story a picture belongs to, and which pictures form one item."""

import re

from generator.understanding.drafts import Draft, Layout, han, runs

COMMON_WITH_TITLE = 3
COMMON_WITH_BODY = 4
LONG_NAME = 6
MOST_STORIES = 2
WHOLE_CAPTION = 60
"""A caption of at least this length is a piece of news by itself."""
DATED = re.compile(
    r"[\d０-９一二三四五六七八九十]日|[\d０-９]月|近日|日前|昨[日天]|今[日天]|当[日天]|连日|近期|近来|近年|目前|时下|眼下"
)
_NUMBERED = re.compile(r"[(（]?(?:图\s*)?[①-⑨一二三四五六1-9１-９]\s*[)）、.]")
_END = re.compile(r"[。！？!?…；;：:][”』」’》〉）)】]*$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,3}[区县市镇乡村州省厂校院矿场]|[区县市镇乡村州省厂校院矿场].{1,2}")
# Words that are part of very many names, so that sharing them proves nothing.
GENERIC = re.compile(
    r"(?:股份|科技|集团)?有限(?:责任)?公司|工作人员|技术人员|技术工人|施工现场|高新区|开发区|示范区|我市|全市"
)


def gather_groups(layout: Layout) -> None:
    """Joins captions that share the credit below the last of them into one item with several pictures."""
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


def place_photos(layout: Layout) -> None:
    """Moves each picture to the story that it shows; a picture that shows none stays a separate item.

    Candidates are the stories next to it on its 版, first the one before it, then the one after it. A short caption
    without a date cannot be 图片新闻 by itself, so it goes to the story before it.
    """
    kept: list[Draft] = []
    texts = [_text(draft) for draft in layout.drafts]
    for at, draft in enumerate(layout.drafts):
        owner = None
        if draft.is_photo and not draft.headlines:
            before = next((d for d in reversed(layout.drafts[:at]) if not d.is_photo), None)
            after = next((d for d in layout.drafts[at + 1 :] if not d.is_photo), None)
            near = [d for d in (before, after) if d is not None and d.folio == draft.folio]
            caption = draft.photos[0].text
            owner = next((d for d in near if shows(caption, d, texts)), None)
            if owner is None and before in near and not _stands_alone(caption):
                owner = before
        if owner is None:
            kept.append(draft)
        else:
            owner.photos += draft.photos
    layout.drafts[:] = kept


def _stands_alone(caption: str) -> bool:
    return bool(DATED.search(caption)) or len(caption) >= WHOLE_CAPTION


def shows(caption: str, draft: Draft, texts: list[str]) -> bool:
    """Whether a caption is about the story: its first sentence shares a name with the headline or the text.

    A name that only the text has must be long, or occur there twice. ``texts`` are those of all stories: words that
    several of them have do not count as names.
    """
    title = han("".join(piece.text for piece in draft.headlines))
    body = "".join(piece.text for piece in draft.body)
    opening = runs(GENERIC.sub(" ", _opening(caption)))
    return any(
        _names(run[at : at + length], texts)
        for run in opening
        for length, text, times in ((COMMON_WITH_TITLE, title, 1), (COMMON_WITH_BODY, body, 2), (LONG_NAME, body, 1))
        for at in range(len(run) - length + 1)
        if text.count(run[at : at + length]) >= times
    )


def _names(part: str, texts: list[str]) -> bool:
    """Whether a run of characters occurs in only a few stories and is not just the name of a place."""
    return not _PLACE.fullmatch(part) and sum(part in text for text in texts) <= MOST_STORIES


def _text(draft: Draft) -> str:
    return "".join(piece.text for piece in (*draft.headlines, *draft.body))


def _opening(caption: str) -> str:
    """The first sentence of a caption, which names place and people."""
    return re.split(r"[。！？]", caption, maxsplit=1)[0]


def is_numbered(caption: str) -> bool:
    """Whether a caption begins with the number of its picture: （图一）, ②."""
    return _NUMBERED.match(caption) is not None


def is_cut(first: str, second: str) -> bool:
    """Whether two lines are one caption broken at a column's end: the first has no end, the second has no number."""
    return not _END.search(first) and not is_numbered(second) and second[0] != first[0]
