"""A few of the kills of ``benchmarks.publish_kills``: readers get the old site or the new one."""

import sys
from pathlib import Path

import pytest

from benchmarks import publish_kills
from support import examples

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="sends with GNU tools")]


def test_a_killed_publication_is_finished_by_the_next(tmp_path: Path) -> None:
    """Wherever it was killed, nothing is torn, and what was sent, built and recorded comes to be the same."""
    ready = publish_kills.prepared(tmp_path / "ready")
    many = examples(6)
    for number in range(many):
        row = publish_kills.killed(ready, number, many, tmp_path / f"{number}")
        assert row["wrong"] == "", row


def test_what_is_missing_is_named() -> None:
    """A page that names a file which is not there is found, and so is an index without its table."""
    page = b'<link rel="stylesheet" href="/static/a.css"><img src="/x.jpg">'
    site = {"index.html": page, "x.jpg": b"", "pagefind/catalogue.json": b'{"shards": [{"name": "p", "table": "t"}]}'}
    found = list(publish_kills.missing(site))
    assert found == ["static/a.css (index.html)", "pagefind/p/t.pf_table (catalogue)"]
