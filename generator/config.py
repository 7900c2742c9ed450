"""Reads ``newspaper.toml`` into frozen ``Settings``. Unknown keys are refused; all mistakes are reported at once."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from generator import system, toml_places
from generator.colours import READABLE, contrast
from generator.errors import ConfigError, Problem
from generator.model import Topic
from generator.validation import explain

FILE_NAME = "newspaper.toml"
LOGO_FOLDER = "templates/static"
PAGES_FOLDER = "content/pages"
_NO_ADDRESS = re.compile('[?#\\s\\x00-\\x20\\x7f"<>\\\\^`{|}]')
_ENDLESS = re.compile(r"^[^=#\n]*(?:\.[^=.\n]*){40}", re.MULTILINE)

Line = Annotated[str, Field(max_length=500)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


def _is_public(address: str) -> bool:
    """Whether an address is one that readers can open: http or https, a host, and at most a path."""
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:  # brackets without end, a port that is no number
        return False
    return parts.scheme in ("http", "https") and has_host and not _NO_ADDRESS.search(address)


class Paper(_Table):
    """The table ``[paper]``: the masthead, and the site as a whole."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    """Name of the paper, as in the masthead."""
    zone: Line = ""
    """Small line below the name: the page's or the edition's own name."""
    description: Line = ""
    """One sentence for search engines and the foot of the page."""
    address: Line = ""
    """Where the site is published, ``https://…``; its path becomes the base of every link."""
    masthead: Literal["red", "ink", "block"] = "red"
    """The style of the name: red, in the colour of ink, or in the colour of paper on a red block."""
    logo: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]*\.(svg|png|webp))?$", max_length=100)] = ""
    """A picture in ``templates/static/`` that is shown in place of the name, such as its calligraphy."""
    mourning: bool = False
    """Whether the whole site is shown without colour."""

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not _is_public(value):
            raise ValueError("网址要以 https:// 开头，例如 https://news.example.org/")
        return value if not value or value.endswith("/") else value + "/"

    @property
    def base(self) -> str:
        """The path that every link of the site starts with: ``/`` or ``/folder/``."""
        return urlsplit(self.address).path or "/"


class Imprint(_Table):
    """The table ``[imprint]``: who is responsible for the paper. All filled-in lines are in every page's footer."""

    organ: Line = ""
    """主管单位."""
    publisher: Line = ""
    """主办单位."""
    cn: Line = ""
    """国内统一连续出版物号, ``CN 00-0000``."""
    licence: Line = ""
    """互联网新闻信息服务许可证编号."""
    address: Line = ""
    """Where the newsroom is."""
    phone: Line = ""
    email: Annotated[str, Field(pattern=r"^([^\s@<>]+@[^\s@<>]+)?$")] = ""
    report: Line = ""
    """违法和不良信息举报电话."""
    icp: Line = ""
    """ICP 备案号, as it must be shown; it leads to the ministry's page."""
    police: Line = ""
    """公安备案号, as it must be shown; it leads to the police's page."""
    more: tuple[Line, ...] = ()
    """Further lines, shown as they are."""


Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Colours(_Table):
    """The table ``[colours]``: paper, ink and a red, by day and by night. All greys and rules are mixed from these."""

    paper: Colour = "#fffdf8"
    ink: Colour = "#1d1b18"
    red: Colour = "#ad1f17"
    night_paper: Colour = "#181613"
    night_ink: Colour = "#ece5d8"
    night_red: Colour = "#f08073"


class App(_Table):
    """The table ``[app]``: the paper on a reader's device."""

    offline: bool = True
    """Whether devices keep the newest issue, and articles that were read, for reading offline; if not, they delete
    what they kept."""
    icon: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]*\.png)?$", max_length=100)] = ""
    """A square PNG in ``templates/static/`` as the icon on home screens; without one, an icon is drawn."""


class TopicTable(_Table):
    """One ``[[topics]]`` table."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    """Address of the topic: lowercase letters, digits, hyphens. Never change it once published."""
    name: Annotated[str, Field(min_length=1, max_length=40)]
    description: Line = ""
    words: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Import proposes this topic for articles that contain these words."""


class TagsTable(_Table):
    """The table ``[tags]``."""

    min_articles: Annotated[int, Field(ge=1)] = 2
    """A tag with at least this many articles gets a page."""


PageName = Annotated[str, Field(pattern=r"^[^/\\\\.\s][^/\\\\]*$", max_length=60)]


class PagesTable(_Table):
    """The table ``[pages]``: the pages of ``content/pages``, by file name, that footer and navigation link to."""

    footer: tuple[PageName, ...] = ()
    navigation: Annotated[tuple[PageName, ...], Field(max_length=2)] = ()
    """Shown after the five fixed links; a phone's screen has room for two more."""


class HistoryTable(_Table):
    """The table ``[history]``: for how long, and how much, ``.history/`` keeps old versions of files for undo."""

    days: Annotated[int, Field(ge=1, le=36_500)] = 365
    megabytes: Annotated[int, Field(ge=1)] = 1_000


class Settings(_Table):
    """The whole of ``newspaper.toml``."""

    paper: Paper
    imprint: Imprint = Imprint()
    colours: Colours = Colours()
    app: App = App()
    topics: tuple[TopicTable, ...] = ()
    tags: TagsTable = TagsTable()
    pages: PagesTable = PagesTable()
    history: HistoryTable = HistoryTable()

    def topic_list(self) -> tuple[Topic, ...]:
        """The topics as values of the model, in the paper's order."""
        return tuple(Topic(t.slug, t.name, t.description, t.words) for t in self.topics)


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
    tables: dict[str | int, type[BaseModel]] = {
        "paper": Paper,
        "imprint": Imprint,
        "colours": Colours,
        "app": App,
        "topics": TopicTable,
        "tags": TagsTable,
        "pages": PagesTable,
        "history": HistoryTable,
    }
    return tuple((tables.get(location[0], Settings) if len(location) > 1 else Settings).model_fields)
