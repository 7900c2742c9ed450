"""Papers rendered whole, in memory: the sample, and a small one with a case of everything a page may show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import html_page
from edition import pages
from generator import config
from generator.content import catalogue, store
from generator.kinds import Ai, Kind, Role, TagKind
from generator.model import (
    Article,
    Author,
    Catalogue,
    Correction,
    Folio,
    Issue,
    Newspaper,
    Photo,
    PhotoFile,
    Post,
    Tag,
    Topic,
)
from generator.pages import theme_files, urls
from generator.pages.site import SiteCard, site_card
from generator.pages.theme import Theme
from generator.settings import Imprint, Paper, Settings
from html_page import Element
from support import NEWSPAPER, PROJECT, Site

ADDRESS = "https://news.example/paper/"
KEY = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"
TYPED = "<x-typed>“甲”&amp;'"
"""What an editor may type and what must never become an element of a page."""


@dataclass(frozen=True)
class Rendered:
    """A paper with every page of it as text, by path."""

    newspaper: Newspaper
    site: SiteCard
    files: dict[str, str]

    @cached_property
    def pages(self) -> dict[str, Element]:
        """The pages as a browser reads them."""
        return {path: html_page.read(text) for path, text in self.files.items() if path.endswith(".html")}

    @property
    def articles(self) -> Iterator[tuple[Article, Issue, Element]]:
        """Every article that is published, with its issue and its page."""
        for issue in self.newspaper.published().issues:
            for article in issue.articles:
                yield article, issue, self.pages[urls.article(article.id)]

    def address(self, path: str) -> str:
        """The whole address of a page."""
        return ADDRESS + path.removesuffix("index.html")

    def path(self, href: str) -> str:
        """The output path that a link within the paper leads to, without its anchor."""
        plain = href.partition("#")[0].removeprefix(self.site.base)
        return f"{plain}index.html" if not plain or plain.endswith("/") else plain


@cache
def _theme(base: str) -> Theme:
    """Banmian's own templates, compiled once for papers below one folder of a host."""
    files, _ = theme_files.dressed(theme_files.read(PROJECT / "templates", PROJECT), "")
    return Theme(files, base, lambda run: [run[at : at + 2] for at in range(0, len(run), 2)])


def rendered(newspaper: Newspaper, settings: Settings, kept: Catalogue) -> Rendered:
    """Renders every page with banmian's own templates, as a build does."""
    site = site_card(settings)
    render = _theme(site.base).render
    made = {page.path: render(page).decode() for page in pages(newspaper, site, kept)}
    return Rendered(newspaper, site, made)


def sample() -> Rendered:
    """The sample edition, as if it were published below a folder of its host."""
    settings = config.load(PROJECT)
    settings = settings.model_copy(update={"paper": settings.paper.model_copy(update={"address": ADDRESS})})
    kept = catalogue.read(PROJECT, settings.tags.min_articles)
    return rendered(store.load(PROJECT, settings.topic_list()), settings, kept)


def paper_of_everything() -> Rendered:
    """Three issues, around the turn of a year, in which everything occurs that a page may show."""
    settings = Settings(
        paper=Paper(name=f"青川晚报{TYPED}", zone="新区", description=f"晚报{TYPED}", address=ADDRESS, key=KEY),
        imprint=Imprint(publisher=f"编辑部{TYPED}", licence="10000000001", licence_kind="转载服务"),
    )
    topics = (Topic("economy", f"经济{TYPED}", f"工厂{TYPED}"), Topic("life", "民生"))
    kept = Catalogue(
        register={"旧码头": Tag("旧码头", TagKind.SUBJECT, "jiu-ma-tou"), "郑明": Tag("郑明", TagKind.PERSON)},
        synonyms={"旧码头": f"码头{TYPED}"},
        posts={"郑明": (Post(f"镇长{TYPED}"),)},
        about=f"本报{TYPED}。",
    )
    days = (date(2025, 12, 28), date(2026, 1, 1), date(2026, 1, 4))
    return rendered(Newspaper(tuple(map(_issue, days)), topics), settings, kept)


