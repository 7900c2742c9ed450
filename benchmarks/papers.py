"""Reads invented papers with labels as an editor would give them: tags of articles, and which articles are one story.

A file of ``papers/`` is one paper: its name and zone, then its articles, each as

    == 2026-03-02 rail          the day, and the story that it belongs to (``-`` for none)
    # headline
    paragraphs, a line each
    must 甲;乙/丙               tags it must have, as in ``tag_labels.csv``; ``accept``: those it may have
    share storm=寒潮 town=石门镇   what it has in common with others that are not of one story

Rules of the labels, written down before a program saw the texts:

- A *must* is what an editor would file the article under: who acts, where, which body, which project, which subject.
  The paper's own district is none.
- Two articles are *of one thing* if the later one goes on with what the earlier one told: the same project, event,
  case, company or person. They are *not* if only the district, a town, a storm or a column is the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.content import body
from generator.model import Article

FOLDER = Path(__file__).parent / "papers"
_FIELDS = ("must ", "accept ", "share ")


@dataclass
class Story:
    """An article of one of the papers with its labels."""

    paper: str
    zone: str
    day: str
    thing: str
    number: int
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """The article as import has it."""
        text = "\n\n".join(map(body.from_text, self.paragraphs))
        return Article(f"{self.day}-{self.number:02d}", order=self.number, title=self.title, body=text)

    @property
    def shared(self) -> frozenset[str]:
        """What it has in common with articles that are not of one story with it."""
        return frozenset(self.labels.get("share", "").replace("-", "").split())


def read() -> Iterator[Story]:
    """Every article of every paper, in order of publication within each."""
    for file in sorted(FOLDER.glob("*.txt")):
        yield from _paper(file.read_text("utf-8").splitlines()[1:])


def _paper(lines: list[str]) -> Iterator[Story]:
    head = dict(line.split(" ", 1) for line in lines[:2])
    story: Story | None = None
    for line in lines[2:]:
        if line.startswith("== "):
            if story:
                yield story
            _, day, thing = line.split(" ")
            number = story.number + 1 if story and story.day == day else 1
            story = Story(head["paper"], head["zone"], day, thing, number)
        elif story and line.startswith("# "):
            story.title = line[2:]
        elif story and line.startswith(_FIELDS):
            name, _, value = line.partition(" ")
            story.labels[name] = value
        elif story and line:
            story.paragraphs.append(line)
    if story:
        yield story
