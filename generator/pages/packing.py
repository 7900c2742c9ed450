"""Turns cards into plain lists that JSON can hold, and back, to store them, send them to a process, and hash them.

A card becomes the list of its fields in order. Unpacking follows the declared types of the fields, so whatever was
stored, it can make only cards, tuples of them, texts and numbers.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = frozenset({str, int, float, bool, NoneType})


def pack(value: Any) -> Any:
    """A card, or a tuple or list of cards, as lists of plain values. Raises ``TypeError`` for anything else."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) is str else pack(item) for item in value]
    names = _names(kind)
    return [item if type(item := getattr(value, name)) is str else pack(item) for name in names]


def unpack(kind: type[T], packed: Any) -> T:
    """The card of the given kind that ``pack`` made a list of. Raises ``TypeError`` or ``ValueError``."""
    made: Any = kind
    card: T = _maker(made)(packed)
    return card


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"a card cannot hold {kind.__name__}")
    return tuple(field.name for field in fields(kind))


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return lambda value: value
    if origin in (Union, UnionType):
        (only,) = (part for part in inner if part is not NoneType)
        make = _maker(only)
        return lambda value: None if value is None else make(value)
    if origin is tuple and inner[1:] == (...,):
        return _tuple_of(inner[0])
    if origin is tuple:
        makers = tuple(map(_maker, inner))
        return lambda value: tuple(make(item) for make, item in zip(makers, value, strict=True))
    if is_dataclass(kind):
        return _card_of(kind)
    raise TypeError(f"a card cannot hold {kind}")


def _tuple_of(kind: Any) -> Callable[[Any], Any]:
    if kind in _PLAIN:
        return tuple
    make = _maker(kind)
    return lambda value: tuple(map(make, value))


def _card_of(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    order = _names(kind)
    # Most fields are plain values and are copied; only the others need a function call each.
    special = tuple((at, _maker(hints[name])) for at, name in enumerate(order) if hints[name] not in _PLAIN)

    def make(packed: Any) -> Any:
        values = list(packed)
        if len(values) != len(order):
            raise ValueError(f"{kind.__name__} has {len(order)} fields, not {len(values)}")
        for at, maker in special:
            values[at] = maker(values[at])
        return kind(*values)

    return make
