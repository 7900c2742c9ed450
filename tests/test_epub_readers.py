"""EPUBs as validators see them; ``benchmarks.epub_readers`` is the long form, with readers' programs."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks import epub_readers
from benchmarks.hosts.host import NotHereError
from generator.model import CHINA
from generator.press import epub_request
from generator.press.build import build
from generator.press.epub_request import Choice
from rendered import write_everything
from support import NEWSPAPER, Site

pytestmark = pytest.mark.slow

LINKS = "见[头条](02.html)、[旧闻](/p/2025-12-28/01.html)、[首页](/)、[别处](https://example.org/?a=1&b=2)、[信](mailto:a@b.cn)。"
MARKS = "| 甲 | 1 |\n| --- | --- |\n| 乙 | 2 |\n\n## 小标题\n\n1. 一\n2. 二\n\n---\n\n三<sup>2</sup>\x08。"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The EPUB of an issue in which everything occurs, and a book of three such issues."""
    site = Site(tmp_path_factory.mktemp("paper"))
    write_everything(site, NEWSPAPER.replace("[paper]", '[paper]\naddress = "https://news.example.org/p/"'))
    site.article("2026-01-04", 90, f"{LINKS}\n\n{MARKS}")
    build(site.root, index=False)
    done = epub_request.write(site.root, Choice("topic", "life"), datetime(2026, 3, 25, 12, tzinfo=CHINA))
    return [site.root / "output/2026-01-04/2026-01-04.epub", site.root / done.path]


def said(validator: Callable[[Sequence[Path]], list[str]], files: Sequence[Path]) -> list[str]:
    """What a validator has against EPUBs; skips loudly where it cannot be had."""
    try:
        return validator(files)
    except NotHereError as missing:
        pytest.skip(f"NOT TESTED: EPUBs were not validated; that needs {missing}")


def test_there_is_nothing_to_say_against_our_epubs(books: list[Path]) -> None:
    """No error and no warning, whatever stands in an issue, nor in a book of several."""
    assert said(epub_readers.by_typescript, books) == []


def test_publishers_have_nothing_to_say_either(books: list[Path]) -> None:
    """Nor has the validator that publishers use, which takes longer."""
    assert said(epub_readers.by_java, books[:1]) == []


def test_a_wrong_epub_is_told(books: list[Path], tmp_path: Path) -> None:
    """A validator that sees nothing would always be content: a document that the package lacks is told."""
    wrong = tmp_path / "wrong.epub"
    with zipfile.ZipFile(books[0]) as right, zipfile.ZipFile(wrong, "w") as made:
        for entry in right.infolist():
            if not entry.filename.endswith("2026-01-04-01.xhtml"):
                made.writestr(entry, right.read(entry))
    assert any("2026-01-04-01.xhtml" in line for line in said(epub_readers.by_typescript, [wrong]))
