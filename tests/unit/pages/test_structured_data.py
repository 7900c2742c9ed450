"""What pages say to programs in the words of schema.org: what is true, whole addresses, and data that stays data."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import rendered
from edition import describe
from generator.kinds import Ai, Kind, Role
from generator.model import CHINA, Article, Author, Correction, Folio, Issue, Photo, PhotoFile
from generator.pages import cards, issue_pages, structured_data
from generator.pages.edition import Edition
from generator.pages.moments import Moments
from generator.pages.site import SiteCard, site_card
from generator.settings import Imprint, Paper, Settings
from html_page import Element
from rendered import ADDRESS, TYPED, Rendered


def site(address: str = "https://news.example/paper/") -> SiteCard:
    """A paper's card."""
    paper = Paper(name="青川晚报", address=address)
    return site_card(Settings(paper=paper, imprint=Imprint(publisher="青川报社", cn="CN 00-0001")))


def said(of: Issue | None = None, **fields: object) -> dict[str, Any]:
    """What is said of an article on the first 版."""
    given = {"title": "码头启用", "folio": "01", "body": "昨日，码头启用。"} | fields
    article = Article("2026-03-25-01", order=1, **given)  # type: ignore[arg-type]
    files = (PhotoFile("dock.png", Path("dock.png"), "0", 1200, 801),)
    day = date(2026, 3, 25)
    issue = replace(of or Issue("2026-03-25", day, 108, (Folio("01", "要闻"),), (), (), files), articles=(article,))
    story, head = cards.story(article, issue, "/paper/"), cards.issue(issue, "/paper/")
    return structured_data.news_article(cards.article(article, story, head, issue, "/paper/", {}, {}), site())


def data(page: Element) -> list[dict[str, Any]]:
    """The data in a page's head."""
    return [json.loads(script.text) for script in page.all("script", type="application/ld+json")]


def values(thing: Any) -> Iterator[tuple[str, Any]]:
    """Every value that is no thing and no list, with the name it stands under."""
    for name, value in thing.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from values(one)
            else:
                yield name, one


@pytest.fixture(scope="module", params=["sample", "paper_of_everything"])
def paper(request: pytest.FixtureRequest) -> Rendered:
    """The sample, and the paper in which everything occurs."""
    found: Rendered = getattr(rendered, request.param)()
    return found


def test_an_article_stands_in_its_issue_in_the_paper() -> None:
    """The issue has its number and day, the paper its name and its number of registration, the article its 版."""
    found = said()
    assert (found["printPage"], found["printSection"], found["datePublished"]) == ("01", "要闻", "2026-03-25")
    issue = found["isPartOf"]
    assert (issue["@type"], issue["issueNumber"], issue["datePublished"]) == ("PublicationIssue", 108, "2026-03-25")
    paper = issue["isPartOf"]
    assert (paper["@type"], paper["name"], paper["identifier"]["value"]) == ("Newspaper", "青川晚报", "CN 00-0001")
    assert found["publisher"]["name"] == "青川报社"


class By(NamedTuple):
    """An article's people and what is printed in their place, and who is said to be its author."""

    fields: dict[str, Any]
    author: list[dict[str, str]]


PAPER = {"@type": "Organization", "name": "青川晚报", "url": "https://news.example/paper/"}


@pytest.mark.parametrize(
    "by",
    [
        By(
            {"authors": (Author("周采薇", Role.REPORTER),)},
            [{"@type": "Person", "name": "周采薇", "jobTitle": "记者"}],
        ),
        By({"authors": (Author("郑明", Role.AUTHOR),)}, [{"@type": "Person", "name": "郑明"}]),
        By({}, [PAPER]),
        By({"byline": "本报评论员", "kind": Kind.COMMENTARY}, [PAPER]),
        By({"kind": Kind.NOTICE}, []),
        By({"kind": Kind.LITERATURE}, []),
        By({"kind": Kind.PHOTO}, []),
        By({"source": "新华社"}, []),
    ],
)
def test_who_is_named_is_the_author(by: By) -> None:
    """Where nobody is named the paper stands for its own reports, and for no notice, poem, picture or reprint."""
    assert said(**by.fields).get("author", []) == by.author


def test_a_photographer_beside_a_writer_contributed() -> None:
    """A photographer is an author only of what nobody else is named for."""
    both = (Author("周采薇", Role.REPORTER), Author("顾行舟", Role.PHOTOGRAPHER))
    found = said(authors=both)
    assert [one["name"] for one in found["author"]] == ["周采薇"]
    assert [one["name"] for one in found["contributor"]] == ["顾行舟"]
    assert [one["name"] for one in said(authors=both[1:])["author"]] == ["顾行舟"]


def test_a_reprint_names_its_source() -> None:
    """来源 and the original address are told where they are known, and nowhere else."""
    found = said(source="新华社", original="https://example.org/a")
    assert (found["sourceOrganization"]["name"], found["isBasedOn"]) == ("新华社", "https://example.org/a")
    assert said().keys().isdisjoint({"sourceOrganization", "isBasedOn", "digitalSourceType", "correction"})


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (Ai.GENERATED, "https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        (Ai.COMPOSED, "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"),
    ],
)
def test_what_ai_made_has_its_code(made: Ai, code: str) -> None:
    """The label of an article, and that of a picture, is told by IPTC's code."""
    assert said(ai=made)["digitalSourceType"] == code
    (image,) = said(photos=(Photo("码头", "dock.png", ai=made),))["image"]
    assert image["digitalSourceType"] == code


