"""Annotated newspaper pages: one `.page` file is one printed issue with its truth, read here.

A file opens with head lines (`style: …`, `set: tune|kept`, `layouts: …`, `paper: …`, `date: …`). Then every line is
`TAG|text`; empty lines mean nothing. A tag may carry `##` in front: its line then has that mark in the raw text.

    #   comment                              =   opens an item: coarse kind|tags
    F   furniture                            =+  goes on with an earlier item: its number, from 0
    K   kicker line                          T   headline line; T? another headline that counts
    S   subtitle line                        B   byline line, not body
    A   author: role|name                    A?  a name that may stand among the authors
    L   lede prefix of the next P            P   paragraph; ‖ is a column cut
    P+  the same paragraph on a new line     t   tail byline, glued to the last paragraph
    H   subhead                              R   row, signature, date: a line that stays a line
    V   verse; empty: the stanza ends        C   caption; ‖ is a column cut
    G   credit line: text|names              G+  credit glued to the caption: text|names
    !   flags: truncated, decks_free         ~   another reading of the item

Other readings: `untitled`; `title …`; `merge`, the item goes on with the one before;
`lead`, the one before opens it.
"""

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
HEADS = ("style", "set", "layouts", "paper", "date")
TAGS = frozenset("F K T T? S B A A? L P P+ t H R V C G G+ ! ~".split())
KINDS = frozenset(("news", "commentary", "photo", "other"))
SETS = frozenset(("tune", "kept"))


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated line; `item` is the number of the item it belongs to, -1 for furniture."""

    tag: str
    text: str
    item: int
    marked: bool = False
    opens: bool = False


@dataclass(slots=True)
class Page:
    """One printed issue: its head, the items' kinds and tags, its lines in the order they are printed."""

    name: str
    head: dict[str, str]
    items: list[tuple[str, list[str]]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def set(self) -> str:
        """To tune on, or kept back."""
        return self.head["set"]

    @property
    def layouts(self) -> list[str]:
        """The layouts this page is set in."""
        return [name.strip() for name in self.head["layouts"].split(",")]


def parse(name: str, text: str) -> Page:
    """A page from its annotated text."""
    page = Page(name, {})
    item, opens = -1, False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#|"):
            continue
        key, colon, value = line.partition(": ")
        if colon and key in HEADS and not page.lines:
            page.head[key] = value.strip()
            continue
        tag, bar, rest = line.partition("|")
        marked = tag.startswith("##")
        tag = tag.removeprefix("##")
        if not bar:
            raise ValueError(f"{name}:{number}: no tag")
        if tag == "=":
            kind, _, tags = rest.partition("|")
            if kind not in KINDS:
                raise ValueError(f"{name}:{number}: {kind} is no kind")
            page.items.append((kind, tags.split()))
            item, opens = len(page.items) - 1, True
        elif tag == "=+":
            item, opens = int(rest), False
        elif tag not in TAGS:
            raise ValueError(f"{name}:{number}: unknown tag {tag}")
        elif tag == "F":
            page.lines.append(Line(tag, rest, -1, marked=marked))
        elif item < 0:
            raise ValueError(f"{name}:{number}: no item is open")
        else:
            page.lines.append(Line(tag, rest, item, marked=marked, opens=opens))
            opens = False
    missing = [key for key in HEADS if key not in page.head]
    if missing or page.set not in SETS:
        raise ValueError(f"{name}: head lacks {missing or 'a known set'}")
    return page


def load() -> list[Page]:
    """All pages, by name."""
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.page"))]
