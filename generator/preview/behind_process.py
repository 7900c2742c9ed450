"""The process in which a preview builds ``output/`` and the search index, beside what an editor looks at.

It gets a line of JSON for each build and answers with lines: ``{"phase": …}`` whenever a build goes on to the next
phase, and at its end ``{"report": …}``, or ``{"problems": …}`` where it was stopped. At the signal ``SIGUSR1`` it
leaves its work and says ``{"left": true}``. It may be killed in every phase but the last, in which ``output/`` is
written.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from generator import defects, processes
from generator.errors import BanmianError
from generator.press import build, outputs, production  # noqa: F401 - imported now, while nobody waits for itfrom generator.press.warm import Warm
from generator.press.warm import Warm

WRITING = "写入"
NICENESS = 10
"""How far the process stands back behind those that somebody waits for."""


class GivenUp(Exception):
    """The preview wants the build no more."""


_LEAVE = Event()
"""Set where the build is to be left."""


def main() -> None:
    """Builds whenever it is asked to, until its input ends."""
    if hasattr(signal, "SIGUSR1"):
        signal.signal(signal.SIGUSR1, lambda *_: _LEAVE.set())
    with suppress(OSError, AttributeError):
        os.nice(NICENESS)
    processes.settle()
    root, warm = Path(sys.argv[1]), Warm()
    for line in sys.stdin:
        _say(_built(root, json.loads(line), warm))


def _built(root: Path, asked: dict[str, Any], warm: Warm) -> dict[str, Any]:
    now = datetime.fromisoformat(asked["now"]) if asked["now"] else None
    shown = ""
    _LEAVE.clear()

    def progress(phase: str, _done: int, _total: int) -> None:
        nonlocal shown
        if _LEAVE.is_set() and phase != WRITING:
            raise GivenUp
        if phase != shown:
            shown = phase
            _say({"phase": phase})

    try:
        wanted = {"now": now, "drafts": asked["drafts"], "ahead": asked["ahead"]}
        report = build.build(root, progress, **wanted, warm=warm)
    except GivenUp:
        return {"left": True}
    except BanmianError as error:
        return _stopped(error)
    except Exception as error:  # noqa: BLE001 - a defect of ours must not end the preview
        return _stopped(defects.told(root, error))
    done = {"written": len(report.written), "deleted": len(report.deleted), "indexed": report.indexed}
    return {"report": done | {"seconds": report.took}}


def _stopped(error: BanmianError) -> dict[str, Any]:
    return {"problems": [asdict(problem) for problem in error.problems], "notes": list(getattr(error, "__notes__", ()))}


def _say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
