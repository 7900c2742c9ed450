"""The passages of an article: the blocks of its body as the page shows them, with their places in the file's text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.content import frontmatter, markdown_grammar, texts
from generator.editing import marked_text
from generator.editing.cells import Marked
from generator.kinds import Kind

TEXT, SUBHEAD, SOURCE = "text", "subhead", "source"


class Passage(NamedTuple):
    """One block of a body: from ``start`` to ``end`` in the file's text, which has its own line ends.

    ``source`` is its Markdown with plain line ends. ``shape`` is ``text`` for a paragraph, ``subhead``, or ``source``
    for all that cannot be shown as text with bold and links; of those ``marked`` is ``None``.
    """

    start: int
    end: int
    shape: str
    source: str
    marked: Marked | None


def read(text: str, kind: Kind) -> list[Passage]:
    """The passages of an article's file, in order; there is one for each block that its page shows."""
    lines = texts.lines(text)
    first = frontmatter.body_line(texts.plain_lines(text)) - 1
    at = sum(map(len, lines[:first]))
    return list(_passages(lines[first:], at, kind))


def _passages(lines: Sequence[str], offset: int, kind: Kind) -> Iterator[Passage]:
    plain = [line.rstrip("\r\n") for line in lines]
    places = [offset]
    for line in lines:
        places.append(places[-1] + len(line))
    found = markdown_grammar.outline(plain)
    for (first, tag), (behind, _) in pairwise([*found, (len(plain), "")]):
        last = max(at for at in range(first, behind) if plain[at].strip()) + 1
        source = "\n".join(plain[first:last])
        start, end = places[first], places[last - 1] + len(plain[last - 1].rstrip())
        if tag == "p":
            start += len(plain[first]) - len(plain[first].lstrip())
            source = source.strip()
        source = source.rstrip()
        shape, marked = _seen(source, tag, kind)
        yield Passage(start, end, shape, source, marked)


def _seen(source: str, tag: str, kind: Kind) -> tuple[str, Marked | None]:
    marked, shape = None, TEXT
    if tag == "p":
        marked = marked_text.read(source, kind)
    elif tag == "h2":
        marked, shape = marked_text.read(source[len(subhead_mark(source)) :], kind), SUBHEAD
    return (shape, marked) if marked else (SOURCE, None)


def subhead_mark(source: str) -> str:
    """The mark at the head of a subhead's Markdown, ``""`` where it is none."""
    mark = markdown_grammar.HEADING.match(source)
    return mark[0] if mark else ""


def replaced(text: str, kind: Kind, first: int, last: int, new: Sequence[str]) -> str:
    """The file's text with other blocks of Markdown in place of the passages from ``first`` to before ``last``.

    All other passages stay byte for byte; a blank line stands between the new ones, and around them where they would
    be read together with their neighbours. With ``first == last`` nothing is replaced. The new blocks have plain line
    ends, and get those of the file.
    """
    passages = read(text, kind)
    end_of_line = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    if not new:
        return _without(text, passages, first, last, end_of_line)
    apart = 2 * end_of_line
    inserted = apart.join(block.replace("\n", end_of_line) for block in new)
    if not passages:
        head = text.rstrip("\r\n")
        return f"{head}{apart}{inserted}{text[len(head) :] or end_of_line}"
    if first == len(passages):
        end = passages[-1].end
        return text[:end] + apart + inserted + text[end:]
    line = line_start(text, passages[first].start)
    above = "" if first == 0 or _is_apart(text[passages[first - 1].end : line]) else end_of_line
    if first == last:
        return text[:line] + above + inserted + apart + text[line:]
    end = passages[last - 1].end
    fresh = [passage for block in new for passage in _passages(texts.lines(block), 0, kind)]
    # A paragraph keeps its indentation, and so does a passage that stays.
    is_kept = bool(fresh) and (fresh[0].shape == TEXT or fresh[0].source == passages[first].source)
    start = passages[first].start if is_kept else line
    tried = text[:start] + inserted + text[end:]
    if _seen_as(read(tried, kind)) == _seen_as([*passages[:first], *fresh, *passages[last:]]):
        return tried
    below = "" if last == len(passages) or _is_apart(text[end : passages[last].start]) else end_of_line
    return text[:line] + above + inserted + below + text[end:]


def _seen_as(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    return [(passage.shape, passage.source) for passage in passages]


def _without(text: str, passages: Sequence[Passage], first: int, last: int, end_of_line: str) -> str:
    if first == last:
        return text
    start = line_start(text, passages[first].start)
    if last == len(passages):
        return text[: passages[first - 1].end if first else start] + text[passages[last - 1].end :]
    behind = line_start(text, passages[last].start)
    is_apart = first == 0 or _is_apart(text[passages[first - 1].end : start])
    return text[:start] + ("" if is_apart else end_of_line) + text[behind:]


def line_start(text: str, at: int) -> int:
    """Where the line begins that a place in a text is on."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _is_apart(between: str) -> bool:
    """Whether there is a blank line in the text between two passages."""
    return sum(line.endswith(("\n", "\r")) for line in texts.lines(between)) > 1
