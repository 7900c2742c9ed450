"""Reports for the editor on the changes that readers made to the text of an issue's raw files."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from generator.sources.raw import Change, Raw

FILE = "读入说明.txt"
_HEAD = "原稿照原样收在这个文件夹里。读成文字的时候，下面这些地方与原稿里存的不同。\n"
_LONGEST = 60


def listing(raws: Sequence[Raw]) -> str:
    """The text of the report that is stored with the original files; ``""`` if there were no changes."""
    told = [raw for raw in raws if raw.changes]
    return "\n".join([_HEAD, *("\n".join(_of_file(raw)) for raw in told)]) if told else ""


def remark(raws: Sequence[Raw]) -> str:
    """A summary in one line for the screen: the number of changes of each kind, and the report's place; or ``""``."""
    kinds: dict[str, int] = {}
    for raw in raws:
        for change in raw.changes:
            kinds[change.kind] = kinds.get(change.kind, 0) + change.times
    counts = "，".join(f"{kind} {times} 处" for kind, times in kinds.items())
    return f"读原稿时有{counts}，清单在 source/{FILE}" if kinds else ""


def _of_file(raw: Raw) -> Iterator[str]:
    yield Path(raw.source).name
    for kind, changes in groupby(raw.changes, lambda change: change.kind):
        own = list(changes)
        yield f"  {kind}，共 {sum(change.times for change in own)} 处"
        yield from (f"    {_shown(change)}　{change.times} 处" for change in own)
    yield ""


def _shown(change: Change) -> str:
    printed = "".join(map(_visible, change.printed))
    if len(printed) > _LONGEST:
        printed = f"{printed[:_LONGEST]}……"
    return f"{printed} → {change.read}" if change.read.strip() else printed


def _visible(character: str) -> str:
    """A character for the report; an invisible one is shown by its code and name."""
    if character == " " or character.isprintable():
        return character
    return f"〔U+{ord(character):04X} {unicodedata.name(character, '')}〕".replace(" 〕", "〕")
