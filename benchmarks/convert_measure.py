"""Imports issues and scores the result: counts for one issue, and summaries for many."""

import importlib.util
import math
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks import corrections
from benchmarks.convert_sets import CONVERSION, Case, Paper
from generator import processes
from generator.newsroom import importer

Counts = dict[str, tuple[float, ...]]
"""What was counted, by name: right, wrongly given and missed, or found and wanted, or a mere number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the tables: how it follows from the counts, and whether less is better."""

    name: str
    of: Callable[[Counts], float]
    falls: bool = False
    decimals: int = 1

    def is_worse(self, value: float, floor: float) -> bool:
        """Whether a value lies on the wrong side of a floor."""
        return value > floor if self.falls else value < floor

    def floor(self, value: float) -> float:
        """The floor that a value sets: a whole percent, or the number itself where less is better."""
        if not self.falls:
            return math.floor(value)
        return math.ceil(value * 10) / 10 if self.decimals else math.ceil(value)


def _f1(name: str) -> Callable[[Counts], float]:
    def of(counts: Counts) -> float:
        right, wrong, missed = counts[name]
        return 100.0 if not wrong + missed else 200.0 * right / (2 * right + wrong + missed)

    return of


def _share(name: str) -> Callable[[Counts], float]:
    def of(counts: Counts) -> float:
        found, wanted = counts[name]
        return 100.0 * found / wanted if wanted else 100.0

    return of


def _each(name: str, times: float = 1.0) -> Callable[[Counts], float]:
    def of(counts: Counts) -> float:
        number, among = counts[name]
        return times * number / among if among else 0.0

    return of


def _number(name: str) -> Callable[[Counts], float]:
    return lambda counts: counts[name][0]


READ = (
    Figure("article F1", _f1("articles")),
    Figure("title", _share("titles")),
    Figure("author F1", _f1("authors")),
    Figure("paragraph F1", _f1("paragraphs")),
    Figure("caption F1", _f1("captions")),
    Figure("credit F1", _f1("credits")),
    Figure("genre", _share("genre")),
    Figure("flags", _share("flags")),
    Figure("misplaced", _number("misplaced"), falls=True, decimals=0),
)
"""The first table: what was found."""
KEPT = (
    Figure("decks", _share("decks")),
    Figure("cuts healed", _share("cuts")),
    Figure("stanzas", _share("stanzas")),
    Figure("run together", _number("fused"), falls=True, decimals=0),
    Figure("wrong told", _share("told")),
    Figure("needless / 10", _each("needless", 10.0), falls=True),
    Figure("joined rows", _number("joined rows"), falls=True, decimals=0),
    Figure("lost", _number("lost"), falls=True, decimals=0),
    Figure("invented", _number("invented"), falls=True, decimals=0),
    Figure("order", _share("order")),
    Figure("corrections", _each("corrections"), falls=True),
)
"""The second table: what was kept as it was, and what remains to be done."""
FIGURES = (*READ, *KEPT)


@dataclass
class Pooled:
    """Counts added over the issues of a row."""

    counts: Counts = field(default_factory=dict)

    def add(self, counts: Counts) -> None:
        """Adds one issue's counts."""
        for name, values in counts.items():
            before = self.counts.get(name, (0.0,) * len(values))
            self.counts[name] = tuple(one + more for one, more in zip(before, values, strict=True))

    def figures(self) -> dict[str, float]:
        """Every figure by name."""
        return {figure.name: round(figure.of(self.counts), 2) for figure in FIGURES}

    def acts(self) -> dict[str, int]:
        """The acts of correction by kind, over all issues."""
        return dict(zip(corrections.KINDS, map(int, self.counts["acts"]), strict=True))


FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The scorer's own way to read front matter, in C where that is installed."""


@cache
def scorer() -> Any:
    """The scorer that lies beside the sets, as a module."""
    spec = importlib.util.spec_from_file_location("score", CONVERSION / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CONVERSION / "score.py")
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.load_out = lru_cache(1)(module.load_out)  # read once for the score and once for the corrections
    module.mini_yaml = lambda text: module._typed(yaml.load(text, Loader=FAST))  # noqa: S506, SLF001
    return module


