"""Small rules of import: decks, kinds, wrapped lines, web pages, scripts and words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds import Kind
from generator.language import lexicon, scripts, web_page
from generator.understanding import decks, unwrap
from generator.understanding.manuscript import Block
from generator.understanding.parts import Part, Piece
from generator.understanding.unwrap import Line
from raw_texts import converted
from strategies import sentence


def headline(*lines: str) -> decks.Headline:
    """The decks of these lines; ``##`` before one marks it, ``/`` joins printed lines of one."""
    pieces = []
    for number, line in enumerate(lines, 1):
        block = Block(number, tuple(line.removeprefix("##").split("/")), marked=line.startswith("##"))
        pieces.append(Piece(block, block.text, Part.HEADLINE, ""))
    return decks.headline(pieces)


@pytest.mark.parametrize(
    ("lines", "kicker", "title", "subtitle"),
    [
        (["新港码头启用"], "", "新港码头启用", ""),
        (["一座码头的新生", "——新港扩建侧记"], "", "一座码头的新生", "——新港扩建侧记"),
        (["谋划新开局", "学校召开例会"], "谋划新开局", "学校召开例会", ""),
        (["龙舟赛收桨", "女队逆转夺冠", "最后五十米反超"], "龙舟赛收桨", "女队逆转夺冠", "最后五十米反超"),
        (["全县首个", "##一村一码上线"], "全县首个", "一村一码上线", ""),
        (["##新港码头启用", "首船载走春茶"], "", "新港码头启用", "首船载走春茶"),
        (["从“云上”到岸边/新港的一天"], "", "从“云上”到岸边 新港的一天", ""),
        (["小说连载", "钟楼", "第五回"], "小说连载", "钟楼", "第五回"),
        (["鲁牧之强调：", "把灯点在前头"], "鲁牧之强调：", "把灯点在前头", ""),
        (["招标公告", "云招〔2026〕12号"], "", "招标公告", "云招〔2026〕12号"),
        ([], "", "", ""),
    ],
)
def test_decks(lines: list[str], kicker: str, title: str, subtitle: str) -> None:
    """Kicker above, subtitle below; a marked line, or the lower of two, is the title."""
    assert headline(*lines) == decks.Headline(kicker, title, subtitle)


@given(st.lists(sentence.map(str.strip).filter(bool), min_size=1, max_size=5))
def test_decks_hold_every_line(lines: list[str]) -> None:
    """No line of a headline is lost, and there always is a title."""
    found = decks.headline([Piece(Block(at, (text,)), text, Part.HEADLINE, "") for at, text in enumerate(lines, 1)])
    assert " ".join(filter(None, (found.kicker, found.title, found.subtitle))) == " ".join(lines)
    assert found.title


STORY = "新港码头昨日启用，首艘货轮满载春茶离岸，岸边挤满了送行的人。"
MEMORY = "我小时候坐船去看外婆，船夫总把我放在船头，说这样望得见屋后那棵很老的柿子树。"
CLAIM = "治理堵点不能只靠罚，群众要的是路。干部应当到桥头站一站，才能知道早晚高峰堵在哪里。"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (f"## 码头启用\n\n本报讯(记者周采薇){STORY}", Kind.NEWS),
        (f"## 柿子树\n\n□柳听雨\n\n{MEMORY}", Kind.LITERATURE),
        (f"## 到桥头站一站\n\n□柳听雨\n\n{CLAIM}", Kind.COMMENTARY),
        (f"## 云湖时评：到桥头站一站\n\n{CLAIM}", Kind.COMMENTARY),
        ("## 停水通知\n\n因管网检修，河西片区本周六停水六小时，请用户提前储水。", Kind.NOTICE),
        (f"## 渡口的灯\n\n编辑同志：\n\n{MEMORY}\n\n读者 许若川", Kind.LETTER),
        ("## 年票怎么换\n\n问：还能用多久？\n\n答：到三月底。\n\n问：要带什么？\n\n答：带身份证。", Kind.INTERVIEW),
        ("## 各镇种茶面积\n\n1\t白沙\t45\n\n2\t南屿\t50", Kind.DATA),
        ("## 江上春色\n\n工人在新港码头装货。\n\n周采薇 摄", Kind.PHOTO),
        (f"## 在新港中学毕业典礼上的讲话\n\n校长 许若川\n\n同学们：\n\n{MEMORY}", Kind.OTHER),
    ],
)
def test_kinds(raw: str, kind: Kind) -> None:
    """What an article is follows from how it is printed: its head, who signed it, what its lines are."""
    assert [article.kind for article in converted(raw).issue.articles] == [kind]


WRAPPED = (
    "新港码头昨日正式启用，首艘货轮满载春茶离港，岸边挤满了送行的人。码头全长一千二百米，"
    "有四个泊位，可以同时停靠三千吨级的货轮，工人们说这一天等了很久，很久。"
)


