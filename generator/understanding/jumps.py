"""Joins stories that are continued on another page: （下转第二版） … （上接第一版）."""

import re
from dataclasses import replace

from generator.language import scripts
from generator.understanding.drafts import Draft, Layout
from generator.understanding.parts import Part

_TO = re.compile(r"[(（【]\s*(?:紧|下)?转(?:第|至|到)?[^()（）]{1,10}版[^()（）]{0,6}[)）】]\s*$")
_FROM = re.compile(r"^[(（【]\s*(?:紧|上)?接(?:第)?[^()（）]{1,10}版[^()（）]{0,6}[)）】]\s*")
_COMPLETE = re.compile(r"[。！？!?…”』」）)]$")


def join(layout: Layout) -> None:
    """Appends the second part of a story to the first, if the issue has both; the marks become furniture.

    A part whose other part is missing stays as it is.
    """
    for first in [draft for draft in layout.drafts if draft.body and _TO.search(_plain(draft, -1))]:
        at = layout.drafts.index(first)
        later = [draft for draft in layout.drafts[at + 1 :] if draft.body and _FROM.match(_plain(draft, 0))]
        if later:
            second = later[0]
            _join(first, second, layout)
            layout.drafts.remove(second)


def _plain(draft: Draft, at: int) -> str:
    return scripts.simplified(draft.body[at].text)


def _join(first: Draft, second: Draft, layout: Layout) -> None:
    """Moves the pieces of the second part into the first. If the first breaks off, its last paragraph is continued."""
    _cut(first, -1, _TO, layout)
    _cut(second, 0, _FROM, layout)
    is_cut = bool(first.body and second.body) and not _COMPLETE.search(first.body[-1].text)
    if is_cut and second.body[0].part is not Part.VERSE:
        second.body[0] = replace(second.body[0], part=Part.REST, opens=False)
    # A headline that is printed again over the second part becomes furniture, as the story has one already.
    layout.furniture += [piece.text for piece in second.headlines]
    first.bylines += second.bylines
    first.body += second.body
    first.photos += second.photos
    first.last = second.last


def _cut(draft: Draft, at: int, form: re.Pattern[str], layout: Layout) -> None:
    """Removes the mark from a piece, and the whole piece if it has no other text."""
    piece = draft.body[at]
    found = form.search(scripts.simplified(piece.text))
    if found is None:
        return
    layout.furniture.append(piece.text[slice(*found.span())].strip())
    rest = (piece.text[: found.start()] + piece.text[found.end() :]).strip()
    if rest:
        draft.body[at] = replace(piece, text=rest)
    else:
        del draft.body[at]
