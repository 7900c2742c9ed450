"""Lets ``output/`` and the search follow the preview: builds behind it, when nothing was saved for a while.

The build runs in a process of its own. It is given up when something is saved again, and when another command wants to
build. Then the process is asked to leave its work, and killed if it does not, unless it is just writing ``output/``,
which takes a moment and is never cut short.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from generator.errors import Problem
from generator.press.places import Place, is_awaited
from generator.preview.behind_process import WRITING

QUIET = 3.0
"""Seconds without a save after which a build begins."""
STARTING = 1.5
"""Seconds before a build in which its process is started, so that it is ready then."""
LEAVING = 0.5
"""Seconds that the process has to leave its work before it is killed."""
LOOK = 0.05
"""Seconds between two looks at whether a build must be given up."""
_READING = {"看有什么变了", "读取各期"}
"""The phases in which the memory of builds is written; they are short, and are waited for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended: what it did, or what stopped it."""

    report: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Behind:
    """Builds the site in ``root``; ``asked`` says which (``behind_process``), ``at`` where it stands.

    ``begun`` is called when a build begins, ``ended`` with its outcome.
    """

    def __init__(
        self,
        root: Path,
        at: Place,
        asked: dict[str, Any],
        begun: Callable[[], None],
        ended: Callable[[Outcome], None],
    ) -> None:
        self._command = [sys.executable, "-m", "generator.preview.behind_process", str(root)]
        self._at = at
        self._asked = json.dumps(asked)
        self._begun = begun
        self._ended = ended
        self._stirred = threading.Condition()
        self._due: float | None = None
        self._is_stopped = False
        self._is_building = False
        self._is_doubted = False
        self._over = float("-inf")
        """When the last build was over."""
        self._process: subprocess.Popen[str] | None = None
        self._said: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._worker = threading.Thread(target=self._work, name="behind", daemon=True)

    def start(self) -> None:
        """Begins to build when it is time."""
        self._worker.start()

    def soon(self) -> None:
        """Notes that something changed: builds after a while, and gives up a build that has begun."""
        with self._stirred:
            self._due = monotonic() + QUIET
            self._stirred.notify()

    def doubt(self) -> None:
        """Notes that files were changed and are again as they were: a build may have read them in between.

        A build that runs is not given up, but another follows it; so it does where one has only just ended.
        """
        with self._stirred:
            if self._is_building:
                self._is_doubted = True
            elif self._due is None and monotonic() < self._over + QUIET:
                self._due = monotonic() + QUIET
                self._stirred.notify()

    def stop(self) -> None:
        """Ends the process; what is being written is finished."""
        with self._stirred:
            self._is_stopped = True
            self._stirred.notify()
        self._worker.join()
        self._kill()

    def _work(self) -> None:
        while self._wait():
            if is_awaited(self._at):
                self._is_building = False
                self.soon()
                continue
            self._begun()
            outcome = self._build()
            self._note_end()
            if outcome and self._due is None:  # else something was saved meanwhile, and is built next
                self._ended(outcome)

    def _wait(self) -> bool:
        """Waits until a build is due; ``False`` at the end."""
        with self._stirred:
            while not self._is_stopped:
                left = None if self._due is None else self._due - monotonic()
                if left is not None and left <= 0:
                    self._due = None
                    self._is_building, self._is_doubted = True, False
                    return True
                if left is not None and left <= STARTING and self._process is None:
                    self._start_process()
                    continue
                self._stirred.wait(left if left is None or self._process else left - STARTING)
            return False

    def _note_end(self) -> None:
        with self._stirred:
            self._is_building = False
            self._over = monotonic()
            if self._is_doubted and self._due is None:
                self._due = self._over + QUIET

    def _build(self) -> Outcome | None:
        """Builds once; ``None`` where the build was given up."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start_process()
        try:
            _write(process, self._asked)
        except OSError:
            return None
        phase = next(iter(_READING))
        while True:
            try:
                said = self._said.get(timeout=LOOK)
            except queue.Empty:
                if self._must_yield() and phase not in {WRITING, *_READING}:
                    self._give_up(process)
                    return None
                continue
            if said is None:
                return None if self._is_stopped else self._died()
            phase = said.get("phase", phase)
            if "report" in said:
                return Outcome(said["report"])
            if "problems" in said:
                return Outcome(None, tuple(Problem(**each) for each in said["problems"]), tuple(said["notes"]))

    def _must_yield(self) -> bool:
        return self._due is not None or self._is_stopped or is_awaited(self._at)

    def _give_up(self, process: "subprocess.Popen[str]") -> None:
        if not self._has_left(process):
            self._kill()
        if self._due is None and not self._is_stopped:
            self.soon()

    def _has_left(self, process: "subprocess.Popen[str]") -> bool:
        """Asks the process to leave its work, so that it keeps what it has in memory; whether it did so soon."""
        if self._is_stopped or not hasattr(signal, "SIGUSR1"):
            return False
        process.send_signal(signal.SIGUSR1)
        until = monotonic() + LEAVING
        while (left := until - monotonic()) > 0:
            try:
                said = self._said.get(timeout=left)
            except queue.Empty:
                return False
            if said is None:
                return False
            if "phase" not in said:  # it has left, or had come to its end just before
                return True
        return False

    def _died(self) -> Outcome:
        return Outcome(None, (Problem("在后面生成网站的进程没了", "可能是内存不够；再存一次盘，就再生成一次"),))

    def _start_process(self) -> "subprocess.Popen[str]":
        self._said = queue.SimpleQueue()
        process = self._process = subprocess.Popen(  # noqa: S603 - banmian itself
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        threading.Thread(target=_listen, args=(process, self._said), name="behind said", daemon=True).start()
        return process

    def _kill(self) -> None:
        """Ends the process and all that it started."""
        process = self._process
        if process is None:
            return
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (AttributeError, OSError):  # not on this system, or it ended by itself
            process.kill()
        process.wait()
        self._process = None


def _listen(process: "subprocess.Popen[str]", said: "queue.SimpleQueue[dict[str, Any] | None]") -> None:
    for line in process.stdout or ():
        said.put(json.loads(line))
    said.put(None)


def _write(process: "subprocess.Popen[str]", line: str) -> None:
    if process.stdin:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
