"""The page of all corrections, the newest first: what was printed, what is right, and where it stands."""

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, NamedTuple, TypedDict

from generator.pages import cards, urls
from generator.pages.correction_card import CorrectionCard
from generator.pages.edition import Edition, Placed
from generator.pages.page import Page


class Corrected(NamedTuple):
    """A correction with the article that it corrects."""

    placed: Placed
    correction: CorrectionCard


class CorrectionRow(TypedDict):
    """A correction in the list: the article, the day of its issue, and the correction."""

    link: Annotated[cards.LinkCard, "改正的文章"]
    issue: Annotated[cards.IssueCard, "它登在哪一期"]
    correction: Annotated[CorrectionCard, "更正"]


def corrected(edition: Edition) -> list[Corrected]:
    """All corrections, the newest first."""
    found = [
        Corrected(Placed(article, issue), correction)
        for issue in edition.issues
        for article in issue.articles
        for correction in article.corrections
    ]
    return sorted(found, key=lambda one: (one.correction.date, one.placed.id), reverse=True)


def pages(edition: Edition) -> Iterator[Page]:
    """The corrections of the newest year in which there are any, and a page for each year before."""
    by_year = [(year, tuple(group)) for year, group in groupby(corrected(edition), lambda one: one.correction.date[:4])]
    years = tuple(
        cards.LinkCard(f"{year}年", urls.link(_path(at, year), edition.base)) for at, (year, _) in enumerate(by_year)
    )
    for at, (year, group) in enumerate(by_year or [("", ())]):
        rows = tuple(_row(edition, one) for one in group)
        yield edition.page(_path(at, year), "corrections.html", "", year=year, years=years, corrections=rows)


def _path(at: int, year: str) -> str:
    return urls.corrections_of(year) if at else urls.CORRECTIONS


def _row(edition: Edition, one: Corrected) -> CorrectionRow:
    article = one.placed.article
    href = urls.link(urls.article(one.placed.id), edition.base)
    return {
        "link": cards.LinkCard(article.title or article.opening, href),
        "issue": one.placed.issue.card,
        "correction": one.correction,
    }
