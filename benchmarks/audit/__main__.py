"""``make audit``: builds the sample, compares its measurements with the goals, prints a table, fails if one is missed.

    python -m benchmarks.audit [PAPER] [--only axe nu speed lighthouse]

Node's tools are installed into ~/.cache/banmian-audit, outside of the project.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.audit import axe, lighthouse, nu, pages, speed, table
from benchmarks.audit.served import PROJECT, chromium, served
from generator.errors import BanmianError

TOOLS = Path.home() / ".cache" / "banmian-audit"
NODE_PACKAGES = ("lighthouse@12", "vnu-jar")
PARTS = ("axe", "nu", "speed", "lighthouse")


def main() -> int:
    """Runs the audit; 0 where every goal is met."""
    parser = argparse.ArgumentParser(prog="make audit", description="Measures a built site against the goals.")
    parser.add_argument(
        "paper", nargs="?", type=Path, default=PROJECT, help="a newspaper's folder; the sample's if none"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    needed = {"node": "nu" in options.only or "lighthouse" in options.only, "java": "nu" in options.only}
    missing = [name for name, wanted in needed.items() if wanted and not shutil.which(name)]
    if missing:
        print(f"make audit needs {' and '.join(missing)}", file=sys.stderr)
        return 1
    if needed["node"]:
        _install()
    try:
        with served(options.paper) as site:
            kinds = pages.kinds(site.output)
            rows: list[table.Row] = []
            if "nu" in options.only:
                rows += nu.rows(site.output, site.address, TOOLS / "node_modules")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium() or None, args=["--no-sandbox", "--disable-gpu"]
                )
                if "axe" in options.only:
                    rows += axe.rows(browser, site.address, kinds)
                if "speed" in options.only:
                    rows += speed.rows(browser, site.address, kinds, site.output)
                browser.close()
            if "lighthouse" in options.only:
                rows += lighthouse.rows(site.address, kinds, TOOLS / "node_modules")
    except BanmianError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if table.show(rows) else 1


def _install() -> None:
    if all((TOOLS / "node_modules" / name.partition("@")[0]).is_dir() for name in NODE_PACKAGES):
        return
    print(f"Installing {', '.join(NODE_PACKAGES)} into {TOOLS}", file=sys.stderr)
    TOOLS.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", *NODE_PACKAGES]
    subprocess.run(command, check=True, cwd=TOOLS)


if __name__ == "__main__":
    sys.exit(main())
