"""Structure: articles are split and joined, paragraphs move and change their part, and no character is lost."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from carried_out import ISSUE, carried_out, digest, text
from generator.content import body, doubts, store
from generator.content.doubts import Doubt
from generator.content.edits import history
from generator.editing import joining, making, moving, ordering, roles, splitting
from generator.editing.asked import Stale
from generator.errors import ContentError
from generator.kinds import Ai, Kind, Role
from generator.model import Article, Author, Correction, Folio, Issue, Photo
from support import Site, tree

BODY = "甲。\n\n乙**粗**。  \n第二行\n\n## 小标题\n\n丙。\n\n- 丁\n\n- 戊"


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with three articles, of which the second is the one with several passages."""
    site.issue(folios=(Folio("01", "要闻"), Folio("02", "副刊")), furniture=("第1版",))
    site.article(number=1, body="头条。", folio="01", authors=(Author("周采薇", Role.REPORTER),), tags=("码头",))
    site.article(
        number=2,
        body=BODY,
        folio="01",
        kicker="引题",
        subtitle="副题",
        byline="□沈立言",
        authors=(Author("周采薇", Role.REPORTER), Author("郑明", Role.CORRESPONDENT)),
        tags=("码头", "新港"),
        photos=(Photo("图说", credit="林望舒"),),
    )
    site.article(number=3, body="三。", folio="02", order=3)
    return site


def issue(site: Site) -> Issue:
    """The issue as it is now."""
    return store.load_issue(site.root / "content/issues" / ISSUE, site.root)


def articles(site: Site) -> dict[str, Article]:
    """The articles by number."""
    return {article.id[-2:]: article for article in issue(site).articles}


def of(site: Site, number: str = "02") -> dict[str, Any]:
    """What a request about an article says of it."""
    return {"issue": ISSUE, "article": number, "digest": digest(site, number)}


def letters(site: Site) -> Counter[str]:
    """Every character that the issue prints; a person that is named in several articles counts once."""
    whole = issue(site)
    said = list(whole.furniture)
    for each in whole.articles:
        said += [each.title, each.kicker, each.subtitle, each.byline, *body.to_text(each.body, each.kind)]
        said += [photo.caption for photo in each.photos]
    said += {author.name for each in whole.articles for author in each.authors}
    return Counter("".join("".join(said).split()))


# ---- split ----


def test_split(paper: Site) -> None:
    """The first part keeps number, fields and pictures; the second gets the next number and comes next in order."""
    before, words = text(paper), letters(paper)
    done = carried_out(paper, splitting.split, splitting.Split(**of(paper), at=1))
    assert done.article == "04"
    found = articles(paper)
    assert found["02"].body == "甲。"
    assert found["04"].body == BODY.removeprefix("甲。\n\n")
    assert (found["04"].order, found["04"].folio, found["04"].untitled, found["04"].title) == (3, "01", True, "")
    assert [article.id[-2:] for article in issue(paper).articles] == ["01", "02", "04", "03"]
    assert text(paper) == before
    assert letters(paper) == words


def test_split_at_a_subhead(paper: Site) -> None:
    """A subhead at the head of the second part is its title."""
    words = letters(paper)
    carried_out(paper, splitting.split, splitting.Split(**of(paper), at=2))
    assert (articles(paper)["04"].title, articles(paper)["04"].body) == ("小标题", "丙。\n\n- 丁\n\n- 戊")
    assert letters(paper) == words


def test_what_readers_may_not_see_stays_so(paper: Site) -> None:
    """A draft and the mark of artificial intelligence hold for both parts."""
    paper.article(number=2, body=BODY, draft=True, ai=Ai.GENERATED, kind=Kind.FEATURE)
    carried_out(paper, splitting.split, splitting.Split(**of(paper), at=1))
    new = articles(paper)["04"]
    assert (new.draft, new.ai, new.kind) == (True, Ai.GENERATED, Kind.FEATURE)


