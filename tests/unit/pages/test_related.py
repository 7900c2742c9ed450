"""Related reading: what is shared, what is earlier and later, and what stays as it is."""

from hypothesis import given
from hypothesis import strategies as st

from generator.pages import related
from generator.pages.related import FOLLOW_UPS, MOST, Item, Related, Words

TAGS = "甲 乙 丙 丁 戊 己".split()


def item(number: int, *about: str, title: bool = True, told: str = "") -> Item:
    """An article about these things; those that are not 镇 or 长 are of one story, and its headline has them."""
    things = frozenset(thing for thing in about if not thing.endswith(("镇", "长")))
    return Item(f"{number:03d}", title, {thing: thing for thing in about}, things, frozenset(told.split()))


papers = st.lists(st.tuples(st.sets(st.sampled_from(TAGS), max_size=3), st.booleans()), max_size=25).map(
    lambda made: [item(at, *sorted(about), title=title) for at, (about, title) in enumerate(made)]
)


def test_earlier_reports_and_follow_ups() -> None:
    """An article leads to the one before it on the same matter, and that one to it, with what they share."""
    found = related.related([item(1, "热线", "路灯"), item(2, "早市"), item(3, "路灯", "北街")])
    assert found == {
        "001": Related((), (("003", "路灯"),)),
        "003": Related((("001", "路灯"),), ()),
    }


def test_a_special_topic_is_named() -> None:
    """What is gathered by a special topic is told by its name."""
    about = {"热线": "热线", "\0rexian": "同一专题 热线追踪"}
    found = related.related([Item("1", has_title=True, about=about), Item("2", has_title=True, about=about)])
    assert found["2"].earlier == (("1", "同一专题 热线追踪"),)


def test_a_person_or_a_town_alone_makes_no_matter() -> None:
    """Two articles that share no more than a leader or a town are not related, however few have them."""
    assert related.related([item(1, "区长", "石桥镇"), item(2, "区长", "石桥镇")]) == {}
    assert "002" in related.related([item(1, "区长", "路灯"), item(2, "区长", "路灯")])


def test_a_rare_name_with_words_of_the_headline() -> None:
    """A town makes a story with further words of the headline, while few articles have it; then a long run must."""
    assert "002" in related.related([item(1, "石桥镇", told="深井"), item(2, "石桥镇", told="深井")])
    many = [item(at, "石桥镇") for at in range(related.RARE)]
    assert related.related([*many, item(90, "石桥镇", told="深井"), item(91, "石桥镇", told="深井")]) == {}
    long = "电缆 缆盗 盗窃"
    assert "091" in related.related([*many, item(90, "石桥镇", told=long), item(91, "石桥镇", told=long)])


def test_a_campaign_is_no_story() -> None:
    """What more than a few articles have in their headlines is no one thing any more."""
    campaign = [item(at, "攻坚") for at in range(related.FEW + 2)]
    assert f"{related.FEW + 1:03d}" not in related.related(campaign)


@given(papers, papers)
def test_a_later_issue_changes_only_pages_that_gain_a_link(old: list[Item], new: list[Item]) -> None:
    """However many articles follow, earlier reports of an article and its first follow-ups stay as they are."""
    before = related.related(old)
    later = [Item(f"n{one.id}", one.has_title, one.about, one.things) for one in new]
    after = related.related([*old, *later])
    for one in old:
        was, now = before.get(one.id, Related()), after.get(one.id, Related())
        assert now.later[: len(was.later)] == was.later
        assert set(now.earlier) <= set(was.earlier)
        assert now == was or len(now.later) > len(was.later)


@given(papers)
def test_links_lead_to_other_titled_articles(items: list[Item]) -> None:
    """Nobody is related to itself or twice; links go to titled articles, at most three, follow-ups at most two."""
    known = {one.id: one for one in items}
    for own, found in related.related(items).items():
        ids = [article for article, _ in (*found.earlier, *found.later)]
        assert own not in ids
        assert len(ids) == len(set(ids)) <= MOST
        assert len(found.later) <= FOLLOW_UPS
        assert all(known[article].has_title for article in ids)
        assert all(article < own for article, _ in found.earlier)
        assert all(article > own for article, _ in found.later)
        assert all(why for _, why in (*found.earlier, *found.later))


def test_words_of_headlines() -> None:
    """A headline's quotations, and tags of three characters and more that stand in it, are shared words too."""
    words = Words()
    words.add(["市民热线", "热线", "路灯下"])
    assert list(words.within("何映秋到市民热线中心值守")) == ["市民热线"]
    assert related.quoted("“春风送岗”与《石桥早市》") == ("春风送岗", "石桥早市")
