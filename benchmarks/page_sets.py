"""Writes the raw text and the correct result of the annotated pages, in every layout.

    python -m benchmarks.page_sets OUT

writes OUT/<page>-<layout>.txt and .json. Layouts:

    blank     a blank line between all lines; the lines of a headline, rows and verses stand together
    airy      a blank line between all lines without exception
    cuts      blank, with the column cuts that the page marks
    torn      blank, with column cuts that fall anywhere in long paragraphs, but not at the end of a sentence
    compact   one paragraph a line, no blank lines
    indent    compact, paragraphs begin with two full-width spaces
    wrapN     running text broken at N full-width columns; wrapNi: paragraphs indented by two
    chromeN   blank, with the web page of an e-paper around it: what stands above the page, above each item, below
              the page, and perhaps below each item and below each headline
"""

import copy
import itertools
import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.pages import Line, Page, load

CUT = "‖"
CLOSING = frozenset("，。、；：？！”’）》」』】〕…—,.;:?!)")
OPENING = frozenset("“‘（《「『【〔(")
ENDS = frozenset("。！？”…")
ROLES = ["记者", "通讯员", "作者"]
HEAD_TAGS = frozenset("K T S B T? A A? L ! ~".split())
TIGHT = (("K", "T", "S"), ("R",), ("V",), ("C", "G"))
CHROMES = {
    "chrome1": (
        "{paper}数字报/{date}/首页　上一版　下一版　上一期　下一期/版面导航/"
        "第01版：要闻/第02版：综合/标题导航/{titles}".split("/"),
        [],
        ["返回目录", "放大　缩小　默认", "{paper}版权所有　未经书面授权不得转载或建立镜像", "新闻热线：0100-5550100"],
    ),
    "chrome2": (
        ["您当前的位置：首页 > 数字报刊 > {paper} > 正文"],
        ["字号：大　中　小", "分享到：微信　微博　QQ空间"],
        ["关于我们　联系方式　广告服务　网站地图", "信息网络传播视听节目许可证 0000001号"],
    ),
    "chrome3": (
        ["{paper}", "{date}", "◀上一版　　下一版▶", "本版新闻", "{titles}"],
        ["[放大] [缩小] [默认]", "上一篇　下一篇"],
        ["收藏　打印　推荐　关闭", "友情链接", "Copyright (C) 2001-2026 {paper} All Rights Reserved"],
    ),
    "chrome4": (
        ["扫一扫，手机看报", "往期回顾", "{date}　星期三"],
        [],
        "阅读 1024　点赞 36　评论 5/网友评论仅供网友表达个人看法/上一篇：没有了/下一篇：没有了/"
        "备案号：某ICP备00000002号-1/违法和不良信息举报电话：0100-5550199/客户端下载".split("/"),
    ),
    "chrome5": (
        ["==================", "{paper} {date} 全文检索", "按版次　按日期　按作者", "=================="],
        ["------------------"],
        ["==================", "共1页　当前第1页", "回到顶部"],
    ),
    "chrome6": (
        "报纸首页　版面概览　标题列表　我要订报/{date}/[请选择日期]/版次/"
        "A1：头版（6）/A2：要闻（4）/A3：综合（7）/A4：副刊（5）".split("/"),
        ["来源：{paper}　　时间：{date}　　[字体：大 中 小]"],
        "Copyright © {paper}社　版权所有|互联网新闻信息服务许可证编号：00120260001|某公网安备 00000000000003号|"
        "法律顾问：某某律师事务所|联系电话：0100-5550133".split("|"),
        ["责任编辑：小编", "【打印】【关闭】"],
    ),
    "chrome7": (
        [
            "当前位置：首页 >> 电子版 >> {date}",
            "新闻搜索：　　　　[搜索]　[高级搜索]",
            "今天是 {date}　欢迎您！　登录　注册",
        ],
        [],
        "相关链接|·{titles}|更多>>|主办：{paper}编辑部　技术支持：某某网络|"
        "某ICP备00000007号　增值电信业务经营许可证：某B2-00000007".split("|"),
        ["分享：　评论(0)　收藏"],
        ["作者：　来源：{paper}　发布时间：{date}　浏览次数：316"],
    ),
    "chrome8": (
        ["{paper} > {date} > 第01版", "版面目录", "{titles}", "订阅 | 投稿 | 广告 | PDF版"],
        ["上一篇", "下一篇", "A- A A+"],
        "我来说两句|用户名：　　密码：　　匿名发表|已有 12 条评论　共 87 人参与|热门排行　24小时　一周|"
        "广播电视节目制作经营许可证（某）字第008号|{paper}社地址：某市报业大厦　邮编：000000|"
        "下载客户端　关注微信公众号".split("|"),
    ),
}


