"""A reader in Chromium visits a paper on its host: every kind of page, search, redirects, and without a network."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from playwright.sync_api import Error as BrowserError

from benchmarks.hosts.host import Host
from benchmarks.hosts.trial_paper import PHRASE, Places
from generator.pages import urls
from generator.pages.theme_files import builtin_folder

# Resolves once the worker has put away the newest issue as the site has it now, and has nothing left to do.
AT_REST = """version => new Promise(done => {
  const ask = async () => {
    const mark = await caches.match(`${document.querySelector("script[data-base]").dataset.base}shelf/?version`);
    if (mark && await mark.text() === version) done();
    else setTimeout(ask, 20);
  };
  ask();
})"""
_AT_REST_IN_TIME = f"""version => Promise.race([({AT_REST})(version), new Promise((_, fail) => {{
  setTimeout(() => fail(new Error("not after 20 seconds")), 20000);
}})])"""
NAMES = """async word => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if ((await (await cache.match(request)).text()).includes(word)) return true;
    }
  }
  return false;
}"""
_NOT_LOADED = "img => !img.complete || img.naturalWidth === 0"
OK, GONE = 200, 404
_CLASS = re.compile(r'<body class="page-([\w-]+)')
_TITLE = re.compile(r"<title>(.*?)</title>")


@dataclass
class Reader:
    """One reader's device, and what went wrong on it, in words."""

    browser: Browser
    host: Host
    address: str
    output: Path
    faults: list[str] = field(default_factory=list)
    visits: int = 0
    _context: BrowserContext = field(init=False)
    _page: Page = field(init=False)
    _is_down: bool = False
    _asked: str = ""
    _missing: str = ""

    def __post_init__(self) -> None:
        self._context = self.browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
        )
        self._context.set_default_timeout(15_000)
        self._context.on("console", self._console)
        self._context.on("weberror", lambda error: self._fault(f"page error: {error.error}"))
        self._context.on("request", self._request)
        self._page = self._context.new_page()

    def close(self) -> None:
        """Throws the device away."""
        self._context.close()

    def visit(self, path: str, shows: str = "", status: int = OK) -> None:
        """Opens an address; it must end at the page whose path is ``shows``, and look like it."""
        shows = shows or file_of(path)
        self._asked, self._missing = path, self.address + path if status == GONE else ""
        self.visits += 1
        html = (self.output / shows).read_text("utf-8")
        title = _TITLE.search(html)
        try:
            answer = self._page.goto(self.address + path)
            if status == OK and file_of(path) != shows:
                self._page.wait_for_url(lambda url: self._plain(url) == _plain(shows))
            self._page.wait_for_load_state()
            if answer is None or (answer.status != status and file_of(path) == shows):
                self._fault(f"answered {answer.status if answer else 'nothing'}, not {status}")
            if status == OK and self._plain(self._page.url) != _plain(shows):
                self._fault(f"ends at {self._page.url}")
            if title is None or self._page.title() != unescape(title[1]).strip():
                self._fault(f"is titled {self._page.title()}")
            if self._page.locator("meta[http-equiv=Content-Security-Policy]").count() != 1:
                self._fault("holds no policy")
            sent = answer.headers.get("content-security-policy", "") if answer else ""
            if ("frame-ancestors 'none'" in sent) != self.host.has_headers:
                self._fault(f"was sent with the policy “{sent}”")
            self._page.locator("main img").evaluate_all("all => all.forEach(img => img.loading = 'eager')")
            self._page.wait_for_function("() => [...document.images].every(img => img.complete)")
            if self._page.locator("main img").evaluate_all(f"all => all.filter({_NOT_LOADED}).length"):
                self._fault("a picture was not loaded")
        except BrowserError as error:
            self._fault(str(error).splitlines()[0])

    def search(self, word: str, total: int) -> None:
        """A search finds so many articles, and the first of them opens."""
        path = f"search/?q={quote(word)}"
        self._asked = path
        try:
            self._page.goto(self.address + path)
            self._page.wait_for_selector("[data-search-results][data-state=done] a[data-result]")
            found = self._page.locator("[data-search-results]").get_attribute("data-total")
            if found != str(total):
                self._fault(f"found {found}, not {total}")
            self._page.locator("a[data-result]").first.click()
            self._page.locator("article h1").wait_for()
            if word not in self._page.locator("article").inner_text():
                self._fault("the first result does not hold the word")
        except BrowserError as error:
            self._fault(str(error).splitlines()[0])

    def file(self, path: str, text: str) -> None:
        """A plain file is served as it is."""
        self._asked = path
        answer = self._context.request.get(self.address + path)
        if answer.status != OK or answer.text() != text:
            self._fault(f"answered {answer.status}")

    def rest(self, path: str = "") -> None:
        """Opens a page and waits until the device holds the newest issue."""
        self._asked = path
        found = re.search(r'"version": "(\w+)"', (self.output / urls.WORKER).read_text("utf-8"))
        try:
            self._page.goto(self.address + path)
            self._page.evaluate(_AT_REST_IN_TIME, found[1] if found else "")
        except BrowserError as error:
            self._fault(f"is never at rest: {str(error).splitlines()[0]}")

    def without_network(self, *paths: str) -> None:
        """The host is stopped: pages that the device holds are shown all the same, dressed."""
        self.host.stop()
        self._is_down = True
        for path in paths:
            self._asked = f"{path} offline"
            title = _TITLE.search((self.output / file_of(path)).read_text("utf-8"))
            try:
                self._page.goto(self.address + path)
                if title is None or self._page.title() != unescape(title[1]).strip():
                    self._fault(f"is titled {self._page.title()}")
                if self._page.evaluate("getComputedStyle(document.body).margin") != "0px":
                    self._fault("is not dressed")
            except BrowserError as error:
                self._fault(str(error).splitlines()[0])

    def network_again(self, paper: Path) -> None:
        """The host is there again, with what the paper's folder now holds."""
        self.host.start(paper)
        self._is_down = False

    def holds(self, word: str) -> bool:
        """Whether anything on the device has this word in it."""
        return bool(self._page.evaluate(NAMES, word))

    def fault(self, what: str) -> None:
        """Notes something that is wrong."""
        self._asked = ""
        self._fault(what)

    def _plain(self, url: str) -> str:
        path = urlsplit(url).path
        return _plain(path.removeprefix(self.host.base)) if path.startswith(self.host.base) else path

    def _console(self, message: ConsoleMessage) -> None:
        is_told = self._missing and message.location.get("url") == self._missing
        if message.type in ("error", "warning") and not self._is_down and not is_told:
            self._fault(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")) and not self._is_redirected(request):
            self._fault(f"asked another address: {request.url}")

    def _is_redirected(self, request: Request) -> bool:
        return request.url.rstrip("/") == self.address.rstrip("/")

    def _fault(self, what: str) -> None:
        self.faults.append(f"/{self._asked}: {what}")


def file_of(path: str) -> str:
    """The path below ``output/`` of the file that stands at an address."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def _plain(path: str) -> str:
    return path.removesuffix("index.html").removesuffix(".html").removesuffix("/")


def kinds(output: Path) -> dict[str, str]:
    """Each kind of page, by its template's class, with the address of one of them."""
    found: dict[str, str] = {}
    for file in sorted(output.rglob("*.html")):
        kind = _CLASS.search(file.read_text("utf-8"))
        if kind:
            found.setdefault(kind[1], quote(file.relative_to(output).as_posix().removesuffix("index.html")))
    return found


def expected_kinds() -> set[str]:
    """The kinds of pages that our templates make."""
    names = re.compile(r"block page_class %\}([\w-]+)\{%")
    return {name for path in builtin_folder().glob("*.html") for name in names.findall(path.read_text("utf-8"))}


def journey(reader: Reader, places: Places) -> None:
    """All that a reader does while the site stands as it was first built."""
    output = reader.output
    found = kinds(output)
    missing = expected_kinds() - found.keys() - {"plain"}
    if missing:
        reader.fault(f"the trial's paper has no page of the kind {', '.join(sorted(missing))}")
    lists = "latest/ archive/ topics/ topics/spring/ tags/ shelf/ about/ subscribe/".split()
    years = [f"archive/{path.name}/" for path in (output / "archive").iterdir() if path.is_dir()]
    for path in dict.fromkeys(("", *found.values(), *lists, *years, *_tag_kinds(output), places.photo, places.read)):
        if path != urls.NOT_FOUND:
            reader.visit(path)
    for path in (places.withdrawn, places.removed):
        reader.visit(path)
    for old, new in places.leads.items():
        reader.visit(old, new)
    for old, new in places.ruled.items():
        if reader.host.has_rules:
            reader.visit(old, new)
        else:
            reader.visit(old, urls.NOT_FOUND, GONE)
    reader.visit("no/such/page", urls.NOT_FOUND, GONE)
    reader.visit("latest", "latest/index.html")
    reader.file(".well-known/security.txt", "Contact: mailto:editor@example.org\n")
    reader.search(PHRASE, 1)


def _tag_kinds(output: Path) -> Iterator[str]:
    for path in urls.TAG_KINDS.values():
        if (output / path).exists():
            yield path.removesuffix("index.html")


def offline(reader: Reader, places: Places, withdraw: Callable[[], None], paper: Path) -> None:
    """The device without a network, and then with one again, after an article that it holds was withdrawn."""
    reader.visit(places.read)
    reader.visit(places.leaving)
    reader.rest()
    if not reader.holds(PHRASE):
        reader.fault("the device does not hold the article that was read")
    newest = places.leaving.partition("/")[0]
    reader.without_network("", f"{newest}/", places.photo, places.leaving, places.read)
    withdraw()
    reader.network_again(paper)
    reader.rest()
    if reader.holds(PHRASE):
        reader.fault("the withdrawn article is still on the device")
    reader.visit(places.leaving)
