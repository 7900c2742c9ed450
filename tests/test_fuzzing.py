"""A short form of the attacks with bad inputs; long form: ``python -m benchmarks.fuzzing``."""

import os
import random
import time
from pathlib import Path

import pytest

from benchmarks.fuzzing import targets, trying
from benchmarks.fuzzing.inputs import Files
from benchmarks.fuzzing.targets import Target
from generator.errors import ContentError, Problem

FEW = {"quick": 400, "tables": 300, "frontmatter": 300, "markdown": 150, "settings": 300, "import": 40}


@pytest.mark.slow
@pytest.mark.parametrize("name", FEW)
def test_bad_input_is_read_or_refused(name: str) -> None:
    """Whatever stands in a file, it is read, or a message says in Chinese what is wrong, where, and what to do."""
    assert [run for run in trying.runs(name, range(FEW[name])) if run.wrong] == []


@pytest.mark.parametrize("name", FEW)
def test_the_same_number_is_the_same_input(name: str) -> None:
    """A finding of the long run can be looked at again."""
    assert all(trying.files(name, number) == trying.files(name, number) for number in range(5))


def given(monkeypatch: pytest.MonkeyPatch, reading: dict[int, object]) -> list[str]:
    """What is told of five numbers, where reading those named here goes another way."""

    def make(chance: random.Random) -> Files:
        return {"a.md": str(next(numbers)).encode()}

    def read(files: Files, _folder: Path) -> None:
        act = reading.get(int(files["a.md"]))
        if callable(act):
            act()

    numbers = iter(range(5))
    monkeypatch.setitem(targets.TARGETS, "here", Target(5, make, read))
    monkeypatch.setattr(trying, "SECONDS", 0.2)
    monkeypatch.setattr(trying, "PATIENCE", 1.0)
    return [run.wrong for run in trying.runs("here", range(5))]


def test_a_crash_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that is no message to a person is a finding, and the runs behind it go on."""
    first, second, *others = given(monkeypatch, {1: lambda: int("²")})
    assert (first, others) == ("", ["", "", ""])
    assert "ValueError" in second


def test_a_hang_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that does not end is ended, whatever it catches, and the runs behind it go on."""

    def endless() -> None:
        while True:
            try:
                while True:
                    pass
            except Exception:  # noqa: BLE001, S112 - as careless code does
                continue

    first, second, *others = given(monkeypatch, {1: endless})
    assert (first, others) == ("", ["", "", ""])
    assert "Hang" in second


@pytest.mark.parametrize(("act", "said"), [(lambda: os._exit(7), "exit code 7"), (lambda: time.sleep(60), "hung")])
def test_an_end_of_the_process_is_seen(monkeypatch: pytest.MonkeyPatch, act: object, said: str) -> None:
    """Where the process dies, or hears no signal, the number is told; the others run in a new one."""
    first, second, *_ = given(monkeypatch, {1: act})
    assert (first, said in second) == ("", True)


@pytest.mark.parametrize(
    "problem",
    [
        Problem("Something is wrong", "改正", "a.md", 1),
        Problem("不对", "", "a.md", 1),
        Problem("不对", "改正"),
        Problem("不对", "改正", "a.md", 9),
        Problem("不对", "改" * 9_999, "a.md", 1),
    ],
)
def test_a_message_that_does_not_help_is_seen(monkeypatch: pytest.MonkeyPatch, problem: Problem) -> None:
    """A message in English, without file or remedy, of a line that there is not, or of a page's length is a finding."""

    def refuse() -> None:
        raise ContentError(problem)

    first, second, *_ = given(monkeypatch, {1: refuse})
    assert (first, second.startswith("Wrong")) == ("", True)
