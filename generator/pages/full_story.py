"""An article with its whole text, for pages outside of its issue: feeds, for instance."""

from dataclasses import dataclass

from generator.model import Article, Issue
from generator.pages import cards


@dataclass(frozen=True, slots=True)
class FullStory:
    """An article with its text, as feeds show it. ``body`` is Markdown, for the filter ``markdown``."""

    story: cards.StoryCard
    issue: cards.IssueCard
    authors: tuple[tuple[str, str], ...]
    body: str
    plain: bool
    photos: tuple[cards.PhotoCard, ...]
    corrections: tuple[cards.CorrectionCard, ...]


def full_story(source: Article, story: cards.StoryCard, head: cards.IssueCard, of: Issue, base: str) -> FullStory:
    """The card of an article with its text; ``story`` is its card in lists, ``head`` its issue's."""
    return FullStory(
        story=story,
        issue=head,
        authors=tuple((author.name, author.role.value) for author in source.authors),
        body=source.body,
        plain=source.plain,
        photos=tuple(cards.photo(item, of, base) for item in source.photos),
        corrections=cards.corrections(source),
    )
