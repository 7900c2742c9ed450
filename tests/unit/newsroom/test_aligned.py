"""Where paragraphs stood in the raw source, and what of the source stands nowhere."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import store
from generator.content.edits.changes import Draft
from generator.newsroom import aligned, issue_folder
from generator.newsroom.aligned import Aligned, Piece
from generator.newsroom.convert import convert
from generator.sources import readers
from generator.sources.raw import Raw
from strategies import raw_issue
from support import PROJECT

SOURCE = """\
第1版 要闻

## 新港码头启用

本报讯(记者周采薇)昨日，新港码头启用，首艘货轮满载春
茶离港。

2026年3月25日 星期三

岸上的人都来了，码头上很热闹，一直到晚上才散去。

# 北街菜市场搬家

昨日，新港码头启用。

北街的菜市场昨日搬家，一百二十个摊位全部安上电子秤。
"""


def _align(*pieces: tuple[str, str, str], source: str = SOURCE) -> Aligned:
    return aligned.align(source, [Piece(*piece) for piece in pieces])


def _shown(found: Aligned, owner: str, place: str) -> list[str]:
    return [found.source[start:end] for start, end in found.stretches.get((owner, place), ())]


def test_a_paragraph_is_found_over_line_ends_and_marks() -> None:
    """White space does not count, and the marks of headings belong to nothing."""
    paragraph = "本报讯(记者周采薇)昨日，新港码头启用，首艘货轮满载春茶离港。"
    found = _align(("01", "title", "新港码头启用"), ("01", "1", paragraph))
    assert _shown(found, "01", "1") == [paragraph.replace("春茶", "春\n茶")]
    assert _shown(found, "01", "title") == ["新港码头启用"]
    left = [found.source[start:end] for start, end in found.left_out]
    assert left[0] == "第1版 要闻"
    assert not any("#" in text for text in left)


def test_a_changed_paragraph_is_found_with_what_was_changed() -> None:
    """Words that an editor changed or deleted inside a paragraph belong to its stretch, and are not left out."""
    paragraph = "本报讯(记者周采微)昨日，码头启用，首艘大货轮满载春茶离开港口。"
    found = _align(("01", "1", paragraph))
    (shown,) = _shown(found, "01", "1")
    assert shown.startswith("本报讯(记者周采薇)昨日，新港码头启用")
    assert "新港码头启用，首艘" not in [SOURCE[start:end] for start, end in found.left_out]


def test_a_torn_paragraph_has_its_parts() -> None:
    """A paragraph into which a line of furniture was set has two stretches, and the line its own."""
    paragraph = "首艘货轮满载春茶离港。岸上的人都来了，码头上很热闹，一直到晚上才散去。"
    found = _align(("01", "1", paragraph), (aligned.FURNITURE, "1", "2026年3月25日 星期三"))
    assert "".join("".join(_shown(found, "01", "1")).split()) == paragraph
    assert len(_shown(found, "01", "1")) == 2
    assert _shown(found, aligned.FURNITURE, "1") == ["2026年3月25日 星期三"]


def test_of_words_that_stand_twice_the_nearer_are_taken() -> None:
    """A short line that stands twice in the source is found beside the other lines of its article."""
    story = ("02", "2", "北街的菜市场昨日搬家，一百二十个摊位全部安上电子秤。")
    (start, _), *_ = _align(story, ("02", "1", "昨日，新港码头启用")).stretches["02", "1"]
    assert start == SOURCE.rindex("昨日，新港")
    other = ("01", "2", "岸上的人都来了，码头上很热闹，一直到晚上才散去。")
    (start, _), *_ = _align(other, ("01", "1", "新港码头启用，首艘")).stretches["01", "1"]
    assert start == SOURCE.index("新港码头启用，首艘")


def test_what_is_not_in_the_source_is_nowhere() -> None:
    """An editor's own paragraph has no stretch; what no article has is left out, line ends not counted."""
    found = _align(("01", "1", "编辑自己写的一整段话，原稿里根本就没有。"), ("01", "2", " "))
    assert found.stretches == {}
    assert [SOURCE[start:end] for start, end in found.left_out][:1] == ["第1版 要闻"]
    assert _align(source="") == Aligned("", {}, ())


@pytest.mark.parametrize("issue_id", ["2026-03-11", "2026-03-18", "2026-03-25"])
def test_the_sample_is_found_in_its_sources(issue_id: str) -> None:
    """Of the sample's raw texts nothing is left out, and no two lines share a character of them."""
    folder = PROJECT / "content/issues" / issue_id
    issue = store.load_issue(folder, PROJECT)
    (file,) = issue_folder.raw_files(Draft(PROJECT), issue_id)
    pieces = [piece for article in issue.articles for piece in aligned.pieces(article.id[-2:], article)]
    found = aligned.align(readers.read(file)[0].text, [*pieces, *aligned.furniture(issue.furniture)])
    assert found.left_out == ()
    spans = sorted(stretch for parts in found.stretches.values() for stretch in parts)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(raw_issue, st.data())
def test_all_of_an_imported_text_is_found(raw: str, data: st.DataObject) -> None:
    """What import wrote is found character by character; of a paragraph that is deleted its stretch is left out."""
    converted = convert([Raw(raw, "raw.txt")], issue_id="2026-03-25", issue_date=date(2026, 3, 25))
    articles = converted.issue.articles
    pieces = [piece for article in articles for piece in aligned.pieces(article.id[-2:], article)]
    pieces += aligned.furniture(converted.issue.furniture)
    assert aligned.align(raw, pieces).left_out == ()
    if not pieces:
        return
    gone = data.draw(st.sampled_from(pieces))
    left = aligned.align(raw, [piece for piece in pieces if piece is not gone]).left_out
    characters = "".join("".join(raw[start:end].split()) for start, end in left)
    assert len(characters) == len("".join(gone.text.split()))
