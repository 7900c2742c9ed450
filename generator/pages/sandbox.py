"""Jinja's sandbox, which asks of every attribute whether it may be read – except of our own cards.

A card is a frozen value of texts, numbers and other cards; none of its public fields leads anywhere. Asking costs
ten times as much as reading, and a page reads hundreds.
"""

from collections.abc import MutableMapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment
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


class Sandbox(SandboxedEnvironment):
    """The environment that templates are rendered in."""

    template_class = _Template

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a card at once; anything else as the sandbox allows it."""
        kind: Any = type(obj)
        if _is_card(kind) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A template's own macro at once; anything else as the sandbox allows it."""
        if type(obj) is Macro:
            kwargs.pop("_loop_vars", None)  # meant for functions that ask for the context
            kwargs.pop("_block_vars", None)
            return obj(context.eval_ctx, *args, **kwargs)
        return super().call(context, obj, *args, **kwargs)


@cache
def _is_card(kind: Any) -> bool:
    return kind is LoopContext or (is_dataclass(kind) and str(kind.__module__).startswith("generator.pages."))