def write_everything(site: Site, settings: str = NEWSPAPER) -> None:
    """The same paper as files in a folder, so that a build can read it."""
    site.write("newspaper.toml", settings.replace("livelihood", "life"))
    for issue in paper_of_everything().newspaper.issues:
        site.issue(issue.id, number=issue.number, folios=issue.folios)
        for article in issue.articles:
            number = article.id.rpartition("-")[2]
            site.write(f"content/issues/{issue.id}/{number}.md", store.format_article(article))
        for photo in issue.photo_files:
            site.picture(photo.file, issue.id, (photo.width, photo.height))


def _issue(day: date) -> Issue:
    folios = (Folio("01", f"要闻{TYPED}", (("责任编辑", f"许若川{TYPED}"), ("美编", "温以宁"))), Folio("A2", "副刊"))
    found = {file: PhotoFile(file, Path(file), "0", 900, 600) for file in ("dock.png", "boat.png", "gone.png")}
    articles = tuple(_articles(day.isoformat()))
    return Issue(day.isoformat(), day, day.day, folios, (), articles, tuple(found.values()))


def _articles(day: str) -> Iterator[Article]:
    """Articles of every kind, and beside them what an article may have."""
    yield Article(
        f"{day}-01",
        order=1,
        title=f"码头启用{TYPED}",
        kicker=f"春天里{TYPED}",
        subtitle=f"货轮靠岸{TYPED}",
        folio="01",
        summary=f"编者写的提要{day}{TYPED}",
        body=f"昨日，码头启用{TYPED}。\n\n货轮靠岸。",
        authors=(Author(f"周采薇{TYPED}", Role.REPORTER), Author("郑明", Role.CORRESPONDENT)),
        photos=(
            Photo(f"货轮靠岸{TYPED}", "dock.png", alt=f"码头边的货轮{TYPED}", ai=Ai.GENERATED),
            Photo("小船", "boat.png", f"郑明{TYPED}", f"本报记者 郑明{TYPED} 摄", ai=Ai.GENERATED),
            Photo(f"只有说明{TYPED}"),
        ),
        source=f"青川日报{TYPED}",
        original="https://news.example.net/?a=1&b=2",
        ai=Ai.COMPOSED,
        topics=("economy",),
        tags=(f"码头{TYPED}", "郑明"),
        corrections=(
            Correction(date(2026, 1, 5), f"印错的{TYPED}", f"对的{TYPED}", f"谨此更正{TYPED}"),
            Correction(date(2026, 1, 6), note="标题漏了一个字"),
        ),
    )
    yield Article(
        f"{day}-02",
        order=2,
        title="断了的稿子",
        folio="01",
        body="昨日，说到一半",
        truncated=True,
        tags=("旧码头",),
    )
    yield Article(
        f"{day}-03",
        order=3,
        title="撤下的文章",
        folio="01",
        body="这些话撤下了。",
        photos=(Photo("撤下的图", "gone.png"),),
        topics=("life",),
        tags=("撤下的标签",),
        withdrawal=f"文中人物要求撤稿，经编辑部研究，这篇文章于次日撤下，谨向读者致歉{TYPED}。",
    )
    brief = f"简讯一则{TYPED}，菜市场搬了新家。"
    yield Article(f"{day}-04", order=4, untitled=True, folio="A2", body=brief, tags=("郑明",))
    for number, kind in enumerate(Kind, 5):
        yield Article(
            f"{day}-{number:02d}",
            order=number,
            title=f"各样体裁{number}",
            kind=kind,
            folio="A2",
            body=f"正文{TYPED}\n\n又一段。",
            byline=f"本报评论员{TYPED}",
            topics=("life",),
        )