def test_a_split_keeps_line_ends(paper: Site) -> None:
    """In a file with CR LF both parts have CR LF."""
    whole = text(paper, "02").replace("\n", "\r\n")
    paper.write(f"content/issues/{ISSUE}/02.md", "\ufeff" + whole)
    carried_out(paper, splitting.split, splitting.Split(**of(paper), at=1))
    for number in ("02", "04"):
        assert "\n" not in text(paper, number).replace("\r\n", "")
        assert text(paper, number).startswith("\ufeff")
    assert text(paper, "04").endswith(whole[whole.index("乙**") :])


def test_where_nothing_can_be_split(paper: Site) -> None:
    """There must be such a passage, and a changed file is not split."""
    with pytest.raises(ContentError, match="没有这一段"):
        carried_out(paper, splitting.split, splitting.Split(**of(paper), at=5))
    with pytest.raises(Stale):
        carried_out(paper, splitting.split, splitting.Split(**of(paper) | {"digest": "0" * 32}, at=1))


def test_doubts_go_with_their_words(paper: Site) -> None:
    """A doubt about words of the second part is one of the new article; after a join it is back."""
    rows = (Doubt("date", "正文第1段", "甲", "x"), Doubt("date", "正文第4段", "丁", "x", answer="right"))
    paper.write(f"content/issues/{ISSUE}/02{doubts.ENDING}", doubts.format(rows))
    carried_out(paper, splitting.split, splitting.Split(**of(paper), at=2))
    read = {name: data.decode() for name, data in tree(paper.root).items() if name.endswith(doubts.ENDING)}
    assert [doubts.parse(read[name], "") for name in sorted(read)] == [rows[:1], rows[1:]]
    carried_out(paper, joining.join, joining.Join(**of(paper, "04"), upper="02"))
    read = {name: data.decode() for name, data in tree(paper.root).items() if name.endswith(doubts.ENDING)}
    assert [doubts.parse(data, "") for data in read.values()] == [rows]


# ---- join ----


def test_join(paper: Site) -> None:
    """The upper one keeps its number and gets all text, people and pictures; the lower one's address leads to it."""
    words = letters(paper)
    carried_out(paper, joining.join, joining.Join(**of(paper), upper="01"))
    upper = articles(paper)["01"]
    assert upper.body == f"头条。\n\n引题\n\n## 第2篇\n\n副题\n\n□沈立言\n\n{BODY}"
    assert upper.joined == (f"{ISSUE}-02",)
    assert [author.name for author in upper.authors] == ["周采薇", "郑明"]
    assert upper.photos == (Photo("图说", credit="林望舒"),)
    assert upper.tags == ("码头", "新港")
    assert "02" not in articles(paper)
    assert letters(paper) == words


def test_a_join_takes_former_addresses_over(paper: Site) -> None:
    """Ids that the lower one had, or had taken over, lead to the upper one as well; its number is not given again."""
    paper.article(number=3, was=("2026-03-18-07",), joined=(f"{ISSUE}-09",))
    carried_out(paper, joining.join, joining.Join(**of(paper, "03"), upper="02"))
    assert articles(paper)["02"].joined == ("2026-03-18-07", f"{ISSUE}-09", f"{ISSUE}-03")
    assert carried_out(paper, making.new, making.New(issue=ISSUE)).article == "10"


def test_a_poem_joined_to_prose_keeps_its_lines(paper: Site) -> None:
    """Where each line end is a line, it is one in the article above as well."""
    paper.article(number=3, kind=Kind.LITERATURE, body="船来了\n灯亮着")
    carried_out(paper, joining.join, joining.Join(**of(paper, "03"), upper="02"))
    assert articles(paper)["02"].body.endswith("## 第3篇\n\n船来了  \n灯亮着")


def test_the_rest_of_a_joined_article(paper: Site) -> None:
    """Source, corrections and marks of the lower one are kept where the upper has none, or as text."""
    correction = Correction(date(2026, 3, 26), note="错了")
    paper.article(number=2, body="二。", source="新华社", truncated=True, ai=Ai.GENERATED, corrections=(correction,))
    paper.article(number=1, body="一。", source="本报")
    carried_out(paper, joining.join, joining.Join(**of(paper), upper="01"))
    upper = articles(paper)["01"]
    assert (upper.source, upper.truncated, upper.ai) == ("本报", True, Ai.COMPOSED)
    assert upper.corrections == (correction,)
    assert "来源：新华社" in upper.body


