"""Facts of the pages as browsers, search engines and messengers read them: rules that hold on every page of a paper."""

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

import pytest

import rendered
from generator.model import Article
from generator.pages import urls, web_app
from generator.pages.typography import full_width
from html_page import Element
from rendered import ADDRESS, Rendered

MONDAY = date(2026, 3, 23)


@pytest.fixture(scope="module")
def short_lists() -> Iterator[None]:
    """Long lists are cut after four articles, so that there is something to step through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.pages.edition.TO_A_PAGE", 4)
        yield


@pytest.fixture(scope="module")
def sample(short_lists: None) -> Rendered:
    """The sample edition."""
    return rendered.sample()


@pytest.fixture(scope="module")
def everything(short_lists: None) -> Rendered:
    """The paper in which everything occurs that a page may show."""
    return rendered.paper_of_everything()


@pytest.fixture(params=["sample", "everything"])
def paper(request: pytest.FixtureRequest) -> Rendered:
    """Either of the two."""
    found: Rendered = request.getfixturevalue(request.param)
    return found


def words(text: str) -> str:
    """A text as it is shown, without blanks."""
    return "".join(full_width(text).split())


def link(page: Element, rel: str) -> str:
    """Where a page's link of this kind leads; ``""`` where it has none."""
    found = page.first("link", rel=rel) or page.first("a", rel=rel)
    return found["href"] if found else ""


# ---- addresses ----


def test_a_pages_canonical_address_is_its_own(paper: Rendered) -> None:
    """Search engines and messengers are told the page's own whole address, or of two addresses the one that stays."""
    elsewhere = {urls.LATEST: paper.address(urls.issue(paper.newspaper.issues[-1].id))}
    for path, page in paper.pages.items():
        moved = page.first("meta", **{"http-equiv": "refresh"})
        if moved:
            elsewhere[path] = urljoin(ADDRESS, moved["content"].partition("url=")[2])
        assert link(page, "canonical") == page.meta("og:url") == elsewhere.get(path, paper.address(path)), path


def test_every_link_leads_somewhere(paper: Rendered) -> None:
    """Each link within the paper leads to a page that there is, and its anchor to an element of that page."""
    epubs = (urls.epub(issue.id) for issue in paper.newspaper.published().issues if issue.articles)
    made = {*paper.files, *(urls.icon(name) for name in web_app.ICONS), *epubs}
    for path, page in paper.pages.items():
        for found in page.all("a"):
            href = urljoin(paper.site.base + path, found["href"])
            if href.startswith(("tel:", "mailto:", "https:")):
                continue
            target, _, anchor = paper.path(href), *href.partition("#")[1:]
            assert href.startswith(paper.site.base), (path, href)
            assert target in made, (path, href)
            assert not anchor or paper.pages[target].first("", id=anchor), (path, href)


def test_messengers_find_the_picture_of_an_article(paper: Rendered) -> None:
    """An article with a picture names it by its whole address, and it is one of those that the page shows."""
    for article, _, page in paper.articles:
        shown = page.first("article")
        assert shown is not None
        sources = [urljoin(ADDRESS, image["src"]) for image in shown.all("img") if "/photos/" in image["src"]]
        assert bool(sources) == any(photo.file for photo in article.photos)
        assert page.meta("og:image") == (sources[0] if sources else ""), article.id


def test_the_app_starts_at_the_paper(paper: Rendered) -> None:
    """The app begins, stays and has its icons below the paper's own address."""
    app = json.loads(paper.files[urls.APP])
    assert app["start_url"] == app["scope"] == app["id"] == paper.site.base
    assert all(icon["src"].startswith(paper.site.base) for icon in app["icons"])


# ---- what may not be read, and what must be said ----


def withdrawn(paper: Rendered) -> list[Article]:
    """The withdrawn articles of a paper."""
    return [article for issue in paper.newspaper.issues for article in issue.articles if article.withdrawn]


def test_what_is_no_article_is_not_indexed(paper: Rendered) -> None:
    """A withdrawn article's address, one that moved, and the page for dead addresses say noindex; no other does."""
    gone = {urls.article(article.id) for article in withdrawn(paper)}
    for path, page in paper.pages.items():
        is_moved = page.first("meta", **{"http-equiv": "refresh"}) is not None
        assert ("noindex" in page.meta("robots")) == (path in gone or path == urls.NOT_FOUND or is_moved), path


def test_a_withdrawn_article_is_a_notice_and_no_more(everything: Rendered) -> None:
    """At its address stands the whole reason; its words, title, picture and tags stand nowhere."""
    gone = withdrawn(everything)
    assert gone
    for article in gone:
        assert words(article.withdrawal) in everything.pages[urls.article(article.id)].words
        for path, text in everything.files.items():
            for secret in (article.title, article.body, "撤下的图", "gone-png", *article.tags):
                assert secret not in text, path


def test_an_article_that_breaks_off_says_so(paper: Rendered) -> None:
    """Where the copy ends in the middle the page says it, and nowhere else."""
    for article, _, page in paper.articles:
        assert ("原稿到此中断" in page.text) == article.truncated, article.id


