"""``banmian serve`` as a process of its own, for benchmarks of the preview: its address, and what it says."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 120


class Served:
    """A running preview of the paper in a folder; ``lines`` are what it has said, each with the time it came."""

    def __init__(self, site: Path, *options: str) -> None:
        command = [sys.executable, "-c", "from generator.cli.main import main; main()", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=site,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        )
        self.site = site
        self.lines: list[tuple[float, str]] = []
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = re.findall(r"http://\S+", self.said("http://", 0))[0]

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            with self._news:
                self.lines.append((time.perf_counter(), line.rstrip()))
                self._news.notify_all()
        with self._news:
            self.lines.append((time.perf_counter(), ""))
            self._news.notify_all()

    def said(self, words: str, since: int) -> str:
        """The first line with these words, among those that come after so many; waits for it."""
        with self._news:
            self._news.wait_for(lambda: self._found(words, since) or self.process.poll() is not None, PATIENCE)
            found = self._found(words, since)
        if found is None:
            sys.exit(f"no line with {words}; it said: {[line for _, line in self.lines][-10:]}")
        return found

    def _found(self, words: str, since: int) -> str | None:
        return next((line for _, line in self.lines[since:] if words in line), None)

    def stop(self) -> None:
        """Ends it as an editor does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
