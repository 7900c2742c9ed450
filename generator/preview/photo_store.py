"""Photos for the preview: from ``output/`` where a build made them of the same original, else made size by size.

Making a photo's sizes takes seconds, and nothing but the original changes them, so none is made again with each save.
"""

from collections import OrderedDict
from pathlib import Path

from generator.press import manifest, photo_outputs
from generator.press.manifest import Cause, Manifest
from generator.press.output import Paper, Source
from generator.press.places import Place
from generator.preview import served_files

MOST = 60
"""How many made files are kept in memory."""


class PhotoStore:
    """The photos of a paper whose builds stand ``at`` a place."""

    def __init__(self, at: Place) -> None:
        self._at = at
        self._record = -1.0
        self._manifest = Manifest()
        self._made: OrderedDict[str, tuple[Cause, bytes | None]] = OrderedDict()

    def get(self, paper: Paper, path: str, source: Source) -> bytes | None:
        """The photo at a path, ``None`` where there is none. Raises ``Changed`` where its original is a newer one."""
        found = photo_outputs.found(paper, path)
        if found is None:
            return None
        issue, photo = found
        cause = photo_outputs.cause(photo)
        built = self._built().bundles.get(path.rpartition("-")[0])
        if built and built.cause == cause and path in built.files:
            data = served_files.read(self._at.output, path)
            if data is not None and manifest.digest(data) == built.files[path]:
                return data
        if self._made.get(path, (None,))[0] != cause:
            self._made[path] = cause, photo_outputs.job(issue, photo, source).one(path)
            if len(self._made) > MOST:
                self._made.popitem(last=False)
        return self._made[path][1]

    def _built(self) -> Manifest:
        """The manifest of the last build, read again when there is a newer one."""
        try:
            record = Path(self._at.state, manifest.MANIFEST).stat().st_mtime
        except OSError:
            return Manifest()
        if record != self._record:
            self._record, (self._manifest, _) = record, manifest.read(self._at.state)
        return self._manifest
