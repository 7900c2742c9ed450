"""The steps by which a line continues an item: paragraphs, their continuations, subheads, verses, rows, signatures."""

import re
from collections.abc import Iterator

from generator.understanding import joins, patterns
from generator.understanding.drafts import common_pairs, han
from generator.understanding.line_table import LineTable
from generator.understanding.parts import ASIDE, Part
from generator.understanding.state import State, Step, ends_with_closing, left_open, text_state, total

LEAST_JOIN = -6.0
"""A line with a lower score than this as the continuation of a paragraph is not tried as one."""
_OF_SUBHEAD = {
    "上下文说的是一件事": "小标题上下说的是一件事",
    "上下文有相同的词": "小标题上下有相同的词",
    "上下文没有相同的词": "小标题上下没有相同的词",
}

_COUNTED = re.compile(
    "[两二三四五六七八九十几][忌招条点步问件大个法要项类种防看]|讲究|注意|小贴士|攻略|窍门|指南|怎么|如何|为什么"
)


def body(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A paragraph of the item, from its first line."""
    line = page.lines[at]
    found = left_open(page, state, at)
    base = state.base
    if state.part is Part.FURNITURE:
        found.append("刊头隔开了文章")
    if line.lede:
        if base in (Part.HEADLINE, Part.BYLINE) and not state.texts:
            found.append("标题下是消息开头")
            if state.part in (Part.CREDIT, Part.CAPTION):
                title = "".join(page.lines[n].text for n in range(state.start, state.start + state.heads))
                alike = common_pairs(han(title), line.text) > 1 and not re.search("图片|组图|摄影", title)
                found.append("题和文说的是一件事" if alike else "题和文不是一件事")
        else:
            is_below_note = state.texts == 1 and page.lines[at - 1].is_note
            found.append("标题下是消息开头" if is_below_note else "消息开头在文中")
    elif base is Part.HEADLINE and not state.texts:
        found.append("标题下是正文")
        if line.is_short and not (
            line.is_label or line.is_note or line.is_closing or line.is_enumerated or line.is_salutation
        ):
            found.append("标题下没有正文")
    if state.part in (Part.HEADLINE, Part.SUBHEAD) and joins.torn(page.lines[at - 1].text, line.text) == joins.TORN:
        found.append("标题与下文之间断开了一个词")
    if base is Part.TAIL:
        found.append("文末署名后是正文")
        if not (line.is_closing or line.is_label or line.is_enumerated):
            found.append("署名后还有正文")
    elif base is Part.SIGNATURE:
        found.append("信的落款后还有正文" if page.is_letter(state.start, at) else "落款后还有正文")
    elif base is Part.VERSE and not line.is_closing:
        found.append("诗后还有正文")
    if ends_with_closing(page, state, at) and not (line.is_closing or line.is_label or line.is_enumerated):
        found.append("署名后还有正文")
    new = text_state(page, state, at, Part.BODY, is_news=line.lede is not None)
    yield Step(new, own[Part.BODY] + total(found), tuple(found))


def rest(page: LineTable, state: State, at: int) -> Iterator[Step]:
    """A continuation of the paragraph above."""
    if state.base not in (Part.BODY, Part.REST, Part.OPENING):
        return
    last = state.last if state.last >= 0 else at - 1
    if state.last < 0 and state.part in ASIDE:
        return
    line = page.lines[at]
    tail = page.tail(state.tail_from, state.last) if state.last >= 0 else page.lines[last].text
    is_apart = state.part is Part.FURNITURE
    reasons = joins.reasons(
        page.lines[last], line, tail, indents=page.indents, is_apart=is_apart, cuts_near=page.cuts_near(at)
    )
    score = joins.score(reasons)
    if score <= LEAST_JOIN or not joins.has_evidence(reasons):
        return
    new = text_state(page, state, at, Part.REST, joined=True)
    yield Step(new, score, tuple(reasons))


def signature(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A line of the signature (落款) of a notice or letter."""
    base = state.base
    if base in (Part.HEADLINE, Part.BYLINE, Part.SUBHEAD, Part.TAIL, None):
        return
    if base is Part.VERSE and not page.lines[at].is_day:
        return
    found = left_open(page, state, at)
    if base is Part.SIGNATURE:
        found.append("落款的又一行")
    elif not page.lines[at].is_day:
        if page.is_formal(state.start, at):
            found.append("公告、信里的落款")
        elif not (at + 1 < len(page.lines) and page.lines[at + 1].is_day):
            found.append("别的文章里的落款")
    yield Step(
        state._replace(part=Part.SIGNATURE, base=Part.SIGNATURE, last=-1, signed=True, texts=state.texts + 1),
        own[Part.SIGNATURE] + total(found),
        tuple(found),
    )


def tail(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A line below the end of the story that names its author."""
    if state.base in (Part.HEADLINE, Part.BYLINE, Part.SUBHEAD, None) or not state.texts:
        return
    found = left_open(page, state, at)
    if state.base is Part.TAIL:
        found.append("同一标题的又一行")
    elif state.signed and not state.is_news:
        found.append("两次署名")
    yield Step(
        state._replace(part=Part.TAIL, base=Part.TAIL, last=-1, signed=True),
        own[Part.TAIL] + total(found),
        tuple(found),
    )


def subhead(page: LineTable, state: State, at: int) -> Iterator[Step]:
    """A heading inside the story."""
    line = page.lines[at]
    base = state.base
    if base in (Part.TAIL, Part.SIGNATURE, Part.VERSE, Part.SUBHEAD) or line.is_day or line.lede or line.furniture:
        return
    if line.end in ("comma", "colon") or (not state.texts and base is Part.HEADLINE and not line.is_enumerated):
        return
    if at + 1 >= len(page.lines):
        return
    below = page.lines[at + 1]
    found = ["小标题", *left_open(page, state, at)]
    if line.marks and not line.is_stopped:
        found.append("小标题里有逗号")
    if line.is_enumerated or line.bullet:
        found.append("编号的小标题")
    if patterns.IN_STORY_LABEL.fullmatch(line.plain.strip("【】[]〔〕◆■●")):
        found.append("文中的小栏目")
    if state.subheads:
        found.append("又一个小标题")
        if abs(state.sub_length - line.length) <= 4:
            found.append("与前一个小标题长短相近")
    if page.has_peers[at]:
        found.append("并列的短行")
    if state.is_news:
        found.append("消息里的小标题")
    if below.captions or below.glued_credit:
        found.append("小标题下没有正文")
    if not (
        len(below.cells) > 1
        or below.is_running
        or (below.is_stopped and below.length > 12)
        or (below.end == "colon" and not below.is_salutation)
    ):
        found.append("小标题下没有正文")
    if below.lede:
        found.append("消息开头在文中")
    if line.signature and line.signature.is_sure:
        found.append("小标题下没有正文")
    if patterns.NOTICE.search(line.plain) and not line.is_enumerated:
        found.append("小标题接小标题")
    if ends_with_closing(page, state, at):
        found.append("署名后还有正文")
    if state.start >= 0:
        head = "".join(page.lines[n].plain for n in range(state.start, state.start + state.heads))
        if _COUNTED.search(head):
            found.append("题中有几条")
        if any(word in head for word in ("侧记", "纪实", "记者", "走笔", "讲话", "——")) and not state.is_news:
            found.append("题中像有小标题的文体")
    if line.block.marked:
        found.append("另起一篇")
    found += [_OF_SUBHEAD[reason] for reason in page.kinship(state.start, state.texts, at)]
    new = state._replace(
        part=Part.SUBHEAD,
        base=Part.SUBHEAD,
        last=-1,
        subheads=state.subheads + 1,
        sub_length=line.length,
        texts=state.texts + 1,
    )
    yield Step(new, total(found), tuple(found))


def verse(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A line of a poem."""
    base = state.base
    found: list[str] = []
    if base is Part.HEADLINE:
        if not state.texts and state.part is Part.HEADLINE:
            found.append("诗直接在标题下")
    elif base in (Part.BYLINE, Part.VERSE):
        pass
    elif base in (Part.BODY, Part.OPENING, Part.REST):
        if at + 1 < len(page.lines) and page.lines[at + 1].block.marked:
            return  # no poem in a story is a single line
        found += ["文中有诗", *left_open(page, state, at)]
        if ends_with_closing(page, state, at):
            found.append("署名后还有正文")
    else:
        return
    yield Step(
        state._replace(part=Part.VERSE, base=Part.VERSE, last=-1, texts=state.texts + 1),
        own[Part.VERSE] + total(found),
        tuple(found),
    )


def row(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A row of a table or list."""
    base = state.base
    if base in (Part.TAIL, Part.VERSE):
        return
    found = left_open(page, state, at)
    if base in (Part.BODY, Part.OPENING, Part.REST, Part.SUBHEAD, Part.SIGNATURE):
        found.append("表行在文中")
    elif base is Part.ROW:
        found.append("表行相连")
    yield Step(
        state._replace(part=Part.ROW, base=Part.ROW, last=-1, texts=state.texts + 1),
        own[Part.ROW] + total(found),
        tuple(found),
    )
