"""Lines that say who wrote or who took the picture, taken apart into roles, deeds, units, posts and names."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from generator.language import person_names, scripts, signatures
from strategies import name, sentence
from support import each_case

ROLE_WORDS = st.sampled_from(
    ["记者", "本报记者", "通讯员", "见习记者", "摄影", "文／", "图/", "□", "（", "）", " 摄", "、", " "]
)


def shown(found: signatures.Signature | None) -> dict[str, Any] | None:
    """A signature as the case file writes it."""
    if found is None:
        return None
    said = [word for word in ("sure", "bracketed", "marked", "named", "credit", "both") if getattr(found, f"is_{word}")]
    had = [word for word in ("unit", "role") if getattr(found, f"has_{word}")]
    wrote = [[author.name, author.role.value] for author in found.wrote]
    return {"wrote": wrote, "pictured": list(found.pictured), "is": said + had}


@each_case("signatures")
def test_signatures(case: dict[str, Any]) -> None:
    """A line is a signature where nothing is left but roles, deeds, units, posts and names."""
    assert shown(signatures.read(case["name"])) == case["signature"]


@given(st.lists(st.one_of(name, ROLE_WORDS), min_size=1, max_size=6).map("".join))
@example("记者文／ 摄记者")
def test_names_are_given_as_printed(line: str) -> None:
    """Every name of a signature stands in its line, and nobody is named twice."""
    found = signatures.read(line)
    if found is not None:
        everyone = [author.name for author in found.wrote] + list(found.pictured)
        assert all(one in "".join(line.split()) for one in everyone)
        assert len(set(found.wrote)) == len(found.wrote)


@given(st.one_of(sentence, st.lists(st.one_of(name, ROLE_WORDS), max_size=6).map("".join)))
def test_rules_know_both_scripts(line: str) -> None:
    """A line says the same of its form whether it is read as printed or in simplified characters."""
    printed, plain = signatures.read(line), signatures.read(scripts.simplified(line))
    assert (printed is None) == (plain is None)
    if printed is not None and plain is not None:
        assert (printed.is_sure, printed.is_credit) == (plain.is_sure, plain.is_credit)


def test_a_surname_tells_a_name() -> None:
    """Two or three characters behind a surname are a name, four behind a double one; a common word is none."""
    assert all(map(person_names.has_surname, ["周采薇", "郑明", "欧阳小满", "許若川"]))
    assert not any(map(person_names.has_surname, ["羊角灯", "阿依古丽", "周采薇同志"]))
