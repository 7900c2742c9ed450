"""Data in pages, checked against the types of schema.org: TypeScript with npm's schema-dts."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import rendered
from benchmarks.hosts import npm
from benchmarks.hosts.host import NotHereError
from generator.model import Catalogue, Newspaper
from generator.newsroom import convert
from generator.settings import Paper, Settings
from generator.sources.raw import Raw
from rendered import Rendered
from test_seeds import SEED_DAYS

pytestmark = pytest.mark.slow

PACKAGES = ("schema-dts@2.1.0", "typescript@5.9.3")
WRONG = '{"@context": "https://schema.org", "@type": "NewsArticle", "x": 1}'
OPTIONS = (
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--moduleResolution",
    "bundler",
    "--module",
    "esnext",
    "--lib",
    "es2015",
)


@pytest.fixture(scope="session")
def types() -> Path:
    """The folder in which TypeScript and the types are installed, once for all runs."""
    try:
        return npm.installed("schema-types", *PACKAGES)
    except NotHereError as missing:
        pytest.skip(f"NOT TESTED: data in pages is not held against schema.org's types; that needs {missing}")


def _form(thing: Any) -> str:
    """What the compiler looks at: names and sorts of values, of lists each sort once; things of one form are alike."""
    if isinstance(thing, dict):
        return str({name: value if name == "@type" else _form(value) for name, value in thing.items()})
    if isinstance(thing, list):
        return str(sorted({_form(one) for one in thing}))
    return thing if str(thing).startswith("https://schema.org") else type(thing).__name__


def mistaken(types: Path, folder: Path, papers: Iterable[Rendered]) -> list[str]:
    """The lines of data in these papers' pages that the compiler complains of, after one that it must complain of."""
    pages = (page for paper in papers for page in paper.pages.values())
    scripts = [script.text for page in pages for script in page.all("script", type="application/ld+json")]
    scripts = list({_form(json.loads(text)): text for text in scripts}.values())
    kinds = [json.loads(text)["@type"] for text in scripts]
    assert {"NewsArticle", "BreadcrumbList"} == set(kinds)
    lines = [
        'import type { BreadcrumbList, NewsArticle, WithContext } from "schema-dts";',
        f"const wrong: WithContext<NewsArticle> = {WRONG};",
        *(f"const a{at}: WithContext<{kind}> = {scripts[at]};" for at, kind in enumerate(kinds)),
    ]
    (folder / "node_modules").symlink_to(types / "node_modules")
    (folder / "data.ts").write_text("\n".join(lines), "utf-8")
    command = ["node", str(types / "node_modules/typescript/bin/tsc"), *OPTIONS, "data.ts"]
    said = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True).stdout
    found = [int(line.partition("(")[2].partition(",")[0]) for line in said.splitlines() if line.startswith("data.ts")]
    assert found[:1] == [2], said
    return [lines[at - 1] for at in found[1:]]


def test_data_is_of_schema_orgs_types(types: Path, tmp_path: Path) -> None:
    """Every property of every thing on a page is one that its type has, with a value that it may have.

    The papers are the sample, and the one in which everything occurs that a page may show.
    """
    assert mistaken(types, tmp_path, (rendered.paper_of_everything(), rendered.sample())) == []


def test_the_data_of_real_issues_is_too(types: Path, tmp_path: Path, shared: Path) -> None:
    """Both seeds, as they are imported."""
    issues = []
    for seed, day in SEED_DAYS.items():
        raw = Raw((shared / "seeds" / seed).read_text("utf-8"), seed)
        issues.append(convert.convert((raw,), issue_id=day.isoformat(), issue_date=day).issue)
    settings = Settings(paper=Paper(name="试刊", address=rendered.ADDRESS))
    paper = rendered.rendered(Newspaper(tuple(sorted(issues, key=lambda issue: issue.id))), settings, Catalogue())
    assert mistaken(types, tmp_path, (paper,)) == []