def wrapped(text: str, column: int, indent: str = "") -> list[Line]:
    """Lines of a text cut at a column's width."""
    whole = indent + text
    cut = [whole[at : at + column] for at in range(0, len(whole), column)]
    return [Line(at, part.strip(), indented=part[:1].isspace()) for at, part in enumerate(cut, 1)]


@pytest.mark.parametrize("column", [12, 16, 20])
def test_wrapped_lines_are_one_paragraph_again(column: int) -> None:
    """Two paragraphs that were cut at a column's width come back as two, with every character."""
    lines = [*wrapped(WRAPPED, column, "　　"), *wrapped(WRAPPED, column, "　　")]
    found = unwrap.wrapped_at(lines)
    assert found == pytest.approx(column, abs=1.0)
    assert ["".join(line.text for line in group) for group in unwrap.unwrapped(lines, found)] == [WRAPPED, WRAPPED]


def test_what_is_no_column_is_left_alone() -> None:
    """Lines that blank lines part, few lines, and verses of one length are not unwrapped."""
    assert unwrap.wrapped_at([Line(at, WRAPPED, gap=1) for at in range(20)]) == 0
    assert unwrap.wrapped_at(wrapped(WRAPPED, 16)[:5]) == 0
    assert unwrap.wrapped_at([Line(at, "我把一盏灯系在船尾") for at in range(20)]) == 0


@given(st.lists(sentence.map(str.strip).filter(bool), min_size=1, max_size=20), st.floats(8, 46))
def test_unwrapping_keeps_every_character(texts: list[str], column: float) -> None:
    """Whatever the lines are, unwrapping changes where paragraphs end and no character but a space."""
    lines = [Line(at, text) for at, text in enumerate(texts, 1)]
    joined = "".join(line.text for group in unwrap.unwrapped(lines, column) for line in group)
    assert "".join(joined.split()) == "".join("".join(texts).split())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("放大　缩小　默认", True),
        ("上一篇：没有了", True),
        ("您当前的位置：首页 > 数字报刊 > 正文", True),
        ("分享到：微信　微博", True),
        ("备案号：某ICP备00000002号-1", True),
        ("Copyright (C) 2026 All Rights Reserved", True),
        ("大", False),
        ("12", False),
        ("新港码头昨日启用", False),
        ("读者的评论写得好。", False),
        ("收藏家的一生", False),
    ],
)
def test_what_a_web_page_prints_around_a_text(line: str, expected: bool) -> None:  # noqa: FBT001
    """Buttons, paths and rights of a web page belong to no article; a poem's short title and a sentence do."""
    assert web_page.is_chrome(line) == expected


def test_a_papers_name_and_its_contents() -> None:
    """A paper's name alone, and what opens a list of headlines, are known; a headline with a paper in it is not."""
    assert web_page.is_paper_name("云湖日报数字报")
    assert not web_page.is_paper_name("云湖日报创刊七十年")
    assert web_page.opens_contents("版面导航")
    assert not web_page.opens_contents("新闻里的码头")


def test_traditional_characters_are_read_as_simplified() -> None:
    """Each traditional character becomes its simplified one in its own place."""
    assert scripts.simplified("記者許若川攝") == "记者许若川摄"


@given(st.text(max_size=40))
def test_simplifying_keeps_places(text: str) -> None:
    """A text keeps its length, and doing it again changes nothing more."""
    plain = scripts.simplified(text)
    assert len(plain) == len(text)
    assert scripts.simplified(plain) == plain


def test_the_table_of_characters_is_one_to_one() -> None:
    """The table's two rows are of one length, and no character stands in the first twice."""
    table = Path(scripts.__file__).with_name("vocabulary") / "traditional.txt"
    traditional, simplified = table.read_text("utf-8").split()
    assert len(traditional) == len(simplified) == len(set(traditional))


def test_words_of_the_dictionary() -> None:
    """A common word counts more than a rare one; no word, a person's name and a long word count nothing."""
    assert lexicon.count("码头") > 0
    assert lexicon.count("我们") > lexicon.count("码头")
    assert [lexicon.count(word) for word in ("头码", "周采薇", "", "一衣带水")] == [0, 0, 0, 0]


@pytest.mark.parametrize("line", ["](" * 60 + "x", "1" * 118 + "x", "A+ " * 39 + "x", "大[] " * 29 + "x"])
def test_what_stands_around_a_text_is_known_in_one_pass(line: str) -> None:
    """A row of signs and words of a page that is none of its chrome is no more work than its length."""
    assert not web_page.is_chrome(line)


@pytest.mark.parametrize("row", ["| X|  |", "|  | X |", "| 码头启用 |   |"])
def test_a_headline_has_no_blanks_around_it(row: str) -> None:
    """A row of a table that is read as a headline has no empty cells at its ends."""
    issue = converted(f"{row}\n\n本报讯 码头昨日启用，首艘货轮离岸。").issue
    assert all(article.title == article.title.strip() for article in issue.articles)
