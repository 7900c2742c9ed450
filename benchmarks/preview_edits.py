"""A paper that is edited in all ways in which people and programs save files, for a trial of the preview.

Every edit is made in a folder of its own first, where the paper stands as it is meant to be. What changed there is then
carried over to the paper that is looked at, in one of many ways of saving. Mischief is done there alone, such as a
mistake or an issue that is moved away, and undone later.
"""

# ruff: noqa: SLF001 - many edits are those of another trial

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import sequences
from benchmarks.archive import Writer
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.errors import ContentError
from generator.model import CHINA, Photo
from support import NEWSPAPER

TO_AN_ISSUE = 10
ADDRESS = "https://example.org/paper"
SOON = 8
"""Seconds after which the embargoes end that end while the trial runs."""
Files = dict[str, bytes]
Changed = dict[str, bytes | None]
"""What files become, by path; ``None`` for those that go."""


def tree(root: Path) -> Files:
    """All that a paper's site is made of."""
    found = (path for name in ("content", "templates") for path in (root / name).rglob("*"))
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}
    return files | {"newspaper.toml": (root / "newspaper.toml").read_bytes()}


class Written(sequences.Paper):
    """The paper as it is meant to be: articles as long as real ones, and settings that follow from ``options``."""

    def __init__(self, root: Path, seed: int, articles: int) -> None:
        super().__init__(root, seed, index=True)
        self.writer = Writer(seed)
        self.wanted = articles
        first = date(2026, 3, 11) - timedelta(weeks=max(articles // TO_AN_ISSUE, 1) - 1)
        self.days = [str(first + timedelta(weeks=at)) for at in range(max(articles // TO_AN_ISSUE, 1))]
        self.days.append(str(datetime.now(CHINA).date() + timedelta(days=2)))
        self.options: dict[str, Any] = {}
        self.settings()
        for at in range(articles):
            self.add(f"{self.days[at // TO_AN_ISSUE]}-{at % TO_AN_ISSUE + 1:02d}")
        for day in self.days[:-1:5]:
            self.site.picture("large.jpg", day, (600, 400))
            article = f"{day}-01"
            self.articles[article]["photos"] = (Photo("大图", "large.jpg"),)
            self.write(article)
        for edit in (sequences._template, sequences._lists, sequences._special, own_page, sequences._root_file):
            edit(self)

    def add(self, article: str) -> None:
        """A new article, with an issue around it where there is none."""
        super().add(article)
        made = self.writer.article(article, 1)
        self.articles[article] |= {"title": made.title, "body": made.body, "tags": made.tags, "authors": made.authors}
        self.write(article)

    def settings(self) -> None:
        """Writes ``newspaper.toml``."""
        given = {
            "address": ADDRESS,
            "zone": "新区专版",
            "least": 1,
            "offline": True,
            **self.options,
        }
        text = NEWSPAPER.replace("新区专版", given["zone"]).replace(
            "min_articles = 1", f"min_articles = {given['least']}"
        )
        own = f'[paper]\naddress = "{given["address"]}"\nkey = "0a0a0a0a-1b1b-4c2c-8d3d-4e4e4e4e4e4e"'
        text = text.replace("[paper]", own) + f"\n[app]\noffline = {str(given['offline']).lower()}\n"
        if given.get("place"):
            text += f'\n[pages]\n{given["place"]} = ["ding-bao"]\n'
        self.site.write("newspaper.toml", text)

    def ends_soon(self) -> float:
        """The seconds until the last of the embargoes that end while the trial runs."""
        now = datetime.now(CHINA)
        left = [(fields["embargo"] - now).total_seconds() for fields in self.articles.values() if fields.get("embargo")]
        return max((seconds for seconds in left if seconds < SOON + 1), default=0)


def settings(paper: Written) -> None:
    """Another value in the settings."""
    choices: list[tuple[str, list[Any]]] = [
        ("zone", ["新区专版", "老区专版"]),
        ("least", [1, 2]),
        ("offline", [True, False]),
        ("address", [ADDRESS, "https://example.org"]),
    ]
    name, values = paper.rng.choice(choices)
    paper.options[name] = paper.rng.choice(values)
    paper.settings()


def own_page(paper: Written) -> None:
    """One of the paper's own pages comes, changes or goes, with its place in the settings."""
    file = paper.site.root / "content/pages/ding-bao.md"
    if file.exists() and paper.rng.random() < 0.4:
        file.unlink()
        paper.options["place"] = ""
    else:
        title = paper.rng.choice(sequences.WORDS)
        paper.site.write("content/pages/ding-bao.md", f"---\ntitle: {title}\n---\n\n{paper.phrase()}\n")
        paper.options["place"] = paper.rng.choice(["footer", "navigation"])
    paper.settings()


def text(paper: Written) -> None:
    """Another text, as long as texts are."""
    article = paper.pick()
    paper.articles[article]["body"] = paper.writer.article(article, 1).body
    paper.write(article)


def insert(paper: Written) -> None:
    """One more article, mostly in an issue that is there."""
    day = paper.rng.choice(paper.days)
    free = [name for number in range(1, 25) if (name := f"{day}-{number:02d}") not in paper.articles]
    paper.add(paper.rng.choice(free))


def come_in(paper: Written) -> None:
    """An issue is imported: several articles at once."""
    there = {article[:10] for article in paper.articles}
    day = next((day for day in paper.days if day not in there), paper.days[-2])
    for number in range(1, TO_AN_ISSUE + 1):
        if f"{day}-{number:02d}" not in paper.articles:
            paper.add(f"{day}-{number:02d}")


def draft(paper: Written) -> None:
    """An article becomes a draft, or is one no longer."""
    fields = paper.articles[article := paper.pick()]
    fields["draft"] = not fields.get("draft")
    paper.write(article)


def embargo(paper: Written) -> None:
    """An embargo that is over, that ends soon, or that ends tomorrow."""
    fields = paper.articles[article := paper.pick()]
    until = timedelta(seconds=paper.rng.choice([-1800, SOON, 24 * 3600]))
    fields["embargo"] = datetime.now(CHINA).replace(microsecond=0) + until
    paper.write(article)


def base(paper: Written) -> None:
    """The template of all pages changes, or is the builtin one again."""
    file = paper.site.root / "templates/base.html"
    if file.exists() and paper.rng.random() < 0.4:
        file.unlink()
    else:
        block = "{% block head %}{{ super() }}<!-- " + paper.phrase() + " -->{% endblock %}"
        paper.site.write("templates/base.html", '{% extends "builtin/base.html" %}' + block)


def style(paper: Written) -> None:
    """The style sheet changes."""
    paper.site.write("templates/static/style.css", f"body{{margin:{paper.rng.randrange(99)}px}}")


EDITS: tuple[Callable[[Any], None], ...] = (
    *(text, text, text, text, insert, insert, draft, embargo, base, style, settings, own_page),
    *(sequences._field, sequences._field, sequences._field, sequences._photo, sequences._photo, sequences._delete),
    *(sequences._rename, sequences._withdraw, sequences._template, sequences._lists, sequences._special),
    *(sequences._root_file, sequences._delete_issue),
)
GROWTH = (insert, come_in)


@dataclass
class Mischief:
    """What is wrong with the paper for a while: where, how it is undone, and after how many saves."""

    name: str
    path: str
    undo: Callable[[], object]
    left: int


class Desk:
    """The paper as it is meant to be, and the one that is looked at, in two folders."""

    def __init__(self, folder: Path, seed: int, articles: int) -> None:
        self.rng = random.Random(seed)
        self.paper = Written(folder / "wanted", seed, articles)
        self.root = folder / "paper"
        self.aside = folder / "aside"
        self.aside.mkdir()
        self.open: list[Mischief] = []
        shutil.copytree(self.paper.site.root, self.root)

    def save(self) -> str:
        """Saves something, or does or undoes mischief; what it was."""
        for mischief in self.open:
            mischief.left -= 1
        due = [mischief for mischief in self.open if mischief.left <= 0]
        if due:
            self._undo(due)
            return f"undone: {', '.join(mischief.name for mischief in due)}"
        if self.rng.random() < 0.3 and (done := self._do_mischief()):
            return done
        before, edits = tree(self.paper.site.root), []
        for _ in range(self.rng.choice([1, 1, 1, 1, 2, 4])):
            is_small = len(self.paper.articles) < self.paper.wanted and self.rng.random() < 0.4
            edits.append(self.rng.choice(GROWTH if is_small else EDITS))
            edits[-1](self.paper)
        after = tree(self.paper.site.root)
        changed: Changed = {
            path: after.get(path)
            for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)
        }
        self._undo([each for each in self.open if any(_meet(each.path, path) for path in changed)])
        way = self.rng.choice(WAYS)
        way(self, changed)
        return f"{', '.join(each.__name__.strip('_') for each in (way, *edits))}: {' '.join(changed)}"

    def mend(self) -> None:
        """Undoes all mischief."""
        self._undo([*self.open])

    def _undo(self, done: list[Mischief]) -> None:
        for mischief in reversed(done):
            mischief.undo()
            self.open.remove(mischief)

    def _do_mischief(self) -> str:
        name = self.rng.choice(sorted(MISCHIEF))
        found = MISCHIEF[name](self)
        if found is None or any(_meet(found[0], each.path) for each in self.open):
            return ""
        path, act, undo = found
        act()
        self.open.append(Mischief(f"{name}: {path}", path, undo, self.rng.choice([1, 1, 2, 3, 6])))
        return f"{name}: {path}"

    def restored(self, path: str) -> None:
        """Makes the file or folder at a path what it is meant to be, in place."""
        here, there = self.root / path, self.paper.site.root / path
        if there.is_dir():
            shutil.copytree(there, here, dirs_exist_ok=True)
        elif there.exists():
            here.write_bytes(there.read_bytes())
        else:
            here.unlink()

    def pause(self, most: float) -> None:
        """Waits for a while."""
        time.sleep(self.rng.random() * most)


def _meet(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _gone(desk: Desk, path: str) -> None:
    """A file goes, and the folders that are empty then."""
    (desk.root / path).unlink(missing_ok=True)
    for parent in (Path(path).parents)[:-1]:
        there = desk.root / parent
        if there.is_dir() and not any(there.iterdir()) and not (desk.paper.site.root / parent).is_dir():
            there.rmdir()


def _each(desk: Desk, changed: Changed, put: Callable[[Path, bytes], object]) -> None:
    for path, data in changed.items():
        if data is None:
            _gone(desk, path)
        else:
            (desk.root / path).parent.mkdir(parents=True, exist_ok=True)
            put(desk.root / path, data)


def in_place(desk: Desk, changed: Changed) -> None:
    """Each file is opened and written."""
    _each(desk, changed, Path.write_bytes)


def in_parts(desk: Desk, changed: Changed) -> None:
    """Each file is written in two parts, with some time between."""

    def put(target: Path, data: bytes) -> None:
        with target.open("wb", buffering=0) as file:
            file.write(data[: len(data) // 2])
            desk.pause(0.15)
            file.write(data[len(data) // 2 :])

    _each(desk, changed, put)


def emptied(desk: Desk, changed: Changed) -> None:
    """Each file is empty at first, and written a moment later."""

    def put(target: Path, data: bytes) -> None:
        target.write_bytes(b"")
        desk.pause(0.25)
        target.write_bytes(data)

    _each(desk, changed, put)


def renamed(desk: Desk, changed: Changed) -> None:
    """Each file is written under another name beside it, which is hidden or not, and renamed."""
    name = desk.rng.choice([".{}.x7", "{}.tmp", ".goutputstream-{}", "{}~"])

    def put(target: Path, data: bytes) -> None:
        other = target.with_name(name.format(target.name))
        other.write_bytes(data)
        other.replace(target)

    _each(desk, changed, put)


def with_backup(desk: Desk, changed: Changed) -> None:
    """The old file is renamed, a new one written, the old one deleted."""

    def put(target: Path, data: bytes) -> None:
        old = target.with_name(f"{target.name}~")
        if target.exists():
            target.rename(old)
        desk.pause(0.05)
        target.write_bytes(data)
        old.unlink(missing_ok=True)

    _each(desk, changed, put)


def checked_out(desk: Desk, changed: Changed) -> None:
    """All files are deleted, then all are written."""
    for path in changed:
        (desk.root / path).unlink(missing_ok=True)
    desk.pause(0.3)
    for path, data in changed.items():
        if data is None:
            _gone(desk, path)
    in_place(desk, {path: data for path, data in changed.items() if data is not None})


def swapped(desk: Desk, changed: Changed) -> None:
    """The whole folders of issues are put in the place of the old ones; other files are written."""
    issues = sorted({"/".join(path.split("/")[:3]) for path in changed if path.startswith("content/issues/")})
    for issue in issues:
        new, old = desk.aside / "new", desk.aside / "old"
        there = desk.paper.site.root / issue
        if there.is_dir():
            shutil.copytree(there, new)
        if (desk.root / issue).is_dir():
            (desk.root / issue).rename(old)
        desk.pause(0.05)
        if new.is_dir():
            new.rename(desk.root / issue)
        shutil.rmtree(old, ignore_errors=True)
    in_place(desk, {path: data for path, data in changed.items() if not path.startswith("content/issues/")})


def as_a_command(desk: Desk, changed: Changed) -> None:
    """One change set, as a command of banmian in another process writes it."""
    made = Draft(desk.root)
    for path, data in changed.items():
        if data is None:
            made.delete(path)
        else:
            made.write(path, data)
    try:
        history.commit(made, "trial", "试")
    except ContentError:
        in_place(desk, changed)
        return
    for path in [path for path, data in changed.items() if data is None]:
        _gone(desk, path)


WAYS = (in_place, in_place, in_parts, emptied, renamed, renamed, with_backup, checked_out, swapped, as_a_command)

Found = tuple[str, Callable[[], object], Callable[[], object]]
"""The path at which mischief is done, what does it, and what undoes it."""


def _issue(desk: Desk) -> str | None:
    there = sorted(path.name for path in (desk.root / "content/issues").glob("*"))
    return f"content/issues/{desk.rng.choice(there)}" if there else None


def _file(desk: Desk, *patterns: str) -> str | None:
    found = sorted(path for pattern in patterns for path in desk.paper.site.root.glob(pattern))
    return desk.rng.choice(found).relative_to(desk.paper.site.root).as_posix() if found else None


def _spoiling(*patterns: str, spoil: Callable[[bytes], bytes]) -> Callable[[Desk], Found | None]:
    def found(desk: Desk) -> Found | None:
        path = _file(desk, *patterns)
        if path is None:
            return None
        target = desk.root / path
        return path, lambda: target.write_bytes(spoil(target.read_bytes())), lambda: desk.restored(path)

    return found


def _placing(path: str, data: bytes) -> Callable[[Desk], Found | None]:
    def found(desk: Desk) -> Found | None:
        target = desk.root / path
        there = desk.paper.site.root / path
        if not (target.parent.is_dir() or there.exists()):
            return None
        return path, lambda: target.write_bytes(data), lambda: desk.restored(path)

    return found


def _moving(*paths: str) -> Callable[[Desk], Found | None]:
    def found(desk: Desk) -> Found | None:
        path = desk.rng.choice(paths) if paths else _issue(desk)
        if path is None or not (desk.root / path).is_dir():
            return None
        target, aside = desk.root / path, desk.aside / path.replace("/", " ")
        return path, lambda: target.rename(aside), lambda: aside.rename(target) and None

    return found


def _deleting(desk: Desk) -> Found | None:
    path = _issue(desk)
    return (path, lambda: shutil.rmtree(desk.root / path), lambda: desk.restored(path)) if path else None


def _linking(desk: Desk) -> Found | None:
    path = _issue(desk)
    if path is None:
        return None
    target, aside = desk.root / path, desk.aside / path.replace("/", " ")

    def act() -> None:
        target.rename(aside)
        target.symlink_to(aside)

    def undo() -> None:
        target.unlink()
        aside.rename(target)

    return path, act, undo


def _copying(desk: Desk) -> Found | None:
    path = _file(desk, "content/issues/*/[0-9]*.md")
    if path is None:
        return None
    name = desk.rng.choice([" 副本", " (1)", " - Copy", "9"])
    copy = path.replace(".md", f"{name}.md")
    if (desk.paper.site.root / copy).exists():
        return None
    return copy, lambda: shutil.copy(desk.root / path, desk.root / copy), (desk.root / copy).unlink


ARTICLES = "content/issues/*/[0-9]*.md"
MISCHIEF: dict[str, Callable[[Desk], Found | None]] = {
    "moved away": _moving(),
    "moved away with all": _moving("content", "templates", "content/lists", "content/issues"),
    "deleted": _deleting,
    "linked": _linking,
    "copied": _copying,
    "bad order": _spoiling(ARTICLES, spoil=lambda data: data.replace(b"order: ", "order: 一".encode())),
    "cut": _spoiling(ARTICLES, "content/issues/*/issue.md", spoil=lambda data: data[: len(data) // 3]),
    "no text": _spoiling(ARTICLES, "newspaper.toml", "templates/*.html", spoil=lambda data: b"\xff\xfe" + data),
    "empty": _spoiling(ARTICLES, "newspaper.toml", "content/*/*.md", "templates/**/*.css", spoil=lambda _: b""),
    "bad photo": _spoiling("content/issues/*/photos/*", spoil=lambda data: data[:20]),
    "bad settings": _spoiling("newspaper.toml", spoil=lambda data: data + b"\n[paper\n"),
    "unknown setting": _spoiling("newspaper.toml", spoil=lambda data: data + b"\n[nothing]\na = 1\n"),
    "bad list": _placing("content/lists/同义词.csv", "说法,标签\n甲\n,乙\n".encode()),
    "bad template": _placing("templates/404.html", b"{% block %}"),
    "undefined": _placing(
        "templates/home.html", b'{% extends "builtin/home.html" %}{% block main %}{{ no.at }}{% endblock %}'
    ),
    "undefined in issues": _placing(
        "templates/article.html", b'{% extends "builtin/article.html" %}{% block title %}{{ no.at }}{% endblock %}'
    ),
    "bad css": _placing("templates/static/own.css", b"p { background: url(nothing.png) }"),
    "bad special": _placing("content/specials/gu-shi.md", b"---\ntitle: [\n---\n"),
    "bad root file": _placing("content/root/index.html", b"mine"),
    "stray folder": _placing("content/issues/2026-01-99", b"mine"),
}


def same(desk: Desk) -> list[str]:
    """The files in which the two folders differ."""
    ours, theirs = tree(desk.root), tree(desk.paper.site.root)
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))


def withheld(paper: Written, page: str) -> bool:
    """Whether there may be something for the newsroom alone at an address that readers do not have."""
    day = page.partition("/")[0]
    return any(
        name.startswith(day) and (fields.get("draft") or fields.get("embargo") or day == paper.days[-1])
        for name, fields in paper.articles.items()
    )
