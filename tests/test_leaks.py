"""A few of the random papers of ``benchmarks.leaks``: nothing of what may not be read is published."""

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from benchmarks import leaks
from support import Site, examples

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(examples(6)))
def test_nothing_leaks(seed: int, tmp_path: Path) -> None:
    """The site is that of a paper that never had the secret articles, notices aside."""
    assert leaks.run(seed, tmp_path)["wrong"] == ""


def test_nothing_leaks_into_the_search_index(tmp_path: Path) -> None:
    """Nor is anything found by searching."""
    assert leaks.run(10_000, tmp_path, index=True)["wrong"] == ""


def test_a_leak_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial that sees nothing would always pass: with a word of a draft on a page, packed or not, it is told."""
    paper = leaks.Trial(tmp_path, random.Random(1))  # noqa: S311 - dice
    word = paper.word()
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("EPUB/nav.xhtml", word)
    for data in (word.encode(), gzip.compress(word.encode()), json.dumps(word).encode(), book.getvalue()):
        is_packed = data[:2] in (b"\x1f\x8b", b"PK")
        assert paper._found(b"<p>" * (not is_packed) + data, "index.html") == word
    assert paper._found(b"", f"tags/{word}/index.html") == word
    assert paper._found(b"<p>", "index.html") == ""


def test_a_difference_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that one of the two papers lacks is seen, though none of the secret words stands in it."""
    hide = leaks.Trial.hide

    def also(self: leaks.Trial, site: Site) -> None:
        hide(self, site)
        site.article(leaks.DAYS[0], 50)

    monkeypatch.setattr(leaks.Trial, "hide", also)
    assert "not as without the secrets" in leaks.run(1, tmp_path)["wrong"]
