"""An answer to a doubt is written with the words that it changes, and doubts follow the text."""

import json
from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.content import doubts, shown_lines
from generator.content.doubts import Doubt
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing import answers
from generator.editing.answers import Answer
from generator.editing.asked import Around, Stale
from generator.errors import ContentError
from generator.model import CHINA
from generator.newsroom import doubt_places, doubt_renewal
from generator.settings import Settings
from support import Site, tree

ISSUE = "2026-03-25"
FOLDER = f"content/issues/{ISSUE}"


@pytest.fixture
def doubtful(site: Site) -> Site:
    """A paper with an article about which there are doubts, and a list of banned words."""
    site.issue()
    site.write("content/lists/禁用词.csv", "错,对\n残废人,残疾人\n")
    site.article(title="残废人来了", body="码头的的新路。\n\n残废人残废人来了。")
    draft = Draft(site.root)
    doubt_renewal.renew(draft, ISSUE, "01")
    history.commit(draft, "check", "校对")
    return site


@pytest.fixture
def around() -> Around:
    """What an act may know."""
    return Around(datetime(2026, 3, 26, 9, tzinfo=CHINA), "", Settings.model_construct())


def _held(site: Site) -> list[Doubt]:
    path = site.root / FOLDER / "01.doubts.json"
    return list(doubts.parse(path.read_text("utf-8"), "")) if path.exists() else []


def _stand(site: Site, rule: str, nth: int = 0) -> doubt_places.Stand:
    article = shown_lines.read((site.root / FOLDER / "01.md").read_text("utf-8"), "")
    return [stand for stand in doubt_places.stands(article, _held(site)) if stand.doubt.rule == rule][nth]


def _answer(site: Site, around: Around, stand: doubt_places.Stand, answer: str, text: str = "", **other: Any) -> str:
    path = site.root / FOLDER / "01.md"
    asked = {
        "issue": ISSUE,
        "article": "01",
        "digest": disk.digest(path.read_bytes()),
        "rule": stand.doubt.rule,
        "span": stand.doubt.span,
        "at": stand.at,
        "answer": answer,
        "text": text,
    } | other
    draft = Draft(site.root)
    done = answers.answer(draft, Answer.model_validate(asked), around)
    history.commit(draft, "answer", done.what)
    return done.what


def test_a_fix_changes_text_and_doubts_in_one_set(doubtful: Site, around: Around) -> None:
    """The words are replaced in the file and the answer is written, and one undo takes both back."""
    before = tree(doubtful.root)
    stand = _stand(doubtful, "doubled-character")
    _answer(doubtful, around, stand, "fixed", stand.offered)
    text = (doubtful.root / FOLDER / "01.md").read_text("utf-8")
    assert text == before[f"{FOLDER}/01.md"].decode().replace("的的", "的")
    assert [doubt.answer for doubt in _held(doubtful) if doubt.rule == "doubled-character"] == ["fixed"]
    history.undo(doubtful.root)
    assert tree(doubtful.root) == before


def test_the_chosen_of_two_alike_is_fixed(doubtful: Site, around: Around) -> None:
    """Of two doubts about one word the one at the named place is answered; the others wait."""
    stand = _stand(doubtful, "banned", 2)
    assert stand.at == "2:3"
    _answer(doubtful, around, stand, "fixed", stand.offered)
    assert "残废人残疾人来了" in (doubtful.root / FOLDER / "01.md").read_text("utf-8")
    assert sorted(doubt.answer for doubt in _held(doubtful) if doubt.rule == "banned") == ["fixed", "open", "open"]


def test_a_field_is_fixed_in_its_place(doubtful: Site, around: Around) -> None:
    """A doubt about the headline changes the headline alone."""
    before = (doubtful.root / FOLDER / "01.md").read_text("utf-8")
    stand = _stand(doubtful, "banned", 0)
    assert stand.at == "title:0"
    _answer(doubtful, around, stand, "fixed", "残疾人")
    assert (doubtful.root / FOLDER / "01.md").read_text("utf-8") == before.replace("残废人来了", "残疾人来了", 1)


def test_right_and_open_again_change_no_text(doubtful: Site, around: Around) -> None:
    """«Right» and «open» are written into the doubts file only; a digest of before does no harm."""
    before = tree(doubtful.root)
    stand = _stand(doubtful, "doubled-character")
    _answer(doubtful, around, stand, "right", digest="0" * 32)
    (held,) = (doubt for doubt in _held(doubtful) if doubt.rule == "doubled-character")
    assert held.answer == "right"
    _answer(doubtful, around, _stand(doubtful, "doubled-character"), "open")
    assert tree(doubtful.root) == before


