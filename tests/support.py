"""What the tests share: case files, a newspaper's folder to work in, and trees of files."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.content import store
from generator.model import Article, Issue
from generator.outlets.search import shard_index
from generator.outlets.search.shard_index import SearchEntry
from generator.press.manifest import MANIFEST
from generator.press.places import STATE

ServeFolder = Callable[[Path, Mapping[str, str]], str]
"""Puts a folder on 127.0.0.1 with these headers on every answer; gives its address."""

PROJECT = Path(__file__).parents[1]
CASES = PROJECT / "tests" / "cases"

NEWSPAPER = """\
[paper]
name = "青川晚报"
zone = "新区专版"
description = "一份虚构的报纸。"

[tags]
min_articles = 1

[[topics]]
slug = "economy"
name = "经济"
words = ["招商", "码头"]

[[topics]]
slug = "livelihood"
name = "民生"
words = ["养老", "菜市场"]
"""


def examples(usual: int) -> int:
    """How many examples hypothesis tries where a test says a number of its own: fewer in ``make quick``."""
    most = os.environ.get("BANMIAN_EXAMPLES")
    return min(usual, int(most)) if most else usual


def each_case(name: str) -> pytest.MarkDecorator:
    """Runs a test for every case of ``cases/name.json``; a case with a reason under ``xfail`` must fail."""
    found = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    rows = [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in found
    ]
    return pytest.mark.parametrize("case", rows)


def search_files(*groups: Sequence[SearchEntry]) -> dict[str, bytes]:
    """The files below ``pagefind/`` of an archive whose shards are these groups, oldest first."""
    files: dict[str, bytes] = {}
    shards = {}
    for at, group in enumerate(groups):
        table, made = shard_index.build_shard(group)
        files |= {f"part-{at}/{path}": data for path, data in made.items()}
        shards[f"part-{at}"] = shard_index.Indexed(table, len(group))
    labels = {"kind": {"news": "新闻", "photo": "图片新闻"}, "topic": {"economy": "经济", "life": "民生"}, "folio": {}}
    return files | {shard_index.CATALOGUE: shard_index.catalogue(shards, labels)}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path; the history of a paper's files is none of them."""
    files = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())
    return {name: path.read_bytes() for name, path in files if not name.startswith(".history/")}


def settled(folder: Path) -> dict[str, bytes]:
    """A built site with its manifest as a clean build gives it: less what is kept of the build before for readers."""
    files = tree(folder)
    data = record_of(folder.parent).read_bytes()
    record = json.loads(data)
    for path in record["kept"]:
        files.pop(path, None)
    kept = json.dumps(record["kept"]).encode()
    return files | {MANIFEST: data.replace(b'"kept": ' + kept, b'"kept": []', 1)}


def record_of(paper: Path) -> Path:
    """The manifest of a paper, which says what stands in its ``output/`` and what that was made from."""
    return paper / STATE / MANIFEST


@dataclass(frozen=True, slots=True)
class Site:
    """A newspaper's folder, written to by one line of a test at a time."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Puts a file into the folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return target

    def issue(self, issue_id: str = "2026-03-25", **fields: Any) -> Path:
        """Writes ``issue.md`` and returns the issue's folder."""
        issue = Issue(issue_id, date.fromisoformat(issue_id[:10]), **fields)
        return self.write(f"content/issues/{issue_id}/issue.md", store.format_issue(issue)).parent

    def article(
        self, issue_id: str = "2026-03-25", number: int = 1, body: str = "码头昨日启用。", **fields: Any
    ) -> Path:
        """Writes one article's file."""
        given: dict[str, Any] = {"title": f"第{number}篇", "order": number, "summary": "码头启用"} | fields
        article = Article(f"{issue_id}-{number:02d}", body=body, **given)
        return self.write(f"content/issues/{issue_id}/{number:02d}.md", store.format_article(article))

    def picture(self, name: str, issue_id: str = "2026-03-25", size: tuple[int, int] = (4, 3)) -> Path:
        """Writes a picture file that can be opened."""
        target = self.write(f"content/issues/{issue_id}/photos/{name}", b"")
        Image.new("RGB", size).save(target)
        return target
