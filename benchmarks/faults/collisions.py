"""Runs several commands and a text editor on the same paper at the same time.

A round starts them all at once on a fresh paper, and counts as one collision. Afterwards all text that the editor saved
must be in its file, both imports must be there, ledger and register must include both, and a build must be able to read
every file. A command may refuse, with exit code 1 and a message that says why.
"""

import random
from collections.abc import Mapping
from pathlib import Path

from benchmarks.faults import children, editor, kills, ready
from benchmarks.faults.children import Outcome, Running
from benchmarks.faults.papers import (
    DAY,
    EARLIER,
    IMPORT,
    IMPORT_OTHER,
    ISSUE,
    NEW_TAG,
    OLD_TAG,
    OTHER_DAY,
    RENAME,
    Ready,
    differences,
    tree,
)
from benchmarks.faults.records import Point, Records, Row, Work
from generator import config
from generator.content import posts_table, store, tables, tag_lists
from generator.errors import BanmianError

CHECK, UNDO, BUILD = ("check",), ("undo",), ("build", "--no-search")
Commands = tuple[tuple[str, ...], ...]

MIXES: Mapping[str, Commands] = {
    "imports": (IMPORT, IMPORT_OTHER),
    "same": (IMPORT, IMPORT),
    "check": (IMPORT, IMPORT_OTHER, CHECK),
    "rename": (IMPORT, RENAME, CHECK),
    "undo": (IMPORT_OTHER, UNDO),
    "again": (IMPORT, RENAME),
    "all": (IMPORT, IMPORT_OTHER, CHECK, RENAME, BUILD),
}
"""Which commands meet. In ``undo`` and ``again`` the paper has the issue already, in the others it has not."""

_HAS_ISSUE = ("undo", "again")
_REBUILT = 8
"""Of so many rounds one compares what the builds left with a clean build."""

_LATEST = 0.25
"""Seconds within which all begin."""

_SAVES = (1, 1, 2, 3, 6, 12)
_PAUSE = 0.12
"""The editor saves one of these many times, with a pause of so many seconds at most."""


