"""An article as rich text for the editor of an official account."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.kinds import Ai, Kind, Role
from generator.model import Article, Author, Correction, Folio, Issue, Photo, PhotoFile
from generator.outlets.wechat_text import Post, measured, post
from generator.pages import cards

WHOLE = Article(
    "2026-03-25-01",
    order=1,
    title="码头启用 货轮靠岸",
    kicker="攻坚第十四天",
    subtitle="——首批<三艘>",
    folio="01",
    body="本报讯(记者周采薇)昨日，**码头**启用，见[公告](https://example.com/a?b=1&c=2)、[旧闻](/2026-03-18/)。"
    "\n\n## 看船\n\n- 一\n- 二",
    authors=(Author("周采薇", Role.REPORTER), Author("郑明", Role.CORRESPONDENT)),
    photos=(
        Photo("只有说明"),
        Photo("货轮靠岸", "Dock.png", "", "周采薇 摄"),
        Photo("远景", "far.png", ai=Ai.GENERATED),
    ),
    summary="码头启用",
    source="据新华社",
    original="https://example.com/old",
    ai=Ai.COMPOSED,
    corrections=(Correction(date(2026, 3, 26), "昨日", "前日", "谢谢读者。"),),
)


def made(article: Article, address: str = "https://example.org/2026-03-25/01.html") -> Post:
    """The article in an issue of one 版 with staff."""
    photos = tuple(PhotoFile(name, Path(name), "0", 40, 30) for name in ("Dock.png", "far.png"))
    folios = (Folio("01", "要闻", (("责任编辑", "许若川"), ("美编", "何映秋"))),)
    issue = Issue("2026-03-25", date(2026, 3, 25), 108, folios, (), (article,), photos)
    story, head = cards.story(article, issue, "/"), cards.issue(issue, "/")
    return post(cards.article(article, story, head, issue, "/", {}, {}), article.id, address)


def test_fields_are_filled() -> None:
    """Title in one line, the authors' names, summary and address stand in fields of their own."""
    found = made(WHOLE)
    assert found.fields == {
        "标题": "码头启用 货轮靠岸",
        "作者": "周采薇 郑明",
        "摘要": "码头启用",
        "原文网址": "https://example.org/2026-03-25/01.html",
    }
    assert "码头启用 货轮靠岸" not in found.text


def test_everything_printed_is_in_the_text_in_order() -> None:
    """Kicker, subtitle, label, byline, correction, pictures, text, and at the end source, address and staff."""
    text = made(WHOLE).text
    wanted = (
        *(
            "攻坚第十四天",
            "——首批&lt;三艘&gt;",
            "含人工智能合成内容",
            "记者 周采薇　通讯员 郑明　2026年3月25日　01版 要闻",
        ),
        *("更正（2026年3月26日）：印为“昨日”，应为“前日”。谢谢读者。", "【图 1】", "货轮靠岸 周采薇 摄"),
        *("<strong>码头</strong>启用，见公告（https://example.com/a?b=1&amp;c=2）、旧闻。", "看船", "【图 2】"),
        *("远景 人工智能生成", "图片说明：只有说明", "来源：据新华社", "原文：https://example.com/old"),
        "责任编辑：许若川　美编：何映秋",
    )
    places = [text.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert [photo.caption for photo in made(WHOLE).pictures] == ["货轮靠岸", "远景"]


@pytest.mark.parametrize("kind", Kind)
def test_only_inline_styles(kind: Kind) -> None:
    """Whatever the kind, there are no links, pictures, scripts, classes or ids, and nothing is left open."""
    table, verse = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "山下兰芽短浸溪，\n松间沙路净无泥。"
    body = f"{WHOLE.body}\n\n{table}\n\n3. 三\n\n问：好吗？\n\n{verse}\n\n编辑部\n2026年3月25日"
    text = made(replace(WHOLE, kind=kind, body=body)).text
    assert not any(part in text for part in ("<a", "<img", "class=", "id=", "<div", "<script", "<wbr"))
    assert measured(text).tags <= set(
        "section p span strong br h2 ul ol li table thead tbody tr th td blockquote".split()
    )
    assert all(text.count(f"<{tag}") - text.count(f"</{tag}") == 0 for tag in ("section", "table", "strong", "ul"))
    assert 100 < measured(text).length < len(text)


def test_a_brief_is_called_by_its_opening() -> None:
    """An article without a headline has its first words as a title; without an author, the printed byline."""
    found = made(Article("2026-03-25-01", order=1, untitled=True, body="菜市场搬了新家。", byline="本报评论员"))
    assert (found.fields["标题"], found.fields["作者"]) == ("菜市场搬了新家。", "本报评论员")
