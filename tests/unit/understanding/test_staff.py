"""The people whom a printed page names as responsible for it."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from generator.language import staff
from generator.newsroom import convert
from generator.sources.raw import Raw
from support import each_case

STORY = "杨家渡码头启用\n\n本报讯（记者周采薇）昨日上午，杨家渡码头正式启用，第一艘货轮靠岸卸货，装的是两千吨化肥。\n\n"
NAMED = {"H08": "01deb47bfe5ef6da", "H12": "01deb47bfe5ef6da", "O02": "285dfa077565a0e6", "O03": "5a70db612581414c"}


@each_case("staff")
def test_people_are_read_as_printed(case: dict[str, Any]) -> None:
    """Posts and names come out as they stand in a line of furniture; a section or a telephone number is nobody."""
    assert [list(person) for person in staff.people(case["line"])] == case["people"]


def test_a_line_belongs_to_the_folio_that_is_named_above_it() -> None:
    """Unless the paper prints these lines above the numbers of its 版, which the first of them shows."""
    below = "第1版 要闻\n\n责编：许若川\n\n{}第2版 民生\n\n责编：邵闻笛\n\n{}"
    above = "责编：许若川\n\n第1版 要闻\n\n{}责编：邵闻笛\n\n第2版 民生\n\n{}"
    for form in (below, above):
        text = form.format(STORY.replace("码头", "菜场"), STORY)
        issue = convert.convert((Raw(text, "raw.txt"),), issue_id="2026-03-25", issue_date=date(2026, 3, 25)).issue
        assert [(folio.number, folio.staff) for folio in issue.folios] == [
            ("01", (("责编", "许若川"),)),
            ("02", (("责编", "邵闻笛"),)),
        ]


def test_the_open_pages_name_who_they_name(shared: Path) -> None:
    """What was read by hand from four raw pages; their names stay outside the project, so digests stand for them."""
    for page, digest in NAMED.items():
        (path,) = (shared / "conversion").glob(f"open*/raw/{page}.txt")
        raw = Raw(path.read_text("utf-8"), path.name)
        issue = convert.convert((raw,), issue_id="2026-03-25", issue_date=date(2026, 3, 25)).issue
        named = "".join(f"{folio.number} {post} {name}\n" for folio in issue.folios for post, name in folio.staff)
        assert hashlib.sha256(named.encode()).hexdigest()[:16] == digest, page
