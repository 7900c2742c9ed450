"""Word files (.docx) → text. Read with the standard library alone, within bounds, since a file may be hostile.

A paragraph becomes a block; so does a piece of one that a column or page break cut. Text boxes follow the
paragraph they hang on. The style of a headline becomes ``##``, which the balance counts as dropped.
"""

import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from generator.errors import ImportRefused, Problem
from generator.intake.raw import MAX_CHARACTERS, Text

MAX_PART_BYTES = 24_000_000
MAX_DIRECTORY_BYTES = 1_000_000
MAX_ELEMENTS = 400_000
MAX_DEPTH = 200

_ZIP_END_BYTES = 22 + 0xFFFF
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "在 Word 或 WPS 里打开它，另存为 .docx；不行就存成 .txt"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_MATH_TEXT = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)

# Whole branches that are not printed here: the old half of a text box, moved or deleted words, pinyin above a word.
_SKIPPED = {_FALLBACK, *(_W + name for name in ("del", "moveFrom", "rt", "rPr", "tabs", "pPrChange"))}
_UNREAD = {"footnoteReference": "脚注", "endnoteReference": "尾注"}


def read(path: Path) -> Text:
    """The text of a Word file, and remarks. Raises ``ImportRefused`` for one that is broken, locked or too big."""
    source = str(path)
    try:
        _check_directory(path, source)
        with zipfile.ZipFile(path) as archive:
            styles = _Styles()
            if "word/styles.xml" in archive.namelist():
                _parse(_part(archive, "word/styles.xml", source), styles, source)
            document = _Document(styles.levels)
            _parse(_part(archive, "word/document.xml", source), document, source)
    except KeyError:
        raise _refused("里面没有正文，不是 Word 文稿", _SAVE_AGAIN, source) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        with path.open("rb") as file:
            is_old = file.read(4) == _OLE
        what = "这是旧的 .doc，或者加了密码" if is_old else "文件坏了，或者不是 Word 文稿"
        raise _refused(what, _SAVE_AGAIN, source) from None
    return Text(document.text(), document.remarks())


def _refused(message: str, hint: str, source: str) -> ImportRefused:
    return ImportRefused(Problem(message, hint, source))


