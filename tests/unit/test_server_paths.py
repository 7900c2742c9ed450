"""``/_banmian/`` and ``/_desk/`` belong to the preview's server: nothing of a paper can come to stand there."""

import pytest

from generator import config, server_paths
from generator.content import addresses, page_files, specials, tag_lists
from generator.errors import BanmianError, ConfigError, ContentError, Problem
from generator.press import unknown
from support import Site

HEAD = '[paper]\nname = "报"\n'


def told(error: pytest.ExceptionInfo[BanmianError]) -> Problem:
    """The one problem of an error."""
    (problem,) = error.value.problems
    return problem


@pytest.mark.parametrize(
    "path",
    ["_banmian", "/_banmian/", "/_desk/a/b.html", "_Desk/x", "/%5Fdesk/", "/%5fbanmian", "//_desk", "/./_desk/a"],
)
def test_an_address_of_the_servers(path: str) -> None:
    """However it is written: at or below one of the two names, as the first part of the path."""
    assert server_paths.is_servers(path)


@pytest.mark.parametrize("path", ["", "/", "index.html", "/a/_desk/", "/_desks/", "/desk/", "/banmian", "._desk"])
def test_an_address_of_the_papers(path: str) -> None:
    """The names alone are taken, not what is like them, and not further down."""
    assert not server_paths.is_servers(path)


@pytest.mark.parametrize("name", ["_banmian", "_desk", "_Desk"])
def test_a_page_of_its_own(site: Site, name: str) -> None:
    """It is refused by its file's name, and by ``address`` at its line."""
    site.write(f"content/pages/{name}.md", "---\ntitle: 甲\n---\n")
    with pytest.raises(ContentError) as caught:
        page_files.read(site.root)
    assert (told(caught).source, told(caught).line) == (f"content/pages/{name}.md", 1)
    assert server_paths.SAID in told(caught).message
    (site.root / f"content/pages/{name}.md").rename(site.root / "content/pages/a.md")
    site.write("content/pages/a.md", f"---\ntitle: 甲\naddress: {name}\n---\n")
    with pytest.raises(ContentError) as caught:
        page_files.read(site.root)
    assert (told(caught).source, told(caught).line) == ("content/pages/a.md", 3)


def test_a_special_topic(site: Site) -> None:
    """A file of that name is refused."""
    site.write("content/specials/_desk.md", "---\ntitle: 甲\nwords: [乙]\n---\n")
    with pytest.raises(ContentError) as caught:
        specials.read(site.root)
    assert told(caught).source == "content/specials/_desk.md"


def test_a_tag(site: Site) -> None:
    """The register takes no such address, and says at which line."""
    site.write("content/lists/标签.csv", "标签,类型,网址\n码头,主题词,_desk\n")
    with pytest.raises(ContentError) as caught:
        tag_lists.read(site.root)
    assert (told(caught).source, told(caught).line) == ("content/lists/标签.csv", 2)
    assert "网址" in told(caught).message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'{HEAD}address = "https://news.example.org/_desk/"\n', 3),
        (f'{HEAD}address = "https://news.example.org/_banmian"\n', 3),
        (f'{HEAD}address = "https://news.example.org/%5Fdesk/a/"\n', 3),
        (f'{HEAD}[[topics]]\nslug = "_desk"\nname = "甲"\n', 4),
        (f'{HEAD}[[moved]]\nfrom = "/_desk/{{yyyy}}-{{mm}}/{{dd}}/{{n}}.htm"\n', 4),
    ],
)
def test_settings(text: str, line: int) -> None:
    """The paper's own folder, a topic, and addresses of its former site are refused at their line."""
    with pytest.raises(ConfigError) as caught:
        config.parse(text, "newspaper.toml")
    assert (told(caught).source, told(caught).line) == ("newspaper.toml", line)


@pytest.mark.parametrize("row", ["/_desk/a.html,/latest/", "/_banmian/,撤稿", "/%5Fdesk/a.html,/", "/old.html,/_desk/"])
def test_a_former_address(site: Site, row: str) -> None:
    """No former address was there, and none leads there: the line of moved.csv is told."""
    site.write("content/moved.csv", f"旧网址,新网址\n{row}\n")
    with pytest.raises(ContentError) as caught:
        addresses.read(site.root)
    assert (told(caught).source, told(caught).line) == ("content/moved.csv", 2)
    assert server_paths.SAID in told(caught).message


@pytest.mark.parametrize("path", ["_banmian", "_desk", "_desk/a.html", "_DESK/a.html"])
def test_a_file_for_the_root(path: str) -> None:
    """It stops the build by its name, whatever else is made."""
    with pytest.raises(ContentError) as caught:
        unknown.check([path, "CNAME"], ["index.html"])
    assert told(caught).source == f"content/root/{path}"
    assert server_paths.SAID in told(caught).message
