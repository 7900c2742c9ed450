"""Measures how well related reading tells one story from another, on invented papers.

    python -m benchmarks.related_bench        the table; -v names every wrong link and every pair that is missed

Each paper of ``papers/`` is tagged as import does it, and its related reading is compared with the labels. Every third
story is held out: it is not used for tuning.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import papers
from benchmarks.papers import Story
from generator.content.tag_lists import TagLists
from generator.model import Catalogue, Issue, Tag
from generator.pages import issue_summary, own_district
from generator.pages import site as site_pages
from generator.pages.edition import Edition
from generator.settings import Paper, Settings
from generator.tagging.keywords import Keywords

HELD_BACK = 3
Key = tuple[str, str]
Pair = tuple[Key, Key]


@dataclass
class Score:
    """Counts of pairs: those that are linked, those of them that are one story, and those that should be linked."""

    shown: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    apart: int = 0
    joined: int = 0
    told: list[str] = field(default_factory=list)


def links(stories: list[Story], cache: Path) -> dict[Pair, str]:
    """The pairs of articles of one paper that related reading links, with why."""
    first = stories[0]
    lists = TagLists(own=own_district.names(first.paper, first.zone))
    keywords = Keywords((), cache, lists)
    issues = [
        Issue(day, date.fromisoformat(day), articles=tuple(keywords.propose(story.article) for story in group))
        for day, group in groupby(stories, key=lambda story: story.day)
    ]
    register = {name: Tag(name, kind) for name, kind in keywords.kinds.items()}
    site = site_pages.site_card(Settings(paper=Paper(name=first.paper, zone=first.zone)))
    facts = tuple(issue_summary.describe(issue, site.base, lambda run: [run], ())[0] for issue in issues)
    edition = Edition(facts, (), site, Catalogue(register=register))
    found = {}
    for own in facts:
        for article, of in edition.related(own):
            for key, why in (*of.earlier, *of.later):
                one, other = (first.paper, f"{own.id}-{article.number}"), (first.paper, edition.at(key).id)
                found[_pair(one, other)] = why
    return found


def _pair(one: Key, other: Key) -> Pair:
    return (one, other) if one < other else (other, one)


def score(stories: list[Story], found: dict[Pair, str]) -> dict[str, Score]:
    """The counts of the stories to tune on and of those held back; a wrong link counts where its first story is."""
    by_key = {(story.paper, story.article.id): story for story in stories}
    things = list(dict.fromkeys(story.thing for story in stories if story.thing != "-"))
    alone = Counter[str]()
    kept: dict[Key, bool] = {}
    for key, story in by_key.items():
        alone[story.thing] += 1
        at = things.index(story.thing) if story.thing != "-" else alone["-"]
        kept[key] = at % HELD_BACK == HELD_BACK - 1
    scores = defaultdict[str, Score](Score)
    for one, other in combinations(by_key, 2):
        a, b = by_key[one], by_key[other]
        mine = scores["held back" if kept[one] else "tuned on"]
        is_one = a.thing == b.thing != "-"
        is_linked = _pair(one, other) in found
        mine.shown += is_linked
        mine.right += is_linked and is_one
        mine.wanted += is_one
        mine.found += is_linked and is_one
        mine.apart += not is_one and bool(a.shared & b.shared)
        mine.joined += is_linked and not is_one and bool(a.shared & b.shared)
        if is_linked != is_one and not kept[one]:
            why = f"（{found[_pair(one, other)]}）" if is_linked else ""
            mine.told.append(f"{'wrong' if is_linked else 'missed'}: {a.title} | {b.title}{why}")
    return scores


def main(arguments: list[str]) -> None:
    """Prints the table."""
    table = Table("paper", "stories", "links", "precision", "recall", "apart: linked")
    total = defaultdict[str, Score](Score)
    with tempfile.TemporaryDirectory() as folder:
        for paper, group in groupby(papers.read(), key=lambda story: story.paper):
            stories = list(group)
            for part, one in score(stories, links(stories, Path(folder))).items():
                _row(table, f"{paper}, {part}", one)
                both = total[part]
                total[part] = replace(
                    both, **{name: getattr(both, name) + getattr(one, name) for name in Score.__annotations__}
                )
                if "-v" in arguments:
                    print("\n".join(one.told))
    for part, one in total.items():
        _row(table, f"all, {part}", one)
    Console(width=110).print(table)


def _row(table: Table, name: str, one: Score) -> None:
    precision, recall = one.right / max(1, one.shown), one.found / max(1, one.wanted)
    table.add_row(
        name, str(one.wanted), str(one.shown), f"{precision:.3f}", f"{recall:.3f}", f"{one.joined}/{one.apart}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
