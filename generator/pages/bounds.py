"""Limits on time and memory for a paper's own templates, so that a mistake in one cannot hang or crash a build.

Banmian's own templates are not limited. In any other template, each round of a loop, each call of a macro and each part
of a long text is counted for the page, and every operation that can make a large value out of small ones is checked
before it is carried out. ``watched`` adds these checks to a template's syntax tree before it is compiled.
``ARCHITECTURE.md`` says what these limits do not cover.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from jinja2 import nodes, pass_context, pass_eval_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.filters import do_batch, do_center, do_format, do_indent, do_join, do_replace, do_slice
from jinja2.runtime import Context, markup_join
from jinja2.visitor import NodeTransformer

N = TypeVar("N", bound=nodes.Node)

MOST_ROUNDS = 1_000_000
"""How many rounds of loops and calls of macros one page may take."""
LONGEST = 1_000_000
"""Characters of a text, or items of a list, that a template puts together."""
LONGEST_RANGE = 100_000
LARGEST = 10_000
"""Bits of a number that a template calculates."""
_PIECE = 100
"""How many characters of text count as one round."""

_WIDE = re.compile(r"%[^a-zA-Z%]*(\d{4}|\*)")

_left: ContextVar[int] = ContextVar("left", default=MOST_ROUNDS)


def begin() -> None:
    """Starts counting anew, for a new page."""
    _left.set(MOST_ROUNDS)


def _spend(rounds: int) -> None:
    left = _left.get() - rounds
    _left.set(left)
    if left < 0:
        raise TemplateRuntimeError(f"循环和调用超过 {MOST_ROUNDS} 次，像是停不下来")


def _fits(size: int) -> None:
    if size > LONGEST:
        raise TemplateRuntimeError(f"拼出来的文字或列表超过 {LONGEST}")
    _spend(max(size, 0) // _PIECE)


def _sized(value: Any) -> Any:
    if isinstance(value, str | list | tuple):
        _fits(len(value))
    elif isinstance(value, int):
        _small(value.bit_length())
    return value


def _small(bits: float) -> None:
    if bits > LARGEST:
        raise TemplateRuntimeError("算出来的数太大")


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        _spend(1)
        yield item


def _put_out(value: Any) -> Any:
    if isinstance(value, str):
        _spend(len(value) // _PIECE)
    return value


@pass_context  # otherwise Jinja would evaluate it only once, as a constant, when it compiles the template
def _once_more(_context: Context, value: Any) -> Any:
    _spend(1)
    return value


def _add(left: Any, right: Any) -> Any:
    return _sized(left + right)


def _multiply(left: Any, right: Any) -> Any:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | list | tuple) and isinstance(other, int):
            _fits(len(one) * other)
    if isinstance(left, int) and isinstance(right, int):
        _small(left.bit_length() + right.bit_length())
    return left * right


def _power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        _small(left.bit_length() * right)
    return left**right


def _remainder(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        _format_fits(left)
    return _sized(left % right)


def _format_fits(text: str) -> None:
    if _WIDE.search(text):
        raise TemplateRuntimeError("格式里的宽度太大")


def _joined(parts: list[Any]) -> Any:
    return _sized(markup_join(parts))


def _format(value: str, *given: Any, **named: Any) -> Any:
    _format_fits(str(value))
    return _sized(do_format(value, *given, **named))


def _center(value: str, width: int = 80) -> str:
    _fits(width)
    return do_center(value, width)


def _batch(value: Iterable[Any], linecount: int, fill_with: Any = None) -> Iterator[Any]:
    _fits(linecount)
    return do_batch(value, linecount, fill_with)


def _slice(context: nodes.EvalContext, value: Collection[Any], slices: int, fill_with: Any = None) -> Iterator[Any]:
    _fits(slices)
    yield from do_slice(context, value, slices, fill_with)


def _indent(s: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:  # noqa: FBT001, FBT002 - Jinja's
    _fits(s.count("\n") * (width if isinstance(width, int) else len(width)))
    return do_indent(s, width, first, blank)


def _replace(context: nodes.EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    _fits(len(s) + str(s).count(str(old)) * len(str(new)))
    return do_replace(context, s, old, new, count)


def _join(context: nodes.EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
    items = list(value)
    _fits(sum(len(item) for item in items if isinstance(item, str)) + len(items) * len(str(d)))
    return do_join(context, items, d, attribute)


def short_range(*given: int) -> range:
    """``range`` for templates. Raises ``TemplateRuntimeError`` for one of more than ``LONGEST_RANGE`` numbers."""
    found = range(*given)
    if len(found) > LONGEST_RANGE:
        raise TemplateRuntimeError(f"range 太长，最多 {LONGEST_RANGE}")
    return found


_OPERATORS: dict[type[nodes.Expr], str] = {nodes.Add: "+", nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%"}
_GROWING: dict[str, Callable[..., Any]] = {
    "batch": _batch,
    "center": _center,
    "format": _format,
    "indent": _indent,
    "join": pass_eval_context(_join),
    "replace": pass_eval_context(_replace),
    "slice": pass_eval_context(_slice),
}
FILTERS: dict[str, Callable[..., Any]] = {
    "+": _add,
    "*": _multiply,
    "**": _power,
    "%": _remainder,
    "~": _joined,
    "{{ }}": _put_out,
    "for": _counted,
    "call": _once_more,
    **{f"| {name}": grown for name, grown in _GROWING.items()},
}
"""The filters that replace operators, and filters that make texts longer, in a watched tree.

Their names are no identifiers, so that no template can call them by name.
"""


def watched(tree: nodes.Template) -> nodes.Template:
    """The syntax tree of a paper's own template, with checks added around everything that is limited."""
    found: nodes.Template = _Watch().visit(tree)
    found.body.insert(0, _tick(found))
    return found


class _Watch(NodeTransformer):
    """Puts filters around what must be counted."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        super().generic_visit(node, *args, **kwargs)
        match node:
            case nodes.For():
                node.iter = _filtered("for", cast("nodes.Expr", node.iter))
                if node.recursive:
                    node.body.insert(0, _tick(node))
            case nodes.Macro() | nodes.CallBlock():
                node.body.insert(0, _tick(node))
            case nodes.Output():
                node.nodes = [
                    part if isinstance(part, nodes.TemplateData) else _filtered("{{ }}", part) for part in node.nodes
                ]
            case nodes.Concat():
                return _filtered("~", _placed(nodes.List(node.nodes), node))
            case nodes.BinExpr() if type(node) in _OPERATORS:
                return _filtered(_OPERATORS[type(node)], node.left, node.right)
            case nodes.Filter() if node.name in _GROWING:
                node.name = f"| {node.name}"
        return node


def _tick(at: nodes.Node) -> nodes.Node:
    return _placed(nodes.ExprStmt(_filtered("call", _placed(nodes.Const(None), at))), at)


def _filtered(name: str, value: nodes.Expr, *more: nodes.Expr) -> nodes.Filter:
    return _placed(nodes.Filter(value, name, list(more), [], None, None), value)


def _placed(node: N, at: nodes.Node) -> N:
    node.set_lineno(at.lineno)
    if at.environment:
        node.set_environment(at.environment)
    return node
