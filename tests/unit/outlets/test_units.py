"""The search's definition: cases shared with the browser, and units against plain substrings."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.outlets.search.text_units import (
    NOTHING,
    contains,
    field_units,
    fold,
    readings,
    runs,
    terms,
    title_letters,
)
from support import examples

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "search_units.json").read_text(encoding="utf-8")
)
TEXT_CASES = [case for case in CASES if "text" in case]
QUERY_CASES = [case for case in CASES if "terms" in case]
READING_CASES = [case for case in CASES if "readings" in case]

ALPHABET = "高质量发展中国〇○年月%+.·-:,，。“”《 \n0125AaBb５Ｇ𠮷é"


@pytest.mark.parametrize("case", TEXT_CASES, ids=lambda case: str(case["why"]))
def test_a_text_has_these_runs_and_units(case: dict[str, Any]) -> None:
    """A text is read as the case file says."""
    assert runs(case["text"]) == case["runs"]
    if "units" in case:
        assert field_units(case["text"]) == case["units"]


@pytest.mark.parametrize("case", QUERY_CASES, ids=lambda case: str(case["why"]))
def test_a_query_has_these_terms(case: dict[str, Any]) -> None:
    """A query is read as the case file says."""
    for term, asked in zip(terms(case["query"]), case["terms"], strict=True):
        probes = [list(probe) for probe in term.probes]
        found = {"units": list(term.units), "probes": probes, "title_only": term.title_only}
        assert {key: found[key] for key in asked} == asked


@pytest.mark.parametrize("case", READING_CASES, ids=lambda case: str(case["why"]))
def test_a_query_with_a_character_by_itself_has_these_readings(case: dict[str, Any]) -> None:
    """Such a character is read with its neighbours first, and then left out."""
    found = [
        {"units": [list(term.units) for term in reading.terms], "left_out": list(reading.left_out)}
        for reading in readings(case["query"])
    ]
    assert found == case["readings"]


def test_a_title_is_found_by_each_of_its_characters() -> None:
    """One character finds the titles that have it; a digit or letter those with a word that begins so."""
    assert title_letters("“三十”工程与5G，十") == ["三ᛚ", "十ᛚ", "工ᛚ", "程ᛚ", "与ᛚ", "5ᛚ"]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("到2026年底", "202", True),
        ("到2026年底", "026", False),
        ("到2026年底", "2026年", True),
        ("到2026年底", "202年", False),
        ("到2026年底", "到20", True),
        ("增长5.2%", "2%", False),
        ("增长5.2%", "长5.2%", True),
        ("“1+2+4+N”布局", "1+2+4+N布", True),
        ("发展，展望", "发展展望", False),
        ("刚果（金）与刚果（布）", "刚果（金）", True),
        ("刚果 金，刚果", "刚果（金）", False),
        ("在3 月23 日", "3 月 23 日", True),
        ("地、市州、县", "地、市、州、县", False),
        ("各地；市、州", "地、市、州", True),
    ],
)
def test_what_a_term_is_found_in(text: str, query: str, *, found: bool) -> None:
    """A word is whole but for its end at the term's end; punctuation is in between."""
    (term,) = readings(query)[0].terms
    assert contains(text, term) is found


@settings(max_examples=examples(1500), deadline=None)
@given(st.data())
def test_units_find_what_substrings_find(data: st.DataObject) -> None:
    """A term's units follow each other in a field's units exactly where its characters stand in the text."""
    text = data.draw(st.text(ALPHABET, max_size=40))
    if data.draw(st.booleans()) and text:
        start = data.draw(st.integers(0, len(text) - 1))
        query = text[start : start + data.draw(st.integers(1, 8))]
    else:
        query = data.draw(st.text(ALPHABET, min_size=1, max_size=5))
    for term in terms(query):
        words_apart = re.sub("(?<=[0-9a-z])\n(?=[0-9a-z])", "\0", "\n".join(term.atoms)).replace("\n", "")
        truth = stands_in(text, words_apart)
        assert contains(text, term) == truth
        if term.title_only:
            assert (term.units[0] in title_letters(text)) == truth
        else:
            assert follows(field_units(text), term.units) == truth
            assert stand(field_units(text), term.probes) == truth


@settings(max_examples=examples(1000), deadline=None)
@given(st.data())
def test_what_is_copied_from_a_text_stands_in_it(data: st.DataObject) -> None:
    """The first reading of a stretch of text is found in it; whatever is asked, units find what the text contains."""
    alphabet = data.draw(st.sampled_from((ALPHABET, "高质量发，。“） ")))
    text = data.draw(st.text(alphabet, max_size=40))
    first, last = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    query = data.draw(st.sampled_from((text[first:last], text[last:] + text[:first])))
    for term in readings(query)[0].terms:
        if not term.title_only:
            assert stand(field_units(text), term.probes) == contains(text, term)
            assert contains(text, term) or alphabet == ALPHABET or query != text[first:last]


@given(st.text(max_size=60))
def test_any_text_can_be_indexed(text: str) -> None:
    """Units are non-empty words of letters and digits, gaps apart, whatever the text."""
    for unit in field_units(text):
        assert unit == NOTHING or unit.isalnum()
    assert field_units(text)[-2:] == [NOTHING, NOTHING]
    assert len(fold(text)) == len(text)


@given(st.text(ALPHABET, max_size=40))
def test_no_unit_begins_another(text: str) -> None:
    """No unit is the beginning of another, so that the engine's search by beginnings finds it alone."""
    units = sorted({*field_units(text), *title_letters(text)} - {NOTHING})
    assert not [(one, other) for one, other in pairwise(units) if other.startswith(one)]


def stand(units: list[str], probes: tuple[tuple[int, str], ...]) -> bool:
    """Whether the units that are looked up stand at their distances."""
    return any(
        all(at + step < len(units) and units[at + step] == unit for step, unit in probes) for at in range(len(units))
    )


def follows(units: list[str], phrase: tuple[str, ...]) -> bool:
    """What the engine does with a quoted search."""
    return any(tuple(units[at : at + len(phrase)]) == phrase for at in range(len(units)))


def stands_in(text: str, term: str) -> bool:
    r"""The same question to the text itself, by its characters: an oracle that knows nothing of units.

    Only for ``ALPHABET``. A ``\0`` between two letters that white space or a quotation mark kept apart says
    that a word ended there.
    """
    folded = text.lower().translate(str.maketrans("５ｇ，", "5g,"))
    letter = "[0-9abg]"
    word = f"{letter}(?:\\.?{letter}){{0,23}}"
    folded = re.sub(f"(?<={letter})[\\s“”《]+(?={letter})", "\0", folded)
    folded = re.sub(r"[\s“”《]+", "\1", folded)
    ink = "[0-9a-z高质量发展中国〇○年月%+𠮷é]"
    separator = f"。|(?<!{ink})[·-]|[·-](?!{ink})|(?<![0-9])[:,]|[:,](?![0-9])|(?<!{letter})\\.|\\.(?!{letter})"
    for run in re.split(separator, folded):
        joined = run.replace("\1", "")
        words = [match.span() for match in re.finditer(word, joined)]
        inside = {at for start, end in words for at in range(start + 1, end)}
        if any(match.start() not in inside for match in re.finditer(f"(?={re.escape(term)})", joined)):
            return True
    return False
