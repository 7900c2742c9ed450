"""Computes the digest of every issue in ``content/``, without reading files that are certainly the same as last time.

``stamps`` decides which files are certainly the same. A file that was changed within the last two seconds is read
again by the next build.

Digests are computed from the contents of files, so a file that was saved without a change counts as the same. While
articles of an issue are held back, the issue has another digest; so it is made anew when that ends. An issue whose hour
has not come yet has none: to the rest of the build it does not exist.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from generator import system
from generator.content import issue_files, root_files
from generator.content.issue_files import ISSUE_FOLDER, ISSUES, PHOTOS, IssueFiles, Picture
from generator.errors import PressError, Problem
from generator.model import CHINA
from generator.pages import urls
from generator.press.issue_memory import Seen
from generator.press.stamps import Clock

KEPT = 2_000
"""How many issues' files are kept in memory between reading and rendering; files of further issues are read twice."""

BACKUPS = "backups"
"""Where earlier versions of banmian put copies of replaced issues; no page is made from them."""


def article_path(issue: str, file: str) -> str:
    """The path of the page of an article whose file is named after its number, as files are."""
    return urls.article(f"{issue}-{Path(file).stem}")


class Changed(PressError):
    """A file is no longer what it was when the build began; the build starts over."""

    def __init__(self, source: str) -> None:
        super().__init__(Problem("生成的时候，文件一直在改", "等改完了再生成一次；网站还是原来的样子", source))

    def __reduce__(self) -> tuple[type["Changed"], tuple[str]]:
        """How the exception is pickled when a worker process passes it to this one."""
        return Changed, (self.problems[0].source,)


HOUR = time(6)
"""When issues come out where ``newspaper.toml`` does not say."""


class Moment(NamedTuple):
    """The moment that a build is made for: what is public ``now`` is built."""

    now: datetime
    hour: time = HOUR
    """When an issue comes out on its day, in China's time."""
    drafts: bool = False
    """Whether drafts are built as well, for looking ahead."""

    def opens(self, issue: str) -> datetime:
        """When an issue comes out."""
        try:
            day = date.fromisoformat(issue[:10])
        except ValueError:  # no day of the calendar; reading the issue tells
            return self.now
        return datetime.combine(day, self.hour, CHINA)


class KeptBack(NamedTuple):
    """An article that may not be read now: withdrawn (a notice stands there), a draft, under embargo, or in doubt."""

    id: str
    is_withdrawn: bool


