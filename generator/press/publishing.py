"""Moves the files that a build made into ``output/``, in an order in which no reader meets a missing file.

Each file is replaced as a whole, so a reader gets either the old or the new one. This is the order:

1. Deleted: articles that were withdrawn or are held back, and all of issues that are not out yet; unknown files that a
   person decided to remove; files that are in the way because a file's name is now that of a folder, or the reverse.
2. Written: static files, then notices in place of articles, which need them, then the other files that pages load: the
   index, pictures, the paper's own files. Those whose bytes changed have new names, so that old pages still work.
3. Written: pages at new addresses, to which no page links yet.
4. Written: the catalogue of the search index; then pages whose bytes changed, which link to the new ones.
5. Written: the offline worker, which fetches pages and must find the new ones.
6. Deleted: files that no page uses any more.

A page that a browser loaded before step 4 may ask for old static files later. So old static files are *kept* until the
next build, and old files of the search index as well, unless they tell of an article that was withdrawn or put under
embargo since. The manifest lists them, and the next build removes them.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.outlets.search import shard_index
from generator.pages import urls
from generator.press import writer
from generator.press.manifest import MANIFEST, UNSURE, Cause, Manifest, Printed, digest, twins
from generator.press.standing import CHANGED, RECORD, Found

if TYPE_CHECKING:
    from generator.press.production import Making

FRAGMENT = ".pf_fragment"


def planned(making: "Making") -> Manifest:
    """The manifest of the new site. Raises ``ContentError`` where two files have the same address."""
    new = Manifest(making.printed, making.inputs, making.report.articles)
    if len(new.files) < sum(len(printed.files) for printed in new.bundles.values()):
        raise ContentError(*twins(new))
    return replace(new, kept=tuple(sorted(_kept(making, new))))


def _kept(making: "Making", new: Manifest) -> Iterator[str]:
    old, files, lost = making.old, new.files, set(making.found.lost)
    for path, noted in old.files.items():
        if path.startswith(urls.STATIC) and path not in files and (noted == UNSURE or path not in lost):
            yield path
    for name, printed in old.bundles.items():
        is_whole = name.startswith(urls.SEARCH_INDEX) and name in new.bundles and name not in making.found.damaged
        # If a fragment (an article's text) is gone, its article may have been withdrawn, but the old index holds it.
        if is_whole and all(path in files for path in printed.files if path.endswith(FRAGMENT)):
            yield from (path for path in printed.files if path not in files)


def publish(making: "Making", new: Manifest, removed: Iterable[str], rest: Iterable[str]) -> dict[str, str]:
    """Changes ``output/`` so that it matches the manifest ``new``; returns the stamps that still hold.

    ``removed`` are unknown files, which are deleted first; ``rest`` are old files of ours, which are deleted last.
    """
    old, output, laid, report = making.old, making.output, making.laid, making.report
    staying = {*new.files, *new.kept}
    gone = [path for path in dict.fromkeys(chain(removed, old.files, old.kept, rest)) if path not in staying]
    report.written, report.deleted, report.kept = tuple(laid), tuple(gone), len(new.files) - len(laid)
    if new == old and not laid and not gone:
        return dict(making.found.stamps)
    touched = {*laid, *gone}
    _note_unsure(making, touched)
    first, before = {*removed, *_kept_back(making), *_in_the_way(gone, laid)}, old.files
    writer.delete(output, [path for path in gone if path in first])
    for done, path in enumerate(sorted(laid, key=lambda path: _turn(path, first, before))):
        making.progress("写入", done, len(laid))
        writer.publish(output, path, laid[path])
    writer.delete(output, [path for path in gone if path not in first])
    return _written(making.kit.state, new, making.found, touched)


def sweep(state: Path, output: Path, old: Manifest, found: Found) -> dict[str, str]:
    """Removes the files that were kept for one build more, when a build has nothing else to do."""
    writer.delete(output, old.kept)
    return _written(state, replace(old, kept=()), found, old.kept)


def _written(state: Path, new: Manifest, found: Found, touched: Iterable[str]) -> dict[str, str]:
    data = new.to_json()
    writer.write(state, MANIFEST, data)
    folders = dict.fromkeys((path.rpartition("/")[0] for path in touched), CHANGED)
    return {**found.stamps, **folders, RECORD: digest(data)}


def _note_unsure(making: "Making", touched: set[str]) -> None:
    """Marks all files that are about to change as unsure in the manifest.

    If this build is interrupted (by a power cut, say), the next one then knows which files to check and make again.
    """
    old = making.old
    sure = {name: printed for name, printed in old.bundles.items() if touched.isdisjoint(printed.files)}
    named = {path for name in old.bundles.keys() - sure.keys() for path in old.bundles[name].files}
    sure["unsure"] = Printed(Cause("", ""), dict.fromkeys(named | touched, UNSURE))
    writer.write(making.kit.state, MANIFEST, Manifest(sure, old.inputs, old.articles).to_json())


def _in_the_way(gone: Collection[str], laid: Collection[str]) -> Iterable[str]:
    """Old files whose names become folders, and those in folders whose names become files."""
    wanted = {folder for path in laid for folder in _folders(path)} if gone else ()
    return (path for path in gone if path in wanted or any(folder in laid for folder in _folders(path)))


def _folders(path: str) -> Iterator[str]:
    return (folder.as_posix() for folder in PurePosixPath(path).parents[:-1])


def _kept_back(making: "Making") -> Iterator[str]:
    for issue in making.content.coming:
        yield from (path for path in making.old.files if path.startswith(f"{issue}/"))
    for articles in making.content.kept_back.values():
        for article in articles:
            yield from (urls.article(article.id), urls.qr(article.id))


def _turn(path: str, first: set[str], before: Container[str]) -> int:
    """The step in which a file is written; smaller numbers come first."""
    if path.startswith(urls.STATIC):
        return 0
    if path in first:
        return 1
    if path == urls.SEARCH_INDEX + shard_index.CATALOGUE:
        return 4
    if path.endswith(".html"):
        return 5 if path in before else 3
    return 6 if path in (urls.APP, urls.WORKER) else 2
