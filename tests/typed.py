"""Bodies as editors type them, at random but repeatable, and the account of where each of their characters went.

The account knows nothing of the grammar's code. It holds the text of the file against the text of the page, character
by character: each must stand on the page in its place, or be part of a mark that the editors' handbook names.
"""

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from generator.kinds import Kind
from generator.pages import setting

WORDS = (
    "本报讯 新港码头 昨日启用。 3月25日， 增长5.2%； 周采薇 “从云上” 到岸边 《青川志》 何映秋说： GDP AI 1,200 9:30 "
    "3*4*5 2**10 a_b_c <5% >60岁 R&D A&B C# #春天# 张* 李** 王某* C:\\新建 50% -5℃ +86 a@b.cn https://a.cn/x_y "
    "一、 （二） ① …… —— · ~ ^ $100 | 甲|乙"
).split()
MARKS = (
    "**重点** **甲。** ** 空 ** ***三*** *斜* _下_ __双__ `码` ``` ~~~ ![图](x.jpg) ![](http://a.cn/b.png) "
    "[链](https://a.cn) [注](见附则) [甲][1] [1]: [^1] [^1]: <b>粗</b> <br> <br/> <img> <!--注--> <!-- --> "
    "<sup>2</sup> <sub>2</sub> <sup> </sub> <div> </p> <甲> <script>1</script> &amp; &lt; &gt; &nbsp; &copy; &#61; "
    "&#20013; & \\* \\# \\\\ \\_ \\| \\ ** * _ ` [ ] ( ) { } < > # ## = - + ! | \\. \\- ~ : ; <https://a.cn> "
    "[链](/a/) [链](03.html) [图](x.jpg) [**甲**](https://a.cn) **[乙](/b/)**"
).split(" ")
OPENINGS = (
    "## |# |### |##|#|> |>|>> |> > |- |* |+ |1. |2. |3. |10. |01. |2026. |1) |１. |1.|    |\t|　　|  |      |---|"
    "***|* * *|===|- - -|```|[1]: |[^1]: |~~~|<!-- |-->|<div>|: |= |①|  - |    1. |     - "
).split("|")
TABLES = (
    "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
    "|  |  |\n| --- | --- |\n| 1 | **乙** | 3 |",
    "甲 | 乙\n--|--\n1 | \\|2",
    "| 甲 | 乙 |\n| 1 | 2 |",
    "| 甲 |\n|---|\n| 1 |",
    "甲 | 乙\n:-: | -\n丙",
)
ENDS = ("\n", "\n", "\n", "\n\n", "\n\n", "\n\n", "  \n", "\\\n", " \n", "\n\n\n", "\n \n", "\n　\n", "   \n")
KINDS = tuple(Kind)


