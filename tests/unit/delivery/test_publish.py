"""``banmian publish``: what is recorded, what is asked, what is sent, and that it can be repeated."""

import subprocess
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import publish_command
from generator.cli.main import main
from generator.content import addresses
from generator.content.edits import history
from generator.delivery import address_changes
from generator.model import CHINA
from support import NEWSPAPER, Site, tree

pytestmark = pytest.mark.slow

NOW = datetime(2026, 4, 1, 12, tzinfo=CHINA)


class Clock(datetime):
    """A clock that stands at ``NOW``, or later."""

    after = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The moment."""
        return (NOW + cls.after).astimezone(tz)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A paper of two articles, which is sent by a command that copies its site."""
    monkeypatch.setattr(publish_command, "datetime", Clock)
    monkeypatch.setattr(Clock, "after", timedelta())
    site = Site(tmp_path / "paper")
    settings(site, "rm -rf ../sent && cp -r output ../sent")
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, topics=("economy",), tags=("码头",))
    site.article("2026-03-25", 2, topics=("livelihood",))
    return site


def settings(site: Site, command: str) -> None:
    """Writes the settings with a command that sends."""
    site.write("newspaper.toml", f'{NEWSPAPER}[publish]\nhold_for = ["leader"]\ncommands = ["{command}"]\n')


def publish(site: Site, *options: str) -> Result:
    """Runs the command."""
    return CliRunner().invoke(main, ["--site", str(site.root), "publish", *options])


def record(site: Site) -> dict[str, addresses.Public]:
    """What the record holds."""
    return dict(addresses.read(site.root).public)


def test_what_is_published_is_recorded_and_sent(paper: Site) -> None:
    """Every page has its line, as sent; undo passes over it; a second time nothing changes."""
    told = publish(paper)
    assert told.exit_code == 0, told.output
    assert "新登出" in told.output
    lines = record(paper)
    assert {"2026-03-25/01.html", "2026-03-25/index.html", "topics/economy/index.html", "index.html"} <= lines.keys()
    assert not any(line.is_pending for line in lines.values())
    assert not [path for path in lines if path.startswith(("static/", "pagefind/")) or path == "404.html"]
    assert next(history.entries(paper.root)).header.kind == "record"
    before = tree(paper.root / "content")
    told = publish(paper)
    assert "和上次发布时一样" in told.output
    assert tree(paper.root / "content") == before
    assert (paper.root.parent / "sent/2026-03-25/01.html").exists()


def test_a_dry_run_writes_nothing(paper: Site) -> None:
    """It tells everything and leaves every file as it was."""
    before = tree(paper.root)
    told = publish(paper, "--dry-run")
    assert (told.exit_code, "会运行" in told.output) == (0, True)
    kept = {path: data for path, data in tree(paper.root).items() if not path.startswith(".banmian/")}
    assert kept == before


