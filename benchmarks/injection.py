"""Tests script injection: puts payloads into every place of a paper, and opens its pages in an unguarded browser.

::

    python -m benchmarks.injection                 all payloads, with the body in each of the kinds in turn
    python -m benchmarks.injection --count 20      every tenth or so of them

``tests/payloads.py`` holds the payloads. One paper has an article for each, which has the payload in every field that
takes it and in every place of a body; its tags, 版, special topics and lists have it too. For each payload there is
also a paper of one article that has it in every line of ``newspaper.toml``. Each paper is compared with one of the
same form that has a harmless sentence in all these places. All pages are opened in Chromium with
Content-Security-Policy switched off, articles also with the payload as the words to mark, the search with the payload
as the query. A payload has got through if a script ran, or if a page, as delivered or as its scripts changed it, has
an element with an attribute that neither the templates nor the harmless paper's pages have. Attributes like data-…
and aria-…, which no browser runs, are not counted.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.audit.served import chromium, serving  # noqa: E402
from generator import config  # noqa: E402
from generator.content import frontmatter  # noqa: E402
from generator.errors import ConfigError  # noqa: E402
from generator.kinds import Kind, Role  # noqa: E402
from generator.model import FORMAT, Author, Correction, Folio, Photo  # noqa: E402
from generator.pages.theme_files import builtin_folder  # noqa: E402
from generator.pages.urls import OUTPUT  # noqa: E402
from generator.press.build import build  # noqa: E402
from generator.settings import Imprint  # noqa: E402
from payloads import PAYLOADS  # noqa: E402
from support import Site  # noqa: E402

HARMLESS = "码头昨日启用，第一批货轮已经靠岸卸货。"
KINDS = tuple(Kind)
PER_ISSUE = 24
BODY = (
    "{}",
    "甲{}乙",
    "## {}",
    "- {}\n- 甲 {}",
    "1. {}",
    "> {}",
    "**{}**",
    "| {} | 甲 |\n| --- | --- |\n| {} | **{}** |",
    "甲  \n{}\\\n乙",
    "[{}](/a/)",
    "[甲](https://a.cn/{})",
    "[甲](/{})",
    "甲<sup>{}</sup><sub>{}</sub>",
    "　　{}（{}）",
    "□{}",
    "记者：{}",
)
LINES = (
    *("paper.name", "paper.zone", "paper.description", "paper.logo", "topics.name"),
    *("topics.description", "topics.slug", "colours.red", "colours.paper", "app.icon"),
    *(f"imprint.{name}" for name in Imprint.model_fields),
)
ALERTS = "for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.ran = true; };"
ELEMENTS = "[...document.querySelectorAll('*')].map(one => [one.localName, ...one.getAttributeNames()])"
ADDRESSES = "[...document.querySelectorAll('[href], [src], [action]')].map(one => one.href || one.src || one.action)"
_SAFE = re.compile(r"(?:https?|mailto|tel|blob):|data:image/|(?![a-z\s\0]*:)", re.IGNORECASE)


class Delivered(HTMLParser):
    """What a page is made of, as it is delivered: elements with their attributes, addresses, scripts of its own."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self._is_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        names = [name for name, _ in attrs]
        self.elements |= {tag, *_named(tag, names)}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self._is_script = tag == "script" and "src" not in names and dict(attrs).get("type") is None

    def handle_data(self, data: str) -> None:
        """Notes a script."""
        if self._is_script:
            self.scripts.append(data)
            self._is_script = False


