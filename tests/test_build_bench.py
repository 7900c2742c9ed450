"""The archive that builds are measured with: the same every time, and as it says it is. No time is measured here."""

from pathlib import Path

from benchmarks import build_archive
from generator.press.build import build
from support import tree


def test_the_archive_is_the_same_on_every_run() -> None:
    """Two runs give the same issues; a longer archive begins with the shorter one."""
    first = list(build_archive.issues(60))
    assert first == list(build_archive.issues(60)) == list(build_archive.issues(84))[:5]
    assert [len(issue.articles) for issue in build_archive.issues(30)] == [12, 12, 6]


def test_an_added_issue_ends_at_the_clean_build(tmp_path: Path) -> None:
    """An archive that grew by an issue, and one that was built at once, are the same byte for byte, index included."""
    *earlier, newest = build_archive.issues(60)
    build_archive.write(tmp_path / "grown", 48)
    build(tmp_path / "grown")
    build_archive.write_issue(tmp_path / "grown", newest)
    report = build(tmp_path / "grown")
    build(tmp_path / "grown")  # removes the assets that were kept for readers under way
    build_archive.write(tmp_path / "whole", 60)
    build(tmp_path / "whole")
    assert len(earlier) == report.issues - 1
    assert report.understood == 1
    assert tree(tmp_path / "grown/output") == tree(tmp_path / "whole/output")
