"""The search in a real browser: what it finds is what stands in the text, and nothing else."""

import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, Route, expect

from generator.outlets.search import lookup
from generator.outlets.search.shard_index import SearchEntry
from generator.outlets.search.text_units import TITLE_POSITIONS, Term, contains, readings, runs, terms
from support import search_files

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/cases/search_units.json").read_text(encoding="utf-8"))

CSP = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self' data:; worker-src 'self'"
)
HAN = "".join(map(chr, range(0x4E00, 0x4F90)))
WORDS = ("2026年", "3月25日", "5.2%", "GDP", "16亿元", "1+2+4+N", "5G", "ＡＩ", "20℃", "歼-20", "PM2.5", "二○二六")


def seeded(seed: int) -> random.Random:
    """The same made-up texts and queries on every run."""
    return random.Random(seed)  # noqa: S311 - no secrets are made of it


def make_articles(count: int, seed: int) -> tuple[SearchEntry, ...]:
    """Articles of made-up words: no text of anybody's, but repetitive enough for terms to meet by chance."""
    chance = seeded(seed)
    words = ["".join(chance.choices(HAN[:120], k=chance.choice((1, 2, 2, 2, 3, 4)))) for _ in range(260)]

    def sentence() -> str:
        chosen = chance.choices(words, k=chance.randint(4, 10))
        if chance.random() < 0.5:
            chosen.insert(chance.randrange(len(chosen)), chance.choice((*WORDS, str(chance.randint(1, 400)))))
        text = "".join(chosen)
        cut = chance.randrange(1, len(text))
        return text[:cut] + chance.choice(("", "", "，", "、", "“", "”", " ", "·", "：")) + text[cut:] + "。"

    def article(number: int) -> SearchEntry:
        title = "".join(chance.choices(words, k=chance.randint(2, 5)))
        paragraphs = ("".join(sentence() for _ in range(chance.randint(2, 6))) for _ in range(chance.randint(2, 6)))
        sections = ("本报讯", title, *paragraphs, "本报记者 " + chance.choice(words))
        date = f"2026-0{1 + number // 25}-{1 + number % 25:02}"
        kind = "photo" if number % 5 == 0 else "news"
        topics = (("economy",), ("life",), ("economy", "life"), ())[number % 4]
        filters = {"kind": (kind,), "topic": topics, "issue": (date,), "folio": (f"0{1 + number % 2}",)}
        filters["person"] = (chance.choice(("林知远", "周采薇", "郑明")),)
        url = f"/{date}/{number:03}.html"
        return SearchEntry(url, title, date, kind, "01 要闻", sections, tuple(filters.items()), (title[:3],))

    return tuple(article(number) for number in range(count))


ARTICLES = make_articles(60, seed=20260325)


def truth(query: str, articles: tuple[SearchEntry, ...] = ARTICLES) -> set[str]:
    """The articles that hold every term of a query, in the first reading that any holds, by looking through them."""

    def holds(entry: SearchEntry, term: Term) -> bool:
        return any(contains(field, term) for field in ((entry.title,) if term.title_only else entry.sections))

    found: set[str] = set()
    for reading in readings(query):
        found = {entry.url for entry in articles if all(holds(entry, term) for term in reading.terms)}
        if found:
            break
    return found