def test_what_is_gone_is_not_answered(doubtful: Site, around: Around) -> None:
    """A doubt that was answered, words that were changed meanwhile, and a fix that changes nothing are refused."""
    stand = _stand(doubtful, "doubled-character")
    with pytest.raises(ContentError, match="文字还是原来的"):
        _answer(doubtful, around, stand, "fixed", stand.span)
    with pytest.raises(ContentError, match="换行"):
        _answer(doubtful, around, stand, "fixed", "甲\n乙")
    path = doubtful.root / FOLDER / "01.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("码头的的", "大码头的的"), "utf-8")
    with pytest.raises(Stale) as stale:
        _answer(doubtful, around, stand, "fixed", "码头的新路")
    assert stale.value.theirs == path.read_text("utf-8")
    path.write_text(text, "utf-8")
    _answer(doubtful, around, stand, "right")
    with pytest.raises(ContentError, match="已经没有"):
        _answer(doubtful, around, stand, "right")


def test_another_change_of_the_file_does_not_hinder(doubtful: Site, around: Around) -> None:
    """Where the doubted words still stand in their place, a fix is done although the file was changed elsewhere."""
    stand = _stand(doubtful, "doubled-character")
    path = doubtful.root / FOLDER / "01.md"
    digest = disk.digest(path.read_bytes())
    path.write_text(path.read_text("utf-8").replace("残废人来了。", "他来了。"), "utf-8")
    _answer(doubtful, around, stand, "fixed", "码头的新路", digest=digest)
    assert "码头的新路。\n\n残废人他来了。" in path.read_text("utf-8")


def test_a_missing_headline_is_put_in(doubtful: Site, around: Around) -> None:
    """The answer to «no headline» is the headline: it is set, and the article counts as untitled no more."""
    doubtful.article(title="", untitled=True)
    (doubtful.root / FOLDER / "01.doubts.json").write_text(
        doubts.format([Doubt("untitled", "标题", "", "没有")]), "utf-8"
    )
    _answer(doubtful, around, _stand(doubtful, "untitled"), "fixed", "码头启用")
    article = shown_lines.read((doubtful.root / FOLDER / "01.md").read_text("utf-8"), "")
    assert (article.title, article.untitled) == ("码头启用", False)
    assert [doubt.answer for doubt in _held(doubtful)] == ["fixed"]


def test_what_stands_nowhere_is_answered_without_words(doubtful: Site, around: Around) -> None:
    """A doubt about a stray line or about the issue is answered «fixed» after an editor did what it asks for."""
    before = (doubtful.root / FOLDER / "01.md").read_bytes()
    rows = [Doubt("boundary", "文末", "版面文字", "拿不准"), Doubt("layout", "raw.pdf", "", "次序不可靠")]
    for name in ("01", "issue"):
        (doubtful.root / FOLDER / f"{name}.doubts.json").write_text(doubts.format(rows), "utf-8")
    stand = _stand(doubtful, "boundary")
    with pytest.raises(ContentError, match="不是文章里的"):
        _answer(doubtful, around, stand, "fixed", "甲")
    _answer(doubtful, around, stand, "fixed")
    assert _held(doubtful)[-1].answer == "fixed"
    _answer(doubtful, around, doubt_places.Stand(rows[1], None, 0, "", ""), "right", article="issue")
    held = doubts.parse((doubtful.root / FOLDER / "issue.doubts.json").read_text("utf-8"), "")
    assert [doubt.answer for doubt in held] == ["open", "right"]
    assert (doubtful.root / FOLDER / "01.md").read_bytes() == before


def test_doubts_follow_the_text(doubtful: Site) -> None:
    """After any change, open doubts without their words are gone, new ones are there, answers and import's stay."""
    folder = doubtful.root / FOLDER
    rows = [
        Doubt("boundary", "正文第1段", "码头的", "拿不准"),
        Doubt("boundary", "正文第1段", "没有的", "拿不准"),
        Doubt("boundary", "文末", "版面文字", "拿不准"),
        Doubt("look-alike", "正文第1段", "张三", "一字之差", "张山"),
        Doubt("banned", "正文第1段", "从前的", "", "", "right"),
    ]
    (folder / "01.doubts.json").write_text(doubts.format(rows), "utf-8")
    doubtful.article(title="码头", body="码头的路，，好。")
    draft = Draft(doubtful.root)
    doubt_renewal.renew(draft, ISSUE, "01")
    found = doubts.parse((draft.read(f"{FOLDER}/01.doubts.json") or b"").decode(), "")
    assert [doubt.span for doubt in found] == ["码头的", "版面文字", "码头的路，，好。", "从前的"]


def test_renewal_is_what_check_would_write(doubtful: Site) -> None:
    """For an article whose doubts need no other article, nothing is left for ``check`` to change."""
    before = (doubtful.root / FOLDER / "01.doubts.json").read_bytes()
    assert json.loads(before)
    assert CliRunner().invoke(main, ["--site", str(doubtful.root), "check"]).exit_code == 0
    assert (doubtful.root / FOLDER / "01.doubts.json").read_bytes() == before
