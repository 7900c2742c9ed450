"""The record of output/: what a build has to write, keep and delete."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.press import manifest
from generator.press.manifest import Indexed, Manifest, Printed

names = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\.:"), min_size=1, max_size=3)
paths = st.lists(names, min_size=1, max_size=3).map("/".join)
digests = st.sampled_from(["", "a", "b"])
printed = st.builds(Printed, digests, st.integers(-1, 10**12))
olds = st.dictionaries(paths, printed, max_size=8)
wanteds = st.dictionaries(paths, digests, max_size=8)


@given(olds, wanteds, st.data())
def test_a_plan_covers_everything_once(old: dict[str, Printed], wanted: dict[str, str], data: st.DataObject) -> None:
    """What is written and kept are the wanted files, none of them both; what is deleted is no longer wanted."""
    standing = data.draw(st.sets(st.sampled_from(sorted(old))) if old else st.just(set()))
    plan = manifest.plan(old, wanted, standing)
    assert sorted(plan.write + plan.keep) == sorted(wanted)
    assert sorted(plan.delete) == sorted(set(old) - set(wanted))
    assert all(path in standing and old[path].digest == wanted[path] for path in plan.keep)
    assert all(path not in standing or old[path].digest != wanted[path] for path in plan.write)


@given(wanteds)
def test_a_plan_carried_out_leaves_nothing_to_do(wanted: dict[str, str]) -> None:
    """Once everything wanted stands there, nothing is written or deleted any more."""
    old = {path: Printed(digest, 1) for path, digest in wanted.items()}
    plan = manifest.plan(old, wanted, old)
    assert (plan.write, plan.delete) == ((), ())


shelves = st.dictionaries(names, st.builds(Indexed, names, names, st.integers(0, 9999)), max_size=3)


@given(olds, shelves)
def test_a_manifest_reads_back_the_same(files: dict[str, Printed], search: dict[str, Indexed]) -> None:
    """Any paths, digests and sizes survive the file, and the same files give the same bytes in whatever order."""
    made = Manifest(files, search)
    assert Manifest.from_json(made.to_json()) == made
    assert Manifest(dict(reversed(files.items())), dict(reversed(search.items()))).to_json() == made.to_json()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.one_of(st.binary(max_size=30), json_values.map(lambda value: json.dumps(value).encode())))
@example(b'{"search": {}, "files": {"a": ["b", Infinity]}}')
@example(b'{"search": {}, "files": {"a": ["b", NaN]}}')
@example(b'{"search": {}, "files": {"a": ["b"]}}')
@example(b'{"files": {}}')
@example(b"[" * 100_000)
@example(b'{"search": {}, "files": {"a": ["b", ' + b"9" * 5000 + b"]}}")
def test_garbage_is_an_empty_manifest(data: bytes) -> None:
    """Whatever is not a manifest counts as none, so that everything is written anew."""
    assert Manifest.from_json(data) == Manifest()


@pytest.mark.parametrize(
    "path", ["../kept.html", "/etc/passwd", "a/../../kept.html", "", ".", "a/..", "C:\\x", "a\\..\\..\\x"]
)
def test_a_manifest_names_only_files_below_output(path: str) -> None:
    """A record that names a file outside of ``output/`` is not ours, and nothing in it is believed (or deleted)."""
    text = json.dumps({"search": "x", "files": {"a.html": ["b", 1], path: ["b", 1]}})
    assert Manifest.from_json(text.encode()) == Manifest()


def test_what_still_stands(tmp_path: Path) -> None:
    """A file counts as standing where it is there with the size it was written with."""
    (tmp_path / "whole").write_bytes(b"123")
    (tmp_path / "half").write_bytes(b"1")
    files = {name: Printed("d", 3) for name in ("whole", "half", "gone", "whole/below")}
    assert manifest.intact(tmp_path, files) == ["whole"]


def test_no_manifest(tmp_path: Path) -> None:
    """A folder without a manifest, or none at all, has an empty one."""
    assert manifest.read(tmp_path) == manifest.read(tmp_path / "nowhere") == Manifest()