def in_articles(site: Site, texts: Sequence[str], turn: int) -> None:
    """Writes a paper with an article for each text, of a kind that changes with ``turn``."""
    topic = f"slug = 'a'\nname = {json.dumps(texts[0][:40])}\ndescription = {json.dumps(texts[1])}\n"
    linked = json.dumps([f"p{number}" for number in range(1, len(texts) + 1)][:PER_ISSUE])
    tags = f"[tags]\nmin_articles = 1\n[pages]\nfooter = {linked}\n"
    site.write("newspaper.toml", f"[paper]\nname = '青川晚报'\n{tags}[[topics]]\n{topic}")
    tables = {"标签": ["标签,类型"], "同义词": ["说法,标签"], "人名职务": ["姓名,职务,确认"]}
    for at in range(0, len(texts), PER_ISSUE):
        some = texts[at : at + PER_ISSUE]
        day = (date(2025, 1, 1) + timedelta(at)).isoformat()
        folios = tuple(Folio(f"{number:02d}", text) for number, text in enumerate(some, 1))
        site.issue(day, folios=folios, furniture=tuple(some), format=FORMAT)
        site.picture("dock.png", day)
        for number, text in enumerate(some, 1):
            kind = KINDS[(number + turn) % len(KINDS)]
            site.article(day, number, **_article(text, f"{number:02d}"), kind=kind, body=_body(text))
            site.article(day, number + 50, title=text, withdrawal=f"{text}内容有误")
            special = {"title": text[:60], "description": text, "tags": [text], "words": [text]}
            site.write(f"content/specials/s{at + number}.md", frontmatter.format(special, _body(text)))
            own = {"title": text[:60], "summary": text}
            site.write(f"content/pages/p{at + number}.md", frontmatter.format(own, _body(text)))
            if text.isprintable():
                cell = '"' + text.replace('"', '""') + '"'
                tables["标签"].append(f"{cell},人物")
                tables["同义词"].append(f'"{at + number}{cell[1:]},{cell}')
                tables["人名职务"].append(f"{cell},{cell},是")
    for name, rows in tables.items():
        site.write(f"content/lists/{name}.csv", "\n".join(dict.fromkeys(rows)) + "\n")
    site.write("content/about.md", "\n\n".join(map(_body, texts)))


def _article(text: str, folio: str) -> dict[str, Any]:
    return {
        **dict.fromkeys(("title", "kicker", "subtitle", "byline", "summary"), text),
        "folio": folio,
        "authors": (Author(text, Role.REPORTER), Author(text, Role.AUTHOR)),
        "tags": (text,),
        "topics": ("a",),
        "photos": (Photo(text, "dock.png", text, text), Photo(text, credit=text)),
        "corrections": (Correction(date(2025, 12, 1), text, text, text),),
    }


def _body(text: str) -> str:
    return "\n\n".join(place.replace("{}", text) for place in BODY)


def in_settings(site: Site, text: str, *, address: bool) -> None:
    """Writes a paper with a text in its web address, or in every other line of its settings that takes it."""
    site.issue(format=FORMAT)
    site.article(body="码头启用。", topics=("a",))
    taken: dict[str, str] = {}
    said_at = {"paper.address": f"https://a.cn/{text}/"} if address else dict.fromkeys(LINES, text[:40])
    for place, said in said_at.items():
        with suppress(ConfigError):
            config.parse(_toml(taken | {place: said}), "newspaper.toml")
            taken[place] = said
    site.write("newspaper.toml", _toml(taken))


def _toml(places: Mapping[str, str]) -> str:
    text = ""
    for table in ("paper", "imprint", "colours", "app", "topics"):
        usual = {"paper.name": "青川晚报", "topics.slug": "a", "topics.name": "经济"} | dict(places)
        rows = {place.split(".")[1]: said for place, said in usual.items() if place.startswith(table)}
        text += f"[[{table}]]\n" if table == "topics" else f"[{table}]\n"
        text += "".join(f"{key} = {json.dumps([said] if key == 'more' else said)}\n" for key, said in rows.items())
    return text


def _named(tag: str, names: Sequence[str]) -> Iterator[str]:
    return (f"{tag} {name}" for name in names if not name.startswith(("data-", "aria-")))


