"""The record of output/: what it holds, what it never believes, and what still stands."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.press import manifest
from generator.press.manifest import UNSURE, Cause, Inputs, Manifest, Printed

names = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\.:"), min_size=1, max_size=3)
paths = st.lists(names, min_size=1, max_size=3).map("/".join)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
printed = st.builds(
    Printed,
    st.builds(Cause, texts, texts, texts),
    st.dictionaries(paths, st.sampled_from([UNSURE, "0123456789abcdef"])),
)
manifests = st.builds(
    Manifest,
    st.dictionaries(texts, printed, max_size=5),
    st.builds(Inputs, texts, texts, texts, texts, texts),
    st.integers(0),
    st.lists(paths, max_size=2).map(tuple),
)


@given(manifests)
def test_a_manifest_reads_back_the_same(made: Manifest) -> None:
    """Any paths, digests and sizes survive the file, and the same files give the same bytes in whatever order."""
    assert Manifest.from_json(made.to_json()) == made
    turned = [(name, Printed(p.cause, dict(list(p.files.items())[::-1]))) for name, p in made.bundles.items()]
    backwards = dict(turned[::-1])
    assert Manifest(backwards, made.inputs, made.articles, made.kept).to_json() == made.to_json()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
HEAD = b'{"inputs": ["", "", "", "", ""], "articles": 0, "bundles": '


@given(st.one_of(st.binary(max_size=30), json_values.map(lambda value: json.dumps(value).encode())))
@example(HEAD + b'{"a": ["", "", "", {"b": Infinity}]}}')
@example(HEAD + b'{"a": ["", "", "", {"b": NaN}]}}')
@example(HEAD + b'{"a": ["", "", "", {"b": "1"}]}}')
@example(HEAD + b'{"a": ["", "", "", {"b": true}]}}')
@example(HEAD + b'{"a": ["", "", "", []]}}')
@example(HEAD + b'{"a": ["", "", "", "", {}]}}')
@example(HEAD + b'{"a": []}}')
@example(HEAD[:-11] + b'"kept": ["../x"], "bundles": {}}')
@example(HEAD[:-11] + b'"kept": {}, "bundles": {"a": ["", "", "", {"b": "0"}]}}')
@example(b'{"bundles": {}}')
@example(b"[" * 100_000)
@example(HEAD + b'{"a": ["", "", "", {"b": ' + b"9" * 5000 + b"}]}}")
def test_garbage_is_an_empty_manifest(data: bytes) -> None:
    """Whatever is not a manifest counts as none, so that everything is made anew."""
    assert Manifest.from_json(data) == Manifest()


@pytest.mark.parametrize(
    "path",
    ["../kept.html", "/etc/passwd", "a/../../kept.html", "", ".", "a/..", "C:\\x", "a\\..\\..\\x", "a/./..", "//x"],
)
def test_a_manifest_names_only_files_below_output(path: str) -> None:
    """A record that names a file outside of ``output/`` is not ours, and nothing in it is believed (or deleted)."""
    files = {"a.html": "", path: ""}
    text = json.dumps({"inputs": [""] * 5, "articles": 0, "kept": [], "bundles": {"b": ["", "", "", files]}})
    assert Manifest.from_json(text.encode()) == Manifest()
    assert Manifest.from_json(text.replace(f"{json.dumps(path)}: ", '"b.html": ').encode()) != Manifest()


def test_an_older_record_still_says_which_files_were_ours() -> None:
    """Of a record that banmian wrote before it noted digests every path is known, and nothing is believed of them."""
    text = HEAD + b'{"a": ["x", "y", "", {"a.html": 5}], "b": ["x", "y", "", {"b.html": -1}]}}'
    read = Manifest.from_json(text)
    assert read.files == {"a.html": UNSURE, "b.html": UNSURE}
    assert (read.inputs, read.kept) == (Inputs(), ())


def test_no_manifest(tmp_path: Path) -> None:
    """A folder without a manifest, or none at all, has an empty one."""
    assert manifest.read(tmp_path) == manifest.read(tmp_path / "nowhere") == (Manifest(), manifest.digest(b""))
