"""Related reading: what is shared, what is earlier and later, and what stays as it is."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.related import FEW, FOLLOW_UPS, MOST, RARE, Compared, Holders, Item, Key, Related

TAGS = "甲 乙 丙 丁 戊 己".split()
Numbered = tuple[Key, Item]


def at(number: int) -> Key:
    """Where the article of this number stands."""
    return f"{number:03d}", 0


def item(number: int, *about: str, title: bool = True, told: str = "") -> Numbered:
    """An article about these things; those that are not 镇 or 长 are of one story, and its headline has them."""
    things = frozenset(thing for thing in about if not thing.endswith(("镇", "长")))
    return at(number), Item(title, {thing: thing for thing in about}, things, frozenset(told.split()))


def related(items: Iterable[Numbered]) -> dict[Key, Related]:
    """Related reading of every article that has any; they come in order of publication."""
    holders, compared = Holders(), []
    for key, of in items:
        compared.append(Compared(key))
        holders.change(compared[-1], of)
        holders.choose(compared[-1])
    found = {one.key: one.related() for one in compared}
    return {key: of for key, of in found.items() if of.earlier or of.later}


papers = st.lists(st.tuples(st.sets(st.sampled_from(TAGS), max_size=3), st.booleans()), max_size=25).map(
    lambda made: [item(number, *sorted(about), title=title) for number, (about, title) in enumerate(made)]
)


def test_earlier_reports_and_follow_ups() -> None:
    """An article leads to the one before it on the same matter, and that one to it, with what they share."""
    found = related([item(1, "热线", "路灯"), item(2, "早市"), item(3, "路灯", "北街")])
    assert found == {
        at(1): Related((), ((at(3), "路灯"),)),
        at(3): Related(((at(1), "路灯"),), ()),
    }


def test_a_special_topic_is_named() -> None:
    """What is gathered by a special topic is told by its name."""
    about = {"热线": "热线", "\0rexian": "同一专题 热线追踪"}
    found = related([(at(1), Item(has_title=True, about=about)), (at(2), Item(has_title=True, about=about))])
    assert found[at(2)].earlier == ((at(1), "同一专题 热线追踪"),)


def test_a_person_or_a_town_alone_makes_no_matter() -> None:
    """Two articles that share no more than a leader or a town are not related, however few have them."""
    assert related([item(1, "区长", "石桥镇"), item(2, "区长", "石桥镇")]) == {}
    assert at(2) in related([item(1, "区长", "路灯"), item(2, "区长", "路灯")])


def test_a_rare_name_with_words_of_the_headline() -> None:
    """A town makes a story with further words of the headline, while few articles have it; then a long run must."""
    assert at(2) in related([item(1, "石桥镇", told="深井"), item(2, "石桥镇", told="深井")])
    many = [item(number, "石桥镇") for number in range(RARE)]
    assert related([*many, item(90, "石桥镇", told="深井"), item(91, "石桥镇", told="深井")]) == {}
    long = "电缆 缆盗 盗窃"
    assert at(91) in related([*many, item(90, "石桥镇", told=long), item(91, "石桥镇", told=long)])


def test_a_campaign_is_no_story() -> None:
    """What more than a few articles have in their headlines is no one thing any more."""
    campaign = [item(number, "攻坚") for number in range(FEW + 2)]
    assert at(FEW + 1) not in related(campaign)


@given(papers, papers)
def test_a_later_issue_changes_only_pages_that_gain_a_link(old: list[Numbered], new: list[Numbered]) -> None:
    """However many articles follow, earlier reports of an article and its first follow-ups stay as they are."""
    before = related(old)
    later = [((f"n{key[0]}", 0), of) for key, of in new]
    after = related([*old, *later])
    for key, _ in old:
        was, now = before.get(key, Related()), after.get(key, Related())
        assert now.later[: len(was.later)] == was.later
        assert set(now.earlier) <= set(was.earlier)
        assert now == was or len(now.later) > len(was.later)


@given(papers)
def test_links_lead_to_other_titled_articles(items: list[Numbered]) -> None:
    """Nobody is related to itself or twice; links go to titled articles, at most three, follow-ups at most two."""
    known = dict(items)
    for own, found in related(items).items():
        keys = [key for key, _ in (*found.earlier, *found.later)]
        assert own not in keys
        assert len(keys) == len(set(keys)) <= MOST
        assert len(found.later) <= FOLLOW_UPS
        assert all(known[key].has_title for key in keys)
        assert all(key < own for key, _ in found.earlier)
        assert all(key > own for key, _ in found.later)
        assert all(why for _, why in (*found.earlier, *found.later))