@dataclass(slots=True)
class Item:
    """An item as it is gathered."""

    kind: str
    tags: list[str]
    kicker: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    accept: list[str] = field(default_factory=list)
    subtitle: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    authors: list[dict[str, Any]] = field(default_factory=list)
    optional: list[dict[str, str]] = field(default_factory=list)
    prefix: str = ""
    tail: str = ""
    paragraphs: list[str] = field(default_factory=list)
    photos: list[dict[str, Any]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)
    stanzas: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    open_stanza: bool = True

    def truth(self) -> dict[str, Any]:
        """The item as the truth has it."""
        free = "decks_free" in self.flags
        if self.titles and not {"serial", "group"} & set(self.tags):
            marked = all(line.lstrip().startswith("—") for line in self.subtitle)
            free = free or bool(self.kicker) or not marked
        accept = list(self.accept)
        if len(self.titles) > 1:
            accept.insert(0, "".join(self.titles))
        result: dict[str, Any] = {
            "kind": self.kind,
            "title": " ".join(self.titles),
            "title_lines": list(self.titles),
            "title_accept": accept,
            "kicker": " ".join(self.kicker),
            "subtitle": " ".join(self.subtitle),
            "authors": list(self.authors),
            "authors_optional": list(self.optional),
            "event_date": None,
            "lede_prefix": self.prefix,
            "tail_byline": self.tail,
            "byline_lines": list(self.bylines),
            "paragraphs": list(self.paragraphs),
            "photos": copy.deepcopy(self.photos),
            "flags": {"truncated": "truncated" in self.flags, "untitled": not self.titles, "ocr_suspect": []},
            "ambiguous_boundaries": sorted(self.boundaries()),
            "tags": list(self.tags) or [self.kind],
        }
        if free:
            result["decks_free"] = True
        if len(self.stanzas) > 1:
            result["stanzas"] = list(self.stanzas)
        return result

    def boundaries(self) -> set[int]:
        """Where a paragraph ends in a full line, so that nothing shows its end."""
        found, at = set(), -len(squeeze(self.prefix))
        for number, paragraph in enumerate(self.paragraphs):
            at += len(squeeze(paragraph))
            if number in self.unsure and number + 1 < len(self.paragraphs):
                found.add(at)
        return found


def squeeze(text: str) -> str:
    """Text without spaces and without the bars of tables."""
    return re.sub(r"[\s|]+", "", text)


def width(text: str) -> int:
    """Width in half columns."""
    return sum(1 if ord(char) < 0x2000 else 2 for char in text)


def wrapped(text: str, columns: int, *, indented: bool) -> list[str]:
    """Running text broken into column lines; closing marks hang, opening marks go over to the next line."""
    lines, line = [], "　　" if indented else ""
    for char in text:
        if width(line + char) > 2 * columns and char not in CLOSING:
            carry = line[-1] if line[-1] in OPENING else ""
            lines.append(line[: len(line) - len(carry)])
            line = carry
        line += char
    return [*lines, line]


def torn(text: str) -> list[str]:
    """A paragraph in the pieces that two or three columns hold; short ones, and some long ones, stay whole."""
    rng = random.Random(text)
    if len(text) < 45 or rng.random() < 0.25:
        return [text]
    places = [
        at
        for at in range(6, len(text) - 5)
        if text[at - 1] not in ENDS | OPENING
        and text[at] not in CLOSING
        and not re.search(r"^\d\d$|\s", text[at - 1 : at + 1])
    ]
    cuts = sorted(rng.sample(places, 2 if len(text) > 120 and rng.random() < 0.5 else 1))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


