"""How an article is cited: the reference by GB/T 7714-2025, and what reference managers take from its page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

import rendered
from generator.kinds import Role
from generator.model import Article, Author, Folio, Issue
from generator.pages import cards, citation
from generator.pages.site import SiteCard, site_card
from generator.settings import Paper, Settings
from html_page import Element
from rendered import Rendered

ADDRESS = "https://news.example/paper/"


def site(address: str = ADDRESS) -> SiteCard:
    """A paper's card."""
    return site_card(Settings(paper=Paper(name="青川晚报", address=address)))


def card(**fields: object) -> cards.ArticleCard:
    """The card of an article on the first 版 of an issue."""
    given = {"title": "杨家渡码头启用", "folio": "01", "body": "码头昨日启用，货轮靠岸。"} | fields
    article = Article("2026-03-25-01", order=1, **given)  # type: ignore[arg-type]
    issue = Issue("2026-03-25", date(2026, 3, 25), 108, (Folio("01", "要闻"), Folio("A2", "副刊")), (), (article,))
    story, head = cards.story(article, issue, "/paper/"), cards.issue(issue, "/paper/")
    return cards.article(article, story, head, issue, "/paper/", {}, {})


def people(*names: str, role: Role = Role.REPORTER) -> tuple[Author, ...]:
    """People who did the same for an article."""
    return tuple(Author(name, role) for name in names)


END = "青川晚报，2026-03-25（1）. https://news.example/paper/2026-03-25/01.html."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"authors": people("周采薇")}, f"周采薇. 杨家渡码头启用[N/OL]. {END}"),
        ({"authors": people("甲某", "乙某", "丙某")}, f"甲某，乙某，丙某. 杨家渡码头启用[N/OL]. {END}"),
        ({"authors": people("甲某", "乙某", "丙某", "丁某")}, f"甲某，乙某，丙某，等. 杨家渡码头启用[N/OL]. {END}"),
        (
            {"authors": people("周采薇") + people("顾行舟", role=Role.PHOTOGRAPHER)},
            f"周采薇. 杨家渡码头启用[N/OL]. {END}",
        ),
        ({"authors": people("顾行舟", role=Role.PHOTOGRAPHER)}, f"顾行舟. 杨家渡码头启用[N/OL]. {END}"),
        ({"byline": "本报评论员"}, f"本报评论员. 杨家渡码头启用[N/OL]. {END}"),
        ({}, f"杨家渡码头启用[N/OL]. {END}"),
        ({"subtitle": "——首日 到港三船"}, f"杨家渡码头启用：首日到港三船[N/OL]. {END}"),
        ({"title": "", "untitled": True}, f"[码头昨日启用，货轮靠岸。][N/OL]. {END}"),
        ({"folio": "A2"}, f"杨家渡码头启用[N/OL]. {END.replace('（1）', '（A2）')}"),
        ({"folio": ""}, f"杨家渡码头启用[N/OL]. {END.replace('（1）', '')}"),
    ],
)
def test_a_reference_is_as_the_standard_has_it(fields: dict[str, object], expected: str) -> None:
    """GB/T 7714-2025, 8.5.3: at most three authors, the 版 after the day, no date of quotation, an address at last."""
    assert citation.reference(card(**fields), site()) == expected


def test_without_an_address_the_printed_paper_is_cited() -> None:
    """A reference to what is online needs an address; without one it is the reference to the printed page."""
    found = citation.reference(card(authors=people("周采薇")), replace(site(""), base="/paper/"))
    assert found == "周采薇. 杨家渡码头启用[N]. 青川晚报，2026-03-25（1）."


# ---- reference managers: the rules of Zotero's translators Embedded Metadata and RDF, of June 2026 ----

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_issue": "issue",
    "citation_public_url": "url",
    "citation_language": "language",
}
"""Meta names that fill a field; a name counts that ends in one of these."""

TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
"""Meta names that decide what an item is, before anything else does."""


@dataclass
class Item:
    """What Zotero would save."""

    kind: str
    creators: list[str]
    fields: dict[str, str] = field(default_factory=dict)


def taken(page: Element) -> Item:
    """The item that Zotero takes from a page."""
    metas = [(meta["name"] or meta["property"], meta["content"]) for meta in page.all("meta") if meta["content"]]
    said = dict(reversed(metas))  # of several of one name the first counts

    kind = next((TYPES[name] for name, _ in metas if name in TYPES), "")
    kind = kind or said.get("DC.type", "") or ("journalArticle" if "citation_title" in said else "webpage")
    fields = {name: value for meta, name in HIGHWIRE.items() if (value := said.get(meta, ""))}
    fields["publicationTitle"] = said.get("DC.source", "") or said.get("og:site_name", "")
    fields["pages"] = said.get("citation_firstpage", "")
    fields["section"] = said.get("article:section", "")
    fields["abstractNote"] = said.get("description", "")
    return Item(kind, parted(value for meta, value in metas if meta == "citation_author"), fields)


def parted(names: Iterable[str]) -> list[str]:
    """Names as they are read: a semicolon parts two of them."""
    return [one for name in names for one in re.split(r"\s*;\s*", name)]


@pytest.mark.parametrize("name", ["sample", "paper_of_everything"])
def test_a_reference_manager_takes_an_article_of_a_newspaper(name: str) -> None:
    """Zotero sees a newspaper's article, with its authors, paper, day, 版, section and address."""
    paper: Rendered = getattr(rendered, name)()
    for article, issue, page in paper.articles:
        found = taken(page)
        assert found.kind == "newspaperArticle", article.id
        names = [author.name for author in article.authors] or [article.byline]
        assert found.creators == parted(filter(None, names)), article.id
        assert found.fields["publicationTitle"] == paper.site.name
        assert found.fields["date"] == issue.date.isoformat()
        assert found.fields["issue"] == str(issue.number)
        assert found.fields["pages"] == article.folio.lstrip("0")
        assert found.fields["url"] == paper.address(f"{issue.id}/{article.id[11:]}.html")
        assert found.fields["language"] == "zh-CN"
        assert found.fields["title"]
