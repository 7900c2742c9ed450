"""Decides which bundles must be made, by comparing the cause of each with the cause noted by the last build.

The functions here are pure: they get facts and digests as arguments and read no file.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generator.errors import ContentError
from generator.press.manifest import Inputs, Manifest, twin
from generator.press.output import Bundle


@dataclass(frozen=True, slots=True)
class Plan:
    """The bundles to make, each with the reason, and the names of the bundles that need not be made again."""

    make: tuple[tuple[Bundle, str], ...]
    keep: tuple[str, ...]


def plan(wanted: Iterable[Bundle], old: Manifest, inputs: Inputs, damaged: Collection[str]) -> Plan:
    """Compares the wanted bundles with those of the last build.

    ``damaged`` are bundles of which a file in ``output/`` is missing or was altered.
    Raises ``ContentError`` where two bundles want one name.
    """
    make: list[tuple[Bundle, str]] = []
    keep: list[str] = []
    names: set[str] = set()
    for bundle in wanted:
        if bundle.name in names:
            raise ContentError(twin(bundle.name))
        names.add(bundle.name)
        why = reason(bundle, old, inputs, damaged)
        if why:
            make.append((bundle, why))
        else:
            keep.append(bundle.name)
    return Plan(tuple(make), tuple(keep))


def reason(bundle: Bundle, old: Manifest, inputs: Inputs, damaged: Collection[str]) -> str:
    """Why a bundle must be made, in words for a person; ``""`` where it need not."""
    before = old.bundles.get(bundle.name)
    if before is None:
        return "新的"
    if bundle.follows_code and old.inputs.program != inputs.program:
        return "banmian 或它用的程序库换了版本"
    if bundle.follows_settings and old.inputs.paper != inputs.paper:
        return "newspaper.toml 改了"
    changes = (
        (before.cause.templates != bundle.cause.templates, "用到的模板或静态文件改了"),
        (before.cause.content != bundle.cause.content, bundle.changed),
        (before.cause.around != bundle.cause.around, "前后期、栏目或标签的链接变了"),
        (bundle.name in damaged, "output 里的文件丢了，或被改过"),
    )
    return "；".join(words for changed, words in changes if changed)
