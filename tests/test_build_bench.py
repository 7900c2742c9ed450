"""The archive that builds are measured with: the same every time, and as it says it is. No time is measured here."""

from pathlib import Path

from benchmarks import build_archive, hugo_site
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


def test_an_issue_added_to_the_twin_can_be_taken_back(tmp_path: Path) -> None:
    """The twin for Hugo is the same again after an issue was added and removed, with tags and parts that it brought."""
    *earlier, newest = build_archive.issues(744)
    build_archive.write(tmp_path / "paper", 744)
    (tmp_path / "page.html").write_text('<title>x</title><main id="main" class="wrap">x</main>', "utf-8")
    twin = hugo_site.Twin(tmp_path / "twin", tmp_path / "paper")
    twin.write(earlier, tmp_path / "page.html")
    before = tree(tmp_path / "twin")
    written = twin.add(newest)
    once = tree(tmp_path / "twin")
    twin.remove(newest, written)
    assert tree(tmp_path / "twin") == before
    assert any("tags/" in path.as_posix() for path in written)
    twin.add(newest)
    assert tree(tmp_path / "twin") == once


def test_parts_of_long_lists_are_pages_of_the_twin(tmp_path: Path) -> None:
    """A list of twice as many articles as a page has gets its first part, and a further one each time it is full."""
    issues = list(build_archive.issues(744))
    build_archive.write(tmp_path / "paper", 744)
    (tmp_path / "page.html").write_text('<title>x</title><main id="main" class="wrap">x</main>', "utf-8")
    hugo_site.Twin(tmp_path / "twin", tmp_path / "paper").write(issues, tmp_path / "page.html")
    for slug, _ in build_archive.TOPICS:
        count = sum(slug in article.topics for issue in issues for article in issue.articles)
        parts = list((tmp_path / "twin/content").glob(f"part-topics-{slug}-*.md"))
        assert len(parts) == max(count // 60 - 1, 0)
