"""Cards: what a template is given of an issue, an article, a photo."""

from typing import Any

import pytest
from hypothesis import given, settings

from edition import describe, issue
from generator.kinds import Kind
from generator.model import Article, Issue, Photo
from generator.pages import cards, photo_card
from generator.pages.correction_card import CorrectionCard
from generator.pages.excerpt import first_clause, shortened
from strategies import issues
from support import examples

BASE = "/paper/"
TOPICS = {"economy": "经济"}
TAGS = {
    "码头": cards.LinkCard("码头", "/paper/tags/ma-tou/"),
    "马头": cards.LinkCard("马头", "/paper/tags/ma-tou-1/"),
}


def article(at: int) -> cards.ArticleCard:
    """The card of one of the issue's articles."""
    of = issue()
    article = of.articles[at]
    return cards.article(article, cards.story(article, of, BASE), cards.issue(of, BASE), of, BASE, TOPICS, TAGS)


def test_an_issues_card() -> None:
    """An issue shows its day as a reader says it, by both calendars, its number, and how many 版 it declares."""
    card = cards.issue(issue(), BASE)
    assert (card.href, card.date, card.date_text, card.weekday, card.lunar, card.number, card.folio_count) == (
        "/paper/2026-03-25/",
        "2026-03-25",
        "2026年3月25日",
        "星期三",
        "丙午年二月初七",
        108,
        2,
    )


def test_people_stand_by_role_in_the_printed_order() -> None:
    """A byline names each role once, with its people; authors stand without a role word."""
    assert article(0).story.byline == "记者 周采薇 林望舒　通讯员 郑明"


def test_a_byline_that_names_nobody_stands_as_printed() -> None:
    """本报评论员 is nobody's name, and readers see it all the same."""
    assert cards.byline(Article("2026-03-25-01", order=1, byline="本报评论员")) == "本报评论员"


def test_a_photo_without_a_file_is_its_caption() -> None:
    """A photo that has no picture file has no address; one that has, has its size in pixels."""
    caption, picture = article(0).photos
    assert (caption.src, caption.width, caption.height, caption.caption) == ("", 0, 0, "只有说明")
    assert (picture.src, picture.width, picture.height) == ("/paper/2026-03-25/photos/dock-png-40.jpg", 40, 30)
    assert (picture.stem, picture.widths) == ("/paper/2026-03-25/photos/dock-png", (40,))
    assert article(0).story.photo == picture


def test_a_file_that_the_issue_does_not_have_is_no_picture() -> None:
    """A photo whose file was not found is shown as a caption, never as a broken picture."""
    assert photo_card.photo(Photo("甲", "gone.png"), issue(), BASE).src == ""


def test_an_untitled_item_shows_its_opening_words() -> None:
    """An item without a title is named by its first words, without 本报讯, and by its caption where it has no text."""
    brief, picture = article(1).story, article(2).story
    assert brief.title == ""
    assert brief.opening.startswith("菜市场")
    assert len(brief.opening) <= cards.OPENING_LENGTH
    assert picture.opening == "江上日出"
    assert article(0).story.opening == ""


def test_a_brief_is_printed_whole_where_lists_stand() -> None:
    """Up to 120 characters of an item without a headline are never cut; of a longer one, sentences."""
    short, long = "某街道新建充电棚23处。" * 9, "某街道新建充电棚23处。" * 20
    assert cards.story(Article("2026-03-25-09", order=9, body=short), issue(), BASE).summary == short
    cut = cards.story(Article("2026-03-25-09", order=9, body=long), issue(), BASE).summary
    assert cut.endswith("处。")
    assert len(cut) <= cards.BRIEF_LENGTH


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            "某街道近日在九个老旧的小区新建了电动自行车充电棚23处，增设充电端口",
            "某街道近日在九个老旧的小区新建了电动自行车充电棚…",
        ),
        (
            "某镇卫生院自三月二十三日起开设夜间门诊，每周一、三、五十八时接诊",
            "某镇卫生院自三月二十三日起开设夜间门诊，每周一…",
        ),
        ("某镇卫生院自3月23日起开设夜间门诊，每周一、三、五18时接诊", "某镇卫生院自3月23日起开设夜间门诊，每周一…"),
        ("某公司在新区的几个总装车间里新增设备投资达5.2%的比例以及其他", "某公司在新区的几个总装车间里新增设备投资达…"),
    ],
)
def test_a_cut_ends_with_no_number(text: str, cut: str) -> None:
    """A number is never cut through, nor from what it counts: 充电棚23… would say nothing, or something else."""
    assert shortened(text, cards.OPENING_LENGTH) == cut


@pytest.mark.parametrize(
    ("caption", "title"),
    [
        ("3月23日清晨，塔吊已经就位，钻机进场。", "3月23日清晨，塔吊已经就位"),
        ("3月23日清晨，新区码头二期工程施工现场的塔吊已经就位。", "新区码头二期工程施工现场的塔吊已经就位"),
        ("工人在码头检查塔吊，钻机进场。", "工人在码头检查塔吊"),
        ("雨后，江边的菜市场又热闹起来。", "雨后，江边的菜市场又热闹起来"),
        ("昨日的码头", "昨日的码头"),
    ],
)
def test_a_picture_is_called_by_what_its_caption_says_first(caption: str, title: str) -> None:
    """The first clause stands for a headline; a time goes with what follows, and two characters are no clause."""
    assert first_clause(caption, cards.OPENING_LENGTH) == title


