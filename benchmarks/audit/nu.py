"""The Nu HTML checker over every page and stylesheet."""

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from benchmarks.audit.table import Row

# The checker reads nothing from this machine's own address unless it is told that it may.
LOOPBACK = ("-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all")


def rows(output: Path, address: str, node_modules: Path) -> list[Row]:
    """Two rows: HTML and CSS, errors and warnings counted alike.

    Pages are read from the server: only there does ``'self'`` in their security policy mean anything.
    """
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    told = {
        "HTML": _messages(jar, output, address, "*.html", ()),
        "CSS": _messages(jar, output, address, "*.css", ("--css",)),
    }
    return [
        Row(f"Nu checker, {kind}, {files} files", str(len(lines)), "0", not lines, tuple(lines[:40]))
        for kind, (files, lines) in told.items()
    ]


def _messages(jar: Path, output: Path, address: str, pattern: str, options: tuple[str, ...]) -> tuple[int, list[str]]:
    places = [address + quote(path.relative_to(output).as_posix()) for path in sorted(output.rglob(pattern))]
    command = ["java", *LOOPBACK, "-jar", str(jar), "--format", "json", "--exit-zero-always", *options, *places]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stderr)["messages"]
    return len(places), [_line(message, address) for message in found if not _is_allowed(message, output, address)]


def _is_allowed(message: dict[str, Any], output: Path, address: str) -> bool:
    """Whether a message blames an inline script that the page's security policy allows by its hash.

    The checker of autumn 2026 takes every inline script of more than one line for one whose hash is missing.
    """
    if not message["message"].startswith("Inline script violates"):
        return False
    page = (output / unquote(message["url"].removeprefix(address))).read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return all(f"'sha256-{found}'" in page for found in hashes)


def _line(message: dict[str, Any], address: str) -> str:
    place = f"{message.get('url', '').removeprefix(address)}:{message.get('lastLine', '')}"
    kind = message.get("subType", message["type"])
    extract = message.get("extract", "").replace("\n", " ").strip()
    return f"{place} {kind}: {message['message']} | {extract[:120]}"
