"""Reads ``newspaper.toml`` into frozen ``Settings``. Unknown keys are refused; all mistakes are reported at once."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator import system, toml_places
from generator.colours import READABLE, contrast
from generator.errors import ConfigError, Problem
from generator.settings import Colours, PagesTable, Settings, type_of
from generator.validation import explain

FILE_NAME = "newspaper.toml"
LOGO_FOLDER = "templates/static"
FONT_FOLDER = "templates/fonts"
PAGES_FOLDER = "content/pages"
_ENDLESS = re.compile(r"^[^=#\n]*(?:\.[^=.\n]*){40}", re.MULTILINE)


def load(root: Path) -> Settings:
    """Reads ``root/newspaper.toml``.

    Raises ``ConfigError`` with one problem for each mistake, with its line.
    """
    path = root / FILE_NAME
    try:
        text = system.bytes_of(path).decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        hint = "请到报纸的文件夹里运行，或先用 banmian new 名称 建一个"
        raise ConfigError(Problem("这里没有 newspaper.toml", hint, str(path))) from None
    except OSError as error:
        hint = "换成一个读得了的文件，或检查权限"
        raise ConfigError(Problem(f"读不了：{system.why(error)}", hint, str(path))) from None
    except UnicodeDecodeError as error:
        broken = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(Problem("不是 UTF-8 文本", "在编辑器里另存为 UTF-8", str(path), broken)) from None
    settings = parse(text, str(path))
    logo = settings.paper.logo
    if logo and not (root / LOGO_FOLDER / logo).is_file():
        line = toml_places.line_of(text, ("paper", "logo"))
        raise ConfigError(Problem(f"找不到报头图片 {logo}", f"把它放进 {LOGO_FOLDER}，或把 logo 留空", str(path), line))
    icon = settings.app.icon
    if icon and not (root / LOGO_FOLDER / icon).is_file():
        line = toml_places.line_of(text, ("app", "icon"))
        raise ConfigError(Problem(f"找不到图标 {icon}", f"把它放进 {LOGO_FOLDER}，或把 icon 留空", str(path), line))
    font = settings.share.font
    if font and not (root / FONT_FOLDER / font).is_file():
        line = toml_places.line_of(text, ("share", "font"))
        raise ConfigError(Problem(f"找不到字体 {font}", f"把它放进 {FONT_FOLDER}，或把 font 留空", str(path), line))
    missing = list(_missing_pages(settings.pages, root, text, str(path)))
    if missing:
        raise ConfigError(*missing)
    return settings


def _missing_pages(pages: PagesTable, root: Path, text: str, source: str) -> Iterator[Problem]:
    """Problems with names of pages that do not exist, or that are given twice."""
    for key in PagesTable.model_fields:
        names = getattr(pages, key)
        line = toml_places.line_of(text, ("pages", key))
        for name in dict.fromkeys(names):
            if not (root / PAGES_FOLDER / f"{name}.md").is_file():
                hint = f"写 {PAGES_FOLDER} 里的文件名，不带 .md；或先写好这一页"
                yield Problem(f"没有 {PAGES_FOLDER}/{name}.md 这一页", hint, source, line)
            if names.count(name) > 1:
                yield Problem(f"{key} 里 “{name}” 写了两次", "只留一个", source, line)


def parse(text: str, source: str) -> Settings:
    """Settings from the text of ``newspaper.toml``; ``source`` names it in messages."""
    text = text.removeprefix("\ufeff")
    too_deep = Problem("TOML 套得太深", "去掉多余的方括号和点", source, 1)
    if _ENDLESS.search(text):  # tomllib's time grows with the square of a key's parts
        raise ConfigError(too_deep)
    try:
        read = tomllib.loads(text)
        too_large: list[int | None] = [toml_places.line_of(text, place) for place in toml_places.too_large(read)]
        data = _tuples(read)  # TOML arrays are lists; strict models want tuples
    except RecursionError:
        raise ConfigError(too_deep) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        place = source, int(found[1]) if found else text.count("\n") + 1
        raise ConfigError(Problem("TOML 写法有误", "看这一行的引号、方括号和等号是否成对", *place)) from None
    except ValueError:  # Python refuses to read a number of thousands of digits
        too_large = [toml_places.line_of_digits(text)]
    if too_large:
        raise ConfigError(*(Problem("这个数太大", "改小些；是文字就加上引号", source, line) for line in too_large))
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigError(*(_problem(detail, text, source) for detail in error.errors())) from None
    problems = [*_twins(settings, text, source), *_unreadable(settings.colours, text, source)]
    if problems:
        raise ConfigError(*problems)
    return settings


def _unreadable(colours: Colours, text: str, source: str) -> Iterator[Problem]:
    for time in ("", "night_"):
        paper = getattr(colours, f"{time}paper")
        for name in (f"{time}ink", f"{time}red"):
            found = contrast(getattr(colours, name), paper)
            if found < READABLE:
                key = name if name in colours.model_fields_set else f"{time}paper"
                message = f"{name} {getattr(colours, name)} 在 {time}paper {paper} 上看不清：对比度 {found:.2f}"
                hint = f"至少要 {READABLE}：字色改{'浅' if time else '深'}些，或纸色改{'深' if time else '浅'}些"
                yield Problem(message, hint, source, toml_places.line_of(text, ("colours", key)))


def _twins(settings: Settings, text: str, source: str) -> Iterator[Problem]:
    for key in ("slug", "name"):
        seen: set[str] = set()
        for at, topic in enumerate(settings.topics):
            value = getattr(topic, key)
            if value in seen:
                line = toml_places.line_of(text, ("topics", at, key))
                yield Problem(f"栏目的 {key} “{value}” 用了两次", "请改成不同的", source, line)
            seen.add(value)


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _problem(detail: ErrorDetails, text: str, source: str) -> Problem:
    location = detail["loc"]
    message, hint = explain(detail, _known_keys(location))
    return Problem(message, hint, source, toml_places.line_of(text, location))


def _known_keys(location: tuple[str | int, ...]) -> tuple[str, ...]:
    table = type_of(str(location[0])) if len(location) > 1 else Settings
    return tuple(field.alias or name for name, field in table.model_fields.items())