def test_an_excerpt_ends_well() -> None:
    """An excerpt ends with a sentence where one fills it well; else with dots, never with a comma before them."""
    whole = cards.story(Article("2026-03-25-09", order=9, title="题", body="句子。" * 60), issue(), BASE).summary
    cut = cards.story(Article("2026-03-25-09", order=9, title="题", body="一，" * 80), issue(), BASE).summary
    assert whole.endswith("句子。")
    assert cut.endswith("一…")
    assert max(len(whole), len(cut)) <= cards.SUMMARY_LENGTH


def test_a_story_counts_characters_a_reader_sees() -> None:
    """A story's length leaves out Markdown's signs."""
    assert article(0).story.length == len("本报讯(记者周采薇)昨日，码头启用。") + len("货轮靠岸。")


def test_neighbours_and_links() -> None:
    """An article leads to the ones before and after it in its issue, to its topics and to its tags."""
    first, second, last = article(0), article(1), article(2)
    assert first.previous is None
    assert last.next is None
    assert second.previous == cards.LinkCard("杨家渡码头启用", "/paper/2026-03-25/01.html")
    assert second.next == cards.LinkCard("江上日出", "/paper/2026-03-25/03.html")
    assert first.topics == (cards.LinkCard("经济", "/paper/topics/economy/"),)
    assert last.tags == (cards.LinkCard("马头", "/paper/tags/ma-tou-1/"),)
    assert (first.event_date, first.event_date_text) == ("2026-03-24", "2026年3月24日")
    assert (last.event_date, last.event_date_text) == ("", "")


@pytest.mark.parametrize(("number", "label"), [("01", "01版 要闻"), ("A3", "A3版"), ("", "")])
def test_folio_labels(number: str, label: str) -> None:
    """A 版 is called by its number and name, as much of them as the issue knows."""
    assert cards.folio_label(number, issue()) == label


@settings(max_examples=examples(25))
@given(issues("2026-03-25"))
def test_every_article_stands_in_one_folio(of: Issue) -> None:
    """The 版 of an issue's page hold every article once, in order; none is empty, and each has its own anchor."""
    folios = describe(of, BASE)[1].folios()
    hrefs = [story.href for folio in folios for story in folio.stories]
    assert sorted(hrefs) == [f"/paper/{of.id}/{a.order:02d}.html" for a in of.published().articles]
    assert all(folio.stories and folio.anchor for folio in folios)
    assert len({folio.anchor for folio in folios}) == len(folios)


def test_a_correction_shows_both_wordings() -> None:
    """A correction's card has its day, what was printed, and what is right; the text stays as it was printed."""
    assert article(0).corrections == (CorrectionCard("2026-03-26", "2026年3月26日", "昨日", "前日", ""),)
    assert "昨日" in article(0).body


def card(kind: Kind, body: str = "正文。", **fields: Any) -> cards.StoryCard:
    """The card of an article of a kind."""
    return cards.story(Article("2026-03-25-09", order=9, kind=kind, body=body, **fields), issue(), BASE)


@pytest.mark.parametrize(
    ("kind", "length", "slight"),
    [
        (Kind.NOTICE, 40, True),
        (Kind.NOTICE, cards.LONG_NOTICE, False),
        (Kind.DATA, 4000, True),
        (Kind.LITERATURE, 40, False),
        (Kind.NEWS, 40, False),
    ],
)
def test_what_heads_no_page(kind: Kind, length: int, slight: bool) -> None:  # noqa: FBT001
    """A table and a notice that is not long are set small; anything else may lead."""
    assert card(kind, "字" * length).is_slight is slight


@pytest.mark.parametrize(
    ("kind", "fields", "label"),
    [
        (Kind.INTERVIEW, {}, "访谈"),
        (Kind.NOTICE, {"title": "停水"}, "公告"),
        (Kind.NOTICE, {"title": "停水公告"}, ""),
        (Kind.COMMENTARY, {"kicker": "今日谈"}, ""),
        (Kind.NEWS, {}, ""),
        (Kind.PHOTO, {}, ""),
    ],
)
def test_a_kind_is_named_where_it_says_something(kind: Kind, fields: dict[str, Any], label: str) -> None:
    """Above a headline without a kicker stands the kind, in Chinese, unless headline or 版 say it already."""
    assert card(kind, **fields).label == label


@pytest.mark.parametrize(
    ("kind", "body", "summary"),
    [
        (Kind.LITERATURE, "码头的灯灭了\n水退下去", "码头的灯灭了 水退下去"),
        (Kind.LITERATURE, "水记得。\n\n——题记\n\n一\n\n那年春天。", "那年春天。"),
        (Kind.LETTER, "编辑同志：\n\n路灯坏了。\n\n林望舒", "路灯坏了。"),
        (Kind.DATA, "|  |  |\n| --- | --- |\n| 1 | 甲 |\n| 2 | 乙 |", "1 甲 2 乙"),
        (Kind.NEWS, "## 小标题\n\n正文。", "小标题 正文。"),
    ],
)
def test_an_excerpt_begins_with_the_text(kind: Kind, body: str, summary: str) -> None:
    """An excerpt leaves out who is addressed and what stands before the text, and keeps lines apart."""
    assert card(kind, body).summary == summary
