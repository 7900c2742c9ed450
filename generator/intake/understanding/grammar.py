"""Which part may follow which, and what it says for an item to begin or to end here.

A ``State`` is a reading of the lines so far. ``follow`` gives the states in which the next line may leave it, each
with its score. Weights are on one scale with those of ``evidence`` and ``joins``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.intake import bylines, lexicon
from generator.intake.drafts import common_pairs, han, runs
from generator.intake.understanding import evidence, forms, joins
from generator.intake.understanding.forms import Form
from generator.intake.understanding.parts import ASIDE, Part

WEIGHTS = {
    "另起一篇": -3.5,
    "全文的第一行": 5.0,
    "换了版面、栏目": 4,
    "上一篇署名结束": 5,
    "上一篇落款结束": 8.5,
    "上一篇人名落款结束": 5,
    "上一篇以待续、供稿、简介结束": 7,
    "上面是图片": 6,
    "上一段没有收尾": -3.5,
    "没有收尾的长段": -4,
    "上一篇没有署名": -1.5,
    "上一篇只有标题": -4,
    "上一篇诗只有一行": -8.5,
    "同一标题的又一行": -0.5,
    "副题的破折号": 13.0,
    "有标题记号的又一行": -2.5,
    "标题太多行": -8.0,
    "标题的又一行太短": -2.5,
    "标题下是署名": 6,
    "标题下是消息开头": 7.5,
    "标题下是正文": 2.5,
    "标题下没有正文": -3.5,
    "没有标题": -3.5,
    "以消息开头另起": 4,
    "署名后另起": -3.0,
    "编者按另起": 12.0,
    "编者按在文中": 3.0,
    "简讯里的一条": 12.0,
    "从别版接来": 11,
    "消息开头在文中": -6.5,
    "署名后还有正文": -6.5,
    "落款后还有正文": -6.0,
    "诗后还有正文": -2,
    "小标题": -2,
    "编号的小标题": 5,
    "又一个小标题": 5,
    "与前一个小标题长短相近": -1,
    "消息里的小标题": -3,
    "小标题下没有正文": -7.0,
    "小标题接小标题": -4.5,
    "诗直接在标题下": -5.5,
    "文中有诗": -7,
    "表行在文中": 0.5,
    "表行相连": 3,
    "落款的又一行": 8.5,
    "公告、信里的落款": 4,
    "别的文章里的落款": -7.5,
    "信的落款后还有正文": 0,
    "并列的短行": 6.5,
    "并列的短行不是标题": -7.5,
    "题中有几条": 1,
    "两次署名": -1.5,
    "文末署名后是标题": 1.5,
    "文末署名后是正文": -2.5,
    "整行是图署": 9,
    "图署上面不是图说": -11,
    "图片隔开了文章": -2.5,
    "刊头隔开了文章": -6,
    "题和文说的是一件事": 2.0,
    "题和文不是一件事": -8,
    "署名不在标题下": -6.0,
    "副刊里的小标题": 1.0,
    "题中像有小标题的文体": 5,
    "上下文说的是一件事": -2.5,
    "上下文有相同的词": 0,
    "上下文没有相同的词": 2.5,
    "小标题上下说的是一件事": 5,
    "小标题上下有相同的词": 1,
    "小标题上下没有相同的词": -3.5,
}


_OF_SUBHEAD = {
    "上下文说的是一件事": "小标题上下说的是一件事",
    "上下文有相同的词": "小标题上下有相同的词",
    "上下文没有相同的词": "小标题上下没有相同的词",
}


class State(NamedTuple):
    """A reading of the lines so far, as far as what follows depends on it."""

    part: Part | None = None
    """What the last line is."""
    base: Part | None = None
    """What the last line is that is neither picture nor furniture; ``None`` before the first item."""
    last: int = -1
    """The line that the paragraph ends with which is not yet complete; -1 for none."""
    tail_from: int = -1
    """The line that this paragraph began with."""
    is_news: bool = False
    signed: bool = False
    subheads: int = 0
    heads: int = 0
    texts: int = 0
    start: int = -1
    sub_length: int = 0
    in_guide: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """States with the same key have the same future: only the best of them is kept."""
        return (
            self.part,
            self.base,
            self.last,
            self.is_news,
            self.signed,
            min(self.subheads, 1),
            min(self.heads, 3) if self.base is Part.HEADLINE else 0,
            min(self.texts, 2),
            self.in_guide,
        )


class Step(NamedTuple):
    """A line read as a part: the state behind it, its score, whether an item begins with it, and the grammar's reasons."""

    state: State
    score: float
    opens: bool
    reasons: tuple[str, ...]


