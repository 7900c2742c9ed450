"""Object storage: what lies there after an upload is the site, and at no moment of the next one is anything missing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from benchmarks.hosts.files import TYPES, site_files
from benchmarks.hosts.stand_ins import Bucket
from benchmarks.hosts.trial_paper import Places
from benchmarks.publishing import named

NOTICES, WORKER = 1, 5
"""The first turn and the last."""


def storage_faults(bucket: Bucket, output: Path, places: Places, build: Callable[[], None]) -> list[str]:
    """What is wrong with a first upload, which was made, and with a second one after ``build``, which withdraws."""
    found = [*_contents(bucket, output)]
    build()
    for what, key, turn in bucket.uploading(output):
        if what == "put" and key.endswith(".html") and turn != NOTICES:
            found += (f"/{key} was sent before {name}" for name in _missing(bucket, key))
    turns = [turn for what, _, turn in bucket.log if what == "put"]
    deleted = [what for what, _, _ in bucket.log]
    if turns != sorted(turns) or deleted != sorted(deleted, reverse=True):
        found.append("the files were not sent in the order of their turns, deletions last")
    if not bucket.log or bucket.log[0] != ("put", places.leaving, NOTICES):
        found.append(f"the first file sent is {bucket.log[:1]}, not the notice")
    if ("put", "sw.js", WORKER) not in bucket.log:
        found.append("the offline worker was not sent anew, or not last")
    if "delete" not in deleted:
        found.append("nothing was deleted")
    found += _contents(bucket, output)
    for key in bucket.keys:
        if key.endswith(".html"):
            found += (f"/{key} names {name}, which was deleted" for name in _missing(bucket, key))
    return found


def _contents(bucket: Bucket, output: Path) -> Iterator[str]:
    files = site_files(output)
    for key in files.keys() ^ bucket.keys.keys():
        yield f"/{key} lies only in {'output/' if key in files else 'the storage'}"
    for key in files.keys() & bucket.keys.keys():
        kind, cache, body = bucket.keys[key]
        suffix = key.rpartition(".")[2]
        if body != files[key].read_bytes():
            yield f"/{key} is another file in the storage"
        if TYPES.get(suffix, "application/octet-stream") not in kind:
            yield f"/{key} is called {kind}"
        if ("immutable" in cache) != key.startswith("static/") or (cache == "no-cache") == key.startswith("static/"):
            yield f"/{key} may be kept: {cache}"


def _missing(bucket: Bucket, key: str) -> Iterator[str]:
    for address in named(bucket.keys[key][2].decode()):
        name = unquote(urlsplit(address).path)[1:]
        if name and name not in bucket.keys:
            yield name
