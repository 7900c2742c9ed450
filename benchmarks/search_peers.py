"""Compares our search with others on the same archive and queries: recall, precision and bytes.

    make search-peers [SIZE=3000]

It needs npm, which installs into a temporary folder.

Pagefind is the extended build, queried as its default interface does it. MiniSearch indexes overlapping pairs of
characters and requires all pairs of a query. The scan reads all texts. Bytes are those of a first search with ten
results in an empty browser; MiniSearch's index and the texts are counted after gzip, which not all hosts apply.
"""

import argparse
import gzip
import html
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import archive, search_queries, search_site
from benchmarks.audit.served import chromium
from benchmarks.search_bench import ASK, SCRIPTS
from benchmarks.search_queries import Truth

PACKAGES = ("pagefind@1.5.2", "minisearch@7")
QUERIES = 200

PAGEFIND = """async (queries) => {
  const pagefind = await import("/peers/pagefind/pagefind.js");
  const answers = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    answers.push((await Promise.all(results.map((result) => result.data()))).map((data) => data.raw_url));
  }
  return answers;
}"""
FIRST_PAGEFIND = """async (query) => {
  const pagefind = await import("/peers/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
}"""
MINISEARCH = """async (queries) => {
  const { default: MiniSearch } = await import("/peers/minisearch.js");
  const json = await (await fetch("/peers/minisearch.json")).text();
  const pairs = (text) => text.split(/[^\\u4e00-\\u9fffa-z0-9]+/u).flatMap((run) =>
    Array.from({ length: Math.max(run.length - 1, 1) }, (_, at) => run.slice(at, at + 2)));
  const index = MiniSearch.loadJSON(json, { fields: ["text"], idField: "url", tokenize: pairs });
  return queries.map((query) => index.search(query, { combineWith: "AND" }).map(({ id }) => id));
}"""
BUILD_MINISEARCH = """
import MiniSearch from "minisearch";
import { readFileSync, writeFileSync } from "node:fs";
const [source, target] = process.argv.slice(2);
const pairs = (text) => text.split(/[^\\u4e00-\\u9fffa-z0-9]+/u).flatMap((run) =>
  Array.from({ length: Math.max(run.length - 1, 1) }, (_, at) => run.slice(at, at + 2)));
const index = new MiniSearch({ fields: ["text"], idField: "url", tokenize: pairs });
index.addAll(JSON.parse(readFileSync(source, "utf8")));
writeFileSync(target, JSON.stringify(index));
"""


def install(folder: Path) -> Path:
    """Installs the peers; returns where they lie."""
    subprocess.run(
        [_program("npm"), "install", "--silent", "--no-audit", "--no-fund", *PACKAGES], cwd=folder, check=True
    )
    return folder / "node_modules"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def lay_out(size: int, folder: Path, modules: Path) -> Truth:
    """Our site and the peers' below one folder."""
    newspaper = archive.newspaper(size)
    search_site.write_index(newspaper, folder)
    search_site.write_page(folder)
    truth = Truth(newspaper)
    pages, peers = folder / "pages", folder / "peers"
    peers.mkdir()
    texts = []
    for entry in truth.entries:
        page = pages / entry.url.removeprefix("/")
        page.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{html.escape(section)}</p>" for section in entry.sections if section != entry.title)
        title = html.escape(entry.title)
        page.write_text(f'<html lang="zh-CN"><title>{title}</title><body><h1>{title}</h1>{body}', "utf-8")
        texts.append({"url": entry.url, "text": "\n".join(entry.sections).lower()})
    (peers / "plain.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    program = modules / "@pagefind/linux-x64/bin/pagefind_extended"
    subprocess.run([program, "--site", pages, "--output-path", peers / "pagefind", "--silent"], check=True)
    shutil.copy(modules / "minisearch/dist/es/index.js", peers / "minisearch.js")
    script = modules.parent / "build.mjs"
    script.write_text(BUILD_MINISEARCH)
    subprocess.run([_program("node"), script, peers / "plain.json", peers / "minisearch.json"], check=True)
    return truth


def scores(truth: Truth, queries: list[str], answers: list[list[str]]) -> tuple[float, float]:
    """Recall and precision over all queries."""
    held = [truth.holding(query) for query in queries]
    both = sum(len(true & set(found)) for true, found in zip(held, answers, strict=True))
    return both / sum(map(len, held)), both / max(sum(len(set(found)) for found in answers), 1)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=3000)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        (Path(temporary) / "npm").mkdir()
        modules = install(Path(temporary) / "npm")
        folder = Path(temporary) / "site"
        truth = lay_out(size, folder, modules)
        address, line, server = search_site.serve(folder)
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox"])
        queries = search_queries.substrings(truth, QUERIES, random.Random(size))

        def fresh(use: Callable[[Page], object]) -> int:
            """Bytes of something done in an empty browser."""
            page = _page(browser, address)
            line.taken()
            use(page)
            page.close()
            return line.taken()

        page = _page(browser, address)
        ours = [answer["urls"] for answer in page.evaluate(ASK, {"queries": queries, "most": size})]
        pagefind = page.evaluate(PAGEFIND, queries)
        minisearch = page.evaluate(MINISEARCH, queries)
        scripts = sum((folder / "static" / f"search{part}.js").stat().st_size for part in SCRIPTS)
        packed = {name: len(gzip.compress((folder / "peers" / name).read_bytes())) for name in PACKED}
        rows = (
            ("banmian", ours, fresh(lambda page: page.evaluate(ASK, {"queries": queries[:1], "most": 10})) + scripts),
            (
                "Pagefind extended, as its interface asks",
                pagefind,
                fresh(lambda page: page.evaluate(FIRST_PAGEFIND, queries[0])),
            ),
            ("MiniSearch, pairs", minisearch, packed["minisearch.json"] + packed["minisearch.js"]),
            ("plain scan of all texts", [list(truth.holding(query)) for query in queries], packed["plain.json"]),
        )
        print(f"{size:,} articles, {QUERIES} random substrings\n\n| search | recall | precision | first search, KB |")
        print("|---|---|---|---|")
        for name, answers, taken in rows:
            recall, precision = scores(truth, queries, answers)
            print(f"| {name} | {recall:.3f} | {precision:.3f} | {taken / 1000:.0f} |")
        browser.close()
        server.shutdown()


PACKED = ("minisearch.json", "minisearch.js", "plain.json")


def _page(browser: Browser, address: str) -> Page:
    page = browser.new_context(bypass_csp=True).new_page()
    page.set_default_timeout(600_000)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


if __name__ == "__main__":
    main()
