"""Addresses that were public and are no page's any more: they lead to the new address, or hold a notice.

These pages are planned after all others, because only then it is known which addresses are in use.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator import server_paths
from generator.content.addresses import path_of
from generator.pages import tag_pages, urls
from generator.pages.cards import LinkCard
from generator.pages.edition import Edition
from generator.pages.issue_summary import IssueFacts
from generator.pages.page import Page

MOST_STEPS = 20
"""How often an address may have moved."""
_ENDINGS = (".html", ".htm")


def pages(edition: Edition, _assets: Mapping[str, str], others: Mapping[str, str]) -> Iterator[Page]:
    """A page at every former address; ``others`` are the paths of all other files."""
    names = _names(edition)
    found = moved(edition, others)
    for old, new in sorted(found.items()):
        if old.endswith(_ENDINGS):
            yield _moved(edition, old, new, names)
    for path in gone(edition, others, found):
        yield _removed(edition, path)


def find(edition: Edition, path: str, others: Container[str]) -> Page | None:
    """The page at one former address, as ``pages`` has it; ``None`` where there is none."""
    if not path.endswith(_ENDINGS) or path in others or path == urls.NOT_FOUND:
        return None
    steps, is_recorded = _steps(edition), path in edition.record.public
    if is_recorded or path in steps:
        new = _end(path, steps, edition.record.moved, others)
        if new:
            return _moved(edition, path, new, _names(edition))
    return _removed(edition, path) if is_recorded else None


def _moved(edition: Edition, old: str, new: str, names: Mapping[str, str]) -> Page:
    target = LinkCard(names.get(new, ""), urls.link(new, edition.base))
    return edition.page(old, "moved.html", "", target=target)


def _removed(edition: Edition, path: str) -> Page:
    return edition.page(path, "removed.html", "")


def gone(edition: Edition, others: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """The addresses of pages that were public, are in no use and did not move, as ``found`` says.

    Addresses that are now the preview server's own are left out: a file of ``content/root`` once may have stood there.
    """
    return sorted(
        path
        for path in edition.record.public
        if path.endswith(_ENDINGS)
        and path not in others
        and path not in found
        and path != urls.NOT_FOUND
        and not server_paths.is_servers(path)
    )


def moved(edition: Edition, others: Mapping[str, str]) -> dict[str, str]:
    """Former addresses with the address that each leads to, in a single step, as paths."""
    steps = _steps(edition)
    found = {}
    for old in (*steps, *(path for path in edition.record.public if path not in others)):
        new = _end(old, steps, edition.record.moved, others)
        if old not in others and new:
            found[old] = new
    return found


def _steps(edition: Edition) -> dict[str, str]:
    """Where each address that moved leads next."""
    said = {path_of(old): new for old, new in edition.record.moved.items()}
    tags = {urls.tag(slug): urls.tag(edition.tag_slugs[name]) for _, slug, name in tag_pages.merged(edition)}
    return tags | _articles(edition) | said


def day_folders(patterns: Iterable[str], issues: Iterable[IssueFacts]) -> dict[str, str]:
    """Folders of a former site with the issues that their addresses lead to: ``html/2026-03/25/`` → an issue's path.

    A pattern has ``{yyyy}``, ``{mm}`` and ``{dd}`` for a day, and is cut at the folder before what follows the day.
    """
    found: dict[str, str] = {}
    wanted = [pattern.partition("{n}")[0] for pattern in patterns]
    for issue in issues:
        if not issue.card.is_extra:
            year, month, day = issue.id[:10].split("-")
            for pattern in wanted:
                filled = pattern.replace("{yyyy}", year).replace("{mm}", month).replace("{dd}", day)
                found[filled.rpartition("/")[0].removeprefix("/") + "/"] = urls.issue(issue.id)
    return found


def _end(path: str, steps: Mapping[str, str], folders: Mapping[str, str], others: Container[str]) -> str:
    """Where a former address leads in the end; ``""`` where it leads nowhere."""
    for _ in range(MOST_STEPS):
        path = steps[path] if path in steps else _in_folder(path, folders, others)
        if not path or path in others:
            return path
    return ""


def _in_folder(path: str, folders: Mapping[str, str], others: Container[str]) -> str:
    """The address of a page in a folder that moved, or of the list that a former part of a list belongs to."""
    for parent in PurePosixPath(path).parents:
        folder = f"{parent}/"
        if folder in folders:
            new = folders[folder]
            inside = new.removesuffix("index.html") + path.removeprefix(folder)
            return inside if new and inside in others else new
    newest, part = f"{PurePosixPath(path).parent.parent}/index.html", PurePosixPath(path).parent.name
    is_part = part.isdigit() and path.endswith("/index.html") and newest not in (urls.TAGS, urls.TOPICS)
    return newest if is_part else ""


def _articles(edition: Edition) -> dict[str, str]:
    """The addresses that articles had under former ids."""
    return {
        urls.article(former): urls.article(f"{issue.id}-{number}")
        for issue in edition.issues
        for former, number in issue.former
    }


def _names(edition: Edition) -> dict[str, str]:
    """The names of pages that former addresses often lead to."""
    topics = {urls.topic(topic.slug): topic.name for topic in edition.topics}
    tags = {urls.tag(slug): name for name, slug in edition.tag_slugs.items()}
    articles = {
        urls.article(f"{issue.id}-{article.number}"): article.title
        for issue in edition.issues
        for article in issue.articles
    }
    return topics | tags | articles
