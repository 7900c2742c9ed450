"""Which files a site is made of, held against the code that reads them."""

from datetime import UTC, datetime

import pytest

from generator.pages import theme_files
from generator.press import content_folders, content_scan, stamps
from generator.press.content_scan import Moment
from generator.press.places import settings
from generator.preview import site_paths
from support import Site

ISSUE = "content/issues/2026-03-25"
MADE_OF = [
    *("newspaper.toml", "content/about.md", "content/moved.csv", "content/lists/标签.csv", "content/specials/a.md"),
    *("content/pages/a.md", "content/published/2026.csv", "content/root/CNAME", "content/root/.well-known/a/b.txt"),
    *(f"{ISSUE}/01.md", f"{ISSUE}/issue.md", f"{ISSUE}/photos/01.jpg", "content/issues/2026-03-25-b/01.md"),
    *(f"{ISSUE}/review.csv", f"{ISSUE}/signed/01.md"),
    *("templates/base.html", "templates/static/style.css", "templates/static/logo/a.svg", "templates/fonts/a.ttf"),
]
NOT_MADE_OF = [
    *("output/index.html", ".banmian/manifest.json", ".history/lock", "起步.md", "requirements.txt", "banmian/a.whl"),
    *(
        f"{ISSUE}/01.doubts.json",
        f"{ISSUE}/source/raw.txt",
        f"{ISSUE}/.01.md.swp",
        f"{ISSUE}/01.md~",
        f"{ISSUE}/~$1.md",
    ),
    *(
        f"{ISSUE}/photos/.DS_Store",
        f"{ISSUE}/signed/.01.md.swp",
        f"{ISSUE}/photos/small/01.jpg",
        f"{ISSUE}/drafts/01.md",
        "content/issues/三月/01.md",
    ),
    *("content/backups/2026-03-25/01.md", "content/lists/old/标签.csv", "content/root/.gitignore"),
    *("templates/.base.html.swp", "templates/.git/HEAD", "my/content/about.md"),
]


def looked_at(site: Site) -> tuple[object, ...]:
    """What a build sees of a site."""
    seen = content_scan.scan(site.root, stamps.NEVER, {}, Moment(datetime(2026, 12, 1, tzinfo=UTC)))
    theme = theme_files.read(site.root / "templates", site.root)
    beside = content_folders.beside(site.root)
    return seen.digest(), seen.problems, beside, theme.digest(), settings(site.root)


@pytest.mark.parametrize("path", MADE_OF)
def test_what_a_build_reads_counts(site: Site, path: str) -> None:
    """A file whose change a build sees counts, and so do the folders on the way to it, which are entered."""
    site.write(f"{ISSUE}/02.md", "一")
    site.write(path, "一")
    before = looked_at(site)
    site.write(path, "二")
    assert looked_at(site) != before
    assert site_paths.counts(path)
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        assert site_paths.counts(folder)
        assert site_paths.is_entered(folder, is_link=False)


@pytest.mark.parametrize("path", NOT_MADE_OF)
def test_what_no_page_is_made_of_does_not_count(path: str) -> None:
    """What pages do not follow from does not count."""
    assert not site_paths.counts(path)


def test_links_to_folders_are_followed_as_the_readers_follow_them(site: Site) -> None:
    """The readers of templates and of published files do not follow links to folders below; those of issues do."""
    site.write("../away/01.md", "一")
    for path, is_followed in ((ISSUE, True), ("templates/static", False), ("content/root/files", False)):
        link = site.root / path
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(site.root.parent / "away")
        before = looked_at(site)
        site.write("../away/01.md", path)
        assert (looked_at(site) != before) == is_followed == site_paths.is_entered(path, is_link=True), path
        link.unlink()


def test_a_folder_with_a_wrong_name_counts(site: Site) -> None:
    """Editors are told of a folder among the issues that is none, so its coming and going counts."""
    before = looked_at(site)
    (site.root / "content/issues/三月").mkdir(parents=True)
    assert looked_at(site) != before
    assert site_paths.counts("content/issues/三月")
    assert not site_paths.is_entered("content/issues/三月", is_link=False)


def test_paths_are_joined_and_compared() -> None:
    """``""`` is the paper's folder, in which all lies."""
    assert site_paths.joined("", "content") == "content"
    assert site_paths.joined("content", "issues") == "content/issues"
    assert site_paths.joined("content", "") == "content"
    assert site_paths.is_within("content/issues", "content")
    assert site_paths.is_within("content", "content")
    assert site_paths.is_within("content", "")
    assert not site_paths.is_within("contents", "content")
