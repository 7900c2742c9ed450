"""Removes the marks that OCR programs put inside a line: bold, formulas, entities, escapes, pictures.

Only certain marks are removed. A formula with more than figures and units is left as it is.
"""

import html
import re
from collections import Counter
from collections.abc import Callable

from generator.sources.raw import Change

PICTURE = "去掉的图片链接"
MARK = "去掉的 Markdown、HTML 记号"
PAGE_BREAK = "去掉的分页记号"
FORMULA = "公式写法换成的字"
SIGN = "字符代号换成的字"


class Tally:
    """Counts the marks that are removed or replaced by other text, by kind."""

    def __init__(self) -> None:
        self.times: Counter[tuple[str, str, str]] = Counter()

    def off(self, printed: str, kind: str = MARK) -> str:
        """Counts a mark that is removed; returns the empty string, which replaces it."""
        return self.read(printed, "", kind)

    def read(self, printed: str, read: str, kind: str) -> str:
        """Counts a mark that is replaced; returns its replacement ``read``."""
        self.times[kind, printed, read] += 1
        return read

    def changes(self) -> tuple[Change, ...]:
        """Everything that was counted, kind by kind."""
        return tuple(Change(*what, self.times[what]) for what in sorted(self.times))


_HAN = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…—"
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]\([^()\n]*\)|!\[\[[^\[\]\n]*\]\]|<img\b[^<>]*>", re.IGNORECASE)
_NAMED = re.compile(r"(?:图片|图像|插图|照片|图)?\s*[A-Za-z0-9_.\-]*")
_ALT = re.compile(r"\balt\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
# As in Markdown: bold opens before a word, and inside a word never before punctuation (王**、李** are two people).
_BOLD = re.compile(
    r"(?<![*\\])(\*{2,3})(?![*\s])(?:(?<!\w\*\*)(?<!\w\*\*\*)|(?=[\w“‘《「『（(【]))"
    r"([^*\n]+?)(?<![\s\\])\1(?!\*)"
)
_ITALIC_LINE = re.compile(r"(\s*)\*(?![\s*])([^*\n]+)(?<!\s)\*(\s*)")
_LINK = re.compile(r"\[([^\[\]\n]+)\](\((?:https?://|mailto:|#|\.{0,2}/)[^()\s]*\))")
_INLINE_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|s|sup|sub|span|font|a|small|big|mark|page|html|body)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_POWER = re.compile(r"<sup>\s*([23])\s*</sup>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_FORMULA = re.compile(
    rf"(?P<before>(?<=[{_HAN}]) +)?"
    r"(?P<whole>(?P<mark>\${1,2})(?P<inner>[^$\n]{1,200})(?P=mark)|\\\((?P<inner2>[^\n]{1,200}?)\\\))"
    rf"(?P<after> +(?=[{_HAN}]))?"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_POWERS = {"2": "²", "3": "³"}

_COMMANDS = {
    "sim": "～", "times": "×", "div": "÷", "pm": "±", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "approx": "≈", "rightarrow": "→", "to": "→", "Delta": "Δ", "alpha": "α", "beta": "β", "mu": "μ", "Omega": "Ω",
    "circ": "°", "degree": "°", "prime": "′", "quad": " ", "ldots": "…", "cdots": "…",
}  # fmt: skip
_TOKEN = re.compile(
    r"\\(?:mathrm|mathbf|mathit|text|textbf|rm|operatorname)\s*\{(?P<plain>[^{}\\]*)\}"
    r"|\\textcircled\s*\{?\s*(?P<ring>\d(?:\s*\d)?)\s*\}?"
    r"|\^\s*(?:\{\s*\\circ\s*\}|\\circ)(?P<degree>\s*(?:\\mathrm\s*\{\s*C\s*\}|C\b))?"
    r"|\^\s*(?:\{\s*(?P<power>[23])\s*\}|(?P<power2>[23]))"
    r"|_\s*(?:\{\s*(?P<low>\d(?:\s*\d)*)\s*\}|(?P<low2>\d))"
    r"|\\(?P<command>[A-Za-z]+)|\\(?P<sign>[%$&#])|(?P<space>\\[,;:! ]|\s+)"
    r"|(?P<literal>[\d.,:+\-=/<>()%~℃°·—–]|[A-Za-z]{1,3}(?![A-Za-z]))"
)


def plain(line: str, tally: Tally) -> str:
    """A line without the marks inside it; white space at its start and end stays."""
    line = _PICTURE.sub(lambda found: _caption(found, tally), line)
    line = _LINK.sub(lambda found: tally.off("[") + found[1] + tally.off("]" + found[2]), line)
    for _ in range(2):  # bold inside bold
        line = _BOLD.sub(lambda found: tally.off(found[1]) + found[2] + tally.off(found[1]), line)
    italic = _ITALIC_LINE.fullmatch(line)
    if italic:
        line = italic[1] + tally.off("*") + italic[2] + tally.off("*") + italic[3]
    line = _POWER.sub(lambda found: tally.read(found[0], _POWERS[found[1]], FORMULA), line)
    line = _INLINE_TAG.sub(lambda found: tally.off(found[0]), line)
    line = _outside_formulas(line, lambda text: _ESCAPE.sub(lambda found: _unescaped(found, tally), text), tally)
    return _ENTITY.sub(lambda found: _character(found[0], tally), line)


def _caption(found: re.Match[str], tally: Tally) -> str:
    """Removes the link of a picture, but keeps a caption that was written into it."""
    in_tag = _ALT.search(found[0])
    words = (found["alt"] or (in_tag[1] if in_tag else "")).strip()
    if _NAMED.fullmatch(words) or not re.search(r"[\u4e00-\u9fff]{4}", words):
        return tally.off(found[0], PICTURE)
    return tally.read(found[0], words, PICTURE)


def _outside_formulas(line: str, mend: Callable[[str], str], tally: Tally) -> str:
    """Replaces simple formulas by their text, and applies ``mend`` to the text outside of all formulas."""
    parts: list[str] = []
    at = 0
    for found in _FORMULA.finditer(line):
        read = _figures(found["inner"] or found["inner2"])
        if not read:
            kept = found["whole"]
            parts += [mend(line[at : found.start("whole")]), kept]
            at = found.end("whole")
            continue
        parts += [mend(line[at : found.start()]), tally.read(found["whole"], read, FORMULA)]
        at = found.end()
    return "".join([*parts, mend(line[at:])])


def _figures(inner: str) -> str:
    """The text of a formula of figures, units and a few signs; ``""`` for any other formula."""
    if not re.search(r"[\d\\]", inner) or inner.count("(") != inner.count(")"):
        return ""
    at, read = 0, ""
    while at < len(inner):
        found = _TOKEN.match(inner, at)
        token = found and _token(found)
        if not found or token is None:
            return ""
        read += token
        at = found.end()
    read = read.strip()
    is_whole = bool(read) and read[-1] not in ",:+-=/<(" and read[0] not in ",:=/)"
    return read if is_whole else ""


def _token(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    if groups["command"]:
        return _COMMANDS.get(groups["command"])
    if groups["ring"]:
        number = int(re.sub(r"\s", "", groups["ring"]))
        return chr(0x2460 + number - 1) if 1 <= number <= 20 else None
    if groups["plain"] is not None:
        return re.sub(r"[\s~]", "", groups["plain"])
    low = groups["low"] or groups["low2"]
    if low:
        return re.sub(r"\s", "", low)
    power = groups["power"] or groups["power2"]
    if power:
        return _POWERS[power]
    if found[0].startswith("^"):
        return "℃" if groups["degree"] else "°"
    return groups["sign"] or groups["literal"] or ""


def _unescaped(found: re.Match[str], tally: Tally) -> str:
    # An escaped # at the beginning of a line stays escaped, as it would otherwise mark a headline.
    if found[1] == "#" and not found.string[: found.start()].strip():
        return found[0]
    return tally.read(found[0], found[1], SIGN)


def _character(entity: str, tally: Tally) -> str:
    character = html.unescape(entity)
    if len(character) != 1 or not (character.isprintable() or character.isspace()) or character == "\n":
        return entity
    return tally.read(entity, " " if character == "\u00a0" else character, SIGN)
