"""What the newsroom's tables say of a candidate: words to know, words to pass over, synonyms, commonplaces."""

import math
from collections.abc import Iterator
from dataclasses import replace

from generator.content.tag_lists import TagLists
from generator.model import TagKind
from generator.tagging.candidate import HEADLINE, LEAD, Candidate
from generator.tagging.tagged_copy import TagText

COMMON = 0.05
"""A word that more of the paper's articles have than this share is worth less, the more of them have it."""


def known(copy: TagText, lists: TagLists) -> Iterator[Candidate]:
    """The words of 词典.csv, and the synonyms, that the article has."""
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
    """The candidate as the tables want it: under its synonym, of its registered kind, or not at all."""
    if candidate.tag in lists.stop:
        return None
    tag = lists.synonyms.get(candidate.tag, candidate.tag)
    if tag in lists.stop or tag in lists.own:
        return None
    kind = lists.register[tag].kind if tag in lists.register else candidate.kind
    weight = candidate.weight * _rarity(tag, lists)
    return replace(candidate, tag=tag, kind=kind, weight=weight)


def _rarity(tag: str, lists: TagLists) -> float:
    """How much a word tells in this paper: 1 for a rare one, 0 for one that every article has."""
    count = lists.counts.get(tag, 0)
    if not lists.articles or count <= COMMON * lists.articles:
        return 1.0
    return math.log(lists.articles / min(count, lists.articles)) / math.log(1 / COMMON)
