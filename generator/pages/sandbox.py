"""The environment that templates are rendered in. It keeps them from reaching Python's internals.

Jinja's own sandbox checks every attribute whenever it is read. That makes reading ten times as slow, and a page reads
hundreds. Our templates see only texts, numbers, cards and our filters, so one rule is enough: no name may begin with
an underscore. It is checked when a template is compiled. Names that are computed while a page is rendered are read by
``getitem``, which applies the same rule.
"""

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, Undefined
from markupsafe import Markup, escape

from generator.pages import bounds

_TO_ESCAPE: Callable[[str], object] = re.compile("[&<>\"']").search


def _escaped(value: Any) -> str:
    """Escapes a value for HTML, as ``escape`` does, but returns a text without special characters as it is.

    Most texts have none, and the output is joined at once, so it need not be marked as safe (``Markup``). This saves a
    tenth of a page's time.
    """
    kind = type(value)
    if kind is str:
        return escape(value) if _TO_ESCAPE(value) else value
    # ``{{ x if y }}`` without an else gives Jinja's ``Undefined``, which shows nothing.
    return value if kind is Markup else "" if kind is Undefined else escape(value)


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


class _Context(Context):
    def call(self, __callee: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        # Jinja checks for every call whether the function wants the context. No function of our templates does, and
        # without a context a macro uses the environment's autoescaping. So this skips the check.
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return __callee(*given, **named)


_COMPILED: dict[Any, Any] = {}
MOST_COMPILED = 400
"""How many compiled templates a process keeps, several times as many as a theme has."""


class Sandbox(Environment):
    """The environment that templates are rendered in; those that are not banmian's own are watched (``bounds``)."""

    template_class = _Template
    context_class = _Context

    def __init__(self, is_ours: Callable[[str], bool], **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}
        self._trees: dict[tuple[str, str | None], nodes.Template] = {}
        self._is_ours = is_ours
        del self.filters["attr"]  # reads a field by a computed name, without going through ``getitem``
        del self.globals["lipsum"]
        self.filters |= bounds.FILTERS
        self.globals["range"] = bounds.short_range

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template, as a plain dict, since Jinja's layered mapping is slow to read for each page."""
        return {**self.globals, **d} if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """A template by its name. It is looked up only once, as templates do not change while this object is used."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = super().get_template(name, parent)
        return found

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # A template is parsed twice: to find the templates it names, and to be compiled, which changes the tree. The
        # tree of the first time is kept for the second.
        known = self._trees.pop((source, name), None)
        if known:
            return known
        tree = super()._parse(source, name, filename)
        for read in tree.find_all(nodes.Getattr):
            if read.attr.startswith("_") or read.attr in _REFUSED:
                raise TemplateSyntaxError(f"不能用 {read.attr}", read.lineno, name, filename)
        if name and not self._is_ours(name):
            tree = bounds.watched(tree)
        self._trees[source, name] = tree
        return tree

    def compile(self, source: str | nodes.Template, *named: Any, **options: Any) -> Any:
        """The code of a template. The same text is compiled once, although each version of a theme is a new object."""
        key = (source, named, tuple(options.items()), bool(named[0]) and self._is_ours(named[0]) if named else None)
        if key not in _COMPILED:
            if len(_COMPILED) >= MOST_COMPILED:
                _COMPILED.clear()
            _COMPILED[key] = super().compile(source, *named, **options)
        return _COMPILED[key]

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, or a field of a card by its name."""
        if isinstance(argument, str) and (argument.startswith("_") or argument in _REFUSED):
            return self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)


_REFUSED = frozenset({"format", "format_map", "center", "expandtabs", "ljust", "rjust", "zfill"})
"""Methods of texts that could read attributes of their arguments, or make texts of any length."""
