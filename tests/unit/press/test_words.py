"""Words of headlines: jieba's own cuts, from a dictionary that is laid out once."""

import logging
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.press.headline_words import FILE, Words, prepare
from support import examples

pytestmark = pytest.mark.slow

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    import jieba
jieba.setLogLevel(logging.WARNING)

RUN = "新区召开经济工作会议"

pieces = st.sampled_from(
    "新区 召开 经济 工作 会议 何映秋 的 了 不 一千四百万零二千七百六十户 高新技术产业开发区 々〇㐀 长江大桥".split()
)
runs = st.lists(st.one_of(pieces, st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=4)))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    """The dictionary, from a cache that has just been laid out."""
    folder = tmp_path_factory.mktemp("words")
    prepare(folder)
    return Words(folder)


@settings(max_examples=examples(300))
@given(runs.map("".join))
@example("南京市长江大桥")
@example("〇々")
@example("\u9fd6\u9fff")
@example("")
def test_cuts_are_jiebas(words: Words, run: str) -> None:
    """Any run of Han characters is cut as jieba cuts it."""
    assert words.cut(run) == tuple(jieba.cut(run, HMM=False))


def test_jieba_is_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dictionary is read without importing jieba, whether or not it was laid out before."""
    monkeypatch.setitem(sys.modules, "jieba", None)
    monkeypatch.setattr("generator.press.headline_words.find_spec", lambda _: jieba.__spec__)
    without = Words(tmp_path).cut(RUN)
    prepare(tmp_path)
    assert Words(tmp_path).cut(RUN) == without


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", None])
def test_a_damaged_cache_changes_no_headline(tmp_path: Path, damage: bytes | None) -> None:
    """A cache that is cut short or changed in a single byte is laid out anew."""
    prepare(tmp_path)
    expected = Words(tmp_path).cut(RUN)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole.replace("会议".encode(), "会仪".encode()) if damage is None else damage)
    assert Words(tmp_path).cut(RUN) == expected
    prepare(tmp_path)
    assert (tmp_path / FILE).read_bytes() == whole
