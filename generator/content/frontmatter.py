"""Front matter: ``---`` YAML ``---`` body. It is read with line numbers, and written so that it reads back the same.

Every value is read as the text that was typed: ``title: 110`` is the text 110 and ``folio: 04`` the text 04. ``fields``
decides which values are numbers, dates, or yes and no. Text that YAML would silently drop, that is words behind a ``#``
(see ``remarks``), anchors and tags, is refused with its line. Limits on size and nesting, and a ban on aliases, keep a
malicious file from exhausting memory. Writing puts every string in quotation marks, since a headline may contain
anything.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import yaml

from generator.content import remarks
from generator.content.remarks import Remark
from generator.errors import ContentError, Problem

FENCE = "---"
MAX_CHARACTERS = 200_000
MAX_DEPTH = 12

Location: TypeAlias = tuple[str | int, ...]

_NOTHING = ("", "~", "null", "Null", "NULL")

_UNSEEN = re.compile("[^\t\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML refuses, and invisible line ends, which it would count as lines and drop."""

_SAID = {
    "could not find expected ':'": "键的后面缺冒号，或者引号没有结束",
    "did not find expected key": "缩进没有对齐，或者引号、括号没有结束",
    "did not find expected ',' or ']'": "方括号里缺逗号，或者没有右括号",
    "did not find expected ',' or '}'": "花括号里缺逗号，或者没有右括号",
    "did not find expected '-' indicator": "列表的这一行没有以 - 开头",
    "did not find expected node content": "这里缺一个值",
    "did not find expected hexdecimal number": "双引号里 \\x、\\u 的后面不是十六进制数",
    "found invalid Unicode character escape code": "双引号里 \\u 的后面不是一个字的编码",
    "found unknown escape character": "双引号里的 \\ 后面不能是这个字",
    "found unexpected end of stream": "引号没有结束",
    "found unexpected document indicator": "引号没有结束",
    "found character that cannot start any token": "值不能用这个符号开头",
    "found a tab character where an indentation space is expected": "缩进用了制表符，要用空格",
    "found a tab character that violates indentation": "缩进用了制表符，要用空格",
    "mapping values are not allowed in this context": "这一行多了一个冒号，或者缩进没有对齐",
    "mapping keys are not allowed in this context": "这里不能有问号",
    "block sequence entries are not allowed in this context": "这里不能有列表的 -",
    "exceeded maximum nesting depth": "套得太深",
}
"""The YAML parser's messages in Chinese, without those about syntax that nobody uses."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file with front matter: its fields, its body, the line of each field, and remarks behind fields.

    Values are strings, ``None`` for nothing, and lists and mappings of these. ``bare`` are the places of strings
    without quotation marks.
    """

    fields: Mapping[str, Any]
    body: str
    lines: Mapping[Location, int]
    remarks: tuple[Remark, ...]
    bare: frozenset[Location] = frozenset()

    def line(self, location: Location) -> int:
        """The line of a field, or of the nearest field around it; line 1 where there is none."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def parse(text: str, source: str) -> Document:
    """Splits and reads a file; ``source`` names it in messages.

    Raises ``ContentError`` for a missing fence, broken YAML, a key given twice, or nesting out of bounds.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        raise _broken("文件没有以 --- 开头的信息区", "第一行要是 ---，见 docs/编辑手册.md", source, 1)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise _broken("信息区没有结束的 ---", "在最后一个键的下一行补上 ---", source, 1)
    # An empty line replaces the opening fence, so that YAML's line numbers are those of the file.
    fields, places, found, bare = _read("\n" + "\n".join(lines[1:end]) + "\n", source)
    return Document(fields, "\n".join(lines[end + 1 :]).strip("\n"), places, found, bare)


def body_line(text: str) -> int:
    """The line of a file, with plain line ends, on which its body begins, counted from 1."""
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() == FENCE:
        start = next((at for at, line in enumerate(lines[1:], 2) if line.rstrip() == FENCE), len(lines))
    else:
        start = 0
    return next((at for at, line in enumerate(lines[start:], start + 1) if line), start + 1)


def _broken(message: str, hint: str, source: str, line: int) -> ContentError:
    return ContentError(Problem(message, hint, source, line))


_Read: TypeAlias = tuple[dict[str, Any], dict[Location, int], tuple[Remark, ...], frozenset[Location]]


