"""The issues of a paper as their files are now, in memory: what lists need of all of them, and the files of some.

An issue with a mistake is shown as it was before: the texts that cannot be read are replaced by their last good ones.
Where none is known, since the mistake is older than the preview, a notice stands in the article's place.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.content import issue_files
from generator.content.issue_files import IssueFiles
from generator.errors import Problem
from generator.pages.issue_summary import IssueFacts, Outline
from generator.press import content_scan, tasks
from generator.press.content_scan import Content, Moment
from generator.press.crew import Crew
from generator.press.kit import Kit
from generator.press.manifest import short
from generator.press.report import Progress, silent


@dataclass
class Known:
    """What an earlier build found out about issues: their facts and packed outlines, with the digest they belong to."""

    facts: dict[str, tuple[str, IssueFacts]] = field(default_factory=dict)
    outlines: dict[str, bytes] = field(default_factory=dict)


@dataclass
class LiveIssues:
    """All issues of the paper in ``root``, as they may be shown at a moment; ``content`` is what is on disk."""

    root: Path
    moment: Moment
    content: Content
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong, by issue."""
    facts: dict[str, IssueFacts] = field(default_factory=dict)
    _outlines: dict[str, Outline | bytes] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)
    """The digest of what the facts of each issue follow from."""
    _shown: dict[str, IssueFiles] = field(default_factory=dict)
    """The files of an issue as they are shown, where these are not simply those on disk."""
    _good: dict[str, IssueFiles] = field(default_factory=dict)
    """The last files of each issue that could be read."""

    def names(self) -> list[str]:
        """The issues that are out, oldest first."""
        return sorted(name for name in self.content.digests if name in self.facts and self._is_out(name))

    def _is_out(self, name: str) -> bool:
        facts = self.facts[name]
        return name not in self.content.held or bool(facts.articles or facts.withdrawn)

    def read(self, names: Iterable[str]) -> set[str]:
        """Reads issues from disk; returns those of which a file changed."""
        changed = set()
        for name in names:
            before = self.content.seen.get(name)
            files = content_scan.read_issue(self.root, name, before)
            is_there = files.texts or issue_files.is_begun(issue_files.issues_folder(self.root) / name)
            if before and is_there and files.digest == before.digest:
                continue
            if before or is_there:
                changed.add(name)
            self._forget(name)
            if is_there:
                self.content.keep(files)
                self.content.note(name, content_scan.noted(files, self.moment), self.moment)
        return changed

    def _forget(self, name: str) -> None:
        self.content.forget(name)
        self._shown.pop(name, None)
        self.problems.pop(name, None)

    def at(self, moment: Moment) -> None:
        """Goes on to another moment: what is held back until then comes out."""
        self.moment = moment
        before = self.content.seen
        empty = replace(self.content, digests={}, seen={}, held={}, coming={}, timed={}, kept_back={})
        self.content = replace(empty, waiting={}, unsound={})
        for name, found in before.items():
            has_new_rules = found.rules != moment.rules(name)
            files = content_scan.read_issue(self.root, name, found) if has_new_rules else None
            self.content.note(name, content_scan.noted(files, moment) if files else found, moment)

    def describe(self, kit: Kit, known: Known | None = None, progress: Progress = silent) -> None:
        """Finds out facts and outlines of all issues of which they are not known; mistakes go into ``problems``."""
        for name in [name for name in self.facts if name not in self.content.digests]:
            del self.facts[name], self._outlines[name], self._marks[name]
            self._good.pop(name, None)
        reading = kit.reading
        marks = {name: short(f"{reading} {digest}") for name, digest in self.content.digests.items()}
        wanted = []
        for name, mark in marks.items():
            if self._marks.get(name) == mark:
                continue
            if known and known.facts.get(name, ("", None))[0] == mark:
                self.facts[name], self._outlines[name] = known.facts[name][1], known.outlines[name]
            else:
                wanted.append(name)
        with Crew() as crew:
            found = crew.run(partial(tasks.describe, kit), map(self._as_on_disk, wanted), len(wanted))
            for done, described in enumerate(found):
                progress("读取各期", done, len(wanted))
                self._take(kit, described)
        self._marks |= {name: mark for name, mark in marks.items() if name in self.facts}

    def _as_on_disk(self, name: str) -> IssueFiles:
        self._shown.pop(name, None)
        self.problems.pop(name, None)
        return self.content.files(name)

    def _take(self, kit: Kit, found: tasks.Described) -> None:
        name = found.name
        if found.problems:
            self.problems[name] = found.problems
            found = self._mended(kit, name, found)
        else:
            self._good[name] = self.content.files(name)
        if found.facts and found.outline:
            self.facts[name], self._outlines[name] = found.facts, found.outline

    def _mended(self, kit: Kit, name: str, broken: tasks.Described) -> tasks.Described:
        """The issue with its last good texts in place of those that cannot be read."""
        files, good = self.content.files(name), self._good.get(name)
        sources = {problem.source.rpartition("/")[2] for problem in broken.problems}
        tries = [replace(files, without_broken=True, without_notice=frozenset())]
        if good:
            texts = {file: data for file, data in files.texts.items() if file not in sources}
            texts |= {file: data for file, data in good.texts.items() if file in sources}
            mended = replace(files, texts=texts, pictures=good.pictures | files.pictures, problems=())
            tries = [mended, replace(good, held=files.held, signed=files.signed)]
        for files in tries:
            digest = hashlib.blake2b(repr((files.texts, files.held, files.signed)).encode(), digest_size=16).hexdigest()
            shown = replace(files, digest=digest)
            (found,) = tasks.describe(kit, [shown])
            if found.facts:
                self._shown[name] = shown
                self.content.digests[name] = digest
                return found
        return broken

    def outline(self, name: str) -> Outline:
        """The cards of an issue."""
        found = self._outlines[name]
        if isinstance(found, bytes):
            found = self._outlines[name] = Outline.unpack(found, self.facts[name])
        return found

    def files(self, name: str) -> IssueFiles:
        """The files of an issue as they are shown. Raises ``Changed`` where one changed since they were read."""
        return self._shown.get(name) or self.content.files(name)

    def picture(self, name: str, file: str, digest: str) -> bytes:
        """The original of a picture. Raises ``Changed`` as ``files`` does."""
        return self.content.picture(name, file, digest)

    def remember(self, names: Iterable[str]) -> None:
        """Reads issues ahead, so that their texts are at hand if they cannot be read later."""
        for name in names:
            if name not in self._good and name not in self.problems and name in self.content.digests:
                self._good[name] = self.content.files(name)

    def whole(self, name: str) -> IssueFiles:
        """The files of an issue with all that is held back, also of an issue that is not out yet."""
        found = self._shown.get(name)
        files = found or content_scan.read_issue(self.root, name, self.content.seen.get(name))
        return replace(files, held=frozenset(), signed={})