def test_corrections_stand_above_the_text(paper: Rendered) -> None:
    """Every correction is shown whole: its day, what was printed, what is right, and the note."""
    for article, _, page in paper.articles:
        shown = list(page.all("section", "corrections"))
        assert len(shown) == bool(article.corrections), article.id
        for correction in article.corrections:
            assert shown[0].first("time", datetime=correction.date.isoformat())
            for text in (correction.printed, correction.correct, correction.note):
                assert words(text) in shown[0].words


# ---- what an editor wrote ----


def test_an_editors_summary_stands_for_the_article(paper: Rendered) -> None:
    """Search engines, messengers and the lists with room for it show the summary that an editor wrote."""
    on_topics = {summary.words for page in _topic_pages(paper) for summary in page.all("p", "summary")}
    for article, _, page in paper.articles:
        if article.summary:
            assert words(article.summary) == words(page.meta("description")) == words(page.meta("og:description"))
            if article.title and article.topics:
                assert words(article.summary) in on_topics, article.id


def _topic_pages(paper: Rendered) -> Iterator[Element]:
    return (page for path, page in paper.pages.items() if path.startswith("topics/") and path != urls.TOPICS)


def test_an_article_shows_all_that_was_printed_of_it(paper: Rendered) -> None:
    """Headline, decks, people, captions and credits stand on an article's page, letter for letter."""
    for article, _, page in paper.articles:
        shown = page.first("article")
        assert shown is not None
        for text in _printed(article):
            assert words(text) in shown.words, (article.id, text)


def _printed(article: Article) -> Iterator[str]:
    yield from (article.kicker, article.title, article.subtitle, *(author.name for author in article.authors))
    yield from (text for photo in article.photos for text in (photo.caption, photo.credit_line))


def test_a_picture_has_its_caption_beside_it(paper: Rendered) -> None:
    """Caption, credit and label of AI stand in the figure of their picture, in this order; each alone as well."""
    for article, _, page in paper.articles:
        figures = list(page.all("figure", "photo"))
        pictures = [photo for photo in article.photos if photo.file]
        assert [figure.words for figure in figures] == [
            words(photo.caption) + words(photo.credit_line or photo.credit) + (photo.ai.word if photo.ai else "")
            for photo in pictures
        ]


def test_what_ai_made_is_labelled_where_it_stands(paper: Rendered) -> None:
    """The label leads the text of an article, and ends the caption of a picture, as GB 45438-2025 asks."""
    for article, _, page in paper.articles:
        text = page.first("div", "prose")
        assert text is not None
        if article.ai:
            assert text.words.startswith(article.ai.word)
        labels = sorted(label.text for label in page.all("span", "ai"))
        made = (article.ai, *(photo.ai for photo in article.photos))
        assert labels == sorted(ai.word for ai in made if ai)


def test_a_reprint_names_its_source(paper: Rendered) -> None:
    """With a link to the original where there is an address; nothing is named where nothing was printed or typed."""
    for article, _, page in paper.articles:
        (shown,) = page.all("p", "reprint") if article.source or article.original else (None,)
        assert ("来源" in page.words) == bool(shown)
        if shown:
            assert words(article.source) in shown.words
            assert [found["href"] for found in shown.all("a")] == [article.original] * bool(article.original)


def test_a_folios_staff_is_named_on_it_and_on_its_articles(paper: Rendered) -> None:
    """Posts and names as printed, below the 版 on the issue's page, and below each of its articles."""
    for article, issue, page in paper.articles:
        staff = next((folio.staff for folio in issue.folios if folio.number == article.folio), ())
        named = [shown.words for shown in page.all("p", "staff")]
        assert named == (["".join(f"{post}{name}" for post, name in staff)] if staff else [])
    for issue in paper.newspaper.issues:
        shown = [named.words for named in paper.pages[urls.issue(issue.id)].all("p", "staff")]
        assert shown == [
            "".join(f"{post}{name}" for post, name in folio.staff) for folio in issue.folios if folio.staff
        ]


def test_all_corrections_stand_on_their_page(paper: Rendered) -> None:
    """Each with the day, what was printed, what is right, and a link to the article, the newest first."""
    pages = {path: page for path, page in paper.pages.items() if path.startswith("corrections/")}
    shown = [row for path in sorted(pages) for row in pages[path].all("li") if row.first("h2")]
    made = [(one, article) for article, _, _ in paper.articles for one in article.corrections]
    assert len(shown) == len(made)
    for correction, article in made:
        href = urls.link(urls.article(article.id), paper.site.base)
        rows = [row for row in shown if row.first("a", href=href) and words(correction.note) in row.words]
        assert [
            row for row in rows if words(correction.printed) in row.words and words(correction.correct) in row.words
        ]
    days = [day["datetime"] for page in pages.values() for day in page.all("time")]
    assert len(pages) == 1 or len({day[:4] for day in days}) > 1


