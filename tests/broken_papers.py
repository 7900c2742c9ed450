"""A thousand and more papers in each of which one thing is bad, each made from its number alone.

One file of a whole paper is spoilt, or something else is put in its place, and one command is run.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from broken_pictures import PICTURES
from broken_templates import TEMPLATES
from spoiling import NO_FILE, NO_TEXT, Bad, beside, cut, damaged, edit, gone, in_encoding, link, many, more, put
from whole_paper import ISSUES, LISTS

BUILD, CHECK = ("build",), ("check",)
IMPORT = ("import", "raw.txt", "--date", "2026-04-01")
TAGS = (("tags", "list"), ("tags", "near"), ("tags", "weigh"), ("tags", "rename", "码头", "港口", "--write"))
READING = (BUILD, BUILD, BUILD, BUILD, CHECK, ("check", "--no-update"), IMPORT, *TAGS, ("build", "--hold-broken"))


@dataclass(frozen=True, slots=True)
class BrokenPaper:
    """One case: what is bad, how it is made so, the command, and what a message about it must name."""

    kind: str
    name: str
    command: tuple[str, ...]
    spoil: Callable[[Path], None]
    place: str
    has_line: bool = False
    must: str = ""
    """``refused`` or ``built`` where only that is right."""
    heals: bool = False
    """Whether a build must give the site that a clean build gives."""


class Kind(NamedTuple):
    """Files of one kind, what can be bad about any of them, and the commands that meet it."""

    paths: tuple[str, ...]
    bad: Mapping[str, Bad]
    commands: tuple[tuple[str, ...], ...] = READING
    heals: bool = False
    named: int = 0
    """Of how many last parts of its path a message names a file, 0 for all of them."""


def broken_paper(number: int) -> BrokenPaper:
    """The case of that number. The first ``len(THINGS)`` are all things that can be bad; then they come again.

    They come again in other files, before other commands, damaged in other places.
    """
    turn, at = divmod(number, len(THINGS))
    name, called = THINGS[at]
    kind = KINDS[name]
    bad = kind.bad[called]
    made = random.Random(number)  # noqa: S311 - repeatable, not secret
    path = made.choice(kind.paths)
    command = made.choice(kind.commands) if turn else kind.commands[0]
    return BrokenPaper(
        name,
        f"{number:04d} {name}: {called} – {path} – {' '.join(command)}",
        command,
        lambda root: bad.spoil(root / path, made),
        bad.place or "/".join(path.split("/")[-kind.named :]),
        bad.has_line,
        bad.must if command == kind.commands[0] else "",
        kind.heals,
    )


def _refused(old: str, new: str) -> Bad:
    return Bad(edit(old, new), "refused", has_line=True)


def _body(text: str | Callable[[random.Random], str]) -> Bad:
    return Bad(more(text))


def _rows(count: int) -> Callable[[random.Random], str]:
    return lambda _: "".join(f"词{at},\n" for at in range(count))


FRONT = {
    "a key that there is not": _refused("^title: ", "titel: "),
    "a key twice": _refused("^title: .*", 'title: "甲"\ntitle: "乙"'),
    "no key for the id": _refused("^id: .*\n", ""),
    "the id of another": _refused("^id: .*", 'id: "2026-03-25-09x"'),
    "the order of another": Bad(edit("^order: .*", "order: 2 "), place="content/issues"),
    "no order": _refused("^order: .*", "order: 第一"),
    "order too large": _refused("^order: .*", "order: 99999999999999999999"),
    "no fence": _refused("^---\n", ""),
    "no end of the fence": _refused("^---\n(?=\n)", ""),
    "a quotation without an end": _refused('^title: ".*', 'title: "码头启用'),
    "a colon too many": _refused("^title: .*", "title: 码头: 启用: 了"),
    "a tab": _refused("^title: .*", "\ttitle: 码头"),
    "a wrong indent": _refused("^title: .*", "  title: 码头"),
    "an escape that there is not": _refused("^title: .*", r'title: "码\q头"'),
    "a control character": _refused("^title: .*", 'title: "码\x01头"'),
    "half of a character by its number": Bad(edit("^title: .*", r'title: "\ud800"')),
    "a list for a text": _refused("^title: .*", "title: [甲, 乙]"),
    "a text for a list": _refused("^tags: .*", "tags: 码头"),
    "a number for a list": _refused("^authors: *.*", "authors: 7"),
    "a list in a list": _refused("^tags: .*", "tags: [[码头]]"),
    "deep brackets": _refused("^tags: .*", "tags: " + "[" * 50_000),
    "deep braces": _refused("^tags: .*", "tags: " + "{a: " * 20_000),
    "deep hyphens": _refused("^tags: .*", "tags:\n" + "- " * 50_000),
    "an anchor and many of it": _refused("^tags: .*", "tags: &a [甲]\nsummary: *a"),
    "a tag of YAML": _refused("^title: .*", "title: !!python/object/apply:os.system [ls]"),
    "a directive": _refused("^title: .*", "%YAML 9.9\ntitle: 甲"),
    "two documents": Bad(edit("^title: .*", "...\n--- a\ntitle: 甲")),
    "a block without an end": Bad(edit("^title: .*", "title: |\n  码头")),
    "a wrong kind": _refused("^kind: .*", "kind: poetry"),
    "a day that there is not": _refused("^event_date: .*", "event_date: 2026-02-30"),
    "a folio that there is not": _refused("^folio: .*", 'folio: "99"'),
    "a topic that there is not": _refused("^topics: .*", 'topics: ["sport"]'),
    "a picture that there is not": _refused(r"^photos:( \[\]|(?:\n[- ] .*)+)", "photos:\n- file: none.jpg"),
    "a picture outside": _refused(r"^photos:( \[\]|(?:\n[- ] .*)+)", "photos:\n- file: ../../../raw.jpg"),
    "a role that there is not": _refused(r"^authors:( \[\]|(?:\n[- ] .*)+)", "authors:\n- name: 甲\n  role: king"),
    "withdrawn without a reason": _refused("^order: ", "withdrawn: true\norder: "),
    "an embargo for ever": Bad(edit("^order: ", "embargo: 9999-12-31 23:59\norder: ")),
    "an embargo that is none": _refused("^order: ", "embargo: 明天\norder: "),
    "a correction that says nothing": _refused("^order: ", "corrections:\n- date: 2026-03-26\norder: "),
    "own values that are a text": _refused("^order: ", "extra: 免费\norder: "),
    "own values in own values": _refused("^order: ", "extra: {甲: {乙: 丙}}\norder: "),
    "deep own values": _refused("^order: ", "extra: " + "{a: " * 20_000 + "\norder: "),
    "an own value for no template": _refused("^order: ", "extra: {items: 丙}\norder: "),
    "many own values": Bad(edit("^order: ", "extra:\n" + "".join(f"  a{at}: 1\n" for at in range(10_000)) + "order: ")),
    "a long headline": Bad(edit("^title: .*", f'title: "{"码" * 150_000}"')),
    "a longer headline": Bad(edit("^title: .*", f'title: "{"码" * 250_000}"')),
    "many tags": Bad(edit("^tags: .*", "tags: [" + ", ".join(f"标{at}" for at in range(20_000)) + "]")),
    "many authors": Bad(edit(r"^authors:( \[\]|(?:\n[- ] .*)+)", "authors:" + "\n- name: 甲" * 12_000)),
    "many lines of nothing": Bad(edit("^title: ", "\n" * 150_000 + "title: ")),
    "an empty front matter": Bad(put("---\n---\n\n码头"), "refused", has_line=True),
    "a list for everything": Bad(put("---\n- 码头\n---\n"), "refused", has_line=True),
    "JSON": Bad(put('{"title": "码头"}'), "refused", has_line=True),
}
BODIES = {
    "many signatures": _body("(记者" * 30_000),
    "many pictures that begin": _body("![" * 1_990),
    "many brackets": _body("[" * 20_000 + "](" * 20_000),
    "a long table": _body("\n\n| 甲 | 乙 |\n|---|---|\n" + "| 1 | 2 |\n" * 20_000),
    "a wide table": _body("\n\n" + "| 甲 " * 5_000 + "|\n" + "|---" * 5_000 + "|\n" + "| 1 " * 5_000 + "|\n"),
    "deep quotations": _body("\n\n" + ">" * 10_000 + "码头"),
    "quotations, one deeper each line": _body("\n\n" + "".join(">" * at + " 码\n" for at in range(1_500))),
    "deep lists": _body("\n\n" + "".join("  " * at + "- 码\n" for at in range(1_500))),
    "a list in a line": _body("\n\n" + "- " * 20_000 + "码"),
    "a long list": _body("\n\n" + "- 码头\n" * 100_000),
    "a long numbered list": _body("\n\n" + "".join(f"{at}. 码头\n" for at in range(50_000))),
    "many paragraphs": _body("\n\n码头启用" * 50_000),
    "many subheads": _body("\n\n## 码头" * 20_000),
    "many stars": _body("*" * 50_000 + "码" + "*" * 50_000),
    "many bold words": _body("**码**" * 40_000),
    "many bold words that begin": _body("\n\n" + "**码 " * 20_000),
    "many links": _body("[码](https://example.org/)" * 10_000),
    "bad links": _body("[码](javascript:alert) <script>alert</script> [码](data:text/html,x) ![码](/etc/passwd)"),
    "many backticks": _body("`" * 30_000 + "码" + "``" * 9_999),
    "many backslashes": _body("\\" * 100_000),
    "many ampersands": _body("&" * 100_000 + "&#xD800;&#0;&#99999999999;&amp"),
    "many tags of HTML": _body("<b>" * 20_000),
    "a comment without an end": _body("<!--" * 10_000),
    "zeros": _body("\0" * 10_000),
    "marks that turn the line": _body("\u202e\u2066" * 10_000),
    "marks on one letter": _body("a" + "\u0301" * 50_000),
    "spaces": _body(" " * 300_000 + "码"),
    "wide spaces": _body("\u3000" * 100_000 + "码"),
    "tabs": _body("\n\n" + "\t" * 50_000 + "码"),
    "carriage returns": _body("\r码\r\r" * 20_000),
    "one long word": _body("a" * 500_000),
    "five megabytes": _body("码头昨日启用，" * 240_000),
    "many headlines quoted": _body("《码头》" * 50_000),
    "many people": _body("王小明局长、" * 20_000),
    "many numbers": _body("1.5亿元增长30%，" * 20_000),
    "many days": _body("2026年2月30日" * 20_000),
    "one quotation mark many times": _body("“" * 50_000),
    "brackets one in another": _body("（" * 30_000 + "）" * 30_000),
}
ISSUE_FILE = {
    "gone": Bad(gone, "refused"),
    "another day": _refused("^date: .*", "date: 2026-03-26"),
    "no day": _refused("^date: .*", "date: 昨天"),
    "another kind": _refused("^kind: .*", 'kind: "article"'),
    "a newer format": _refused("^---\n(?=kind)", "---\nformat: 9\n"),
    "number 0": _refused("^number: .*", "number: 0"),
    "a long number": _refused("^number: .*", "number: " + "9" * 5_000),
    "folios without a number": Bad(edit(r"^folios:(?:\n[- ] .*)+", "folios: [{}, {}]"), place="content/issues"),
    "folios are a text": _refused(r"^folios:(?:\n[- ] .*)+", "folios: 要闻"),
    "no folios": Bad(edit(r"^folios:(?:\n[- ] .*)+", "folios: []"), "refused", place="content/issues"),
    "many folios": Bad(edit("^folios:\n", "folios:\n" + "- number: 03\n" * 9_000)),
    "much furniture": Bad(edit("^furniture: .*", "furniture: [" + "青川晚报, " * 20_000 + "]")),
    "deep brackets": _refused("^furniture: .*", "furniture: " + "[" * 50_000),
}
SPECIALS = {
    "a name that is no address": Bad(beside("码 头.md", "---\n---\n"), "refused", place="content/specials/码 头.md"),
    "no title": _refused("^title: .*\n", ""),
    "gathers nothing": Bad(put('---\ntitle: "专题"\n---\n'), "refused", has_line=True),
    "an article that is none": _refused("^words: .*", "articles: [码头]"),
    "an article that there is not": Bad(edit("^words: .*", "articles: [2020-01-01-01]")),
    "since after until": _refused("^words: .*", "since: 2026-03-02\nuntil: 2026-03-01"),
    "since never": _refused("^words: .*", "since: 2026-13-01"),
    "many words": Bad(edit("^words: .*", "words: [" + ", ".join(f"词{at}" for at in range(20_000)) + "]")),
    "a word of one letter": Bad(edit("^words: .*", 'words: ["的"]')),
    "an empty word": _refused("^words: .*", 'words: [""]'),
    "a long title": _refused("^title: .*", f'title: "{"码" * 500}"'),
    "many links": Bad(more("[码](https://example.org/)" * 10_000)),
    "deep quotations": Bad(more("\n\n" + ">" * 10_000)),
}
PAGES = {
    "a name that is no address": Bad(
        beside("联系.md", "---\ntitle: 联系\n---\n"), "refused", place="content/pages/联系.md"
    ),
    "the address of another": Bad(
        beside("联系.md", "---\ntitle: 联系\naddress: subscribe\n---\n"), "refused", place="content/pages/联系.md"
    ),
    "an address that is taken": _refused("^summary: .*", "address: search"),
    "an address with a folder": _refused("^summary: .*", "address: ../a"),
    "no title": _refused("^title: .*\n", ""),
    "a long title": _refused("^title: .*", f"title: {'码' * 500}"),
    "a key that there is not": _refused("^summary: .*", "tags: [码头]"),
    "own values that are a list": _refused(r"^extra:\n(  .*\n)+", "extra: [甲]\n"),
    "a day that there is not": _refused("180", "2026-02-30"),
    "many links": Bad(more("[码](https://example.org/)" * 10_000)),
    "deep quotations": Bad(more("\n\n" + ">" * 10_000)),
}
DOUBTS = {
    "deep brackets": Bad(put("[" * 100_000), "", has_line=True),
    "half of a pair": Bad(put('[{"rule": "a", "span": "\\ud800", "place": "", "reason": ""}]'), has_line=True),
    "a number": Bad(put("7"), has_line=True),
    "an object": Bad(put("{}"), has_line=True),
    "a list of numbers": Bad(put("[1, 2]"), has_line=True),
    "wrong types": Bad(put('[{"rule": 1, "span": [], "place": null, "reason": {}}]'), has_line=True),
    "an answer that there is not": Bad(
        put('[{"rule": "a", "span": "b", "place": "", "reason": "", "answer": "maybe"}]'), has_line=True
    ),
    "a key that there is not": Bad(put('[{"rule": "a", "span": "b", "why": "c"}]'), has_line=True),
    "no reason": Bad(put('[{"rule": "a", "span": "b"}]'), has_line=True),
    "a comma too many": Bad(put('[{"rule": "a",}]'), has_line=True),
    "no end": Bad(put('[{"rule": "a"'), has_line=True),
    "not a number": Bad(put("[NaN, Infinity, -Infinity]"), has_line=True),
    "a long number": Bad(put("[" + "9" * 50_000 + "]"), has_line=True),
    "many": Bad(put("[" + ",".join(['{"rule": "a", "span": "b", "place": "", "reason": ""}'] * 50_000) + "]")),
    "many mistakes": Bad(put("[" + ",\n".join(['{"rule": 1}'] * 20_000) + "]"), has_line=True),
}
TABLES = {
    "a quotation without an end": Bad(more('"码头,地点\n'), "", has_line=True),
    "GB18030": Bad(in_encoding("gb18030"), "built"),
    "Big5": Bad(put("標籤,類型\n碼頭,地點\n".encode("big5"))),
    "a column that there is not": Bad(edit(r"\A", "# 备注\n无此栏,"), has_line=True),
    "no head": Bad(edit(r"\A[^\n]*\n", ""), has_line=True),
    "a row of empty cells": Bad(more(",,,,\n")),
    "too many cells": Bad(more("甲,主题词,c,d,e,f,g,h\n"), has_line=True),
    "full-width commas": Bad(more("甲，主题词，c\n"), has_line=True),
    "a row twice": Bad(lambda path, made: more(path.read_text("utf-8").splitlines()[-1] + "\n")(path, made)),
    "zeros": Bad(more("甲\0乙,\0\n")),
    "a cell too large": Bad(more("甲" * 200_000 + ",\n")),
    "2,000,000 rows": Bad(more(_rows(2_000_000))),
    "300,000 rows": Bad(more(_rows(300_000))),
    "many columns": Bad(more("甲" + "," * 100_000 + "\n")),
    "many mistakes": Bad(more("甲,乙,丙,丁,戊,己,庚\n" * 20_000), has_line=True),
    "only notes": Bad(put("# 备注\n" * 1_000)),
    "semicolons": Bad(put("标签;类型;网址\n码头;地点;matou\n"), has_line=True),
}
SYNONYMS = {
    "a chain of 30,000": Bad(put("说法,标签\n" + "".join(f"词{at},词{at + 1}\n" for at in range(30_000))), "built"),
    "a chain of 30,000, backwards": Bad(
        put("说法,标签\n" + "".join(f"词{at},词{at + 1}\n" for at in range(30_000, 0, -1))), "built"
    ),
    "a circle": Bad(put("说法,标签\n甲,乙\n乙,丙\n丙,甲\n"), "refused", has_line=True),
    "a circle of 30,000": Bad(
        put("说法,标签\n" + "".join(f"词{at},词{(at + 1) % 30_000}\n" for at in range(30_000))),
        "refused",
        has_line=True,
    ),
    "itself": Bad(put("说法,标签\n甲,甲\n"), "refused", has_line=True),
    "twice": Bad(put("说法,标签\n甲,乙\n甲,丙\n"), "refused", has_line=True),
    "many to one": Bad(put("说法,标签\n" + "".join(f"词{at},码头\n" for at in range(30_000)))),
}
REGISTER = {
    "an address twice": Bad(more("江,地点,matou\n"), "refused", has_line=True),
    "an address that is none": Bad(more("江,地点,../码头\n"), "refused", has_line=True),
    "a type that there is not": Bad(more("江,山水,jiang\n"), "refused", has_line=True),
    "a long address": Bad(more("江,地点," + "a" * 5_000 + "\n")),
    "the tag 码头 with a long address": Bad(edit("matou", "a" * 300)),
    "a tag of marks": Bad(more("<script>,地点,script\n")),
}
COUNTS = {
    "not a number": Bad(more("甲,多\n"), "refused", has_line=True),
    "a negative number": Bad(more("甲,-3\n"), "refused", has_line=True),
    "a long number": Bad(more("甲," + "9" * 5_000 + "\n"), "refused", has_line=True),
    "more than all": Bad(more("甲,99999\n")),
    "all are none": Bad(edit("（全部）,9", "（全部）,0")),
}
WRONG = (
    "7",
    "-1",
    "3.5",
    "true",
    '"文字"',
    "[]",
    '["文字"]',
    "{}",
    "{a = 1}",
    "2026-03-25",
    "12:00:00",
    "[[1]]",
    '""',
    "nan",
)
KEYS = (
    *("paper.name", "paper.zone", "paper.description", "paper.address", "paper.masthead", "paper.logo"),
    *("paper.mourning", "imprint.organ", "imprint.email", "imprint.more", "colours.paper", "colours.red"),
    *("app.offline", "app.icon", "topics", "tags.min_articles", "history.days", "history.megabytes"),
    *("paper", "imprint", "tags", "app", "colours", "history", "nothing", "paper.nothing"),
)


def _set(key: str, value: str) -> Callable[[Path, random.Random], None]:
    """A setting of its own table, in a file that has no other."""
    table, _, name = key.rpartition(".")
    head = '[paper]\nname = "青川晚报"\n' if table != "paper" or name != "name" else "[paper]\n"
    if table == "paper":
        return put(f"{head}{name} = {value}\n")
    topics = '[[topics]]\nslug = "economy"\nname = "经济"\n[[topics]]\nslug = "livelihood"\nname = "民生"\n'
    if table:
        return put(f"{head}{topics}[{table}]\n{name} = {value}\n")
    return put(f"{name} = {value}\n{head}{topics}" if name != "paper" else f"paper = {value}\n")


SETTINGS = {
    **{f"{key} = {value}": Bad(_set(key, value)) for at, key in enumerate(KEYS) for value in WRONG[at % 3 :: 3]},
    "gone": Bad(gone, "refused"),
    "deep brackets": Bad(more("\nx = " + "[" * 50_000), "refused", has_line=True),
    "deep braces": Bad(more("\nx = " + "{a=" * 20_000), "refused", has_line=True),
    "a key of 20,000 parts": Bad(more("\n" + ".".join("a" * 20_000) + " = 1\n"), "refused", has_line=True),
    "a table of 20,000 parts": Bad(more("\n[" + ".".join("a" * 20_000) + "]\n"), "refused", has_line=True),
    "many keys": Bad(more("\n" + "".join(f"a{at} = 1\n" for at in range(20_000))), "refused", has_line=True),
    "many tables": Bad(more("\n" + "".join(f"[a{at}]\n" for at in range(20_000))), "refused", has_line=True),
    "many topics": Bad(more("\n" + "".join(f'[[topics]]\nslug = "a{at}"\nname = "栏{at}"\n' for at in range(2_000)))),
    "a key twice": Bad(edit("^name = .*", 'name = "甲"\nname = "乙"'), "refused", has_line=True),
    "a table twice": Bad(more("\n[paper]\n"), "refused", has_line=True),
    "a topic twice": Bad(more('\n[[topics]]\nslug = "economy"\nname = "经济"\n'), "refused", has_line=True),
    "no quotation marks": Bad(edit("^name = .*", "name = 青川晚报"), "refused", has_line=True),
    "a quotation without an end": Bad(edit("^name = .*", 'name = "青川晚报'), "refused", has_line=True),
    "an escape that there is not": Bad(edit("^name = .*", r'name = "\q"'), "refused", has_line=True),
    "half of a pair": Bad(edit("^name = .*", r'name = "\ud800"'), "refused", has_line=True),
    "zeros": Bad(more("\0"), "refused", has_line=True),
    "a day that there is not": Bad(more("\n[imprint]\norgan = 2026-02-30\n"), "refused", has_line=True),
    "a long number": Bad(edit("^min_articles = .*", "min_articles = " + "9" * 6_000), "refused", has_line=True),
    "a large number": Bad(edit("^min_articles = .*", "min_articles = " + "9" * 30), "", has_line=True),
    "FTP": Bad(edit("^name = ", 'address = "ftp://example.org"\nname = '), "refused", has_line=True),
    "a script": Bad(edit("^name = ", 'address = "javascript:alert(1)"\nname = '), "refused", has_line=True),
    "no host": Bad(edit("^name = ", 'address = "https:///a"\nname = '), "refused", has_line=True),
    "a bracket in the address": Bad(edit("^name = ", 'address = "https://[::1"\nname = '), "refused", has_line=True),
    "a port that is none": Bad(edit("^name = ", 'address = "https://a:99999999/"\nname = ')),
    "spaces in the address": Bad(edit("^name = ", 'address = "https://a b/<script>"\nname = ')),
    "a long address": Bad(edit("^name = ", f'address = "https://example.org/{"a" * 90_000}"\nname = ')),
    "a logo outside": Bad(edit("^logo = .*", 'logo = "../../../etc/passwd.png"'), "refused", has_line=True),
    "an absolute logo": Bad(edit("^logo = .*", 'logo = "/etc/passwd.png"'), "refused", has_line=True),
    "no such logo": Bad(edit("^logo = .*", 'logo = "none.png"'), "refused", has_line=True),
    "no such icon": Bad(edit("^icon = .*", 'icon = "none.png"'), "refused", has_line=True),
    "the icon is no square": Bad(edit("^icon = .*", 'icon = "logo.png"'), "refused", place="templates/static/logo.png"),
    "nobody can read it": Bad(more('\n[colours]\nink = "#fffdf8"\n'), "refused", has_line=True),
    "a long name": Bad(edit("^name = .*", f'name = "{"报" * 5_000}"'), "refused", has_line=True),
    "a long comment": Bad(more("\n#" + "码" * 3_000_000)),
    "a name of marks": Bad(edit("^name = .*", 'name = "<script>alert(1)</script>{{ 7 }}"'), "built"),
    "very many words": Bad(edit("^words = .*", "words = [" + '"甲", ' * 100_000 + "]")),
}
ROOT = {
    "banmian's own address": Bad(beside("index.html", "x"), "refused", place="content/root/index.html"),
    "the record's older name": Bad(beside(".banmian.json", "x"), "refused", place="content/root/.banmian.json"),
    "a folder where a page is": Bad(beside("404.html/a"), "refused", place="content/root/404.html"),
    "a name of marks": Bad(beside("a<b>&'\" \n.txt", "x")),
    "a name that is no text": Bad(beside("\udcff\udcfe.txt", "x")),
    "30 MB": Bad(put(bytes(30_000_000)), "built"),
    "many files": Bad(many(2_000)),
    "deep folders": Bad(beside("a/" * 200 + "b.txt")),
}


KEPT = {
    **NO_FILE,
    "nothing": Bad(put(b"")),
    "noise": Bad(put(lambda made: made.randbytes(4_000))),
    "gone": Bad(gone),
    "cut": Bad(cut),
    "damaged": Bad(damaged),
    "damaged much": Bad(damaged),
    "JSON": Bad(put('{"inputs": [], "bundles": {"a": 7}}')),
    "deep": Bad(put("[" * 100_000)),
    "zeros": Bad(put(bytes(100_000))),
}
KEPT = {
    name: bad._replace(must="built" if name in ("nothing", "noise", "gone", "cut", "damaged", "zeros") else "")
    for name, bad in KEPT.items()
}
STRANGERS = {
    "a file": Bad(put("x"), "refused", place="output"),
    "a pipe": Bad(NO_FILE["a pipe"].spoil, "refused", place="output"),
    "a link": Bad(link("/etc/passwd"), "refused", place="output"),
    "a folder with a file": Bad(NO_FILE["a folder"].spoil, "refused", place="output"),
    "a name of marks": Bad(beside("a<b>&'\" \n.txt", "x"), "refused", place="output"),
    "a name that is no text": Bad(beside("\udcff.txt", "x"), "refused", place="output"),
    "deep folders": Bad(beside("a/" * 200 + "b.txt"), "refused", place="output"),
    "many": Bad(many(2_000), "refused", place="output"),
}
BUILT = {
    "gone": Bad(gone, "built"),
    "cut": Bad(cut, "built"),
    "damaged": Bad(damaged, "built"),
    "nothing": Bad(put(b""), "built"),
    "a pipe": NO_FILE["a pipe"]._replace(must="built"),
    "a link": Bad(link("/etc/passwd"), "built"),
    "a folder": NO_FILE["a folder"]._replace(must="", place="output"),
}

_ARTICLES = tuple(f"content/issues/{issue}/0{number}.md" for issue in ISSUES for number in (1, 2, 3))
_LISTED = tuple(f"content/lists/{name}" for name in (*LISTS, "人名职务.csv"))
_PHOTOS = tuple(f"content/issues/{issue}/photos/{name}" for issue in ISSUES for name in ("dock.jpg", "river.png"))
_TEXTS = {**NO_FILE, **NO_TEXT}
_HISTORY = (("history",), BUILD, CHECK, ("undo",), IMPORT, ("tags", "rename", "码头", "港口", "--write"))
KINDS = {
    "article": Kind(_ARTICLES, {**FRONT, **_TEXTS}),
    "body": Kind(_ARTICLES, BODIES, (BUILD, BUILD, CHECK, IMPORT, *TAGS)),
    "issue": Kind(tuple(f"content/issues/{issue}/issue.md" for issue in ISSUES), {**ISSUE_FILE, **_TEXTS}),
    "page": Kind(("content/pages/subscribe.md",), {**PAGES, **_TEXTS}),
    "special": Kind(("content/specials/matou.md",), {**SPECIALS, **_TEXTS}),
    "doubts": Kind(
        tuple(f"content/issues/{issue}/{name}.doubts.json" for issue in ISSUES for name in ("01", "02", "issue")),
        {
            **{
                name: bad
                for name, bad in _TEXTS.items()
                if name not in ("UTF-16", "half of a character", "half of a pair", "cut", "damaged")
            },
            **DOUBTS,
        },
        (CHECK, ("check", "--no-update"), CHECK, BUILD),
    ),
    "list": Kind(_LISTED[:5], {**TABLES, **_TEXTS}),
    "list for reading proofs": Kind(_LISTED[5:], {**TABLES, **_TEXTS}, (CHECK, IMPORT, BUILD)),
    "synonyms": Kind(("content/lists/同义词.csv",), SYNONYMS),
    "register": Kind(("content/lists/标签.csv",), REGISTER),
    "counts": Kind(("content/lists/词频.csv",), COUNTS),
    "settings": Kind(("newspaper.toml",), {**SETTINGS, **_TEXTS}),
    "about": Kind(
        ("content/about.md",),
        {**_TEXTS, **{name: BODIES[name] for name in ("deep quotations", "many stars", "long list") if name in BODIES}},
        (BUILD,),
    ),
    "template": Kind(("templates/article.html",), TEMPLATES, (BUILD,)),
    "template file": Kind(
        ("templates/article.html", "templates/own/macros.html", "templates/partials/footer.html"),
        {name: bad._replace(place="templates/") for name, bad in _TEXTS.items()},
        (BUILD,),
    ),
    "static": Kind(
        (
            "templates/static/own.css",
            "templates/static/logo.png",
            "templates/static/style.css",
            "templates/static/mine.js",
        ),
        NO_FILE,
        (BUILD,),
        named=1,
    ),
    "icon": Kind(
        ("templates/static/icon.png",),
        {**{name: Bad(put(make)) for name, make in PICTURES.items()}, **NO_FILE},
        (BUILD,),
        named=1,
    ),
    "photo": Kind(
        _PHOTOS,
        {**{name: Bad(put(make)) for name, make in PICTURES.items()}, **NO_FILE},
        (BUILD, BUILD, BUILD, CHECK, IMPORT, ("tags", "list")),
        named=2,
    ),
    "root": Kind(("content/root/CNAME",), {**ROOT, **NO_FILE}, (BUILD,)),
    "kept": Kind(
        (".banmian/ledger.sqlite", ".banmian/words", ".banmian/clock", ".banmian/build.lock", ".banmian/manifest.json"),
        KEPT,
        (BUILD,),
        heals=True,
    ),
    "sketches": Kind((".banmian/sketches.json",), KEPT, (CHECK, IMPORT, BUILD)),
    "history": Kind(
        (
            ".history/lock",
            ".history/staged",
            ".history/pending/20260101-000000-1",
            ".history/sets/20260101-000000-1.1.zip",
        ),
        {
            name: bad._replace(must="")
            for name, bad in KEPT.items()
            if name not in ("gone", "cut", "damaged", "damaged much")
        },
        _HISTORY,
    ),
    "stranger": Kind(("output/strange.txt", "output/2026-03-25/09.html"), STRANGERS, (BUILD, ("check", "--output"))),
    "output": Kind(
        ("output/index.html", "output/2026-03-25/01.html", "output/sw.js"),
        BUILT,
        (BUILD, BUILD, ("check", "--output")),
        heals=True,
    ),
    "folder": Kind(
        (
            "content",
            "content/issues",
            "content/issues/2026-03-25",
            "content/issues/2026-03-25/photos",
            "content/lists",
            "content/specials",
            "content/root",
            "templates",
            ".banmian",
            ".history",
            "output",
        ),
        {**NO_FILE, "a file": Bad(put("x")), "gone": Bad(gone)},
        READING,
        named=1,
    ),
}

THINGS = tuple((name, called) for name, kind in KINDS.items() for called in kind.bad)
"""Every thing that can be bad, by its kind."""
