"""Tags: the index by pinyin, an index for each kind, and for each tag its articles."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from typing import Annotated

from generator.kinds import TagKind
from generator.pages import cards, urls
from generator.pages.edition import Edition, Placed
from generator.pages.long_lists import in_parts
from generator.pages.page import Page

NEIGHBOURS = 8
LEAST_IN_A_FEED = 20
LATEST = 3

Letters = tuple[tuple[str, tuple[cards.LinkCard, ...]], ...]


@dataclass(frozen=True, slots=True)
class EntryCard:
    """A tag in the index of its kind: its name, how many articles it has, and the latest of them.

    ``posts`` are the posts of a person, as they were printed.
    """

    link: Annotated[cards.LinkCard, "标签，和它有几篇"]
    posts: Annotated[tuple[str, ...], "人物的职务"]
    latest: Annotated[tuple[cards.LinkCard, ...], "最近的几篇"]


def pages(edition: Edition) -> Iterator[Page]:
    """The index of all tags and of each kind, and for each tag that has a page its articles."""
    names = _by_pinyin(edition)
    yield _index(edition, names)
    for kind in TagKind:
        yield from _kind(edition, names, kind)
    for name, slug in edition.tag_slugs.items():
        yield from _articles(edition, name, slug)


def find(edition: Edition, path: str) -> Page | None:
    """That one of the pages that has this path, without planning the others; ``None`` if there is none."""
    return next((page for page in _near(edition, path) if page.path == path), None)


def _near(edition: Edition, path: str) -> Iterator[Page]:
    """The few pages of which one has this path, if any has."""
    if path == urls.TAGS:
        yield _index(edition, _by_pinyin(edition))
    for kind, place in urls.TAG_KINDS.items():
        if path == place:
            yield from _kind(edition, _by_pinyin(edition), kind)
    for name, slug in edition.tag_slugs.items():
        if path.startswith(urls.tag(slug).removesuffix("index.html")):
            yield from _articles(edition, name, slug)


def _by_pinyin(edition: Edition) -> list[str]:
    """The tags that have a page."""
    slugs = edition.tag_slugs
    return sorted(slugs, key=lambda name: (not slugs[name][:1].isalpha(), slugs[name]))


def _places(edition: Edition, names: list[str]) -> tuple[cards.LinkCard, ...]:
    """The indexes by kind, each with the number of its tags."""
    counts = Counter(edition.kind_of(name) for name in names)
    return tuple(
        cards.LinkCard(kind.value, urls.link(urls.TAG_KINDS[kind], edition.base), counts[kind])
        for kind in TagKind
        if kind in counts
    )


def _index(edition: Edition, names: list[str]) -> Page:
    shown = {"heading": "标签", "letters": _letters(edition, names), "count": len(names)}
    return edition.page(urls.TAGS, "tags.html", "topics", **shown, kinds=_places(edition, names))


def _kind(edition: Edition, names: list[str], kind: TagKind) -> Iterator[Page]:
    found = [name for name in names if edition.kind_of(name) is kind]
    if found:
        entries = tuple(
            (letter, tuple(_entry(edition, link) for link in links)) for letter, links in _letters(edition, found)
        )
        shown = {"heading": kind.value, "letters": entries, "count": len(found)}
        yield edition.page(urls.TAG_KINDS[kind], "tag_kind.html", "topics", **shown, kinds=_places(edition, names))


def _articles(edition: Edition, name: str, slug: str) -> Iterator[Page]:
    found = edition.by_tag[name]
    posts = _posts(edition, name)
    for path, part in in_parts(edition, found, partial(urls.tag, slug)):
        newest = part["is_newest"]
        yield edition.page(
            path,
            "tag.html",
            "topics",
            tag=edition.counted(name) if newest else edition.tag_link(name),
            kind=edition.kind_of(name).value,
            posts=posts if newest else (),
            neighbours=_neighbours(edition, name, found) if newest else (),
            feed=urls.link(urls.feed(urls.tag(slug)), edition.base) if has_feed(edition, name) else "",
            **part,
        )


def has_feed(edition: Edition, name: str) -> bool:
    """Whether a tag with a page has a feed as well."""
    return edition.site.tag_feeds and len(edition.by_tag[name]) >= LEAST_IN_A_FEED


def merged(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Each tag that was merged into another: its name, the slug it had, and the other's name.

    A slug that another tag uses by now is left out.
    """
    used = set(edition.tag_slugs.values())
    for said, name in edition.catalogue.synonyms.items():
        old = edition.catalogue.register.get(said)
        if old and old.slug and old.slug not in used and name in edition.tag_slugs:
            yield said, old.slug, name


def _neighbours(edition: Edition, name: str, found: list[Placed]) -> tuple[cards.LinkCard, ...]:
    """Of the tags that have a page, those that most often occur together with this one."""
    slugs = edition.tag_slugs
    beside = Counter(chain.from_iterable(edition.tags_of(placed.article) for placed in found))
    ranked = sorted(
        ((other, count) for other, count in beside.items() if other != name and other in slugs),
        key=lambda one: (-one[1], slugs[one[0]]),
    )
    return tuple(edition.tag_link(other) for other, _ in ranked[:NEIGHBOURS])


def _entry(edition: Edition, link: cards.LinkCard) -> EntryCard:
    latest = tuple(
        cards.LinkCard(placed.article.title or "无题", urls.link(urls.article(placed.id), edition.base))
        for placed in edition.by_tag[link.name][: -LATEST - 1 : -1]
    )
    return EntryCard(link, _posts(edition, link.name), latest)


def _posts(edition: Edition, name: str) -> tuple[str, ...]:
    """A person's posts, without those that were also read in an article that is not public: they may come from it."""
    posts = edition.catalogue.posts.get(name, ()) if edition.kind_of(name) is TagKind.PERSON else ()
    return tuple(post.name for post in posts if edition.public.issuperset(post.places))


def _letters(edition: Edition, names: list[str]) -> Letters:
    links = [edition.counted(name) for name in names]
    grouped = groupby(links, key=lambda link: _initial(edition.tag_slugs[link.name]))
    return tuple((letter, tuple(group)) for letter, group in grouped)


def _initial(slug: str) -> str:
    return slug[0].upper() if slug[:1].isalpha() else "0–9"
