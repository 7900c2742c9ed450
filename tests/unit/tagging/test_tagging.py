"""Tags as a librarian would choose them: cases, the newsroom's tables, and the floor of their quality."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from benchmarks import tags_bench
from generator.content import body
from generator.content.tag_lists import TagLists
from generator.kinds import TagKind
from generator.model import Article
from generator.pages import own_district
from generator.tagging import choose, dictionary, tag_kinds, tagger
from generator.tagging.candidate import Candidate
from generator.tagging.dictionary import Dictionary
from generator.tagging.keywords import Keywords
from strategies import articles
from support import examples

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "cases" / "tags.json").read_text("utf-8"))
FLOORS = {"precision": 0.93, "recall": 0.90, "topics": 0.95}
"""On the sample's 36 labelled articles; the real texts are measured by ``make tags-bench``."""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    """The dictionary, loaded once."""
    return dictionary.load(tmp_path_factory.mktemp("cache"))


def article(case: dict[str, Any]) -> Article:
    """The article that a case describes."""
    return Article("a", order=1, title=case["title"], body="\n\n".join(map(body.from_text, case["body"])))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(words: Dictionary, case: dict[str, Any]) -> None:
    """What each case must have it has, of the right kind, and what it must not have it lacks."""
    found = {one.tag: one.kind.value for one in tagger.propose(article(case), words)}
    assert case["has"].items() <= found.items()
    assert not set(case["lacks"]) & set(found)


@pytest.mark.slow
def test_the_floor(tmp_path: Path) -> None:
    """On the sample, tags and topics are as good as ever, and no tag is shown that an editor strikes out."""
    proposer, _ = tags_bench.proposers(tmp_path)
    found = tags_bench.score(
        dict(tags_bench.sample()),
        lambda one: list(proposer.propose(one).tags),
        lambda one: next(iter(proposer.propose(one).topics), ""),
    )
    figures = {"precision": found.precision, "recall": found.recall, "topics": found.topic_accuracy}
    assert {name: figure for name, figure in figures.items() if figure < FLOORS[name]} == {}
    assert found.rejected == []


@settings(max_examples=examples(30), deadline=None)
@given(articles("2026-03-25", 1))
def test_no_more_than_eight_plain_tags(words: Dictionary, one: Article) -> None:
    """Whatever the text, there are at most eight tags, none twice, none empty or in lines, each with its reason."""
    found = tagger.propose(one, words)
    tags = [candidate.tag for candidate in found]
    assert len(tags) == len(set(tags)) <= choose.MOST
    assert all(tag.strip() == tag != "" and "\n" not in tag for tag in tags)
    assert all(candidate.reason for candidate in found)


@pytest.mark.slow
def test_the_same_text_gives_the_same_tags(words: Dictionary, tmp_path: Path) -> None:
    """Tags do not depend on what was tagged before, nor on the order in which candidates are found."""
    cases = [article(case) for case in CASES]
    alone = {one.body: tagger.propose(one, words) for one in cases}
    mixed = random.Random(7).sample(cases, len(cases))  # noqa: S311 - no secret
    fresh = Keywords((), tmp_path)
    for one in mixed:
        assert fresh.propose(one).tags == tuple(candidate.tag for candidate in alone[one.body])
    found = [Candidate("甲甲", TagKind.SUBJECT, 4, "一"), Candidate("乙乙", TagKind.SUBJECT, 4, "二")]
    assert choose.choose(found, "乙乙和甲甲") == choose.choose(found[::-1], "乙乙和甲甲")


REPORT = Article(
    "a", order=1, title="高新技术产业开发区亮灯", body="高新技术产业开发区昨夜亮灯。沁园广场的沁园灯会开幕。"
)


def test_the_newsrooms_tables_decide(words: Dictionary) -> None:
    """A synonym stands under its tag, a stopped word under none, and a word of the dictionary is always known."""
    lists = TagLists(
        synonyms={"高新技术产业开发区": "高新区"},
        stop=frozenset({"沁园广场"}),
        words={"沁园灯会": TagKind.SUBJECT},
    )
    tags = {one.tag for one in tagger.propose(REPORT, words, lists)}
    assert {"高新区", "沁园灯会"} <= tags
    assert not tags & {"高新技术产业开发区", "沁园广场"}


