"""Look-alikes of everyday characters: read as what the page shows, counted, and nothing else touched."""

import unicodedata
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from generator.sources import radicals
from generator.sources.radical_table import IDEOGRAPHS, RADICALS
from support import each_case

BLOCKS = [chr(code) for block in (range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6)) for code in block]
UNPAIRED = {"\u2e80", "\u2e9a"}
"""One repeats what stands above it, the other is no character."""

some_text = st.text(st.one_of(st.sampled_from(BLOCKS), st.characters(exclude_categories=["Cs"])), max_size=60)


@each_case("look_alikes")
def test_what_is_read(case: dict[str, str]) -> None:
    """A radical is read as the character that it looks like on its page."""
    assert radicals.folded(case["text"])[0] == case["read"]


def test_both_blocks_are_read_whole() -> None:
    """Every radical of the two blocks that Unicode pairs with an ideograph is in the table, once."""
    assert set(RADICALS) == set(BLOCKS) - UNPAIRED
    assert len(RADICALS) == len(IDEOGRAPHS) == len(set(RADICALS))
    assert not set(IDEOGRAPHS) & set(BLOCKS)


def test_the_table_agrees_with_unicode() -> None:
    """The Kangxi radicals are compatibility characters, and their decompositions are the table's ideographs."""
    kangxi = [(one, other) for one, other in zip(RADICALS, IDEOGRAPHS, strict=True) if one >= "\u2f00"]
    assert [(one, unicodedata.normalize("NFKC", one)) for one, _ in kangxi] == kangxi


@given(some_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    """What was read holds nothing more to read."""
    read, _ = radicals.folded(text)
    assert radicals.folded(read) == (read, ())


@given(some_text)
def test_everything_else_stays(text: str) -> None:
    """Character by character: a radical becomes one ideograph, anything else is what it was."""
    read, _ = radicals.folded(text)
    assert len(read) == len(text)
    assert all(one == other or one in RADICALS for one, other in zip(text, read, strict=True))


@given(some_text)
def test_the_account_is_exact(text: str) -> None:
    """The text that was given, less what is told as changed, is the text that was read."""
    read, changes = radicals.folded(text)
    count = Counter(text)
    for change in changes:
        count[change.printed] -= change.times
        count[change.read] += change.times
    assert +count == Counter(read)


def test_forms_are_look_alikes_only_where_they_are_asked_for() -> None:
    """The fonts of a PDF name characters by compatibility forms; full width is no such form."""
    text = "⽅\uf900ﬁ１（"
    assert radicals.table(text, forms=True) == {"⽅": "方", "\uf900": "\u8c48", "ﬁ": "fi"}
    assert radicals.table(text) == {"⽅": "方"}
