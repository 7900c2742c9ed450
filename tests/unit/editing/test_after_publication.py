"""更正, 撤稿 and 禁发: each changes its own key of the front matter, and says no when it must."""

from datetime import datetime
from typing import Any

import pytest

from generator.content import shown_lines
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing import after_publication
from generator.editing.asked import Around, OfArticle, Stale
from generator.errors import ContentError
from generator.model import CHINA, Correction
from generator.settings import Settings
from support import Site

PATH = "content/issues/2026-03-25/01.md"
AROUND = Around(datetime(2026, 3, 26, 23, 30, tzinfo=CHINA), "", Settings.model_construct())
ACTS: dict[Any, type[OfArticle]] = {
    after_publication.correct: after_publication.Correct,
    after_publication.withdraw: after_publication.Withdraw,
    after_publication.withdraw_back: OfArticle,
    after_publication.embargo: after_publication.Embargo,
    after_publication.embargo_lift: OfArticle,
}


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with one article, in whose file an editor left a remark."""
    site.issue()
    path = site.article(title="三辆车", body="**三**辆车。\n\n又三辆车。")
    path.write_text(path.read_text("utf-8").replace("order: 1", "order: 1  # 头条"), "utf-8")
    return site


def _act(site: Site, act: Any, **fields: Any) -> tuple[str, str]:
    """Carries an act out; returns the file's text before and after."""
    path = site.root / PATH
    before = path.read_bytes()
    asked = {"issue": "2026-03-25", "article": "01", "digest": disk.digest(before)} | fields
    draft = Draft(site.root)
    done = act(draft, ACTS[act].model_validate(asked), AROUND)
    assert done.what
    history.commit(draft, "notice", done.what)
    return before.decode(), path.read_text("utf-8")


def test_a_correction_is_added_behind_others(paper: Site) -> None:
    """Each correction of today is a further entry; the entries before it and all else stay as they are written."""
    before, first = _act(paper, after_publication.correct, printed="三辆", correct="四辆", note='说明"甲"')
    entry = '- date: 2026-03-26\n  printed: "三辆"\n  correct: "四辆"\n  note: "说明\\"甲\\""\n'
    assert first == before.replace("---\n\n", f"corrections:\n{entry}---\n\n")
    _, second = _act(paper, after_publication.correct, note="另外一句")
    assert second == first.replace(entry, entry + '- date: 2026-03-26\n  note: "另外一句"\n')
    article = shown_lines.read(second, PATH)
    assert article.corrections[0] == Correction(AROUND.now.date(), "三辆", "四辆", '说明"甲"')


def test_the_words_are_changed_where_it_is_wanted(paper: Site) -> None:
    """With ``in_text`` the printed words are replaced in headline and body, and marks around them stay."""
    _, after = _act(paper, after_publication.correct, printed="三辆", correct="四辆", in_text=True)
    assert 'title: "四辆车"' in after
    assert after.endswith("\n**四**辆车。\n\n又四辆车。\n")
    with pytest.raises(ContentError, match="没有“五辆”"):
        _act(paper, after_publication.correct, printed="五辆", correct="六辆", in_text=True)


@pytest.mark.parametrize(
    "fields",
    [{}, {"printed": "三辆"}, {"correct": "四辆", "note": "甲"}, {"printed": "三", "correct": "三"}, {"note": " "}],
)
def test_a_correction_says_something(paper: Site, fields: dict[str, str]) -> None:
    """A correction without words, or with one half of them, is refused."""
    with pytest.raises(ContentError):
        _act(paper, after_publication.correct, **fields)


def test_a_withdrawal_has_a_reason_and_can_be_lifted(paper: Site) -> None:
    """The reason is required; lifted, the file has its first bytes again."""
    for reason in ("", "无", "false", "否", "true"):
        with pytest.raises(ContentError):
            _act(paper, after_publication.withdraw, reason=reason)
    before, after = _act(paper, after_publication.withdraw, reason="来源有误：“甲”，撤下。")
    assert after == before.replace("---\n\n", 'withdrawn: "来源有误：“甲”，撤下。"\n---\n\n')
    assert _act(paper, after_publication.withdraw_back)[1] == before
    with pytest.raises(ContentError, match="没有撤下"):
        _act(paper, after_publication.withdraw_back)


def test_an_embargo_is_a_moment_to_come(paper: Site) -> None:
    """A day and time of Beijing that is not past; lifted, the file has its first bytes again."""
    for until in ("", "明天", "2026-02-30 06:00", "2026-03-26 23:00", "2026-03-26"):
        with pytest.raises(ContentError):
            _act(paper, after_publication.embargo, until=until)
    before, after = _act(paper, after_publication.embargo, until="2026-03-27T06:00")
    assert after == before.replace("---\n\n", 'embargo: "2026-03-27 06:00"\n---\n\n')
    assert _act(paper, after_publication.embargo, until="2026-03-28 6:00")[1] == after.replace("27", "28")
    assert _act(paper, after_publication.embargo_lift)[1] == before
    with pytest.raises(ContentError, match="没有禁发"):
        _act(paper, after_publication.embargo_lift)


def test_a_changed_file_is_shown_first(paper: Site) -> None:
    """A notice about a file that was changed after it was seen is not written."""
    for act, fields in (
        (after_publication.correct, {"note": "甲"}),
        (after_publication.withdraw, {"reason": "来源有误"}),
        (after_publication.withdraw_back, {}),
        (after_publication.embargo, {"until": "2026-03-27"}),
        (after_publication.embargo_lift, {}),
    ):
        with pytest.raises(Stale):
            _act(paper, act, digest="0" * 32, **fields)
