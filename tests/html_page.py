"""A page as a browser reads it: elements in each other, with their attributes and text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """One element; an attribute without a value is ``""``."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        """All that stands in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """Its text without blanks, for comparing: lines may be broken anywhere."""
        return "".join(self.text.split())

    def all(self, tag: str = "", css: str = "", /, **attributes: str) -> Iterator["Element"]:
        """The elements in it, in their order, of this tag, this class and these attributes."""
        for child in self.children:
            if isinstance(child, Element):
                has_class = not css or css in child["class"].split()
                has_rest = all(child.attributes.get(name) == value for name, value in attributes.items())
                if tag in ("", child.tag) and has_class and has_rest:
                    yield child
                yield from child.all(tag, css, **attributes)

    def first(self, tag: str = "", css: str = "", /, **attributes: str) -> "Element | None":
        """The first such element."""
        return next(self.all(tag, css, **attributes), None)

    def meta(self, name: str) -> str:
        """What the head says under a name or property; ``""`` where it says nothing."""
        found = self.first("meta", name=name) or self.first("meta", property=name)
        return found["content"] if found else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        tags = [element.tag for element in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """The page, as an element that holds all others."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]
