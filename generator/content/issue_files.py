"""Reads the files of one issue as bytes; ``store`` parses them."""

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
from generator.errors import ContentError, Problem
from generator.model import PhotoFile

ISSUE_FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})(-[b-z])?")
ISSUES = "issues"
PHOTOS = "photos"
REVIEW = "review.csv"
SIGNED = "signed"
"""The folder of an issue with the files of articles as they were when they last passed all steps of 三审三校."""
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP")
"""The picture formats that are accepted, by content and not by name. For some others Pillow runs outside programs."""
MOST_PIXELS, LONGEST_SIDE, FITTING = 50_000_000, 16_000, 8_000
"""Limits for pictures: making their sizes takes about ten bytes of memory a pixel; WebP allows 16,383 pixels a side."""


class Picture(NamedTuple):
    """What was found out about a picture file: the digest of its bytes, and its size in pixels or what is wrong."""

    digest: str
    width: int = 0
    height: int = 0
    problem: str = ""


class SignedCopy(NamedTuple):
    """The file of an article as it was signed, and the pictures that were exchanged since, which are not shown."""

    data: bytes
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """An issue's Markdown files and pictures by name; ``folder`` is their folder, ``shown`` its name in messages."""

    id: str
    digest: str
    """The digest of all texts and pictures."""
    held: frozenset[str]
    """The files of articles that are still under embargo: they are checked like all others, but not published."""
    folder: str = field(compare=False)
    shown: str = field(compare=False)
    texts: dict[str, bytes] = field(compare=False)
    pictures: dict[str, Picture] = field(compare=False)
    problems: tuple[Problem, ...] = field(compare=False)
    without_broken: bool = False
    """Whether articles that cannot be read are replaced by notices; otherwise they are an error."""
    without_notice: frozenset[str] = frozenset()
    """Those files of articles that are left out without a notice, if they cannot be read: nobody has seen them yet."""
    review: bytes | None = field(default=None, compare=False)
    """The record of sign-offs, ``None`` for none."""
    copies: dict[str, bytes] = field(default_factory=dict, compare=False)
    """The files in ``signed/``, by name."""
    signed: dict[str, SignedCopy] = field(default_factory=dict, compare=False)
    """Those articles, by the name of their files, whose words and pictures come from a signed copy."""


def issues_folder(root: Path) -> Path:
    """The folder of a site's issues."""
    return root / "content" / ISSUES


def is_begun(folder: Path) -> bool:
    """Whether a folder holds an imported issue; one with pictures alone, or nothing, is not imported yet."""
    return any(True for _ in articles(folder)) or (folder / "source" / "import.json").exists()


def articles(folder: Path) -> list[Path]:
    """The Markdown files of an issue's folder, ``issue.md`` among them, without hidden files of systems and editors."""
    return sorted(path for path in folder.glob("*.md") if not is_litter(path.name))


def issue_folders(root: Path) -> tuple[list[Path], list[Problem]]:
    """The folders of all issues, oldest first, and a problem for each folder whose name is not that of an issue."""
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
    """The problem that a folder among the issues has a name that is not an issue's."""
    hint = "文件夹用日期命名，如 2026-03-25；同一天的号外用 2026-03-25-b"
    return Problem("不像一期报纸的文件夹名", hint, str(folder))


def no_folder(path: Path) -> Problem:
    """The problem that a file has the name of an issue; without it, the issue's pages would be deleted silently."""
    return Problem("这一期不是文件夹，或是一个断了的链接", "恢复它的文件夹，或把它移走", str(path))


Look = Callable[[bytes], Picture]


def look(data: bytes) -> Picture:
    """Opens a picture to find its size when it is upright; ``problem`` says why it cannot be shown."""
    from PIL import ExifTags, Image  # noqa: PLC0415 - most issues are read without opening a picture

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we check the size ourselves
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    try:
        with Image.open(BytesIO(data), formats=PICTURE_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
                return Picture(digest, problem=f"太大：{width}×{height} 像素，缩到长边 {FITTING} 以内再放进来")
            lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) > 4
            image.draft("L", (1, 1))  # decode a JPEG at an eighth of its size, which still reads it to its end
            image.load()
        return Picture(digest, height, width) if lies_on_its_side else Picture(digest, width, height)
    except Exception as error:  # noqa: BLE001 - Pillow's decoders raise many kinds; all mean: not a picture
        # Pillow's messages are in English and technical, so only the kind of the error is shown.
        return Picture(digest, problem=f"打不开，不是完好的 JPEG、PNG 或 WebP（{type(error).__name__}）")


def picture_format(data: bytes) -> str:
    """The format of a picture that ``look`` could open, one of ``PICTURE_FORMATS``."""
    from PIL import Image  # noqa: PLC0415 - as in ``look``

    with Image.open(BytesIO(data), formats=PICTURE_FORMATS) as image:
        return str(image.format)


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
    review, copies = _signed(folder, shown, problems)
    for name, data in (({} if review is None else {REVIEW: review}) | copies).items():
        digest.update(f"{SIGNED}/{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return IssueFiles(
        *(folder.name, digest.hexdigest(), frozenset(), str(folder), shown, texts, pictures, tuple(problems)),
        review=review,
        copies=copies,
    )


def _signed(folder: Path, shown: str, problems: list[Problem]) -> tuple[bytes | None, dict[str, bytes]]:
    """The record of sign-offs and the signed copies; a paper without steps has neither."""
    record = folder / REVIEW
    review = next((data for _, data in _bytes([record], shown, problems)), b"") if record.exists() else None
    copies = _bytes(articles(folder / SIGNED), f"{shown}/{SIGNED}", problems)
    return review, {path.name: data for path, data in copies}


def photo_file(raw: IssueFiles, name: str) -> PhotoFile:
    """The picture file that an article names. Raises ``ContentError``, without a file and line."""
    if not re.fullmatch(r"[^\s./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]*\.(jpe?g|png|webp)", name):
        hint = "用 .jpg .png .webp 结尾，名字里不要有 / : * ? 这样的符号，放进这一期的 photos 文件夹"
        raise ContentError(Problem(f"图片文件名 “{name}” 不能用", hint))
    picture = raw.pictures.get(name)
    if picture is None:
        raise ContentError(Problem(f"找不到图片 photos/{name}", "补上文件，或把 file 留空"))
    if picture.problem:
        raise ContentError(Problem(f"图片 photos/{name} {picture.problem}", "换一个完好的图片文件"))
    return PhotoFile(name, Path(raw.folder, PHOTOS, name), picture.digest, picture.width, picture.height)


def is_litter(name: str) -> bool:
    """Whether a file is one that systems and editors leave beside others: ``._01.md``, ``.#01.md``, ``~$01.md``."""
    return name.startswith((".", "~$"))


def picture_path(folder: Path, name: str) -> Path:
    """The path of a picture; the file system may store its name in another Unicode form."""
    path = folder / PHOTOS / name
    if name.isascii() or path.exists():
        return path
    return next((found for found in (folder / PHOTOS).iterdir() if in_one_form(found.name) == name), path)


def in_one_form(name: str) -> str:
    """A file's name in the Unicode form NFC, for comparing; macOS stores some letters in another form."""
    return unicodedata.normalize("NFC", name)


def _bytes(paths: list[Path], shown: str, problems: list[Problem]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        try:
            yield path, system.bytes_of(path)
        except OSError as error:
            hint = "删掉它，或换成读得了的文件"
            problems.append(Problem(f"读不了：{system.why(error)}", hint, f"{shown}/{path.name}"))
