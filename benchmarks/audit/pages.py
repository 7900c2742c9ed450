"""Chooses the pages of a site that are audited: the largest of each kind. The templates name the kinds."""

import re
from pathlib import Path
from urllib.parse import quote

GOAL_KINDS = ("home", "issue", "article", "topic", "tags", "tag", "archive", "search")
"""The eight kinds that the goals speak of."""

_BODY = re.compile(r'<body class="page-([\w-]+)')


def kinds(output: Path) -> dict[str, str]:
    """Kind → path of its largest page, as a browser asks for it: no leading slash, no ``index.html``."""
    largest: dict[str, tuple[int, str]] = {}
    for file in sorted(output.rglob("*.html")):
        html = file.read_text("utf-8")
        found = _BODY.search(html)
        if found:
            path = quote(file.relative_to(output).as_posix().removesuffix("index.html"))
            largest[found[1]] = max(largest.get(found[1], (0, "")), (len(html), path))
    return {kind: path for kind, (_, path) in sorted(largest.items())}