def _check_directory(path: Path, source: str) -> None:
    """Refuses a table of contents that ``zipfile`` would take seconds and gigabytes to read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _ZIP_END_BYTES))
        tail = file.read()
    at = tail.rfind(b"PK\5\6", 0, max(0, len(tail) - 18))
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY_BYTES:
        raise _refused("文件里的部件太多，不像文稿", _SAVE_AGAIN, source)


def _part(archive: zipfile.ZipFile, name: str, source: str) -> bytes:
    """One part, unpacked only as far as the bound: the size in the header may be a lie."""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(name)  # Word writes no other, and others are not bounded
    with archive.open(name) as part:
        data = part.read(MAX_PART_BYTES + 1)
    if len(data) > MAX_PART_BYTES:
        raise _refused("正文部分大得不正常", _SAVE_AGAIN, source)
    return data


class _TooMuchError(Exception):
    """A bound was reached; the message says which."""


def _usual(name: str) -> str:
    return name.replace(_STRICT, _W) if name.startswith(_STRICT) else name


def _parse(data: bytes, handler: "_Styles | _Document", source: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = elements = skipping = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements, skipping
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise _TooMuchError("正文的结构大得不正常")
        if skipping or (name := _usual(name)) in _SKIPPED:
            skipping += 1
        else:
            handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth, skipping
        depth -= 1
        if skipping:
            skipping -= 1
        else:
            handler.end(_usual(name))

    def text(data: str) -> None:
        if not skipping:
            handler.characters(data)

    def doctype(*_: object) -> None:
        raise _TooMuchError("正文里有不该有的声明")  # entities are how XML is made to explode

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        raise _refused(f"正文坏了（XML 第 {error.lineno} 行）", _SAVE_AGAIN, source) from None
    except _TooMuchError as error:
        raise _refused(str(error), _SAVE_AGAIN, source) from None


@dataclass
class _Styles:
    """Which styles are headings, by id: 0 for the title, 1–9 below it."""

    levels: dict[str, int] = field(default_factory=dict)
    _style: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _W + "style":
            self._style = _value(attributes, "styleId")
        elif name == _W + "name" and self._style:
            called = _value(attributes, "val").strip()
            found = _STYLE.fullmatch(called)
            if found:
                self.levels[self._style] = int(found[1])
            elif called.lower() in ("title", "标题"):
                self.levels[self._style] = 0

    def end(self, name: str) -> None:
        if name == _W + "style":
            self._style = ""

    def characters(self, data: str) -> None:
        """Styles have no text."""


def _value(attributes: dict[str, str], name: str) -> str:
    return attributes.get(_W + name) or attributes.get(_STRICT + name) or ""


@dataclass
class _Paragraph:
    text: list[str] = field(default_factory=list)
    level: int | None = None
    boxes: list["_Paragraph"] = field(default_factory=list)


class _Document:
    """The paragraphs of a document in reading order."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.levels = levels
        self.paragraphs: list[_Paragraph] = []
        self.open: list[_Paragraph] = []
        self.in_text = False
        self.size = 0
        self.unread: Counter[str] = Counter()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.removeprefix(_W)
        if kind == "p":
            self.open.append(_Paragraph())
        elif not self.open:
            return
        elif kind == "t" or name == _MATH_TEXT:
            self.in_text = True
        elif kind == "pStyle":
            self.open[-1].level = self.levels.get(_value(attributes, "val"))
        elif kind == "numId":
            if _value(attributes, "val") != "0":
                self.unread["自动编号"] += 1
        elif kind in _UNREAD:
            self.unread[_UNREAD[kind]] += 1
        else:
            self._add(self._sign(kind, attributes))

    def _sign(self, kind: str, attributes: dict[str, str]) -> str:
        if kind == "br":
            return "\n\n" if _value(attributes, "type") in ("page", "column") else "\n"
        if kind == "sym":
            self.unread["符号字体的字符（以 □ 代替）"] += 1
            return "□"
        return {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(kind, "")

    def end(self, name: str) -> None:
        kind = name.removeprefix(_W)
        if kind == "t" or name == _MATH_TEXT:
            self.in_text = False
        elif kind == "p" and self.open:
            done = self.open.pop()
            # A paragraph of a text box stands inside another one; it is read after it.
            (self.open[0].boxes if self.open else self.paragraphs).append(done)
            if not self.open:
                self.paragraphs += done.boxes

    def characters(self, data: str) -> None:
        if self.in_text and self.open:
            self._add(data)

    def _add(self, text: str) -> None:
        self.size += len(text)
        if self.size > MAX_CHARACTERS:
            raise _TooMuchError(f"超过 {MAX_CHARACTERS // 10_000} 万字，不像一期报纸")
        if text:
            self.open[-1].text.append(text)

    def text(self) -> str:
        """Every paragraph, with a blank line between two; headlines are marked."""
        level = self._headline_level()
        return "\n\n".join(_marked(paragraph, level) for paragraph in self.paragraphs)

    def _headline_level(self) -> int | None:
        """The highest heading that stands over more than one story; one that stands once is a masthead.

        Lower ones are headings inside a story.
        """
        used = Counter(
            paragraph.level
            for paragraph in self.paragraphs
            if paragraph.level is not None and "".join(paragraph.text).strip()
        )
        return min((level for level, times in used.items() if times > 1), default=min(used, default=None))

    def remarks(self) -> tuple[str, ...]:
        """What a reader of the printed file sees, and we do not."""
        return tuple(f"Word 稿里有 {times} 处{what}没有读进来，请核对" for what, times in self.unread.items())


def _marked(paragraph: _Paragraph, level: int | None) -> str:
    text = "".join(paragraph.text).strip("\n")
    if level is None or paragraph.level != level or not text.strip():
        return text
    # Two spaces say that a headline goes on in the next line.
    return "## " + "  \n".join(line.strip() for line in text.split("\n") if line.strip())
