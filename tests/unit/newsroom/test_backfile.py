"""A whole backfile imported at once."""

from pathlib import Path

import pytest

from generator.content import store
from generator.errors import ImportRefused
from generator.model import Topic
from generator.newsroom import backfile
from generator.newsroom.backfile import Outcome
from support import Site, tree

pytestmark = pytest.mark.slow

RAW = "## {0}启用\n\n本报讯(记者周采薇)昨日，{0}正式启用，岸边挤满了送行的人，第一艘船按时离开。\n"


def take(site: Site, folder: Path, *, tags: bool = False) -> list[Outcome]:
    """Imports a folder to the end."""
    topics = (Topic("port", "港口", words=("码头",)),)
    return list(backfile.import_all(site.root, backfile.find(folder), topics, tags=tags))


@pytest.mark.parametrize(
    ("name", "issue"),
    [
        ("2026-03-25.txt", "2026-03-25"),
        ("20260325.txt", "2026-03-25"),
        ("2026年3月5日 要闻.md", "2026-03-05"),
        ("青川_2026.03.25.txt", "2026-03-25"),
        ("2026-03-25-b.txt", "2026-03-25-b"),
    ],
)
def test_dates_in_names(tmp_path: Path, name: str, issue: str) -> None:
    """The ways in which people write a date into a file's name are all read."""
    (tmp_path / name).write_text("码头", "utf-8")
    assert [dated.issue_id for dated in backfile.find(tmp_path)] == [issue]


def test_every_name_without_a_date_is_told(tmp_path: Path) -> None:
    """All files whose names hold no date, an impossible one, or the day of another, are named at once."""
    for name in ("a.txt", "2026-02-31.txt", "2026-03-25.txt", "20260325.md", "notes.doc"):
        (tmp_path / name).write_text("码头", "utf-8")
    with pytest.raises(ImportRefused) as caught:
        backfile.find(tmp_path)
    assert {Path(problem.source).name for problem in caught.value.problems} == {
        "a.txt",
        "2026-02-31.txt",
        "20260325.md",
    }


def test_a_batch_is_the_same_as_single_imports(site: Site, tmp_path: Path) -> None:
    """Issues of a folder come in by date, with topics, one that is refused stops no other, a 号外 finds its place."""
    for name, word in (("2026-03-25", "码头"), ("2026-03-24", "车站"), ("2026-03-25-b", "渡口"), ("2026-03-26", "")):
        site.write(f"../batch/{name}.txt", RAW.format(word) if word else "")
    outcomes = take(site, tmp_path / "batch", tags=True)
    assert [(o.dated.issue_id, o.is_new) for o in outcomes] == [
        ("2026-03-24", True),
        ("2026-03-25", True),
        ("2026-03-25-b", True),
        ("2026-03-26", False),
    ]
    assert [problem.source for o in outcomes for problem in o.problems] == [str(tmp_path / "batch" / "2026-03-26.txt")]
    issues = store.load(site.root, (Topic("port", "港口"),)).issues
    assert [issue.articles[0].topics for issue in issues] == [(), ("port",), ()]


def test_an_interrupted_batch_is_taken_up_again(site: Site, tmp_path: Path) -> None:
    """Running a batch once more imports what is missing and touches nothing else; a corrected source is taken."""
    for day in ("24", "25", "26"):
        site.write(f"../batch/2026-03-{day}.txt", RAW.format(f"码头{day}"))
    for outcome in backfile.import_all(site.root, backfile.find(tmp_path / "batch"), (), tags=False):
        if outcome.dated.issue_id == "2026-03-24":
            break
    before = tree(site.root / "content/issues/2026-03-24")
    outcomes = take(site, tmp_path / "batch")
    assert [o.problems for o in outcomes] == [(), (), ()]
    assert tree(site.root / "content/issues/2026-03-24") == before
    assert len(store.load(site.root, ()).issues) == 3
    site.write("../batch/2026-03-25.txt", RAW.format("渡口"))
    changed = take(site, tmp_path / "batch")
    assert [o.is_corrected for o in changed] == [False, True, False]
    assert "渡口" in (site.root / "content/issues/2026-03-25/01.md").read_text("utf-8")


def test_how_a_file_was_read_is_told(site: Site, tmp_path: Path) -> None:
    """What a reader had to assume, such as the encoding, is told of every file of a batch, as of a single one."""
    text = RAW.format("码头") * 3
    site.write("../batch/2026-03-25.txt", text.encode("gb18030"))
    site.write("../batch/2026-03-26.txt", RAW.format("车站"))
    first, second = take(site, tmp_path / "batch")
    assert ["GB18030" in remark for remark in first.remarks] == [True]
    assert second.remarks == ()
