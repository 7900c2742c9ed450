"""``banmian check --migrate``: old issues say by today's grammar what they said by their own, in one change set."""

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.content import store
from support import PROJECT, Site, tree


def _run(site: Site, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--site", str(site.root), *arguments])


def _old(site: Site, issue_id: str = "2026-03-25") -> Path:
    return site.issue(issue_id, format=1) / store.ISSUE_FILE


def test_old_issues_are_brought_to_todays_format(site: Site) -> None:
    """Bodies whose page would differ are rewritten, each issue says so, and one undo takes it all back."""
    _old(site)
    path = site.article(body="##小标题\n\n*甲*<!-- 待核 -->")
    same = site.article(number=2)
    site.write("content/about.md", "\n# 本报\n\n*新闻*\n")
    before = tree(site.root)
    done = _run(site, "check", "--migrate")
    assert done.exit_code == 0, done.output
    assert path.read_text("utf-8").endswith("# 待核\n---\n\n## 小标题\n\n**甲**\n")
    assert (site.root / "content/about.md").read_text("utf-8") == "\n# 本报\n\n**新闻**\n"
    after = tree(site.root)
    assert b"\nformat: 2\n---" in after["content/issues/2026-03-25/issue.md"]
    assert {name for name in after if after[name] != before.get(name)} == {
        "content/about.md",
        "content/issues/2026-03-25/01.md",
        "content/issues/2026-03-25/issue.md",
    }
    assert same.read_bytes() == before["content/issues/2026-03-25/02.md"]
    assert _run(site, "undo").exit_code == 0
    assert tree(site.root) == before


def test_nothing_is_done_twice(site: Site) -> None:
    """An issue of today's format is left alone: what looks like italics in it is text."""
    site.issue()
    site.article(body="*甲*")
    before = tree(site.root)
    done = _run(site, "check", "--migrate")
    assert "没有要改的" in done.output
    assert tree(site.root) == before


def test_what_no_rule_can_rewrite_is_named(site: Site) -> None:
    """A body whose page would lose something is left as it is, with its file and line."""
    _old(site)
    path = site.article(body="*丁*3.*")
    text = path.read_text("utf-8")
    done = _run(site, "check", "--migrate")
    assert done.exit_code == 0
    assert f"content/issues/2026-03-25/01.md:{text.split(chr(10)).index('*丁*3.*') + 1}: " in done.output
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_stops_it(site: Site) -> None:
    """Where one file is broken, nothing is written, and the message names it."""
    _old(site)
    site.article(body="*甲*")
    site.write("content/issues/2026-03-25/02.md", "没有信息区")
    before = tree(site.root)
    done = _run(site, "check", "--migrate")
    assert (done.exit_code, tree(site.root)) == (1, before)
    assert "02.md" in done.output


def test_the_sample_says_the_same(site: Site) -> None:
    """The bodies of the sample are the same by both grammars."""
    for file in (PROJECT / "content/issues").rglob("*.md"):
        site.write(str(file.relative_to(PROJECT)), file.read_bytes().replace(b"\nformat: 2\n", b"\n"))
    done = _run(site, "check", "--migrate")
    assert "0 个文件的正文改了记号" in done.output, done.output