def points(each: int) -> list[Point]:
    """``each`` rounds in all, of every mix and each way to save in turn."""
    mixes = list(MIXES)
    return [
        Point(mixes[number % len(mixes)], editor.WAYS[number // len(mixes) % len(editor.WAYS)], number)
        for number in range(each)
    ]


def work(operations: Mapping[str, Ready]) -> Work:
    """Carries out a round."""

    def carry_out(point: Point, mine: Path) -> Row:
        start = operations["again" if point.operation == "again" else "undo" if point.operation == "undo" else "import"]
        paper = start.copy(mine / "paper")
        chance = random.Random(point.key)
        commands = MIXES[point.operation]
        words = editor.words(point.number, chance.choice(_SAVES))
        files = _edited(point, paper)
        pen = editor.Pen(paper, files, words, way=point.kind, pause=chance.uniform(0, _PAUSE))
        saved = mine / "saved"
        saved.unlink(missing_ok=True)
        running = [_begun(args, paper, chance.uniform(0, _LATEST)) for args in commands]
        later = chance.uniform(0, _LATEST)
        writing = children.start(lambda: pen.write(saved, later), paper)
        watching = children.start(lambda: editor.watch(paper, _is_over(running)), paper)
        ended = [process.wait() for process in running]
        wrote, watched = writing.wait(), watching.wait()
        wrong = [*_told(commands, ended), *_standing(paper, pen.saved(saved), ended)]
        wrong += [f"the editor's program: {wrote.printed}"] if wrote.code else []
        wrong += [f"torn: {watched.printed}"] if watched.code else []
        wrong += _complete(point, paper, commands, ended)
        refused = sum(outcome.code == 1 for outcome in ended)
        seen = {
            "commands": [" ".join(args) for args in commands],
            "codes": [outcome.code for outcome in ended],
            "saved": len(pen.saved(saved)),
            "refusals": [outcome.printed[-400:] for outcome in ended if outcome.code],
        }
        if wrong:
            kills.keep(point, "collide", paper)
        return Row(point.key, f"{refused} refused" if refused else "all done", "; ".join(wrong), seen)

    return carry_out


def _is_over(running: list[Running]) -> editor.IsOver:
    """Whether all commands have ended; the watching process is not their parent and can only look."""
    pids = [process.pid for process in running]

    def is_over() -> bool:
        return all(_is_gone(pid) for pid in pids)

    return is_over


def _is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def _begun(args: tuple[str, ...], paper: Path, seconds: float) -> Running:
    return children.start(children.command(args), paper, lambda: editor.sleep(seconds))


def _edited(point: Point, paper: Path) -> list[str]:
    """The files that the editor works on: those that the commands want to write too."""
    earlier = [f"content/issues/{EARLIER[point.number % len(EARLIER)]}/{number:02d}.md" for number in (1, 4, 8)]
    mine = [f"{ISSUE}/{number:02d}.md" for number in (1, 2)] if point.operation in _HAS_ISSUE else []
    return [path for path in (*mine, *earlier) if (paper / path).exists()]


def _told(commands: Commands, ended: list[Outcome]) -> list[str]:
    """What is wrong with how commands ended: anything but their work, and a refusal that says why."""
    wrong = []
    for args, outcome in zip(commands, ended, strict=True):
        said = outcome.told
        if said or outcome.code not in (0, 1):
            wrong.append(f"{' '.join(args)}: {said}")
    return wrong


def _standing(paper: Path, saved: list[editor.Saved], ended: list[Outcome]) -> list[str]:
    """Words that the editor saved and that are gone: neither in the file nor shown by a command that refused."""
    shown = "".join(outcome.printed for outcome in ended if outcome.code)
    lost = []
    for one in saved:
        file = paper / one.path
        text = file.read_text("utf-8") if file.exists() else ""
        if one.word not in text and one.word not in shown:
            lost.append(f"lost: {one.word} in {one.path} ({'gone' if not file.exists() else len(text)})")
    return lost


def _complete(point: Point, paper: Path, commands: Commands, ended: list[Outcome]) -> list[str]:
    """What of the commands' work is missing, and whether the paper can be read and built."""
    wrong = []
    try:
        store.load(paper, config.load(paper).topic_list())
    except BanmianError as error:
        wrong.append(f"cannot be read: {str(error)[:300]}")
    lists = paper / "content" / tables.LISTS
    known = {name: (lists / name).read_text("utf-8") for name in (posts_table.FILE, tag_lists.REGISTER)}
    did = {args for args, outcome in zip(commands, ended, strict=True) if outcome.code == 0}
    if UNDO not in did:
        for args, day, person in ((IMPORT, DAY, "林小满"), (IMPORT_OTHER, OTHER_DAY, "程可望")):
            if args in did:
                wrong += _has(paper, day, person, known[posts_table.FILE])
                wrong += _registered(paper, day, known[tag_lists.REGISTER])
    if RENAME in did and not any(NEW_TAG in line for line in known[tag_lists.REGISTER].splitlines()):
        wrong.append("the renamed tag is not in the register")
    left = [path for path in tree(paper / "content") if path.rpartition("/")[2].startswith((".new", ".old"))]
    left += [str(path) for name in ("staged", "pending", "back") for path in (paper / ".history" / name).glob("*")]
    wrong += [f"left over: {' '.join(left)}"] if left else []
    if not wrong and BUILD in commands and point.number % _REBUILT == 0:
        wrong += _builds(paper)
    return wrong


def _has(paper: Path, day: str, person: str, people: str) -> list[str]:
    wrong = []
    if not (paper / "content/issues" / day / "01.md").exists():
        wrong.append(f"{day} is not there")
    if day not in people:
        wrong.append(f"the ledger does not know {day} ({person})")
    return wrong


def _registered(paper: Path, day: str, register: str) -> list[str]:
    names = {line.split(",")[0] for line in register.splitlines()}
    issue = store.load_issue(paper / "content/issues" / day, paper)
    missing = {tag for article in issue.articles for tag in article.tags} - names - {OLD_TAG}
    return [f"not in the register: {' '.join(sorted(missing))}"] if missing else []


def _builds(paper: Path) -> list[str]:
    clean = paper.with_name("clean")
    ready.copied_clean(paper, clean)
    for folder in (paper, paper, clean):  # the second build removes the assets that the first kept
        ended = children.run(BUILD, folder)
        if ended.code:
            return [f"build: {ended.printed[-300:]}"]
    told = differences(tree(paper / "output"), tree(clean / "output"))
    return [f"output: {told}"] if told else []


def attack(operations: Mapping[str, Ready], records: Records, folder: Path, each: int) -> list[Point]:
    """The whole case; the points that belong to it. ``each`` is how many rounds there are in all."""
    chosen = points(each)
    records.carry_out(chosen, work(operations), folder)
    return chosen
