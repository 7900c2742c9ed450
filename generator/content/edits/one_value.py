"""Changes one value in a file's front matter and no other byte: comments, order, quoting and line ends stay."""

import difflib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

import yaml

from generator.content import frontmatter, texts
from generator.content.frontmatter import Document, Location
from generator.errors import ContentError, Problem

_REGION = re.compile(
    r"\A\ufeff?---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)(?:^|(?<=\r))---[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL | re.MULTILINE
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9]*")
_WORDS_OF_YAML = frozenset("yes no true false on off null y n".split())


def changed(text: str, key: str, value: object, source: str) -> str:
    """The file's text with ``key`` set to ``value``; ``None`` removes the key.

    In a list only the entries that differ are replaced. ``source`` names the file in messages. Raises ``ContentError``
    where the value is written in a way that cannot be changed without touching others.
    """
    before = frontmatter.parse(texts.plain_lines(text), source)
    wanted = {name: held for name, held in before.fields.items() if name != key or value is not None}
    if value is not None:
        wanted[key] = frontmatter.as_read(value)
    return text if wanted == before.fields else _checked(text, before, wanted, (key,), value, source)


def changed_inside(text: str, place: Location, value: str, source: str) -> str:
    """The file's text with one string inside a list or mapping set, as in ``("photos", 0, "caption")``.

    A key that an entry does not have yet is added to it. Raises ``ContentError`` as ``changed`` does, and where there
    is no such entry.
    """
    before = frontmatter.parse(texts.plain_lines(text), source)
    wanted = deepcopy(dict(before.fields))
    holder: Any = wanted
    try:
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = value
    except (KeyError, IndexError, TypeError):
        raise ContentError(Problem(f"没有 “{place[0]}” 的这一项", "刷新页面再改", source)) from None
    return text if wanted == before.fields else _checked(text, before, wanted, place, value, source)


def _checked(
    text: str, before: Document, wanted: Mapping[str, Any], place: Location, value: object, source: str
) -> str:
    with suppress(yaml.YAMLError, ContentError):  # PyYAML's Python parser gives places, but refuses some valid YAML
        new = _changed(text, place, value)
        after = frontmatter.parse(texts.plain_lines(new), source)
        if after.fields == wanted and after.body == before.body:
            return new
    raise ContentError(Problem(f"“{place[-1]}” 的写法太特别，不敢改", "请手工改这一处", source, before.line(place)))


def _changed(text: str, place: Location, value: object) -> str:
    region = _REGION.match(text)
    if region is None:
        return text
    start, end = region.span("yaml")
    found = _Places(text, start, end)
    pairs, key = found.pairs, str(place[-1])
    if len(place) > 1:
        holder = found.holder(place)
        if isinstance(holder, yaml.SequenceNode):
            item = holder.value[int(place[-1])]
            return found.with_value(item, item, value)
        pairs = tuple(holder.value)
        if all(name.value != key for name, _ in pairs):
            return found.with_pair(holder, key, value)
    pair = next((pair for pair in pairs if pair[0].value == key), None)
    if pair is None:
        newline = (_LINE_END.search(text) or ["\n"])[0]
        return f"{text[:end]}{key}:{_value(value, newline)}{newline}{text[end:]}"
    name, node = pair
    if value is None:
        return found.without(key)
    if isinstance(node, yaml.SequenceNode) and isinstance(value, list) and value and node.value:
        return found.with_entries(node, value)
    return found.with_value(name, node, value)


