"""A paper with steps of 三审三校, whose people sign by the acts of the desk."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator import config
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing import signing
from generator.editing.asked import Around, Done
from support import NEWSPAPER, Site

STEPS = ("一审", "二审", "三审")
PEOPLE = ("张三：一审、二审", "李四：二审", "王五：三审", "赵六")
REVIEW = f"""\
[review]
steps = {list(STEPS)}
people = {list(PEOPLE)}
since = 2026-03-01
""".replace("'", '"')
PAPER = NEWSPAPER + REVIEW
ISSUE = "2026-03-25"
SIGNERS = {"一审": "张三", "二审": "李四", "三审": "王五"}

Act = Callable[[Draft, Any, Around], Done]


@dataclass(frozen=True)
class Reviewed:
    """The desk of such a paper; each act is one change set, as on the desk."""

    site: Site
    issue: str = ISSUE

    @property
    def root(self) -> Path:
        """The paper's folder."""
        return self.site.root

    @property
    def folder(self) -> Path:
        """The folder of its issue."""
        return self.root / "content/issues" / self.issue

    def chosen(self, *numbers: str) -> list[dict[str, str]]:
        """The articles of these numbers, as an editor sees them now."""
        return [
            {"article": number, "digest": disk.digest((self.folder / f"{number}.md").read_bytes())}
            for number in numbers
        ]

    def act(self, act: Act, asked: type[signing.OfArticles], person: str, **fields: Any) -> str:
        """Carries out an act; returns the name of its entry in the history."""
        draft = Draft(self.root)
        around = Around(datetime.now(UTC), person, config.load(self.root))
        request = {"issue": self.issue} | fields
        done = act(draft, asked.model_validate_json(json.dumps(request)), around)
        return history.commit(draft, act.__name__, done.what)

    def sign(self, *numbers: str, steps: Sequence[str] = STEPS, person: str | None = None) -> None:
        """Signs articles at these steps, one after the other, by default all."""
        for step in steps:
            fields = {"articles": self.chosen(*numbers), "step": step}
            self.act(signing.signoff, signing.SignOff, SIGNERS[step] if person is None else person, **fields)

    def revoke(self, *numbers: str, step: str = "", person: str = "赵六") -> None:
        """Revokes a sign-off of articles."""
        self.act(signing.revoke, signing.Revoke, person, articles=self.chosen(*numbers), step=step)

    def release(self, *numbers: str, person: str = "赵六") -> None:
        """Releases articles."""
        self.act(signing.release, signing.Release, person, articles=self.chosen(*numbers))

    def edit(self, number: str, old: str, new: str) -> str:
        """Changes words in an article's file, as an act of the desk; returns the name of the entry."""
        path = f"content/issues/{self.issue}/{number}.md"
        draft = Draft(self.root)
        data = draft.read(path) or b""
        assert old.encode() in data
        draft.write(path, data.replace(old.encode(), new.encode(), 1))
        return history.commit(draft, "edit", "改字")

    @property
    def record(self) -> Path:
        """The record of sign-offs."""
        return self.folder / "review.csv"
