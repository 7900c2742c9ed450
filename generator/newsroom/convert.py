"""Converts raw text into a whole issue. This is the core of import; no file is read or written here."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import proofreading
from generator.content import store
from generator.errors import ImportRefused, Problem
from generator.model import Article, Folio, Issue
from generator.newsroom import account, again, unsure
from generator.sources.raw import UNRELIABLE, Raw
from generator.understanding import best_reading as understanding
from generator.understanding import compose, items, manuscript, turns
from generator.understanding.drafts import Layout
from generator.understanding.manuscript import Manuscript

MAX_ARTICLES = 1_000
NUMBER = re.compile(r"第\s*([\d０-９]{1,6})\s*期")


@dataclass(frozen=True, slots=True)
class Converted:
    """An issue with its files, the doubts about its articles (in order) and itself, and the character accounting."""

    issue: Issue
    files: Mapping[str, str]
    """The texts of its Markdown files, by name."""
    doubts: tuple[tuple[proofreading.Doubt, ...], ...]
    issue_doubts: tuple[proofreading.Doubt, ...]
    balance: account.Balance
    reading: proofreading.Reading
    """What proofreading found, to be compared with earlier issues."""


def convert(
    raws: Sequence[Raw],
    *,
    issue_id: str,
    issue_date: date,
    number: int | None = None,
    propose: Callable[[Article], Article] = lambda article: article,
    numbered: Callable[[Issue], Issue] = lambda issue: issue,
    known: proofreading.Known | None = None,
) -> Converted:
    """Converts one raw issue: the text of one file, or of one file per folio in their order.

    ``propose`` adds topics and tags; ``numbered`` gives articles the ids they had before; ``known`` are the newsroom's
    tables for proofreading. Raises ``ImportRefused`` where the characters do not balance, or where there are too many
    articles for one issue.
    """
    parts = [manuscript.from_text(raw.text) for raw in raws]
    layout = _joined(_laid_out(part, raw) for part, raw in zip(parts, raws, strict=True))
    if len(layout.drafts) > MAX_ARTICLES:
        hint = "看看原稿是不是一期一个文件、导出时有没有把每行都断开"
        raise ImportRefused(Problem(f"拆出了 {len(layout.drafts)} 篇，不像一期报纸", hint, _source(raws)))
    names = {folio.number: folio.name for folio in layout.folios}
    articles = tuple(
        propose(compose.compose(draft, issue_id, issue_date, order, names.get(draft.folio, "")))
        for order, draft in enumerate(layout.drafts, 1)
    )
    furniture = tuple(layout.furniture)
    folios = tuple(layout.folios_with_staff())
    issue = numbered(Issue(issue_id, issue_date, number or _number(furniture), folios, furniture, articles))
    reading = proofreading.read(issue, known)
    articles_written = {f"{again.number(article)}.md": store.format_article(article) for article in issue.articles}
    issue_written = store.format_issue(issue)
    return Converted(
        issue=issue,
        files={store.ISSUE_FILE: issue_written} | articles_written,
        doubts=tuple(
            (*unsure.doubts(draft), *reading.doubts[article.id])
            for draft, article in zip(layout.drafts, issue.articles, strict=True)
        ),
        issue_doubts=(*_layout_doubts(raws), *reading.issue_doubts),
        balance=account.balance(_whole(parts), articles_written.values(), issue_written, _source(raws)),
        reading=reading,
    )


def _laid_out(part: Manuscript, raw: Raw) -> Layout:
    """The articles of one file. Those without a printed 版 above them get the 版 in the file's name."""
    layout = items.gather(understanding.read(part.blocks))
    turns.place(layout, raw.turns)
    if raw.folio is not None:
        for draft in layout.drafts:
            draft.folio = draft.folio or raw.folio.number
        for named in layout.staff:
            named.above = named.above or raw.folio.number
        layout.folios.insert(0, raw.folio)
    return layout


def _joined(layouts: Iterable[Layout]) -> Layout:
    whole = Layout()
    folios: dict[str, Folio] = {}
    for layout in layouts:
        whole.drafts += layout.drafts
        whole.furniture += layout.furniture
        whole.staff += layout.staff
        for folio in layout.folios:
            known = folios.get(folio.number)
            folios[folio.number] = known if known and known.name else folio
    whole.folios = list(folios.values())
    return whole


def _whole(parts: Sequence[Manuscript]) -> Manuscript:
    return Manuscript(
        tuple(block for part in parts for block in part.blocks),
        "\n\n".join(part.source for part in parts),
        tuple(dropped for part in parts for dropped in part.dropped),
    )


def _source(raws: Sequence[Raw]) -> str:
    return raws[0].source if len(raws) == 1 else str(Path(raws[0].source).parent)


def _layout_doubts(raws: Sequence[Raw]) -> Iterator[proofreading.Doubt]:
    for raw in raws:
        for remark in raw.remarks:
            if remark.startswith(UNRELIABLE):
                yield proofreading.Doubt("layout", Path(raw.source).name, "", remark)


def _number(furniture: tuple[str, ...]) -> int | None:
    """The issue's number, if the source prints exactly one."""
    found = {int(number) for line in furniture for number in NUMBER.findall(line)} - {0}
    return found.pop() if len(found) == 1 else None
