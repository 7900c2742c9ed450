"""Runs Lighthouse for mobile devices: the four categories on each kind of page that the goals name."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.audit.pages import GOAL_KINDS
from benchmarks.audit.served import chromium
from benchmarks.audit.table import Row

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 100


def rows(address: str, kinds: dict[str, str], node_modules: Path) -> list[Row]:
    """A row a kind of page."""
    return [_row(kind, address + kinds[kind], node_modules) for kind in GOAL_KINDS if kind in kinds]


def _row(kind: str, url: str, node_modules: Path) -> Row:
    what = f"Lighthouse mobile, {kind}"
    try:
        report = _report(url, node_modules)
    except subprocess.CalledProcessError as error:
        return Row(
            what, "did not run", "100 100 100 100", met=False, details=tuple(error.stderr.decode().splitlines()[-8:])
        )
    scores = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    audits = report["audits"]
    lost = [
        f"{reference['id']}: {audits[reference['id']]['title']} {audits[reference['id']].get('displayValue', '')}"
        for name in CATEGORIES
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 1
        if audits[reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]
    figure = f"{' '.join(map(str, scores.values()))}, LCP {audits['largest-contentful-paint']['numericValue']:.0f} ms"
    met = all(score >= GOAL for score in scores.values())
    return Row(what, figure, "100 100 100 100", met, tuple(lost))


def _report(url: str, node_modules: Path) -> Any:
    command = [
        *("node", str(node_modules / "lighthouse" / "cli" / "index.js"), url, "--quiet", "--output=json"),
        *("--chrome-flags=--headless=new --no-sandbox --disable-gpu", f"--only-categories={','.join(CATEGORIES)}"),
    ]
    environment = os.environ | {"CHROME_PATH": chromium()}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return json.loads(done.stdout)
