"""The dictionary of headlines: what it cuts, and what it keeps."""

import sys
from pathlib import Path

import pytest

from generator.press.dictionary import CUTS, Dictionary

RUN = "新区召开经济工作会议"


def test_a_run_is_cut_into_words(tmp_path: Path) -> None:
    """Known words are found; joined again they are the run, and the same again from what was kept."""
    first = Dictionary(tmp_path)
    words = first.cut(RUN)
    first.save()
    assert "会议" in words
    assert "".join(words) == RUN
    assert Dictionary(tmp_path).cut(RUN) == words


def test_a_known_headline_does_not_load_the_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was cut before is read back, without jieba."""
    first = Dictionary(tmp_path)
    first.cut(RUN)
    first.save()
    monkeypatch.setitem(sys.modules, "jieba", None)
    assert "".join(Dictionary(tmp_path).cut(RUN)) == RUN


@pytest.mark.parametrize(
    "kept", ['{"jieba": "0.42.1", "cuts": {"新区召开经济工作会议": "旧区 召开"}}', "[]", "{", '{"cuts": []}']
)
def test_a_damaged_cache_changes_no_headline(tmp_path: Path, kept: str) -> None:
    """Cuts that are not the run, or cannot be read, are made anew."""
    (tmp_path / CUTS).write_text(kept, "utf-8")
    assert "".join(Dictionary(tmp_path).cut(RUN)) == RUN
