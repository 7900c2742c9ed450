"""Tests that no text is lost: types random bodies and fields as editors do, and looks for all characters on the pages.

    python -m benchmarks.text_in_out --count 100000

Every visible character of a body must be on its page, in order, or be part of a mark that the handbook describes (see
``tests/typed.py``). The same holds for the words of a field, unless its line is reported as a mistake or a comment (see
``tests/typed_values.py``). The run can be stopped and continued; ``build/text_in_out.json`` has its progress, and the
seeds of all cases that lost something. ``--anew`` starts over.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import typed  # noqa: E402
import typed_values  # noqa: E402

STATE = ROOT / "build" / "text_in_out.json"
AT_ONCE = 1_000


def main() -> None:
    """Goes on until ``--count`` bodies and fields are tried; ends with 1 where one lost something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", default="text")
    parser.add_argument("--anew", action="store_true", help="forget how far the last run came")
    options = parser.parse_args()
    state: dict[str, Any] = {"seed": options.seed, "done": 0, "characters": 0, "lost": {}}
    if STATE.exists() and not options.anew:
        before = json.loads(STATE.read_text("utf-8"))
        state = before if before["seed"] == options.seed else state
    started = time.monotonic()
    while state["done"] < options.count:
        for at in range(state["done"], min(state["done"] + AT_ONCE, options.count)):
            seed = f"{options.seed}-{at}"
            text, kind = typed.body(seed)
            place, value = typed_values.value(seed)
            state["characters"] += len("".join((text + value).split()))
            for words, lost in ((text, typed.lost(text, kind)), (value, typed_values.lost(place, value))):
                if lost:
                    state["lost"][seed] = lost
                    print(f"{seed} ({kind.value}, {place}): {words!r}\n    {lost}", flush=True)
            state["done"] += 1
        STATE.parent.mkdir(exist_ok=True)
        STATE.write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    seconds = time.monotonic() - started
    characters = f"{state['characters']} visible characters"
    print(f"{state['done']} bodies and as many fields, {characters}, {len(state['lost'])} lost something")
    print(f"({seconds:.0f} s in this run; {STATE.relative_to(ROOT)})")
    sys.exit(bool(state["lost"]))


if __name__ == "__main__":
    main()
