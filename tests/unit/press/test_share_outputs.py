"""Share pictures in a build: which there are, which page names which, and when one is made anew."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drawn_font import font
from generator.errors import ConfigError, TemplateProblem
from generator.model import Folio
from generator.press.build import build
from support import NEWSPAPER, Site, tree

pytestmark = pytest.mark.slow

ADDRESS = 'address = "https://example.org/wan/"\n'
GLYPHS = "青川晚报新区专版一份虚构的报纸。年月日星期三共第0123456789要闻码头启用货轮靠岸拾光园“”"
LIST = "share/paper.png"
ISSUE = "2026-03-25/share.png"
ONE, TWO = "2026-03-25/01-share.png", "2026-03-25/02-share.png"
FOUND = re.compile(rb'property="og:image" content="https://example.org/wan/([^"]*)"')


def settings(pictures: str, name: str = "paper.ttf") -> str:
    """A paper's settings with share pictures."""
    share = f'[share]\npictures = "{pictures}"\nfont = "{name}"\n\n[tags]'
    return NEWSPAPER.replace("[tags]", f"{ADDRESS}\n{share}", 1)


@pytest.fixture
def paper(site: Site) -> Site:
    """An issue of three articles: one to be drawn, one with a photo, one without a headline."""
    site.write("templates/fonts/paper.ttf", font(GLYPHS))
    site.issue(folios=(Folio("01", "要闻"),))
    site.article(number=1, title="码头启用 货轮靠岸", kicker="要闻", folio="01")
    site.picture("dock.png")
    site.write("content/issues/2026-03-25/02.md", WITH_PHOTO)
    site.article(number=3, title="", untitled=True)
    return site


WITH_PHOTO = """\
---
id: 2026-03-25-02
title: 拾光园
order: 2
photos:
  - file: dock.png
    caption: 码头
---

码头昨日启用。
"""


def made(site: Site, pictures: str) -> dict[str, bytes]:
    """The files of the paper, built with share pictures of a kind."""
    site.write("newspaper.toml", settings(pictures))
    build(site.root, index=False)
    return tree(site.root / "output")


def named(files: dict[str, bytes], page: str) -> str:
    """The path of the picture that a page names for messengers; ``""`` for none."""
    found = FOUND.search(files[page])
    return found[1].decode() if found else ""


@pytest.mark.parametrize(
    ("pictures", "paths", "issue", "article"),
    [
        ("paper", {LIST}, LIST, LIST),
        ("issue", {LIST, ISSUE}, ISSUE, ISSUE),
        ("article", {LIST, ISSUE, ONE}, ISSUE, ONE),
    ],
)
def test_a_page_names_the_nearest_picture(
    paper: Site, pictures: str, paths: set[str], issue: str, article: str
) -> None:
    """An article names its photo first, then its own picture, its issue's, the paper's; other pages the paper's."""
    files = made(paper, pictures)
    assert {path for path in files if "share" in path and path.endswith(".png")} == paths
    assert named(files, "2026-03-25/index.html") == named(files, "latest/index.html") == issue
    assert named(files, "2026-03-25/01.html") == article
    assert "/photos/dock-png-" in named(files, "2026-03-25/02.html")
    drawn, photo = (files[f"2026-03-25/{number}.html"].decode() for number in ("01", "02"))
    assert 'og:image:width" content="1200"' in drawn
    assert 'og:image:alt" content="码头启用货轮靠岸 · 青川晚报"' in drawn
    assert "1200" not in photo
    assert named(files, "2026-03-25/03.html") == issue
    assert named(files, "index.html") == named(files, "archive/index.html") == LIST
    assert not any("fonts" in path or path.endswith(".ttf") for path in files)


@pytest.mark.parametrize("change", ["address", "font"])
def test_without_address_or_font_there_is_none(paper: Site, change: str) -> None:
    """A paper without a font, or without an address, has no share pictures and names none."""
    without = settings("article", "") if change == "font" else settings("article").replace(ADDRESS, "")
    paper.write("newspaper.toml", without)
    build(paper.root, index=False)
    files = tree(paper.root / "output")
    assert not any(path.endswith("share.png") or path == LIST for path in files)
    assert named(files, "index.html") == named(files, "2026-03-25/01.html") == ""


def test_a_character_that_the_font_lacks_is_no_box(paper: Site) -> None:
    """The picture of an article with a character that the font cannot show is left out; the issue's takes its place."""
    paper.article(number=4, title="码头𰻞启用")
    files = made(paper, "article")
    assert "2026-03-25/04-share.png" not in files
    assert named(files, "2026-03-25/04.html") == ISSUE
    paper.write("templates/fonts/paper.ttf", font(GLYPHS + "𰻞"))
    files = made(paper, "article")
    assert named(files, "2026-03-25/04.html") == "2026-03-25/04-share.png"


def test_a_picture_is_made_when_what_it_says_changes(paper: Site) -> None:
    """A picture is made anew with its words and the font; not with the text, other articles or other settings."""

    def remade() -> set[str]:
        return {name for name in build(paper.root, index=False).reasons if "share" in name.split(" ")}

    made(paper, "article")
    paper.article(number=1, title="码头启用 货轮靠岸", kicker="要闻", folio="01", body="新。")
    paper.write("newspaper.toml", settings("article") + "\n[app]\noffline = false\n")
    assert remade() == set()
    paper.article(number=4, title="码头码头")
    assert remade() == {"2026-03-25 share 04"}
    paper.article(number=1, title="码头启用", kicker="要闻", folio="01")
    assert remade() == {"2026-03-25 share", "2026-03-25 share 01"}
    paper.write("templates/fonts/paper.ttf", font(GLYPHS + "子", form=4))
    assert remade() == {"share", "2026-03-25 share", "2026-03-25 share 01", "2026-03-25 share 04"}


def test_what_is_withdrawn_loses_its_picture(paper: Site) -> None:
    """The pictures with the headline of an article that is withdrawn go with it, even where the build then stops."""
    before = made(paper, "article")
    paper.article(number=1, title="码头启用 货轮靠岸", withdrawal="内容有误")
    paper.write("templates/404.html", "{{ nothing }}")
    with pytest.raises(TemplateProblem):
        build(paper.root, index=False)
    left = tree(paper.root / "output")
    assert {LIST, ISSUE, ONE} & left.keys() == {LIST}
    (paper.root / "templates/404.html").unlink()
    after = made(paper, "article")
    assert {LIST, ISSUE, ONE} & after.keys() == {LIST, ISSUE}
    assert before[ISSUE] != after[ISSUE]


def test_the_same_paper_gives_the_same_pictures(paper: Site, make_site: Callable[..., Site], tmp_path: Path) -> None:
    """A build in another folder gives the same bytes."""
    once = made(paper, "article")
    again = make_site("again")
    for path, data in tree(paper.root).items():
        if not path.startswith(("output/", ".banmian/")):
            again.write(path, data)
    assert {path: data for path, data in made(again, "article").items() if path.endswith(".png")} == {
        path: data for path, data in once.items() if path.endswith(".png")
    }


@pytest.mark.parametrize(("name", "data"), [("paper.ttf", b"no font"), ("gone.ttf", b"")])
def test_a_font_that_is_none_is_told(paper: Site, name: str, data: bytes) -> None:
    """A font file that is missing or no font stops the build, with its name and what to do."""
    paper.write("newspaper.toml", settings("paper", name))
    if data:
        paper.write(f"templates/fonts/{name}", data)
    with pytest.raises(ConfigError, match=re.escape(name)) as caught:
        build(paper.root, index=False)
    assert caught.value.problems[0].hint
