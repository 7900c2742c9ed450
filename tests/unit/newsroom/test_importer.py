"""A raw file becomes an issue's folder, whole or not at all."""

import errno
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings

from generator.content import store, tag_lists
from generator.content.edits import disk
from generator.errors import ContentError, ImportRefused
from generator.kinds import TagKind
from generator.model import Article
from generator.newsroom import importer
from generator.newsroom.importer import Imported
from generator.sources import readers
from strategies import raw_file
from support import Site, examples, tree

DAY = date(2026, 3, 25)
RAW = "第1版 要闻\n\n## 码头启用\n\n本报讯(记者周采薇)昨日启用，惠及方面面。\n\n本报讯(记者郑明)北街的菜市场搬家。\n"
FOLDER = "content/issues/2026-03-25"


def unchanged(article: Article) -> Article:
    """Proposes nothing."""
    return article


def take(site: Site, raw: Path, day: date = DAY, *, extra: bool = False) -> Imported:
    """Imports a raw file."""
    return importer.import_issue(site.root, raw, day, extra=extra, propose=unchanged)


@pytest.fixture
def raw(site: Site) -> Path:
    """A raw issue beside the site."""
    return site.write("../raw.txt", RAW)


def test_an_issues_folder(site: Site, raw: Path) -> None:
    """An issue's folder holds its articles, its doubts, ``issue.md`` and the raw file as it came, and can be loaded."""
    imported = take(site, raw)
    assert imported.folder == site.root / FOLDER
    found = tree(imported.folder)
    assert {"01.doubts.json", "01.md", "02.doubts.json", "02.md", "issue.md", "source/raw.txt"} <= set(found)
    assert found["source/raw.txt"] == raw.read_bytes()
    assert "lost-character" in [doubt["rule"] for doubt in json.loads(found["01.doubts.json"])]
    (issue,) = store.load(site.root, ()).issues
    assert issue.articles == imported.converted.issue.articles
    assert imported.doubts == sum(len(json.loads(found[name])) for name in found if name.endswith(".doubts.json"))


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw_file)
def test_what_is_imported_can_be_loaded(site: Site, text: str) -> None:
    """Whatever a raw text holds, the folder made from it is content that a build can read."""
    shutil.rmtree(site.root / "content", ignore_errors=True)
    raw = site.write("../any.txt", f"本报讯 新港码头启用，货轮靠岸，工人们忙了起来。\n\n{text}")
    try:
        readers.read(raw)
    except ImportRefused:  # too much of it is no Chinese
        reject()
    imported = take(site, raw)
    (issue,) = store.load(site.root, ()).issues
    assert issue.articles == imported.converted.issue.articles


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("owner", "name"),
    [(Path, "write_bytes"), (Path, "mkdir"), (Path, "rename"), (shutil, "copyfile"), (Path, "chmod"), (disk, "flush")],
)
def test_a_failing_import_leaves_nothing(
    site: Site, raw: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    """Where writing fails at any step, import is refused and not a file of it is left."""
    before = tree(site.root)
    monkeypatch.setattr(owner, name, _full)
    with pytest.raises(ContentError, match="磁盘满了"):
        take(site, raw)
    monkeypatch.undo()
    assert tree(site.root) == before
    assert list((site.root / "content").rglob(".new-*")) == []
    assert take(site, raw).folder.is_dir()


def refused(run: Callable[[], object], site: Site) -> str:
    """What an import says that is refused and leaves the site as it was."""
    before = tree(site.root)
    with pytest.raises(ImportRefused) as caught:
        run()
    assert tree(site.root) == before
    return str(caught.value)


def test_an_issue_is_imported_once(site: Site, raw: Path) -> None:
    """The same raw file again changes nothing, another for the same day is refused; what an editor mended stays."""
    take(site, raw)
    site.write(f"{FOLDER}/01.md", (site.root / FOLDER / "01.md").read_text("utf-8") + "\n编辑的话。\n")
    before = tree(site.root)
    assert not take(site, raw).entry
    assert not take(site, raw, extra=True).entry
    assert tree(site.root) == before
    other = site.write("../other.txt", RAW.replace("码头", "车站"))
    assert "--extra" in refused(lambda: take(site, other), site)


@pytest.mark.slow
def test_further_issues_of_a_day_get_letters(site: Site, raw: Path) -> None:
    """With ``extra`` the next free letter is taken, until the alphabet ends; without need, none is."""
    assert take(site, raw, extra=True).folder.name == "2026-03-25"
    for letter in "bcdefghijklmnopqrstuvwxyz":
        extra = site.write(f"../{letter}.txt", RAW.replace("码头", letter))
        imported = take(site, extra, extra=True)
        assert imported.folder.name == f"2026-03-25-{letter}"
        assert imported.converted.issue.articles[0].id == f"2026-03-25-{letter}-01"
    last = site.write("../last.txt", RAW.replace("码头", "末"))
    assert "26" in refused(lambda: take(site, last, extra=True), site)
    assert len(store.load(site.root, ()).issues) == 26


def _seen_by_import(span: str, answer: str) -> dict[str, str]:
    return {"rule": "joined", "place": "正文第1段", "span": span, "reason": "", "suggestion": "", "answer": answer}


@pytest.mark.parametrize("edited", [False, True])
def test_what_only_import_sees_goes_when_it_sees_it_no_more(site: Site, raw: Path, *, edited: bool) -> None:
    """Importing a corrected text again drops import's own open doubts, but no answer, and none of an edited file."""
    folder = take(site, raw).folder
    path = folder / "01.doubts.json"
    before = json.loads(path.read_text("utf-8"))
    told = [_seen_by_import("从前", "open"), _seen_by_import("答过", "right")]
    path.write_text(json.dumps([*before, *told], ensure_ascii=False), "utf-8")
    if edited:
        article = folder / "01.md"
        article.write_text(article.read_text("utf-8").replace("启用，", "试用，"), "utf-8")
    raw.write_text(RAW.replace("昨日启用", "日前启用").replace("菜市场", "早市"), "utf-8")
    done = take(site, raw)
    kept = {
        doubt["span"]: doubt["answer"] for doubt in json.loads(path.read_text("utf-8")) if doubt["rule"] == "joined"
    }
    assert kept == ({"从前": "open"} if edited else {}) | {"答过": "right"}
    waiting = [each for file in folder.glob("*.doubts.json") for each in json.loads(file.read_text("utf-8"))]
    assert done.doubts == sum(doubt["answer"] == "open" for doubt in waiting)


def test_the_kinds_of_proposed_tags_are_registered(site: Site, raw: Path) -> None:
    """What proposes tags tells their kinds while it works; they are entered with the tags."""
    kinds: dict[str, TagKind] = {}

    def propose(article: Article) -> Article:
        kinds["周采薇"] = TagKind.PERSON
        return replace(article, tags=("周采薇",))

    importer.import_issue(site.root, raw, DAY, propose=propose, kinds=kinds)
    assert tag_lists.read(site.root).register["周采薇"].kind is TagKind.PERSON