@dataclass
class Content:
    """Every issue's digest, oldest first; files are read when they are asked for."""

    root: Path
    digests: dict[str, str]
    seen: dict[str, Seen]
    """What was found out about each issue's files; kept for the next build."""
    problems: list[Problem] = field(default_factory=list)
    """Problems with folders and files whose names are wrong for an issue."""
    read: int = 0
    """Issues whose files were read to know their digest."""
    held: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each issue that has any, the names of the files of articles that are drafts or still under embargo, or that a
    release holds back."""
    coming: dict[str, datetime] = field(default_factory=dict)
    """The issues that are not out yet, and when each comes out; they have no digest."""
    timed: dict[str, datetime] = field(default_factory=dict)
    """The path of each article that becomes public at a time to come, and when: its issue's, or its embargo's end."""
    kept_back: dict[str, tuple[KeptBack, ...]] = field(default_factory=dict)
    """The articles of each issue that may not be read now."""
    without_broken: bool = False
    """Whether articles that cannot be read are left out of their issues."""
    public: Collection[str] | None = None
    """The paths of pages that are public, if a notice may only take the place of one of these."""
    _files: dict[str, IssueFiles] = field(default_factory=dict)

    def files(self, name: str) -> IssueFiles:
        """The files of an issue. Raises ``Changed`` where they were changed since the build began."""
        found = self._files.pop(name, None) or read_issue(self.root, name, self.seen[name])
        self.keep(found)
        if found.digest != self.seen[name].digest:
            raise Changed(found.shown)
        if self.without_broken:
            found = replace(found, without_broken=True, without_notice=frozenset(self._unseen(found)))
        return replace(found, digest=self.digests[name], held=self.held[name]) if name in self.held else found

    def _unseen(self, files: IssueFiles) -> Iterator[str]:
        if self.public is not None:
            yield from (name for name in files.texts if article_path(files.id, name) not in self.public)

    def picture(self, name: str, file: str, digest: str) -> bytes:
        """The bytes of a picture of an issue. Raises ``Changed`` where their digest is another one."""
        path = issue_files.issues_folder(self.root) / name / PHOTOS / file
        try:
            path = issue_files.picture_path(issue_files.issues_folder(self.root) / name, file)
            data = path.read_bytes()
        except FileNotFoundError:
            raise Changed(str(path)) from None
        if hashlib.blake2b(data, digest_size=16).hexdigest() != digest:
            raise Changed(str(path))
        return data

    def note(self, name: str, found: Seen, moment: Moment) -> None:
        """Records what was found out about an issue's files, and which of its articles may not be read now."""
        self.seen[name] = found
        opens = moment.opens(name)
        if moment.now < opens:
            self.coming[name] = opens
        else:
            self.digests[name] = found.digest
        if found.withheld == "{}":
            return
        held: set[str] = set()
        kept_back = []
        for file, (article, until, is_withdrawn, in_doubt, is_draft) in json.loads(found.withheld).items():
            end = datetime.fromisoformat(until) if until else moment.now
            is_held = moment.now < end or (is_draft and not moment.drafts)
            if is_held:
                held.add(file)
            if moment.now < end and not is_draft:
                self.timed[article_path(name, file)] = max(end, opens)
            if is_held or is_withdrawn or in_doubt:
                kept_back.append(KeptBack(article, is_withdrawn=is_withdrawn and not is_held))
        if name in self.coming:
            self.held[name] = frozenset(held)
            return
        self.kept_back[name] = tuple(kept_back)
        if held:
            self.hold(name, held)

    def hold(self, name: str, files: Collection[str]) -> None:
        """Holds articles of an issue back, by the names of their files, besides those that are held already."""
        self.held[name] = self.held.get(name, frozenset()).union(files)
        less = repr((self.seen[name].digest, sorted(self.held[name]))).encode()
        self.digests[name] = hashlib.blake2b(less, digest_size=16).hexdigest()

    @property
    def release(self) -> datetime | None:
        """When the first of these issues comes out, or the first of these embargoes ends."""
        return min((*self.coming.values(), *self.timed.values()), default=None)

    def keep(self, files: IssueFiles) -> None:
        """Keeps an issue's files in memory, if fewer than ``KEPT`` issues are kept."""
        if len(self._files) < KEPT:
            self._files[files.id] = files

    def drop(self, name: str) -> None:
        """Removes an issue's files from memory; they are read again if they are needed."""
        self._files.pop(name, None)

    def forget(self, name: str) -> None:
        """Removes all that is known of an issue."""
        for known in (self.digests, self.seen, self.held, self.coming, self.kept_back, self._files):
            known.pop(name, None)
        self.timed = {path: when for path, when in self.timed.items() if not path.startswith(f"{name}/")}

    def digest(self) -> str:
        """One hash of the digests of all issues."""
        text = "\n".join(f"{name} {digest}" for name, digest in self.digests.items())
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def scan(root: Path, clock: Clock, seen: dict[str, Seen], moment: Moment) -> Content:
    """Finds the digest of every issue as it may be published then; ``seen`` is what the last build found."""
    parent = issue_files.issues_folder(root)
    content = Content(root, {}, {})
    for name in named(parent, content.problems):
        before = seen.get(name)
        stamp = stamp_of(f"{parent}/{name}", clock)
        if before and stamp and before.stamp == stamp:
            content.note(name, before, moment)
            continue
        files = read_issue(root, name, before)
        if not files.texts and not issue_files.is_begun(parent / name):
            continue
        content.keep(files)
        content.read += 1
        content.note(name, noted(files, stamp), moment)
    return content


