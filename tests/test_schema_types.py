"""Data in pages, checked against the types of schema.org: TypeScript with npm's schema-dts."""

import json
import subprocess
from pathlib import Path

import pytest

import rendered
from benchmarks.hosts import npm
from benchmarks.hosts.host import NotHereError

pytestmark = pytest.mark.slow

PACKAGES = ("schema-dts@2.1.0", "typescript@5.9.3")
OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler", "--module", "esnext")


@pytest.fixture(scope="session")
def types() -> Path:
    """The folder in which TypeScript and the types are installed, once for all runs."""
    try:
        return npm.installed("schema-types", *PACKAGES)
    except NotHereError as missing:
        pytest.skip(f"NOT TESTED: data in pages is not held against schema.org's types; that needs {missing}")


def complaints(types: Path, folder: Path, lines: list[str]) -> str:
    """What the compiler says of these values."""
    (folder / "node_modules").symlink_to(types / "node_modules")
    (folder / "data.ts").write_text("\n".join(lines), "utf-8")
    command = ["node", str(types / "node_modules/typescript/bin/tsc"), *OPTIONS, "data.ts"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True).stdout


def test_data_is_of_schema_orgs_types(types: Path, tmp_path: Path) -> None:
    """Every property of every thing on a page is one that its type has, with a value that it may have; else it is told.

    The paper is the one in which everything occurs that a page may show.
    """
    paper = rendered.paper_of_everything()
    scripts = [
        script.text for page in paper.pages.values() for script in page.all("script", type="application/ld+json")
    ]
    kinds = {json.loads(text)["@type"] for text in scripts}
    head = f'import type {{ WithContext, {", ".join(sorted(kinds))} }} from "schema-dts";'
    values = [
        f"export const a{at}: WithContext<{json.loads(text)['@type']}> = {text};" for at, text in enumerate(scripts)
    ]
    wrong = (
        'const wrong: WithContext<NewsArticle> = {"@context": "https://schema.org", "@type": "NewsArticle", "x": 1};'
    )
    found = complaints(types, tmp_path, [head, *values, wrong])
    assert [line.partition("(")[2].partition(",")[0] for line in found.splitlines() if line.startswith("data.ts")] == [
        str(len(values) + 2)
    ], found