def _read(text: str, source: str) -> _Read:
    if len(text) > MAX_CHARACTERS:
        raise _broken("信息区太长", f"最多 {MAX_CHARACTERS} 个字", source, 1)
    unseen = _UNSEEN.search(text)
    if unseen:
        message = f"这里有看不见的字符 U+{ord(unseen[0]):04X}"
        raise _broken(
            message, "删掉它；看不到它在哪儿，就把这一行重新打一遍", source, text.count("\n", 0, unseen.start()) + 1
        )
    try:
        _check_bounds(text, source)
        loader = yaml.CBaseLoader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        bare: set[Location] = set()
        fields, places = _construct(node, source, bare)
        found = remarks.found(text, source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and re.search("end of stream|expected ':'|flow", f"{error.problem} {error.context}"):
            mark = error.context_mark  # the line where an unclosed quotation or bracket, or a key without colon, begins
        raise _broken(
            "：".join(filter(None, ("YAML 写法有误", _SAID.get(str(error.problem), "")))),
            "看这一行的冒号、引号和缩进；文字拿不准就加英文双引号",
            source,
            mark.line + 1 if mark else 1,
        ) from None
    return fields, places, found, frozenset(bare)


def _construct(node: yaml.Node | None, source: str, bare: set[Location]) -> tuple[dict[str, Any], dict[Location, int]]:
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise _broken("信息区应当是“键: 值”", '每行写一个键，例如 title: "标题"', source, 2)
    places: dict[Location, int] = {}
    _collect_places(node, (), places, bare, source)
    return {str(key.value): _value(value, source) for key, value in node.value}, places


def _value(node: yaml.Node, source: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value, source) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, source) for item in node.value]
    style = getattr(node, "style", None)
    if style in ("|", ">") and not node.value.strip():
        line = node.start_mark.line + 1
        raise _broken(f"{style} 是记号，下面没有缩进的文字", f'要印这个符号，写成 "{style}"', source, line)
    return None if not style and node.value in _NOTHING else node.value


def as_read(value: object) -> Any:
    """The value that ``parse`` gives for a value that ``format`` wrote."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | date():
            return str(value)
        case Mapping():
            return {key: as_read(item) for key, item in value.items()}
        case list() | tuple():
            return [as_read(item) for item in value]
    return value


_MAY_NEST = re.compile(r"(?:[-?:]\s+){3}|^\s{8}", re.MULTILINE)


def _check_bounds(text: str, source: str) -> None:
    # PyYAML's C loader crashes the process on very deep nesting, but reading its events is safe. Nearly every file has
    # too few brackets and too little indentation to be nested deeply, and returns here without parsing.
    openers = text.count("[") + text.count("{")
    if openers < MAX_DEPTH and not any(mark in text for mark in "*&!") and not _MAY_NEST.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _broken("信息区不能用 * 引用", "把文字放进英文双引号", source, _line(event))
        if isinstance(event, yaml.NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            mark = "&" if event.anchor else "!"
            raise _broken(f"这里的 {mark} 会被当成记号，后面的字会丢", "整个放进英文双引号", source, _line(event))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _broken("信息区套得太深", "检查多余的 [ 或缩进", source, _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _collect_places(
    node: yaml.Node, at: Location, places: dict[Location, int], bare: set[Location], source: str
) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _broken("键应当是一个词", '每行写一个键，例如 title: "标题"', source, key.start_mark.line + 1)
            here = (*at, str(key.value))
            if here in places:
                line = key.start_mark.line + 1
                raise _broken(f"键 “{key.value}” 写了两次", "只留一个", source, line)
            places[here] = key.start_mark.line + 1
            _collect_places(value, here, places, bare, source)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            places[(*at, index)] = item.start_mark.line + 1
            _collect_places(item, (*at, index), places, bare, source)
    elif not getattr(node, "style", None):
        bare.add(at)


def format(fields: Mapping[str, Any], body: str) -> str:
    """The text of a file. ``parse(format(fields, body))`` gives the same fields and body back.

    Values are strings, booleans, numbers, dates, ``None``, and lists or mappings of these.
    """
    lines = [FENCE]
    for key, value in fields.items():
        if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(v, Mapping) for v in value):
            lines.append(f"{key}:")
            lines += [line for item in value for line in _block(item)]
        elif isinstance(value, Mapping) and value:
            lines += [f"{key}:", *(f"  {name}: {flow(item)}" for name, item in value.items())]
        else:
            lines.append(f"{key}: {flow(value)}")
    lines.append(FENCE)
    return "\n".join(lines) + "\n" + (f"\n{body}\n" if body else "")


def _block(item: object) -> list[str]:
    if not isinstance(item, Mapping) or not item:
        return [f"- {flow(item)}"]
    rows = [f"{key}: {flow(value)}" for key, value in item.items()]
    return [f"- {rows[0]}", *(f"  {row}" for row in rows[1:])]


def flow(value: object) -> str:
    """A value on one line, as YAML: strings quoted, lists and mappings in brackets."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return _quoted(value)
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(flow(item) for item in value) + "]"
    raise TypeError(f"front matter cannot hold {type(value).__name__}")


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return '"' + "".join(_ESCAPES.get(c) or (c if _printable(c) else _escaped(c)) for c in text) + '"'


# Strings in which nothing has to be escaped, as in nearly all.
_PLAIN = re.compile(r"[ !#-\[\]-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*")


def _printable(character: str) -> bool:
    # The characters that YAML 1.1 §5.1 allows unescaped, without the line breaks it would fold and the byte order mark.
    code = ord(character)
    return (
        0x20 <= code <= 0x7E
        or (0xA0 <= code <= 0xD7FF and code not in (0x2028, 0x2029))
        or (0xE000 <= code <= 0xFFFD and code != 0xFEFF)
        or code >= 0x10000
    )


def _escaped(character: str) -> str:
    return f"\\u{ord(character):04X}"