def one(root: Path, name: str, moment: Moment) -> Content:
    """A single issue, as it may be published then."""
    content = Content(root, {}, {})
    files = read_issue(root, name, None)
    content.keep(files)
    content.note(name, noted(files), moment)
    return content


def noted(files: IssueFiles, stamp: str = "") -> Seen:
    """What is noted of an issue's files; without a ``stamp`` they are read again the next time."""
    return Seen(stamp, files.digest, json.dumps(files.pictures), _withheld(files))


def _withheld(files: IssueFiles) -> str:
    if not any(word in data for data in files.texts.values() for word in (b"embargo", b"withdrawn", b"draft")):
        return "{}"
    from generator.content import store  # noqa: PLC0415 - hardly any issue has one; a build without a change reads none

    return json.dumps(store.withheld(files))


def beside(root: Path) -> str:
    """A digest of everything in ``content/`` that belongs to no single issue."""
    digest = hashlib.blake2b(digest_size=16)
    for kept in sorted(path for path in (root / "content").glob("*") if path.name not in (ISSUES, BACKUPS)):
        for path in sorted(path for path in (kept, *_below(kept)) if not path.is_dir()):
            try:
                data = system.bytes_of(path)
            except OSError as error:  # the code that needs the file reports the error
                data = repr(error.errno).encode()
            digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    return digest.hexdigest()


def _below(kept: Path) -> Iterable[Path]:
    return kept.rglob("*") if kept.name == root_files.NAME else kept.glob("*")


def read_issue(root: Path, name: str, before: Seen | None) -> IssueFiles:
    """The files of an issue; pictures that were found ``before`` are not opened again."""
    known = {}
    if before:
        known = {
            picture.digest: picture for row in json.loads(before.pictures).values() for picture in (Picture(*row),)
        }

    def look(data: bytes) -> Picture:
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        return known.get(digest) or issue_files.look(data)

    return issue_files.read(issue_files.issues_folder(root) / name, root, look)


def named(parent: Path, problems: list[Problem]) -> list[str]:
    """The names of the issues' folders.

    ``problems`` gets one for each folder whose name is no issue's, and for each file whose name is that of an issue.
    """
    try:
        with os.scandir(parent) as entries:
            found = sorted((entry.name, entry.is_dir()) for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        if os.path.lexists(parent):
            hint = "这里是放各期的文件夹：恢复它，再生成"
            problems.append(Problem(f"读不了：{system.why(error)}", hint, str(parent)))
        return []
    for name, is_folder in found:
        if is_folder and not ISSUE_FOLDER.fullmatch(name):
            problems.append(issue_files.no_issue(parent / name))
        elif not is_folder and ISSUE_FOLDER.fullmatch(name):
            problems.append(issue_files.no_folder(parent / name))
    return [name for name, is_folder in found if is_folder and ISSUE_FOLDER.fullmatch(name)]


def stamp_of(folder: str, clock: Clock) -> str:
    """A digest of the names, sizes, inodes and times of an issue's files; ``""`` where they prove nothing."""
    rows = []
    try:
        for entry in (*_listed(folder, ".md"), *_listed(f"{folder}/{PHOTOS}", "")):
            stat = entry.stat()
            if not clock.proves(stat.st_ctime_ns, stat.st_dev):
                return ""
            rows.append(f"{entry.path} {stat.st_size} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}")
    except OSError:
        return ""
    rows.sort()
    return hashlib.blake2b("\n".join(rows).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _listed(folder: str, ending: str) -> list[os.DirEntry[str]]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return [entry for entry in entries if entry.name.endswith(ending)]
    return []
