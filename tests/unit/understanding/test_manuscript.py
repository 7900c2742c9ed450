"""A raw text as blocks, before anything is decided."""

from collections import Counter

import pytest
from hypothesis import example, given

from generator.understanding.manuscript import HEADING_MARK, Block, from_text
from strategies import raw_issue


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("码头启用。", [Block(1, ("码头启用。",))]),
        ("码头启用。\n\n\n货轮靠岸。", [Block(1, ("码头启用。",)), Block(4, ("货轮靠岸。",), gap=2)]),
        ("\n\n  码头启用。  \n", [Block(3, ("码头启用。",), gap=2, indented=True)]),
        ("## 标题\n\n码头启用。", [Block(1, ("标题",), marked=True), Block(3, ("码头启用。",), gap=1)]),
        ("码头启用。\n### 标题", [Block(1, ("码头启用。",)), Block(2, ("标题",), marked=True)]),
        ("从“云上”到岸边  \n新港的一天", [Block(1, ("从“云上”到岸边", "新港的一天"))]),
        ("####### 七个。", [Block(1, ("####### 七个。",))]),
        ("#没有空格。", [Block(1, ("#没有空格。",))]),
    ],
)
def test_blocks(text: str, blocks: list[Block]) -> None:
    """A block is a paragraph or a headline with all its lines, its first line's number and the gap above it."""
    assert list(from_text(text).blocks) == blocks


@given(raw_issue)
@example("||")
def test_only_white_space_heading_marks_and_bars_are_taken_away(text: str) -> None:
    """Blocks and what was dropped hold every character of the text that is not white space, once."""
    taken = from_text(text)
    kept = "".join(line for block in taken.blocks for line in block.lines)
    dropped = "".join(mark for mark, _ in taken.dropped)
    assert set(dropped) <= {"#", "|", "｜"}
    assert Counter("".join((kept + dropped).split())) == Counter("".join(text.split()))


@given(raw_issue)
def test_blocks_keep_the_order_and_the_lines_of_the_text(text: str) -> None:
    """Blocks come in the order of the text, none is empty, and each begins on the line that it says."""
    lines = text.split("\n")
    blocks = from_text(text).blocks
    assert [block.line for block in blocks] == sorted({block.line for block in blocks})
    for block in blocks:
        own = lines[block.line - 1].strip()
        mark = HEADING_MARK.match(own)
        assert block.marked == bool(mark)
        assert block.lines[0].startswith(own[mark.end() :] if mark else own)
        assert all(line == line.strip() != "" for line in block.lines)
