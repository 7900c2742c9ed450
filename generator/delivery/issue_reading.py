"""Gives ``check`` the issues, each from memory where nothing that matters has changed, and else from its files.

Issues whose files have changed are read while no other command may write. They are proofread afterwards, by several
processes where there are many.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from generator.content import issue_files
from generator.content.issue_files import IssueFiles
from generator.delivery import issue_sight
from generator.delivery.check_memory import Row
from generator.delivery.issue_sight import Beside, Sight
from generator.errors import ChangedMeanwhile, Problem
from generator.newsroom import issue_proof
from generator.newsroom.issue_proof import Proof
from generator.press import content_folders, content_scan, stamps
from generator.press.crew import Crew
from generator.press.issue_memory import Seen
from generator.press.stamps import Clock
from generator.proofreading import Known


class IssueReading:
    """The issues of a paper as they now stand; ``before`` is what earlier checks found out."""

    def __init__(self, root: Path, clock: Clock, before: Mapping[str, Row], beside: Beside) -> None:
        self._root, self._clock, self._before, self._beside = root, clock, before, beside
        self._seen: dict[str, Seen] = {}
        self._files: dict[str, IssueFiles] = {}
        self._problems: list[Problem] = []
        self._found: dict[str, list[Any]] = {}
        self.changed: dict[str, Row] = {}
        """The rows that memory does not have yet."""

    def look(self) -> None:
        """Finds the issues, and reads those that have changed."""
        self._seen, self._files, self._problems = {}, {}, []
        parent = issue_files.issues_folder(self._root)
        for name in content_folders.named(parent, self._problems):
            row = self._before.get(name)
            stamp = stamps.stamp_of(f"{parent}/{name}", self._clock)
            if row and stamp and stamp == row.stamp:
                self._seen[name] = Seen(*row[:3], "")
                continue
            known = Seen(*row[:3], "") if row else None
            files = content_scan.read_issue(self._root, name, known)
            if files.texts or issue_files.is_begun(parent / name):
                self._seen[name] = Seen(stamp, files.digest, json.dumps(files.pictures), "")
                self._files[name] = files

    def proofs(self, known: Known) -> tuple[list[Proof], list[Problem]]:
        """The proofs of all issues, without their articles that cannot be read, and what is wrong with these.

        Raises ``ChangedMeanwhile`` where an issue's files are not any more what they were when they were looked at.
        """
        key = _key(self._beside, known)
        found: dict[str, str] = {}
        problems: dict[str, tuple[Problem, ...]] = {}
        self.changed = {}
        for name, seen in self._seen.items():
            row = self._before.get(name)
            if row and (row.digest, row.key) == (seen.digest, key):
                found[name] = row.found
                if row.stamp != seen.stamp:
                    self.changed[name] = row._replace(stamp=seen.stamp)
        fresh = [name for name in self._seen if name not in found]
        with Crew() as crew:
            tasks = (self._read(name) for name in fresh)
            for looked in crew.run(partial(issue_sight.look, self._beside, known), tasks, len(fresh)):
                problems[looked.name] = looked.problems
                if looked.found:
                    found[looked.name] = looked.found
                if not looked.problems:
                    self.changed[looked.name] = Row(*self._seen[looked.name][:3], key, looked.found)
        self._files = {}
        self._found = {name: json.loads(found[name]) for name in self._seen if name in found}
        told = [problem for name in self._seen for problem in problems.get(name, ())]
        return [issue_proof.unpacked(proof) for proof, _ in self._found.values()], [*self._problems, *told]

    def _read(self, name: str) -> IssueFiles:
        files = self._files.pop(name, None) or content_scan.read_issue(self._root, name, self._seen[name])
        if files.digest != self._seen[name].digest:
            hint = "保存好正在编辑的文件，再运行一次；什么都没有写入"
            raise ChangedMeanwhile(Problem("校对的时候，这一期又改了", hint, files.shown))
        return files

    @property
    def gone(self) -> list[str]:
        """The issues that memory knows and that are not there any more."""
        return [name for name in self._before if name not in self._seen]

    def sights(self) -> dict[str, Sight]:
        """What the report must know of each issue, oldest first."""
        return {name: issue_sight.sight(packed) for name, (_, packed) in self._found.items()}


def _key(beside: Beside, known: Known) -> str:
    """A digest of all that decides what is found in an issue, besides its files and banmian's own code."""
    slugs = [topic.slug for topic in beside.topics]
    # The order of a set differs from process to process.
    plain = repr((slugs, beside.words, beside.base, known.lists, sorted(known.names)))
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
