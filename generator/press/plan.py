"""What has to be made: every bundle of the paper with its cause, compared with what stands in ``output/``.

Pure: it sees facts and digests, and reads nothing.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from generator.errors import ContentError
from generator.pages import issue_pages, list_pages, urls
from generator.pages.edition import Edition, Neighbourhood
from generator.pages.page import Page, canonical
from generator.pages.theme import Theme
from generator.press.manifest import Cause, Inputs, Manifest, twin
from generator.search.shards import Shard, Weighed
from generator.search.shards import shards as cut


class IssueBundle(NamedTuple):
    """The pages and pictures of an issue."""

    name: str
    cause: Cause
    around: Neighbourhood


class ListBundle(NamedTuple):
    """A page that is not an issue's own; its path is its name."""

    name: str
    cause: Cause
    page: Page


class ShardBundle(NamedTuple):
    """A shard of the search index; its folder is its name."""

    name: str
    cause: Cause
    shard: Shard


class PhotoBundle(NamedTuple):
    """A photo in all its sizes and formats; what their paths have in common is its name."""

    name: str
    cause: Cause
    issue: str
    file: str
    digest: str
    size: tuple[int, int]


Bundle: TypeAlias = IssueBundle | ListBundle | ShardBundle | PhotoBundle


@dataclass(frozen=True, slots=True)
class Plan:
    """Bundles to make, each with the reason for it, and the names of those that stay."""

    make: tuple[tuple[Bundle, str], ...]
    keep: tuple[str, ...]


def issues(edition: Edition, content: Mapping[str, str], theme: Theme, recipe: str) -> Iterator[Bundle]:
    """Each issue and its photos; ``content`` is issue id → digest of its files, ``recipe`` how photos are made."""
    closure = theme.closure(issue_pages.TEMPLATES)
    linked = edition.site.footer + edition.site.navigation  # their names come from content/, not from the settings
    for at, issue in enumerate(edition.issues):
        around = edition.around(at)
        cause = Cause(closure, short(content[issue.id]), short(repr((around, *linked))))
        yield IssueBundle(issue.id, cause, around)
        for file, digest, *size in issue.photos:
            cause = Cause("", short(f"{recipe} {digest}"))
            yield PhotoBundle(urls.photo_stem(issue.id, file), cause, issue.id, file, digest, (size[0], size[1]))


def listed(edition: Edition, theme: Theme) -> Iterator[ListBundle]:
    """Every page that is not an issue's own."""
    outlines = {issue.id: issue.digest for issue in edition.issues}
    for page in list_pages.pages(edition):
        cause = Cause(theme.closure([page.template]), short(canonical(page.context, outlines)))
        yield ListBundle(page.path, cause, page)


def templates(bundle: Bundle) -> tuple[str, ...]:
    """The templates that a bundle's pages are made with."""
    match bundle:
        case IssueBundle():
            return issue_pages.TEMPLATES
        case ListBundle():
            return (bundle.page.template,)
        case _:
            return ()


def shards(edition: Edition, content: Mapping[str, str]) -> Iterator[ShardBundle]:
    """The search index, cut by time."""
    weighed = (
        Weighed(issue.id, date.fromisoformat(issue.id[:10]), tuple(a.length for a in issue.articles), content[issue.id])
        for issue in edition.issues
    )
    for shard in cut(weighed):
        yield ShardBundle(
            f"{urls.SEARCH_INDEX}{shard.name}", Cause("", short(f"{edition.base} {shard.digest()}")), shard
        )


def plan(wanted: Iterable[Bundle], old: Manifest, inputs: Inputs, damaged: Collection[str]) -> Plan:
    """Compares what is wanted with what the last build left; ``damaged`` are bundles that no longer stand whole.

    Raises ``ContentError`` where two lists want one address.
    """
    make: list[tuple[Bundle, str]] = []
    keep: list[str] = []
    names: set[str] = set()
    for bundle in wanted:
        if bundle.name in names:
            raise ContentError(twin(bundle.name))
        names.add(bundle.name)
        why = reason(bundle, old, inputs, damaged)
        if why:
            make.append((bundle, why))
        else:
            keep.append(bundle.name)
    return Plan(tuple(make), tuple(keep))


def reason(bundle: Bundle, old: Manifest, inputs: Inputs, damaged: Collection[str]) -> str:
    """Why a bundle must be made, in words for a person; ``""`` where it need not."""
    before = old.bundles.get(bundle.name)
    if before is None:
        return "新的"
    if isinstance(bundle, PhotoBundle):  # made from nothing but the original, by a recipe of its own
        pass
    elif old.inputs.program != inputs.program:
        return "banmian 或它用的程序库换了版本"
    elif old.inputs.paper != inputs.paper and not isinstance(bundle, ShardBundle):  # a search shows no settings
        return "newspaper.toml 改了"
    changes = (
        (before.cause.templates != bundle.cause.templates, "用到的模板或静态文件改了"),
        (before.cause.content != bundle.cause.content, _CONTENT[type(bundle)]),
        (before.cause.around != bundle.cause.around, "前后期、栏目或标签的链接变了"),
        (bundle.name in damaged, "output 里的文件丢了，或被改过"),
    )
    return "；".join(words for changed, words in changes if changed)


_CONTENT = {
    IssueBundle: "这一期要登的文章或图片变了",
    ListBundle: "列出的内容变了",
    ShardBundle: "其中有文章改了",
    PhotoBundle: "图片改了",
}


def short(text: str) -> str:
    """A digest of 64 bits: enough to tell that one thing changed."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
