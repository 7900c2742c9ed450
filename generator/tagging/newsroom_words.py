"""Applies the newsroom's tables to candidates: the dictionary, the stop list, synonyms, and common words."""

import math
from collections.abc import Iterator
from dataclasses import replace

from generator.content.tag_lists import TagLists
from generator.kinds import TagKind
from generator.tagging.candidate import HEADLINE, LEAD, Candidate
from generator.tagging.tagged_copy import TagText

COMMON = 0.05
"""If more than this share of the paper's articles have a word, its weight is reduced."""


def known(copy: TagText, lists: TagLists) -> Iterator[Candidate]:
    """Candidates for words of 词典.csv and 同义词.csv that occur in the article."""
    for word, kind in lists.words.items():
        if word in copy.headline:
            yield Candidate(word, kind, HEADLINE, "词典里的词，标题里有")
        elif word in copy.text:
            yield Candidate(word, kind, LEAD + (1.0 if word in copy.lead else 0.2), "词典里的词")
    for said, tag in lists.synonyms.items():
        if said in copy.headline and tag not in lists.own:
            kind = lists.register[tag].kind if tag in lists.register else lists.words.get(tag, TagKind.SUBJECT)
            yield Candidate(tag, kind, LEAD + 1, f"标题里有“{said}”")


def kept(candidate: Candidate, lists: TagLists) -> Candidate | None:
    """The candidate with its synonym replaced and its registered kind, or ``None`` if it is on the stop list."""
    if candidate.tag in lists.stop:
        return None
    tag = lists.synonyms.get(candidate.tag, candidate.tag)
    if tag in lists.stop or tag in lists.own:
        return None
    kind = lists.register[tag].kind if tag in lists.register else candidate.kind
    weight = candidate.weight * _rarity(tag, lists)
    return replace(candidate, tag=tag, kind=kind, weight=weight)


def _rarity(tag: str, lists: TagLists) -> float:
    """A factor for a word's weight: 1 if it is rare in this paper, down to 0 if every article has it."""
    count = lists.counts.get(tag, 0)
    if not lists.articles or count <= COMMON * lists.articles:
        return 1.0
    return math.log(lists.articles / min(count, lists.articles)) / math.log(1 / COMMON)