def test_a_page_names_the_feeds_that_belong_to_it(paper: Rendered) -> None:
    """Every page those of the paper, and a topic's page its own as well; each address is that of a feed."""
    for path, page in paper.pages.items():
        named = [found["href"] for found in page.all("link", rel="alternate") if "opds" not in found["type"]]
        own = ["feed.xml", "feed.json"]
        assert named[:2] == [urls.link(name, paper.site.base) for name in own], path
        folder = path.removesuffix("index.html")
        is_topic = path.count("/") == 2 and path.startswith("topics/")
        assert named[2:3] == ([urls.link(f"{folder}feed.xml", paper.site.base)] if is_topic else named[2:3])


def test_the_licences_kind_stands_beside_its_number(everything: Rendered) -> None:
    """In the footer of every page."""
    for path, page in everything.pages.items():
        assert "互联网新闻信息服务许可证：10000000001（转载服务）" in page.words, path


def test_a_picture_says_what_it_shows(paper: Rendered) -> None:
    """The words that an editor wrote for readers who cannot see a picture stand as its ``alt``; import writes none."""
    for article, _, page in paper.articles:
        shown = [image.attributes["alt"] for figure in page.all("figure", "photo") for image in figure.all("img")]
        assert shown == [photo.alt for photo in article.photos if photo.file]


def test_what_is_typed_never_becomes_markup(everything: Rendered) -> None:
    """Brackets, quotes and ampersands that an editor types are shown as they are, in text and in attributes."""
    for path, page in everything.pages.items():
        assert page.first("x-typed") is None, path
        assert "x-typed" in page.words, path
        for element in page.all():
            assert {name for name in element.attributes if not name.replace("-", "").isalpha()} == set(), path


# ---- order and days ----


def test_the_article_before_is_the_one_printed_before(paper: Rendered) -> None:
    """Steps lead through the articles of an issue in the printed order."""
    for issue in paper.newspaper.published().issues:
        paths = [None, *(urls.article(article.id) for article in issue.articles), None]
        for before, own, after in zip(paths, paths[1:], paths[2:], strict=False):
            page = paper.pages[str(own)]
            for rel, label, target in (("prev", "上一篇", before), ("next", "下一篇", after)):
                assert link(page, rel) == (urls.link(target, paper.site.base) if target else ""), own
                step = page.first("a", rel=rel)
                assert step is None or label in step.text


def test_the_issue_before_is_the_one_that_came_out_before(paper: Rendered) -> None:
    """Steps lead from issue to issue by their days."""
    paths = ["", *(urls.issue(issue.id) for issue in paper.newspaper.issues), ""]
    for before, own, after in zip(paths, paths[1:], paths[2:], strict=False):
        for rel, target in (("prev", before), ("next", after)):
            assert link(paper.pages[own], rel) == (urls.link(target, paper.site.base) if target else ""), own


def test_older_articles_of_a_list_are_older(paper: Rendered) -> None:
    """On a list, and from it to the page that is called 更早, every day is before or the same as the one above it."""
    stepped = 0
    for path, page in paper.pages.items():
        days = [day["datetime"] for day in _timeline(page)]
        assert path == urls.TOPICS or days == sorted(days, reverse=True), path
        for rel, label in (("prev", "更早"), ("next", "更近")):
            step = page.first("a", rel=rel)
            if step is None or label not in step.text or not days:
                continue
            stepped += 1
            others = [day["datetime"] for day in _timeline(paper.pages[paper.path(step["href"])])]
            assert max(others) <= min(days) if rel == "prev" else min(others) >= max(days), path
    assert stepped >= 4


def _timeline(page: Element) -> Iterator[Element]:
    for timeline in page.all("ol", "timeline"):
        yield from timeline.all("time")


def test_a_day_is_told_with_its_weekday(paper: Rendered) -> None:
    """The date and the weekday of an issue go together, on its page and wherever it is listed."""
    for issue in paper.newspaper.issues:
        page = paper.pages[urls.issue(issue.id)]
        heading = page.first("div", "page-head")
        assert heading is not None
        day = f"星期{'一二三四五六日'[(issue.date - MONDAY).days % 7]}"
        assert heading.first("time", datetime=issue.date.isoformat())
        assert f"{issue.date.year}年{issue.date.month}月{issue.date.day}日" in heading.text
        assert day in heading.text
        listed = paper.pages[urls.archive_year(issue.date.year)]
        rows = [row for row in listed.all("h3") if row.first("time", datetime=issue.date.isoformat())]
        assert rows
        assert all(day in row.text for row in rows)


def test_an_article_names_its_issue_and_its_folio(paper: Rendered) -> None:
    """The line below a headline has the issue's day and the 版, and leads to where that 版 begins."""
    for article, issue, page in paper.articles:
        line = page.first("div", "article-meta")
        assert line is not None
        day = line.first("time", datetime=issue.date.isoformat())
        assert day is not None
        (way,) = [found for found in line.all("a") if day in found.children]
        names = {folio.number: folio.name for folio in issue.folios}
        assert way.words == words(f"{day.text}{article.folio}版{names[article.folio]}"), article.id
        section = paper.pages[urls.issue(issue.id)].first("section", id=way["href"].partition("#")[2])
        assert section is not None
        assert section.first("a", href=urls.link(urls.article(article.id), paper.site.base)), article.id
