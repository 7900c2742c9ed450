"""A hundred faults planted into the sample, each to be named with its file and line, and nothing else.

``cases/planted.json`` holds them: what is written into files of the paper, what is done to ``output/``, and what makes
files unreadable. ``sound`` are links that are in order.
"""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.cli.main import main
from support import CASES, PROJECT, Site
from test_seeds import SEED_DAYS

PLANTED: dict[str, list[Any]] = json.loads((CASES / "planted.json").read_text("utf-8"))
ALTS = 7
"""As many photos the sample has, each with an ``alt``."""
BESIDE = 6
"""The faults that are planted by the code below, besides those photos."""

Place = tuple[str, int | None, str]


def _checked(root: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and the report."""
    result = CliRunner().invoke(main, ["--site", str(root), "check", "--json", *options])
    report: dict[str, Any] = json.loads(result.stdout)
    return result.exit_code, report


def _places(report: dict[str, Any]) -> Counter[Place]:
    """File, line and kind of all that is told, without open doubts, and without the notice that there is no font."""
    told = (row for row in report["findings"] if row["kind"] not in ("doubt", "share"))
    return Counter((row["source"], row["line"], row["kind"]) for row in told)


@pytest.fixture
def paper(tmp_path: Path) -> Site:
    """The sample, at an address, with a page, a file for its root and a template of its own."""
    site = Site(tmp_path)
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    settings = (PROJECT / "newspaper.toml").read_text("utf-8")
    site.write("newspaper.toml", settings.replace('address = ""', 'address = "https://news.example.org/"', 1))
    site.write("content/pages/subscribe.md", "---\ntitle: 订报\n---\n\n拨打热线。\n")
    site.write("content/root/note.html", '<p id="a">一封信</p>\n')
    shutil.copyfile(PROJECT / "templates/about.html", site.write("templates/about.html", b""))
    return site


def _plant(site: Site, file: str, text: str) -> int:
    """Adds a paragraph at the end of a file of the paper; returns its line."""
    before = (site.root / file).read_text("utf-8").rstrip("\n")
    site.write(file, f"{before}\n\n{text}\n")
    return before.count("\n") + 3


def test_there_are_a_hundred() -> None:
    """The faults below are a hundred and more."""
    assert sum(len(PLANTED[name]) for name in ("written", "built", "unreadable")) + ALTS + BESIDE >= 100


def test_sound_links_are_not_told(paper: Site) -> None:
    """The sample is in order, and stays so with links of every kind that lead somewhere."""
    assert _checked(paper.root)[0] == 0
    for at, text in enumerate(PLANTED["sound"]):
        _plant(paper, f"content/issues/2026-03-25/{at % 11 + 1:02d}.md", text)
    code, report = _checked(paper.root)
    assert (code, _places(report)) == (0, Counter())


def test_what_is_wrong_in_files_of_the_paper(paper: Site) -> None:
    """Dead links and anchors, photos without words, sizes and empty topics: each is named once, nothing else is."""
    expected: Counter[Place] = Counter()
    for path in sorted((paper.root / "content/issues").glob("*/*.md")):
        lines = path.read_text("utf-8").split("\n")
        pictures = [at for at, line in enumerate(lines) if line.startswith("  alt:")]
        for at in pictures:
            first = max(before for before in range(at) if lines[before].startswith("- file:")) + 1
            expected[path.relative_to(paper.root).as_posix(), first, "alt"] += 1
            path.write_text("\n".join(lines[:at] + lines[at + 1 :]), "utf-8")
    assert sum(expected.values()) == ALTS
    for fault in PLANTED["written"]:
        expected[fault["file"], _plant(paper, fault["file"], fault["text"]), fault["kind"]] += 1

    Image.new("RGB", (6000, 4500)).save(paper.root / "content/issues/2026-03-11/photos/egrets.png")
    expected["content/issues/2026-03-11/03.md", 15, "size"] += 1
    paper.write("content/root/heavy.png", bytes(1_000_001))
    expected["content/root/heavy.png", None, "size"] += 1
    settings = (paper.root / "newspaper.toml").read_text("utf-8")
    paper.write("newspaper.toml", f'{settings}\n[[topics]]\nslug = "leng"\nname = "冷门"\n')
    expected["newspaper.toml", settings.count("\n") + 3, "topic"] += 1
    paper.write("content/specials/leng.md", '---\ntitle: "冷门"\ntags: ["没有的标签"]\n---\n\n[无](/none/)\n')
    expected["content/specials/leng.md", 1, "topic"] += 1
    named = '---\ntitle: "名单"\narticles:\n- "2026-03-25-01"\n- "2026-03-25-77"\nwithout: ["2026-03-11-88"]\n---\n'
    paper.write("content/specials/ming-dan.md", named)
    expected["content/specials/ming-dan.md", 5, "link"] += 1
    expected["content/specials/ming-dan.md", 6, "link"] += 1

    code, report = _checked(paper.root)
    assert code == 1
    assert _places(report) == expected
    assert all(row["hint"] for row in report["findings"] if row["severity"] == "fault")


@pytest.mark.slow
def test_what_is_wrong_in_the_finished_site(paper: Site) -> None:
    """Orphans, files lost or altered, and in pages dead links, anchors, ids twice and pictures without ``alt``."""
    built = CliRunner().invoke(main, ["--site", str(paper.root), "build", "--no-search"])
    assert built.exit_code == 0, built.output
    assert _checked(paper.root, "--output") == (0, {"format": 1, "findings": []})
    expected: Counter[Place] = Counter()
    deleted = {fault["file"] for fault in PLANTED["built"] if fault["op"] == "delete"}
    for fault in PLANTED["built"]:
        file = fault["file"]
        path, line = paper.root / file, None
        if fault["op"] == "add":
            paper.write(file, "无主")
        elif fault["op"] == "delete":
            path.unlink()
        elif fault["op"] == "alter":
            path.write_bytes(path.read_bytes() + b" ")
        else:
            text = path.read_text("utf-8")
            at = text.index("</main>")
            path.write_text(f"{text[:at]}\n{fault['text']}\n{text[at:]}", "utf-8")
            line = text.count("\n", 0, at) + 2
            expected[file, None, "lost"] += 1
        expected[file, line, fault["kind"]] += 1
    code, report = _checked(paper.root, "--output")
    told = _places(report)
    # Pages that lead to what was deleted are told as well, and rightly.
    dead = {place for place in told if place not in expected}
    gone = [f"/{file.removeprefix('output/').removesuffix('index.html')}" for file in deleted]
    rows = [row for row in report["findings"] if (row["source"], row["line"], row["kind"]) in dead]
    assert all(row["kind"] == "link" and any(address in row["message"] for address in gone) for row in rows)
    assert code == 1
    assert {place: told[place] for place in expected} == expected


def test_what_cannot_be_read(paper: Site) -> None:
    """Twins, pictures that are missing and values that are none are named all at once, each with its line."""
    expected = set()
    for fault in PLANTED["unreadable"]:
        file = fault["file"]
        text = (paper.root / fault["copy"]).read_text("utf-8") if "copy" in fault else fault.get("text", "")
        line = fault.get("line")
        if "old" in fault:
            before = (paper.root / file).read_text("utf-8")
            text = before.replace(fault["old"], fault["new"], 1)
            line = before.count("\n", 0, before.index(fault["old"])) + 1
        paper.write(file, text)
        expected.add((file, line, "broken"))
    code, report = _checked(paper.root)
    assert code == 1
    assert expected <= set(_places(report))
    assert {place[0] for place in _places(report)} == {place[0] for place in expected}


def test_nothing_is_told_of_what_import_makes(shared: Path, tmp_path: Path) -> None:
    """Real raw issues, imported: no link, anchor, picture or size is told, and only topics that are empty."""
    site = Site(tmp_path)
    site.write("newspaper.toml", '[paper]\nname = "青川晚报"\n\n[[topics]]\nslug = "leng"\nname = "冷门"\n')
    for seed, day in SEED_DAYS.items():
        raw = shared / "seeds" / seed
        done = CliRunner().invoke(main, ["--site", str(tmp_path), "import", str(raw), "--date", day.isoformat()])
        assert done.exit_code == 0, done.output
    code, report = _checked(tmp_path)
    assert (code, set(_places(report))) == (0, {("newspaper.toml", 5, "topic")})
    assert report["articles"] > 0
