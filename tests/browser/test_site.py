"""The built sample edition in a real browser, as a reader on a telephone meets it."""

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator import config
from generator.content import body, store
from generator.model import Article
from generator.newsroom import importer
from generator.pages.typography import full_width
from generator.press.build import build
from generator.tagging import keywords
from support import PROJECT, ServeFolder, Site

pytestmark = pytest.mark.browser

SEED_DAYS = (date(2026, 3, 25), date(2026, 3, 4))
KINDS = {
    "home": "/",
    "latest": "/latest/",
    "issue": "/2026-03-11/",
    "article": "/2026-03-25/01.html",
    "brief": "/2026-03-25/06.html",
    "photo": "/2026-03-25/10.html",
    "truncated": "/2026-03-11/12.html",
    "topics": "/topics/",
    "topic": "/topics/bairi-gongjian/",
    "tags": "/tags/",
    "tag": "/tags/shi-qiao-zhen/",
    "people": "/people/",
    "subjects": "/subjects/",
    "special": "/topics/chunfeng-songgang/",
    "archive": "/archive/",
    "year": "/archive/2026/",
    "search": "/search/?q=" + quote("百日攻坚"),
    "about": "/about/",
    "not found": "/404.html",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition's folder, copied and built."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(PROJECT / "content", root / "content")
    shutil.copy(PROJECT / "newspaper.toml", root)
    build(root)
    return root


@pytest.fixture(scope="module")
def address(sample: Path, serve_folder: ServeFolder) -> str:
    """Where the sample is served."""
    return serve_folder(sample / "output", {})


class _Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _html_files(output: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(output.rglob("*.html")):
        yield path.relative_to(output).as_posix(), path.read_text("utf-8")


def _watched(page: Page) -> list[str]:
    """What goes wrong on a page from now on: errors, refused content, failed or foreign requests."""
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("request", lambda asked: None if _is_ours(asked.url) else wrong.append(f"foreign: {asked.url}"))
    return wrong


def _is_ours(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", None)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_fits_and_loads_cleanly(chromium_page: Page, address: str, kind: str, width: int) -> None:
    """No page scrolls sideways, breaks its own security policy, logs an error, or asks another host for anything."""
    wrong = _watched(chromium_page)
    chromium_page.set_viewport_size({"width": width, "height": 844})
    chromium_page.goto(address + KINDS[kind], wait_until="networkidle")
    assert wrong == []
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
    assert chromium_page.locator("h1").count() == 1
    assert chromium_page.evaluate("[...document.images].every(i => !i.complete || i.naturalWidth > 0)")


SIDE_BY_SIDE = """() => [...document.querySelectorAll(".line + .line")].flatMap(line => {
  const [above, here] = [line.previousElementSibling, line].map(one => one.getBoundingClientRect());
  if (!here.height || here.top >= above.bottom - 3) return [];
  const isOneRow = Math.abs(above.top - here.top) < 2 && Math.abs(above.height - here.height) < 2;
  const isSingle = here.height < 1.9 * parseFloat(getComputedStyle(line).fontSize);
  return isOneRow && isSingle && here.left >= above.right - 1 ? [] : [line.parentElement.textContent];
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_lines_of_a_headline_are_no_columns(chromium_page: Page, address: str, width: int) -> None:
    """Wherever a printed headline stands its lines follow one another: on one row, or each below the one before."""
    chromium_page.set_viewport_size({"width": width, "height": 900})
    for kind, path in KINDS.items():
        chromium_page.goto(address + path)
        assert chromium_page.evaluate(SIDE_BY_SIDE) == [], kind


def test_where_there_is_no_song_a_line_is_of_one_voice(chromium_page: Page, address: str) -> None:
    """The type of headlines falls to that of the text before any other: figures and marks get no Latin serif."""
    chromium_page.goto(address + KINDS["article"])
    song, hei = (
        chromium_page.locator(selector).first.evaluate("e => getComputedStyle(e).fontFamily")
        for selector in (".headline", ".prose")
    )
    assert song.endswith(hei)
    assert "serif" not in song.removesuffix(hei).split(", ")


def test_the_name_of_a_page_has_no_gap_of_a_printed_line(sample: Path) -> None:
    """In the title of an article's page no blank stands where a line of its headline ended."""
    for path, html in _html_files(sample / "output"):
        title = re.search(r"<title>(.*?) · ", html)
        if title and path.split("/")[-1] != "index.html":
            assert not re.search(r"[^!-~] |  | [^!-~]", title[1]), path


def test_no_page_holds_inline_code_but_the_one_its_policy_names(sample: Path) -> None:
    """No style attribute, style element or event attribute stands in any page; its policy has the one script's hash."""
    for name, html in _html_files(sample / "output"):
        tags = _Tags(html).found
        for tag, attributes in tags:
            assert tag != "style", name
            assert not [key for key in attributes if key == "style" or key.startswith("on")], (name, tag)
        (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
        assert [attributes for tag, attributes in tags if tag == "script"].count({}) == 1, name
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policies = [a["content"] for tag, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, name
        assert f"script-src 'self' 'sha256-{digest}';" in str(policies[0]), name


def test_every_link_leads_to_a_file_of_the_site(sample: Path) -> None:
    """Whatever a page links to or loads stands in output/, and every fragment names an element of its page."""
    pages = dict(_html_files(sample / "output"))
    for name, html in pages.items():
        for _, attributes in _Tags(html).found:
            for key in ("href", "src"):
                target = urlsplit(attributes.get(key) or "")
                if not target.path or target.scheme:
                    continue
                path = unquote(target.path).removeprefix("/")
                path = path + "index.html" if path.endswith("/") or not path else path
                assert (sample / "output" / path).is_file(), f"{name} → {target.path}"
                if target.fragment and path in pages:
                    assert f'id="{target.fragment}"' in pages[path], f"{name} → #{target.fragment}"


def test_an_article_shows_every_character_of_its_text(sample: Path, chromium_page: Page, address: str) -> None:
    """Title, kicker, subtitle, body, captions and credits of every article can be read, in full-width marks."""
    for article in _articles(sample):
        issue, _, number = article.id.rpartition("-")
        chromium_page.goto(f"{address}/{issue}/{number}.html", wait_until="domcontentloaded")
        shown = "".join(chromium_page.locator("main").inner_text().split())
        photos = [text for photo in article.photos for text in (photo.caption, photo.credit_line)]
        for text in (
            article.kicker,
            article.title,
            article.subtitle,
            *body.to_text(article.body, article.kind),
            *photos,
        ):
            assert "".join(full_width(text).split()) in shown, (article.id, text)


def test_pages_can_be_read_without_javascript(chromium: Browser, address: str) -> None:
    """Front page, article and archive work with scripts switched off; the search page says that it needs them."""
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="第一铲土之后").first.click()
        assert page.locator("h1").inner_text() == "第一铲土之后"
        page.goto(address + "/search/")
        assert "JavaScript" in page.locator("main").inner_text()
    finally:
        context.close()


def _articles(root: Path) -> Iterator[Article]:
    for issue in store.load(root, config.load(root).topic_list()).issues:
        yield from issue.articles


def _searched(page: Page) -> set[str]:
    page.wait_for_selector("[data-search-results][data-state=done]")
    links = page.locator("a[data-result]")
    more = page.locator("[data-search-more]")
    while more.count() and more.first.is_visible():
        more.first.click()
        page.wait_for_selector("[data-search-results][data-state=done]")
    return {urlsplit(str(links.nth(at).get_attribute("href"))).path for at in range(links.count())}


def _holding(root: Path, word: str) -> set[str]:
    """The addresses of the articles whose text holds a word, by reading every file."""
    plain = re.compile(r"[\s‘’“”《》〈〉「」『』]")
    found = set()
    for article in _articles(root):
        names = [author.name for author in article.authors]
        photos = [text for photo in article.photos for text in (photo.caption, photo.credit_line)]
        fields = (article.kicker, article.title, article.subtitle, article.byline, *names, *photos)
        if any(word in plain.sub("", text) for text in (*fields, *body.to_text(article.body, article.kind))):
            issue, _, number = article.id.rpartition("-")
            found.add(f"/{issue}/{number}.html")
    return found


@pytest.mark.parametrize("word", ["百日攻坚", "云湖湿地公园", "周采薇", "数谷", "水位计", "八千四百一十七"])
def test_a_search_finds_exactly_the_articles_that_hold_the_word(
    chromium_page: Page, address: str, sample: Path, word: str
) -> None:
    """Typed or linked, a word leads to every article whose text holds it and to no other, with an excerpt."""
    chromium_page.goto(f"{address}/search/?q={quote(word)}")
    assert _searched(chromium_page) == _holding(sample, word)
    total = chromium_page.locator("[data-search-results]").get_attribute("data-total")
    assert total == str(len(_holding(sample, word)))
    marks = chromium_page.locator("[data-search-results] mark").all_inner_texts()
    assert word in "".join(marks).replace("“", "").replace("”", "")


def test_a_result_leads_to_the_article_with_the_word_marked(chromium_page: Page, address: str) -> None:
    """From the front page: search, type, open the first result, and the word is marked in the article."""
    wrong = _watched(chromium_page)
    chromium_page.goto(address)
    chromium_page.get_by_role("link", name="搜索").first.click()
    chromium_page.wait_for_url("**/search/", wait_until="load")
    chromium_page.get_by_role("searchbox").fill("口袋公园")
    chromium_page.keyboard.press("Enter")
    chromium_page.wait_for_selector("[data-search-results][data-state=done] a[data-result]")
    chromium_page.locator("a[data-result]").first.click()
    chromium_page.wait_for_selector("article mark")
    assert "口袋公园" in "".join(chromium_page.locator("article mark").all_inner_texts())
    chromium_page.go_back()
    chromium_page.wait_for_selector("[data-search-results][data-state=done] a[data-result]")
    assert chromium_page.get_by_role("searchbox").input_value() == "口袋公园"
    assert wrong == []


def test_the_first_result_stands_above_the_fold(chromium_page: Page, address: str) -> None:
    """On a telephone the first result begins in the upper two fifths of the screen, above a keyboard too."""
    chromium_page.goto(f"{address}/search/?q={quote('百日攻坚')}")
    _searched(chromium_page)
    chromium_page.evaluate("scrollTo(0, 0)")
    box = chromium_page.locator("[data-search-results] li").first.bounding_box()
    assert box
    assert box["y"] < 340


def test_the_seeds_are_found(shared: Path, tmp_path: Path, chromium_page: Page, serve_folder: ServeFolder) -> None:
    """Both real issues imported and built: a project, a lake and a reporter lead to exactly their articles."""
    (tmp_path / "newspaper.toml").write_text('[paper]\nname = "试刊"\n', "utf-8")
    propose = keywords.Keywords((), tmp_path / "cache").propose
    for raw, day in zip(sorted((shared / "seeds").glob("*.txt")), SEED_DAYS, strict=True):
        importer.import_issue(tmp_path, raw, day, propose=propose)
    build(tmp_path)
    address = serve_folder(tmp_path / "output", {})
    for word in ("三十工程", "沁泉湖", "付凯明"):
        chromium_page.goto(f"{address}/search/?q={quote(word)}")
        expected = _holding(tmp_path, word)
        assert expected
        assert _searched(chromium_page) == expected, word


COUNT = """
const asked = (host) => fetch(`https://${host}/`).then(() => "in", () => "refused");
const shown = (host) => new Promise((done) => {
  const image = new Image();
  image.onload = () => done("in");
  image.onerror = () => done("refused");
  image.src = `https://${host}/a.svg`;
});
window.counted = Promise.all([asked("in.example.com"), asked("other.example.com"),
  shown("pics.example.com"), shown("other.example.com")]);
"""
ANSWERS: dict[str, dict[str, Any]] = {
    "https://stats.example.org/count.js": {"body": COUNT, "content_type": "text/javascript"},
    "https://*.example.com/": {"body": "", "headers": {"Access-Control-Allow-Origin": "*"}},
    "https://*.example.com/a.svg": {
        "body": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        "content_type": "image/svg+xml",
    },
}


def test_a_service_that_counts_readers_works_and_no_other(
    site: Site, chromium_page: Page, serve_folder: ServeFolder
) -> None:
    """What ``[analytics]`` names runs, loads, sends and shows its picture; the same of another site is refused."""
    site.issue()
    site.article()
    table = '[analytics]\nscript = "https://stats.example.org/count.js"\nsnippet = "window.told = 1;"\n'
    table += 'connect = ["https://in.example.com"]\nimages = ["https://pics.example.com"]\n'
    site.write("newspaper.toml", f'[paper]\nname = "试刊"\n\n{table}')
    build(site.root)
    for address, answer in ANSWERS.items():
        chromium_page.route(address, lambda route, _, answer=answer: route.fulfill(**answer))
    chromium_page.goto(f"{serve_folder(site.root / 'output', {})}/2026-03-25/01.html")
    chromium_page.wait_for_function("window.counted !== undefined")
    assert chromium_page.evaluate("window.told") == 1
    assert chromium_page.evaluate("window.counted") == ["in", "refused", "in", "refused"]
