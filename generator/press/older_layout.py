"""Clears away what older versions of banmian kept in ``output/``, of which every file is public.

They kept the manifest there, which names files that are no pages, and ``banmian new`` wrote a ``.gitignore`` that keeps
a site out of a branch that it is to be published from.
"""

from contextlib import suppress
from pathlib import Path

from generator.press import writer
from generator.press.manifest import MANIFEST

OLDER_MANIFEST = ".banmian.json"
_GITIGNORE = b"*\n!.gitignore\n"


def clear(state: Path, output: Path) -> None:
    """Moves a manifest from ``output`` into ``state``, where none is there yet, and deletes the ``.gitignore`` of ours.

    Raises ``PressError`` where a file cannot be written or deleted.
    """
    if writer.stands(output, OLDER_MANIFEST):
        if not writer.stands(state, MANIFEST):
            with suppress(OSError):  # a link, or no file: then there is no manifest, and everything is made anew
                writer.write(state, MANIFEST, writer.read(f"{output}/{OLDER_MANIFEST}"))
        writer.delete(output, [OLDER_MANIFEST])
    if writer.holds(output, ".gitignore", _GITIGNORE):
        writer.delete(output, [".gitignore"])
