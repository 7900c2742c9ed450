"""Writes what a paper's own templates may rely on into docs/templates.md and docs/templates.json: make docs.

The tables between the two marks of docs/templates.md come from ``generator/pages/template_contract.py`` and the code
beside it; the text around them is written by hand. docs/templates.json holds the published names. If a name was removed
or has another type, the file is updated only after CHANGELOG.md mentions the name, in backquotes and spelled the same.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes
from jinja2.filters import FILTERS as DEFAULT_FILTERS

from generator.pages import bounds, theme_files
from generator.pages import template_contract as contract
from generator.pages.extra_card import ExtraCard
from generator.pages.theme import Theme

ROOT = Path(__file__).parents[1]
PAGE, NAMES, CHANGELOG = ROOT / "docs/templates.md", ROOT / "docs/templates.json", ROOT / "CHANGELOG.md"
BEGIN, END = "<!-- 以下由 make docs 写成，不要手工改 -->", "<!-- 以上由 make docs 写成 -->"
BASE = "base.html"

PLAIN = {str: "文字", int: "整数", float: "小数", bool: "是否"}
JINJA = {
    "abs": "绝对值",
    "batch": "几个一组",
    "capitalize": "首字母大写",
    "center": "居中，两边补空格",
    "count": "同 length",
    "d": "同 default",
    "default": "没有时用别的值",
    "dictsort": "按键排序",
    "e": "同 escape",
    "escape": "HTML 的记号照原样显示",
    "filesizeformat": "文件大小",
    "first": "第一个",
    "float": "变成小数",
    "forceescape": "再 escape 一次",
    "format": '按格式写，如 `"%02d" | format(3)`',
    "groupby": "按一项分组",
    "indent": "缩进",
    "int": "变成整数",
    "items": "键和值，一对一对",
    "join": "连起来",
    "last": "最后一个",
    "length": "有几个，几个字",
    "list": "变成列表",
    "lower": "小写",
    "map": "每一个取一项，或用一个过滤器",
    "max": "最大的",
    "min": "最小的",
    "pprint": "照 Python 的写法显示，查错用",
    "random": "任意一个：每次生成都不同，不要用",
    "reject": "去掉合条件的",
    "rejectattr": "去掉某一项合条件的",
    "replace": "替换文字",
    "reverse": "倒过来",
    "round": "四舍五入",
    "safe": "当作 HTML，不再 escape",
    "select": "留下合条件的",
    "selectattr": "留下某一项合条件的",
    "slice": "分成几份",
    "sort": "排序",
    "string": "变成文字",
    "striptags": "去掉 HTML 标签",
    "sum": "加起来",
    "title": "每个英文词首字母大写",
    "tojson": "写成 JSON",
    "trim": "去掉两头的空格",
    "truncate": "截短",
    "unique": "去掉重复的",
    "upper": "大写",
    "urlencode": "网址里的写法",
    "urlize": "文字里的网址变成链接",
    "wordcount": "英文词数",
    "wordwrap": "按宽度折行",
    "xmlattr": "写成 HTML 属性",
}
"""What Jinja brings along, as the environment offers it."""


class Made(NamedTuple):
    """The two files as they should stand, and names that are gone and that CHANGELOG.md does not tell of."""

    page: str
    names: str
    untold: tuple[str, ...]


def builtin_theme() -> Theme:
    """Banmian's own templates."""
    folder = theme_files.builtin_folder()
    files, _ = theme_files.dressed(theme_files.read(folder, folder), "")
    return Theme(files, "/", lambda text: [text])


def blocks(theme: Theme) -> dict[str, tuple[str, ...]]:
    """The blocks of each page's template, in their order; of others than base.html only those that it has not."""
    found = {}
    environment = theme.environment
    for path in sorted(theme_files.builtin_folder().glob("*.html")):
        tree = environment.parse(path.read_text("utf-8"), path.name)
        found[path.name] = tuple(block.name for block in tree.find_all(nodes.Block))
    return {name: own if name == BASE else tuple(b for b in own if b not in found[BASE]) for name, own in found.items()}


def filters(theme: Theme) -> frozenset[str]:
    """The filters that a template can name; those that only stand in for operators and loops are none."""
    return frozenset(theme.environment.filters) - (bounds.FILTERS.keys() - DEFAULT_FILTERS.keys())


def fields(kind: Any) -> dict[str, Any]:
    """What a template may read of a card or a row, each with its type and meaning."""
    found = get_type_hints(kind, include_extras=True) if kind is not ExtraCard else {}
    for name, value in vars(kind).items():
        if isinstance(value, property) and value.fget:
            found[name] = get_type_hints(value.fget, include_extras=True)["return"]
    return found


