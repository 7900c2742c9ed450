"""Import's pure heart: whatever text comes in, nothing is lost, nothing invented, nothing left to chance."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content import fields, frontmatter, store
from generator.errors import ImportRefused
from generator.model import Article, Issue
from generator.newsroom import account
from generator.newsroom.convert import convert
from generator.sources.raw import Raw
from generator.understanding import manuscript
from raw_texts import DAY, converted, printed
from strategies import raw_issue
from support import examples


def characters(text: str) -> Counter[str]:
    """A text's characters but for white space."""
    return Counter("".join(text.split()))


@settings(max_examples=examples(150))
@given(raw_issue)
@example("٣版\n\n本报讯 码头启用。")
@example("总第000期")
@example("A１版 要闻")
@example("本报讯 甲\u0085乙\u2028丙*丁")
@example("## ## 码头\n\n#\n\n*本报讯* 码头。")
@example("1. 甲\n\n2. 乙\n\n- 丙\n\n    丁")
@example("第1版\n" * 3)
@example("摄")
@example("周采薇 摄\n\n周采薇 摄")
@example("（林望舒 郑明）")
@example("---\n\n---")
@example("||")
def test_nothing_is_lost_or_invented(text: str) -> None:
    """Articles, furniture and dropped marks hold every character of the source once, and what is written reads back."""
    made = converted(text)
    balance = made.balance
    parts = balance.articles + balance.furniture + balance.dropped
    assert balance.source == parts == characters(text).total()
    kept = "".join((*map(printed, made.issue.articles), *made.issue.furniture))
    dropped = characters(text) - characters(kept)
    assert (dropped.total(), set(dropped) <= {"#", "|"}) == (balance.dropped, True)  # headings' marks, tables' lines
    assert characters(kept) - characters(text) == Counter()
    for article in made.issue.articles:
        document = frontmatter.parse(store.format_article(article), "01.md")
        assert fields.read_article(document, "01.md") == article
    document = frontmatter.parse(store.format_issue(made.issue), "issue.md")
    assert fields.read_issue(document, "issue.md", made.issue.id).number == made.issue.number


@given(raw_issue)
def test_the_same_text_gives_the_same_issue(text: str) -> None:
    """Importing is a function of the text: a second time gives the very same result."""
    assert converted(text) == converted(text)


@given(raw_issue)
@example("||## 。|")
def test_blanks_at_line_ends_of_paragraphs_mean_nothing(text: str) -> None:
    """Blank lines at the end of a text, and blanks on its blank lines, change no article."""
    plain = "\n".join(line if line.strip() else "" for line in text.split("\n"))
    padded = "\n".join(line or " \u3000" for line in plain.split("\n")) + "\n\n \n"
    assert converted(plain).issue == converted(padded).issue


@given(st.lists(raw_issue, min_size=1, max_size=3))
def test_a_file_for_each_folio(texts: list[str]) -> None:
    """An issue in several files balances as one, and its articles are numbered through."""
    raws = [Raw(text, f"raw/{at:02d}.txt") for at, text in enumerate(texts, 1)]
    made = convert(raws, issue_id="2026-03-25", issue_date=DAY)
    assert made.balance.source == sum(characters(text).total() for text in texts)
    assert [article.order for article in made.issue.articles] == list(range(1, len(made.issue.articles) + 1))


@given(raw_issue)
def test_doubts_belong_to_articles(text: str) -> None:
    """There is one list of doubts for each article, and every doubt says where, what, and why."""
    made = converted(text)
    assert len(made.doubts) == len(made.issue.articles)
    assert all(doubt.rule and doubt.place and doubt.reason for doubts in made.doubts for doubt in doubts)


def test_a_lost_character_is_refused() -> None:
    """Where a single character does not balance, the import is refused with the character."""
    taken = manuscript.from_text("码头启用。")
    issue = store.format_issue(Issue("2026-03-25", date(2026, 3, 25)))
    for text, character in (("码头启用", "。"), ("码头启用。啊", "啊")):
        file = store.format_article(Article("2026-03-25-01", order=1, body=text))
        with pytest.raises(ImportRefused, match=character):
            account.balance(taken, [file], issue, "raw.txt")


@pytest.mark.slow
def test_more_furniture_than_an_issue_file_holds_is_refused_of_the_raw_file() -> None:
    """Nothing could be read back from such an ``issue.md``: the raw file is named, with nothing written."""
    heads = f"第1版 {'要闻' * 8}\n\n" * (frontmatter.MAX_CHARACTERS // 20)
    with pytest.raises(ImportRefused) as caught:
        converted(heads)
    assert caught.value.problems[0].source == "raw.txt"


@pytest.mark.parametrize(
    ("line", "doubts"),
    [("2026年3月25日 星期三", 0), ("2026年3月18日 星期三", 1), ("２０２６年３月１８日", 1), ("第1版 要闻", 0)],
)
def test_a_printed_date_is_held_against_the_issues(line: str, doubts: int) -> None:
    """A running head with another day than the issue's is a doubt about the issue."""
    made = converted(f"{line}\n\n本报讯 码头启用。")
    assert len([doubt for doubt in made.issue_doubts if doubt.span == line]) == doubts


@pytest.mark.parametrize(
    ("heads", "number"),
    [(["总第108期"], 108), (["第108期", "第108期"], 108), (["第108期", "第109期"], None), ([], None)],
)
def test_the_number_is_taken_where_the_source_agrees_on_one(heads: list[str], number: int | None) -> None:
    """The printed number of the issue is taken where there is just one; a given number wins."""
    text = "\n\n".join([*heads, "本报讯 码头启用。"])
    assert converted(text).issue.number == number
    given_number = convert([Raw(text, "raw.txt")], issue_id="a", issue_date=date(2026, 3, 25), number=7)
    assert given_number.issue.number == 7
