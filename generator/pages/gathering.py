"""What an article counts for: its tags under the names that the paper uses, and the special topics that gather it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.model import Catalogue, Special
from generator.pages.issue_summary import ArticleFacts


@dataclass(frozen=True)
class Gathering:
    """The paper's synonyms and its special topics, these without their texts for readers."""

    synonyms: Mapping[str, str]
    specials: tuple[Special, ...]

    @staticmethod
    def of(catalogue: Catalogue) -> "Gathering":
        """That of a paper."""
        specials = tuple(replace(special, description="", body="") for special in catalogue.specials)
        return Gathering(catalogue.synonyms, specials)

    @cached_property
    def _wanted(self) -> list[tuple[Special, frozenset[str], frozenset[str]]]:
        """Each special topic with the articles that it names, and the tags that it looks for."""
        return [
            (special, frozenset(special.articles), frozenset(self.synonyms.get(name, name) for name in special.tags))
            for special in self.specials
        ]

    def tags(self, article: ArticleFacts) -> tuple[str, ...]:
        """An article's tags, each under the name that the paper uses for it."""
        if self.synonyms.keys().isdisjoint(article.tags):
            return article.tags
        return tuple(dict.fromkeys(self.synonyms.get(name, name) for name in article.tags))

    def gathered(self, issue_id: str, article: ArticleFacts) -> Iterator[Special]:
        """The special topics that an article of this issue belongs to."""
        for special, named, tags in self._wanted:
            if (found := f"{issue_id}-{article.number}") in named or (
                found not in special.without
                and _is_in_time(special, issue_id[:10])
                and not (tags.isdisjoint(self.tags(article)) and set(special.words).isdisjoint(article.words))
            ):
                yield special


def _is_in_time(special: Special, day: str) -> bool:
    return not (special.since and day < str(special.since)) and not (special.until and day > str(special.until))
