"""What the index holds of an article."""

from dataclasses import replace
from datetime import date

from edition import issue
from generator.model import Correction
from generator.outlets.search import entries
from generator.pages import issue_summary


def test_filters_and_fields_of_an_article() -> None:
    """Kicker, title, body, captions, credits and authors are found; kind, topic, person, issue and 版 narrow down."""
    of = issue()
    first = entries.entries(of, "/paper/", lambda run: (run[:2], run[2:]))[0]
    assert first.url == "/paper/2026-03-25/01.html"
    assert {"杨家渡码头启用", "货轮靠岸", "周采薇 摄", "郑明"} <= set(first.sections)
    assert dict(first.filters) == {
        "folio": ("01",),
        "issue": ("2026-03-25",),
        "kind": ("news",),
        "person": ("周采薇", "郑明", "林望舒"),
        "topic": ("economy",),
    }


def test_corrections_are_found() -> None:
    """Whoever searches for what was printed, for what is right, or for the note finds the article."""
    corrections = (
        Correction(date(2026, 3, 26), "三百吨", "三万吨", "数字有误"),
        Correction(date(2026, 3, 27), note="谨此致歉"),
    )
    of = issue()
    article = replace(of.articles[0], corrections=corrections)
    (entry,) = entries.entries(replace(of, articles=(article,)), "/", lambda run: (run,))
    assert {"三百吨", "三万吨", "数字有误", "谨此致歉"} <= set(entry.sections)


def test_only_what_would_be_found_is_suggested() -> None:
    """Words of the title, and tags that stand in the text; not a tag that an editor made up."""
    of = issue()
    article = replace(of.articles[0], tags=("货轮", "远洋"))
    (entry,) = entries.entries(replace(of, articles=(article,)), "/", lambda run: (run[:2], run[2:]))
    assert entry.words == ("杨家", "渡码头启用", "货轮")


def test_labels_are_true_for_every_issue() -> None:
    """A 版 is called by its name as long as that never changed, else by its number alone."""
    one, _ = issue_summary.describe(issue(), "/", tuple, ())
    names = (("01", "01版 要闻"), ("02", "02版 产业"), ("", "广告"))
    other = replace(one, folios=names)
    assert one.folios[:2] == (("01", "01版 要闻"), ("02", "02版 民生"))
    assert entries.labels((one, other), ())["folio"] == {"01": "01版 要闻", "02": "02版"}
