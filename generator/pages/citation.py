"""How an article is cited: by GB/T 7714-2025, and in the values that reference managers read from a page."""

from generator.kinds import Role
from generator.pages.cards import ArticleCard
from generator.pages.site import SiteCard
from generator.pages.typography import full_width, unbroken

MOST_AUTHORS = 3
"""Of more authors than these the standard names the first three (7.1)."""


def writers(article: ArticleCard) -> tuple[tuple[str, str], ...]:
    """Who wrote it, each with the role; photographers only where nobody else is named."""
    found = tuple(one for one in article.authors if one[1] != Role.PHOTOGRAPHER)
    return found or article.authors


def cited_authors(article: ArticleCard) -> tuple[str, ...]:
    """The names that stand for its author: people, or what is printed in their place, such as 本报评论员."""
    return tuple(name for name, _ in writers(article)) or ((article.story.byline,) if article.story.byline else ())


def plain_title(article: ArticleCard) -> str:
    """The title in one line with full-width marks, or the opening words of an untitled article."""
    return full_width(unbroken(article.story.title or article.story.opening))


def printed_page(article: ArticleCard) -> str:
    """The number of its 版 as references have it: ``1`` for 01, ``A2`` as it is; ``""`` where it has none."""
    number = article.folio_number
    return number.lstrip("0") or number if number.isdigit() else number


def whole(href: str, site: SiteCard) -> str:
    """The whole address of a link of the site. ``site.address`` ends where every link's base ends."""
    return site.address + href[len(site.base) :]


def reference(article: ArticleCard, site: SiteCard) -> str:
    """The reference by GB/T 7714-2025, 8.5: ``周采薇. 码头启用[N/OL]. 青川晚报，2026-03-25（1）. https://….``.

    Of its marks ``.`` and ``[]`` are half-width and the others full-width. An article of a newspaper has no date of
    quotation, which the standard asks only of websites, data sets and preprints. A title that is made up of the opening
    words stands in brackets. Without the address of the site it is the reference to the printed paper.
    """
    names = cited_authors(article)
    shown = "，".join(names[:MOST_AUTHORS]) + ("，等" if len(names) > MOST_AUTHORS else "")
    title, story = plain_title(article), article.story
    named = title if story.title else f"[{title}]"
    subtitle = full_width(unbroken(story.subtitle)).lstrip("—")
    below = f"：{subtitle}" if subtitle else ""
    page = printed_page(article)
    where = f"{site.name}，{article.issue.date}{f'（{page}）' if page else ''}"
    address = (whole(story.href, site),) if site.address else ()
    titled = f"{named}{below}[{'N/OL' if address else 'N'}]"
    return ". ".join((*((shown,) if shown else ()), titled, where, *address)) + "."