class Page:
    """The lines of a page with what each can be by itself, worked out once."""

    def __init__(self, lines: Sequence[Form]) -> None:
        self.lines = lines
        self.indents = any(line.block.outdented for line in lines)
        self.guided = _guided(lines)
        counted_lines = Counter(line.text for line in lines)
        seen: Counter[str] = Counter()
        self.again: list[bool] = []
        self.often = [counted_lines[line.text] > 2 for line in lines]
        for line in lines:
            seen[line.text] += 1
            self.again.append(seen[line.text] < counted_lines[line.text] and line.length > 3)
        self.reasons: list[dict[Part, list[str]]] = [
            {part: self._found(at, part) for part in evidence.TABLES} for at in range(len(lines))
        ]
        self.own: list[dict[Part, float]] = [
            {part: evidence.weigh(part, found) for part, found in reasons.items()} for reasons in self.reasons
        ]
        self.words = [frozenset(_pairs(line.plain)) for line in lines]
        counted = Counter(word for words in self.words for word in words)
        self.weights = {word: 1.0 / count for word, count in counted.items() if count > 1}
        self._kinship: dict[tuple[int, int], list[str]] = {}

        self._formal = _prefix(_is_formal(line) for line in lines)
        self._letter = _prefix(line.is_salutation for line in lines)
        self._cuts = _prefix(line.is_running and not line.end and not line.is_over for line in lines)
        self.has_peers = [_has_peers(lines, at) for at in range(len(lines))]

    def cuts_near(self, at: int) -> int:
        """How many long lines around a place lack their end; the line right above it does not count."""
        first, last = max(0, at - NEAR), min(len(self.lines), at + NEAR)
        here = self._cuts[at] - self._cuts[at - 1] if at else 0
        return self._cuts[last] - self._cuts[first] - here

    def is_formal(self, start: int, at: int) -> bool:
        """Whether an item is a notice or a letter, which end with who signs them."""
        return self._formal[at] > self._formal[max(start, 0)] or self.is_letter(start, at)

    def is_letter(self, start: int, at: int) -> bool:
        """Whether somebody is addressed in an item."""
        return self._letter[at] > self._letter[max(start, 0)]

    def kinship(self, state: State, at: int) -> list[str]:
        """Whether the text below a short line goes on about what the item above it is about: words that few lines of
        the page share."""
        if state.start < 0 or at + 1 >= len(self.lines) or state.texts < 1:
            return []
        known = self._kinship.get((state.start, at))
        if known is None:
            end = at + 1
            while end < min(len(self.lines), at + 4) and self.lines[end].length > 20:
                end += 1
            above = frozenset().union(*self.words[state.start : at])
            below = frozenset().union(*self.words[at + 1 : max(end, at + 2)])
            shared = sum(self.weights.get(word, 0.0) for word in above & below)
            told = "上下文说的是一件事" if shared >= KIN else "上下文有相同的词" if shared >= AKIN else "上下文没有相同的词"
            known = self._kinship[state.start, at] = [told]
        return known

    def _found(self, at: int, part: Part) -> list[str]:
        """What speaks for and against a line being a part, by its own form and that of its neighbours."""
        if part is Part.FURNITURE:
            again, often = self.again[at], self.often[at]
            return evidence.furniture(self.lines, at, in_guide=self.guided[at], comes_again=again, is_often=often)
        table = {
            Part.HEADLINE: evidence.headline,
            Part.BODY: evidence.body,
            Part.VERSE: evidence.verse,
            Part.ROW: evidence.row,
            Part.SIGNATURE: evidence.signature,
            Part.BYLINE: evidence.byline,
            Part.TAIL: evidence.tail,
            Part.CAPTION: evidence.caption,
        }
        return table[part](self.lines, at)

    def tail(self, state: State) -> str:
        """The text of the paragraph that is not yet complete, its last lines."""
        first = max(state.tail_from, state.last - 2)
        return "".join(
            self.lines[at].text for at in range(first, state.last + 1) if at in (state.tail_from, state.last) or at > first
        )


