"""The search index of the whole archive: shards whose articles changed are made anew, the others stand."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from generator.model import Newspaper
from generator.pages import urls
from generator.press import entries, search
from generator.press.manifest import Indexed, Manifest
from generator.press.shards import shards
from generator.press.writer import Laid, Spool


@dataclass(frozen=True, slots=True)
class Index:
    """The files of the index by path below ``output/``: those that stand there, and those that were made.

    ``shards`` are for the manifest; ``indexed`` counts the articles that the engine had to read.
    """

    standing: tuple[str, ...]
    made: dict[str, Laid]
    shards: dict[str, Indexed]
    indexed: int


def refresh(
    newspaper: Newspaper,
    base: str,
    code: str,
    old: Manifest,
    intact: Collection[str],
    spool: Spool,
    progress: Callable[[str, int, int], None],
) -> Index:
    """The index of a published newspaper, from the one that stands in ``output/``.

    ``code`` is a digest of what makes an index besides its articles. ``old`` and ``intact`` tell what the last build
    left, and which of its files still stand. One shard at a time is in memory; what is made goes to ``spool``.
    """
    before: dict[str, list[str]] = {}
    for path in old.files:
        if path.startswith(urls.SEARCH_INDEX):
            before.setdefault(path.split("/")[1], []).append(path)

    standing: list[str] = []
    made: dict[str, Laid] = {}
    known: dict[str, Indexed] = {}
    indexed = 0
    whole = shards(newspaper)
    for done, shard in enumerate(whole):
        progress("建立搜索索引", done, len(whole))
        digest = hashlib.blake2b(f"{code}\0{base}\0{shard.digest()}".encode(), digest_size=16).hexdigest()
        own = before.get(shard.name, [])
        earlier = old.search.get(shard.name)
        if earlier and earlier.digest == digest and own and all(path in intact for path in own):
            known[shard.name] = earlier
            standing += own
            continue
        table, files = search.build_shard(entries.entries(shard.articles, base))
        folder = f"{urls.SEARCH_INDEX}{shard.name}/"
        made |= {f"{folder}{name}": spool.lay(data) for name, data in files.items()}
        known[shard.name] = Indexed(digest, table, len(shard.articles))
        indexed += len(shard.articles)
    catalogue = search.catalogue(known, entries.labels(newspaper))
    made[f"{urls.SEARCH_INDEX}{search.CATALOGUE}"] = spool.lay(catalogue)
    return Index(tuple(standing), made, known, indexed)
