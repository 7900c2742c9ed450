"""What templates may do: read what they are given, and nothing that Python keeps to itself.

Jinja's own sandbox asks of every attribute whether it may be read, which costs ten times as much as reading, and a
page reads hundreds. Templates see only texts, numbers, cards and our filters, so one rule is enough, and it is kept
when a template is compiled: no name that begins with an underscore. Names that are made up while a page is rendered
go through ``getitem``, which keeps the same rule.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup, escape
from markupsafe import _escape_inner as _escape_text  # type: ignore[attr-defined]


def _escaped(value: Any) -> str:
    """What ``escape`` gives, as plain text: what a template puts out is joined at once and needs no mark."""
    kind = type(value)
    return _escape_text(value) if kind is str else value if kind is Markup else escape(value)


class _Template(Template):
    @classmethod
    def _from_namespace(  # the one place where a template's own functions can be reached
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002
    ) -> "Template":
        if "escape" in namespace:
            namespace["escape"] = _escaped
        return super()._from_namespace(environment, namespace, globals)


class Sandbox(Environment):
    """The environment that templates are rendered in."""

    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        del self.filters["attr"]  # reads a field whose name is made up, and asks nobody

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for read in tree.find_all(nodes.Getattr):
            if read.attr.startswith("_") or read.attr in _FORMATS:
                raise TemplateSyntaxError(f"不能用 {read.attr}", read.lineno, name, filename)
        return tree

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, or a field of a card by its name."""
        if isinstance(argument, str) and (argument.startswith("_") or argument in _FORMATS):
            return self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)


_FORMATS = frozenset({"format", "format_map"})
"""A text's own ways to reach into what it is given."""
