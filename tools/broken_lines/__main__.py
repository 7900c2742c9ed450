"""Breaks one line after the other in a copy of the project and says which of them the tests notice.

``python -m tools.broken_lines [--quick | --check] [NAME…]``: with the tests of ``make quick`` alone, with those of
``make check``, or (without either) with those of ``make quick`` and then with the others. A name may be a part of one.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tools.broken_lines import MARKS, DoesNotApply, Patch, apply, copy_to, failing, patches


def _tried(patch: Patch, folder: Path, suites: list[str]) -> tuple[str, str]:
    """The suite that notices a broken line and the test that does, or two empty texts."""
    apply(patch, folder)
    try:
        for suite in suites:
            found = failing(folder, patch.tests, MARKS[suite])
            if found:
                return suite, found
        return "", ""
    finally:
        apply(patch, folder, "--reverse")


def main() -> int:
    """Tells of each patch who noticed it; 1 where one was not noticed, 2 where one does not apply any more."""
    parser = argparse.ArgumentParser(prog="python -m tools.broken_lines", description=__doc__)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--quick", action="store_true", help="with the tests of make quick alone")
    only.add_argument("--check", action="store_true", help="with the tests of make check at once")
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args()
    suites = ["quick"] if asked.quick else ["check"] if asked.check else ["quick", "check"]
    chosen = [patch for patch in patches() if not asked.names or any(name in patch.name for name in asked.names)]
    noticed = dict.fromkeys((*suites, ""), 0)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        copy_to(folder)
        try:
            for patch in chosen:
                apply(patch, folder, "--check")
        except DoesNotApply as error:
            print(error, file=sys.stderr)
            return 2
        every = tuple(sorted({test for patch in chosen for test in patch.tests}))
        before = failing(folder, every, MARKS[suites[-1]])
        if before:
            print(f"A test fails though nothing is broken yet: {before}", file=sys.stderr)
            return 2
        for patch in chosen:
            suite, test = _tried(patch, folder, suites)
            noticed[suite] += 1
            print(f"{suite or 'NOT NOTICED':12} {patch.name:26} {test or patch.what}", flush=True)
    told = ", ".join(f"{noticed[suite]} by make {suite}" for suite in suites)
    print(f"Of {len(chosen)} broken lines were noticed: {told}; not noticed: {noticed['']}")
    return 1 if noticed[""] else 0


if __name__ == "__main__":
    sys.exit(main())
