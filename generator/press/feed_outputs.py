"""The output of feeds: what each item says is rendered by a template, and the feed is written as Atom and as JSON."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.content.issue_files import IssueFiles
from generator.outlets import feeds
from generator.outlets.feeds import Feed
from generator.pages.cards import ArticleCard
from generator.pages.issue_summary import Outline
from generator.pages.page import Bodies, Page, canonical, texts_wanted, wanted
from generator.press import kit as tools
from generator.press.kit import Kit
from generator.press.manifest import Cause, short
from generator.press.output import Bundle, Job, Made, Paper, Scope, Source
from generator.press.page_outputs import texts

TEMPLATE = "partials/feed_item.html"
_INSIDE = re.compile(r'(<(?:a|img)\b[^>]*?\s(?:href|src)=")/(?!/)')
"""A link inside the site, which must be whole where the text is read elsewhere."""


class FeedJob(NamedTuple):
    """A feed to be made, with the parts of outlines and the files of issues that hold what its items say."""

    name: str
    feed: Feed
    is_full: bool
    outlines: dict[str, Outline]
    files: list[IssueFiles]

    def make(self, kit: Kit) -> Made:
        """The feed as Atom, and as JSON where there is one."""
        cards = dict(entry for files in self.files for entry in texts(files, self.outlines[files.id], kit))
        items = {place: _item(card, kit) for place, card in cards.items()} if self.is_full else {}
        made = [(self.feed.path, feeds.atom(self.feed, cards, items, kit.site))]
        if self.feed.json:
            made.append((self.feed.json, feeds.json_feed(self.feed, cards, items, kit.site)))
        return Made(self.name, made, [])


@dataclass(frozen=True, slots=True)
class Feeds:
    """A bundle for each feed, named by its path."""

    name: str = "feeds"
    scope: Scope = Scope.LIST
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each feed that has items."""
        is_full = paper.settings.feeds.text == "full"
        closure = paper.theme.closure([TEMPLATE])
        outlines = {issue.id: issue.digest for issue in paper.edition.issues}
        for feed in feeds.feeds(paper.edition, paper.settings):
            page = _page(feed)
            content = canonical(page.context, outlines, paper.digests)
            site = paper.edition.site
            shown = short(f"{content}{feed}{is_full}{site.name}{site.address}")
            cause = Cause(closure, shown, " ".join(sorted(texts_wanted(page))))
            job = partial(_job, feed, is_full)
            yield Bundle(feed.path, cause, job, "订阅源里的内容变了", (TEMPLATE,))


def _page(feed: Feed) -> Page:
    """The articles of a feed as a page's context holds them, to ask for their outlines."""
    return Page(feed.path, TEMPLATE, {"articles": Bodies(tuple(feed.articles))})


def _job(feed: Feed, is_full: bool, source: Source) -> Job:  # noqa: FBT001 - bound by ``partial``
    files = [source.files(issue) for issue, _ in feed.articles]
    return FeedJob(feed.path, feed, is_full, wanted(_page(feed), source.outline), files)


def _item(card: ArticleCard, kit: Kit) -> str:
    made = tools.theme(kit).render(Page("", TEMPLATE, {"site": kit.site, "article": card})).decode()
    return _whole(made.replace("<wbr>", "").strip(), kit.site.address)


def _whole(html: str, address: str) -> str:
    """The text with addresses that begin with the site's host."""
    parts = urlsplit(address)
    return _INSIDE.sub(rf"\g<1>{parts.scheme}://{parts.netloc}/", html)