def body(seed: str) -> tuple[str, Kind]:
    """A body that a seed stands for, and the kind of its article."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    lines = []
    for _ in range(chance.randint(1, 7)):
        if chance.random() < 0.08:
            lines.append(chance.choice(TABLES))
        else:
            opening = chance.choice(OPENINGS) if chance.random() < 0.4 else ""
            words = (chance.choice(MARKS if chance.random() < 0.3 else WORDS) for _ in range(chance.randint(0, 8)))
            lines.append(opening + chance.choice(("", " ", "")).join(words))
        lines.append(chance.choice(ENDS))
    text = "".join(lines)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice((*MARKS, "\t", " ", "\n", "　")) + text[at + chance.randint(0, 2) :]
    return text.strip("\n"), chance.choice(KINDS)


class Page(HTMLParser):
    """What a reader sees of HTML, with the numbers that a browser draws; and every tag in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._numbers: list[int | None] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag; an item of a numbered list shows its number."""
        self.tags.append((tag, dict(attrs)))
        if tag in ("ol", "ul"):
            self._numbers.append(0 if tag == "ol" else None)
        elif tag == "li" and (last := self._numbers[-1]) is not None:
            self._numbers[-1] = int(dict(attrs).get("value") or last + 1)
            self.text += f"{self._numbers[-1]}."

    def handle_endtag(self, tag: str) -> None:
        """Leaves a list."""
        if tag in ("ol", "ul"):
            self._numbers.pop()

    def handle_data(self, data: str) -> None:
        """Reads text."""
        self.text += data


_WIDE = str.maketrans("，；：！？。（）“”‘’", ",;:!?.()\"\"''")
_ADDRESS = r"(?:https?://|mailto:|tel:|/|#|\.\.?/|[\w.~/-]+\.html?|[\w.~/-]+/)[^\s<>]*"
_HIDDEN = (
    r"\\(?=[\\`*_{}\[\]()>#+\-.!|\n])",
    r"(?:(?<!\*)|(?<=\\\*))\*\*(?!\*)",
    r"\|",
    r"(?m:^)[ >]*\|?[ :|-]*-[ :|-]*(?m:$)",
    r"\[(?=[^\n]*\]\()",
    r"</?su[bp]>",
)
_AT_THE_HEAD = (r"#{1,6}(?=[ \u3000])", r"[-*+](?= )", r"-{3,} *(?m:$)")
_QUOTES = r">(?=[ \u3000]|(?m:$))"
_SPOKEN = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&#61;": "=", "&#58;": ":"}


def folded(text: str) -> str:
    """A text without spaces, and with the marks of typography as a keyboard has them."""
    return "".join(text.translate(_WIDE).split())


def lost(text: str, kind: Kind) -> str:
    """What of a body stands neither on its page nor in a mark; what the page invents, too. ``""`` where all is well."""
    html = setting.shown(text, kind)
    page = Page(html)
    shown = folded(page.text)
    typed = text.expandtabs(4)
    hidden: dict[int, set[int]] = {}
    for start, end in _marks(typed):
        hidden.setdefault(start, set()).add(end)
    places: dict[int, set[int]] = {0: {0}}
    furthest = 0
    for at in range(len(typed)):
        for place in places.pop(at, set()):
            for end, behind in _steps(typed, at, shown, place, hidden.get(at, set())):
                places.setdefault(end, set()).add(behind)
                furthest = max(furthest, end)
    if len(shown) not in places.get(len(typed), set()):
        return f"from {typed[max(0, furthest - 4) : furthest + 12]!r} on: {html}"
    return "".join(_uncounted(typed, page))


def _marks(typed: str) -> Iterator[tuple[int, int]]:
    """Where marks may stand in a body."""
    for hidden in map(re.compile, _HIDDEN):
        yield from (mark.span() for at in range(len(typed)) if (mark := hidden.match(typed, at)))
    for address in re.finditer(r"\]\(", typed):
        for end in re.finditer(r"\)", typed[address.end() :]):
            if re.fullmatch(_ADDRESS, typed[address.end() : address.end() + end.start()]):
                yield address.start(), address.end() + end.end()
    at = 0
    for line in typed.split("\n"):
        head = at + len(line) - len(line.lstrip())
        while True:
            for pattern in _AT_THE_HEAD:
                if mark := re.compile(pattern).match(typed, head):
                    yield mark.span()
            quote = re.compile(_QUOTES).match(typed, head)
            if not quote:
                break
            yield quote.span()
            head = quote.end() + len(line[quote.end() - at :]) - len(line[quote.end() - at :].lstrip())
        at += len(line) + 1


def _steps(typed: str, at: int, shown: str, place: int, ends: set[int]) -> Iterator[tuple[int, int]]:
    """How far an account may go on from a character of the file and one of the page."""
    char = typed[at].translate(_WIDE)
    if char.isspace():
        yield at + 1, place
    elif place < len(shown) and shown[place] == char:
        yield at + 1, place + 1
    for entity, meant in _SPOKEN.items():
        if typed.startswith(entity, at) and place < len(shown) and shown[place] == meant:
            yield at + len(entity), place + 1
    for end in ends:
        yield end, place


def _uncounted(typed: str, page: Page) -> Iterator[str]:
    """Asterisks and tags that went, and nothing on the page that they were for."""
    names, shown = [tag for tag, _ in page.tags], page.text.translate(_WIDE)
    typed = re.sub(r"\\([\\`*_{}\[\]()>#+\-.!|])", r"\1", typed).translate(_WIDE)
    for entity, meant in _SPOKEN.items():
        typed = typed.replace(entity, meant)
    in_addresses = sum((attributes.get("href") or "").count("*") for _, attributes in page.tags)
    gone = typed.count("*") - shown.count("*") - 4 * names.count("strong") - in_addresses
    if not 0 <= gone <= names.count("li"):
        yield f"{gone} asterisks; "
    # Bold may begin or end inside what looks like a tag, and is then no longer between its signs.
    typed, shown = typed.replace("**", ""), shown.replace("**", "")
    for tag in ("sup", "sub"):
        if typed.count(f"<{tag}>") - shown.count(f"<{tag}>") != names.count(tag):
            yield f"<{tag}>; "
    if typed.count("](") - shown.count("](") != names.count("a"):
        yield "addresses; "