class Judge:
    """Looks at papers in a browser; ``known`` is what harmless ones are made of, ``wrong`` what was found."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known: set[str] = set()
        for template in builtin_folder().rglob("*.html"):
            self.known |= Delivered(template.read_text("utf-8")).elements
        self.scripts: set[str] = set()
        self.wrong: list[str] = []
        self.looks = 0

    def learn(self, output: Path, address: str, searches: Sequence[str] = (HARMLESS,)) -> None:
        """Takes a harmless paper for what pages are made of."""
        for path in pages(output):
            delivered = Delivered((output / path).read_text("utf-8"))
            self.known |= delivered.elements
            self.scripts |= set(delivered.scripts)
            self._open(address + path + "?q=" + quote(HARMLESS))
            self.known |= self._elements()
        for text in searches:
            self.known |= self._searched(address, text)

    def judge(self, output: Path, address: str, marked: Sequence[str], searches: Sequence[str] = ()) -> None:
        """Looks at every page of a paper, as delivered and in the browser with words to mark, and searches."""
        for at, path in enumerate(pages(output)):
            delivered = Delivered((output / path).read_text("utf-8"))
            self._told(path, delivered.elements, delivered.addresses)
            self.wrong += [f"{path}: script {script!r}" for script in delivered.scripts if script not in self.scripts]
            self._open(address + path + "?q=" + quote(marked[at % len(marked)]))
            self._told(path, self._elements(), self.page.evaluate(ADDRESSES))
        for text in searches:
            self._told(f"search for {text}", self._searched(address, text), self.page.evaluate(ADDRESSES))

    def _open(self, address: str) -> None:
        self.page.goto(address, wait_until="load")
        self.looks += 1

    def _elements(self) -> set[str]:
        found: list[list[str]] = self.page.evaluate(ELEMENTS)
        return {name for tag, *names in found for name in (tag, *_named(tag, names))}

    def _searched(self, address: str, text: str) -> set[str]:
        self._open(f"{address}search/?q={quote(text)}")
        self.page.wait_for_selector("[data-search-results][data-state=done]", state="attached")
        return self._elements()

    def _told(self, where: str, elements: set[str], addresses: list[str]) -> None:
        self.wrong += [f"{where}: <{element}>" for element in sorted(elements - self.known)]
        self.wrong += [f"{where}: address {address!r}" for address in addresses if not _SAFE.match(address)]
        if self.page.evaluate("window.ran === true"):
            self.wrong.append(f"{where}: a script ran")


def pages(output: Path) -> list[str]:
    """The pages of a built site."""
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))


def try_articles(browser: Browser, texts: Sequence[str], turn: int) -> Judge:
    """Looks at papers whose articles, lists and special topics hold these texts, and nothing but a plain sentence."""
    with _judge(browser) as judge:
        harmless = [f"{HARMLESS}{at}" for at in range(len(texts))]
        with _built(partial(in_articles, texts=harmless, turn=turn)) as paper:
            judge.learn(*paper)
        with _built(partial(in_articles, texts=texts, turn=turn)) as paper:
            judge.judge(*paper, texts, texts)
    return judge


def try_settings(browser: Browser, texts: Sequence[str]) -> Iterator[Judge]:
    """Looks at papers whose settings hold one of these texts, and nothing but a plain sentence."""
    for address in (False, True):
        # At an address that is not its own a paper does not find its scripts, and nothing is searched.
        finding_nothing, finding = HARMLESS, "码头启用"
        searched = () if address else (finding_nothing, finding)
        with _judge(browser) as judge:
            with _built(partial(in_settings, text=HARMLESS, address=address)) as paper:
                judge.learn(*paper, searched)
            for text in texts:
                with _built(partial(in_settings, text=text, address=address)) as paper:
                    judge.judge(*paper, [text], () if address else [text])
                yield judge


@contextmanager
def _judge(browser: Browser) -> Iterator[Judge]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True, service_workers="block")
    context.set_default_timeout(15_000)
    context.add_init_script(ALERTS)
    yield Judge(context.new_page())
    context.close()


@contextmanager
def _built(write: Callable[[Site], object]) -> Iterator[tuple[Path, str]]:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / OUTPUT) as (_, address):
        write(Site(Path(folder)))
        build(Path(folder))
        yield Path(folder) / OUTPUT, address


def main() -> int:
    """The command; 1 where a payload got through."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=len(PAYLOADS))
    parser.add_argument("--turns", type=int, default=len(KINDS), help="kinds that each payload is tried in")
    given = parser.parse_args()
    texts = PAYLOADS[:: -(-len(PAYLOADS) // given.count)]
    judges = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox"])
        for turn in range(given.turns):
            judges.append(try_articles(browser, texts, turn))
            print(f"articles, turn {turn + 1} of {given.turns}", *judges[-1].wrong, sep="\n", flush=True)
        for at, judge in enumerate(try_settings(browser, texts), 1):
            if judge not in judges:
                judges.append(judge)
            print(f"\rsettings: {at} of {2 * len(texts)}", end="", flush=True)
        browser.close()
    wrong = [told for judge in judges for told in judge.wrong]
    print("\n" + "\n".join(dict.fromkeys(wrong)))
    print(f"{len(texts)} payloads, {sum(judge.looks for judge in judges)} pages looked at, {len(wrong)} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
