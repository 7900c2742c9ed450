"""Papers in which one thing is bad: told in Chinese with its file, or built; ``make stress`` tries all of them."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import paper_trial
from broken_papers import KINDS, THINGS, BrokenPaper, broken_paper
from paper_trial import Ended, Papers
from spoiling import put

OF_EACH_KIND = 3
LARGE = ("2,000,000", "30 MB", "just fits", "one long line", "five megabytes")


def _some() -> list[int]:
    """The numbers of a few things of each kind."""
    numbers = []
    for kind in KINDS:
        own = [at for at, (name, called) in enumerate(THINGS) if name == kind and not called.startswith(LARGE)]
        numbers += own[:: max(len(own) // OF_EACH_KIND, 1)][:OF_EACH_KIND]
    return numbers


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A paper that was built, to try each thing in a copy of it."""
    return Papers(tmp_path_factory.mktemp("papers"))


@pytest.mark.slow
@pytest.mark.parametrize("number", _some(), ids=lambda number: broken_paper(number).name)
def test_what_is_bad_is_told_and_nothing_else_changes(number: int, papers: Papers) -> None:
    """The message is in Chinese, names the file and says what to do; ``output/`` and people's files stay."""
    ended = papers.tried(broken_paper(number))
    faults = [fault for fault in ended.faults if not fault.startswith("took")]  # a busy machine is no fault
    assert faults == [], ended.said


def _nothing(root: Path) -> None:
    """What is bad in a paper that is sound."""


def _english() -> None:
    click.echo("newspaper.toml:3: something is wrong\n    → mend it")
    sys.exit(1)


def _traceback() -> None:
    raise ZeroDivisionError


def _died() -> None:
    import os  # noqa: PLC0415 - only in the process that is to die

    os._exit(9)


def _changes() -> None:
    Path("content/about.md").write_text("别的", "utf-8")


def _publishes() -> None:
    Path("output/index.html").unlink()
    click.echo("✗ newspaper.toml:3: 写得不对\n    → 改正它")
    sys.exit(1)


def _names_nothing() -> None:
    click.echo("✗ 写得不对\n    → 改正它")
    sys.exit(1)


def _names_no_line() -> None:
    click.echo("✗ newspaper.toml: 写得不对\n    → 改正它")
    sys.exit(1)


def _gives_no_hint() -> None:
    click.echo("✗ newspaper.toml:3: 写得不对")
    sys.exit(1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "fault"),
    [
        (_english, "English: something is"),
        (_traceback, "crashed"),
        (_died, "crashed"),
        (_changes, "changed content/about.md"),
        (_publishes, "output/ is not as it was"),
        (_names_nothing, "does not name newspaper.toml"),
        (_names_no_line, "does not name the line"),
        (_gives_no_hint, "does not say what to do"),
        (lambda: None, "not refused"),
    ],
)
def test_a_fault_is_seen(
    command: Callable[[], None], fault: str, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trial that sees nothing would always pass."""
    monkeypatch.setattr(paper_trial, "main", lambda *_, **__: command())
    case = BrokenPaper("settings", "", ("build",), _nothing, "newspaper.toml", has_line=True, must="refused")
    ended: Ended = papers.tried(case)
    assert any(found.startswith(fault) for found in ended.faults), ended.faults


@pytest.mark.slow
def test_another_site_than_a_clean_build_is_seen(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a cache was damaged, the site must be the same all the same."""
    monkeypatch.setattr(paper_trial, "main", lambda *_, **__: put("x")(Path("output/index.html"), None))  # type: ignore[arg-type]
    case = BrokenPaper("kept", "", ("build",), _nothing, "", heals=True)
    assert papers.tried(case).faults == ("not the site of a clean build",)


def test_the_same_number_is_the_same_paper(tmp_path: Path) -> None:
    """A failure of the long run can be looked at again."""
    made = []
    for name in ("once", "again"):
        site = tmp_path / name
        put("---\nid: 甲\n---\n")(site / "newspaper.toml", None)  # type: ignore[arg-type]
        number = THINGS.index(("settings", "noise"))
        broken_paper(number).spoil(site)
        made.append((site / "newspaper.toml").read_bytes())
    assert made[0] == made[1]
    assert len({broken_paper(number).name for number in range(1_500)}) == 1_500
