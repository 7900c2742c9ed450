"""Measures how well import tags: precision and recall on labelled articles, compared with jieba's own keywords.

    make tags-bench          the table; with ARGS=-v every wrong and every missing tag

Labels are in ``tag_labels.csv``. The real texts, corrected by an editor, come from the folder ``shared`` beside the
project; the sample's come from ``content/``, and those of invented papers, with their labels, from ``papers/``. Every
third article of a set is held out. ``tags_figures.md`` has the figures for other papers' articles.
"""

import csv
import json
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import papers
from generator import config
from generator.content import body, store
from generator.kinds import Kind, Role
from generator.model import Article, Author, Photo
from generator.tagging.keywords import Keywords

PROJECT = Path(__file__).parents[1]
CONVERSION = PROJECT.parent / "shared" / "conversion"
TRUTHS = {
    "seed-000": "truth/seed-000.json",
    "seed-004": "truth/seed-004.json",
    "H01": "open/truth/H01.json",
    "H05": "open/truth/H05.json",
    "H08": "open/truth/H08.json",
    **{f"O{number:02d}": f"open2/truth/O{number:02d}.json" for number in range(1, 9)},
}
EVERY = "*"
"""The set of the row whose words are rejected in any article."""

HELD_BACK = 3
BASELINE_TAGS = 6

Tagger = Callable[[Article], list[str]]


@dataclass(frozen=True, slots=True)
class Label:
    """One article's labels; a thing is the set of words that may stand for it."""

    topics: tuple[str, ...]
    must: tuple[frozenset[str], ...]
    accept: tuple[frozenset[str], ...]
    reject: frozenset[str]

    def is_right(self, tag: str) -> bool:
        """Whether a librarian would let the tag stand."""
        return any(tag in thing for thing in (*self.must, *self.accept))


@dataclass
class Score:
    """Counts over articles; ``unjudged`` are tags that no label speaks of, counted as wrong.

    ``rejected`` are those that an editor would strike out: none should be shown.
    """

    shown: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    articles: int = 0
    with_topic: int = 0
    topics: int = 0
    rejected: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of shown tags that may stand."""
        return self.right / max(1, self.shown)

    @property
    def recall(self) -> float:
        """The share of what must be there that is."""
        return self.found / max(1, self.wanted)

    @property
    def topic_accuracy(self) -> float:
        """The share of articles whose first topic is right."""
        return self.topics / max(1, self.with_topic)


def labels() -> dict[tuple[str, int], Label]:
    """The labels by set and order."""
    text = (Path(__file__).parent / "tag_labels.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    always = _words(next(row["reject"] for row in rows if row["set"] == EVERY))
    known = {
        (row["set"], int(row["order"])): Label(
            tuple(row["topics"].split()),
            _things(row["must"]),
            _things(row["accept"]),
            _words(row["reject"]) | always,
        )
        for row in rows
        if row["set"] != EVERY
    }
    for key, story in _labelled():
        known[key] = Label((), _things(story.labels["must"]), _things(story.labels.get("accept", "")), always)
    return known


def _labelled() -> Iterator[tuple[tuple[str, int], papers.Story]]:
    at: Counter[str] = Counter()
    for story in papers.read():
        if "must" in story.labels:
            at[story.paper] += 1
            yield (story.paper, at[story.paper]), story


def _words(cell: str) -> frozenset[str]:
    return frozenset(word for word in cell.split(";") if word)


def _things(cell: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(thing.split("/")) for thing in cell.split(";") if thing)


def sample() -> Iterator[tuple[tuple[str, int], Article]]:
    """The articles of the sample edition."""
    topics = config.load(PROJECT).topic_list()
    for issue in store.load(PROJECT, topics).issues:
        yield from (((issue.id, article.order), article) for article in issue.articles)


def shared() -> Iterator[tuple[tuple[str, int], Article]]:
    """The articles of the seeds and of the open conversion sets that are labelled."""
    known = labels()
    for name, file in TRUTHS.items():
        truth = json.loads((CONVERSION / file).read_text("utf-8"))
        for order, article in enumerate(truth["articles"], 1):
            if (name, order) in known:
                yield (name, order), _article(f"{name}-{order:02d}", order, article)


def _article(id_: str, order: int, truth: dict[str, Any]) -> Article:
    return Article(
        id_,
        order=order,
        title=truth["title"],
        kicker=truth.get("kicker") or "",
        subtitle=truth.get("subtitle") or "",
        kind=Kind(truth["kind"]),
        authors=tuple(Author(one["name"], Role(one["role"])) for one in truth["authors"]),
        photos=tuple(Photo(one["caption"] or "", "", one.get("credit") or "") for one in truth["photos"]),
        body="\n\n".join(body.from_text(paragraph) for paragraph in truth["paragraphs"]),
    )


def proposers(cache: Path) -> tuple[Keywords, Keywords]:
    """A proposer with the sample's topics, and one with those that a new paper begins with."""
    text = (PROJECT / "generator/delivery/paper/every/newspaper.toml").read_text("utf-8")
    fresh = config.parse(
        text.replace("@KEY@", "").replace("@HOSTS@", "[]").replace("@COMMANDS@", "[]"), config.FILE_NAME
    )
    return Keywords(config.load(PROJECT).topic_list(), cache), Keywords(fresh.topic_list(), cache)


