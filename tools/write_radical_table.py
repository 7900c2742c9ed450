"""Write `generator/sources/radical_table.py` from Unicode's list of equivalent ideographs.

Debian's package `unicode-data` holds the list. Run it from anywhere, once for a new version of Unicode:

    python tools/write_radical_table.py [EquivalentUnifiedIdeograph.txt]
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LIST = Path("/usr/share/unicode/EquivalentUnifiedIdeograph.txt")
TABLE = Path(__file__).resolve().parent.parent / "generator" / "sources" / "radical_table.py"
BLOCKS = (range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6))
A_LINE = 45
_ROW = re.compile(r"(?P<first>[0-9A-F]+)(?:\.\.(?P<last>[0-9A-F]+))?\s*;\s*(?P<ideograph>[0-9A-F]+)")


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Every radical of the two blocks with its ideograph, in the order of the code points."""
    for row in map(_ROW.match, text.splitlines()):
        if row:
            first = int(row["first"], 16)
            for code in range(first, int(row["last"] or row["first"], 16) + 1):
                if any(code in block for block in BLOCKS):
                    yield chr(code), chr(int(row["ideograph"], 16))


def module(text: str) -> str:
    """The table as a module: one string of radicals and one of ideographs."""
    found = sorted(pairs(text))
    version = re.search(r"EquivalentUnifiedIdeograph-([\d.]+)\.txt", text)
    lines = ['"""Radicals and their ideographs, as Unicode pairs them. Written by tools/write_radical_table.py."""', ""]
    lines += [f'UNICODE = "{version[1] if version else ""}"']
    for name, characters in (("RADICALS", [one for one, _ in found]), ("IDEOGRAPHS", [other for _, other in found])):
        lines += ["", f"{name} = ("]
        lines += [f'    "{"".join(characters[at : at + A_LINE])}"' for at in range(0, len(characters), A_LINE)]
        lines += [")"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else LIST
    TABLE.write_text(module(source.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
