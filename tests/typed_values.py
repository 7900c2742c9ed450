"""Fields as editors type them, at random but repeatable, and the account of what of each stands on a page.

A file's fields are written line by line, as a person would: mostly without quotation marks, with signs that YAML knows.
The account takes the words of each line as they stand in the file, knows of quotation marks and escapes what the
editors' handbook says, and looks for them on the page on which that field is printed.
"""

import random
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import edition
from generator.content import fields, frontmatter, specials
from generator.errors import ContentError
from generator.model import Article, Catalogue, Issue, Newspaper, PhotoFile, Topic
from generator.pages import theme_files
from generator.pages.theme import Theme
from typed import MARKS, WORDS, Page, folded

ARTICLE = "2026-03-25/01.html"
PLACES = {
    "title": ("title: {}", ARTICLE),
    "kicker": ("kicker: {}", ARTICLE),
    "subtitle": ("subtitle: {}", ARTICLE),
    "author": ("authors:\n- name: {}\n  role: 记者", ARTICLE),
    "tag": ("tags:\n- {}", ARTICLE),
    "caption": ("photos:\n- file: dock.png\n  caption: {}", ARTICLE),
    "credit": ("photos:\n- file: dock.png\n  credit: {}", ARTICLE),
    "alt": ("photos:\n- file: dock.png\n  alt: {}", ARTICLE),
    "credit_line": ("photos:\n- caption: 码头\n  credit_line: {}", ARTICLE),
    "summary": ("title: 甲\nsummary: {}", "index.html"),
    "byline": ("byline: {}", ARTICLE),
    "printed": ("corrections:\n- date: 2026-03-26\n  printed: {}\n  correct: 甲", ARTICLE),
    "note": ("corrections:\n- date: 2026-03-26\n  note: {}", ARTICLE),
    "withdrawn": ("withdrawn: {}", ARTICLE),
    "folio": ("folios:\n- number: '01'\n  name: {}", "2026-03-25/index.html"),
    "special": ("title: {}\ntags: [码头]", "topics/a/index.html"),
    "description": ("title: 甲\ndescription: {}\ntags: [码头]", "topics/a/index.html"),
}
QUOTED = ('"{}"', "'{}'", "“{}”", "|\n      {}", ">-\n      {}")
ENDS = ("", "", "", " # 备注", " #1", "# 备注", "  ", "\t", "　", " :", "，", '"', "'")
"""How a line may end behind its words."""


def value(seed: str) -> tuple[str, str]:
    """The field and the words, as typed, that a seed stands for."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    words = (chance.choice(MARKS if chance.random() < 0.2 else WORDS) for _ in range(chance.randint(1, 4)))
    text = chance.choice(("", "", " ")).join(words)
    if chance.random() < 0.4:
        text = chance.choice(QUOTED).format(text)
    return chance.choice(list(PLACES)), text + (chance.choice(ENDS) if chance.random() < 0.5 else "")


def lost(place: str, typed: str) -> str:
    """What of a field stands neither on its page nor in a mark of YAML nor in a message. ``""`` where all is well."""
    field, path = PLACES[place]
    written = field.replace("{}", typed)
    is_article = path == ARTICLE or place == "summary"
    head = 'id: "2026-03-25-01"\norder: 1\n' if is_article else ""
    if place == "folio":
        head = "kind: issue\ndate: 2026-03-25\n"
    first = 2 + head.count("\n")
    try:
        document = frontmatter.parse(f"---\n{head}{written}\n---\n\n码头昨日启用。\n", "a.md")
        told = "".join(words for words, line in document.remarks if first <= line + 1 <= first + written.count("\n"))
        page = _page(document, place, path)
    except ContentError as error:
        lines = range(first, first + written.count("\n") + 2)  # what a line lacks may be seen at the next
        return "".join(f"line {problem.line}: {problem}" for problem in error.problems if problem.line not in lines)
    words, rest = _words(typed)
    if folded(rest) != folded(told):
        return f"{rest!r} is dropped, {told!r} told"
    return "" if folded(words) in page else f"{words!r} is not on {path}"


_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"(.*)', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'(.*)", re.DOTALL)
_BLOCK = re.compile(r"(?:\||>-)\n(.*)", re.DOTALL)
_PLAIN = re.compile(r"(.*?)((?:(?:^|\s)#.*)?)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "", "b": "", "e": "", "f": "", "v": "", "0": "", "_": "\u00a0"}


def _words(typed: str) -> tuple[str, str]:
    """The words that a line means, and the remark behind them."""
    text = typed.strip(" \t\n")
    if block := _BLOCK.fullmatch(text):
        return block[1], ""
    if quoted := _DOUBLE.fullmatch(text):
        return re.sub(r"\\(.)", lambda sign: _ESCAPED.get(sign[1], sign[1]), quoted[1]), quoted[2]
    if quoted := _SINGLE.fullmatch(text):
        return quoted[1].replace("''", "'"), quoted[2]
    plain = _PLAIN.fullmatch(text)
    words, rest = (plain[1], plain[2]) if plain else (text, "")
    return ("" if words in ("~", "null", "Null", "NULL", "false", "否") else words), rest


def _page(document: frontmatter.Document, place: str, path: str) -> str:
    """The text of the page on which a field is printed."""
    issue = Issue("2026-03-25", date(2026, 3, 25), folios=edition.issue().folios)
    articles = (edition.issue().articles[1],)
    catalogue = Catalogue()
    if place == "folio":
        issue = fields.read_issue(document, "a.md", "2026-03-25")
        articles = (Article("2026-03-25-01", order=1, title="甲", folio="01", body="码头昨日启用。"),)
    elif place in ("special", "description"):
        # A special topic without an article has no page.
        special = replace(specials.parse(document, "a.md", "a"), articles=(articles[0].id,))
        catalogue = Catalogue(specials=(special,))
    else:
        articles = (fields.read_article(document, "a.md"),)
    photos = (PhotoFile("dock.png", Path("dock.png"), "0", 40, 30),)
    shown = Issue(issue.id, issue.date, None, issue.folios, (), articles, photos)
    newspaper = Newspaper((shown,), (Topic("economy", "经济"),))
    (page,) = (page for page in edition.pages(newspaper, edition.site_card(), catalogue) if page.path == path)
    html = _theme().render(page).decode()
    sent = Page(re.sub(r"<(script|style|title)\b.*?</\1>", "", html, flags=re.DOTALL))
    read_out = (values.get("alt") or "" for name, values in sent.tags if name == "img")
    return folded("\n".join((sent.text, *read_out)))


@cache
def _theme() -> Theme:
    nowhere = Path(__file__) / "nowhere"
    files, _ = theme_files.dressed(theme_files.read(nowhere, nowhere), "")
    return Theme(files, "/", lambda run: [run[at : at + 2] for at in range(0, len(run), 2)])
