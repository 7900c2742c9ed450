"""Addresses: lowercase ASCII, unique, and never moved by what comes later."""

import re
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition import pages, site_card
from generator.content.slugs import tag_slugs
from generator.model import Newspaper
from generator.pages import urls
from strategies import newspapers, tag
from support import examples

tags = st.lists(tag, max_size=12)


def crc(text: str) -> str:
    """What tells a tag from another that reads alike."""
    return f"{zlib.crc32(text.encode()):08x}"


@given(tags)
@example(["马头", "码头", "MATOU", "ma-tou"])
@example([f"a-{crc('a')}", "A", "a"])
@example(["。", "、", "-", "é", "е", "𠮷", "🀄"])
@example(["长" * 200, "长" * 201])
def test_slugs_are_unique_and_plain(names: list[str]) -> None:
    """Every tag has a slug of lowercase letters, digits and hyphens, and no two share one."""
    slugs = tag_slugs(names)
    assert set(slugs) == set(names)
    assert len(set(slugs.values())) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 100 for slug in slugs.values())


@given(tags, tags)
def test_a_new_tag_moves_no_page(old: list[str], new: list[str]) -> None:
    """Tags that appear later leave the slugs of earlier ones as they were."""
    before = tag_slugs(old)
    after = tag_slugs([*old, *new])
    assert {name: after[name] for name in before} == before


@settings(max_examples=examples(15))
@given(newspapers())
def test_paths_are_lowercase_ascii_and_stay_inside(newspaper: Newspaper) -> None:
    """Every page's path is lowercase ASCII without a step upwards, so that any host serves it."""
    for page in pages(newspaper, site_card()):
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*\.(html|webmanifest|txt)", page.path)


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        ("index.html", "/", "/"),
        ("2026-03-25/index.html", "/", "/2026-03-25/"),
        ("2026-03-25/01.html", "/paper/", "/paper/2026-03-25/01.html"),
        ("404.html", "/", "/404.html"),
        ("static/图 a?.css", "/", "/static/%E5%9B%BE%20a%3F.css"),
    ],
)
def test_links(path: str, base: str, expected: str) -> None:
    """A link is the base and the quoted path, without ``index.html``."""
    assert urls.link(path, base) == expected


def test_an_article_lies_in_its_issues_folder() -> None:
    """An article's page has its number for a name, also in an extra issue."""
    assert urls.article("2026-03-25-03") == "2026-03-25/03.html"
    assert urls.article("2026-03-25-b-03") == "2026-03-25-b/03.html"
    assert urls.photo("2026-03-25", "Dock.JPG", 480, "avif") == "2026-03-25/photos/dock-jpg-480.avif"


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [
        ("static/0123456789ab/own/style.css", True),
        ("static/style.css", False),
        ("static/0123456789AB/style.css", False),
        ("pagefind/2026-h1/0123456789.pf_table", True),
        ("pagefind/2026-h1/fragment/0123456.pf_fragment", True),
        ("pagefind/2026-h1/0123456789/1f.pf_index", True),
        ("pagefind/catalogue.json", False),
        ("pagefind/notes.txt", False),
        ("x/static/0123456789ab/style.css", False),
    ],
)
def test_only_we_name_files_so(path: str, is_ours: bool) -> None:  # noqa: FBT001
    """Static and index files are known by their names alone, which say what they hold; nothing else is."""
    assert urls.is_asset(path) == is_ours