@pytest.mark.parametrize(
    ("number", "upper", "fields", "message"),
    [
        ("01", "03", {}, "上面没有文章"),
        ("03", "01", {}, "上面的一篇现在是 02"),
        ("02", "01", {"draft": True}, "读者现在看不到"),
        ("02", "01", {"extra": (("票价", "免费"),)}, "有自己的值"),
        ("02", "01", {"tags": tuple(map(str, range(200)))}, "标签就太多"),
    ],
)
def test_what_is_not_joined(paper: Site, number: str, upper: str, fields: dict[str, Any], message: str) -> None:
    """An article joins the one above it, and only if nothing comes out or gets lost by it."""
    if fields:
        paper.article(number=2, body=BODY, **fields)
    before = tree(paper.root)
    with pytest.raises(ContentError, match=message):
        carried_out(paper, joining.join, joining.Join(**of(paper, number), upper=upper))
    assert tree(paper.root) == before


# ---- move, role ----


def test_move(paper: Site) -> None:
    """Passages stand at the end of the other article, byte for byte."""
    words = letters(paper)
    carried_out(paper, moving.move, moving.Move(**of(paper), first=1, last=3, to="03"))
    assert articles(paper)["03"].body == "三。\n\n乙**粗**。  \n第二行\n\n## 小标题"
    assert articles(paper)["02"].body == "甲。\n\n丙。\n\n- 丁\n\n- 戊"
    assert letters(paper) == words
    for to, message in (("02", "就是这一篇"), ("77", "没有 77 这一篇")):
        with pytest.raises(ContentError, match=message):
            carried_out(paper, moving.move, moving.Move(**of(paper), first=0, last=1, to=to))


@pytest.mark.parametrize("part", ["title", "kicker", "subtitle", "byline"])
def test_a_paragraph_becomes_a_headline_part_and_back(paper: Site, part: str) -> None:
    """What the field held stands in the paragraph's place, so that the same again gives the first state back."""
    words, held = letters(paper), getattr(articles(paper)["02"], part)
    request = roles.Role.model_validate({**of(paper), "at": 1, "role": part})
    carried_out(paper, roles.role, request)
    found = articles(paper)["02"]
    assert getattr(found, part) == "乙粗。 第二行"
    assert found.body == BODY.replace("乙**粗**。  \n第二行", held)
    assert letters(paper) == words
    carried_out(paper, roles.unrole, roles.Unrole.model_validate({**of(paper), "at": 0, "role": part}))
    assert getattr(articles(paper)["02"], part) == ""
    assert articles(paper)["02"].body.startswith("乙粗。 第二行\n\n甲。")
    assert articles(paper)["02"].untitled is (part == "title")
    assert letters(paper) == words


def test_captions(paper: Site) -> None:
    """A paragraph is a caption of a picture, or one without a file; taken back, an empty one goes."""
    words = letters(paper)
    carried_out(paper, roles.role, roles.Role(**of(paper), at=0, role="caption", photo=0))
    carried_out(paper, roles.role, roles.Role(**of(paper), at=2, role="caption"))
    found = articles(paper)["02"]
    assert found.photos == (Photo("甲。", credit="林望舒"), Photo("小标题"))
    assert found.body.startswith("图说\n\n乙")
    carried_out(paper, roles.unrole, roles.Unrole(**of(paper), role="caption", photo=1, at=2))
    assert articles(paper)["02"].photos == (Photo("甲。", credit="林望舒"),)
    assert letters(paper) == words


def test_furniture(paper: Site) -> None:
    """A paragraph goes to the lines of the issue that are no article, and comes back."""
    words, before = letters(paper), text(paper, "issue")
    carried_out(paper, roles.role, roles.Role(**of(paper), at=0, role="furniture"))
    assert issue(paper).furniture == ("第1版", "甲。")
    assert letters(paper) == words
    carried_out(paper, roles.unrole, roles.Unrole(**of(paper), role="furniture", line="甲。"))
    assert articles(paper)["02"].body == BODY
    assert text(paper, "issue") == before