def measure(paper: Paper) -> list[Counts]:
    """Imports a paper's issues in order, into a folder of its own, and counts each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raws = [folder / f"{at:02d}.txt" for at in range(len(paper.cases))]
        done = []
        for raw, case in zip(raws, paper.cases, strict=True):
            raw.write_text(case.text, "utf-8")
            done.append(importer.import_issue(folder, raw, case.day, propose=lambda article: article))
        # Scored when all are in: a later issue can raise doubts about an earlier one.
        return [
            _counts(imported.folder, raw, case) for imported, raw, case in zip(done, raws, paper.cases, strict=True)
        ]


def pooled(papers: Sequence[Paper], told: Callable[[], object] = lambda: None) -> dict[str, Pooled]:
    """The counts of every row, measured side by side; ``told`` is called after each paper."""
    rows: dict[str, Pooled] = {}
    for paper, counts in zip(papers, _measured(papers), strict=True):
        for row in paper.rows:
            for of_issue in counts:
                rows.setdefault(row, Pooled()).add(of_issue)
        told()
    return rows


def _measured(papers: Sequence[Paper]) -> Iterator[list[Counts]]:
    with ProcessPoolExecutor(mp_context=processes.context()) as pool:
        yield from pool.map(measure, papers, chunksize=4)


def _counts(out: Path, raw: Path, case: Case) -> Counts:
    """One issue's counts, as the scorer gives them, and the corrections it takes."""
    score = scorer()
    figures: dict[str, Any] = score.score(str(out), case.truth, str(raw), True)  # noqa: FBT003
    used = figures["alternatives_used"]
    truth = next(articles for chosen, articles in score.variants(case.truth) if chosen == used)
    printed, _, _ = score.load_out(str(out))
    structure = corrections.structure([_printed(one) for one in truth], [_written(one) for one in printed])
    acts = corrections.count(figures, structure)
    matched, given, wanted = (figures[f"articles_{name}"] for name in ("matched", "out", "truth"))
    told, wrong, needless, right = figures["doubt_counts"]
    return {
        "articles": (matched, given - matched, wanted - matched),
        "titles": (figures["title_counts"][1], figures["title_counts"][2]),
        "authors": tuple(figures["author_counts"]),
        "paragraphs": tuple(figures["para_counts"]),
        "captions": tuple(figures["caption_counts"]),
        "credits": tuple(figures["credit_counts"]),
        "genre": tuple(figures["genre_counts"]),
        "flags": tuple(figures["flag_counts"]),
        "decks": tuple(figures["deck_counts"]),
        "cuts": tuple(figures["cut_counts"]),
        "stanzas": tuple(figures["stanza_counts"]),
        "told": (told, wrong),
        "needless": (needless, right),
        "order": (int(figures["order_ok"]), 1),
        "fused": (figures["fused"],),
        "joined rows": (structure.joined_rows,),
        "misplaced": (figures["chars_misplaced"],),
        "lost": (figures["chars_lost"],),
        "invented": (figures["chars_invented"],),
        "corrections": (acts.total, 1),
        "acts": tuple(getattr(acts, kind) for kind in corrections.KINDS),
    }


def _printed(article: Mapping[str, Any]) -> corrections.Item:
    """An article as the truth has it; the places where a paragraph may end are counted behind its lede."""
    prefix = len(corrections.squeeze(article.get("lede_prefix", "")))
    first = corrections.squeeze(article["paragraphs"][0]) if article["paragraphs"] else ""
    opens = first.startswith(corrections.squeeze(article.get("lede_prefix", "")))
    heads: Iterable[str] = [
        *article.get("title_lines", []),
        *(article.get(name, "") for name in ("title", "kicker", "subtitle")),
        *article.get("byline_lines", []),
        *(photo.get("credit_raw", "") for photo in article.get("photos", [])),
    ]
    return corrections.Item(
        tuple(article["paragraphs"]),
        tuple(photo["caption"] for photo in article.get("photos", [])),
        tuple(heads),
        is_photo=article["kind"] == "photo",
        is_list=bool(corrections.LISTS & set(article.get("tags", []))),
        loose=frozenset(at + prefix * opens for at in article.get("ambiguous_boundaries", [])),
    )


def _written(article: Any) -> corrections.Item:
    """An article as import wrote it, in the scorer's reading."""
    fields = [article.title, article.kicker, article.subtitle, str(article.fm.get("byline") or "")]
    credit = [photo["credit_raw"] for photo in article.photos]
    captions = tuple(photo["caption"] for photo in article.photos)
    return corrections.Item(tuple(article.paras), captions, (*fields, *credit), is_photo=not article.paras)
