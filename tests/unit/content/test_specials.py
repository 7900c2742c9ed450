"""Special topics: what their files say, and what is wrong in them."""

from datetime import date
from pathlib import Path

import pytest

from generator.content import specials
from generator.errors import ContentError
from support import Site


def write(root: Path, name: str, text: str) -> None:
    """The file of a special topic."""
    path = root / "content" / specials.FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_special_topic(tmp_path: Path) -> None:
    """The file's name is the address, the front matter says what is gathered, the body is the introduction."""
    write(
        tmp_path,
        "rexian.md",
        '---\ntitle: "热线"\ntags: ["市民热线"]\nwords: [来电]\nsince: 2026-03-01\n'
        "articles: [2026-03-18-08]\n---\n\n**导语**\n",
    )
    (special,) = specials.read(tmp_path)
    assert (special.slug, special.title, special.body) == ("rexian", "热线", "**导语**")
    assert (special.tags, special.words, special.articles) == (("市民热线",), ("来电",), ("2026-03-18-08",))
    assert (special.since, special.until) == (date(2026, 3, 1), None)


def test_a_paper_without_special_topics(tmp_path: Path) -> None:
    """No folder, no special topics."""
    assert specials.read(tmp_path) == ()


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("热线.md", '---\ntitle: "热线"\ntags: [甲]\n---\n', None, "文件名"),
        ("a.md", "---\ntags: [甲]\n---\n", 1, "title"),
        ("a.md", '---\ntitle: "甲"\n---\n', 1, "收哪些文章"),
        ("a.md", '---\ntitle: "甲"\narticles: [03]\n---\n', 3, ""),
        ("a.md", '---\ntitle: "甲"\narticles: ["03"]\n---\n', 3, "编号"),
        ("a.md", '---\ntitle: "甲"\ntags: [甲]\nsince: 2026-03-02\nuntil: 2026-03-01\n---\n', 4, "晚于"),
        ("a.md", '---\ntitle: "甲"\ntag: [甲]\n---\n', 3, "tag"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, text: str, line: int | None, words: str) -> None:
    """A mistake is told with the file, the line and what is wrong."""
    write(tmp_path, name, text)
    with pytest.raises(ContentError) as caught:
        specials.read(tmp_path)
    problem = caught.value.problems[0]
    assert (problem.source, problem.line) == (f"content/specials/{name}", line)
    assert words in problem.message


def test_what_is_no_folder_is_told(site: Site) -> None:
    """The pages of all special topics must not go in silence where a link to their folder broke."""
    (site.root / "content").mkdir(exist_ok=True)
    (site.root / "content" / "specials").symlink_to("nowhere")
    with pytest.raises(ContentError, match="content/specials"):
        specials.read(site.root)