def test_a_changed_article_has_a_new_moment_and_nothing_else(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corrected word changes the line of its article alone, and leaves its first moment."""
    publish(paper)
    before = record(paper)
    monkeypatch.setattr(Clock, "after", timedelta(hours=1))
    paper.article("2026-03-25", 2, "改了一个字。", topics=("livelihood",))
    assert "改过 1 页：/2026-03-25/02.html" in publish(paper).output
    after = record(paper)
    assert {path for path in after if after[path] != before.get(path)} == {"2026-03-25/02.html"}
    line = after["2026-03-25/02.html"]
    assert (line.first, line.changed) == (NOW, NOW + timedelta(hours=1))


def test_a_failed_command_is_repeated(paper: Site) -> None:
    """Lines wait until the command has worked; the next run sends them."""
    settings(paper, "false")
    assert publish(paper).exit_code == 1
    assert all(line.is_pending for line in record(paper).values())
    settings(paper, "true")
    assert publish(paper).exit_code == 0
    assert not any(line.is_pending for line in record(paper).values())


def test_a_deleted_article_must_be_answered_for(paper: Site) -> None:
    """Publishing waits for a line in moved.csv; the build has a notice at once."""
    publish(paper)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    told = publish(paper)
    assert told.exit_code == 1
    assert "/2026-03-25/02.html,撤稿" in told.output
    paper.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/02.html,/2026-03-25/01.html\n")
    told = publish(paper)
    assert (told.exit_code, "搬走" in told.output) == (0, True)
    assert "url=/2026-03-25/01.html" in (paper.root.parent / "sent/2026-03-25/02.html").read_text("utf-8")


def test_what_may_not_be_read_goes_even_where_publishing_stops(paper: Site) -> None:
    """A withdrawn article is taken down and that is sent, though another address is not answered for."""
    publish(paper)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    paper.article("2026-03-25", 1, "龘字稿。", topics=("economy",), tags=("码头",), withdrawal="来源有误")
    assert publish(paper).exit_code == 1
    assert "已经撤下" in (paper.root.parent / "sent/2026-03-25/01.html").read_text("utf-8")


def test_a_draft_needs_no_answer(paper: Site) -> None:
    """An article that was public and is a draft now is held; nobody is asked where it went."""
    publish(paper)
    paper.article("2026-03-25", 2, draft=True)
    told = publish(paper)
    assert told.exit_code == 0, told.output
    assert "先收起来" in told.output


def test_what_comes_is_known_with_its_moment(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tomorrow's issue is recorded for its hour, without drafts, and counts as public from then on."""
    paper.issue("2026-04-02")
    paper.article("2026-04-02", 1)
    paper.article("2026-04-02", 2, draft=True)
    paper.article("2026-04-02", 3, embargo=datetime(2026, 4, 3, 9, tzinfo=CHINA))
    told = publish(paper)
    assert "最早的在 2026-04-02 06:00" in told.output
    lines = record(paper)
    assert lines["2026-04-02/01.html"].first == datetime(2026, 4, 2, 6, tzinfo=CHINA)
    assert lines["2026-04-02/03.html"].first == datetime(2026, 4, 3, 9, tzinfo=CHINA)
    assert "2026-04-02/02.html" not in lines
    monkeypatch.setattr(Clock, "after", timedelta(days=1))
    told = publish(paper)
    assert told.exit_code == 0, told.output
    assert record(paper)["2026-04-02/01.html"].first == datetime(2026, 4, 2, 6, tzinfo=CHINA)


def test_the_state_before_can_be_sent_again(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--back`` sends what was sent before the last time; the next publish sends today's again."""
    assert publish(paper, "--back").exit_code == 1
    publish(paper)
    before = tree(paper.root.parent / "sent")
    monkeypatch.setattr(Clock, "after", timedelta(hours=1))
    paper.article("2026-03-25", 2, "改了一个字。", topics=("livelihood",))
    publish(paper)
    after = tree(paper.root.parent / "sent")
    told = publish(paper, "--back")
    assert told.exit_code == 0, told.output
    assert tree(paper.root.parent / "sent") == before
    publish(paper)
    kept = {path for path in after if path.startswith(("static/", "pagefind/"))}
    assert {p: d for p, d in tree(paper.root.parent / "sent").items() if p not in kept} == {
        p: d for p, d in after.items() if p not in kept
    }


@pytest.mark.parametrize("fields", [{"withdrawal": "来源有误"}, {"draft": True}, None])
def test_what_was_taken_down_is_not_sent_again(
    paper: Site, fields: dict[str, Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A state with an article that was withdrawn, held or deleted since is refused, with its address."""
    for hours in (0, 1):
        monkeypatch.setattr(Clock, "after", timedelta(hours=hours))
        publish(paper)
    sent = tree(paper.root.parent / "sent")
    if fields:
        paper.article("2026-03-25", 2, topics=("livelihood",), **fields)
    else:
        (paper.root / "content/issues/2026-03-25/02.md").unlink()
    told = publish(paper, "--back")
    assert (told.exit_code, "/2026-03-25/02.html" in told.output) == (1, True)
    assert tree(paper.root.parent / "sent") == sent


def git(folder: Path, *arguments: str) -> str:
    """Runs git."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S607


@pytest.fixture
def by_git(paper: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The paper in a repository with a place to push to."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "a")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    paper.write("newspaper.toml", NEWSPAPER)
    paper.write(".gitignore", "output/\n.banmian/\n.history/\n")
    git(paper.root.parent, "init", "--quiet", "--bare", "remote.git")
    git(paper.root, "init", "--quiet", "-b", "main")
    git(paper.root, "remote", "add", "origin", "../remote.git")
    git(paper.root, "config", "push.autoSetupRemote", "true")
    return paper


def test_a_git_host_gets_the_words_and_the_record_in_one_commit(by_git: Site) -> None:
    """What people write is committed and pushed, with the record as sent; neither history nor output nor strangers."""
    by_git.write("notes.txt", "mine")
    told = publish(by_git, "-m", "第一期")
    assert told.exit_code == 0, told.output
    names = git(by_git.root, "ls-tree", "-r", "--name-only", "main").split()
    assert {"newspaper.toml", "content/issues/2026-03-25/01.md", "content/published/2026.csv"} <= set(names)
    assert not [name for name in names if name.startswith((".history", "output", ".banmian", "notes"))]
    assert "待发" not in git(by_git.root, "show", "main:content/published/2026.csv")
    assert git(by_git.root.parent / "remote.git", "log", "--format=%s", "main").split() == ["第一期"]
    publish(by_git)
    assert git(by_git.root, "log", "--format=%s", "main").split() == ["第一期"]


def test_what_somebody_staged_stops_it(by_git: Site) -> None:
    """A file that is staged and not the paper's is told, before anything is written."""
    by_git.write("notes.txt", "mine")
    git(by_git.root, "add", "notes.txt")
    told = publish(by_git)
    assert (told.exit_code, "notes.txt" in told.output) == (1, True)
    assert not (by_git.root / "content/published").exists()


def test_a_push_that_fails_is_repeated(by_git: Site) -> None:
    """The commit stays; the next run pushes it."""
    (by_git.root.parent / "remote.git").rename(by_git.root.parent / "away.git")
    assert publish(by_git).exit_code == 1
    (by_git.root.parent / "away.git").rename(by_git.root.parent / "remote.git")
    assert publish(by_git).exit_code == 0
    assert git(by_git.root.parent / "remote.git", "log", "--format=%s", "main")


def test_what_is_gone_is_told_once(paper: Site) -> None:
    """A former address is told in the publication that leads it on, and in no later one; so is a page that is back."""
    publish(paper)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    paper.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/02.html,/2026-03-25/01.html\n")
    assert "搬走" in publish(paper).output
    assert "和上次发布时一样" in publish(paper).output
    paper.article("2026-03-25", 2, topics=("livelihood",))
    assert "/2026-03-25/02.html" in publish(paper).output
    assert record(paper)["2026-03-25/02.html"].digest != address_changes.LEFT


def test_only_the_end_of_a_way_is_asked_about(paper: Site) -> None:
    """Where a former address leads to one that is gone by now, one answer is enough for both."""
    publish(paper)
    paper.article("2026-03-25", 3)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    lines = "旧网址,新网址\n/2026-03-25/02.html,/2026-03-25/03.html\n"
    paper.write("content/moved.csv", lines)
    assert publish(paper).exit_code == 0
    (paper.root / "content/issues/2026-03-25/03.md").unlink()
    told = publish(paper)
    assert ("登过的 /2026-03-25/03.html" in told.output, "登过的 /2026-03-25/02.html" in told.output) == (True, False)
    paper.write("content/moved.csv", f"{lines}/2026-03-25/03.html,/2026-03-25/01.html\n")
    assert publish(paper).exit_code == 0
    assert "url=/2026-03-25/01.html" in (paper.root.parent / "sent/2026-03-25/02.html").read_text("utf-8")
