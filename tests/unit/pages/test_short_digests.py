"""Addresses in one form and their short digests: the same in banmian and in the worker on a reader's device."""

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from generator.pages.web_app import short_digest
from support import CASES, PROJECT, each_case

WORKER = PROJECT / "templates/worker.js"


@each_case("short_digests")
def test_banmian_computes_them(case: dict[str, Any]) -> None:
    """The digest of an address in its one form is that of FNV-1a."""
    assert short_digest(case["plain"]) == case["digest"]


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the worker's own functions are not run"
)
def test_the_worker_computes_the_same() -> None:
    """The worker brings each address into the same form and finds the same digest."""
    text = WORKER.read_text("utf-8")
    functions = re.findall(r"^function (?:plain|digest)\(.*?^\}", text, re.DOTALL | re.MULTILINE)
    assert len(functions) == 2
    cases = json.loads((CASES / "short_digests.json").read_text("utf-8"))
    asked = json.dumps([case["asked"] for case in cases])
    program = "\n".join((*functions, f"console.log(JSON.stringify({asked}.map((p) => [plain(p), digest(plain(p))])))"))
    found = subprocess.run([str(shutil.which("node")), "-e", program], capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == [[case["plain"], case["digest"]] for case in cases]
