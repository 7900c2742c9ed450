"""Reads raw files as text. The table ``READERS`` has all formats; a new format needs one function and one row."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generator import system
from generator.errors import ImportRefused, Problem
from generator.model import Folio
from generator.sources import docx, encodings, ocr_markdown, pdf, radicals, unseen
from generator.sources.raw import MAX_CHARACTERS, MAX_LINES, MAX_REPEATED, Raw, Text, side_by_side


@dataclass(frozen=True, slots=True)
class Format:
    """The function that reads a format, and the largest size of a raw issue in bytes."""

    read: Callable[[Path], Text]
    max_bytes: int


def plain_text(path: Path) -> Text:
    """Text in one of the encodings that Chinese papers use."""
    source = str(path)
    data = path.read_bytes()
    for mark, suffix in ((b"%PDF-", ".pdf"), (b"PK\3\4", ".docx"), (b"{\\rtf", ".rtf")):
        if data.startswith(mark):
            raise ImportRefused(Problem(f"这不是纯文本，是 {suffix} 文件", f"把扩展名改成 {suffix}", source))
    text, remarks = encodings.decode(data, source)
    beside = side_by_side(text)
    return Text(text, (*remarks, beside) if beside else remarks)


def markdown(path: Path) -> Text:
    """Text with Markdown marks, written by a person or by an OCR program."""
    written = plain_text(path)
    if len(written.text) > MAX_CHARACTERS:
        return written  # the caller refuses it because of its length
    text, changes = ocr_markdown.read(written.text)
    return Text(text, written.remarks, changes)


READERS: dict[str, Format] = {
    ".txt": Format(plain_text, 8_000_000),
    ".md": Format(markdown, 8_000_000),
    ".docx": Format(docx.read, 200_000_000),
    ".pdf": Format(pdf.read, 500_000_000),
}
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp"})

# 02要闻, A03 民生, 第4版：副刊, 2026-03-25-01: a date may stand before the number.
_FOLIO_NAME = re.compile(
    r"(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}[-_ .]+)?第?\s*(?P<number>[A-Za-z]?\d{1,3})(?!\d)\s*版?[\s_\-—.:：·、]*(?P<name>.*)"
)
LONGEST_NAME = 12


def read(path: Path) -> tuple[Raw, ...]:
    """The texts of one raw issue: a file, or a folder with one file per folio, in their order.

    Raises ``ImportRefused`` with every problem of every file.
    """
    return _read(_files(path), str(path))


def read_files(files: Sequence[Path]) -> tuple[Raw, ...]:
    """The texts of one raw issue of these files: one file, or one file per folio. Raises as ``read`` does."""
    folios = [(file, _folio(file)) for file in files] if len(files) > 1 else [(file, None) for file in files]
    return _read(
        sorted(folios, key=lambda found: _place(found[1].number) if found[1] else ("", 0)), str(files[0].parent)
    )


def _read(files: Iterable[tuple[Path, Folio | None]], source: str) -> tuple[Raw, ...]:
    problems: list[Problem] = []
    raws: list[Raw] = []
    for file, folio in files:
        try:
            read = _text(file)
            raws.append(Raw(read.text, str(file), folio, read.remarks, read.changes, read.turns))
        except ImportRefused as error:
            problems += error.problems
    if not problems:
        problems += _too_much(raws, source)
    if problems:
        raise ImportRefused(*problems)
    return tuple(raws)


def _too_much(raws: Sequence[Raw], source: str) -> Iterator[Problem]:
    hint = "一期一个文件，分开导入"
    if sum(len(raw.text) for raw in raws) > MAX_CHARACTERS:
        yield Problem(f"超过 {MAX_CHARACTERS // 10_000} 万字，不像一期报纸的原稿", hint, source)
    elif sum(raw.text.count("\n") for raw in raws) > MAX_LINES:
        yield Problem(f"超过 {MAX_LINES // 10_000} 万行，不像一期报纸的原稿", hint, source)
    for raw in raws:
        yield from _stuck(raw)


def _stuck(raw: Raw) -> Iterator[Problem]:
    """A problem for the first line that is repeated too often; blank lines do not count."""
    lines = [(text, at) for at, line in enumerate(raw.text.split("\n"), 1) if (text := line.strip())]
    for _, group in groupby(lines, key=lambda line: line[0]):
        (text, at), *others = group
        if len(others) >= MAX_REPEATED:
            message = f"同一行接连出现了 {len(others) + 1} 次：{text[:20]}"
            yield Problem(message, "原稿导出时像是卡住了，请重新导出", raw.source, at)
            return


def originals(path: Path) -> tuple[Path, ...]:
    """The files that ``read`` reads, in the same order."""
    return tuple(file for file, _ in _files(path))


def _text(path: Path) -> Text:
    """The text of one file, without invisible characters and look-alikes, whatever its format."""
    source = str(path)
    form = READERS.get(path.suffix.lower())
    try:
        if form is None:
            hint = f"目前能读：{'、'.join(READERS)}；请先存成其中一种"
            raise ImportRefused(Problem(f"不认识的格式 “{path.suffix or path.name}”", hint, source))
        if not path.is_file() and path.exists():
            raise ImportRefused(Problem("这不是普通文件", "给出原稿文件", source))
        if path.stat().st_size > form.max_bytes:
            raise ImportRefused(Problem("文件太大，不像一期报纸的原稿", "一期一个文件，分开导入", source))
        read = form.read(path)
    except FileNotFoundError:
        raise ImportRefused(Problem("没有这个文件", "检查路径和文件名", source)) from None
    except OSError as error:
        raise ImportRefused(Problem(f"读不了：{system.why(error)}", "检查文件权限", source)) from None
    text, without = unseen.cleared(read.text)
    text, folded = radicals.folded(text)
    if not text.strip():
        raise ImportRefused(Problem("文件是空的", "检查原稿是否导出完整", source, 1))
    return Text(text, read.remarks, (*read.changes, *folded, *without), read.turns)


def _files(path: Path) -> Sequence[tuple[Path, Folio | None]]:
    """The files of an issue, each with the 版 in its name; a single file has none."""
    if not path.is_dir():
        return [(path, None)]
    problems: list[Problem] = []
    found: dict[str, tuple[Path, Folio]] = {}
    for file in sorted(path.iterdir()):
        if file.name.startswith((".", "~$")) or file.suffix.lower() in PICTURES:
            continue
        folio = _folio(file)
        if file.suffix.lower() not in READERS:
            hint = f"一版一个文件，能读：{'、'.join(READERS)}；别的先移出这个文件夹"
            problems.append(Problem("一期的文件夹里有不认识的文件", hint, str(file)))
        elif folio is None:
            hint = "文件名以版次开头，如 01.txt、02要闻.pdf；若这里是许多期，用 --batch 整批导入"
            problems.append(Problem("文件名里没有版次", hint, str(file)))
        elif folio.number in found:
            twin = found[folio.number][0].name
            problems.append(Problem(f"与 {twin} 是同一版", "一版只留一个文件", str(file)))
        else:
            found[folio.number] = file, folio
    if not found and not problems:
        hint = f"一版一个文件，如 01.txt、02要闻.pdf；能读：{'、'.join(READERS)}"
        problems.append(Problem("文件夹里没有原稿", hint, str(path)))
    if problems:
        raise ImportRefused(*problems)
    return [found[number] for number in sorted(found, key=_place)]


def _folio(file: Path) -> Folio | None:
    named = _FOLIO_NAME.fullmatch(file.stem.strip())
    if not named or re.match(r"\d", named["name"]):
        return None
    number = named["number"].upper()
    name = named["name"].strip()
    return Folio(number.zfill(2) if number.isdigit() else number, name if len(name) <= LONGEST_NAME else "")


def _place(number: str) -> tuple[str, int]:
    """A key for sorting the numbers of 版: A before B, 2 before 10."""
    letter = number[0] if number[0].isalpha() else ""
    return letter, int(number[len(letter) :])
