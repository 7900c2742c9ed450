"""The outputs of the search: shards of its index, and the catalogue that tells browsers which shards there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.content import store
from generator.content.issue_files import IssueFiles
from generator.outlets.search import entries, shard_index
from generator.outlets.search.shards import Shard, Weighed, shards
from generator.pages import urls
from generator.press import kit as tools
from generator.press.kit import Kit
from generator.press.manifest import Cause, short
from generator.press.output import Bundle, Job, Made, Paper, Ready, Scope, Source


class ShardJob(NamedTuple):
    """A shard of the index to be made: the files of its issues, each with the range of articles that it covers."""

    name: str
    issues: list[tuple[IssueFiles, int, int]]

    def make(self, kit: Kit) -> Made:
        """Indexes the articles. Raises ``PagefindError``."""
        found: list[shard_index.SearchEntry] = []
        for files, first, last in self.issues:
            published = store.parse(files, kit.topics).published()
            found += entries.entries(published, kit.site.base, tools.words(kit).cut)[first:last]
        _, index = shard_index.build_shard(found)
        return Made(self.name, [(f"{self.name}/{path}", data) for path, data in index.items()], [])


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of the index, each for a period of time. A shard takes much memory, so they are made one at a time."""

    name: str = "search index"
    scope: Scope = Scope.LIST
    is_heavy: bool = True

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each shard, named after its folder; none where the site has no search."""
        for shard in _cut(paper):
            cause = Cause("", short(f"{paper.edition.base} {shard.digest()}"))
            job = partial(_job, shard)
            yield Bundle(_folder(shard), cause, job, "其中有文章改了", follows_settings=False, articles=shard.articles)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue: the list of shards, and the names that readers see for the values of filters."""

    name: str = "search catalogue"
    scope: Scope = Scope.LAST
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """One bundle of one file; none where the site has no search."""
        tables = {path.rpartition("/")[0]: path for path in paper.others if path.endswith(shard_index.TABLE)}
        if not paper.has_index:
            return
        found = {shard.name: _indexed(tables[_folder(shard)], shard.articles) for shard in _cut(paper)}
        data = shard_index.catalogue(found, entries.labels(paper.edition.issues, paper.edition.topics))
        path = f"{urls.SEARCH_INDEX}{shard_index.CATALOGUE}"
        yield Bundle(path, Cause("", short(data.decode())), lambda _: Ready(path, {path: data}), "有文章改了")


def _cut(paper: Paper) -> list[Shard]:
    if not paper.has_index:
        return []
    return list(
        shards(
            Weighed(
                issue.id,
                date.fromisoformat(issue.id[:10]),
                tuple(article.length for article in issue.articles),
                f"{paper.digests[issue.id]} {[article.topics for article in issue.articles]}",
            )
            for issue in paper.edition.issues
        )
    )


def _folder(shard: Shard) -> str:
    return f"{urls.SEARCH_INDEX}{shard.name}"


def _job(shard: Shard, source: Source) -> Job:
    return ShardJob(_folder(shard), [(source.files(issue.id), first, last) for issue, first, last in shard.spans])


def _indexed(table: str, articles: int) -> shard_index.Indexed:
    return shard_index.Indexed(table.rpartition("/")[2].removesuffix(shard_index.TABLE), articles)
