"""What a paper's own templates may rely on: for each template its variables and blocks, and all filters and globals.

``docs/templates.md`` is made from this (``make docs``), and a test compares it with what templates are really given.
The meaning of a card's field is in its type annotation. If a name is removed, ``CHANGELOG.md`` must say so.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypedDict

from generator.pages import cards
from generator.pages.corrections_page import CorrectionRow
from generator.pages.own_pages import OwnPageCard
from generator.pages.site import SiteCard
from generator.pages.tag_pages import EntryCard, Letters

NOTHING: Mapping[str, Any] = MappingProxyType({})


class TopicRow(TypedDict):
    """A topic in the list of topics."""

    link: Annotated[cards.LinkCard, "栏目"]
    description: Annotated[str, "说明；可能是空的"]
    recent: Annotated[tuple[cards.IssueStories, ...], "最近的几篇"]


class IssueRow(TypedDict):
    """An issue in the archive."""

    day: Annotated[int, "几日"]
    issue: Annotated[cards.IssueCard, "哪一期"]
    headlines: Annotated[tuple[str, ...], "头几篇的标题"]
    count: Annotated[int, "有几篇"]


class MonthRow(TypedDict):
    """A month in the archive."""

    month: Annotated[int, "几月"]
    starts: Annotated[int, "一日是星期几，星期一是 0"]
    days: Annotated[int, "这个月有几天"]
    issues: Annotated[tuple[IssueRow, ...], "各期，新的在前"]


class SearchRow(TypedDict):
    """What the search page has to know."""

    index: Annotated[str, "搜索索引的网址"]


class Given(NamedTuple):
    """A template: the address of its pages, what it is for, its variables, and the blocks that it adds to base.html."""

    address: str
    what: str
    variables: Mapping[str, Any] = NOTHING
    blocks: Mapping[str, str] = NOTHING


_LIST: dict[str, Any] = {
    "issues": Annotated[tuple[cards.IssueStories, ...], "这一页的文章，一期一组，新的在前"],
    "is_newest": Annotated[bool, "是不是最新的一页"],
    "period": Annotated[str, "这一页是哪一段时间，如 2026年3月以来"],
    "newer": Annotated[cards.LinkCard | None, "更近的一页"],
    "older": Annotated[cards.LinkCard | None, "更早的一页"],
}
_INDEX: dict[str, Any] = {
    "heading": Annotated[str, "标签，或 人物、机构、地点、主题词"],
    "count": Annotated[int, "有几个"],
    "kinds": Annotated[tuple[cards.LinkCard, ...], "各类标签的索引"],
}

EVERYWHERE: dict[str, Any] = {
    "site": Annotated[SiteCard, "报纸本身"],
    "place": Annotated[str, "属于哪里：home、issue、latest、topics、archive、search、article、page，或空的"],
    "here": Annotated[str, "这一页自己的网址"],
    "share": Annotated[str, "做好的分享图片的网址：这一篇的，没有就是这一期的、全报的；可能是空的"],
}
"""The variables that every page is given."""

TEMPLATES: dict[str, Given] = {
    "base.html": Given(
        "",
        "各页共同的外框，别的模板都从它开始",
        blocks={
            "title": "浏览器标签上的标题",
            "feeds": "订阅源的网址，给阅读器看",
            "description": "给搜索引擎的一句话",
            "styles": "样式表，排在 style.css 前面",
            "canonical": "这一页的正式网址",
            "preview": "分享时的图片的网址",
            "preview_details": "分享时的图片的宽、高和替代文字",
            "og_type": "分享时的类型",
            "head": "这一种页面在 head 里要的；自己的放进 own_head",
            "own_head": "留给报纸自己的样式表，banmian 的模板从不用它",
            "policy": "内容安全策略的末尾，留给报纸自己",
            "page_class": "body 的样式类，前面加 page-",
            "reader_bar": "最上面的报架、长辈版、字号",
            "masthead": "报头",
            "nav": "导航",
            "main": "正文的全部",
            "footer": "页脚",
            "scripts": "页尾的脚本",
        },
    ),
    "home.html": Given(
        "/；还没有出过报时也是 /latest/",
        "头版",
        {
            "issue": Annotated[cards.IssueCard | None, "最新的一期；还没有出过报时没有"],
            "folios": Annotated[tuple[cards.FolioCard, ...], "最新一期的各版"],
            "earlier": Annotated[tuple[cards.IssueCard, ...], "以前的几期，新的在前"],
            "extras": Annotated[tuple[cards.IssueCard, ...], "这一天起的号外，新的在前"],
        },
        {"empty": "还没有出过报时", "extras": "号外", "front": "最新一期的各版", "earlier": "往期"},
    ),
    "issue.html": Given(
        "/2026-03-25/、/latest/",
        "一期，按版排列",
        {
            "issue": Annotated[cards.IssueCard, "这一期"],
            "folios": Annotated[tuple[cards.FolioCard, ...], "各版"],
            "previous": Annotated[cards.IssueCard | None, "上一期"],
            "next": Annotated[cards.IssueCard | None, "下一期"],
            "extras": Annotated[tuple[cards.IssueCard, ...], "同一天的号外"],
            "paper": Annotated[cards.IssueCard | None, "是号外时，当天的报纸"],
            "epub": Annotated[str, "这一期的 EPUB 的网址；没有文章时是空的"],
        },
        {
            "issue_steps": "上一期、下一期",
            "folio_index": "各版的目录；只有一版时不出现",
            "folios": "各版",
            "issue_files": "打印整期，下载 EPUB",
        },
    ),
    "article.html": Given(
        "/2026-03-25/01.html",
        "一篇文章",
        {
            "article": Annotated[cards.ArticleCard, "这篇文章"],
            "qr": Annotated[str, "二维码图片的网址；没有填 address 时是空的"],
        },
        {
            "article_head": "标题、作者、日期",
            "corrections": "更正",
            "article_body": "正文和图片",
            "article_tools": "分享、朗读等按钮",
            "article_address": "只在打印时出现的网址",
            "article_pager": "上一篇、下一篇",
            "article_foot": "栏目和标签",
            "article_citation": "引用本文",
            "related": "相关阅读",
        },
    ),
    "withdrawn.html": Given(
        "/2026-03-25/01.html",
        "撤下的、正在核对的文章留在原网址上的一句话",
        {
            "issue": Annotated[cards.IssueCard, "所在的一期"],
            "word": Annotated[str, "缘由"],
            "is_final": Annotated[bool, "撤下了；否则是正在核对"],
        },
    ),
    "topics.html": Given(
        "/topics/",
        "各栏目和专题",
        {
            "specials": Annotated[tuple[cards.LinkCard, ...], "专题"],
            "topics": Annotated[tuple[TopicRow, ...], "有文章的栏目"],
        },
        {"specials": "专题", "topics": "栏目"},
    ),
    "topic.html": Given(
        "/topics/minsheng/",
        "一个栏目",
        {"topic": Annotated[cards.LinkCard, "栏目"], "description": Annotated[str, "说明；可能是空的"], **_LIST},
        {"stories": "文章"},
    ),
    "special.html": Given(
        "/topics/bairi-gongjian/",
        "一个专题",
        {
            "topic": Annotated[cards.LinkCard, "专题"],
            "description": Annotated[str, "一句话说明；可能是空的"],
            "introduction": Annotated[str, "导语，Markdown；只在最新的一页"],
            **_LIST,
        },
        {"introduction": "导语", "lead": "排在最前的一篇", "stories": "时间线"},
    ),
    "tags.html": Given(
        "/tags/",
        "全部标签，按拼音",
        {"letters": Annotated[Letters, "各个字母，和它下面的标签"], **_INDEX},
        {"letters": "各个字母"},
    ),
    "tag_kind.html": Given(
        "/people/、/bodies/、/places/、/subjects/",
        "一类标签，每个带最近的几篇",
        {
            "letters": Annotated[tuple[tuple[str, tuple[EntryCard, ...]], ...], "各个字母，和它下面的标签"],
            **_INDEX,
        },
        {"letters": "各个字母"},
    ),
    "tag.html": Given(
        "/tags/nan-pu-she-qu/",
        "一个标签",
        {
            "tag": Annotated[cards.LinkCard, "标签"],
            "kind": Annotated[str, "人物、机构、地点、主题词"],
            "posts": Annotated[tuple[str, ...], "人物的职务"],
            "neighbours": Annotated[tuple[cards.LinkCard, ...], "常常一起出现的标签"],
            "feed": Annotated[str, "它的订阅源的网址；没有的是空的"],
            **_LIST,
        },
        {"neighbours": "相邻标签", "stories": "文章"},
    ),
    "moved.html": Given(
        "/tags/旧网址/、/2026-03-25/07.html",
        "搬走了的网页，转到新的网址",
        {"target": Annotated[cards.LinkCard, "新的网页；名字可能是空的"]},
    ),
    "corrections.html": Given(
        "/corrections/、/corrections/2025/",
        "登过的更正，新的在前，一年一页",
        {
            "year": Annotated[str, "哪一年；还没有登过时是空的"],
            "years": Annotated[tuple[cards.LinkCard, ...], "登过更正的各年"],
            "corrections": Annotated[tuple[CorrectionRow, ...], "各处更正"],
        },
        {"years": "各年", "corrections": "各处更正"},
    ),
    "removed.html": Given("/2026-03-25/07.html", "登过、现在没有了的网页留在原网址上的一句话"),
    "archive.html": Given(
        "/archive/、/archive/2026/",
        "往期，一年一页",
        {
            "years": Annotated[tuple[cards.LinkCard, ...], "各年"],
            "year": Annotated[int | None, "哪一年；还没有出过报时没有"],
            "months": Annotated[tuple[MonthRow, ...], "各月，新的在前"],
        },
        {"years": "各年", "months": "各月"},
    ),
    "search.html": Given(
        "/search/", "搜索", {"search": Annotated[SearchRow, "搜索页要知道的"]}, {"search": "搜索框和结果"}
    ),
    "shelf.html": Given("/shelf/", "报架"),
    "about.html": Given(
        "/about/",
        "关于本报",
        {"body": Annotated[str, "content/about.md 的正文，Markdown；可能是空的"]},
        {"about": "正文", "imprint": "版权信息"},
    ),
    "page.html": Given(
        "/subscribe/",
        "自己的网页，在 content/pages 里",
        {"page": Annotated[OwnPageCard, "这一页"]},
        {"page_body": "正文"},
    ),
    "404.html": Given("/404.html", "网址有误时"),
}

CARDS: dict[str, str] = {
    "ArticleCard": "一整篇文章",
    "CorrectionCard": "一处更正",
    "CorrectionRow": "更正页上的一处更正",
    "DayCard": "一天；直接写出来是 2026-03-25",
    "EntryCard": "索引里的一个标签",
    "ExtraCard": '自己的值，按键取：`article.extra.票价`、`article.extra["票价"]`；没有这个键时是空的',
    "FolioCard": "一版",
    "HintCard": "相关阅读里的一篇",
    "ImprintLine": "版权信息的一行",
    "IssueCard": "一期",
    "IssueRow": "往期里的一期",
    "IssueStories": "一期里的几篇文章",
    "LinkCard": "一个名字，和它链到哪里",
    "MonthRow": "往期里的一个月",
    "OwnPageCard": "自己的一页",
    "PhotoCard": "一张图片，或一条图片说明",
    "RelatedCard": "相关阅读",
    "SearchRow": "搜索页要知道的",
    "SiteCard": "报纸本身，每一页都有",
    "StoryCard": "列表里的一篇文章",
    "TopicRow": "栏目页上的一个栏目",
}

FILTERS: dict[str, str] = {
    "cited_authors": "`article | cited_authors`：引用时的作者，姓名的列表；没有人署名时是印着的署名，如 本报评论员",
    "cited_page": "`article | cited_page`：引用时的版次，如 1、A2",
    "cited_title": "`article | cited_title`：引用时的题名；没有标题的是开头几个字",
    "fit": "标题最长一行有多长：fit-s、fit-m、fit-l、fit-x，用作样式类",
    "headline": "标题：标点全角，只在词与词之间折行",
    "markdown": "Markdown 排成网页，`article.body | markdown(article.story.kind, plain=article.plain)`",
    "one_policy": "内容安全策略里写了两次的合成一次，不然浏览器只认第一次",
    "phrases": "词与词之间可以折行",
    "qr": "网址画成二维码（SVG）",
    "reference": "`article | reference(site)`：这篇文章的参考文献，照 GB/T 7714-2025",
    "structured": "`article | structured(site)`：给搜索引擎的结构化数据（JSON-LD）；没有填 address 时是空的",
    "trail": "`[(名字, 网址)] | trail(site)`：从头版到这一页的路（JSON-LD），头版不用写；没有填 address 时是空的",
    "unbroken": "去掉标题里的分行",
    "wide": "标点改成全角",
}
"""The filters that banmian adds to Jinja's."""

GLOBALS: dict[str, str] = {
    "asset": '`asset("own.css")`：`templates/static/` 里一个文件的网址；没有这个文件就停下来告诉您',
    "once": '`once("partials/x.html", site=site)`：各页都一样的一块，值相同的只排一次',
    "range": "`range(3)`：0、1、2；最多十万个",
    "dict": "`dict(a=1)`：一组键和值",
    "cycler": '`cycler("a", "b")`：轮流给出几个值',
    "joiner": '`joiner("、")`：第一次什么也不给，以后给出分隔号',
    "namespace": "`namespace(found=none)`：在循环里改、循环外也看得见的值",
}