def make_site(folder: Path, articles: tuple[SearchEntry, ...], shards: int = 3) -> None:
    """The smallest site that can be searched: the panel, the scripts, the index in shards, and the articles."""
    static = folder / "static" / "0123abcd"
    static.mkdir(parents=True)
    for script in (TEMPLATES / "static").glob("*.js"):
        (static / script.name).write_bytes(script.read_bytes())
    panel = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("partials/search_panel.html")
    head = '<!doctype html><html lang=zh-CN><meta charset=utf-8><link rel=icon href="data:,"><title>试</title>'
    loads = '<script type=module src="/static/0123abcd/{}"></script>'
    page = panel.render(search={"index": "/pagefind/"}, site={"base": "/"})
    (folder / "index.html").write_text(head + loads.format("search.js") + page, encoding="utf-8")
    size = -(-len(articles) // shards)
    groups = [articles[at : at + size] for at in range(0, len(articles), size or 1)]
    for path, data in search_files(*groups).items():
        target = folder / "pagefind" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for entry in articles:
        target = folder / entry.url.removeprefix("/")
        target.parent.mkdir(exist_ok=True)
        body = "".join(f"<p>{text}</p>" for text in entry.sections if text != entry.title)
        article = f"<article><h1>{entry.title}</h1>{body}</article>"
        target.write_text(head + loads.format("highlight.js") + article, encoding="utf-8")


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of ``ARTICLES``."""
    folder = tmp_path_factory.mktemp("search")
    make_site(folder, ARTICLES)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path, serve_folder: Callable[[Path, Mapping[str, str]], str]) -> str:
    """The address of the site under the policy that it has to live with."""
    return serve_folder(site_folder, {"Content-Security-Policy": CSP})


@pytest.fixture
def search_page(site: str, chromium_page: Page) -> Iterator[Page]:
    """The open search page, failing at the end if the browser complained of anything."""
    complaints: list[str] = []
    chromium_page.on("pageerror", lambda error: complaints.append(str(error)))
    chromium_page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    chromium_page.goto(site + "/")
    yield chromium_page
    assert complaints == []


SEARCH_ALL = """async (queries) => {
  const input = document.querySelector("input[name=q]");
  const list = document.querySelector("[data-search-results]");
  const more = document.querySelector("[data-search-more]");
  const until = async (ready) => {
    while (!ready()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const answers = [];
  for (const query of queries) {
    input.value = query;
    input.form.requestSubmit();
    await until(() => list.dataset.state !== "loading");
    while (!more.hidden) {
      const count = list.childElementCount;
      more.click();
      await until(() => list.childElementCount > count);
    }
    answers.push({
      query,
      state: list.dataset.state,
      total: Number(list.dataset.total),
      urls: [...list.querySelectorAll("a[data-result]")].map((link) => new URL(link.href).pathname),
      excerpts: [...list.querySelectorAll(".search-hit__excerpt")].map((excerpt) => excerpt.textContent),
      marks: [...list.children].map((hit) => hit.querySelectorAll("mark").length),
    });
  }
  return answers;
}"""


def search(page: Page, queries: Iterable[str]) -> list[dict[str, Any]]:
    """Type and send each query, ask for all results, and tell what the page shows."""
    answers: list[dict[str, Any]] = page.evaluate(SEARCH_ALL, list(queries))
    return answers


def wrong(answers: Iterable[dict[str, Any]]) -> list[tuple[str, set[str]]]:
    """The queries whose results are not the truth, with the addresses that are too many or too few."""
    return [
        (answer["query"], truth(answer["query"]) ^ set(answer["urls"]))
        for answer in answers
        if answer["state"] != "done"
        or answer["total"] != len(answer["urls"])
        or truth(answer["query"]) != set(answer["urls"])
    ]


def substrings(count: int, seed: int, pattern: str = ".*") -> list[str]:
    """Random pieces of 2 to 8 characters of the articles' texts that fit a pattern."""
    chance = seeded(seed)
    fields = [field for entry in ARTICLES for field in entry.sections if len(field) > 8]
    found: list[str] = []
    while len(found) < count:
        field = chance.choice(fields)
        start = chance.randrange(len(field) - 8)
        piece = field[start : start + chance.randint(2, 8)].strip()
        if len(piece) > 1 and re.fullmatch(pattern, piece) and terms(piece):
            found.append(piece)
    return found


def test_units_are_those_of_the_index(search_page: Page) -> None:
    """The browser reads the shared cases as the case file says, and keeps as many positions for the title."""
    answers = search_page.evaluate(
        """async (cases) => {
          await import("/static/0123abcd/search-units.js");
          const { TITLE_POSITIONS, queryTerms, readings, runs } = self.searchUnits;
          const told = ({ terms, leftOut }) => ({ units: terms.map(({ units }) => units), left_out: leftOut });
          return [TITLE_POSITIONS, cases.map((asked) => asked.readings ? readings(asked.query).map(told)
            : asked.text === undefined
            ? queryTerms(asked.query).map(({ units, probes, titleOnly }) => ({ units, probes, title_only: titleOnly }))
            : runs(asked.text).map((run) => run.map((atom) => atom.text)))];
        }""",
        CASES,
    )
    assert answers[0] == TITLE_POSITIONS
    for answer, case in zip(answers[1], CASES, strict=True):
        if "text" in case:
            assert answer == case["runs"]
        elif "readings" in case:
            assert answer == case["readings"]
        else:
            assert [
                {key: term[key] for key in asked} for term, asked in zip(answer, case["terms"], strict=True)
            ] == case["terms"]


def test_every_character_is_read_alike(search_page: Page) -> None:
    """Python and the browser agree on every character that this Python's Unicode knows, alone and between others."""
    codes = (*range(0x10000), *range(0x10000, sys.maxunicode, 37))
    known = [chr(code) for code in codes if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    texts = [f"中{char}1 {char} a{char}b 2{char}3" for char in known]
    read = search_page.evaluate(
        """async (texts) => {
          await import("/static/0123abcd/search-units.js");
          const { runs } = self.searchUnits;
          return texts.map((text) => runs(text).map((run) => run.map((atom) => atom.text).join("\\t")).join("\\n"));
        }""",
        texts,
    )
    mine = ["\n".join("\t".join(run) for run in runs(text)) for text in texts]
    assert [(text, one, other) for text, one, other in zip(texts, mine, read, strict=True) if one != other] == []


def test_random_pieces_of_text_are_found_exactly(search_page: Page) -> None:
    """For pieces of 2 to 8 characters, whatever they hold, the results are the articles that have them."""
    assert wrong(search(search_page, substrings(160, seed=1))) == []


def test_chinese_is_found_as_a_plain_substring(search_page: Page) -> None:
    """For Chinese characters alone, the results are those of a plain look through the texts."""
    for answer in search(search_page, substrings(60, seed=2, pattern=f"[{HAN}]+")):
        texts = {entry.url: [re.sub("[“” ]", "", field) for field in entry.sections] for entry in ARTICLES}
        plain = {url for url, fields in texts.items() if any(answer["query"] in field for field in fields)}
        assert set(answer["urls"]) == plain, answer["query"]


def test_what_is_copied_with_its_marks_is_found(search_page: Page) -> None:
    """A stretch of text with blanks and punctuation around single characters leads to the articles that have it so."""
    chance = seeded(17)
    copied: list[tuple[str, str]] = []
    while len(copied) < 40:
        entry = chance.choice(ARTICLES)
        field = chance.choice(entry.sections)
        mark = chance.choice([match.start() for match in re.finditer("[，、：。 ]", field)] or [0])
        start = chance.choice((mark - 1, mark - 3))
        piece = field[start : mark + 2] if start > 0 and mark + 1 < len(field) else ""
        if re.fullmatch(f"[{HAN}]+[，、：。 ]+[{HAN}]", piece):
            copied.append((piece, entry.url))
    answers = search(search_page, [piece for piece, _ in copied])
    assert wrong(answers) == []
    assert [piece for (piece, url), answer in zip(copied, answers, strict=True) if url not in answer["urls"]] == []


def test_pairs_are_found_where_both_stand(search_page: Page) -> None:
    """Two terms find the articles that have both, anywhere."""
    pieces = substrings(120, seed=3, pattern=f"[{HAN}]{{2,3}}")
    assert wrong(search(search_page, map(" ".join, zip(pieces[::2], pieces[1::2], strict=True)))) == []


def test_absent_pieces_are_not_found(search_page: Page) -> None:
    """What stands nowhere has no result, though its pairs of characters may stand everywhere."""
    chance = seeded(4)
    made = ("".join(chance.choices(HAN[:120], k=chance.randint(3, 6))) for _ in range(200))
    absent = [query for query in made if not truth(query)][:60]
    assert len(absent) == 60
    assert wrong(search(search_page, absent)) == []


def test_numbers_and_letters_are_found_exactly(search_page: Page) -> None:
    """Pieces with digits, Latin letters and signs, and the beginnings of words."""
    pieces = substrings(100, seed=5, pattern=".*[0-9A-Za-z%+].*")
    beginnings = (
        "20",
        "202",
        "5.2",
        "5.2%",
        "gdp",
        "ＧＤＰ",
        "1+2",
        "2+4",
        "歼-20",
        "pm2",
        "二○二六年",
        "20℃",
        "AI",
        "3月2",
    )
    answers = search(search_page, (*pieces, *beginnings))
    assert wrong(answers) == []
    assert sum(bool(answer["urls"]) for answer in answers) > 80


def test_one_character_is_looked_up_in_titles(search_page: Page) -> None:
    """One character finds the titles that have it, and the page says so."""
    title = next(entry.title for entry in ARTICLES if len(entry.title) > 3)
    answers = search(search_page, title[:4])
    assert wrong(answers) == []
    expect(search_page.locator("[data-search-status]")).to_contain_text("一个字只在标题里查找")


def test_excerpts_show_what_was_found(search_page: Page) -> None:
    """Each result marks a hit, and its excerpt has the term wherever the text has it."""
    for answer in search(search_page, substrings(40, seed=6, pattern=f"[{HAN}0-9]+")):
        (term,) = terms(answer["query"])
        for url, excerpt, marks in zip(answer["urls"], answer["excerpts"], answer["marks"], strict=True):
            entry = next(entry for entry in ARTICLES if entry.url == url)
            body = [section for section in entry.sections if section != entry.title]
            assert marks > 0
            if any(contains(section, term) for section in body):
                assert contains(excerpt, term), (answer["query"], excerpt)
            start = excerpt.removeprefix("……")[:12]
            home = next(section for section in body if start in section)
            before = home[: home.index(start)]
            assert excerpt.startswith("……") or before == "" or before.endswith(("。", "。”", "。“", "。 "))


def test_titles_come_first_then_rank_and_dates_on_demand(search_page: Page) -> None:
    """By relevance no article without the term in its title comes before one with it; by date the newest first."""
    titles = {entry.url: entry.title for entry in ARTICLES}
    dates = {entry.url: entry.date for entry in ARTICLES}
    mixed = 0
    queries = [entry.title[:2] for entry in ARTICLES[:20] if len(terms(entry.title[:2])[0].atoms) == 2]
    for answer in search(search_page, queries):
        (term,) = terms(answer["query"])
        flags = [contains(titles[url], term) for url in answer["urls"]]
        assert flags == sorted(flags, reverse=True)
        mixed += len(set(flags)) == 2
    assert mixed > 3
    search_page.get_by_label("按日期").check()
    expect(search_page).to_have_url(re.compile(r"sort=date"))
    for answer in search(search_page, queries[:5]):
        found = [dates[url] for url in answer["urls"]]
        assert found == sorted(found, reverse=True)


def test_nothing_is_loaded_before_the_reader_means_to_search(search_page: Page, site: str) -> None:
    """Neither the worker nor the index is asked for before the field has the focus."""
    asked: list[str] = []
    search_page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    search_page.reload()
    search_page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.startswith("/pagefind/") or "worker" in url]
    with search_page.expect_request("**/pagefind/*/*.pf_table"):
        search_page.locator("input[name=q]").focus()


def test_typing_searches_and_composing_does_not(search_page: Page) -> None:
    """Letters of an unfinished input-method word fire nothing; the finished word does, by itself."""
    piece = substrings(1, seed=7, pattern=f"[{HAN}]{{2}}")[0]
    field, results = search_page.locator("input[name=q]"), search_page.locator("[data-search-results]")
    field.focus()
    keyboard = search_page.context.new_cdp_session(search_page)
    states = "states = []; new MutationObserver(() => states.push(document.querySelector('ol').dataset.state))"
    search_page.evaluate(f"{states}.observe(document.querySelector('ol'), {{ attributes: true, childList: true }})")
    for letters in ("g", "ga", "gao", "gaozh", "gaozhi"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
    expect(field).to_have_value("gaozhi")
    search_page.wait_for_timeout(600)
    assert search_page.evaluate("states") == []
    keyboard.send("Input.insertText", {"text": piece})
    expect(results).to_have_attribute("data-state", "done")
    assert int(results.get_attribute("data-total") or 0) == len(truth(piece)) > 0
    expect(search_page).to_have_url(re.compile(r"\?q="))


def test_the_back_button_goes_from_search_to_search(search_page: Page) -> None:
    """Searches that were sent are stations of the history, with their results; half-typed ones are not."""
    first, second = substrings(2, seed=8, pattern=f"[{HAN}]{{2}}")
    field, results = search_page.locator("input[name=q]"), search_page.locator("[data-search-results]")
    for query in (first, second):
        field.press_sequentially("") if query == first else field.fill("")
        field.press_sequentially(query, delay=250)
        field.press("Enter")
        expect(results).to_have_attribute("data-total", str(len(truth(query))))
    link = results.locator("a[data-result]").first
    link.click()
    search_page.wait_for_selector("article mark")
    search_page.go_back()
    expect(field).to_have_value(second)
    expect(results).to_have_attribute("data-total", str(len(truth(second))))
    search_page.go_back()
    expect(field).to_have_value(first)
    expect(results).to_have_attribute("data-total", str(len(truth(first))))
    expect(results).to_have_attribute("data-state", "done")


def test_no_hit_shows_the_nearest_and_says_so(search_page: Page) -> None:
    """Without a hit the nearest articles are shown apart: they count as nothing and are no results."""
    piece = substrings(1, seed=9, pattern=f"[{HAN}]{{6}}")[0]
    absent = piece + "龘龘"
    (answer,) = search(search_page, [absent])
    assert (answer["total"], answer["urls"]) == (0, [])
    expect(search_page.locator("[role=status]")).to_have_text("没有完全匹配的文章，以下是最接近的")
    near = search_page.locator("[data-search-nearest] a[data-near]")
    assert {url.split("?")[0] for url in [near.first.get_attribute("href") or ""]} <= truth(piece)
    search(search_page, ["龘龘龘"])
    expect(search_page.locator("[role=status]")).to_have_text("没有找到相关的文章")
    expect(search_page.locator("[data-search-nearest]")).to_be_hidden()


def test_arrow_keys_walk_through_the_results(search_page: Page) -> None:
    """Down goes from the field to the results, up goes back."""
    search(search_page, substrings(1, seed=10, pattern=f"[{HAN}]{{2}}"))
    field, first = search_page.locator("input[name=q]"), search_page.locator("a[data-result]").first
    field.focus()
    field.press("ArrowDown")
    expect(first).to_be_focused()
    first.press("ArrowUp")
    expect(field).to_be_focused()


def test_an_opened_result_shows_its_hits(search_page: Page, site: str) -> None:
    """The article marks what was looked for, across elements and quotation marks, and scrolls to the first."""
    query = substrings(1, seed=11, pattern=f"[{HAN}]{{3}}")[0]
    (answer,) = search(search_page, [query])
    with search_page.expect_navigation():
        search_page.locator("a[data-result]").first.click()
    assert search_page.url.startswith(site + answer["urls"][0] + "?q=")
    marks = search_page.locator("article mark")
    expect(marks.first).to_be_in_viewport()
    assert query in "".join(marks.all_inner_texts())


def test_a_character_by_itself_is_read_with_its_neighbours(
    tmp_path: Path, serve_folder: Callable[[Path, Mapping[str, str]], str], chromium_page: Page
) -> None:
    """Copied with blanks or marks around single characters it is found; where it stands nowhere the page says so."""
    texts = (
        ("/1.html", "记者 3 月 23 日从刚果（金）传来消息。本报记者 顾行舟 摄"),
        ("/2.html", "刚果（布）的金价。记者今年3月24日写道"),
        ("/3.html", "WiFi 6进各地、市、州、县。本报记者 顾行舟"),
    )
    make_site(tmp_path, tuple(SearchEntry(url, "甲乙丙", "2026-03-25", "news", "", (text,)) for url, text in texts))
    chromium_page.goto(serve_folder(tmp_path, {"Content-Security-Policy": CSP}) + "/")
    found = {"刚果（金）": "1", "3 月 23 日": "1", "本报记者 顾行舟 摄": "1", "WiFi 6": "3", "各地、市、州、县": "3"}
    for answer in search(chromium_page, found):
        assert answer["urls"] == [f"/{found[answer['query']]}.html"], answer["query"]
        assert answer["marks"] == [1 if "摄" not in answer["query"] else 2]
    (answer,) = search(chromium_page, ["刚果 丁"])
    assert answer["urls"] == ["/2.html", "/1.html"]
    expect(chromium_page.locator("[role=status]")).to_have_text("找到 2 篇（“丁”在这个位置没有找到，略去不查）")


def test_marks_cross_elements_and_quotation_marks(
    tmp_path: Path, serve_folder: Callable[[Path, Mapping[str, str]], str], chromium_page: Page
) -> None:
    """A hit is marked in each element that it touches; single characters in the title only; other fields are apart."""
    (tmp_path / "search-units.js").write_bytes((TEMPLATES / "static/search-units.js").read_bytes())
    (tmp_path / "highlight.js").write_bytes((TEMPLATES / "static/highlight.js").read_bytes())
    page = (
        "<!doctype html><meta charset=utf-8><script type=module src=highlight.js></script>"
        "<article><h1>清浦开工</h1><p style='margin-top:3000px'>推进<b>“三</b>十”<i>工</i>程，三十<br>工程。开工</p>"
        "<p>三十</p><p>工程</p><script>三十工程</script></article>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    address = serve_folder(tmp_path, {})

    def marked(query: str) -> list[str]:
        chromium_page.goto(f"{address}/a.html?q={query}")
        chromium_page.wait_for_selector("mark")
        return chromium_page.locator("mark").all_text_contents()

    assert marked("开") == ["开"]
    assert marked("三十工程") == marked("三十工程 龘") == ["三", "十”", "工", "程", "三十", "工程"]
    assert marked("工程。开") == marked("工 程，开") == ["工程。开"]
    assert chromium_page.locator("article").inner_text().count("开工") == 2
    chromium_page.goto(f"{address}/a.html?q=三十工程")
    expect(chromium_page.locator("mark").first).to_be_in_viewport()
    chromium_page.goto(f"{address}/a.html")
    expect(chromium_page.locator("mark")).to_have_count(0)


def test_a_failure_is_said_and_can_be_tried_again(site: str, chromium_page: Page) -> None:
    """Files that do not arrive are an error with a button, never a false "nothing found"."""
    query = substrings(1, seed=12, pattern=f"[{HAN}]{{2}}")[0]
    failing = "**/*.pf_index"

    def refuse(route: Route) -> None:
        route.abort()

    chromium_page.context.route(failing, refuse)
    chromium_page.goto(f"{site}/?q={query}")
    results = chromium_page.locator("[data-search-results]")
    expect(results).to_have_attribute("data-state", "error")
    expect(chromium_page.locator("[role=status]")).to_have_text("搜索没有加载成功，请检查网络后重试")
    chromium_page.context.unroute(failing)
    chromium_page.get_by_role("button", name="重试").click()
    expect(results).to_have_attribute("data-state", "done")
    expect(results).to_have_attribute("data-total", str(len(truth(query))))


def test_an_empty_archive_says_so(
    tmp_path: Path, serve_folder: Callable[[Path, Mapping[str, str]], str], chromium_page: Page
) -> None:
    """Before the first issue the search works and has nothing to find; so does a query without characters."""
    make_site(tmp_path, ())
    chromium_page.goto(serve_folder(tmp_path, {"Content-Security-Policy": CSP}) + "/?q=发展")
    expect(chromium_page.locator("[role=status]")).to_have_text("还没有可以搜索的文章")
    expect(chromium_page.locator("[data-search-results]")).to_have_attribute("data-state", "done")


def test_a_query_without_characters_asks_for_some(search_page: Page) -> None:
    """Punctuation alone is nothing to look for."""
    search(search_page, ["，。"])
    expect(search_page.locator("[role=status]")).to_have_text("输入至少一个字或数字")
    search(search_page, [""])
    expect(search_page.locator("[data-search-results]")).to_have_attribute("data-state", "idle")


def total(page: Page) -> int:
    """The number of results, once the search is done."""
    results = page.locator("[data-search-results]")
    expect(results).to_have_attribute("data-state", "done")
    return int(results.get_attribute("data-total") or "-1")


def having(query: str, **wanted: str) -> set[str]:
    """The addresses of the articles that hold a query and have these values."""
    held = {entry.url: dict(entry.filters) for entry in ARTICLES}
    held = {url: {**row, "year": (row["issue"][0][:4],)} for url, row in held.items()}
    return {url for url in truth(query) if all(value in held[url][name] for name, value in wanted.items())}


COMMON = max((ARTICLES[at].title[:2] for at in range(30)), key=lambda query: len(truth(query)))
"""Two characters that many articles have."""


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("topic=economy", {"topic": "economy"}),
        ("topic=经济", {"topic": "economy"}),
        ("kind=photo&sort=date", {"kind": "photo"}),
        ("kind=图片新闻", {"kind": "photo"}),
        ("person=周采薇&topic=life", {"person": "周采薇", "topic": "life"}),
        ("year=2026&folio=02", {"year": "2026", "folio": "02"}),
        ("issue=2026-01-04", {"issue": "2026-01-04"}),
        ("topic=nothing", {"topic": "nothing"}),
    ],
)
def test_an_address_narrows_the_results_down(
    search_page: Page, site: str, address: str, wanted: dict[str, str]
) -> None:
    """Filters in the address hold over all shards, by their value or by their name, and are shown as chosen."""
    expected = having(COMMON, **wanted)
    search_page.goto(f"{site}/?q={COMMON}&{address}")
    assert total(search_page) == len(expected)
    expect(search_page.locator("[data-search-chosen] button")).to_have_count(len(wanted))
    shown = search_page.locator("a[data-result]").evaluate_all("all => all.map(link => new URL(link.href).pathname)")
    assert set(shown) <= expected
    assert len(shown) == min(len(expected), 10)


def test_filters_are_offered_with_counts_and_can_be_taken_back(search_page: Page, site: str) -> None:
    """Each choice says how many results it has under the other filters; choosing follows, and so does taking back."""
    search_page.goto(f"{site}/?q={COMMON}")
    whole = total(search_page)
    search_page.get_by_text("筛选", exact=True).click()
    topics = search_page.get_by_label("栏目")
    expect(topics.locator("option")).to_have_count(3)
    options = topics.locator("option").all_text_contents()
    assert set(options) == {
        "全部",
        *(f"{name}（{len(having(COMMON, topic=slug))}）" for slug, name in (("economy", "经济"), ("life", "民生"))),
    }
    topics.select_option("life")
    expect(search_page).to_have_url(re.compile("topic=life"))
    assert total(search_page) == len(having(COMMON, topic="life"))
    kinds = search_page.get_by_label("体裁").locator("option")
    expect(kinds.filter(has_text="图片新闻")).to_have_text(
        f"图片新闻（{len(having(COMMON, topic='life', kind='photo'))}）"
    )
    expect(topics.locator("option").filter(has_text="经济")).to_have_text(
        f"经济（{len(having(COMMON, topic='economy'))}）"
    )
    search_page.get_by_role("button", name="取消筛选 栏目：民生").click()
    assert total(search_page) == whole
    assert "topic" not in search_page.url
    search_page.go_back()
    expect(search_page.locator("[data-search-chosen] button")).to_have_text("栏目：民生")
    assert total(search_page) == len(having(COMMON, topic="life"))


def test_filters_without_a_result_say_so(search_page: Page, site: str) -> None:
    """What only the filters keep away is told apart from what stands nowhere."""
    search_page.goto(f"{site}/?q={COMMON}&topic=nothing")
    assert total(search_page) == 0
    expect(search_page.locator("[data-search-status]")).to_have_text(
        f"这样筛选没有结果；不筛选有 {len(truth(COMMON))} 篇"
    )


def test_what_was_looked_for_is_offered_again(search_page: Page) -> None:
    """Searches that were sent are listed on the empty page, the latest first, until the reader forgets them."""
    recent = search_page.locator("[data-search-recent]")
    expect(recent).to_be_hidden()
    first, second = substrings(2, seed=13, pattern=f"[{HAN}]{{2}}")
    search(search_page, [first, second, first, ""])
    expect(recent.get_by_role("link")).to_have_text([first, second])
    recent.get_by_role("link", name=second).click()
    expect(search_page.locator("input[name=q]")).to_have_value(second)
    assert total(search_page) == len(truth(second))
    search(search_page, [""])
    recent.get_by_role("button", name="清除记录").click()
    expect(recent).to_be_hidden()
    search_page.reload()
    expect(recent).to_be_hidden()


def test_without_a_hit_words_of_the_paper_are_suggested(search_page: Page) -> None:
    """What is close to the query among the words of titles is one touch away, and leads to results."""
    word = next(entry.words[0] for entry in ARTICLES if re.fullmatch(f"[{HAN}]{{3}}", entry.words[0]))
    search(search_page, [word + "龘龘"])
    links = search_page.locator("[data-search-suggested] a")
    expect(links.first).to_be_visible()
    assert word in links.all_text_contents()
    links.get_by_text(word, exact=True).click()
    assert total(search_page) == len(truth(word)) > 0


def test_of_a_large_archive_the_newest_come_first(
    tmp_path: Path, serve_folder: Callable[[Path, Mapping[str, str]], str], chromium_page: Page
) -> None:
    """While older shards are on their way the newest hits are shown, without a number; then all of them, in order."""
    make_site(tmp_path, ARTICLES)
    worker = tmp_path / "static/0123abcd/search-worker.js"
    small = worker.read_text("utf-8").replace("LARGE = 20000", "LARGE = 40").replace("NEWEST = 2000", "NEWEST = 10")
    worker.write_text(small, "utf-8")
    held: list[Route] = []
    released: list[bool] = []

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    chromium_page.context.route("**/part-0/**/*.pf_index", hold)
    chromium_page.goto(serve_folder(tmp_path, {"Content-Security-Policy": CSP}) + f"/?q={COMMON}")
    results = chromium_page.locator("[data-search-results]")
    expect(chromium_page.locator("a[data-result]").first).to_be_visible()
    expect(chromium_page.locator("[data-search-status]")).to_have_text("先看最新的几篇，正在查找更早的……")
    expect(results).to_have_attribute("data-state", "loading")
    newest = {entry.url for entry in ARTICLES[40:]}
    shown = "all => all.map(link => new URL(link.href).pathname)"
    assert set(chromium_page.locator("a[data-result]").evaluate_all(shown)) <= newest & truth(COMMON)
    assert held
    released.append(True)
    for route in held:
        route.continue_()
    assert total(chromium_page) == len(truth(COMMON))


def test_the_command_line_finds_the_same_in_the_same_order(search_page: Page, site_folder: Path) -> None:
    """Over the same files the search of the command line gives the browser's results, by rank and by date."""
    queries = [*substrings(40, seed=14), *(f"{COMMON} {piece}" for piece in substrings(15, seed=15)), COMMON, COMMON[0]]
    queries += [*substrings(30, seed=16, pattern=".+[，。：、 ].+"), f"{COMMON} 龘", f"{COMMON}，{COMMON[0]}"]

    def read(path: str) -> bytes:
        return (site_folder / "pagefind" / path).read_bytes()

    for by_date in (False, True):
        if by_date:
            search_page.get_by_label("按日期").check()
        for answer in search(search_page, queries):
            found = lookup.search(read, answer["query"], by_date=by_date, filters={}, limit=99)
            assert found.total == answer["total"]
            assert [result.url for result in found.results] == answer["urls"], answer["query"]
            assert found.left_out == (("龘",) if "龘" in answer["query"] else found.left_out)
    wanted = {"topic": "民生", "kind": "photo"}
    narrowed = lookup.search(read, COMMON, by_date=True, filters=wanted, limit=1)
    assert narrowed.total == len(having(COMMON, topic="life", kind="photo")) > len(narrowed.results) == 1


def test_back_from_an_article_one_is_where_one_was(search_page: Page, site: str) -> None:
    """The list is as long as it was, and stands where it was left, though the browser kept nothing of the page."""
    search_page.goto(f"{site}/?q={COMMON}&sort=date")
    assert total(search_page) > 10
    results = search_page.locator("a[data-result]")
    search_page.locator("[data-search-more]").click()
    expect(results).to_have_count(min(20, len(truth(COMMON))))
    count, last = results.count(), results.last
    last.scroll_into_view_if_needed()
    left = search_page.evaluate("scrollY")
    assert left > 0
    last.click()
    search_page.wait_for_selector("article")
    search_page.go_back()
    expect(results).to_have_count(count)
    search_page.wait_for_function("left => Math.abs(scrollY - left) < 2", arg=left)


def test_a_long_list_has_a_way_up(search_page: Page, site: str) -> None:
    """How much is listed is said, and beyond one page of results a button leads back to their beginning."""
    search_page.goto(f"{site}/?q={COMMON}")
    whole = total(search_page)
    more, up = search_page.locator("[data-search-more]"), search_page.get_by_role("button", name="回到顶部")
    expect(more).to_contain_text(f"已列出 10 篇，共 {whole} 篇")
    expect(up).to_be_hidden()
    more.click()
    expect(up).to_be_visible()
    up.click()
    assert search_page.evaluate("scrollY") == 0


def test_a_search_that_was_sent_leads_to_its_results(search_page: Page) -> None:
    """Enter leaves the field, so that its keyboard goes, for the results; a stroke of / leads back to it."""
    field, results = search_page.locator("input[name=q]"), search_page.locator("[data-search-results]")
    field.press_sequentially(COMMON)
    total(search_page)
    expect(field).to_be_focused()
    field.press("Enter")
    expect(results).to_be_focused()
    search_page.keyboard.press("ArrowDown")
    expect(results.locator("a").first).to_be_focused()
    search_page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value(COMMON)
    field.press("ArrowRight")
    field.press_sequentially("/")
    expect(field).to_have_value(COMMON + "/")


def test_the_tab_is_called_after_the_search(search_page: Page) -> None:
    """The title of the page names what was looked for, and is its own where nothing is."""
    search(search_page, [COMMON])
    expect(search_page).to_have_title(f"{COMMON} · 试")
    search(search_page, [""])
    expect(search_page).to_have_title("试")


def test_a_query_that_is_too_long_is_told(search_page: Page) -> None:
    """What is pasted beyond 200 characters is not looked for, and the page says so."""
    text = "".join(ARTICLES[0].sections) * 2
    assert len(text) > 200
    search_page.locator("input[name=q]").fill(text[:200])
    search_page.keyboard.press("Enter")
    total(search_page)
    expect(search_page.locator("[role=status]")).not_to_contain_text("太长")
    search_page.locator("input[name=q]").fill(text)
    search_page.keyboard.press("Enter")
    expect(search_page.locator("[role=status]")).to_contain_text("输入太长，只查了前 200 个字")


def test_nearest_articles_are_marked_as_such(search_page: Page) -> None:
    """Under a heading of their own, each says that it is only near; results say nothing of the kind."""
    piece = substrings(1, seed=9, pattern=f"[{HAN}]{{6}}")[0]
    search(search_page, [piece + "龘龘"])
    expect(search_page.get_by_role("heading", name="接近的文章")).to_be_visible()
    near = search_page.locator("[data-search-nearest] li")
    assert near.count() == near.locator(".search-hit__near", has_text="接近").count() > 0
    search(search_page, [piece])
    expect(search_page.locator(".search-hit__near")).to_have_count(0)


def test_results_are_set_as_on_pages(
    tmp_path: Path, serve_folder: Callable[[Path, Mapping[str, str]], str], chromium_page: Page
) -> None:
    """Titles break between words, briefs are called by their text, excerpts begin where a clause does."""
    long = "甲" * 80 + "，乙丙丁戊己庚辛壬癸" + "子" * 40 + "开工。"
    entries = (
        SearchEntry("/1.html", "新港开工了", "2026-03-25", "news", "", (long,), phrases=("新港", "开工了")),
        SearchEntry("/2.html", "", "2026-03-24", "brief", "", ("码头开工。",), opening="码头开工"),
    )
    make_site(tmp_path, entries)
    chromium_page.goto(serve_folder(tmp_path, {"Content-Security-Policy": CSP}) + "/?q=开工")
    titles, excerpts = chromium_page.locator("a[data-result]"), chromium_page.locator(".search-hit__excerpt")
    assert total(chromium_page) == 2
    assert titles.first.inner_html() == '新港<wbr><mark class="search-mark">开工</mark>了'
    expect(titles.last).to_have_text("码头开工")
    expect(excerpts.first).to_have_text(re.compile("^……乙丙丁戊"))
