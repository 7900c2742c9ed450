"""The quick way to read an article or an issue: the same as the long way, or nothing."""

import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content import fields, frontmatter, quick, store
from generator.errors import ContentError
from generator.model import Article, Folio, Issue, Photo
from strategies import ANY_CHARACTER, articles, issues
from support import examples

pytestmark = pytest.mark.slow

WRITTEN = articles("2026-03-25", 3).map(store.format_article)
PLAIN = store.format_article(
    Article(
        "2026-03-25-03",
        order=3,
        title="标题",
        byline="记者",
        topics=("economy",),
        tags=("码头",),
        body="正文。\n\n第二段。",
    )
)


def long_way(text: str) -> Article | None:
    """The article as YAML and the validator have it; ``None`` where they refuse it."""
    try:
        return fields.read_article(frontmatter.parse(text, "01.md"), "01.md")
    except ContentError:
        return None


@settings(max_examples=examples(200))
@given(WRITTEN)
def test_what_import_writes(text: str) -> None:
    """Any article that was written by us is read as it was written, whichever way."""
    found = quick.article(text)
    assert found is None or found == long_way(text)


def test_a_plain_file_is_read_quickly() -> None:
    """A file as nearly all are is read without YAML."""
    assert quick.article(PLAIN) == long_way(PLAIN) != None  # noqa: E711 - both, and something


def test_a_picture_in_words_is_read_quickly() -> None:
    """A photo may have an ``alt`` behind its other keys, each its own; no YAML is needed for it."""
    photos = (Photo("甲", "a.png", alt="红日"), Photo("乙", "b.png", "周采薇", "周采薇 摄"), Photo("丙", alt="白鹭"))
    text = store.format_article(Article("2026-03-25-03", order=3, photos=photos))
    assert quick.article(text) == long_way(text) == Article("2026-03-25-03", order=3, photos=photos)
    assert text.count("alt:") == 2


OWN = PLAIN.replace(
    "---\n\n", 'extra:\n  票价: "免费"\n  limit: 200\n  hot: true\n  since: 2026-03-01\n  rate: 5.2\n---\n\n'
)


def test_values_of_the_papers_own_are_read_quickly() -> None:
    """Simple values under ``extra:`` need no YAML, and have the same types as by the long way."""
    found, expected = quick.article(OWN), long_way(OWN)
    assert found
    assert expected
    assert repr(found) == repr(expected)
    assert found.extra == (("票价", "免费"), ("limit", 200), ("hot", True), ("since", date(2026, 3, 1)), ("rate", 5.2))


SHORT = st.integers(0, 3)
EDITS = st.sampled_from(
    [
        *"\"\\'#:-[]{},&*!|>%@`~ \t\n\u00a0\u0085\u2028\ufeff\x00\x7f",
        "\\n",
        "null",
        "true",
        "---\n",
        "- ",
        "  ",
        "２",
        "日",
    ]
)


@settings(max_examples=examples(500))
@given(st.one_of(WRITTEN, st.just(OWN)), st.data())
@example(PLAIN.replace("标题", " 标题 "), None)
@example(PLAIN.replace("标题", "标\u0085题"), None)
@example(PLAIN.replace('"标题"', "'标题'"), None)
@example(PLAIN.replace("order: 3", "order: 03"), None)
@example(PLAIN.replace("null", "2026-02-31"), None)
@example(PLAIN.replace("news", "sport"), None)
@example(PLAIN.replace("码头", ""), None)
@example(PLAIN.replace("---\n\n正文", "---\n正文"), None)
@example(PLAIN.replace("---\n\n正文", "--- \n\n正文"), None)
@example(PLAIN.replace("\n", "\r\n"), None)
@example("\ufeff" + PLAIN, None)
@example(OWN.replace("limit", "hot"), None)
@example(OWN.replace("limit", "items"), None)
@example(OWN.replace("200", "0200"), None)
@example(OWN.replace("200", "-0"), None)
@example(OWN.replace("5.2", "0.00001"), None)
@example(OWN.replace("5.2", "5.20"), None)
@example(OWN.replace("03-01", "02-31"), None)
@example(OWN.replace("免费", " 免费 "), None)
@example(OWN.replace("  limit", " limit"), None)
def test_a_file_that_somebody_edited(text: str, data: st.DataObject | None) -> None:
    """Whatever is put in or taken out anywhere: the quick way says the same as the long way, or nothing."""
    if data is not None:
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(text)))
            cut = data.draw(st.integers(0, 3))
            text = text[:at] + data.draw(st.one_of(EDITS, ANY_CHARACTER)) + text[at + cut :]
    found = quick.article(text)
    assert found is None or repr(found) == repr(long_way(text))


ISSUE = store.format_issue(
    Issue("2026-03-25", date(2026, 3, 25), 7, (Folio("01", "要闻"), Folio("A2")), ("责任编辑：某某", "第2版"))
)


@settings(max_examples=examples(300))
@given(issues("2026-03-25").map(store.format_issue), st.data())
@example(ISSUE, None)
@example(ISSUE.replace("要闻", " 要闻"), None)
@example(ISSUE.replace("03-25", "02-31"), None)
@example(ISSUE.replace("number: 7", "number: 07"), None)
@example(ISSUE.replace('"A2"', '"Ａ2"'), None)
@example(ISSUE.replace("第2版", ""), None)
@example(ISSUE.replace("format: 2", "format: 3"), None)
@example(ISSUE.replace("format: 2\n", ""), None)
def test_an_issue_that_somebody_edited(text: str, data: st.DataObject | None) -> None:
    """The same holds for what an issue declares."""
    if data is not None:
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.one_of(st.just(""), EDITS, ANY_CHARACTER)) + text[at + data.draw(SHORT) :]
    found = quick.issue(text, "2026-03-25")
    try:
        expected = fields.read_issue(frontmatter.parse(text, "issue.md"), "issue.md", "2026-03-25")
    except ContentError:
        expected = None
    assert found is None or found == expected


def test_a_plain_issue_is_read_quickly() -> None:
    """An issue as nearly all are is read without YAML."""
    assert quick.issue(ISSUE, "2026-03-25") == Issue(
        "2026-03-25", date(2026, 3, 25), 7, (Folio("01", "要闻"), Folio("A2")), ("责任编辑：某某", "第2版")
    )


def test_it_is_quick_for_a_reason() -> None:
    """The one expression does not go back over what it has read: a hostile file takes no longer than its length."""
    assert quick.article(re.sub("标题", '" ' * 20_000, PLAIN)) is None