def _guided(lines: Sequence[Form]) -> list[bool]:
    """Which lines stand in a box of contents: from its head as long as lines are short."""
    found: list[bool] = []
    is_open = False
    for line in lines:
        is_open = line.is_guide or (is_open and not line.is_running and not line.lede and not line.is_stopped)
        found.append(is_open)
    return found


def _prefix(flags: Iterable[bool]) -> list[int]:
    """How many of the lines before each place are so."""
    return list(accumulate(flags, initial=0))


def _is_formal(line: Form) -> bool:
    return bool(_FORMAL.search(line.plain)) or (
        line.length <= 30 and not line.is_stopped and bool(forms.NOTICE.search(re.sub(r"\s", "", line.plain)))
    )


_FORMAL = re.compile(r"特此|此致|敬礼|谨此|谨启|登报|公告如下|通告如下|事项(?:公告|通告|通知)")


def _has_peers(lines: Sequence[Form], at: int) -> bool:
    """Whether other short lines nearby stand between paragraphs just as this one does, as the subheads of a story do."""
    if not _may_head(lines, at):
        return False
    for step in (-1, 1):
        near, seen = at + step, 0
        while 0 <= near < len(lines) and seen < 7:
            line = lines[near]
            if line.lede or line.furniture or line.signs_off or (line.signature and line.signature.is_sure) or line.is_day:
                break
            if _may_head(lines, near) and abs(line.length - lines[at].length) <= 2:
                return True
            near += step
            seen += 1
    return False


def _may_head(lines: Sequence[Form], at: int) -> bool:
    line = lines[at]
    if not line.is_short or line.end or line.length > 16 or not 0 < at < len(lines) - 1:
        return False
    above, below = lines[at - 1], lines[at + 1]
    return above.is_stopped and (below.is_running or below.is_stopped) and below.length > 16 and not below.lede


LEAST_JOIN = -6.0
"""A line that so little speaks for as the rest of a paragraph is not tried as one."""
NEAR = 25
"""How many lines around a place tell whether columns cut paragraphs there."""
KIN, AKIN = 1.4, 0.6
"""From how much shared vocabulary two texts are about one thing, or may be."""
COMMON_WORD = 1_500


def _pairs(text: str) -> Iterator[str]:
    """Neighbouring characters of a text that tell what it is about: no common words, no numbers."""
    for run in runs(text):
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if lexicon.count(pair) < COMMON_WORD and not _FUNCTION & set(pair):
                yield pair


_FUNCTION = frozenset("的了在是和有这那我你他她们不就也都要会能上下里中个一二三四五六七八九十年月日时到说着过把被对为从与及等人来去以后前出可以")


def _total(reasons: list[str]) -> float:
    return sum(WEIGHTS[reason] for reason in reasons)


