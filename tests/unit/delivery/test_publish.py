"""``banmian publish``: what is recorded, what is asked, what is sent, and that it can be repeated."""

import sqlite3
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
from generator.delivery import address_changes, publication
from generator.model import CHINA
from generator.press.issue_memory import Ledger, Seen
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


def test_reading_an_archive_is_shown(paper: Site) -> None:
    """A first look at a large archive takes long: it tells how far it is."""
    told: list[str] = []
    publication.prepare(paper.root, NOW, lambda phase, _done, _total: told.append(phase))
    assert "读取各期" in told


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
        paper.article("2026-03-25", 1, "改了一个字。" * hours, topics=("economy",), tags=("码头",))
        publish(paper)
    sent = tree(paper.root.parent / "sent")
    if fields:
        paper.article("2026-03-25", 2, topics=("livelihood",), **fields)
    else:
        (paper.root / "content/issues/2026-03-25/02.md").unlink()
    told = publish(paper, "--back")
    assert (told.exit_code, "/2026-03-25/02.html" in told.output) == (1, True)
    assert tree(paper.root.parent / "sent") == sent


def test_what_is_sent_twice_is_kept_once(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publication that changes nothing does not push out the state that ``--back`` sends; half of one is none."""
    publish(paper)
    before = tree(paper.root.parent / "sent")
    paper.article("2026-03-25", 2, "改了一个字。", topics=("livelihood",))
    for hours in (1, 2, 3):
        monkeypatch.setattr(Clock, "after", timedelta(hours=hours))
        publish(paper)
    (paper.root / ".banmian/sent/.unfinished").mkdir()
    told = publish(paper, "--back")
    assert "2026-04-01 12:00 送出去的" in told.output
    assert tree(paper.root.parent / "sent") == before


def test_a_damaged_cache_stops_no_publication(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a build does, a look at what would be published throws a damaged cache away and finds everything out again."""
    publish(paper)
    seen, damaged = Ledger.seen, [sqlite3.DatabaseError("malformed")]

    def once(ledger: Ledger) -> dict[str, Seen]:
        if damaged:
            raise damaged.pop()
        return seen(ledger)

    monkeypatch.setattr(Ledger, "seen", once)
    told = publish(paper, "--dry-run")
    assert told.exit_code == 0, told.output
    assert not damaged


def test_what_is_gone_is_told_once(paper: Site) -> None:
    """What went is news for readers in one publication; when it comes back, that is news again."""
    publish(paper)
    paper.article("2026-03-25", 2, draft=True)
    assert "先收起来" in publish(paper).output
    lines = record(paper)
    assert "和上次发布时一样" in publish(paper).output
    assert record(paper) == lines
    paper.article("2026-03-25", 2, topics=("livelihood",))
    assert "新登出 2 页：/2026-03-25/02.html" in publish(paper).output
    assert "和上次发布时一样" in publish(paper).output


def test_a_wrong_answer_is_named(paper: Site) -> None:
    """An address that is said to lead where nothing stands is told with its line and both addresses."""
    publish(paper)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    paper.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/02.html,/2026-03-26/09.html\n")
    told = publish(paper)
    assert told.exit_code == 1
    assert "content/moved.csv:2: 登过的 /2026-03-25/02.html 搬到了 /2026-03-26/09.html，可是" in told.output


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


def test_what_may_not_be_read_is_pushed_even_where_publishing_stops(by_git: Site) -> None:
    """Of all that waits only the withdrawn article's file is committed; the host takes its page down."""
    publish(by_git, "-m", "1")
    (by_git.root / "content/issues/2026-03-25/02.md").unlink()
    by_git.article("2026-03-25", 1, "龘字稿。", topics=("economy",), tags=("码头",), withdrawal="来源有误")
    told = publish(by_git)
    assert (told.exit_code, "先推到 git" in told.output) == (1, True)
    shown = git(by_git.root.parent / "remote.git", "show", "--name-status", "--format=", "main").split()
    assert shown == ["M", "content/issues/2026-03-25/01.md"]


def test_a_push_that_fails_is_repeated(by_git: Site) -> None:
    """The commit stays; the next run says so and pushes it."""
    (by_git.root.parent / "remote.git").rename(by_git.root.parent / "away.git")
    assert publish(by_git).exit_code == 1
    (by_git.root.parent / "away.git").rename(by_git.root.parent / "remote.git")
    assert publish(by_git).exit_code == 0
    assert git(by_git.root.parent / "remote.git", "log", "--format=%s", "main")


def test_what_moved_is_told_once(paper: Site) -> None:
    """A former address is told in the publication that leads it on, and in no later one; so is a page that is back."""
    publish(paper)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    paper.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/02.html,/2026-03-25/01.html\n")
    assert "搬走" in publish(paper).output
    assert "和上次发布时一样" in publish(paper).output
    paper.article("2026-03-25", 2, topics=("livelihood",))
    assert "/2026-03-25/02.html" in publish(paper).output
    assert record(paper)["2026-03-25/02.html"].digest not in (address_changes.GONE, address_changes.LED_ON)


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


def test_a_commit_that_could_not_be_made_is_told_before_anything_is_written(
    by_git: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On no branch, or by nobody, nothing is recorded; what to do is said in Chinese, in a trial too."""
    git(by_git.root, "commit", "--quiet", "--allow-empty", "--message", "1")
    git(by_git.root, "checkout", "--quiet", "--detach")
    for options in ((), ("--dry-run",)):
        told = publish(by_git, *options)
        assert (told.exit_code, "git switch main" in told.output) == (1, True)
    git(by_git.root, "checkout", "--quiet", "main")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    monkeypatch.setenv("HOME", str(by_git.root))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(by_git.root))
    git(by_git.root, "config", "user.useConfigOnly", "true")
    told = publish(by_git)
    assert (told.exit_code, "user.email" in told.output) == (1, True)
    assert not (by_git.root / "content/published").exists()


def test_a_branch_that_others_pushed_to_is_told_in_chinese(by_git: Site) -> None:
    """The hint says how to take their commits first."""
    publish(by_git)
    git(by_git.root.parent, "clone", "--quiet", "--branch", "main", "remote.git", "other")
    git(by_git.root.parent / "other", "commit", "--quiet", "--allow-empty", "--message", "2")
    git(by_git.root.parent / "other", "push", "--quiet")
    by_git.article("2026-03-25", 2, "改了一个字。")
    told = publish(by_git)
    assert (told.exit_code, "别人先推上去了" in told.output) == (1, True)


def test_a_file_that_was_staged_and_deleted_stops_nothing(by_git: Site) -> None:
    """Nothing of it is left to commit; names that git would take for patterns are names."""
    by_git.write("content/about.md", "x")
    git(by_git.root, "add", "content/about.md")
    (by_git.root / "content/about.md").unlink()
    by_git.write("content/root/[a]*.txt", "1")
    told = publish(by_git)
    assert told.exit_code == 0, told.output
    names = git(by_git.root, "ls-tree", "-r", "--name-only", "main").split()
    assert "content/root/[a]*.txt" in names
    assert "content/about.md" not in names


def test_a_repository_above_is_told(by_git: Site) -> None:
    """A paper in a folder of another repository is not sent by that one; the message names it."""
    (by_git.root / ".git").rename(by_git.root.parent / ".git")
    told = publish(by_git)
    assert f"在别的 git 仓库 {by_git.root.parent.resolve()} 里面" in told.output
