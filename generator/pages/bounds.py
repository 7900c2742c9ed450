"""How much a paper's own templates may do while one page is made: they may be wrong, but must come to an end.

Banmian's own templates are not watched; what they loop over is as large as the content is. In any other template, each
round of a loop, each call of a macro and each part of a long text is counted against the page, and whatever can make a
large thing out of small ones is asked for the size first. ``watched`` puts these counts into a template's tree before
it is compiled. What is left open is told in ``ARCHITECTURE.md``.
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
"""Rounds of loops and calls of macros for one page."""
LONGEST = 1_000_000
"""Characters of a text, or items of a list, that a template puts together."""
LONGEST_RANGE = 100_000
LARGEST = 10_000
"""Bits of a number that a template calculates."""
_PIECE = 100
"""So many characters count as a round."""

_WIDE = re.compile(r"%[^a-zA-Z%]*(\d{4}|\*)")

_left: ContextVar[int] = ContextVar("left", default=MOST_ROUNDS)


def begin() -> None:
    """A page is begun: nothing has been counted yet."""
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


@pass_context  # else Jinja would carry it out once, when it compiles, and never again
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
    """What ``range`` gives, if it is not too long."""
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
"""What stands in a watched tree in place of operators and of filters that make texts longer; nobody can name it."""


def watched(tree: nodes.Template) -> nodes.Template:
    """The tree of a paper's own template, changed so that all that could grow or never end is counted."""
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