def _ending(page: Page, state: State, at: int) -> list[str]:
    """What speaks for and against the item so far being over before the line ``at``."""
    found: list[str] = []
    base, lines = state.base, page.lines
    if base is None:
        return ["全文的第一行"]
    if state.part is Part.FURNITURE:
        found.append("换了版面、栏目")
    if base is Part.TAIL:
        found.append("上一篇署名结束")
    elif base is Part.SIGNATURE:
        is_formal = lines[at - 1].is_day or page.is_formal(state.start, at)
        found += ["上一篇人名落款结束" if lines[at - 1].signature else "上一篇落款结束"] if is_formal else []
    elif state.part is Part.CREDIT or (state.part is Part.CAPTION and lines[at - 1].glued_credit):
        found.append("上面是图片")
    elif base in (Part.BODY, Part.REST, Part.OPENING) and state.part is base:
        above = lines[at - 1]
        if above.is_closing:
            found.append("上一篇以待续、供稿、简介结束")
        elif above.signs_off:
            found.append("上一篇署名结束")
    if state.last >= 0 and state.part not in ASIDE:
        found.append("上一段没有收尾")
    if base is Part.HEADLINE and not state.texts and state.part not in (Part.CAPTION, Part.CREDIT):
        found.append("上一篇只有标题")
    is_signed = state.signed or base in (Part.VERSE, Part.ROW, Part.SIGNATURE, Part.TAIL)
    if not is_signed and state.texts and "上一篇署名结束" not in found:
        found.append("上一篇没有署名")
    if base is Part.VERSE and state.texts == 1:
        found.append("上一篇诗只有一行")
    return found


def follow(page: Page, state: State, at: int) -> Iterator[Step]:
    """Every reading of the line ``at`` behind a state, with its score."""
    own = page.own[at]
    line = page.lines[at]
    if own[Part.FURNITURE] > evidence.NEVER:
        yield from _furniture(page, state, at, own)
        if own[Part.FURNITURE] >= 10 and not line.is_day:
            return
    if own[Part.HEADLINE] > -15:
        yield from _headline(page, state, at, own)
    if own[Part.BYLINE] > -15:
        yield from _byline(page, state, at, own)
    if own[Part.CAPTION] > -15:
        yield from _caption(page, state, at, own)
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if line.is_credit or (below is not None and below.is_credit and bylines.is_role(line.text)):
        yield from _credit(page, state, at)
    yield from _opening(page, state, at, own)
    if state.base is None:
        return
    yield from _body(page, state, at, own)
    if state.last >= 0 or (state.base in (Part.BODY, Part.REST, Part.OPENING) and state.tail_from >= 0):
        yield from _rest(page, state, at)
    if state.texts or state.base is not None:
        if own[Part.SIGNATURE] > -6:
            yield from _signature(page, state, at, own)
        if own[Part.TAIL] > -15:
            yield from _tail(page, state, at, own)
    if line.is_short:
        yield from _subhead(page, state, at, own)
    if own[Part.VERSE] > -6:
        yield from _verse(page, state, at, own)
    if own[Part.ROW] > -6:
        yield from _row(page, state, at, own)


def _left_open(page: Page, state: State, at: int) -> list[str]:
    """What it costs to leave a paragraph without its end."""
    if state.last < 0:
        return []
    line = page.lines[state.last]
    if forms.JUMP.search(page.lines[at].plain):
        return []  # （下转第三版） stands where the paragraph breaks off
    is_long = line.is_running or line.lede or line.end == "comma" or state.last > state.tail_from
    return ["没有收尾的长段"] if is_long else []


