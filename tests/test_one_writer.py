"""Only the one writer changes what a newsroom owns, in every command and in every process that a command starts."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.content.edits import history, journal, kept_sets, trial_file
from released import release
from support import NEWSPAPER, PROJECT, Site

RAW = """\
第1版 要闻

2026年3月25日 星期三

## 新港码头启用

本报讯(记者周采薇)昨日，新港码头启用，首艘货轮满载春茶离港。

## 北街菜市场搬家

本报讯(记者郑明)北街的菜市场昨日搬家，一百二十个摊位全部安上电子秤。
"""
COMMANDS = [
    ("import", "../raw.txt"),
    ("import", "--batch", "../batch"),
    ("import", "../raw.txt", "--replace"),
    ("check",),
    ("tags", "rename", "新港码头", "新港", "--write"),
    ("tags", "retype", "新港", "机构", "--write"),
    ("tags", "weigh"),
    ("build",),
    ("build", "--adopt", "CNAME"),
    ("undo",),
    ("redo",),
    ("search", "码头"),
    ("history",),
    ("new", "../another", "--from", f"../{release().file}"),
    ("publish",),
]
"""Run one after the other in one paper, so that each finds what the one before left."""
TRIAL = f"content/{trial_file.NAME}"
"""The one file that is written without a change set: the preview makes and removes it, to see whether it is told."""


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper, a raw issue beside it, and a folder of raw issues."""
    site.write("newspaper.toml", f'{NEWSPAPER}[publish]\ncommands = ["echo sent"]\n')
    site.write("../raw.txt", RAW)
    for day in ("2026-03-11", "2026-03-18"):
        site.write(f"../batch/{day}.txt", RAW.replace("2026年3月25日 星期三", "").replace("春茶", f"春茶{day[-2:]}车"))
    (site.root.parent / release().file).write_bytes(release().data)
    return site


def run(site: Site, *command: str, before: tuple[str, ...] = (), **environment: str) -> str:
    """Runs a command of banmian in a paper's folder; its output."""
    whole = [*before, sys.executable, "-c", "from generator.cli.main import main; main()", *command]
    path = os.pathsep.join((str(PROJECT / "tests/watched"), str(PROJECT)))
    done = subprocess.run(
        whole,
        cwd=site.root,
        env=os.environ | {"PYTHONPATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_all_writing_goes_through_the_writer(paper: Site, tmp_path: Path) -> None:
    """No process of any command changes a file below ``content/`` but from the writer's own frames."""
    notes = tmp_path / "notes"
    changed = 0
    for command in COMMANDS:
        if command[-1] == "--replace":
            article = paper.root / "content/issues/2026-03-25/01.md"
            article.write_text(article.read_text("utf-8").replace("启用", "开港"), "utf-8")
        if "--adopt" in command:
            paper.write("output/CNAME", "example.org")
        before = len(list(history.entries(paper.root)))
        run(paper, *command, BANMIAN_WATCHED=f"{paper.root}{os.pathsep}{notes}")
        changed += len(list(history.entries(paper.root))) > before
        assert not notes.exists(), f"{command}: {notes.read_text('utf-8')}"
    assert changed >= 7


@pytest.mark.slow
def test_the_watch_sees_what_it_should(paper: Site, tmp_path: Path) -> None:
    """A process that writes on its own is noticed, and so is its child; a watch that sees nothing would always pass."""
    notes = tmp_path / "notes"
    child = "import pathlib, shutil; p = pathlib.Path('content/x'); p.parent.mkdir(exist_ok=True); p.write_text('x')"
    child += "; p.rename('content/y'); shutil.rmtree('content')"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    path = str(PROJECT / "tests/watched")
    environment = {"PYTHONPATH": path, "BANMIAN_WATCHED": f"{paper.root}{os.pathsep}{notes}"}
    subprocess.run([sys.executable, "-c", program], cwd=paper.root, env=os.environ | environment, check=True)
    told = notes.read_text("utf-8")
    for event in ("os.mkdir", "open", "os.rename", "shutil.rmtree"):
        assert f"{event} {paper.root}/content" in told


_CALL = re.compile(r"^(?:\[pid\s+\d+\] |\d+\s+)?(\w+)\((.*)\) += (?!-1)")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
CHANGING = {
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "chmod", "fchmodat"),
    *("link", "linkat", "symlink", "symlinkat", "truncate"),
}
OPENING = {"open", "openat", "creat"}


def changed_paths(trace: str, root: Path) -> Iterator[str]:
    """The paths below ``content/`` that the system calls of a trace changed, from the paper's folder."""
    for line in trace.splitlines():
        call = _CALL.match(line)
        if call is None or not (call[1] in CHANGING or (call[1] in OPENING and _WRITING.search(line))):
            continue
        for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', call[2]):
            path = quoted.encode("latin-1").decode("unicode_escape").encode("latin-1").decode("utf-8")
            whole = Path(os.path.normpath(root / path))
            if whole.is_relative_to(root / "content"):
                yield whole.relative_to(root).as_posix()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt-get install strace")
def test_every_path_changed_is_one_that_a_set_names(paper: Site, tmp_path: Path) -> None:
    """What the system calls of a command change below ``content/`` is what its change sets name, and their folders."""
    trace = tmp_path / "trace"
    seen = set()
    for command in COMMANDS[:9]:
        if "--adopt" in command:
            paper.write("output/CNAME", "example.org")
        before = {entry.name for entry in history.entries(paper.root)}
        calls = "trace=%file"
        run(paper, *command, before=("strace", "-f", "-qq", "-s", "4096", "-e", calls, "-o", str(trace)))
        named = {
            row.path
            for entry in history.entries(paper.root)
            if entry.name not in before
            for part in entry.parts
            for row in kept_sets.read(part)[1]
        }
        folders = {parent.as_posix() for path in named for parent in Path(path).parents}
        found = set(changed_paths(trace.read_text("latin-1"), paper.root))
        assert found <= named | folders, command
        assert named <= found, command
        seen |= found
    assert len(seen) > 10
    assert list((paper.root / journal.FOLDER / journal.PENDING).iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt-get install strace")
def test_watching_writes_its_trial_and_nothing_else(paper: Site, tmp_path: Path) -> None:
    """The preview's watcher changes nothing below ``content/`` but its trial file, by the writer's own function."""
    notes = tmp_path / "notes"
    program = (
        "from pathlib import Path; from generator.preview.trial_events import Trial;"
        "from generator.preview.watching import watching; trial, root = Trial(), Path.cwd();"
        "context = watching(root, print, print, trial=trial); context.__enter__();"
        "assert trial.silent({'content': root / 'content'}) == {}; context.__exit__(None, None, None)"
    )
    trace = tmp_path / "trace"
    path = os.pathsep.join((str(PROJECT / "tests/watched"), str(PROJECT)))
    environment = {"PYTHONPATH": path, "BANMIAN_WATCHED": f"{paper.root}{os.pathsep}{notes}"}
    strace = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file", "-o", str(trace)]
    paper.issue()
    command = [*strace, sys.executable, "-c", program]
    done = subprocess.run(command, cwd=paper.root, env=os.environ | environment, check=True, capture_output=True)
    assert done.stdout == b""
    assert set(changed_paths(trace.read_text("latin-1"), paper.root)) == {TRIAL}
    assert not notes.exists()
    assert not (paper.root / TRIAL).exists()
