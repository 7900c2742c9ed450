"""The catalogue of EPUBs: valid OPDS 1.2, in parts of which full ones never change."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import edition as papers
from generator.outlets import opds
from generator.outlets.epub import identity
from generator.pages import urls
from generator.pages.edition import TO_A_PAGE, Edition
from generator.pages.issue_summary import IssueFacts
from support import PROJECT

KEY = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = papers.site_card("https://news.example.org/p/")
FIRST, _ = papers.describe(papers.issue("2020-01-01"), SITE.base)


def issues(count: int) -> tuple[IssueFacts, ...]:
    """The facts of so many issues, a day apart."""
    days = (date(2020, 1, 1) + timedelta(days=at) for at in range(count))
    return tuple(papers.describe(papers.issue(day.isoformat()), SITE.base)[0] for day in days)


MANY = issues(3 * TO_A_PAGE)


def catalogue(count: int) -> dict[str, bytes]:
    """The catalogue of the first issues."""
    return dict(opds.catalogue(Edition(MANY[:count], (), SITE), KEY))


@pytest.mark.parametrize("count", [1, 2 * TO_A_PAGE - 1, 2 * TO_A_PAGE, 3 * TO_A_PAGE])
def test_it_is_valid(count: int) -> None:
    """Each part is what OPDS 1.2 asks for, with its links to itself, to the beginning and to an EPUB for each entry."""
    etree: Any = pytest.importorskip("lxml.etree")
    schema = etree.RelaxNG(etree.parse(PROJECT / "tests/schemas/opds.rng"))
    for path, data in catalogue(count).items():
        feed = etree.fromstring(data)
        schema.assertValid(feed)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == SITE.address + path
        assert links["start"] == SITE.address + urls.OPDS
        for entry in feed.iter(f"{ATOM}entry"):
            rels = [link.get("rel") for link in entry.findall(f"{ATOM}link")]
            assert rels == ["http://opds-spec.org/acquisition/open-access", "alternate"]


def test_each_part_leads_to_the_older_one() -> None:
    """From the newest on, following the links, a program meets every issue once, newest first."""
    etree: Any = pytest.importorskip("lxml.etree")
    found, path = [], urls.OPDS
    documents = catalogue(len(MANY))
    while path:
        feed = etree.fromstring(documents.pop(path))
        found += [issued.text for issued in feed.iter("{http://purl.org/dc/terms/}issued")]
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        path = links.get("next", "").removeprefix(SITE.address)
    assert found == [issue.id for issue in reversed(MANY)]
    assert documents == {}


@given(st.integers(min_value=0, max_value=len(MANY) - 1))
def test_an_issue_more_changes_only_the_newest_part(count: int) -> None:
    """Full parts stay as they are, byte for byte; now and then one more is full."""
    before, after = catalogue(count), catalogue(count + 1)
    assert {path for path in before if before[path] != after.get(path)} <= {urls.OPDS}
    assert len(after.keys() - before.keys()) <= 1


def test_nothing_is_no_catalogue() -> None:
    """A paper without issues has none, and none names an issue without articles."""
    assert catalogue(0) == {}
    bare = MANY[0].__class__(MANY[1].id, MANY[1].card, (), (), ())
    (only,) = dict(opds.catalogue(Edition((MANY[0], bare), (), SITE), KEY)).values()
    assert only.count(b"<entry>") == 1


def test_identifiers_follow_from_the_key_or_else_from_the_name() -> None:
    """With a key the name does not count; without one it does; two issues never share one."""
    assert identity.urn(KEY, "甲", "2026-03-25") == identity.urn(KEY, "乙", "2026-03-25")
    assert identity.urn("", "甲", "2026-03-25") != identity.urn("", "乙", "2026-03-25")
    assert len({identity.urn(key, "甲", day) for key in (KEY, "") for day in ("2026-03-25", "2026-03-25-b")}) == 4
