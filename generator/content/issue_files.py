"""The files of one issue, as bytes: all that its pages follow from. Read here, understood in ``store``."""

import hashlib
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from generator import system
from generator.errors import Problem

ISSUE_FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})(-[b-z])?")
ISSUES = "issues"
PHOTOS = "photos"
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP")
"""What a picture may be by its bytes, whatever its name says; other formats start other programs."""
MOST_PIXELS, LONGEST_SIDE, FITTING = 50_000_000, 16_000, 8_000
"""A picture takes about ten bytes of memory for each pixel when its sizes are made; WebP knows no side above 16,383."""


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
    without_broken: bool = False
    """Whether articles that cannot be read are left out, each with a notice in its place; else they are an error."""


def issues_folder(root: Path) -> Path:
    """Where a site keeps its issues."""
    return root / "content" / ISSUES


def is_begun(folder: Path) -> bool:
    """Whether a folder holds an issue: one that holds pictures alone, or nothing, waits for its import."""
    return any(True for _ in articles(folder)) or (folder / "source" / "import.json").exists()


def articles(folder: Path) -> list[Path]:
    """The Markdown files of an issue's folder, ``issue.md`` among them; not what systems leave beside them."""
    return sorted(path for path in folder.glob("*.md") if not is_litter(path.name))


def issue_folders(root: Path) -> tuple[list[Path], list[Problem]]:
    """The folders of all issues, oldest first, and a problem for each folder that is no issue's."""
    parent = issues_folder(root)
    found: list[Path] = []
    problems: list[Problem] = []
    for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
        if folder.name.startswith("."):
            continue
        if not folder.is_dir():
            problems += [no_folder(folder)] if ISSUE_FOLDER.fullmatch(folder.name) else []
        elif ISSUE_FOLDER.fullmatch(folder.name):
            found += [folder] if is_begun(folder) else []
        else:
            problems.append(no_issue(folder))
    return found, problems


def no_issue(folder: Path) -> Problem:
    """The mistake that a folder among the issues is called like none."""
    hint = "文件夹用日期命名，如 2026-03-25；同一天的号外用 2026-03-25-b"
    return Problem("不像一期报纸的文件夹名", hint, str(folder))


def no_folder(path: Path) -> Problem:
    """The mistake that what is called like an issue is no folder: its pages must not go in silence."""
    return Problem("这一期不是文件夹，或是一个断了的链接", "恢复它的文件夹，或把它移走", str(path))


Look = Callable[[bytes], Picture]


def look(data: bytes) -> Picture:
    """Opens a picture to see its size as it is to be held; ``problem`` says why it cannot be shown."""
    from PIL import ExifTags, Image  # noqa: PLC0415 - most issues are read without opening a picture

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # what is too large we tell ourselves
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    try:
        with Image.open(BytesIO(data), formats=PICTURE_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
                return Picture(digest, problem=f"太大：{width}×{height} 像素，缩到长边 {FITTING} 以内再放进来")
            lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) > 4
            image.draft("L", (1, 1))  # a JPEG is read to its end, at an eighth of the size
            image.load()
        return Picture(digest, height, width) if lies_on_its_side else Picture(digest, width, height)
    except Exception as error:  # noqa: BLE001 - Pillow's decoders raise many kinds; all mean: not a picture
        # Pillow's words are English, and may name objects of the program.
        return Picture(digest, problem=f"打不开，不是完好的 JPEG、PNG 或 WebP（{type(error).__name__}）")


def read(folder: Path, root: Path, look: Look = look) -> IssueFiles:
    """Reads the files of one issue; messages name them from ``root``. What cannot be read is among ``problems``."""
    shown = str(folder.relative_to(root)) if folder.is_relative_to(root) else str(folder)
    problems: list[Problem] = []
    texts = {path.name: data for path, data in _bytes(articles(folder), shown, problems)}
    photos = folder / PHOTOS
    listed = sorted(path for path in photos.iterdir() if not is_litter(path.name)) if photos.is_dir() else []
    listed = [path for path in listed if not path.is_dir()]
    pictures = {in_one_form(path.name): look(data) for path, data in _bytes(listed, f"{shown}/{PHOTOS}", problems)}
    digest = hashlib.blake2b(digest_size=16)
    for name, data in texts.items():
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    for name, picture in pictures.items():
        digest.update(f"{name}\0{picture.digest}\0".encode("utf-8", "surrogateescape"))
    return IssueFiles(
        folder.name, digest.hexdigest(), frozenset(), str(folder), shown, texts, pictures, tuple(problems)
    )


def is_litter(name: str) -> bool:
    """Whether a file is what systems and editors leave beside others: ``._01.md``, ``.#01.md``, ``~$01.md``."""
    return name.startswith((".", "~$"))


def picture_path(folder: Path, name: str) -> Path:
    """Where a picture lies; its name may be stored in another form of the same letters."""
    path = folder / PHOTOS / name
    if name.isascii() or path.exists():
        return path
    return next((found for found in (folder / PHOTOS).iterdir() if in_one_form(found.name) == name), path)


def in_one_form(name: str) -> str:
    """A file's name in the form in which names are compared: macOS stores some letters in another."""
    return unicodedata.normalize("NFC", name)


def _bytes(paths: list[Path], shown: str, problems: list[Problem]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        try:
            yield path, system.bytes_of(path)
        except OSError as error:
            hint = "删掉它，或换成读得了的文件"
            problems.append(Problem(f"读不了：{system.why(error)}", hint, f"{shown}/{path.name}"))
