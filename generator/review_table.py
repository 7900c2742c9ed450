"""The table ``[review]`` of ``newspaper.toml``: the steps of 三审三校, who may do which, and from which issue on."""

import hashlib
import re
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

ALL = "全部"
"""What stands for all steps in ``review.csv``; no step may be called so."""

StepName = Annotated[str, Field(pattern=r"^[^\s:：、,，;；\"#]+$", max_length=20)]


class ReviewTable(BaseModel):
    """The table ``[review]``: none by default. Where it has steps, readers see only what passed all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)

    steps: Annotated[tuple[StepName, ...], Field(max_length=12)] = ()
    """The names of the steps, in their order."""
    people: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = ()
    """Who signs, each with the steps that they do: ``张三：一审、二审``. A name alone does all of them."""
    since: date | None = None
    """The day of the first issue that is signed; earlier issues need nothing."""

    @field_validator("steps")
    @classmethod
    def _are_different(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        twice = [step for step in dict.fromkeys(value) if value.count(step) > 1]
        if twice or ALL in value:
            raise ValueError(f"“{twice[0]}” 写了两次" if twice else f"一道不能叫 “{ALL}”")
        return value

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        names = [_named(line) for line in self.people]
        if "" in names or len(set(names)) < len(names):
            raise ValueError("people 里一个人写一次，写成 “张三：一审、二审”")
        for name, steps in self.persons.items():
            unknown = [step for step in steps if step not in self.steps]
            if unknown:
                raise ValueError(f"people 里 {name} 的 “{unknown[0]}” 不在 steps 里")
        idle = [step for step in self.steps if not any(step in steps for steps in self.persons.values())]
        if idle:
            raise ValueError(f"people 里没有人签 “{idle[0]}”")
        if self.steps and not self.since:
            raise ValueError("写了 steps，还要写 since：从哪一天的报纸起要签")
        return self

    @property
    def persons(self) -> dict[str, tuple[str, ...]]:
        """The declared people, each with the steps that they may do; one who left the paper has none."""
        return {_named(line): self._steps_of(line) for line in self.people}

    def _steps_of(self, line: str) -> tuple[str, ...]:
        _, mark, steps = line.replace(":", "：").partition("：")
        return tuple(filter(None, re.split(r"[\s、,，;；]+", steps))) if mark else self.steps

    def applies(self, issue: str) -> bool:
        """Whether the articles of an issue, given by its id, must be signed."""
        return bool(self.steps and self.since and issue[:10] >= self.since.isoformat())

    def key(self, issue: str) -> str:
        """What tells two declarations apart, as far as an issue is concerned; ``""`` where none is needed."""
        if not self.applies(issue):
            return ""
        return hashlib.blake2b(repr((self.steps, self.people)).encode(), digest_size=8).hexdigest()


def _named(line: str) -> str:
    return line.replace(":", "：").partition("：")[0].strip()
