"""The tables and keys of ``newspaper.toml`` as frozen ``Settings``; ``config`` reads the file."""

import re
from datetime import time
from typing import Annotated, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from generator import server_paths
from generator.model import Topic
from generator.review_table import ReviewTable

_NO_ADDRESS = re.compile('[?#\\s\\x00-\\x20\\x7f"<>\\\\^`{|}]')

_UUID = "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$"

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
    key: Annotated[str, Field(pattern=_UUID)] = ""
    """A random UUID, which the ids of feeds' items follow from. ``banmian new`` and ``upgrade`` write it, once."""
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
        if server_paths.is_servers(urlsplit(value).path):
            raise ValueError(f"{server_paths.SAID}，换一个文件夹")
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
    licence_kind: Literal["", "采编发布服务", "转载服务", "传播平台服务"] = ""
    """The category of the licence, by article 6 of 《互联网新闻信息服务管理规定》."""
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


class ShareTable(_Table):
    """The table ``[share]``: the pictures that messengers show beside a link, where an article has no photo."""

    pictures: Literal["paper", "issue", "article"] = "paper"
    """For what a picture is made: one for the paper, one for each issue too, or one for each article as well."""
    font: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]*\.([ot]tf|ttc))?$", max_length=100)] = ""
    """The font file in ``templates/fonts/`` that they are set in; it is not published. Without it there are none."""


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


class PublishTable(_Table):
    """The table ``[publish]``: when issues come out, and where the site is sent."""

    hour: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "06:00"
    """The time of its day, in China's time, from which an issue is public."""
    hosts: tuple[Literal["netlify", "github", "cloudflare", "nginx", "oss"], ...] = ("netlify", "github")
    """The hosts that the site is published on; for each, a build adds the files that it reads."""
    hold_for: tuple[Line, ...] = ()
    """Rules of doubts. An article that is not public yet is held back while a doubt of one of them is open."""
    commands: tuple[Line, ...] = ()
    """The commands that ``banmian publish`` runs to send ``output/`` to a host; none for hosts that fetch from git."""

    @property
    def opens(self) -> time:
        """The ``hour``."""
        return time.fromisoformat(self.hour)


Origin = Annotated[
    str, Field(pattern=r"^https://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?$", max_length=200)
]


class AnalyticsTable(_Table):
    """The table ``[analytics]``: a service that counts readers. Without it no page asks anything of another site."""

    script: Annotated[str, Field(pattern=r"^(https://[^\s\"'<>;,\\]+)?$", max_length=500)] = ""
    """The service's script, which every page loads."""
    snippet: Annotated[str, Field(max_length=5_000)] = ""
    """What the service wants to stand in the page before that, as JavaScript without ``<script>``."""
    connect: tuple[Origin, ...] = ()
    """Where the script sends what it counts."""
    images: tuple[Origin, ...] = ()
    """Whose pictures it loads for that."""

    @field_validator("script")
    @classmethod
    def _has_a_host(cls, value: str) -> str:
        if value and not _is_public(value.partition("?")[0].partition("#")[0]):
            raise ValueError("写统计脚本的网址，https:// 开头")
        return value

    @field_validator("snippet")
    @classmethod
    def _is_a_script_alone(cls, value: str) -> str:
        if re.search(r"</?script|<!--", value, re.IGNORECASE):
            raise ValueError("只写 <script> 和 </script> 中间的那几行")
        return value


UNCOUNTED = AnalyticsTable()
"""No service that counts readers."""

Use = Literal["all", "ai-all", "ai-train", "ai-input", "ai-index", "search"]


class RobotsTable(_Table):
    """The table ``[robots]``: which crawlers are refused, and on what terms others may use the paper (RSL 1.0)."""

    refuse: tuple[Annotated[str, Field(pattern="^[A-Za-z0-9_.-]{1,100}$")], ...] = ()
    """Names of crawlers, as in ``User-agent``."""
    permits: tuple[Use, ...] = ()
    """What programs may use the paper for. Where anything is named here, nothing else is permitted."""
    prohibits: tuple[Use, ...] = ()
    payment: Literal[
        "", "free", "attribution", "contribution", "purchase", "subscription", "training", "crawl", "use"
    ] = ""
    """What is asked in return; by the standard ``""`` means nothing."""
    terms: Line = ""
    """The address of the terms for people to read."""

    @property
    def licenses(self) -> bool:
        """Whether there are terms."""
        return bool(self.permits or self.prohibits)

    @field_validator("terms")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not _is_public(value):
            raise ValueError("网址要以 https:// 开头")
        return value

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        both = [use for use in self.permits if use in self.prohibits]
        if both:
            raise ValueError(f"{'、'.join(both)} 又许可、又不许")
        if (self.payment or self.terms) and not self.licenses:
            raise ValueError("写了 payment、terms，还要写 permits 或 prohibits")
        return self


class FeedsTable(_Table):
    """The table ``[feeds]``: what readers' programs are given."""

    text: Literal["full", "summary"] = "full"
    """Whether feeds hold whole articles, or their summaries alone."""
    tags: bool = False
    """Whether tags with at least twenty articles have feeds of their own."""


class MovedTable(_Table):
    """One ``[[moved]]`` table: how the addresses of articles looked on the paper's former site."""

    pattern: Annotated[str, Field(alias="from", max_length=200)]
    """An address from ``/`` on, with ``{yyyy}``, ``{mm}`` and ``{dd}`` for the day of the issue, and ``{n}`` for what
    follows it, as in ``/html/{yyyy}-{mm}/{dd}/content_{n}.htm``. It leads to the issue of that day."""

    @field_validator("pattern")
    @classmethod
    def _has_a_day(cls, value: str) -> str:
        has_day = all(value.partition("{n}")[0].count(part) == 1 for part in ("{yyyy}", "{mm}", "{dd}"))
        if not has_day or not value.startswith("/") or re.search(r"[\s?#*]", value):
            raise ValueError(
                "从 / 写起，里面有日期 {yyyy} {mm} {dd}，后面是 {n}，例如 /html/{yyyy}-{mm}/{dd}/content_{n}.htm"
            )
        if server_paths.is_servers(value):
            raise ValueError(f"{server_paths.SAID}，从前的网址不能在它下面")
        return value


class Settings(_Table):
    """The whole of ``newspaper.toml``."""

    paper: Paper
    imprint: Imprint = Imprint()
    colours: Colours = Colours()
    app: App = App()
    share: ShareTable = ShareTable()
    topics: tuple[TopicTable, ...] = ()
    tags: TagsTable = TagsTable()
    pages: PagesTable = PagesTable()
    history: HistoryTable = HistoryTable()
    publish: PublishTable = PublishTable()
    review: ReviewTable = ReviewTable()
    feeds: FeedsTable = FeedsTable()
    analytics: AnalyticsTable = AnalyticsTable()
    robots: RobotsTable = RobotsTable()
    moved: tuple[MovedTable, ...] = ()

    def topic_list(self) -> tuple[Topic, ...]:
        """The topics as values of the model, in the paper's order."""
        return tuple(Topic(t.slug, t.name, t.description, t.words) for t in self.topics)


def type_of(table: str) -> type[BaseModel]:
    """The class of a table of ``newspaper.toml``; ``Settings`` itself for a name that is no table."""
    field = Settings.model_fields.get(table)
    found = (get_args(field.annotation)[:1] or (field.annotation,))[0] if field else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else Settings
