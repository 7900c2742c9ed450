"""Fields of an article are set one by one: the value is checked, and no other byte of the file changes."""

from typing import Any

import pytest

from carried_out import ISSUE, carried_out, digest, text
from generator.content import store, tag_lists
from generator.editing.asked import Stale
from generator.editing.setting_fields import SetField, SetPicture, set_field, set_picture
from generator.errors import ContentError
from generator.kinds import Role
from generator.model import Article, Author, Folio, Photo
from support import Site


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with one article."""
    site.issue(folios=(Folio("01", "要闻"), Folio("03")))
    people = (Author("周采薇", Role.REPORTER), Author("郑明", Role.CORRESPONDENT))
    site.article(authors=people, photos=(Photo("码头", credit="林望舒"), Photo("船")))
    return site


def asked(site: Site, field: str, value: Any, **more: Any) -> SetField:
    """A request for the article as it is now."""
    return SetField(issue=ISSUE, article="01", field=field, value=value, **{"digest": digest(site)} | more)  # type: ignore[arg-type]


def article(site: Site) -> Article:
    """The article in the paper."""
    return store.load_issue(site.root / "content/issues" / ISSUE, site.root).articles[0]


@pytest.mark.parametrize(
    ("field", "value", "old", "new"),
    [
        ("kicker", " 要闻\n再要闻 ", 'kicker: ""', 'kicker: "要闻 再要闻"'),
        ("title", '<b>"{{ x }}"</b>', 'title: "第1篇"', 'title: "<b>\\"{{ x }}\\"</b>"'),
        ("kind", "notice", 'kind: "news"', 'kind: "notice"'),
        ("event_date", "2026-03-24", "event_date: null", 'event_date: "2026-03-24"'),
        ("folio", "3", 'folio: ""', 'folio: "03"'),
        ("truncated", True, "truncated: false", "truncated: true"),
        ("topics", ("economy", "民生"), "topics: []", 'topics: ["economy", "民生"]'),
        ("source", "新华社", "untitled: false\n", 'untitled: false\nsource: "新华社"\n'),
        ("ai", "生成", "untitled: false\n", 'untitled: false\nai: "生成"\n'),
        ("draft", True, "untitled: false\n", "untitled: false\ndraft: true\n"),
        ("draft", False, "", ""),
        ("event_date", "", "event_date: null", "event_date: null"),
    ],
)
def test_one_field_changes(paper: Site, field: str, value: Any, old: str, new: str) -> None:
    """A field has its new value, and every other byte of the file is as it was."""
    before = text(paper)
    carried_out(paper, set_field, asked(paper, field, value))
    assert text(paper) == before.replace(old, new)


def test_authors(paper: Site) -> None:
    """Names and roles are changed, people are added and taken away."""
    before = text(paper)
    people = ({"name": "周采薇", "role": "记者"}, {"name": "郑 明", "role": "特约通讯员"})
    carried_out(paper, set_field, asked(paper, "authors", people))
    assert text(paper) == before.replace('"郑明"\n  role: "通讯员"', '"郑 明"\n  role: "特约通讯员"')
    carried_out(
        paper, set_field, asked(paper, "authors", (people[1], {"name": "林望舒", "role": "作者"}, {"name": " "}))
    )
    assert article(paper).authors == (Author("郑 明", Role.CORRESPONDENT), Author("林望舒", Role.AUTHOR))
    carried_out(paper, set_field, asked(paper, "authors", ()))
    assert article(paper).authors == ()
    carried_out(paper, set_field, asked(paper, "authors", ({"name": "甲", "role": "记者"},)))
    assert text(paper) == before.replace('- name: "周采薇"', '- name: "甲"').replace(
        '- name: "郑明"\n  role: "通讯员"\n', ""
    )


def test_a_new_tag_is_entered_in_the_register(paper: Site) -> None:
    """A tag that the paper does not have gets an address at once; a synonym becomes the tag that it stands for."""
    paper.write("content/lists/同义词.csv", "说法,标签\n马头,码头\n")
    carried_out(paper, set_field, asked(paper, "tags", ("马头", "新港", "码头", "新港")))
    assert article(paper).tags == ("码头", "新港")
    assert tag_lists.read(paper.root).register.keys() == {"码头", "新港"}


def test_a_new_folio_is_entered_in_the_issue(paper: Site) -> None:
    """A 版 that the issue does not have yet is added to its head, in order."""
    carried_out(paper, set_field, asked(paper, "folio", "2"))
    issue = store.load_issue(paper.root / "content/issues" / ISSUE, paper.root)
    assert [folio.number for folio in issue.folios] == ["01", "02", "03"]
    assert issue.articles[0].folio == "02"
    assert 'name: "要闻"' in text(paper, "issue")


def test_a_title_and_its_mark_go_together(paper: Site) -> None:
    """An article whose title is taken away is untitled, and is not any more when it gets one."""
    before = text(paper)
    carried_out(paper, set_field, asked(paper, "title", ""))
    assert article(paper).untitled
    carried_out(paper, set_field, asked(paper, "title", "第1篇"))
    assert text(paper) == before


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "小说", "体裁"),
        ("event_date", "昨天", "不是日期"),
        ("folio", "头版", "不是版次"),
        ("original", "javascript:alert(1)", "不是网址"),
        ("topics", ("没有的",), "没有叫“没有的”的栏目"),
        ("ai", "不知道", "人工智能|不行"),
        ("authors", ({"name": "甲", "role": "厨师"},), "没有 '厨师' 这种身份"),
        ("truncated", "是", "不能是这样的值"),
        ("title", True, "不能是这样的值"),
        ("tags", "码头", "不能是这样的值"),
        ("tags", tuple(map(str, range(201))), "标签太多"),
    ],
)
def test_what_is_no_value_is_refused(paper: Site, field: str, value: Any, message: str) -> None:
    """A value that the field cannot have is refused, and nothing is written."""
    before = text(paper)
    with pytest.raises(ContentError, match=message):
        carried_out(paper, set_field, asked(paper, field, value))
    assert text(paper) == before


def test_what_somebody_else_set_is_not_overwritten(paper: Site) -> None:
    """Where the file was changed, a field is set only if it is as the editor saw it."""
    old = digest(paper)
    carried_out(paper, set_field, asked(paper, "kicker", "别人的"))
    with pytest.raises(Stale):
        carried_out(paper, set_field, asked(paper, "kicker", "我的", digest=old, was=""))
    with pytest.raises(Stale):
        carried_out(paper, set_field, asked(paper, "subtitle", "我的", digest=old))
    carried_out(paper, set_field, asked(paper, "subtitle", "我的", digest=old, was=""))
    people = ({"name": "周采薇", "role": "本报记者"}, {"name": "郑明", "role": "通讯员"})
    carried_out(paper, set_field, asked(paper, "authors", (), digest=old, was=people))
    assert (article(paper).kicker, article(paper).subtitle, article(paper).authors) == ("别人的", "我的", ())


def test_a_picture_gets_its_words(paper: Site) -> None:
    """Caption, credit and description of one picture are set alone."""
    before = text(paper)
    given: dict[str, Any] = {"issue": ISSUE, "article": "01"}
    carried_out(paper, set_picture, SetPicture(**given, digest=digest(paper), photo=1, field="alt", value="一条船"))
    old = digest(paper)
    carried_out(paper, set_picture, SetPicture(**given, digest=digest(paper), photo=0, field="credit", value="甲"))
    assert article(paper).photos == (Photo("码头", credit="甲"), Photo("船", alt="一条船"))
    with pytest.raises(Stale):
        carried_out(
            paper, set_picture, SetPicture(**given, digest=old, photo=0, field="credit", value="乙", was="林望舒")
        )
    carried_out(paper, set_picture, SetPicture(**given, digest=old, photo=1, field="alt", value="", was="一条船"))
    with pytest.raises(ContentError, match="没有这张图片"):
        carried_out(paper, set_picture, SetPicture(**given, digest=digest(paper), photo=2, field="alt", value="船"))
    assert text(paper) == before.replace('"林望舒"', '"甲"').replace(
        'caption: "船"\n  credit: ""\n  credit_line: ""\n',
        'caption: "船"\n  credit: ""\n  credit_line: ""\n  alt: ""\n',
    )
