"""Changing the tags in an article's file and nothing else: comments, order and quoting of the rest stay as they are."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from generator.content.frontmatter import FENCE

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9]*")
_WORDS_OF_YAML = frozenset("yes no true false on off null y n".split())


class _Item(NamedTuple):
    """One tag as it stands in the text: its value, and where its characters begin and end."""

    value: str
    start: int
    end: int
    is_plain: bool


def changed(text: str, renamed: Mapping[str, str]) -> str:
    """The file's text with tags renamed; of two that become one, the first stays.

    A file whose ``tags`` cannot be found comes back as it is.
    """
    items = _items(text)
    if renamed.keys().isdisjoint(item.value for item in items):
        return text
    for item in reversed(items):
        if item.value in renamed:
            text = text[: item.start] + _written(renamed[item.value], is_plain=item.is_plain) + text[item.end :]
    while (twin := _twin(_items(text))) is not None:
        start, end = _with_its_comma(text, twin)
        text = text[:start] + text[end:]
    return text


def _twin(items: list[_Item]) -> _Item | None:
    """The first entry that an earlier one says already."""
    seen: set[str] = set()
    for item in items:
        if item.value in seen:
            return item
        seen.add(item.value)
    return None


def _items(text: str) -> list[_Item]:
    """The entries of ``tags`` in the front matter, flow or block."""
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return []
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    node = yaml.compose("\n" + "\n".join(lines[1:end]) + "\n", Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        return []
    for key, value in node.value:
        if key.value == "tags" and isinstance(value, yaml.SequenceNode):
            return [
                _Item(
                    str(item.value),
                    starts[item.start_mark.line] + item.start_mark.column,
                    starts[item.end_mark.line] + item.end_mark.column,
                    item.style is None,
                )
                for item in value.value
                if isinstance(item, yaml.ScalarNode)
            ]
    return []


def _with_its_comma(text: str, item: _Item) -> tuple[int, int]:
    """What to take out so that the list stays a list: with the comma behind or before, or the dash before."""
    behind = re.compile(r"[ \t]*,[ \t]*").match(text, item.end)
    if behind:
        return item.start, behind.end()
    before = re.search(r",\s*$", text[: item.start])
    if before:
        return before.start(), item.end
    dash = re.search(r"\n[ \t]*-[ \t]*$", text[: item.start])
    return (dash.start() if dash and text[item.end : item.end + 1] in ("\n", "") else item.start), item.end


def _written(tag: str, *, is_plain: bool) -> str:
    if is_plain and _PLAIN.fullmatch(tag) and tag.lower() not in _WORDS_OF_YAML:
        return tag
    return '"' + tag.replace("\\", "\\\\").replace('"', '\\"') + '"'
