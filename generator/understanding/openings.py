"""The steps by which a line begins an item or interrupts one: headlines, bylines, pictures, furniture."""

from collections.abc import Iterator

from generator.understanding import patterns
from generator.understanding.forms import Form
from generator.understanding.line_table import LineTable
from generator.understanding.parts import ASIDE, Part
from generator.understanding.state import State, Step, ending, fresh, left_open, text_state, total


def furniture(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A line that belongs to the page and to no item."""
    found: list[str] = []
    if state.base is Part.HEADLINE and state.part is Part.HEADLINE and not state.texts:
        found.append("标题下没有正文")
    guide = page.guided[at]
    yield Step(state._replace(part=Part.FURNITURE, in_guide=guide), own[Part.FURNITURE] + total(found), tuple(found))


def headline(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A headline that opens an item, or a further line of one."""
    line = page.lines[at]
    score = own[Part.HEADLINE]
    if state.part is Part.HEADLINE and not _is_next_marked(page, state, at):
        found = ["有标题记号的又一行" if line.block.marked else "同一标题的又一行"]
        above = page.lines[at - 1]
        if patterns.DASH.match(line.text) or above.text.endswith("——"):
            found.append("副题的破折号")
        if state.heads >= 4:
            found.append("标题太多行")
        if line.length <= 3:
            found.append("标题的又一行太短")
        yield Step(state._replace(heads=state.heads + 1), score + total(found), tuple(found))
        return
    found = ["另起一篇", *ending(page, state, at)]
    if state.part in (Part.CAPTION, Part.CREDIT) and state.last >= 0:
        found += left_open(page, state, at)
    found += page.kinship(state.start, state.texts, at)
    if page.has_peers[at]:
        found.append("并列的短行不是标题")
    yield Step(fresh(at, Part.HEADLINE)._replace(heads=1), score + total(found), tuple(found), opens=True)


def _is_next_marked(page: LineTable, state: State, at: int) -> bool:
    """Whether this is a second line with ``##`` that opens another item, as unmarked lines are between the two."""
    above = page.lines[state.start : at]
    return page.lines[at].block.marked and not above[-1].block.marked and any(line.block.marked for line in above)


def byline(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """A byline above the text; if there is no headline above it, it opens a story whose headline is missing."""
    if state.part is Part.HEADLINE:
        found = ["标题下是署名"]
    elif state.base is Part.BYLINE and state.part is Part.BYLINE:
        found = ["同一标题的又一行"]
    elif state.base is Part.HEADLINE and not state.texts:
        if page.lines[at].is_credit:
            return
        found = []
    else:
        # There is no headline above: a signed story whose headline is missing.
        line = page.lines[at]
        sign = line.signature
        if sign is None or sign.is_bracketed or not sign.is_sure or at + 1 >= len(page.lines) or sign.is_credit:
            return
        if not page.lines[at + 1].is_running:
            return
        found = ["另起一篇", "没有标题", "署名不在标题下", *ending(page, state, at)]
        yield Step(
            fresh(at, Part.BYLINE)._replace(signed=True), own[Part.BYLINE] + total(found), tuple(found), opens=True
        )
        return
    yield Step(
        state._replace(part=Part.BYLINE, base=Part.BYLINE, signed=True),
        own[Part.BYLINE] + total(found),
        tuple(found),
    )


def caption(state: State, own: dict[Part, float]) -> Iterator[Step]:
    """A caption; the story around it can continue afterwards."""
    found = ["图片隔开了文章"] if state.last >= 0 else []
    yield Step(
        state._replace(part=Part.CAPTION, in_guide=False),
        own[Part.CAPTION] + total(found),
        tuple(found),
    )


def credit(state: State) -> Iterator[Step]:
    """A credit, below a caption."""
    found = ["整行是图署"] if state.part in (Part.CAPTION, Part.CREDIT) else ["整行是图署", "图署上面不是图说"]
    yield Step(state._replace(part=Part.CREDIT), total(found), tuple(found))


def opening(page: LineTable, state: State, at: int, own: dict[Part, float]) -> Iterator[Step]:
    """An item without a headline."""
    line = page.lines[at]
    if state.part is Part.HEADLINE or (state.base is Part.BYLINE and state.part is Part.BYLINE) or line.is_day:
        return
    if not (line.is_running or line.is_stopped or line.is_note or line.lede or not line.end):
        return
    if line.is_closing and not line.is_note and not line.is_running:
        return
    found = ["另起一篇", "没有标题", *ending(page, state, at)]
    if line.lede:
        found.append("以消息开头另起")
    elif line.is_note:
        found.append(
            "编者按另起" if patterns.OF_GROUP.search(line.plain) or state.part is Part.FURNITURE else "编者按在文中"
        )
    elif patterns.CONTINUED.match(line.plain):
        found.append("从别版接来")
    elif _brief_sign(line) and _is_brief(page, state, at):
        found.append("简讯里的一条")
    if state.part in ASIDE and state.last >= 0:
        found += ["上一段没有收尾"]
    yield Step(
        text_state(page, fresh(at, Part.OPENING), at, Part.OPENING, is_news=line.lede is not None),
        own[Part.BODY] + total(found),
        tuple(found),
        opens=True,
    )


def _brief_sign(line: Form) -> str:
    """The mark of a line that is one of several short items: a sign, a name in brackets, a place with a colon."""
    found = patterns.BRIEF.match(line.plain)
    return line.bullet or (found[0][0 if found[0][0] == "【" else -1] if found else "")


def _is_brief(page: LineTable, state: State, at: int) -> bool:
    """Whether a marked line is one of several short items: it is below a section's name or another such line."""
    if state.part is Part.FURNITURE:
        return page.lines[at - 1].has_section
    above = page.lines[at - 1]
    return state.base is Part.OPENING and state.start == at - 1 and _brief_sign(above) == _brief_sign(page.lines[at])