def test_a_picture_has_the_size_of_its_file() -> None:
    """The file that is named is smaller than the original; a caption without a file is no picture."""
    (image,) = said(photos=(Photo("只有说明"), Photo("货轮靠岸", "dock.png", "郑明", "郑明 摄")))["image"]
    assert image["url"] == "https://news.example/paper/2026-03-25/photos/dock-png-960.jpg"
    assert (image["width"]["value"], image["height"]["value"]) == (960, 641)
    assert (image["caption"], image["creditText"]) == ("货轮靠岸", "郑明 摄")


def test_a_correction_says_what_was_printed_and_what_is_right() -> None:
    """Each correction is told with its day."""
    (found,) = said(corrections=(Correction(date(2026, 3, 27), "昨日", "前日", "谨致歉意。"),))["correction"]
    assert found["datePublished"] == "2026-03-27"
    assert found["text"] == "印为“昨日”，应为“前日”。谨致歉意。"


def test_a_paper_without_a_number_of_the_issue_says_none() -> None:
    """What is not known is not told: no number of the issue, no 版; a 号外 is called one."""
    found = said(Issue("2026-03-25-b", date(2026, 3, 25)), folio="")
    assert found["isPartOf"]["name"] == "2026年3月25日号外"
    assert "issueNumber" not in found["isPartOf"]
    assert found.keys().isdisjoint({"printPage", "printSection"})


DAY = date(2026, 3, 25)
EARLY, LATER = (datetime(2026, 3, day, 6, tzinfo=CHINA) for day in (25, 27))


@pytest.mark.parametrize(
    ("first", "fields", "published"),
    [
        (EARLY, {}, "2026-03-25T06:00:00+08:00"),
        (LATER, {}, "2026-03-25"),
        (LATER, {"embargo": LATER}, "2026-03-27T06:00:00+08:00"),
    ],
)
def test_an_article_was_published_when_it_was_printed(first: datetime, fields: dict[str, Any], published: str) -> None:
    """An old issue that came to the site later was published on its day; what was held back, when that ended."""
    one = Article("2026-03-25-01", order=1, title="码头启用", body="码头启用。", **fields)
    of = Issue("2026-03-25", DAY, articles=(one,))
    facts, outline = describe(of, "/paper/")
    around = replace(Edition((facts,), (), site()).around(0), moments={"01": Moments(first, LATER)})
    context = next(page.context for page in issue_pages.pages(of, outline, around, site()) if "article" in page.context)
    said = structured_data.news_article(context["article"], site())
    assert (said["datePublished"], said["dateModified"]) == (published, "2026-03-27T06:00:00+08:00")


def test_every_article_and_no_notice_is_described(paper: Rendered) -> None:
    """Each page of an article has one description of it, a page of what was withdrawn none."""
    found = {path: [one for one in data(page) if one["@type"] == "NewsArticle"] for path, page in paper.pages.items()}
    shown = {f"{article.id[:10]}/{article.id[11:]}.html" for article, _, _ in paper.articles}
    assert {path for path, all_of_it in found.items() if all_of_it} == shown
    for article, _, page in paper.articles:
        (one,) = (one for one in data(page) if one["@type"] == "NewsArticle")
        assert one["url"] == one["mainEntityOfPage"] == page.meta("og:url")
        assert [person["name"] for person in one.get("author", []) if person["@type"] == "Person"] == [
            author.name for author in article.authors
        ]


def test_addresses_are_whole(paper: Rendered) -> None:
    """Every address in the data begins with the paper's own, and every text is that of the page."""
    for path, page in paper.pages.items():
        for thing in data(page):
            for name, value in values(thing):
                if name in ("url", "@id", "item", "logo"):
                    assert str(value).startswith(ADDRESS), (path, name)


def test_the_way_to_a_page_ends_at_it(paper: Rendered) -> None:
    """It begins at the front page, and its last step is the page's own address."""
    ways = 0
    for path, page in paper.pages.items():
        for way in (one for one in data(page) if one["@type"] == "BreadcrumbList"):
            steps = way["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[0]["item"] == ADDRESS
            assert steps[-1]["item"] == page.meta("og:url"), path
            ways += 1
    assert ways > len(list(paper.articles))


def test_what_was_typed_stays_data() -> None:
    """No text ends the element that it stands in, and every character comes back as it was typed."""
    paper = rendered.paper_of_everything()
    (page,) = (text for path, text in paper.files.items() if path.endswith("2026-01-04/01.html"))
    for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        assert not re.search("[<>&\u2028\u2029]", script)
    assert any(TYPED in str(value) for thing in data(paper.pages["2026-01-04/01.html"]) for _, value in values(thing))
    shown = str(structured_data.trail([("</script>\u2028&", "/")], site()))
    assert "</script>\u2028" not in shown
    assert json.loads(shown.split(">", 1)[1].rpartition("<")[0])["itemListElement"][1]["name"] == "</script>\u2028&"


def test_a_paper_without_an_address_says_nothing() -> None:
    """Without whole addresses there is no data."""
    assert structured_data.trail([("标签", "/tags/")], site("")) == ""


# https://developers.google.com/search/docs/appearance/structured-data/article, read on 2026-11-29: nothing is required
# of an article, and these are recommended.
RECOMMENDED = ("author", "author.name", "dateModified", "datePublished", "headline", "image")


def test_google_finds_what_it_recommends(paper: Rendered) -> None:
    """All of Google's list for articles, as far as it is known: a picture where there is one, a name where one is."""
    for article, _, page in paper.articles:
        (one,) = (one for one in data(page) if one["@type"] == "NewsArticle")
        has = {"author": bool(article.authors), "image": any(photo.file for photo in article.photos)}
        for name in RECOMMENDED:
            if name == "author.name":
                assert all(person["name"] for person in one.get("author", []))
            elif has.get(name, True):
                assert one[name], (article.id, name)
