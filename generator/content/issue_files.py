"""The files of one issue, as bytes: all that its pages follow from. Read here, understood in ``store``."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from generator.errors import Problem

ISSUE_FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})(-[b-z])?")
ISSUES = "issues"
PHOTOS = "photos"


class Picture(NamedTuple):
    """What a picture file turned out to be: the digest of its bytes, its size in pixels, or what is wrong."""

    digest: str
    width: int = 0
    height: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """An issue's Markdown files and pictures by name; ``folder`` is where they lie, ``shown`` as messages name it."""

    id: str
    digest: str
    """Of every text and picture: the same digest, the same issue."""
    held: frozenset[str]
    """The texts of articles that are under embargo yet: they are checked like all, and are not published."""
    folder: str = field(compare=False)
    shown: str = field(compare=False)
    texts: dict[str, bytes] = field(compare=False)
    pictures: dict[str, Picture] = field(compare=False)
    problems: tuple[Problem, ...] = field(compare=False)


def issues_folder(root: Path) -> Path:
    """Where a site keeps its issues."""
    return root / "content" / ISSUES


def is_begun(folder: Path) -> bool:
    """Whether a folder holds an issue: one that holds pictures alone, or nothing, waits for its import."""
    return any(True for _ in folder.glob("*.md")) or (folder / "source" / "import.json").exists()


def issue_folders(root: Path) -> tuple[list[Path], list[Problem]]:
    """The folders of all issues, oldest first, and a problem for each folder that is no issue's."""
    parent = issues_folder(root)
    found: list[Path] = []
    problems: list[Problem] = []
    for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        if ISSUE_FOLDER.fullmatch(folder.name):
            found += [folder] if is_begun(folder) else []
        else:
            hint = "文件夹用日期命名，如 2026-03-25；同一天的号外用 2026-03-25-b"
            problems.append(Problem("不像一期报纸的文件夹名", hint, str(folder)))
    return found, problems


Look = Callable[[bytes], Picture]


def look(data: bytes) -> Picture:
    """Opens a picture to see its size as it is to be held; ``problem`` says why it cannot be shown."""
    from PIL import ExifTags, Image  # noqa: PLC0415 - most issues are read without opening a picture

    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    try:
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
            lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) > 4
            image.draft("L", (1, 1))  # a JPEG is read to its end, at an eighth of the size
            image.load()
        return Picture(digest, height, width) if lies_on_its_side else Picture(digest, width, height)
    except Exception as error:  # noqa: BLE001 - Pillow's decoders raise many kinds; all mean: not a picture
        return Picture(digest, problem=f"打不开：{error}")


def read(folder: Path, root: Path, look: Look = look) -> IssueFiles:
    """Reads the files of one issue; messages name them from ``root``. What cannot be read is among ``problems``."""
    shown = str(folder.relative_to(root)) if folder.is_relative_to(root) else str(folder)
    problems: list[Problem] = []
    texts = {path.name: data for path, data in _bytes(sorted(folder.glob("*.md")), shown, problems)}
    photos = folder / PHOTOS
    listed = sorted(path for path in photos.iterdir() if path.is_file()) if photos.is_dir() else []
    pictures = {path.name: look(data) for path, data in _bytes(listed, f"{shown}/{PHOTOS}", problems)}
    digest = hashlib.blake2b(digest_size=16)
    for name, data in texts.items():
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    for name, picture in pictures.items():
        digest.update(f"{name}\0{picture.digest}\0".encode("utf-8", "surrogateescape"))
    return IssueFiles(
        folder.name, digest.hexdigest(), frozenset(), str(folder), shown, texts, pictures, tuple(problems)
    )


def _bytes(paths: list[Path], shown: str, problems: list[Problem]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        try:
            yield path, path.read_bytes()
        except OSError as error:
            problems.append(Problem(f"读不了：{error.strerror}", "检查文件的权限", f"{shown}/{path.name}"))