class Setter:
    """Sets a page in one layout, and gathers its truth."""

    def __init__(self, page: Page, layout: str) -> None:
        self.page, self.layout = page, layout
        found = re.fullmatch(r"wrap(\d+)(i?)", layout)
        if not found and layout not in {"blank", "airy", "cuts", "torn", "compact", "indent", *CHROMES}:
            raise ValueError(f"{page.name}: no layout {layout}")
        self.columns = int(found.group(1)) if found else 0
        self.indented = layout == "indent" or bool(found and found.group(2))
        self.gaps = layout not in {"compact", "indent"} and not found
        self.items = [Item(kind, tags) for kind, tags in page.items]
        self.furniture: list[str] = []
        self.raw: list[str] = []
        self.before = ""
        self.owner = -2
        self.glue = ""

    def put(self, lines: list[str], tag: str, owner: int, *, tight: bool = False) -> None:
        """Write lines to the raw text, parted from what stands before as the layout has it."""
        group = next((group for group in TIGHT if tag in group and self.before in group), None)
        together = tight or (self.layout != "airy" and group is not None and owner == self.owner)
        if self.raw and self.gaps and not together:
            self.raw.append("")
        self.raw += lines
        self.before, self.owner = tag, owner

    def furnish(self, line: str, mark: str = "") -> None:
        """A line that belongs to no item."""
        self.put([mark + line], "F", -1)
        self.furniture.append(line.strip())

    def running(self, text: str) -> list[str]:
        """Running text as raw lines, what is glued to its end included."""
        whole = text.replace(CUT, "") + self.glue
        if self.columns:
            return wrapped(whole, self.columns, indented=self.indented)
        pieces = [whole]
        if self.layout == "cuts":
            pieces = text.split(CUT)
            if any(piece[-1] in ENDS for piece in pieces[:-1]):
                raise ValueError(f"{self.page.name}: a cut after the end of a sentence: {text[:20]}")
            pieces[-1] += self.glue
        elif self.layout == "torn":
            pieces = torn(whole)
        pieces[0] = ("　　" if self.indented else "") + pieces[0]
        return [line for piece in pieces for line in (piece, "")][:-1]

    def set_head(self, item: Item, line: Line) -> None:
        """A line of the headline, or what the page says of the item."""
        plain = line.text.strip()
        match line.tag:
            case "K" | "T" | "S" | "B":
                fields = {"K": item.kicker, "T": item.titles, "S": item.subtitle, "B": item.bylines}
                fields[line.tag].append(plain)
                self.put([("## " if line.marked else "") + line.text], line.tag, line.item)
            case "T?":
                item.accept.append(plain)
            case "A":
                role, _, name = (part.strip() for part in plain.partition("|"))
                accept = ROLES if role == "作者" else [role]
                item.authors.append({"name": squeeze(name), "role": role, "role_accept": accept})
            case "A?":
                item.optional.append({"name": plain})
            case "L":
                item.prefix = line.text
            case "!":
                item.flags |= set(plain.split())
            case "~":
                item.readings.append(plain)

    def set_text(self, item: Item, line: Line) -> None:
        """A line of the body, a caption or a credit."""
        text, tag = line.text, line.tag
        whole, mark = text.replace(CUT, "").strip(), "## " if line.marked else ""
        match tag:
            case "P":
                if item.prefix and not item.paragraphs and not whole.startswith(item.prefix.strip()):
                    raise ValueError(f"{self.page.name}: {text[:20]} does not begin with {item.prefix}")
                lines = self.running(text)
                item.paragraphs.append(whole)
                self.put([mark + lines[0], *lines[1:]], tag, line.item)
                if self.columns and not self.indented and width(lines[-1]) > 2 * self.columns - 2:
                    item.unsure.add(len(item.paragraphs) - 1)
            case "P+":
                lines = self.running(text)
                lines[0] = lines[0].lstrip("　")
                item.paragraphs[-1] += whole
                item.unsure.discard(len(item.paragraphs) - 1)
                self.put(lines, tag, line.item, tight=line.item == self.owner)
            case "t":
                item.tail = whole
                item.paragraphs[-1] += text.rstrip()
            case "H" | "R":
                item.paragraphs.append(whole)
                self.put([mark + text], tag, line.item)
            case "V":
                self.verse(item, line)
            case "C":
                lines = self.running(text)
                item.photos.append({"caption": whole, "credit_raw": "", "credit": "", "credit_names": []})
                self.put([mark + lines[0], *lines[1:]], tag, line.item)
            case "G" | "G+":
                credit, _, names = text.rpartition("|")
                photo = item.photos[-1]
                photo["credit_raw"] = credit.strip()
                photo["credit_names"] = [name for name in re.split("[,，]", names.strip()) if name]
                photo["credit"] = "、".join(photo["credit_names"])
                photo["credit_role"] = "摄影"
                if tag == "G":
                    self.put([credit], tag, line.item)

    def verse(self, item: Item, line: Line) -> None:
        """A verse; where a stanza ends the raw text has a blank line, except in the airy layout."""
        if not line.text.strip():
            item.open_stanza = True
            if self.layout != "airy":
                self.raw.append("")
            return
        plain = line.text.strip()
        item.paragraphs.append(plain)
        if item.open_stanza and self.layout != "airy":
            item.stanzas.append(plain)
        self.put([line.text], "V", line.item, tight=self.layout != "airy" and self.before == "V")
        item.open_stanza = False

    def titles(self) -> list[str]:
        """The headlines as the navigation of an e-paper lists them."""
        named = [[line.text.strip() for line in self.page.lines if line.tag == "T" and line.item == number]
                 for number in range(len(self.items))]  # fmt: skip
        return ["　".join(lines) if lines else "图片新闻" for lines in named]

    def around(self, entries: list[str]) -> None:
        """Lines of the web page around the items."""
        for entry in entries:
            for title in self.titles() if "{titles}" in entry else [""]:
                self.furnish(entry.format(paper=self.page.head["paper"], date=self.page.head["date"], titles=title))

    def run(self) -> tuple[str, dict[str, Any]]:
        """The raw text and the truth."""
        above, each, below, closing, heading = [*CHROMES.get(self.layout, ([], [], [])), [], []][:5]
        last = {line.item: line for line in self.page.lines}
        head = {line.item: line for line in self.page.lines if line.tag in {"K", "T", "S"}}
        self.around(above)
        for line, after in itertools.zip_longest(self.page.lines, self.page.lines[1:]):
            if line.opens:
                self.around(each)
            self.glue = ""
            if after and after.tag in {"t", "G+"}:
                self.glue = (after.text if after.tag == "t" else after.text.rpartition("|")[0]).rstrip()
            if line.tag == "F":
                self.furnish(line.text, "## " if line.marked else "")
            elif line.tag in HEAD_TAGS:
                self.set_head(self.items[line.item], line)
            else:
                self.set_text(self.items[line.item], line)
            if line.item >= 0 and head.get(line.item) is line:
                self.around(heading)
            if line.item >= 0 and last[line.item] is line:
                self.around(closing)
        self.around(below)
        articles = [item.truth() for item in self.items]
        name = f"{self.page.name}-{self.layout}"
        truth = {"id": name, "raw": f"{name}.txt", "articles": articles, "alternatives": self.alternatives(articles),
                 "furniture": self.furniture}  # fmt: skip
        return "\n".join(line.rstrip() if not line.strip() else line for line in self.raw) + "\n", truth

    def alternatives(self, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The other readings that the page names."""
        found = []
        for number, item in enumerate(self.items):
            for reading in item.readings:
                other = copy.deepcopy(articles[number])
                what, _, title = reading.partition(" ")
                replace = [number]
                if what == "untitled":
                    other |= {"title": "", "title_lines": [], "title_accept": []}
                    other["flags"]["untitled"] = True
                elif what == "title":
                    other |= {"title": title, "title_lines": [title], "title_accept": []}
                    other["flags"]["untitled"] = False
                elif what == "lead":
                    replace = [number - 1, number]
                    other["paragraphs"] = [*articles[number - 1]["paragraphs"], *other["paragraphs"]]
                elif what == "merge":
                    replace, extra = [number - 1, number], other
                    other = copy.deepcopy(articles[number - 1])
                    other["paragraphs"] += [*item.kicker, *item.titles, *item.subtitle, *extra["paragraphs"]]
                    for key in ("byline_lines", "authors", "authors_optional", "photos"):
                        other[key] += extra[key]
                    other["tags"] = list(dict.fromkeys(other["tags"] + extra["tags"]))
                    other.pop("stanzas", None)
                else:
                    raise ValueError(f"{self.page.name}: no reading {reading}")
                found.append({"replace": replace, "with": [other]})
        return found


def render(page: Page, layout: str) -> tuple[str, dict[str, Any]]:
    """The raw text of a page in a layout, and its truth."""
    return Setter(page, layout).run()


def account(raw: str, truth: dict[str, Any]) -> Counter[str]:
    """Characters of the raw text less those of the truth: empty when every one stands exactly once."""
    left = Counter(squeeze(re.sub(r"(?m)^#+ ", "", raw)))
    pieces = list(truth["furniture"])
    for article in truth["articles"]:
        pieces += [article["kicker"], *article["title_lines"], article["subtitle"]]
        pieces += article["byline_lines"] + article["paragraphs"]
        pieces += [photo[key] for photo in article["photos"] for key in ("caption", "credit_raw")]
    left.subtract(Counter(squeeze("".join(pieces))))
    return Counter({char: count for char, count in left.items() if count})


def main() -> None:
    """Write every page in each of its layouts."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    tally: Counter[str] = Counter()
    for page in load():
        tally[f"{page.set} pages"] += 1
        tally[f"{page.set} items"] += len(page.items)
        for layout in page.layouts:
            raw, truth = render(page, layout)
            if left := account(raw, truth):
                sys.exit(f"{page.name}-{layout}: characters do not add up: {dict(left)}")
            (out / f"{page.name}-{layout}.txt").write_text(raw, encoding="utf-8")
            (out / f"{page.name}-{layout}.json").write_text(
                json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
            tally[f"{page.set} texts"] += 1
    print(", ".join(f"{count} {what}" for what, count in sorted(tally.items())))


if __name__ == "__main__":
    main()
