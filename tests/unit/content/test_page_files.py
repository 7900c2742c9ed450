"""Pages of the paper's own: what their files say, and what is refused."""

from pathlib import Path

import pytest

import edition
from generator import config
from generator.content import page_files
from generator.errors import ConfigError, ContentError, Problem
from generator.model import Newspaper, OwnPage
from generator.pages import urls, web_app
from strategies import TOPICS
from support import NEWSPAPER, Site

PAGE = "---\ntitle: 订报\n---\n\n电话订报。\n"


def problems(root: Path) -> list[Problem]:
    """What is wrong with the pages of a paper."""
    with pytest.raises(ContentError) as caught:
        page_files.read(root)
    return list(caught.value.problems)


def test_a_page(site: Site) -> None:
    """The file's name is the address, or ``address:`` says it; the rest is what the page shows."""
    site.write("content/pages/subscribe.md", PAGE)
    site.write(
        "content/pages/联系.md",
        "---\ntitle: 联系我们\nsummary: 电话与地址\naddress: contact\nextra:\n  电话: 12345\n---\n**电话**\n",
    )
    assert page_files.read(site.root) == (
        OwnPage("subscribe", "subscribe", "订报", body="电话订报。"),
        OwnPage("联系", "contact", "联系我们", "电话与地址", (("电话", 12345),), "**电话**"),
    )


def test_a_paper_without_pages_of_its_own(site: Site) -> None:
    """No folder, no pages."""
    assert page_files.read(site.root) == ()


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("订报.md", PAGE, 1, "不能作网址"),
        ("Subscribe.md", PAGE, 1, "不能作网址"),
        ("a.md", PAGE.replace("---\n\n", "address: a/b\n---\n\n"), 3, "不能作网址"),
        ("a.md", "---\nsummary: 无题\n---\n", 1, "title"),
        ("a.md", PAGE.replace("---\n\n", "tags: [甲]\n---\n\n"), 3, "不认识的键"),
        ("a.md", PAGE.replace("---\n\n", "extra:\n  a-b: 丙\n---\n\n"), 4, "不能用"),
        ("a.md", "电话订报。\n", 1, "---"),
        ("a.md", PAGE.replace("---\n\n", "address: topics\n---\n\n"), 3, "banmian"),
        ("search.md", PAGE, 1, "banmian"),
        ("2026-03-25.md", PAGE, 1, "一期"),
        ("2026-03-25-b.md", PAGE, 1, "一期"),
        ("ads.md", PAGE, 1, "content/root"),
        ("verify.md", PAGE, 1, "content/root"),
    ],
)
def test_mistakes(site: Site, name: str, text: str, line: int, words: str) -> None:
    """A mistake, an address that is taken included, is told with the file, the line and what is wrong."""
    site.write(f"content/pages/{name}", text)
    site.write("content/root/Ads/index.html", "")
    site.write("content/root/verify", "")
    (problem,) = problems(site.root)
    assert (problem.source, problem.line) == (f"content/pages/{name}", line)
    assert words in problem.message


def test_two_pages_of_one_address(site: Site) -> None:
    """The second is refused, and told which is the first."""
    site.write("content/pages/subscribe.md", PAGE)
    site.write("content/pages/订报.md", PAGE.replace("---\n\n", "address: subscribe\n---\n\n"))
    (problem,) = problems(site.root)
    assert (problem.source, problem.line) == ("content/pages/订报.md", 3)
    assert "content/pages/subscribe.md" in problem.message


def test_other_files_under_the_same_folder_of_the_root(site: Site) -> None:
    """A page may have files of the paper's own beside it."""
    site.write("content/root/subscribe/form.pdf", "")
    site.write("content/pages/subscribe.md", PAGE)
    assert len(page_files.read(site.root)) == 1


def test_every_folder_of_the_site_is_known_as_taken() -> None:
    """No page of the paper's own can come to stand where banmian has one, or will have one once there are articles."""
    paper = Newspaper((edition.issue(),), TOPICS)
    paths = [page.path for page in edition.pages(paper, edition.site_card("https://example.org/"))]
    paths += [value for name, value in vars(urls).items() if name.isupper() and isinstance(value, str)]
    paths += [urls.STATIC, urls.SEARCH_INDEX, *map(urls.icon, web_app.ICONS), *urls.TAG_KINDS.values()]
    folders = {path.split("/")[0] for path in paths if "/" in path.lstrip("/")}
    assert folders - {"2026-03-25"} == page_files.TAKEN


def test_names_in_the_settings_are_those_of_files(site: Site) -> None:
    """A page that newspaper.toml names and that there is not is refused with the line, and so is one named twice."""
    text = NEWSPAPER + '\n[pages]\nfooter = ["subscribe", "subscribe"]\nnavigation = ["contact"]\n'
    site.write("newspaper.toml", text)
    site.write("content/pages/subscribe.md", PAGE)
    with pytest.raises(ConfigError) as caught:
        config.load(site.root)
    lines = text.split("\n")
    assert [(problem.line, "contact" in problem.message) for problem in caught.value.problems] == [
        (lines.index('footer = ["subscribe", "subscribe"]') + 1, False),
        (lines.index('navigation = ["contact"]') + 1, True),
    ]


@pytest.mark.parametrize("value", ['["../a"]', '["a/b"]', '["a", "b", "c"]', '"a"', '[""]'])
def test_what_can_be_no_page(value: str) -> None:
    """A path, or more pages than the navigation has room for, are refused at their line."""
    with pytest.raises(ConfigError) as caught:
        config.parse(f'[paper]\nname = "报"\n[pages]\nnavigation = {value}\n', "newspaper.toml")
    assert [problem.line for problem in caught.value.problems] == [4]
