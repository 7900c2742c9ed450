"""Random edits of an issue by the requests of the desk: what is written, what stays, and what undo gives back.

After each request every file is read. Of an article whose paragraphs were changed all before and behind them is what it
was, byte for byte; where a field was set so are all other lines; other files stay but for doubts, tags and the
article's order. Whatever changes the structure keeps every letter. A refused request changes nothing. After every fifty
requests all of them are undone, which gives the files of before back, and then redone.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carried_out import ISSUE, issue, letters
from desk_paper import DeskPaper
from generator.content import texts
from generator.editing import front_values, passages
from generator.kinds import Kind, Role
from generator.model import Author, Folio, Photo
from support import NEWSPAPER, Site, tree

BETWEEN = 50
"""Requests between two undos of all of them."""
MOST, LEAST = 8, 3
"""How many articles the issue has at most and at least."""
FOLDER = f"content/issues/{ISSUE}"
WORDS = (
    *"码头 昨日 启用 3月5日 从“云上”到岸边 会议强调 周采薇 林望舒 十五分钟 1,200 5.2% 《青川志》 ， 。 、".split(),
    *"； ： ！ （ ） —— …… 一、 ① 1. - + * ** _ # ` < > & [ ] { } {{ }} {% | ! \\ = ~ $ @ ^ 𠮷".split(),
    *"&amp; <b> </script> http://a.cn".split(),
    *(" ", "e\u0301", "\u200b", "\u3000"),
)
BLOCKS = (
    *("## 小标题", "- 甲\n- 乙", "1. 丙\n2. 丁", "> 引文", "---", "甲  \n乙", "船来了\n灯亮着", "\u3000\u3000缩进"),
    *("| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |", "会议**强调**要快", "见[网页](https://a.cn/x_y)", "H<sub>2</sub>O"),
    *("3*4 {{ x }}", "昨日启用。", "码头在江边，江上有船。", "他说：“好。”"),
)
FIELDS = ("title", "kicker", "subtitle", "byline", "summary")
PARTS = (*FIELDS[:4], "caption", "furniture")
KEPT = frozenset(("split", "join", "move", "role", "unrole", "reorder", "shift", "folio", "new"))
"""What keeps every letter."""
Request = dict[str, Any]
Ways = dict[str, Callable[[], Request]]
Files = dict[str, bytes]


class Wrong(AssertionError):
    """A request did what it must not."""


def written(root: Path, rng: random.Random) -> Site:
    """A paper with an issue of a few articles, in files as people keep them."""
    site = Site(root)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue(folios=(Folio("01", "要闻"), Folio("02")), furniture=("第1版",))
    for number in range(1, 6):
        path = site.article(
            number=number,
            kind=rng.choice([Kind.NEWS, Kind.NEWS, Kind.LITERATURE]),
            body="\n\n".join(rng.choices(BLOCKS, k=rng.randint(1, 8))),
            folio="01",
            authors=(Author("周采薇", Role.REPORTER), Author(f"作者{number}", Role.AUTHOR))[: rng.randint(0, 2)],
            kicker="引题",
            byline=f"□署名{number}",
            photos=(Photo("图说", credit="林望舒"), Photo("船"))[: rng.randint(0, 2)],
        )
        text = path.read_text("utf-8").replace("kicker:", "# 编者写的一行\nkicker:", 1)
        path.write_bytes(texts.saved_like(text, rng.choice([b"", b"\r\n", b"\xef\xbb\xbf"])))
    return site


class Trial:
    """A paper, its desk, and dice."""

    def __init__(self, root: Path, seed: int) -> None:
        self._rng = random.Random(seed)
        self._site = written(root, self._rng)
        self._desk = DeskPaper(root)
        self.ends: Counter[str] = Counter()
        self.done = 0

    def run(self, count: int) -> None:
        """So many requests that were carried out. Raises ``Wrong``."""
        while self.done < count:
            before, session = self._files(), f"session {self.done // BETWEEN}"
            for _ in range(min(BETWEEN, count - self.done)):
                self._one(session)
            after = self._files()
            many = self._stepped("undo", session)
            self._must(self._files() == before, f"{many} undos do not give back what was there")
            self._stepped("redo", session)
            self._must(self._files() == after, f"{many} redos do not bring back what was undone")
        self._must(not self._desk.defects, f"a defect: {self._desk.defects}")

    def _files(self) -> Files:
        return tree(self._site.root / "content")

    def _stepped(self, act: str, session: str) -> int:
        many = 0
        while (reply := self._desk.act(act, session)).status == 200:
            many += 1
        self._must("没有可以" in str(reply.told["problems"]), f"{act}: {reply}")
        return many

    def _one(self, session: str) -> None:
        """One request that is carried out, and those before it that were refused."""
        while True:
            act, fields = self._asked()
            before, said = self._files(), letters(self._site)
            reply = self._desk.act(act, session, **fields)
            after = self._files()
            what = f"{act} {fields}: {reply.status} {reply.told.get('problems')}"
            if reply.status != 200:
                self._must(reply.status in (409, 422), what)
                self._must(after == before, f"refused, and not the same: {what}")
                self.ends["refused"] += 1
                continue
            self.done += 1
            self.ends[act] += 1
            issue(self._site)
            self._judge(act, fields, (before, after), what)
            self._must(act not in KEPT or letters(self._site) == said, f"letters: {what}")
            return

    # ---- requests ----

    def _asked(self) -> tuple[str, Request]:
        rng, numbers = self._rng, [article.id[-2:] for article in issue(self._site).articles]
        number = rng.choice(numbers)
        of = self._desk.of(ISSUE, number)
        many = max(len(self._passages(number)), 1)
        first = rng.randrange(many)
        last = min(first + rng.choice([0, 1, 1, 1, 2]), many)
        other = rng.choice(numbers)
        kinds = ["put"] * 8 + ["set_field"] * 3 + ["set_picture", "move", "role", "unrole", "reorder", "shift", "folio"]
        kinds += ["split", "new"] if len(numbers) < MOST else []
        kinds += ["join"] if len(numbers) > LEAST else []
        act = rng.choice(kinds)
        made: Ways = {
            "put": lambda: self._put(number, first, last),
            "set_field": self._field,
            "set_picture": lambda: {"photo": rng.randrange(2), "field": "alt", "value": self._words()},
            "split": lambda: {"at": max(first, 1)},
            "join": lambda: {"upper": numbers[numbers.index(number) - 1]},
            "move": lambda: {"first": first, "last": max(last, first + 1), "to": other},
            "role": lambda: {"at": first, "role": rng.choice(PARTS), "photo": rng.choice([None, 0])},
            "unrole": lambda: {
                "at": first,
                "role": rng.choice(PARTS),
                "photo": 0,
                "line": rng.choice([*issue(self._site).furniture, "第1版"]),
            },
        }
        whole: Ways = {
            "reorder": lambda: {"articles": rng.sample(numbers, len(numbers))},
            "shift": lambda: {"article": number, "way": rng.choice(["up", "down"])},
            "folio": lambda: {"articles": numbers[:2], "folio": rng.choice(["", "01", "02", "A1"])},
            "new": lambda: {"folio": rng.choice(["", "02"]), "after": rng.choice([None, number])},
        }
        return act, {**of, **made[act]()} if act in made else {"issue": ISSUE, **whole[act]()}

    def _words(self) -> str:
        return "".join(self._rng.choices(WORDS, k=self._rng.randint(1, 12)))

    def _put(self, number: str, first: int, last: int) -> Request:
        rng = self._rng
        paragraphs = []
        for _ in range(rng.choice([0, 1, 1, 1, 1, 2, 3])):
            text = self._words()
            ends = sorted(rng.choices(range(len(text) + 1), k=2))
            bold, links = rng.choice([([], []), ([], []), ([ends], []), ([], [[*ends, "https://a.cn/?x=1&y"]])])
            shape = rng.choice(["text", "text", "text", "subhead"])
            paragraphs.append({"shape": shape, "text": text, "bold": bold, "links": links})
        if rng.random() < 0.1:
            paragraphs.append({"shape": "source", "source": rng.choice(BLOCKS)})
        was = [passage.source for passage in self._passages(number)[first:last]]
        return {"first": first, "last": max(last, first) if was else first, "was": was, "paragraphs": paragraphs}

    def _field(self) -> Request:
        rng = self._rng
        field = rng.choice([*FIELDS, "tags", "authors", "draft", "kind"])
        values: dict[str, Callable[[], Any]] = {
            "tags": lambda: rng.choice([[], ["码头"], ["码头", "学校"]]),
            "authors": lambda: [{"name": name} for name in rng.sample(["周采薇", "林望舒", "郑明"], rng.randint(0, 3))],
            "draft": lambda: rng.random() < 0.5,
            "kind": lambda: rng.choice(["news", "notice", "literature"]),
        }
        return {"field": field, "value": values.get(field, self._words)()}

    # ---- what must be ----

    def _passages(self, number: str, data: bytes = b"") -> list[passages.Passage]:
        text = (data or (self._site.root / FOLDER / f"{number}.md").read_bytes()).decode()
        return passages.read(text, front_values.article(text, number).kind)

    def _judge(self, act: str, fields: Request, files: tuple[Files, Files], what: str) -> None:
        before, after = files
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        path = f"issues/{ISSUE}/{fields.get('article')}.md"
        if act in KEPT:
            self._must(all(name.startswith(f"issues/{ISSUE}/") for name in changed), f"{changed}: {what}")
            return
        others = {name for name in changed - {path} if "doubts" not in name and name != "lists/标签.csv"}
        self._must(not others, f"{others}: {what}")
        if act == "put":
            self._judge_put(fields, before[path], after[path], what)
        elif path in changed:
            keys = {fields["field"], "untitled"} if act == "set_field" else {"photos"}
            self._must(_without(before[path], keys) == _without(after[path], keys), f"other lines: {what}")

    def _judge_put(self, fields: Request, before: bytes, after: bytes, what: str) -> None:
        old, new = before.decode(), after.decode()
        standing = self._passages(fields["article"], before)
        first, last = fields["first"], fields["last"]
        head = old[: standing[first - 1].end] if first else old[: standing[0].start].rstrip() if standing else ""
        tail = old[standing[last].start :] if last < len(standing) else ""
        self._must(new.startswith(head), f"what stands before: {what}\n{old!r}\n{new!r}")
        self._must(new.endswith(tail), f"what stands behind: {what}\n{old!r}\n{new!r}")
        self._must(old.count("\r\n") == 0 or new.count("\r\n") == new.count("\n"), f"line ends: {what}")

    def _must(self, is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as an assertion
        if not is_so:
            raise Wrong(f"edit {self.done}: {otherwise}")


def _without(data: bytes, keys: set[str]) -> list[bytes]:
    """The lines of a file without those of some keys of its front matter."""
    kept, is_of, is_in_front = [], False, False
    for at, line in enumerate(data.splitlines(keepends=True)):
        if line.strip().endswith(b"---") and (at == 0 or is_in_front):
            is_in_front, is_of = at == 0, False
        elif is_in_front and not line.startswith((b" ", b"-", b"#", b"\r", b"\n")):
            is_of = line.split(b":")[0].decode() in keys
        if not is_of:
            kept.append(line)
    return kept


def edits(folder: Path, count: int, seed: int) -> Counter[str]:
    """So many edits in an empty folder: what was asked for. Raises ``Wrong``."""
    trial = Trial(folder / "paper", seed)
    trial.run(count)
    return trial.ends
