"""Prepares operations: the starting state as a folder, made once, and the result of an undisturbed run."""

import shutil
import time
from pathlib import Path

from benchmarks.faults import children
from benchmarks.faults.papers import OPERATIONS, Operation, Ready, State, differences, done, state, tree


def make(folder: Path, names: tuple[str, ...] = ()) -> dict[str, Ready]:
    """Makes the named operations ready, or all, below ``folder``. Raises ``RuntimeError`` where one cannot be."""
    return {each.name: _made(folder, each) for each in OPERATIONS if not names or each.name in names}


def _made(folder: Path, operation: Operation) -> Ready:
    start, trial, clean = (folder / operation.name / name for name in ("start", "trial", "clean"))
    shutil.rmtree(folder / operation.name, ignore_errors=True)
    operation.prepare(start)
    old = state(start)
    shutil.copytree(start, trial)
    begun = time.monotonic()
    done(trial, *operation.args)
    seconds = time.monotonic() - begun
    new = state(trial)
    _same_again(start, folder / operation.name / "twin", operation, trial)
    is_build = operation.name == "build"
    if not is_build and old == new:
        raise RuntimeError(f"{operation.name} changes nothing")
    if is_build:  # a second build removes the assets that were kept for readers under way
        done(trial, *operation.args)
    output, old_output = tree(trial / "output"), tree(start / "output")
    if is_build:
        copied_clean(start, clean)
        done(clean, *operation.args)
        told = differences(tree(clean / "output"), output)
        if told:
            raise RuntimeError(f"a build of an old site and a clean one differ: {told}")
    return Ready(operation, start, old, new, seconds, output, old_output)


def copied_clean(paper: Path, folder: Path) -> None:
    """Copies a paper without what a build left, to build it from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(paper, folder, ignore=shutil.ignore_patterns("output", ".banmian"))


def _same_again(start: Path, twin: Path, operation: Operation, trial: Path) -> None:
    """A second run must give the same bytes, or a comparison with the first proves nothing."""
    shutil.copytree(start, twin)
    done(twin, *operation.args)
    told = differences(state(twin), state(trial)) or differences(tree(twin / "output"), tree(trial / "output"))
    if told:
        raise RuntimeError(f"two runs of {operation.name} differ: {told}")


def again(ready: Ready, folder: Path) -> str:
    """Runs the operation again where an attack left its paper; what is wrong then, ``""`` for nothing."""
    found = state(folder)
    if found == ready.new and not ready.operation.is_repeatable:
        return ""
    ended = children.run(ready.operation.args, folder)
    if ended.code:
        return f"run again: exit {ended.code}: {ended.printed[-300:]}"
    return is_new(ready, folder, "run again")


def is_new(ready: Ready, folder: Path, when: str) -> str:
    """What keeps a paper from being as the operation makes it; ``""`` for nothing."""
    found = state(folder)
    if found != ready.new:
        return f"{when}: {differences(found, ready.new)}"
    if ready.operation.name != "build":
        return ""
    made = tree(folder / "output")
    kept = {path for path in made.keys() - ready.output.keys() if made[path] == ready.old_output.get(path)}
    told = differences(_compared(made, kept), _compared(ready.output, kept))
    return f"{when}: {told}" if told else ""


def _compared(output: State, kept: set[str]) -> State:
    """What a build made, without the assets that it kept from the one before."""
    return {path: entry for path, entry in output.items() if path not in kept}