class _Places:
    """The places of front matter values in the text of a file."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start = text, start
        node = yaml.compose(text[start:end], Loader=yaml.SafeLoader)
        self.pairs = tuple(node.value) if isinstance(node, yaml.MappingNode) else ()

    def holder(self, place: Location) -> Any:
        """The node of the mapping or list that a place inside a value is in."""
        node: Any = next(value for name, value in self.pairs if name.value == place[0])
        for step in place[1:-1]:
            if isinstance(node, yaml.SequenceNode):
                node = node.value[int(step)]
            else:
                node = next(value for name, value in node.value if name.value == step)
        return node

    def span(self, node: yaml.Node) -> tuple[int, int]:
        """The start and end of a value in the text, without white space and comments after it."""
        start, end = self.start + node.start_mark.index, self.start + node.end_mark.index
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            return start, end
        return start, max((self.span(leaf)[1] for leaf in _leaves(node)), default=end)

    def without(self, key: str) -> str:
        """The text without a key and its lines."""
        name, value = next(pair for pair in self.pairs if pair[0].value == key)
        start = self.start + name.start_mark.index
        behind = _LINE_END.search(self.text, self.span(value)[1])
        return self.text[:start] + self.text[behind.end() if behind else len(self.text) :]

    def with_pair(self, node: yaml.MappingNode, key: str, value: object) -> str:
        """The text with a further key in a mapping."""
        end = max(self.span(leaf)[1] for leaf in _leaves(node))
        if node.flow_style:
            return f"{self.text[:end]}, {key}: {frontmatter.flow(value)}{self.text[end:]}"
        line_end = _LINE_END.search(self.text, end)
        at = line_end.start() if line_end else len(self.text)
        newline = line_end[0] if line_end else "\n"
        indent = " " * node.value[0][0].start_mark.column
        return f"{self.text[:at]}{newline}{indent}{key}: {frontmatter.flow(value)}{self.text[at:]}"

    def with_value(self, name: yaml.Node, node: yaml.Node, value: object) -> str:
        """The text with the value of the key ``name`` replaced."""
        start, end = self.span(node)
        newline = (_LINE_END.search(self.text) or ["\n"])[0]
        is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        if is_block or (_is_listing(value) and not node.value):
            place = self.text.index(":", self.start + name.end_mark.index) + 1
            return f"{self.text[:place]}{_value(value, newline)}{self.text[max(place, end) :]}"
        if start == end:  # ``key:`` and nothing behind it
            place = self.text.index(":", self.start + name.end_mark.index) + 1
            return f"{self.text[:place]} {_written(value, node)}{self.text[place:]}"
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        end_of_line = (_LINE_END.search(self.text[start:]) or ["\n"])[0] if block else ""
        return f"{self.text[:start]}{_written(value, node)}{end_of_line}{self.text[end:]}"

    def with_entries(self, node: yaml.SequenceNode, wanted: Sequence[object]) -> str:
        """The text with those entries of a list replaced that differ; the others are not touched."""
        entries = [self.span(item) for item in node.value]
        held = [_held(item) for item in node.value]
        text = self.text
        asked = [str(frontmatter.as_read(value)) for value in wanted]
        matcher = difflib.SequenceMatcher(None, list(map(str, held)), asked, autojunk=False)
        for what, a, b, c, d in reversed(matcher.get_opcodes()):
            if what == "equal":
                continue
            shared = min(b - a, d - c)
            for at in reversed(range(a + shared, b)):
                start, end = _with_its_comma(text, *entries[at])
                text = text[:start] + text[end:]
            text = self._with_more(text, node, entries, a + shared, wanted[c + shared : d])
            for at in reversed(range(shared)):
                start, end = entries[a + at]
                text = text[:start] + self._entry(node, wanted[c + at], node.value[a + at]) + text[end:]
        return text

    def _with_more(
        self, text: str, node: yaml.SequenceNode, entries: list[tuple[int, int]], at: int, more: Sequence[object]
    ) -> str:
        """The text with further entries before the one at ``at``, or after the last."""
        for value in reversed(more):
            written = self._entry(node, value, node.value[min(at, len(entries) - 1)])
            if node.flow_style:
                place = entries[at][0] if at < len(entries) else entries[-1][1]
                text = text[:place] + (f"{written}, " if at < len(entries) else f", {written}") + text[place:]
            else:
                model = entries[min(at, len(entries) - 1)]
                line = max(text.rfind("\n", 0, model[0]), text.rfind("\r", 0, model[0])) + 1
                dash = text[line : model[0]]
                newline = (_LINE_END.search(text) or ["\n"])[0]
                place = line if at < len(entries) else model[1]
                text = (
                    text[:place]
                    + (f"{dash}{written}{newline}" if at < len(entries) else f"{newline}{dash}{written}")
                    + text[place:]
                )
        return text

    def _entry(self, node: yaml.SequenceNode, value: object, model: yaml.Node) -> str:
        """An entry as text: a mapping in a list of lines has a line for each of its keys."""
        if node.flow_style or not isinstance(value, Mapping) or not value:
            return _written(value, model)
        newline = (_LINE_END.search(self.text) or ["\n"])[0]
        return (newline + " " * model.start_mark.column).join(
            f"{key}: {frontmatter.flow(held)}" for key, held in value.items()
        )


def _is_listing(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _value(value: object, newline: str) -> str:
    """What stands behind a key and its colon; a list of mappings begins on the next line, as import writes it."""
    if not _is_listing(value):
        return f" {frontmatter.flow(value)}"
    written = frontmatter.format({"_": value}, "").split("\n")
    return newline + newline.join(written[2:-2])


def _held(node: yaml.Node) -> Any:
    """The value of a node, as ``frontmatter`` reads it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _held(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_held(item) for item in node.value]
    return node.value


def _leaves(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)


def _with_its_comma(text: str, start: int, end: int) -> tuple[int, int]:
    """The range to remove with an entry: the comma after or before it, or its whole line with the dash."""
    behind = re.compile(r"[ \t]*,[ \t]*").match(text, end)
    if behind:
        return start, behind.end()
    before = re.search(r",\s*$", text[:start])
    if before:
        return before.start(), end
    dash = re.search(r"(?:\r\n|\n|\r)[ \t]*-[ \t]*$", text[:start])
    rest = _LINE_END.search(text, end)
    if dash:
        return dash.start(), rest.start() if rest else len(text)
    return start, end


def _written(value: object, model: Any) -> str:
    """A value as text, quoted in the same way as ``model``, the value that it replaces, where that is possible."""
    style = model.style if isinstance(model, yaml.ScalarNode) else '"'
    if isinstance(value, str) and style is None and _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    if isinstance(value, str) and style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return frontmatter.flow(value)
