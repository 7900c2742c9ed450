"""What the tests of pages share: a site's card, and an issue with articles of every sort."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from generator.content.addresses import Record
from generator.kinds import Kind, Role
from generator.model import Article, Author, Catalogue, Correction, Folio, Issue, Newspaper, Photo, PhotoFile
from generator.pages import former, issue_pages, issue_summary
from generator.pages import site as site_pages
from generator.pages.edition import Edition
from generator.pages.page import Page, filled
from generator.pages.site import SiteCard
from generator.press.outputs import OUTPUTS
from generator.press.page_outputs import Pages
from generator.settings import Paper, Settings


def site_card(address: str = "") -> SiteCard:
    """The card of a paper, by default one at the root of its host."""
    return site_pages.site_card(Settings(paper=Paper(name="青川晚报", address=address)))


def issue(issue_id: str = "2026-03-25", **fields: object) -> Issue:
    """An issue of two 版: a titled story, an untitled brief, a picture, and one 版 that it does not declare."""
    articles = (
        Article(
            f"{issue_id}-01",
            order=1,
            title="杨家渡码头启用",
            folio="01",
            body="本报讯(记者周采薇)昨日，码头启用。\n\n**货轮**靠岸。",
            authors=(
                Author("周采薇", Role.REPORTER),
                Author("郑明", Role.CORRESPONDENT),
                Author("林望舒", Role.REPORTER),
            ),
            photos=(Photo("只有说明"), Photo("货轮靠岸", "Dock.png", "周采薇", "周采薇 摄")),
            topics=("economy",),
            tags=("码头",),
            event_date=date(2026, 3, 24),
            corrections=(Correction(date(2026, 3, 26), "昨日", "前日"),),
        ),
        Article(
            f"{issue_id}-02",
            order=2,
            untitled=True,
            folio="01",
            body="本报讯 " + "菜市场搬了新家，买菜的人都说好。" * 8,
        ),
        Article(
            f"{issue_id}-03",
            order=3,
            kind=Kind.PHOTO,
            untitled=True,
            folio="A3",
            photos=(Photo("江上日出。"),),
            tags=("马头",),
        ),
    )
    photos = (PhotoFile("Dock.png", Path("Dock.png"), "0", 40, 30),)
    return Issue(
        issue_id,
        date.fromisoformat(issue_id[:10]),
        108,
        (Folio("01", "要闻"), Folio("02", "民生")),
        (),
        articles,
        photos,
    )


def describe(
    of: Issue, base: str = "/", words: Iterable[str] = ()
) -> tuple[issue_summary.IssueFacts, issue_summary.Outline]:
    """Facts and outline of an issue; every word has two characters."""
    return issue_summary.describe(of, base, lambda run: [run[at : at + 2] for at in range(0, len(run), 2)], words)


def pages(
    newspaper: Newspaper,
    site: SiteCard,
    catalogue: Catalogue = Catalogue(),  # noqa: B008
    record: Record = Record(),  # noqa: B008
) -> Iterator[Page]:
    """Every page of a newspaper, with all that it shows, and those at its former addresses."""
    words = [word for special in catalogue.specials for word in special.words]
    described = [describe(issue, site.base, words) for issue in newspaper.issues]
    edition = Edition(tuple(facts for facts, _ in described), newspaper.topics, site, catalogue, record)
    made: list[Page] = []
    for at, issue in enumerate(newspaper.issues):
        made += issue_pages.pages(issue, described[at][1], edition.around(at), site)
    outlines = {facts.id: found for facts, found in described}
    for output in OUTPUTS:
        if isinstance(output, Pages):
            made += (filled(page, outlines) for page in output.pages(edition))
    yield from made
    yield from former.pages(edition, {}, {page.path: "" for page in made})
