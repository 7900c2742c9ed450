"""Puts into Chinese what click says in English: messages about a wrong command line, and the frame of help texts."""

import re
import unicodedata
from collections.abc import Iterable

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
_WORDS = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 …",
    "Show this message and exit.": "显示这些说明。",
    "INTEGER RANGE": "整数",
    "INTEGER": "整数",
    "DIRECTORY": "文件夹",
    "PATH": "路径",
    "FILE": "文件",
    "TEXT": "文字",
}
_NOTES = re.compile(r"  \[(?:default: |required|\d+<|x[<>]).*\]$")
"""What click adds at the end of an option's text: the default, the range, and whether it is required."""
_NOTE_FORMS = (
    (r"default: (.+)", r"默认 \1"),
    (r"(\d+)<=x<=(\d+)", r"\1 到 \2"),
    (r"x>=(\d+)", r"\1 以上"),
    (r"x<=(\d+)", r"\1 以下"),
    (r"required", "必须写"),
)

_PIECES = re.compile(
    r"[（“《]*(?:[\u3400-\u9fff]|[^\s\u3400-\u9fff（“《]+?(?=[\s\u3400-\u9fff（“《]|$))[，。；：、！？）”》…]*\s*|."
)
"""A word or a Chinese character, with the marks that may not be parted from it and the space behind it."""

_CHINESE_END = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n\s*")
"""The end of a line behind a Chinese character, which is no space."""


class Formatter(click.HelpFormatter):
    """Lays out a command's help with Chinese headings and words; the commands' own texts are Chinese already."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes the line that shows how the command is typed."""
        super().write_usage(prog, _translated(args), prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Writes the heading of a list."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Writes paragraphs, which an empty line parts."""
        lead = " " * self.current_indent
        paragraphs = (_wrapped(paragraph, self.width - len(lead)) for paragraph in text.split("\n\n"))
        self.write("\n".join("".join(f"{lead}{line}\n" for line in lines) for lines in paragraphs))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Writes a list of options or commands with what each does, in two columns."""
        translated = [(_translated(name), _translated(text)) for name, text in rows]
        widths = [_columns(name) for name, _ in translated]
        first = min(max(widths, default=0), col_max) + col_spacing
        lead, behind = " " * self.current_indent, " " * (self.current_indent + first)
        for (name, text), width in zip(translated, widths, strict=True):
            line, *more = _wrapped(text, self.width - len(behind)) or [""]
            gap = " " * (first - width) if width + col_spacing <= first else f"\n{behind}"
            self.write(f"{lead}{name}{gap}{line}".rstrip() + "\n")
            for further in more:
                self.write(f"{behind}{further}\n")


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for each Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns; it is broken at spaces and between Chinese characters."""
    lines = [""]
    for piece in _PIECES.findall(" ".join(_CHINESE_END.sub("", text).split())):
        if lines[-1] and _columns(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _translated(text: str) -> str:
    for english, word in _WORDS.items():
        text = re.sub(rf"(?<!\S){re.escape(english)}(?!\S)", word, text)
    return _NOTES.sub(lambda notes: f"（{'，'.join(map(_note, notes[0][3:-1].split('; ')))}）", text)


def _note(english: str) -> str:
    for form, chinese_form in _NOTE_FORMS:
        if re.fullmatch(form, english):
            return re.sub(form, chinese_form, english)
    return english


def chinese(error: click.ClickException) -> str:
    """The message in Chinese, and the command that shows help."""
    context = getattr(error, "ctx", None)
    where = f"\n    → {context.command_path} --help 列出全部写法" if context else ""
    return f"{_said(error)}{where}"


def _said(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{near}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面要写上值"
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 不对：{_range(error) or error.message}"
        case click.FileError():
            return f"{error.ui_filename}: 打不开"
    if _is_ours(error.message):
        return error.message
    quoted = re.search(r"o such command '(.+?)'", error.message)
    return f"没有 {quoted[1]} 这个命令" if quoted else "命令的写法不对"


def _is_ours(message: str) -> bool:
    return not re.match(r"[A-Z][a-z]", message)


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return "、".join(parameter.opts)
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "") or "参数")


def _range(error: click.BadParameter) -> str:
    kind = getattr(error.param, "type", None)
    match kind:
        case click.IntRange():
            low = "" if kind.min is None else f"{kind.min} 以上"
            high = "" if kind.max is None else f"{kind.max} 以下"
            return f"写一个{'、'.join(filter(None, (low, high)))}的整数"
        case click.Choice():
            given = re.match(r"'(.*?)' ", error.message)
            return f"{f'没有“{given[1]}”，' if given else ''}只能是 {'、'.join(map(str, kind.choices))}"
        case click.Path():
            return "没有这个文件夹，或者它不是文件夹"
    return "" if _is_ours(error.message) else "这个值不能用"
