"""Reads Word files (.docx), with the standard library alone, and with limits, since a file may be malicious."""

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from generator.errors import ImportRefused, Problem
from generator.sources import docx_text
from generator.sources.docx_parts import STRICT, Document, Styles, TooMuchError, W
from generator.sources.raw import Text

MAX_PART_BYTES = 24_000_000
MAX_DIRECTORY_BYTES = 1_000_000
MAX_ELEMENTS = 400_000
MAX_DEPTH = 200

_ZIP_END_BYTES = 22 + 0xFFFF
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "在 Word 或 WPS 里打开它，另存为 .docx；不行就存成 .txt"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"

# Elements that are skipped with all their content: fallbacks of text boxes, moved or deleted words, ruby (pinyin).
_SKIPPED = {_FALLBACK, *(W + name for name in ("del", "moveFrom", "rt", "tabs", "pPrChange", "rPrChange"))}


def read(path: Path) -> Text:
    """The text of a Word file, and remarks. Raises ``ImportRefused`` for one that is broken, locked or too big."""
    source = str(path)
    try:
        _check_directory(path, source)
        with zipfile.ZipFile(path) as archive:
            styles = Styles()
            if "word/styles.xml" in archive.namelist():
                _parse(_part(archive, "word/styles.xml", source), styles, source)
            document = Document(styles)
            _parse(_part(archive, "word/document.xml", source), document, source)
    except KeyError:
        raise _refused("里面没有正文，不是 Word 文稿", _SAVE_AGAIN, source) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        with path.open("rb") as file:
            is_old = file.read(4) == _OLE
        what = "这是旧的 .doc，或者加了密码" if is_old else "文件坏了，或者不是 Word 文稿"
        raise _refused(what, _SAVE_AGAIN, source) from None
    return Text(docx_text.text(document.parts), document.remarks())


def _refused(message: str, hint: str, source: str) -> ImportRefused:
    return ImportRefused(Problem(message, hint, source))


def _check_directory(path: Path, source: str) -> None:
    """Refuses a zip directory so large that ``zipfile`` would take seconds and gigabytes to read it."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _ZIP_END_BYTES))
        tail = file.read()
    at = tail.rfind(b"PK\5\6", 0, max(0, len(tail) - 18))
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY_BYTES:
        raise _refused("文件里的部件太多，不像文稿", _SAVE_AGAIN, source)


def _part(archive: zipfile.ZipFile, name: str, source: str) -> bytes:
    """One part of the file, unpacked only up to the limit, since the size in its header may be wrong."""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(name)  # Word writes no other, and others are not bounded
    with archive.open(name) as part:
        data = part.read(MAX_PART_BYTES + 1)
    if len(data) > MAX_PART_BYTES:
        raise _refused("正文部分大得不正常", _SAVE_AGAIN, source)
    return data


def _usual(name: str) -> str:
    return name.replace(STRICT, W) if name.startswith(STRICT) else name


def _parse(data: bytes, handler: Styles | Document, source: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = elements = skipping = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements, skipping
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise TooMuchError("正文的结构大得不正常")
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
        raise TooMuchError("正文里有不该有的声明")  # entities in a DTD can expand to gigabytes

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        raise _refused(f"正文坏了（XML 第 {error.lineno} 行）", _SAVE_AGAIN, source) from None
    except TooMuchError as error:
        raise _refused(str(error), _SAVE_AGAIN, source) from None