def _furniture(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    found: list[str] = []
    if state.base is Part.HEADLINE and state.part is Part.HEADLINE and not state.texts:
        found.append("标题下没有正文")
    guide = page.guided[at]
    yield Step(state._replace(part=Part.FURNITURE, in_guide=guide), own[Part.FURNITURE] + _total(found), False, tuple(found))


def _fresh(at: int, part: Part) -> State:
    return State(part=part, base=part, start=at)


def _headline(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    line = page.lines[at]
    score = own[Part.HEADLINE]
    if state.part is Part.HEADLINE and not _is_next_marked(page, state, at):
        found = ["有标题记号的又一行" if line.block.marked else "同一标题的又一行"]
        above = page.lines[at - 1]
        if forms.DASH.match(line.text) or above.text.endswith("——"):
            found.append("副题的破折号")
        if state.heads >= 4:
            found.append("标题太多行")
        if line.length <= 3:
            found.append("标题的又一行太短")
        yield Step(state._replace(heads=state.heads + 1), score + _total(found), False, tuple(found))
        return
    found = ["另起一篇", *_ending(page, state, at)]
    if state.part in (Part.CAPTION, Part.CREDIT) and state.last >= 0:
        found += _left_open(page, state, at)
    found += page.kinship(state, at)
    if page.has_peers[at]:
        found.append("并列的短行不是标题")
    yield Step(_fresh(at, Part.HEADLINE)._replace(heads=1), score + _total(found), True, tuple(found))


def _is_next_marked(page: Page, state: State, at: int) -> bool:
    """Whether a second ``##`` opens another item: behind a marked line and others that are not."""
    above = page.lines[state.start : at]
    return page.lines[at].block.marked and not above[-1].block.marked and any(line.block.marked for line in above)


def _byline(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    if state.part is Part.HEADLINE:
        found = ["标题下是署名"]
    elif state.base is Part.BYLINE and state.part is Part.BYLINE:
        found = ["同一标题的又一行"]
    elif state.base is Part.HEADLINE and not state.texts:
        if page.lines[at].is_credit:
            return
        found = []
    else:
        # Where no headline stands above: a signed story that lost it.
        line = page.lines[at]
        sign = line.signature
        if sign is None or sign.is_bracketed or not sign.is_sure or at + 1 >= len(page.lines) or sign.is_credit:
            return
        if not page.lines[at + 1].is_running:
            return
        found = ["另起一篇", "没有标题", "署名不在标题下", *_ending(page, state, at)]
        yield Step(_fresh(at, Part.BYLINE)._replace(signed=True), own[Part.BYLINE] + _total(found), True, tuple(found))
        return
    yield Step(state._replace(part=Part.BYLINE, base=Part.BYLINE, signed=True), own[Part.BYLINE] + _total(found), False, tuple(found))


def _caption(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    found = ["图片隔开了文章"] if state.last >= 0 else []
    opens = state.base is None or state.base is Part.TAIL
    yield Step(state._replace(part=Part.CAPTION, in_guide=False), own[Part.CAPTION] + _total(found), opens and False, tuple(found))


def _credit(page: Page, state: State, at: int) -> Iterator[Step]:
    found = ["整行是图署"] if state.part in (Part.CAPTION, Part.CREDIT) else ["整行是图署", "图署上面不是图说"]
    yield Step(state._replace(part=Part.CREDIT), _total(found), False, tuple(found))


def _opening(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """An item without a headline."""
    line = page.lines[at]
    if state.part is Part.HEADLINE or (state.base is Part.BYLINE and state.part is Part.BYLINE) or line.is_day:
        return
    if not (line.is_running or line.is_stopped or line.is_note or line.lede or not line.end):
        return
    if line.is_closing and not line.is_note and not line.is_running:
        return
    found = ["另起一篇", "没有标题", *_ending(page, state, at)]
    if line.lede:
        found.append("以消息开头另起")
    elif line.is_note:
        found.append("编者按另起" if forms.OF_GROUP.search(line.plain) or state.part is Part.FURNITURE else "编者按在文中")
    elif forms.CONTINUED.match(line.plain):
        found.append("从别版接来")
    elif line.bullet and _is_brief(page, state, at):
        found.append("简讯里的一条")
    if state.part in ASIDE and state.last >= 0:
        found += ["上一段没有收尾"]
    yield Step(
        _text(page, _fresh(at, Part.OPENING), at, Part.OPENING, is_news=line.lede is not None),
        own[Part.BODY] + _total(found),
        True,
        tuple(found),
    )


def _is_brief(page: Page, state: State, at: int) -> bool:
    """Whether a line with a sign is one of several short items: below the head of a section, or below another one."""
    if state.part is Part.FURNITURE:
        return page.lines[at - 1].has_section
    above = page.lines[at - 1]
    return state.base is Part.OPENING and state.start == at - 1 and above.bullet == page.lines[at].bullet


def _text(page: Page, state: State, at: int, part: Part, *, is_news: bool = False, joined: bool = False) -> State:
    """The state behind a line of running text."""
    line = page.lines[at]
    is_open = not line.is_over and not line.signature and not (line.is_contact and line.length < 36)
    return state._replace(
        part=part,
        base=part,
        last=at if is_open else -1,
        tail_from=state.tail_from if joined else at,
        is_news=state.is_news or is_news,
        signed=state.signed or is_news or (not is_open and line.signs_off),
        texts=state.texts + (not joined),
        in_guide=False,
    )


def _body(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    line = page.lines[at]
    found = _left_open(page, state, at)
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
    if base is Part.TAIL:
        found.append("文末署名后是正文")
        if not (line.is_closing or line.is_label or line.is_enumerated):
            found.append("署名后还有正文")
    elif base is Part.SIGNATURE:
        found.append("信的落款后还有正文" if page.is_letter(state.start, at) else "落款后还有正文")
    elif base is Part.VERSE and not line.is_closing:
        found.append("诗后还有正文")
    if _ends_with_closing(page, state, at) and not (line.is_closing or line.is_label or line.is_enumerated):
        found.append("署名后还有正文")
    new = _text(page, state, at, Part.BODY, is_news=line.lede is not None)
    yield Step(new, own[Part.BODY] + _total(found), False, tuple(found))


def _ends_with_closing(page: Page, state: State, at: int) -> bool:
    """Whether the paragraph right above signs the story off: （甲 乙）, （待续）."""
    if state.part not in (Part.BODY, Part.REST, Part.OPENING) or state.texts < 1:
        return False
    above = page.lines[at - 1]
    return above.signs_off


def _rest(page: Page, state: State, at: int) -> Iterator[Step]:
    if state.base not in (Part.BODY, Part.REST, Part.OPENING):
        return
    last = state.last if state.last >= 0 else at - 1
    if state.last < 0 and state.part in ASIDE:
        return
    line = page.lines[at]
    tail = page.tail(state) if state.last >= 0 else page.lines[last].text
    is_apart = state.part is Part.FURNITURE
    reasons = joins.reasons(page.lines[last], line, tail, indents=page.indents, is_apart=is_apart, cuts_near=page.cuts_near(at))
    score = joins.score(reasons)
    if score <= LEAST_JOIN or not joins.has_evidence(reasons):
        return
    new = _text(page, state, at, Part.REST, joined=True)
    yield Step(new, score, False, tuple(reasons))


def _signature(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    base = state.base
    if base in (Part.HEADLINE, Part.BYLINE, Part.SUBHEAD, Part.TAIL, None):
        return
    if base is Part.VERSE and not page.lines[at].is_day:
        return
    found = _left_open(page, state, at)
    if base is Part.SIGNATURE:
        found.append("落款的又一行")
    elif not page.lines[at].is_day:
        if page.is_formal(state.start, at):
            found.append("公告、信里的落款")
        elif not (at + 1 < len(page.lines) and page.lines[at + 1].is_day):
            found.append("别的文章里的落款")
    yield Step(
        state._replace(part=Part.SIGNATURE, base=Part.SIGNATURE, last=-1, signed=True, texts=state.texts + 1),
        own[Part.SIGNATURE] + _total(found),
        False,
        tuple(found),
    )


def _tail(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    if state.base in (Part.HEADLINE, Part.BYLINE, Part.SUBHEAD, None) or not state.texts:
        return
    found = _left_open(page, state, at)
    if state.base is Part.TAIL:
        found.append("同一标题的又一行")
    elif state.signed and not state.is_news:
        found.append("两次署名")
    yield Step(
        state._replace(part=Part.TAIL, base=Part.TAIL, last=-1, signed=True),
        own[Part.TAIL] + _total(found),
        False,
        tuple(found),
    )


def _subhead(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    line = page.lines[at]
    base = state.base
    if base in (Part.TAIL, Part.SIGNATURE, Part.VERSE, Part.SUBHEAD) or line.is_day or line.lede or line.furniture:
        return
    if line.end in ("comma", "colon") or (not state.texts and base is Part.HEADLINE and not line.is_enumerated):
        return
    if at + 1 >= len(page.lines):
        return
    below = page.lines[at + 1]
    found = ["小标题", *_left_open(page, state, at)]
    if line.is_enumerated or line.bullet:
        found.append("编号的小标题")
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
    if not (len(below.cells) > 1 or below.is_running or (below.is_stopped and below.length > 12) or (below.end == "colon" and not below.is_salutation)):
        found.append("小标题下没有正文")
    if below.lede:
        found.append("消息开头在文中")
    if line.signature and line.signature.is_sure:
        found.append("小标题下没有正文")
    if forms.NOTICE.search(line.plain) and not line.is_enumerated:
        found.append("小标题接小标题")
    if _ends_with_closing(page, state, at):
        found.append("署名后还有正文")
    if state.start >= 0:
        head = "".join(page.lines[n].plain for n in range(state.start, state.start + state.heads))
        if _COUNTED.search(head):
            found.append("题中有几条")
        if any(word in head for word in ("侧记", "纪实", "记者", "走笔", "讲话", "——")) and not state.is_news:
            found.append("题中像有小标题的文体")
    if line.block.marked:
        found.append("另起一篇")
    found += [_OF_SUBHEAD[reason] for reason in page.kinship(state, at)]
    new = state._replace(
        part=Part.SUBHEAD,
        base=Part.SUBHEAD,
        last=-1,
        subheads=state.subheads + 1,
        sub_length=line.length,
        texts=state.texts + 1,
    )
    yield Step(new, _total(found), False, tuple(found))


_COUNTED = re.compile("[两二三四五六七八九十几][忌招条点步问件大个法要项类种防看]|讲究|注意|小贴士|攻略|窍门|指南|怎么|如何|为什么")


def _verse(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    base = state.base
    found: list[str] = []
    if base is Part.HEADLINE:
        if not state.texts and state.part is Part.HEADLINE:
            found.append("诗直接在标题下")
    elif base in (Part.BYLINE, Part.VERSE):
        pass
    elif base in (Part.BODY, Part.OPENING, Part.REST):
        found += ["文中有诗", *_left_open(page, state, at)]
    else:
        return
    yield Step(
        state._replace(part=Part.VERSE, base=Part.VERSE, last=-1, texts=state.texts + 1),
        own[Part.VERSE] + _total(found),
        False,
        tuple(found),
    )


def _row(page: Page, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    base = state.base
    if base in (Part.TAIL, Part.VERSE):
        return
    found = _left_open(page, state, at)
    if base in (Part.BODY, Part.OPENING, Part.REST, Part.SUBHEAD, Part.SIGNATURE):
        found.append("表行在文中")
    elif base is Part.ROW:
        found.append("表行相连")
    yield Step(
        state._replace(part=Part.ROW, base=Part.ROW, last=-1, texts=state.texts + 1),
        own[Part.ROW] + _total(found),
        False,
        tuple(found),
    )


def close(page: Page, state: State) -> float:
    """What the last item loses where the text ends in this state."""
    if state.base is Part.HEADLINE and not state.texts and state.part is Part.HEADLINE:
        return WEIGHTS["标题下没有正文"]
    if state.base is Part.SUBHEAD and state.part is Part.SUBHEAD:
        return WEIGHTS["小标题下没有正文"]
    return 0.0


def forced(page: Page, at: int) -> State:
    """The state behind a line that no rule has a reading for: a paragraph that opens an item."""
    return _text(page, _fresh(at, Part.OPENING), at, Part.OPENING)
