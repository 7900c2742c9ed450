"""The paper's public addresses: ``content/published/YEAR.csv``, and where former ones lead: ``content/moved.csv``.

An address is written as a reader sees it, from the root of the site on: ``/2026-03-25/03.html``, ``/topics/rural/``.
``banmian publish`` alone writes the record. Editors write ``moved.csv``:

    旧网址,新网址
    /topics/old/,/topics/rural/
    /2026-03-25/07.html,撤稿
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator import server_paths
from generator.content import tables
from generator.errors import ContentError, Problem
from generator.model import CHINA

FOLDER = "content/published"
MOVED = "content/moved.csv"
COLUMNS = ("网址", "登出", "更新", "内容", "状态")
HEAD = ",".join(COLUMNS)
MOVED_COLUMNS = ("旧网址", "新网址")
Lines = Mapping[str, "Public"]
PENDING = "待发"
REMOVED = "撤稿"
"""Written in place of a new address: the page is gone, and that is meant."""

_OF_ISSUE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[b-z])?/")
_MINUTE = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Public:
    """A line of the record: an address with its file's path below ``output/``, and two moments.

    It became public ``first``, and what readers see there last ``changed`` later or then. ``digest`` is that of what
    they see; it is ``""`` for lists, and a word where a notice stands or the address leads on. A line ``is_pending``
    until it has been sent to the host.
    """

    path: str
    first: datetime
    changed: datetime
    digest: str = ""
    is_pending: bool = False

    @property
    def year(self) -> int:
        """The year of the file that the line stands in: that of its issue, or that in which it became public."""
        return int(self.path[:4]) if _OF_ISSUE.match(self.path) else self.first.astimezone(CHINA).year

    def line(self) -> str:
        """The line."""
        moments = (moment.astimezone(CHINA).strftime(_MINUTE) for moment in (self.first, self.changed))
        return ",".join((address(self.path), *moments, self.digest, PENDING if self.is_pending else ""))


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of addresses that are or were public: the lines by path, and where former ones lead.

    ``moved`` maps the path of a former address to its new one, or to ``""`` where the page was removed on purpose. A
    former address that ends in ``/`` stands for all addresses below it. ``places`` are the lines of ``moved.csv``.
    """

    public: Mapping[str, Public] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def at(self, now: datetime) -> "Record":
        """The record without addresses that become public only later."""
        public = {path: line for path, line in self.public.items() if line.first <= now}
        return Record(public, self.moved, self.places)


def address(path: str) -> str:
    """The address of a path below ``output/``, from the root of the site on."""
    return "/" + path.removesuffix("index.html")


def path_of(written: str) -> str:
    """The path below ``output/`` that an address means; an empty address means the front page."""
    path = written.strip().removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def read(root: Path) -> Record:
    """The record of a paper; it is empty where nothing was published. Raises ``ContentError`` with all mistakes."""
    problems: list[Problem] = []
    public: dict[str, Public] = {}
    for file in sorted((root / FOLDER).glob("*.csv")):
        try:
            for row in tables.read(file, root, COLUMNS, ("网址", "登出")):
                first = _moment(row, "登出")
                changed = _moment(row, "更新") if row["更新"] else first
                path = path_of(row["网址"])
                public[path] = Public(path, first, changed, row["内容"], row["状态"] == PENDING)
        except ContentError as error:
            problems += error.problems
    moved: dict[str, str] = {}
    places: dict[str, int] = {}
    try:
        for row in tables.read(root / MOVED, root, MOVED_COLUMNS, MOVED_COLUMNS):
            old, new = row["旧网址"], row["新网址"]
            problems += (row.problem(f"“{text}” 不是本站的网址", _HINT) for text in (old, new) if not _is_ours(text))
            servers = (text for text in (old, new) if server_paths.is_servers(text))
            problems += (row.problem(f"“{text}” 用不了：{server_paths.SAID}", _SERVERS_HINT) for text in servers)
            key = old.removeprefix("/")
            moved[key] = "" if new == REMOVED else path_of(new)
            places[key] = row.line
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(*problems)
    return Record(public, moved, places)


_HINT = f"从 / 写起，例如 /2026-03-25/03.html；页面不要了，新网址写 {REMOVED}"
_SERVERS_HINT = "换一个网址，或删掉这一行"
_ADDRESS = re.compile(r"/[^\s,#]*")


def _is_ours(text: str) -> bool:
    return text == REMOVED or (_ADDRESS.fullmatch(text) is not None and ".." not in text and not text.startswith("//"))


def _moment(row: tables.Row, column: str) -> datetime:
    try:
        return datetime.strptime(row[column], _MINUTE).replace(tzinfo=CHINA)
    except ValueError:
        hint = "这个表是 banmian publish 写的，不要改它；用 banmian history 看看谁改过"
        raise ContentError(row.problem(f"“{column}”一栏的 “{row[column]}” 不是时间", hint)) from None


def files(lines: Iterable[Public]) -> dict[str, bytes]:
    """The files of a record, by path: one for each year, their lines sorted."""
    years: dict[int, list[str]] = {}
    for line in lines:
        years.setdefault(line.year, []).append(line.line())
    return {
        f"{FOLDER}/{year}.csv": "".join(f"{text}\n" for text in (HEAD, *sorted(found))).encode()
        for year, found in years.items()
    }