def score(articles: dict[tuple[str, int], Article], tagger: Tagger, first_topic: Callable[[Article], str]) -> Score:
    """Holds what a tagger says of the articles against their labels."""
    known = labels()
    total = Score()
    for key, article in articles.items():
        label, tags = known[key], tagger(article)
        wrong = [tag for tag in tags if not label.is_right(tag)]
        missing = ["/".join(sorted(thing)) for thing in label.must if thing.isdisjoint(tags)]
        total.articles += 1
        total.shown += len(tags)
        total.right += len(tags) - len(wrong)
        total.wanted += len(label.must)
        total.found += len(label.must) - len(missing)
        total.with_topic += bool(label.topics)
        total.topics += bool(label.topics) and first_topic(article) in label.topics
        total.rejected += [f"{key[0]} {key[1]} {tag}" for tag in wrong if tag in label.reject]
        total.unjudged += [f"{key[0]} {key[1]} {tag}" for tag in wrong if tag not in label.reject]
        total.told.append(f"{key[0]} {key[1]}  wrong: {' '.join(wrong)}  missing: {' '.join(missing)}")
    return total


def baselines() -> dict[str, Tagger]:
    """What jieba proposes without any rule of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        import jieba.analyse  # noqa: PLC0415

    def text(article: Article) -> str:
        return "\n".join((article.kicker, article.title, article.subtitle, *body.to_text(article.body, article.kind)))

    return {
        "jieba extract_tags": lambda article: jieba.analyse.extract_tags(text(article), topK=BASELINE_TAGS),
        "jieba textrank": lambda article: jieba.analyse.textrank(text(article), topK=BASELINE_TAGS),
    }


def main(arguments: list[str]) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        own, fresh = proposers(Path(folder))
        everything = [*sample(), *(shared() if CONVERSION.is_dir() else ())]
        own.propose(everything[0][1])
        fresh.propose(everything[0][1])

        def ours(article: Article) -> list[str]:
            return list(own.propose(article).tags)

        def first_topic(article: Article) -> str:
            proposer = own if article.id.startswith("20") else fresh
            return next(iter(proposer.propose(article).topics), "")

        start = time.process_time()
        for _, article in everything:
            ours(article)
        speed = len(everything) / (time.process_time() - start)
        parts = {
            "tuned on": {key: one for key, one in everything if key[1] % HELD_BACK},
            "held back": {key: one for key, one in everything if key[1] % HELD_BACK == 0},
        }
        table = Table(
            "", "articles", "tags", "precision", "recall of must-haves", "topic", "rejects (goal 0)", "unjudged"
        )
        for part, articles in parts.items():
            for name, tagger in {"banmian": ours, **baselines()}.items():
                found = score(articles, tagger, first_topic if name == "banmian" else lambda _: "")
                topic = f"{found.topic_accuracy:.3f}" if name == "banmian" else ""
                figures = (f"{found.shown / found.articles:.1f}", f"{found.precision:.3f}", f"{found.recall:.3f}")
                counts = (str(len(found.rejected)), str(len(found.unjudged)))
                table.add_row(f"{name}, {part}", str(found.articles), *figures, topic, *counts)
                if "-v" in arguments and name == "banmian":
                    print("\n".join(found.told))
                if "--unjudged" in arguments:
                    print("\n".join(f"{name}: {line}" for line in found.unjudged))
        Console(width=120).print(table)
        length = sum(len(article.body) for _, article in everything) / len(everything)
        print(f"{speed:.0f} articles a second, {length:.0f} characters each")


if __name__ == "__main__":
    main(sys.argv[1:])
