"""Where a doubt stands in the text that readers see, and what could stand there instead."""

import pytest

from generator.content import shown_lines
from generator.content.doubts import Doubt
from generator.content.shown_lines import Place
from generator.kinds import Role
from generator.model import Article, Author, Photo
from generator.newsroom import doubt_places
from generator.proofreading import Known, copy_lines, proofread
from generator.proofreading.house_lists import Banned, Lists

ARTICLE = Article(
    "2026-03-25-01",
    order=1,
    title="新港码头启用",
    kicker="引题",
    authors=(Author("郑明", Role.REPORTER), Author("周采薇", Role.REPORTER)),
    photos=(Photo("图一。"), Photo("码头图。", credit="周采薇")),
    body="码头昨日昨日启用。\n\n**码头**很大。\n\n- 码头一\n- 码头二",
)


def _stand(place: str, span: str, rule: str = "date", **other: str) -> doubt_places.Stand:
    (found,) = doubt_places.stands(ARTICLE, [Doubt(rule, place, span, "", **other)])
    return found


@pytest.mark.parametrize(
    ("place", "span", "at"),
    [
        ("标题", "码头", "title:2"),
        ("正文第1段", "昨日", "1:2"),
        ("正文第2段", "码头很", "2:0"),
        ("正文第4行", "码头", "4:0"),
        ("图片说明2", "图", "caption2:2"),
        ("作者", "周采薇", "author2:0"),
        ("正文第1段", "很大", "2:2"),
        ("文末", "版面文字", ""),
        ("标题", "", "title:0"),
    ],
)
def test_a_doubt_stands_at_its_words(place: str, span: str, at: str) -> None:
    """The words are sought at the named place first, then in the whole article; they may also stand nowhere."""
    assert _stand(place, span).at == at


def test_two_doubts_of_one_word_stand_apart() -> None:
    """Each of two doubts about the same words has its own occurrence."""
    found = doubt_places.stands(ARTICLE, [Doubt("date", "正文第1段", "昨日", "")] * 2)
    assert [stand.at for stand in found] == ["1:2", "1:4"]
    fixed, waiting = (Doubt("date", "正文第2段", "码头很", "", answer=answer) for answer in ("fixed", "open"))
    assert [stand.at for stand in doubt_places.stands(ARTICLE, [fixed, waiting])] == ["", "2:0"]


def test_every_place_of_proofreading_is_known() -> None:
    """Each name of a place that proofreading writes leads to the line with the same text."""
    lines = {line.place: line.text for line in shown_lines.lines(ARTICLE)}
    copy = copy_lines.take(ARTICLE)
    assert copy.lines
    for name, text in copy.lines:
        place = doubt_places.place_of(name)
        assert place is not None
        assert lines[place] == text


@pytest.mark.parametrize(
    ("rule", "span", "suggestion", "reason", "offered"),
    [
        ("banned", "残废人", "残疾人", "", "残疾人"),
        ("banned", "残废人", "", "", "残废人"),
        ("look-alike", "周采微", "周采薇", "", "周采薇"),
        ("doubled-character", "码头的的新路", "看是否多了一个“的”", "", "码头的新路"),
        ("doubled-mark", "启用，，首艘", "看应当留哪一个", "", "启用，首艘"),
        ("lost-character", "了方方面的人", "方方面面", "", "了方方面面的人"),
        ("mixed-width", "启用,首艘", "“,”改为“，”", "", "启用，首艘"),
        ("weekday", "3月25日（星期二", "核对日期，或改为星期三", "", "3月25日（星期三"),
        ("leader", "区长何映球", "何映秋", "领导人.csv 里这个职务是“何映秋”", "区长何映秋"),
        ("name", "区长何映球", "核对是“何映球”还是“何映秋”", "一字之差（见账，已经编辑确认）", "区长何映秋"),
        ("name", "区长何映球", "核对是“何映球”还是“何映秋”", "一字之差（见账）", "区长何映球"),
        ("date", "2月30日", "核对日期", "日历上没有这一天", "2月30日"),
    ],
)
def test_what_proofreading_knows_is_offered(rule: str, span: str, suggestion: str, reason: str, offered: str) -> None:
    """Where a rule knows the right words, they are what could replace the doubted ones; else these stay."""
    doubt = Doubt(rule, "正文第1段", span, reason, suggestion)
    assert doubt_places.words(doubt, ARTICLE.kind) == (span, offered)


def test_what_is_offered_removes_the_doubt() -> None:
    """After the offered words are put in, proofreading raises the doubt no more."""
    body = "码头的的新路，，方方面的残废人都来了,真好，很好，好，好，好。三月的风，吹。"
    known = Known(Lists(banned=(Banned("残废人", "残疾人"),)))
    for doubt in proofread(Article("2026-03-25-01", order=1, body=body), None, known):
        span, offered = doubt_places.words(doubt, ARTICLE.kind)
        assert offered != span, doubt
        after = proofread(Article("2026-03-25-01", order=1, body=body.replace(span, offered)), None, known)
        assert doubt.key not in {each.key for each in after}


def test_a_changed_source_stands_where_the_reader_sees_it() -> None:
    """The two wordings of a corrected source are lines of a file; their doubt stands at the words that readers see."""
    of_title = _stand("编辑改过的地方", 'title: "新港码头启用"', "source", suggestion='title: "新港开港"')
    assert (of_title.at, of_title.span, of_title.offered) == ("title:0", "新港码头启用", "新港开港")
    of_body = _stand("编辑改过的地方", "**码头**很大。", "source", suggestion="码头不\\*大。")
    assert (of_body.at, of_body.span, of_body.offered) == ("2:0", "码头很大。", "码头不*大。")
    assert of_body.place == Place("body", 2)
