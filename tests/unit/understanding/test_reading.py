"""What each line of a raw text is, and which lines are one paragraph."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.newsroom import unsure
from generator.understanding import best_reading, items, manuscript, steps
from generator.understanding.parts import Part, Piece
from strategies import raw_issue
from support import each_case

HEAD = "## 新港的一天\n\n本报讯(记者周采薇)新港码头昨日启用，首艘货轮满载春茶离岸，岸边挤满了送行的人。\n\n"


def read(text: str) -> list[Piece]:
    """The pieces of a raw text."""
    return best_reading.read(manuscript.from_text(text).blocks)


@each_case("lines")
def test_lines(case: dict[str, Any]) -> None:
    """Every line is what an editor would call it."""
    assert [str(piece.part) for piece in read(case["raw"])] == case["parts"]


@each_case("paragraphs")
def test_lines_become_paragraphs(case: dict[str, Any]) -> None:
    """Lines inside a story give the paragraphs that were printed: what a column cut is one, what ended stays ended."""
    layout = items.gather(read(HEAD + "\n\n".join(case["lines"])))
    found = ["".join(piece.text for piece in group) for draft in layout.drafts for group in draft.paragraphs()]
    assert found[1:] == case["paragraphs"]


@given(raw_issue)
@example("周采薇 摄")
@example("##")
@example("　　\n|||\n")
def test_every_line_stands_in_exactly_one_place(text: str) -> None:
    """The pieces are the lines of the source in their order, each whole, and each told with why it is what it is."""
    blocks = manuscript.from_text(text).blocks
    pieces = best_reading.read(blocks)
    assert list(dict.fromkeys(piece.block.line for piece in pieces)) == [block.line for block in blocks]
    for block in blocks:
        held = "".join(piece.text for piece in pieces if piece.block is block)
        assert "".join(held.split()) == "".join(block.text.split())


@given(raw_issue)
def test_every_piece_comes_to_one_article_or_to_the_page(text: str) -> None:
    """Gathering puts each piece into one draft, and furniture into none."""
    pieces = read(text)
    layout = items.gather(pieces)
    owned = Counter(id(piece) for draft in layout.drafts for piece in draft.pieces)
    assert owned == Counter(id(piece) for piece in pieces if piece.part is not Part.FURNITURE)


@given(raw_issue)
def test_reading_is_a_function_of_the_text(text: str) -> None:
    """Reading the same text again gives the very same pieces with the same margins."""
    assert read(text) == read(text)


digits = st.text("0123456789０１２３", min_size=1, max_size=6)
words = st.sampled_from(
    "电话：|8路车可到|开放时间：|分，|的|报名费|元、|共|名额|8:30|岸边停着四艘货轮，最大的一艘载重".split("|")
)
number_lines = st.lists(st.lists(st.one_of(digits, words), min_size=1, max_size=5).map("".join), min_size=2, max_size=8)


@given(number_lines, st.sampled_from(["\n", "\n\n"]))
@example(["咨询电话：5550142", "8路车可到"], "\n\n")
@example(["岸边停着四艘货轮，最大的一艘载重达到了三千吨，全年可以装卸货物12", "00万吨。"], "\n")
def test_numbers_of_two_lines_do_not_touch_unless_told(lines: list[str], between: str) -> None:
    """Where a line that begins with a digit goes on with one that ends with a digit, a doubt tells the editor."""
    for draft in items.gather(read(between.join(lines))).drafts:
        told = [doubt.span for doubt in unsure.doubts(draft) if doubt.rule == "joined"]
        for above, below in pairwise(draft.body):
            if below.part is Part.REST and above.text[-1:].isdigit() and below.text[:1].isdigit():
                assert above.text[-unsure.SPAN // 2 :] + below.text[: unsure.SPAN // 2] in told


CONTACTS = ["咨询电话：5550142", "8路公交车可到", "开放时间：8:30", "17:30以后请拨值班电话。"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("below", ["", "## 菜市场搬家\n\n本报讯(记者郑明)菜市场昨日搬家。"])
def test_lines_that_tell_how_to_reach_somebody_stay_lines(between: str, below: str) -> None:
    """Telephone numbers, bus lines and hours below one another are never put together."""
    pieces = read(f"{HEAD}{between.join(CONTACTS)}\n\n{below}")
    assert not [piece.text for piece in pieces if piece.part is Part.REST]


STORIES = [
    "## 新港码头启用\n\n本报讯(记者周采薇)新港码头昨日启用，首艘货轮满载春茶离岸。",
    "渡船\n\n□柳听雨\n\n我把一盏灯\n\n系在船尾\n\n夜便有了尾巴",
    "## 菜市场搬家\n\n本报讯(记者郑明)北街的菜市场搬进新楼，雨天再也不用踩泥水。",
    "遗失声明\n\n●郭某遗失身份证，声明作废。",
]
UNFINISHED = "湖岸的观鸟屋建在水上，木板路弯弯曲曲地通到芦苇深处，孩子们趴在窗口一看就是半天，谁也不肯先说出口要回家去"


@pytest.mark.parametrize("at", range(1, len(STORIES)))
def test_an_unfinished_line_disturbs_nobody(at: int) -> None:
    """One long line without an end, wherever it stands, changes nothing in how the stories around it are read."""
    texts = [*STORIES[:at], f"## 湖岸\n\n{UNFINISHED}", *STORIES[at:]]
    parts = {piece.text: piece.part for piece in read("\n\n".join(STORIES))}
    assert {piece.text: piece.part for piece in read("\n\n".join(texts)) if piece.text in parts} == parts


@pytest.mark.xfail(reason="a marked line below a short line without an end is read as its second line", strict=True)
@given(
    st.lists(
        st.sampled_from(["菜农天不亮就进了城，", "灯亮了。", "河边飘着香气", "本报讯 船到了。"]), min_size=1, max_size=4
    )
)
@example(["灯亮了。", "河边飘着香气"])
def test_a_marked_line_opens_an_item(lines: list[str]) -> None:
    """Whatever stands between two lines with ##, each of the two opens an item."""
    pieces = read("## 早市开张\n\n" + "\n\n".join(lines) + "\n\n## 晚市收摊\n\n灯一盏一盏亮起来，河边飘着炒货的香气。")
    assert [piece.opens for piece in pieces if piece.block.marked] == [True, True]


def weighed(count: int) -> int:
    """How many readings of a line are weighed in a text of so many short lines."""
    page_steps = 0
    follow = steps.follow

    def counted(*args: Any) -> Any:
        nonlocal page_steps
        for step in follow(*args):
            page_steps += 1
            yield step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "follow", counted)
        read("\n".join(f"第{number}行 短" for number in range(count)))
    return page_steps


@pytest.mark.slow
def test_work_grows_with_the_lines() -> None:
    """Two thousand short lines take about four times the steps of five hundred: no line looks at all the others."""
    assert weighed(2000) < 5 * weighed(500)


@pytest.mark.slow
def test_a_thousand_pictures_in_a_row() -> None:
    """A page of nothing but captions, below what may be a headline, is read to its end."""
    text = "江上春色\n\n" + "3月22日，工人在新港码头装货。周采薇 摄\n\n" * 1000
    assert [piece.part for piece in read(text)[-2:]] == [Part.CAPTION, Part.CREDIT]


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["9", "９", "1-", "1380000", "·", "一", "记者\u3000"])
def test_a_line_of_nothing_but_figures(sign: str) -> None:
    """A line is looked at once from its beginning to its end, however long it is."""
    line = sign * (50_000 // len(sign)) + "码头"
    assert "".join(piece.text for piece in read(line)) == line
