"""Reading and searching on telephones of 2018: without what is younger than Chrome 69 or Safari 12 they work."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from generator.press.build import build
from support import PROJECT, ServeFolder

pytestmark = pytest.mark.browser

YOUNG: list[str] = json.loads((PROJECT / "tests/cases/young_interfaces.json").read_text("utf-8"))
"""By npm's @mdn/browser-compat-data; ``benchmarks/young_interfaces.mjs`` makes the list."""

SCRIPTS = "\n".join(
    path.read_text("utf-8")
    for path in (*(PROJECT / "templates/static").glob("*.js"), *(PROJECT / "templates/partials").glob("dress.html"))
)
NAMED = [name for name in YOUNG if re.search(rf"[.\s(]{name.rpartition('.')[2]}\b", SCRIPTS)]
"""Those that our scripts name, or name something else by: they must do without each."""

ASKED_BY_THE_TEST = ("BigInt64Array", "BigUint64Array", "globalThis")
"""Playwright itself would fail in the page."""

WORD = "百日攻坚"

TAKE_AWAY = """for (const path of %s) {
  const names = path.split(".");
  const last = names.pop();
  const owner = names.reduce((at, name) => at && at[name], self);
  if (owner && !delete owner[last]) Object.defineProperty(owner, last, { value: undefined });
}
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition's folder, copied and built."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(PROJECT / "content", root / "content")
    shutil.copy(PROJECT / "newspaper.toml", root)
    build(root)
    return root / "output"


@pytest.fixture(scope="module")
def address(sample: Path, serve_folder: ServeFolder) -> str:
    """Where the sample edition is served."""
    return serve_folder(sample, {})


Age = Callable[[list[str]], Page]


@pytest.fixture
def aged(chromium_page: Page) -> Iterator[Age]:
    """A page in whose browser, its workers too, these interfaces are missing."""

    def age(names: list[str]) -> Page:
        gone = TAKE_AWAY % json.dumps(names)
        chromium_page.add_init_script(gone)

        def older(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, body=gone + answer.text())

        chromium_page.context.route("**/search-worker.js", older)
        return chromium_page

    yield age
    chromium_page.context.unroute_all(behavior="ignoreErrors")  # the worker may ask while the browser is closing


def reads_and_searches(page: Page, address: str) -> None:
    """Searches for a word, opens a result, finds the word marked and the controls of a reader in place."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/search/?q={quote(WORD)}")
    results = page.locator("[data-search-results]")
    expect(results).to_have_attribute("data-state", "done", timeout=20_000)
    assert int(results.get_attribute("data-total") or 0) > 0
    page.get_by_text("筛选", exact=True).click()
    expect(page.get_by_label("年份").locator("option").nth(1)).to_have_text(re.compile("^2026年"))
    page.locator("a[data-result]").first.click()
    expect(page.locator("article mark").first).to_be_visible()
    assert WORD in "".join(page.locator("article mark").all_text_contents())
    page.locator("[data-reader=panel]").first.click()
    expect(page.locator("#reader-panel")).to_be_visible()
    assert wrong == []


def test_all_that_is_young_may_be_missing(aged: Age, address: str) -> None:
    """Without any interface that is younger than Chrome 69 or Safari 12 one reads and searches as with all."""
    page = aged([name for name in YOUNG if name not in ASKED_BY_THE_TEST])
    reads_and_searches(page, address)
    assert page.evaluate("typeof DecompressionStream + typeof [].toReversed") == "undefinedundefined"


@pytest.mark.parametrize("name", NAMED if "BANMIAN_LONG" in os.environ else NAMED[::6])
def test_each_that_our_scripts_name_may_be_missing(aged: Age, address: str, name: str) -> None:
    """Each young interface that a script names is asked for before it is used, or there is another way."""
    reads_and_searches(aged([name]), address)


def fault(page: Page, address: str) -> str:
    """What the page says of a search that failed."""
    page.goto(f"{address}/search/?q={quote(WORD)}")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-state", "error")
    return page.locator("[data-search-status]").inner_text()


@pytest.mark.parametrize(
    ("files", "answer", "said"),
    [
        ("**/*.pf_index", {"status": 503}, "请检查网络"),
        ("**/catalogue.json", {"status": 500}, "请检查网络"),
        ("**/catalogue.json", {"body": "{"}, "索引有缺损"),
        ("**/*.pf_table", {"status": 404}, "索引有缺损"),
        ("**/*.pf_table", {"body": "damaged"}, "索引有缺损"),
        ("**/*.pf_index", {"body": b"\x1f\x8b\x08\0" + bytes(40)}, "索引有缺损"),
        ("**/search-worker.js", {"body": "a?.?b", "content_type": "text/javascript"}, "浏览器太旧"),
        ("**/search-index.js", {"body": "nothing()", "content_type": "text/javascript"}, "浏览器太旧"),
    ],
)
@pytest.mark.parametrize("young", ["with", "without"])
def test_a_fault_is_called_what_it_is(
    aged: Age, address: str, files: str, answer: dict[str, object], said: str, young: str
) -> None:
    """The network, a damaged index and a browser that is too old are told apart, whoever inflates."""
    page = aged(["DecompressionStream"] if young == "without" else ["AggregateError"])
    page.context.route(files, lambda route: route.fulfill(**answer))
    assert said in fault(page, address)


def test_a_browser_without_workers_is_told(aged: Age, address: str) -> None:
    """Where no worker can be started the page does not blame the network."""
    assert "浏览器太旧" in fault(aged(["Worker"]), address)


def test_a_browser_without_modules_is_told(chromium_page: Page, address: str) -> None:
    """A browser that cannot run the search at all runs the one script that says so."""
    chromium_page.context.route("**/search.js", lambda route: route.abort())
    chromium_page.goto(f"{address}/search/")
    source = chromium_page.locator("script[nomodule]").get_attribute("src") or ""
    chromium_page.evaluate(chromium_page.request.get(address + source).text())
    assert "浏览器太旧" in chromium_page.locator("[data-search-status]").inner_text()
