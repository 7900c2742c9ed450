"""Proposes topics and tags for a new article. Import writes them into its front matter; editors can change them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content import body
from generator.content.tag_lists import TagLists
from generator.kinds import Kind, TagKind
from generator.model import Article, Topic
from generator.tagging import dictionary, tagger
from generator.tagging.candidate import Candidate

MOST_TOPICS = 2
_SURE, _MANY, _CLOSE = 1000, 6, 0.6
COMMENTARY = "评论"
"""A topic with this word takes in every commentary."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a topic or a tag was proposed, in Chinese, for editors. ``kind`` is ``None`` for a topic."""

    name: str
    kind: TagKind | None
    why: str


class Keywords:
    """Proposes topics by the words in the settings, and tags by the names and themes of the text.

    ``cache`` is the paper's own folder for jieba's cache; ``lists`` are the newsroom's tables about tags.
    """

    def __init__(self, topics: Iterable[Topic], cache: Path, lists: TagLists | None = None) -> None:
        self._topics = tuple(topics)
        self._cache = cache
        self._lists = lists or TagLists()
        self.kinds: dict[str, TagKind] = {}
        """The kinds of all tags that were proposed so far."""

    def propose(self, article: Article) -> Article:
        """The article with topics and tags filled in."""
        topics = tuple(topic.slug for topic, _ in self._find_topics(article))
        tags = self._find_tags(article)
        self.kinds |= {found.tag: found.kind for found in tags}
        return replace(article, topics=topics, tags=tuple(found.tag for found in tags))

    def reasons(self, article: Article) -> tuple[Reason, ...]:
        """Why each of the article's topics and tags is proposed."""
        topics = (Reason(topic.name, None, why) for topic, why in self._find_topics(article))
        return (*topics, *(Reason(found.tag, found.kind, found.reason) for found in self._find_tags(article)))

    def _find_topics(self, article: Article) -> list[tuple[Topic, str]]:
        """Topics whose words occur in the headline, or twice in the text, or once in an item without a headline.

        The best topic comes first; a second one is added only if it is nearly as good.
        """
        head = f"{article.kicker} {article.title} {article.subtitle}"
        text = "\n".join((*body.to_text(article.body, article.kind), *(photo.caption for photo in article.photos)))
        enough = 1 if article.title else 0
        weighed: list[tuple[float, int, Topic, str]] = []
        for order, topic in enumerate(self._topics):
            in_head = [word for word in topic.words if word in head]
            counts = {word: count for word in topic.words if (count := text.count(word))}
            if article.kind is Kind.COMMENTARY and COMMENTARY in topic.words:
                weighed.append((_SURE, order, topic, "是一篇评论"))
            elif in_head or sum(counts.values()) > enough:
                weight = sum(2 + len(word) / 2 for word in in_head) + min(sum(counts.values()), _MANY) + len(counts)
                weighed.append((weight, order, topic, _why(in_head, counts)))
        weighed.sort(key=lambda one: (-one[0], one[1]))
        return [(topic, why) for weight, _, topic, why in weighed[:MOST_TOPICS] if weight >= weighed[0][0] * _CLOSE]

    def _find_tags(self, article: Article) -> tuple[Candidate, ...]:
        return tagger.propose(article, dictionary.load(self._cache), self._lists)


def _why(in_head: list[str], counts: dict[str, int]) -> str:
    if in_head:
        return f"标题里有“{'”“'.join(in_head)}”"
    return f"文中说到{'、'.join(f'“{word}”{count}次' for word, count in list(counts.items())[:3])}"
