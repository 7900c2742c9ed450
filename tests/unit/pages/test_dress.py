"""The inline script: the policies let it run, and it alone."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from benchmarks.audit.served import PROJECT
from generator.pages.theme_files import builtin_folder

PARTIAL = builtin_folder() / "partials" / "dress.html"


@pytest.mark.parametrize("file", [builtin_folder() / "base.html", PROJECT / "netlify.toml"], ids=lambda file: file.name)
def test_policies_name_the_inline_script(file: Path) -> None:
    """A browser runs an inline script only where the policy names its hash."""
    (script,) = re.findall(r"<script>(.*?)</script>", PARTIAL.read_text("utf-8"), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert re.findall(r"script-src ([^;]*)", file.read_text("utf-8")) == [f"'self' 'sha256-{digest}'"]
