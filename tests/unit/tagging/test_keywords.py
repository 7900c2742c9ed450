"""Topics and tags that import proposes."""

from pathlib import Path

import pytest

from generator.errors import ImportRefused
from generator.kinds import Role
from generator.model import Article, Author, Photo, Topic
from generator.tagging.choose import MOST
from generator.tagging.keywords import Keywords

TOPICS = (Topic("economy", "经济", words=("招商", "码头")), Topic("livelihood", "民生", words=("养老", "菜市场")))


@pytest.fixture(scope="module")
def keywords(tmp_path_factory: pytest.TempPathFactory) -> Keywords:
    """The proposer with its dictionary, loaded once."""
    return Keywords(TOPICS, tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("article", "topics"),
    [
        (Article("a", order=1, title="码头启用", body="昨日启用。"), ("economy",)),
        (Article("a", order=1, kicker="养老有依", title="老有所乐", body="大家都高兴。"), ("livelihood",)),
        (Article("a", order=1, title="昨日启用", body="码头启用。"), ()),
        (Article("a", order=1, title="昨日启用", body="码头启用。\n\n**码头**很大。"), ("economy",)),
        (Article("a", order=1, title="昨日启用", body="码头与招商。"), ("economy",)),
        (Article("a", order=1, title="码头边的菜市场", body="开张了。"), ("livelihood", "economy")),
        (Article("a", order=1, title="江上", photos=(Photo("码头上。"), Photo("码头下。"))), ("economy",)),
        (Article("a", order=1, title="江上日出", body="天亮了。"), ()),
    ],
)
def test_topics_by_the_papers_own_words(keywords: Keywords, article: Article, topics: tuple[str, ...]) -> None:
    """An article is proposed for topics whose words stand in its headline or twice in its text, the best first."""
    assert keywords.propose(article).topics == topics


REPORT = Article(
    "a",
    order=1,
    title="青川新区推进“十五分钟便民圈”",
    authors=(Author("王秀英", Role.REPORTER),),
    body=(
        "本报讯(记者王秀英)昨日，青川新区推进“十五分钟便民圈”。王秀英在杭州看到，李建国正在买菜。\n\n"
        "王秀英了解到，李建国家住杭州，“十五分钟便民圈”好。陈志强和张国庆也说好，陈志强与张国庆是邻居。"
    ),
    photos=(Photo("陈志强在买菜。", credit="陈志强、张国庆"),),
)


def test_those_who_made_the_story_are_no_tags(keywords: Keywords) -> None:
    """Neither the name of a reporter or photographer nor a part of it becomes a tag, however often it stands there."""
    tags = keywords.propose(REPORT).tags
    assert not [tag for tag in tags for name in ("王秀英", "陈志强", "张国庆") if tag in name or name in tag]


def test_tags_are_what_the_text_names(keywords: Keywords) -> None:
    """Quoted names of the headline, people and places that are named more than once: who acts and where stand first."""
    tags = keywords.propose(REPORT).tags
    assert tags == ("李建国", "青川新区", "杭州", "十五分钟便民圈")
    assert len(set(tags)) == len(tags) <= MOST


def test_only_topics_and_tags_are_filled_in(keywords: Keywords) -> None:
    """A proposal changes nothing else about an article, and comes out the same every time."""
    proposed = keywords.propose(REPORT)
    assert keywords.propose(REPORT) == proposed
    assert {name for name in Article.__slots__ if getattr(proposed, name) != getattr(REPORT, name)} <= {
        "topics",
        "tags",
    }


def test_an_empty_article(keywords: Keywords) -> None:
    """An article without a word gets neither topics nor tags."""
    assert (keywords.propose(Article("a", order=1)).topics, keywords.propose(Article("a", order=1)).tags) == ((), ())


def test_a_file_where_the_cache_belongs(tmp_path: Path) -> None:
    """Where the dictionary's folder cannot be made, import is refused with the place."""
    (tmp_path / "cache").write_text("mine", "utf-8")
    with pytest.raises(ImportRefused) as caught:
        Keywords((), tmp_path / "cache").propose(REPORT)
    assert caught.value.problems[0].source == str(tmp_path / "cache")