def bare(kind: Any) -> Any:
    """A type without its meaning."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def meaning(kind: Any) -> str:
    """What is said of a variable or a field. Raises ``KeyError`` where nothing is."""
    if get_origin(kind) is not Annotated:
        raise KeyError(kind)
    return str(get_args(kind)[1])


def shown(kind: Any) -> str:
    """A type in words, without links."""
    kind = bare(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin in (Union, UnionType):
        (only,) = (part for part in inner if part is not NoneType)
        return f"{shown(only)}，可以没有"
    if origin is tuple and inner[1:] == (...,):
        return f"{shown(inner[0])}的列表"
    if origin is tuple:
        return f"（{'，'.join(map(shown, inner))}）"
    return str(kind.__name__)


def inside(kind: Any) -> Iterator[Any]:
    """The cards and rows that a type holds, itself first, and those that these hold."""
    kind = bare(kind)
    if get_args(kind):
        for part in get_args(kind):
            if part not in (..., NoneType):
                yield from inside(part)
    elif kind not in PLAIN:
        yield kind
        for field in fields(kind).values():
            yield from inside(field)


def all_cards() -> dict[str, Any]:
    """Every card and row that a template can come upon, by name."""
    from generator.pages.extra_card import DayCard  # noqa: PLC0415 - it stands only among the paper's own values

    variables = [kind for given in contract.TEMPLATES.values() for kind in given.variables.values()]
    found = {kind.__name__: kind for each in (*contract.EVERYWHERE.values(), *variables) for kind in inside(each)}
    return dict(sorted((found | {DayCard.__name__: DayCard}).items()))


def names(theme: Theme) -> dict[str, str]:
    """Every name of the contract, as CHANGELOG.md would write it, with its type or nothing."""
    found = {f"{BASE}: {name}": shown(kind) for name, kind in contract.EVERYWHERE.items()}
    for template, own in blocks(theme).items():
        found[template] = ""
        variables = contract.TEMPLATES[template].variables if template in contract.TEMPLATES else {}
        found |= {f"{template}: {name}": shown(kind) for name, kind in variables.items()}
        found |= {f"{template}: block {name}": "" for name in own}
    for card, kind in all_cards().items():
        found |= {f"{card}.{name}": shown(field) for name, field in fields(kind).items()}
    found |= {f"filter {name}": "" for name in filters(theme)}
    found |= {f"{name}()": "" for name in theme.environment.globals}
    return dict(sorted(found.items()))


def gone(published: Mapping[str, str], current: Mapping[str, str]) -> tuple[str, ...]:
    """The published names that are not there any more, or that now hold something else."""
    return tuple(name for name, kind in published.items() if current.get(name) != kind)


def untold(lost: Iterator[str] | tuple[str, ...], changelog: str) -> tuple[str, ...]:
    """Those of the names that the changelog does not tell of."""
    told = set(re.findall(r"`([^`\n]+)`", changelog))
    return tuple(name for name in lost if name not in told)


def made() -> Made:
    """The files as they should stand, from the code, the published names and the hand-written text."""
    theme = builtin_theme()
    current = names(theme)
    known: dict[str, Any] = json.loads(NAMES.read_text("utf-8"))
    lost = gone(known["names"], current)
    removed = sorted({*known["gone"], *(name for name in lost if name not in current)} - current.keys())
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    text = f"{before}{BEGIN}\n\n{tables(theme)}\n{END}{rest.split(END)[1]}"
    kept = json.dumps({"names": current, "gone": removed}, ensure_ascii=False, indent=1) + "\n"
    return Made(text, kept, untold((*lost, *removed), CHANGELOG.read_text("utf-8")))


def tables(theme: Theme) -> str:
    """The part of docs/templates.md that is made from the code."""
    return "\n".join(
        [
            *_templates(theme),
            "## 卡片\n",
            "变量里是下面这些卡片，用点取其中的一项：`article.story.title`。写着“可以没有”的，没有时是 `none`。\n",
            *_cards(),
            "## 过滤器\n",
            "banmian 自己的：\n",
            *_table(("过滤器", "做什么"), ((f"`{name}`", said) for name, said in sorted(contract.FILTERS.items()))),
            "Jinja 的，写法见它的文档；`attr` 不能用：\n",
            *_table(("过滤器", "做什么"), ((f"`{name}`", said) for name, said in sorted(JINJA.items()))),
            "## 函数\n",
            *_table(("函数", "做什么"), ((f"`{name}()`", said) for name, said in contract.GLOBALS.items())),
        ]
    )


def _templates(theme: Theme) -> Iterator[str]:
    found = blocks(theme)
    yield "## 每一页都有的变量\n"
    yield from _variables(contract.EVERYWHERE)
    yield "## 模板\n"
    for name, given in contract.TEMPLATES.items():
        yield f"### {name}\n"
        yield f"{given.what}。{f'网址如 {given.address}。' if given.address else ''}\n"
        if given.variables:
            yield from _variables(given.variables)
        if found[name]:
            yield from _table(("块", "是什么"), ((f"`{block}`", given.blocks[block]) for block in found[name]))


def _variables(given: Mapping[str, Any]) -> Iterator[str]:
    rows = ((f"`{name}`", _linked(kind), meaning(kind)) for name, kind in given.items())
    yield from _table(("变量", "类型", "是什么"), rows)


def _cards() -> Iterator[str]:
    for name, kind in all_cards().items():
        yield f"### {name}\n"
        yield f"{contract.CARDS[name]}。\n"
        rows = [(f"`{field}`", _linked(of), meaning(of)) for field, of in fields(kind).items()]
        if rows:
            yield from _table(("项", "类型", "是什么"), rows)


def _linked(kind: Any) -> str:
    return re.sub(r"[A-Z]\w+", lambda name: f"[{name[0]}](#{name[0].lower()})", shown(kind))


def _table(head: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def main() -> None:
    """Writes both files, unless a name is gone and CHANGELOG.md does not tell of it."""
    new = made()
    if new.untold:
        told = "\n".join(f"  `{name}`" for name in new.untold)
        sys.exit(f"CHANGELOG.md must tell of these, which are gone or have another type:\n{told}")
    PAGE.write_text(new.page, "utf-8")
    NAMES.write_text(new.names, "utf-8")


if __name__ == "__main__":
    main()
