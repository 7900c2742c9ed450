"""The paper itself, as every page shows it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from markupsafe import Markup

from generator.model import OwnPage
from generator.pages import urls
from generator.pages.cards import LinkCard
from generator.settings import AnalyticsTable, Imprint, Settings


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """A line of the imprint: its label, its text, and its link; ``label`` and ``href`` may be ``""``."""

    label: Annotated[str, "这一行是什么，如 主办；可能是空的"]
    text: Annotated[str, "文字"]
    href: Annotated[str, "链到哪里；可能是空的"] = ""


@dataclass(frozen=True, slots=True)
class SiteCard:
    """The paper, on every page. ``address`` is ``""`` or ends with a slash; ``base`` starts and ends with one.

    ``masthead`` is ``red``, ``ink`` or ``block``; ``logo`` the name of a static file or ``""``; ``day`` and ``night``
    are the colours of the paper itself; ``offline``: whether it is kept on readers' devices. ``footer`` and
    ``navigation`` lead to pages of the paper's own; ``policy`` is the Content-Security-Policy of every page.
    """

    name: Annotated[str, "报名"]
    zone: Annotated[str, "报名下面的小字；可能是空的"]
    description: Annotated[str, "一句话介绍；可能是空的"]
    address: Annotated[str, "网站的网址，以 / 结尾；没有填时是空的"]
    base: Annotated[str, "本站各个链接的开头，/ 或 /文件夹/"]
    masthead: Annotated[str, "报头的样式：red、ink、block"]
    logo: Annotated[str, "题字图片的文件名；可能是空的"]
    mourning: Annotated[bool, "全站变灰"]
    day: Annotated[str, "白天的纸色"]
    night: Annotated[str, "夜里的纸色"]
    offline: Annotated[bool, "没有网络能不能读"]
    imprint: Annotated[tuple[ImprintLine, ...], "版权信息，填了的各行"]
    footer: Annotated[tuple[LinkCard, ...], "页脚里自己的网页"]
    navigation: Annotated[tuple[LinkCard, ...], "导航里自己的网页"]
    policy: Annotated[str, "Content-Security-Policy：网页可以载入和运行什么"] = ""
    feeds: Annotated[bool, "有没有订阅源：填了 address 和 key 才有"] = False
    tag_feeds: Annotated[bool, "文章多的标签有没有订阅源"] = False
    share: Annotated[str, "全报的分享图片的网址；没有时是空的"] = ""

    refused: Annotated[tuple[str, ...], "不让来的抓取程序，robots.txt 里用"] = ()
    licence: Annotated[str, "授权条款（RSL）的网址；没有的是空的"] = ""
    analytics: Annotated[str, "统计访问的脚本（HTML）；没有设置的是空的"] = ""

    def __hash__(self) -> int:  # computed for every page, so it must be fast
        return hash((self.name, self.address))

    def imprinted(self, label: str) -> str:
        """What the imprint says under a label; ``""`` where it says nothing."""
        return next((line.text for line in self.imprint if line.label == label), "")


def site_card(settings: Settings, pages: Iterable[OwnPage] = (), policy: str = "") -> SiteCard:
    """The paper's card; ``pages`` are pages of its own, ``policy`` is its Content-Security-Policy."""
    paper, colours = settings.paper, settings.colours
    own = {page.name: LinkCard(page.title, urls.link(urls.own_page(page.address), paper.base)) for page in pages}
    return SiteCard(
        name=paper.name,
        zone=paper.zone,
        description=paper.description,
        address=paper.address,
        base=paper.base,
        masthead=paper.masthead,
        logo=paper.logo,
        mourning=paper.mourning,
        day=colours.paper,
        night=colours.night_paper,
        offline=settings.app.offline,
        imprint=tuple(line for line in _imprint(settings.imprint) if line.text),
        footer=tuple(own[name] for name in settings.pages.footer if name in own),
        navigation=tuple(own[name] for name in settings.pages.navigation if name in own),
        policy=policy,
        refused=settings.robots.refuse,
        licence=paper.address + urls.LICENCE if paper.address and settings.robots.licenses else "",
        analytics=_analytics(settings.analytics),
        feeds=has_feeds(settings),
        tag_feeds=has_feeds(settings) and settings.feeds.tags,
    )


def has_feeds(settings: Settings) -> bool:
    """Whether the paper has feeds: their items need ids, which follow from its key, and whole addresses."""
    return bool(settings.paper.address and settings.paper.key)


def _analytics(counted: AnalyticsTable) -> str:
    """The scripts that count readers, as they stand in every page."""
    inline = Markup("<script>{}</script>\n").format(Markup(counted.snippet)) if counted.snippet else ""  # noqa: S704
    loaded = Markup('<script async src="{}"></script>\n').format(counted.script) if counted.script else ""
    return f"{inline}{loaded}"


def _imprint(source: Imprint) -> Iterator[ImprintLine]:
    """The lines in the order in which papers print them, the empty ones too."""
    yield ImprintLine("主管", source.organ)
    yield ImprintLine("主办", source.publisher)
    yield ImprintLine("国内统一连续出版物号", source.cn)
    kind = f"（{source.licence_kind}）" if source.licence and source.licence_kind else ""
    yield ImprintLine("互联网新闻信息服务许可证", f"{source.licence}{kind}")
    yield ImprintLine("地址", source.address)
    yield ImprintLine("电话", source.phone, _tel(source.phone))
    yield ImprintLine("邮箱", source.email, f"mailto:{source.email}")
    yield ImprintLine("违法和不良信息举报电话", source.report, _tel(source.report))
    yield ImprintLine("", source.icp, "https://beian.miit.gov.cn/")
    code = "".join(filter(str.isdigit, source.police))
    yield ImprintLine("", source.police, f"https://beian.mps.gov.cn/#/query/webSearch?code={code}")
    yield from (ImprintLine("", line) for line in source.more)


def _tel(number: str) -> str:
    """A ``tel:`` link, if the text is a single phone number; else ``""``."""
    plain = re.sub(r"[\s()（）—–-]", "", number)
    return f"tel:{plain}" if re.fullmatch(r"\+?[0-9]{3,15}", plain) else ""
