"""What the rest of the paper knows of an issue: cards packed and unpacked, and nothing withdrawn."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings

from edition import describe, issue
from generator.model import Issue
from generator.pages import cards, issue_summary
from generator.pages.packing import pack, unpack
from strategies import issues
from support import examples


@settings(max_examples=examples(25))
@given(issues("2026-03-25"))
def test_an_outline_holds_the_issues_own_cards(of: Issue) -> None:
    """Packed and unpacked, every card is the one that the issue itself makes; withdrawn articles are in none."""
    facts, found = describe(of, "/paper/")
    published = of.published()
    assert found.issue() == facts.card == cards.issue(published, "/paper/")
    assert [found.story(a.number) for a in facts.articles] == [
        cards.story(article, published, "/paper/") for article in published.articles
    ]


def test_pictures_of_withdrawn_articles_are_not_published() -> None:
    """Of an issue's picture files those are published that a published article shows, and no others."""
    of = issue()
    first, *others = of.articles
    assert [photo[0] for photo in describe(of)[0].photos] == ["Dock.png"]
    gone = replace(of, articles=(replace(first, withdrawal="当事人要求撤下。"), *others))
    assert describe(gone)[0].photos == ()


@settings(max_examples=examples(25))
@given(issues("2026-03-25"))
def test_facts_survive_packing(of: Issue) -> None:
    """Facts come back from plain lists as they were."""
    facts, _ = describe(of, "/")
    assert unpack(issue_summary.IssueFacts, pack(facts)) == facts


def test_a_digest_follows_what_lists_show() -> None:
    """A new title is another outline; a new word far down in a body is not."""
    of = issue()
    last = of.articles[1]
    retitled = replace(of, articles=(of.articles[0], replace(last, title="菜市场"), of.articles[2]))
    longer = replace(of, articles=(of.articles[0], replace(last, body=last.body[:-3] + "高兴。"), of.articles[2]))
    digest = describe(of, "/")[0].digest
    assert describe(retitled, "/")[0].digest != digest
    assert describe(longer, "/")[0].digest == digest


@dataclass(frozen=True)
class Odd:
    """A card of every form of field."""

    one: str
    maybe: cards.LinkCard | None
    pairs: tuple[tuple[str, int], ...]


@pytest.mark.parametrize("odd", [Odd("甲", None, ()), Odd("", cards.LinkCard("乙", "/", 2), (("丙", 1), ("丁", 2)))])
def test_any_card_can_be_packed(odd: Odd) -> None:
    """Cards hold texts, numbers, other cards or none, and tuples of these."""
    assert unpack(Odd, pack(odd)) == odd


@pytest.mark.parametrize("packed", [[], ["甲", None], ["甲", None, (), 1], None, 3])
def test_what_no_card_was_packed_into_is_refused(packed: object) -> None:
    """A list that does not have a card's fields raises instead of making half a card."""
    with pytest.raises((TypeError, ValueError)):
        unpack(Odd, packed)


def test_only_cards_can_be_packed() -> None:
    """A value that is no card is refused."""
    with pytest.raises(TypeError):
        pack(object())
