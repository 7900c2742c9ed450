"""Measures pages on a slow phone: bytes and requests, largest contentful paint and layout shift."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Request

from benchmarks.audit.pages import GOAL_KINDS
from benchmarks.audit.table import Row

# Slow 4G and a cheap telephone, as Lighthouse defines them: 150 ms there and back, 1.6 Mbit/s, a fourth of the speed.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1638.4 * 1024 / 8,
    "uploadThroughput": 675 * 1024 / 8,
}
CPU_SLOWDOWN = 4
RUNS = 5
PAGE_KB, SCRIPT_KB, MODULE_KB = 12, 6, 10
PAINT_MS = 1000
TAP_MS = 50
REQUESTS = 3

PAINTS = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.seen.paint = e.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.seen.shift += e.value; }))
  .observe({type: "layout-shift", buffered: true});
"""
TAPS = """
window.taps = [];
new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (e.interactionId) taps.push(e.duration); }))
  .observe({type: "event", durationThreshold: 16, buffered: true});
"""
PANEL = ".reader-bar [data-reader=panel]"
TAPPED = {
    "nothing, which is what the machine itself takes": ".article-head",
    "open the panel": PANEL,
    "night": "#reader-panel label:has([value=dark])",
    "larger type": "#reader-panel label:has([value='3'])",
}
"""What is tapped on an article; the last two change all that stands on the page."""

# The policy of the pages forbids evaluated strings, and with them Playwright's own wait_for_function.
PAINTED = "new Promise(done => { const ask = () => seen.paint ? done(seen) : requestAnimationFrame(ask); ask(); })"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page opened with an empty cache."""

    paint_ms: float
    shift: float
    requests: tuple[str, ...]
    """Addresses asked for before the page was loaded, pictures and icons apart."""


def rows(browser: Browser, address: str, kinds: dict[str, str], output: Path) -> list[Row]:
    """Rows for paint and shift of each kind, for an article's bytes and requests, and for the scripts."""
    found = []
    for kind in (kind for kind in GOAL_KINDS if kind in kinds):
        visits = [_visit(browser, address + kinds[kind]) for _ in range(RUNS)]
        paint, shift = median(v.paint_ms for v in visits), max(v.shift for v in visits)
        figure = f"{paint:.0f} ms, shift {shift:.3f}"
        found.append(Row(f"slow 4G, CPU/4, {kind}", figure, f"≤ {PAINT_MS} ms, 0", paint <= PAINT_MS and shift == 0))
        if kind == "article":
            taps = {name: _tap_ms(browser, address + kinds[kind], control) for name, control in TAPPED.items()}
            told = tuple(f"{name}: {milliseconds:.0f} ms" for name, milliseconds in taps.items())
            slowest = max(taps.values())
            found.append(Row("slowest tap, CPU/4", f"{slowest:.0f} ms", f"≤ {TAP_MS} ms", slowest <= TAP_MS, told))
            found += _article(address, kinds[kind], visits[0], output)
    return found + _modules(output)


def _visit(browser: Browser, url: str) -> Visit:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, service_workers="block"
    )
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        asked: list[str] = []

        def note(request: Request) -> None:
            if request.resource_type in ("document", "stylesheet", "script", "font", "fetch"):
                asked.append(request.url)

        page.on("request", note)
        page.add_init_script(PAINTS)
        page.goto(url, wait_until="load")
        page.wait_for_load_state("networkidle")
        seen = page.evaluate(PAINTED)
        return Visit(seen["paint"], seen["shift"], tuple(asked))
    finally:
        context.close()


def _tap_ms(browser: Browser, url: str, control: str) -> float:
    """From the finger to the next paint, the median of several taps; less than the browser tells apart counts as 16."""

    def once() -> float:
        context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
        try:
            page = context.new_page()
            page.add_init_script(TAPS)
            page.goto(url, wait_until="load")
            if control.startswith("#reader-panel"):
                page.locator(PANEL).tap()
                page.wait_for_timeout(300)
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
            page.evaluate("taps.length = 0")
            page.locator(control).tap()
            page.wait_for_timeout(500)
            return float(page.evaluate("Math.max(16, ...taps)"))
        finally:
            context.close()

    return median(once() for _ in range(RUNS))


def _article(address: str, path: str, visit: Visit, output: Path) -> list[Row]:
    def size(data: bytes) -> int:
        return len(gzip.compress(data, 9, mtime=0))

    files = [output / url.removeprefix(address) for url in visit.requests]
    html = (output / path).read_bytes()
    # The article's own text is what the goal leaves out: the page without it, compressed.
    bare = re.sub(rb'(<div class="prose">).*?(</div>)', rb"\1\2", html, flags=re.DOTALL)
    rest = [file.read_bytes() for file in files if file.suffix != ".html"]
    total = size(bare) + sum(map(size, rest))
    scripts = sum(size(file.read_bytes()) for file in files if file.suffix == ".js")
    names = ", ".join(f"{file.name} {size(file.read_bytes()) / 1024:.1f}" for file in files)
    return [
        Row(
            "article page, KB without its text",
            f"{total / 1024:.1f}",
            f"≤ {PAGE_KB}",
            total <= PAGE_KB * 1024,
            (names,),
        ),
        Row("article page, requests", str(len(files)), f"≤ {REQUESTS}", len(files) <= REQUESTS, (names,)),
        Row(
            "scripts before the reader acts, KB", f"{scripts / 1024:.1f}", f"≤ {SCRIPT_KB}", scripts <= SCRIPT_KB * 1024
        ),
    ]


def _modules(output: Path) -> list[Row]:
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in output.glob("static/*/*.js")}
    name, size = max(sizes.items(), key=lambda item: item[1])
    return [Row("largest script, KB", f"{size / 1024:.1f} ({name})", f"≤ {MODULE_KB}", size <= MODULE_KB * 1024)]