@pytest.mark.parametrize(
    ("at", "part", "message"), [(4, "title", "表格、列表"), (9, "title", "没有这一段"), (0, "byline", "里面有链接")]
)
def test_what_has_no_other_part(paper: Site, at: int, part: str, message: str) -> None:
    """Lists and links are no headline."""
    paper.article(number=2, body=BODY if at else "[甲](/a/)")
    with pytest.raises(ContentError, match=message):
        carried_out(paper, roles.role, roles.Role.model_validate({**of(paper), "at": at, "role": part}))
    with pytest.raises(ContentError, match="引题是空的"):
        carried_out(paper, roles.unrole, roles.Unrole(**of(paper), role="kicker"))


# ---- order ----


def test_order(paper: Site) -> None:
    """Articles are put in another order, and one goes up or down on its 版; only ``order`` changes."""
    before = {number: text(paper, number) for number in ("01", "02", "03")}
    carried_out(paper, ordering.reorder, ordering.Reorder(issue=ISSUE, articles=("03", "01", "02")))
    assert [article.id[-2:] for article in issue(paper).articles] == ["03", "01", "02"]
    carried_out(paper, ordering.shift, ordering.Shift(issue=ISSUE, article="02", way="up"))
    assert [article.id[-2:] for article in issue(paper).articles] == ["03", "02", "01"]
    carried_out(paper, ordering.shift, ordering.Shift(issue=ISSUE, article="02", way="down"))
    carried_out(paper, ordering.reorder, ordering.Reorder(issue=ISSUE, articles=("01", "02", "03")))
    assert {number: text(paper, number) for number in before} == before
    with pytest.raises(ContentError, match="已经在这一版的最前面"):
        carried_out(paper, ordering.shift, ordering.Shift(issue=ISSUE, article="03", way="up"))
    with pytest.raises(ContentError, match="刚才变了"):
        carried_out(paper, ordering.reorder, ordering.Reorder(issue=ISSUE, articles=("01", "02")))


def test_several_on_a_folio(paper: Site) -> None:
    """Several articles are put on a 版 at once; one that the issue does not have is added to it."""
    carried_out(paper, ordering.put_on_folio, ordering.PutOnFolio(issue=ISSUE, articles=("01", "03"), folio="12"))
    assert [folio.number for folio in issue(paper).folios] == ["01", "02", "12"]
    assert {number: article.folio for number, article in articles(paper).items()} == {
        "01": "12",
        "02": "01",
        "03": "12",
    }


# ---- new ----


def test_new_and_delete(paper: Site) -> None:
    """A new article stands where it is wanted; an empty one can be deleted, and its number is not given again."""
    done = carried_out(paper, making.new, making.New(issue=ISSUE, title="新的", folio="02", after="01"))
    assert done.article == "04"
    assert [article.id[-2:] for article in issue(paper).articles] == ["01", "04", "02", "03"]
    with pytest.raises(ContentError, match="还有文字"):
        carried_out(paper, making.delete, making.Delete(**of(paper, "04")))
    empty = carried_out(paper, making.new, making.New(issue=ISSUE)).article
    carried_out(paper, making.delete, making.Delete(**of(paper, empty)))
    assert carried_out(paper, making.new, making.New(issue=ISSUE)).article == "06"


def test_everything_is_taken_back(paper: Site) -> None:
    """Undo after undo gives the first bytes back, the counter included."""
    before = tree(paper.root)
    carried_out(paper, splitting.split, splitting.Split(**of(paper), at=1))
    carried_out(paper, joining.join, joining.Join(**of(paper), upper="01"))
    carried_out(paper, roles.role, roles.Role(**of(paper, "04"), at=0, role="furniture"))
    carried_out(paper, making.new, making.New(issue=ISSUE, folio="07"))
    for _ in range(4):
        history.undo(paper.root, session="s")
    assert tree(paper.root) == before
