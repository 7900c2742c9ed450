"""Computes the digest of every issue in ``content/``, without reading files that are certainly the same as last time.

``stamps`` decides which files are certainly the same. A file that was changed within the last two seconds is read
again by the next build.

Digests are computed from the contents of files, so a file that was saved without a change counts as the same. While
articles of an issue are held back, the issue has another digest; so it is made anew when that ends. An issue whose hour
has not come yet has none: to the rest of the build it does not exist.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.content import issue_files
from generator.content.issue_files import PHOTOS, IssueFiles, Picture
from generator.errors import PressError, Problem
from generator.model import CHINA
from generator.pages import urls
from generator.press import content_folders, stamps
from generator.press.issue_memory import Seen
from generator.press.stamps import Clock

if TYPE_CHECKING:
    from generator.content.sign_offs import Waiting
    from generator.review_table import ReviewTable

KEPT = 2_000
"""How many issues' files are kept in memory between reading and rendering; files of further issues are read twice."""


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
    review: "ReviewTable | None" = None
    """The steps of 三审三校 that articles must have passed, if any."""

    def opens(self, issue: str) -> datetime:
        """When an issue comes out."""
        try:
            day = date.fromisoformat(issue[:10])
        except ValueError:  # no day of the calendar; reading the issue tells
            return self.now
        return datetime.combine(day, self.hour, CHINA)

    def by(self, hour: time, review: "ReviewTable") -> "Moment":
        """The same by other settings. Whoever looks ahead at drafts sees unsigned texts as well."""
        return self._replace(hour=hour, review=review if review.steps and not self.drafts else None)

    def rules(self, issue: str) -> str:
        """What names the steps that articles of an issue must have passed; ``""`` for none."""
        return self.review.key(issue) if self.review else ""


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
    waiting: dict[str, "dict[str, Waiting]"] = field(default_factory=dict)
    """For each issue, the articles whose present text is not signed, by the names of their files."""
    unsound: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with the sign-offs of each issue."""
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
        return self._as_public(found) if name in self.held or name in self.waiting else found

    def _as_public(self, found: IssueFiles) -> IssueFiles:
        waiting = self.waiting.get(found.id, {})
        if not waiting:
            return replace(found, digest=self.digests[found.id], held=self.held[found.id])
        from generator.content import sign_offs  # noqa: PLC0415 - only papers with steps of 三审三校 need it

        held, copies = self.held.get(found.id, frozenset()), sign_offs.copies(found, waiting)
        return replace(found, digest=self.digests[found.id], held=held, signed=copies)

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
        if found.withheld == "{}" and not found.review:
            return
        held: set[str] = set()
        kept_back = []
        withdrawn = set()
        for file, (article, until, is_withdrawn, in_doubt, is_draft) in json.loads(found.withheld).items():
            end = datetime.fromisoformat(until) if until else moment.now
            is_held = moment.now < end or (is_draft and not moment.drafts)
            if is_held:
                held.add(file)
            if is_withdrawn:
                withdrawn.add(file)
            if moment.now < end and not is_draft:
                self.timed[article_path(name, file)] = max(end, opens)
            if is_held or is_withdrawn or in_doubt:
                kept_back.append(KeptBack(article, is_withdrawn=is_withdrawn and not is_held))
        for file, waiting in self._unsigned(name).items():
            if not waiting.has_copy and file not in withdrawn:  # the notice of a withdrawn one waits for nobody
                held.add(file)
        if name in self.coming:
            self.held[name] = frozenset(held)
            return
        self.kept_back[name] = tuple(kept_back)
        if held or name in self.waiting:
            self.hold(name, held)

    def _unsigned(self, name: str) -> "dict[str, Waiting]":
        """The articles of an issue whose present text is not signed, as they were noted."""
        if not self.seen[name].review:
            return {}
        from generator.content import sign_offs  # noqa: PLC0415 - as above

        known = sign_offs.unpacked(self.seen[name].review)
        waiting = {
            file: state._replace(has_copy=True)
            if state.in_doubt and article_path(name, file) in (self.public or ())
            else state
            for file, state in known.waiting.items()
        }
        if waiting:
            self.waiting[name] = waiting
        if known.problems:
            self.unsound[name] = known.problems
        return waiting

    def keep_public(self, public: Collection[str], moment: Moment) -> None:
        """Tells which pages are public, for a release: they stay where the record of sign-offs is not in order."""
        self.public = public
        for name in self.unsound:
            self.held.pop(name, None)
            self.note(name, self.seen[name], moment)

    def hold(self, name: str, files: Collection[str]) -> None:
        """Holds articles of an issue back, by the names of their files, besides those that are held already."""
        if files or name in self.held:
            self.held[name] = self.held.get(name, frozenset()).union(files)
        copied = sorted((file, each.lost) for file, each in self.waiting.get(name, {}).items() if each.has_copy)
        less = (self.seen[name].digest, sorted(self.held.get(name, ())), *([copied] if copied else ()))
        self.digests[name] = hashlib.blake2b(repr(less).encode(), digest_size=16).hexdigest()

    @property
    def unsigned(self) -> tuple[Problem, ...]:
        """What is wrong with the sign-offs of all issues."""
        return tuple(problem for _, found in sorted(self.unsound.items()) for problem in found)

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
        for of_review in (self.waiting, self.unsound):
            of_review.pop(name, None)
        self.timed = {path: when for path, when in self.timed.items() if not path.startswith(f"{name}/")}

    def digest(self) -> str:
        """One hash of the digests of all issues."""
        text = "\n".join(f"{name} {digest}" for name, digest in self.digests.items())
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def scan(root: Path, clock: Clock, seen: dict[str, Seen], moment: Moment) -> Content:
    """Finds the digest of every issue as it may be published then; ``seen`` is what the last build found."""
    parent = issue_files.issues_folder(root)
    content = Content(root, {}, {})
    for name in content_folders.named(parent, content.problems):
        before = seen.get(name)
        stamp = stamps.stamp_of(f"{parent}/{name}", clock)
        if before and stamp and before.stamp == stamp and before.rules == moment.rules(name):
            content.note(name, before, moment)
            continue
        files = read_issue(root, name, before)
        if not files.texts and not issue_files.is_begun(parent / name):
            continue
        content.keep(files)
        content.read += 1
        content.note(name, noted(files, moment, stamp), moment)
    return content


def one(root: Path, name: str, moment: Moment) -> Content:
    """A single issue, as it may be published then."""
    content = Content(root, {}, {})
    files = read_issue(root, name, None)
    content.keep(files)
    content.note(name, noted(files, moment), moment)
    return content


def noted(files: IssueFiles, moment: Moment, stamp: str = "") -> Seen:
    """What is noted of an issue's files; without a ``stamp`` they are read again the next time."""
    found = Seen(stamp, files.digest, json.dumps(files.pictures), _withheld(files))
    rules = moment.rules(files.id)
    if not rules or not moment.review:
        return found
    from generator.content import sign_offs  # noqa: PLC0415 - as above

    return found._replace(rules=rules, review=sign_offs.packed(sign_offs.found(files, moment.review)))


def _withheld(files: IssueFiles) -> str:
    if not any(word in data for data in files.texts.values() for word in (b"embargo", b"withdrawn", b"draft")):
        return "{}"
    from generator.content import store  # noqa: PLC0415 - hardly any issue has one; a build without a change reads none

    return json.dumps(store.withheld(files))


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
