"""A wheel of this checkout, made in a moment and without ``pip``, for tests of what a paper's folder is given."""

import tomllib
from functools import lru_cache

from generator.delivery.release import PAPER, Release, packed
from support import PROJECT

_METADATA = "Metadata-Version: 2.4\nName: banmian\nVersion: {version}\n"
_WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_ENTRY = "[console_scripts]\nbanmian = generator.cli.main:main\n"


@lru_cache(8)
def release(version: str = "0.1.0", *, whole: bool = False) -> Release:
    """The wheel, as if it were of this version.

    Only a ``whole`` one can be run: it holds what ``pyproject.toml`` says, others only what a folder is made of.
    """
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    forced = declared["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    needed = "".join(f"Requires-Dist: {name}\n" for name in declared["project"]["dependencies"])
    paper = {PAPER.rstrip("/"): PAPER.rstrip("/"), "requirements.txt": forced["requirements.txt"]}
    places = {"generator": "generator"} | forced if whole else paper
    about = f"banmian-{version}.dist-info"
    files = {
        f"{about}/METADATA": (_METADATA.format(version=version) + needed).encode(),
        f"{about}/WHEEL": _WHEEL.encode(),
        f"{about}/entry_points.txt": _ENTRY.encode(),
    }
    for source, target in places.items():
        found = PROJECT / source
        for path in [found] if found.is_file() else found.rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                name = path.relative_to(found).as_posix()
                files[target if found.is_file() else f"{target}/{name}"] = path.read_bytes()
    return packed(version, files)