def test_the_own_district_is_no_tag(words: Dictionary) -> None:
    """What the paper calls its own district is no tag; a place that only begins with its name is."""
    own = own_district.names("云湖日报", "青川新区专版")
    one = Article(
        "a", order=1, title="青川新区云湖湿地公园开园", body="青川新区的云湖湿地公园昨日开园。云湖湿地公园免费开放。"
    )
    tags = {candidate.tag for candidate in tagger.propose(one, words, TagLists(own=own))}
    assert not tags & {"青川新区", "青川", "云湖", "新区"}
    assert "云湖湿地公园" in tags
    lists = TagLists(synonyms={"高新技术产业开发区": "高新区"}, own=frozenset({"高新区"}))
    assert "高新区" not in {candidate.tag for candidate in tagger.propose(REPORT, words, lists)}


@pytest.mark.parametrize(
    ("name", "zone", "own"),
    [
        ("云湖日报", "青川新区专版", {"云湖", "云湖市", "云湖县", "云湖区", "青川新区", "青川", "新区"}),
        ("今日槐原", "", {"槐原", "槐原市", "槐原县", "槐原区"}),
        ("屿州日报", "第3期", {"屿州", "屿州市", "屿州县", "屿州区"}),
        ("岚溪报", "岚溪县", {"岚溪", "岚溪市", "岚溪县", "岚溪区"}),
    ],
)
def test_the_masthead_names_the_own_district(name: str, zone: str, own: set[str]) -> None:
    """The paper's name without 日报, and a zone that is a district, with what they are called for short."""
    assert own_district.names(name, zone) == own


def test_tags_stand_in_the_order_of_an_editor(words: Dictionary) -> None:
    """Who acts, where, which body, and then projects and subjects."""
    kinds_found = [one.kind for one in tagger.propose(article(CASES[0]), words)]
    order = [TagKind.PERSON, TagKind.PLACE, TagKind.BODY, TagKind.SUBJECT]
    assert kinds_found == sorted(kinds_found, key=order.index)


def test_what_every_article_has_tells_nothing(words: Dictionary) -> None:
    """A word that nearly all of the paper's articles have is no tag any more; one that few have stays."""
    case = article(CASES[0])
    common = TagLists(counts={"石桥镇": 990, "陆承志": 3}, articles=1000)
    tags = {one.tag for one in tagger.propose(case, words, common)}
    assert "石桥镇" not in tags
    assert "陆承志" in tags


@pytest.mark.slow
def test_reasons_are_given_for_topics_and_tags(tmp_path: Path) -> None:
    """Every proposed topic and tag comes with why, in the order in which they are proposed."""
    proposer, _ = tags_bench.proposers(tmp_path)
    one = article(CASES[0])
    proposed = proposer.propose(one)
    reasons = proposer.reasons(one)
    assert [reason.name for reason in reasons if reason.kind] == list(proposed.tags)
    assert len([reason for reason in reasons if reason.kind is None]) == len(proposed.topics)
    assert all(reason.why for reason in reasons)
    assert proposer.kinds == {reason.name: reason.kind for reason in reasons if reason.kind}


def test_those_who_made_the_picture_are_no_tags(words: Dictionary) -> None:
    """Neither a reporter nor a photographer of a story becomes its tag."""
    made = replace(article(CASES[0]), byline="记者 陆承志", authors=())
    assert "林知远" not in {one.tag for one in tagger.propose(made, words)}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("何映秋", TagKind.PERSON),
        ("石桥镇", TagKind.PLACE),
        ("洛阳", TagKind.PLACE),
        ("新区人民医院", TagKind.BODY),
        ("国家税务总局", TagKind.BODY),
        ("口袋公园", TagKind.SUBJECT),
        ("部", TagKind.SUBJECT),
        ("春风送岗", TagKind.SUBJECT),
    ],
)
def test_the_kind_of_a_word(tag: str, kind: TagKind) -> None:
    """A tag that a person wrote is of the kind that its ending or the ledger says, and a subject otherwise."""
    assert tag_kinds.guess(tag, {"何映秋"}) is kind
