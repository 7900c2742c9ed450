"""Related reading that is taken on from edition to edition."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import describe, issue, site_card
from generator.kinds import TagKind
from generator.model import Catalogue, Post, Special, Tag
from generator.pages.edition import Edition
from generator.pages.issue_summary import ArticleFacts, IssueFacts
from generator.pages.related import FEW, MOST
from generator.pages.relations import Relations
from support import examples

TAGS = "石桥镇 何映秋 杨家渡大桥 市民热线 夜校 云湖公司".split()
TITLES = [
    *(
        "",
        "",
        "杨家渡大桥合龙",
        "杨家渡大桥今起试通车",
        "夜校开到杨家渡大桥工地",
        "何映秋到市民热线值守",
        "市民热线添人手",
    ),
    *("石桥镇盗窃电缆案告破", "石桥镇又发盗窃电缆案", "云湖公司办起夜校", "台风“夜校”登陆石桥镇", "“乘凉点”添了风扇"),
]
DAYS = [f"2026-{month:02d}-{day}{mark}" for month in range(1, 6) for day in ("04", "11", "18") for mark in ("", "-b")]
CATALOGUES = (
    Catalogue(
        register={
            "石桥镇": Tag("石桥镇", TagKind.PLACE),
            "何映秋": Tag("何映秋", TagKind.PERSON),
            "杨家渡大桥": Tag("杨家渡大桥", TagKind.PLACE),
            "云湖公司": Tag("云湖公司", TagKind.BODY),
        },
        posts={"何映秋": (Post("管委会主任"),)},
        specials=(
            Special("re", "热线追踪", tags=("市民热线",), since=date(2026, 3, 11)),
            Special("ye", "夜校记", articles=("2026-03-04-01", "2026-04-11-02"), words=("夜校",)),
        ),
    ),
    Catalogue(synonyms={"市民热线": "夜校"}),
    Catalogue(register={"夜校": Tag("夜校", TagKind.PLACE)}),
)
ANY = describe(issue())[0]

articles = st.builds(
    ArticleFacts,
    number=st.integers(1, 9).map("{:02d}".format),
    title=st.sampled_from(TITLES),
    topics=st.just(()),
    tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=3).map(tuple),
    people=st.just(()),
    length=st.integers(1, 3),
    words=st.sampled_from([(), (), ("夜校",)]),
)
contents = st.lists(articles, max_size=5, unique_by=lambda article: article.number).map(tuple)


@dataclass
class Paper:
    """The issues of a paper in the making, by day, and its catalogue."""

    issues: dict[str, IssueFacts]
    catalogue: Catalogue = CATALOGUES[0]

    def edition(self, relations: Relations) -> Edition:
        """The paper as it is."""
        found = tuple(self.issues[day] for day in sorted(self.issues))
        return Edition(found, (), site_card(), self.catalogue, relations=relations)

    def put(self, day: str, articles: tuple[ArticleFacts, ...]) -> None:
        """Adds an issue, or another one in its place."""
        self.issues[day] = replace(ANY, id=day, articles=articles)


def shown(edition: Edition) -> list[Any]:
    """Related reading of every issue, as its pages show it."""
    return [edition.around(at).related for at in range(len(edition.issues))]


def remembered(relations: Relations) -> Any:
    """All that is remembered, in values that can be compared."""
    return (
        relations._words.first,
        relations._words._begun,
        {thing: [one.key for one in those] for thing, those in relations._holders.by_thing.items()},
        {
            issue_id: (
                kept.facts,
                kept.titles,
                kept.names,
                [
                    (one.key, one.item, [(other.key, why) for other, why in one.chosen], [o.key for o in one.choosers])
                    for one in kept.compared
                ],
            )
            for issue_id, kept in relations._kept.items()
        },
    )


def edit(paper: Paper, draw: Callable[..., Any]) -> None:
    """One change of any sort."""
    day = draw(st.sampled_from(DAYS))
    of = paper.issues[day].articles if day in paper.issues else ()
    at = draw(st.integers(0, len(of)))
    match draw(
        st.sampled_from(["headline", "headline", "tags", "words", "body", "add", "order", "issue", "gone", "lists"])
    ):
        case "headline" if of[at:]:
            paper.put(day, (*of[:at], replace(of[at], title=draw(st.sampled_from(TITLES))), *of[at + 1 :]))
        case "tags" if of[at:]:
            paper.put(day, (*of[:at], replace(of[at], tags=draw(articles).tags), *of[at + 1 :]))
        case "words" if of[at:]:
            paper.put(day, (*of[:at], replace(of[at], words=draw(articles).words), *of[at + 1 :]))
        case "body":
            paper.put(day, tuple(replace(article, shown="other") for article in of))
        case "add":
            paper.put(day, (*of[:at], replace(draw(articles), number=f"{len(of) + 10}"), *of[at:]))
        case "order":
            paper.put(day, tuple(draw(st.permutations(of))))
        case "issue":
            paper.put(day, draw(contents))
        case "gone":
            paper.issues.pop(day, None)
        case "lists":
            paper.catalogue = draw(st.sampled_from(CATALOGUES))


def long_paper(random: Random) -> Paper:
    """A paper in which many articles have the same names and headlines."""
    paper, titles = Paper({}), random.sample(TITLES, random.randint(4, len(TITLES)))
    for day in random.sample(DAYS, random.randint(10, len(DAYS))):
        made = []
        for number in range(1, random.randint(1, 9)):
            tags = tuple(random.sample(TAGS, random.choice((0, 1, 1, 1, 2, 3))))
            made.append(ArticleFacts(f"{number:02d}", random.choice(titles), (), tags, (), 1))
        paper.put(day, tuple(made))
    return paper


@given(st.data(), st.integers(0, 10**9))
@settings(max_examples=examples(30), deadline=None)
def test_what_is_taken_on_is_what_is_found_anew(data: st.DataObject, seed: int) -> None:
    """After any changes pages show, and the relations remember, just what they would if all were found anew."""
    relations, paper = Relations(), long_paper(Random(seed))  # noqa: S311 - any paper will do
    for _ in range(data.draw(st.integers(2, 6))):
        assert shown(paper.edition(relations)) == shown(paper.edition(fresh := Relations()))
        assert remembered(relations) == remembered(fresh)
        for _ in range(data.draw(st.integers(1, 3))):
            edit(paper, data.draw)


def paper_of(*articles: tuple[str, tuple[str, ...]]) -> Paper:
    """A paper of one article an issue, each with its headline and tags."""
    paper = Paper({}, Catalogue(register={"何映秋": Tag("何映秋", TagKind.PERSON)}))
    for day, (title, tags) in zip(DAYS, articles, strict=False):
        paper.put(day, (ArticleFacts("01", title, (), tags, (), 1),))
    return paper


LIKE = "盗电缆，收废铁"


@pytest.mark.parametrize(
    ("articles", "changed", "to"),
    [
        pytest.param(
            [*[("无话", ("石桥镇",))] * (FEW + 2), (LIKE, ("石桥镇",))],
            FEW + 1,
            (LIKE, ("石桥镇",)),
            id="a near article comes to be like it",
        ),
        pytest.param(
            [*[("无话", ("何映秋",))] * FEW, *[("何映秋", ("何映秋",))] * 2],
            0,
            ("无话", ()),
            id="a name comes to be of few articles",
        ),
        pytest.param(
            [*[("无话", ("夜校", "石桥镇"))] * (FEW + 2), *[(LIKE, ("夜校", "石桥镇"))] * 2],
            0,
            ("无话", ("夜校",)),
            id="of two names that are shared the other comes to be the rarer",
        ),
        pytest.param(
            [
                *[("无话", ("石桥镇",))] * (FEW + 2),
                *[("无话", ("夜校",))] * (FEW - 1),
                *[(LIKE, ("夜校",))] * MOST,
                (LIKE, ("石桥镇",)),
                (LIKE, ("夜校", "石桥镇")),
            ],
            0,
            ("无话", ()),
            id="a fourth article comes to be as like it as three that it chose",
        ),
    ],
)
def test_a_name_of_many_articles(articles: list[tuple[str, tuple[str, ...]]], changed: int, to: Any) -> None:
    """What can make an article choose others is seen also where it shares nothing but a name of very many."""
    relations = Relations()
    before = shown(paper_of(*articles).edition(relations))
    articles[changed] = to
    after = shown(paper_of(*articles).edition(relations))
    assert before[-1] != after[-1]
    assert after == shown(paper_of(*articles).edition(Relations()))
