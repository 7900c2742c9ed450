"""What a build makes of articles that must be signed: the signed text, nothing, or the file as it is."""

import random
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from generator import config
from generator.content.addresses import Public
from generator.delivery import publication
from generator.errors import ContentError
from generator.model import CHINA, Photo
from generator.pages.urls import OUTPUT
from generator.press import code_digest, content_scan, stamps
from generator.press.build import build
from generator.press.content_scan import Moment
from generator.press.issue_memory import Ledger
from reviewed_paper import ISSUE, PAPER, STEPS, Reviewed
from support import Site, settled, tree

NOW = datetime(2026, 3, 25, 12, tzinfo=CHINA)
SIGNED, NEWER = "码头昨日启用。", "码头昨日没有启用。"


@pytest.fixture
def desk(make_site: Callable[..., Site]) -> Reviewed:
    """An issue of two articles, one of them with a picture, and an older one that needs no sign-off."""
    site = make_site("signed", PAPER)
    site.issue("2026-02-25")
    site.article("2026-02-25", 1, "从前的桥。", title="从前", summary="从前")
    site.issue()
    site.picture("a.jpg")
    site.article(number=1, body=SIGNED, title="码头启用", summary="", photos=(Photo("码头的图", "a.jpg"),))
    site.article(number=2, body="菜市场搬家。", title="搬家", summary="")
    return Reviewed(site)


def page(desk: Reviewed, number: str) -> str:
    """The page of an article, built anew; ``""`` where there is none."""
    build(desk.root, index=False, now=NOW)
    path = desk.root / OUTPUT / ISSUE / f"{number}.html"
    return path.read_text("utf-8") if path.exists() else ""


def test_what_was_never_signed_is_left_out(desk: Reviewed) -> None:
    """No page and no list has it before all steps are passed; an earlier issue needs nothing."""
    desk.sign("02")
    desk.sign("01", steps=STEPS[:2])
    assert page(desk, "01") == ""
    assert "搬家" in page(desk, "02")
    named = [path for path, data in tree(desk.root / OUTPUT).items() if "码头启用" in data.decode("utf-8", "replace")]
    assert named == []
    assert (desk.root / OUTPUT / "2026-02-25/01.html").exists()
    desk.sign("01", steps=STEPS[2:])
    assert SIGNED in page(desk, "01")


def test_what_was_changed_since_is_made_from_the_signed_text(desk: Reviewed) -> None:
    """Words and headline are those that were signed, on the page and in lists, until the change is signed too."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    desk.edit("01", "码头启用", "码头停用")
    assert SIGNED in page(desk, "01")
    assert not [path for path, data in tree(desk.root / OUTPUT).items() if "停用".encode() in data]
    desk.sign("01")
    assert NEWER in page(desk, "01")


def test_what_is_not_signed_comes_from_the_file(desk: Reviewed) -> None:
    """Tags and order are those of the file, on a page that is made from the signed text as well."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    desk.edit("01", "tags: []", 'tags: ["新港码头"]')
    assert "新港码头" in page(desk, "01")
    desk.edit("01", "order: 1", "order: 9")
    build(desk.root, index=False, now=NOW)
    front = (desk.root / OUTPUT / ISSUE / "index.html").read_text("utf-8")
    assert front.index("/02.html") < front.index("/01.html")


@pytest.mark.parametrize("line", ['withdrawn: "内容有误"', "embargo: 2026-04-01 08:00", "draft: true"])
@pytest.mark.parametrize("text", [SIGNED, NEWER])
def test_taking_down_waits_for_nobody(desk: Reviewed, line: str, text: str) -> None:
    """撤稿, 禁发 and draft hold at once, whether the text beside them is signed or not."""
    desk.sign("01", "02")
    assert SIGNED in page(desk, "01")
    desk.edit("01", SIGNED, text)
    desk.edit("01", "topics: []", f"topics: []\n{line}")
    is_withdrawn = line.startswith("withdrawn")
    assert bool(page(desk, "01")) == is_withdrawn == ("内容有误" in page(desk, "01"))
    assert not [path for path, data in tree(desk.root / OUTPUT).items() if "昨日".encode() in data]


def test_a_withdrawn_article_has_its_notice_without_a_sign_off(desk: Reviewed) -> None:
    """An article that lost its sign-offs and is withdrawn leads to its notice, not to nothing."""
    desk.sign("01", "02")
    desk.revoke("01", step="一审")
    assert page(desk, "01") == ""
    desk.edit("01", "topics: []", 'topics: []\nwithdrawn: "内容有误"')
    assert "内容有误" in page(desk, "01")


def test_a_picture_that_was_exchanged_is_left_out_until_it_is_signed(desk: Reviewed) -> None:
    """The text stays; neither the new picture nor its caption is shown."""
    desk.sign("01", "02")
    assert "码头的图" in page(desk, "01")
    desk.site.picture("a.jpg", size=(8, 6))
    shown = page(desk, "01")
    assert SIGNED in shown
    assert "码头的图" not in shown
    desk.sign("01")
    assert "码头的图" in page(desk, "01")


def test_a_record_with_a_mistake_stops_a_build_and_no_release(desk: Reviewed) -> None:
    """What is published stays; a release goes on with what still counts, and tells the line."""
    desk.sign("01", "02")
    assert SIGNED in page(desk, "01")
    before = tree(desk.root / OUTPUT)
    desk.record.write_bytes(desk.record.read_bytes().replace("王五".encode(), "钱七".encode(), 1))
    for _ in range(2):
        with pytest.raises(ContentError, match=r"review\.csv:8: 和上一行连不上"):
            build(desk.root, index=False, now=NOW)
    assert tree(desk.root / OUTPUT) == before
    report = build(desk.root, index=False, now=NOW, release=True)
    assert [problem.line for problem in report.broken] == [8]
    assert not (desk.root / OUTPUT / ISSUE / "01.html").exists()
    assert (desk.root / OUTPUT / ISSUE / "02.html").exists()


def test_a_release_takes_nothing_down_for_a_record_that_is_not_in_order(desk: Reviewed) -> None:
    """After a merge of two branches, what readers have stays, as it was signed; what they have not waits."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    desk.record.write_bytes(b"<<<<<<< HEAD\n" + desk.record.read_bytes())
    publication.note(desk.root, {f"{ISSUE}/01.html": Public(f"{ISSUE}/01.html", NOW, NOW)})
    report = build(desk.root, index=False, now=NOW, release=True)
    assert [problem.message for problem in report.broken] == ["git 的合并还没有做完"]
    assert (report.unsigned, report.older) == (1, 1)
    assert SIGNED in (desk.root / OUTPUT / ISSUE / "01.html").read_text("utf-8")
    assert not (desk.root / OUTPUT / ISSUE / "02.html").exists()


def test_a_signed_copy_that_was_changed_stops_a_build(desk: Reviewed) -> None:
    """A text that nobody signed is not published by writing it into the copy."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    copy = desk.folder / "signed/01.md"
    copy.write_bytes(copy.read_bytes().replace(SIGNED.encode(), "码头炸了。".encode()))
    with pytest.raises(ContentError, match=r"signed/01\.md: 不是签过的那一稿"):
        build(desk.root, index=False, now=NOW)


def test_looking_ahead_shows_what_is_not_signed(desk: Reviewed) -> None:
    """With drafts an article stands as it is, signed or not."""
    desk.sign("02")
    desk.edit("02", "菜市场搬家。", "菜市场没有搬家。")
    build(desk.root, index=False, now=NOW, drafts=True, ahead=True)
    pages = desk.root / ".banmian/ahead" / OUTPUT / ISSUE
    assert SIGNED in (pages / "01.html").read_text("utf-8")
    assert "没有搬家" in (pages / "02.html").read_text("utf-8")


def test_without_steps_the_site_is_the_same_with_and_without_a_record(desk: Reviewed, tmp_path: Path) -> None:
    """A paper that declares nothing is made from its files, byte for byte as if nobody had ever signed."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    desk.site.write("newspaper.toml", PAPER.partition("[review]")[0])
    bare = tmp_path / "bare"
    shutil.copytree(desk.root, bare, ignore=shutil.ignore_patterns("signed", "review.csv", ".*"))
    for folder in (desk.root, bare):
        build(folder, index=False, now=NOW)
    assert tree(bare / OUTPUT) == tree(desk.root / OUTPUT)
    assert NEWER in (bare / OUTPUT / ISSUE / "01.html").read_text("utf-8")


def clean(desk: Reviewed, folder: Path) -> dict[str, bytes]:
    """The site as a build from nothing makes it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.root, folder, ignore=shutil.ignore_patterns(OUTPUT, ".banmian", ".history"))
    build(folder, index=False, now=NOW)
    return settled(folder / OUTPUT)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_build_after_changes_is_that_from_nothing(desk: Reviewed, tmp_path: Path, seed: int) -> None:
    """Signing, revoking, editing, exchanging pictures, other people and other steps: each step gives the clean site."""
    chance = random.Random(seed)  # noqa: S311 - dice
    desk.sign("01", "02")
    for at in range(10):
        match chance.randrange(7):
            case 0 | 1:
                path = desk.folder / "01.md"
                path.write_bytes(path.read_bytes().replace("码头".encode(), f"第{at}码头".encode()))
            case 2 | 3:
                act = desk.sign if chance.random() < 0.7 else desk.revoke
                with suppress(ContentError):  # nothing to sign, or to revoke
                    act("01")
            case 4:
                desk.site.picture("a.jpg", size=(4 + at, 3))
            case 5:
                beginning = chance.choice(["2026-03-01", "2026-03-26"])
                desk.site.write("newspaper.toml", PAPER.replace("2026-03-01", beginning))
            case _:
                (desk.folder / "signed/01.md").unlink(missing_ok=True)
        build(desk.root, index=False, now=NOW)
        assert settled(desk.root / OUTPUT) == clean(desk, tmp_path / "clean"), at


def test_lists_follow_when_nothing_must_be_signed_any_more(desk: Reviewed, tmp_path: Path) -> None:
    """Where newspaper.toml asks for no sign-offs, or asks again, headlines are those of the texts on the pages."""
    desk.sign("01", "02")
    desk.edit("01", "码头启用", "码头停用")
    for paper, headline in ((PAPER, "启用"), (PAPER.replace("2026-03-01", "2026-03-26"), "停用"), (PAPER, "启用")):
        desk.site.write("newspaper.toml", paper)
        build(desk.root, index=False, now=NOW)
        front = (desk.root / OUTPUT / "index.html").read_text("utf-8")
        assert f"码头{headline}" in re.sub("<[^>]+>|\n", "", front)
        assert settled(desk.root / OUTPUT) == clean(desk, tmp_path / "clean")


def test_other_steps_are_looked_up_in_files_that_did_not_change(desk: Reviewed) -> None:
    """What was noted by some steps is not taken for what others ask, and what is asked again is not read again."""
    desk.sign("01", "02")
    clock = stamps.Clock(2**62, desk.root.stat().st_dev)
    moment = Moment(NOW).by(content_scan.HOUR, config.load(desk.root).review)
    seen = content_scan.scan(desk.root, clock, {}, moment).seen
    assert content_scan.scan(desk.root, clock, seen, moment).read == 0
    desk.site.write("newspaper.toml", PAPER.replace('"三审"]', '"三审", "终审"]'))
    other = Moment(NOW).by(content_scan.HOUR, config.load(desk.root).review)
    found = content_scan.scan(desk.root, clock, seen, other)
    assert found.read == 1
    assert {file: state.missing for file, state in found.waiting[ISSUE].items()} == {
        "01.md": ("终审",),
        "02.md": ("终审",),
    }


def test_an_issue_is_not_read_again_for_its_sign_offs(desk: Reviewed) -> None:
    """What is noted of an issue says how far it is signed, and by which steps."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    rules = Moment(NOW).by(content_scan.HOUR, config.load(desk.root).review)
    seen = content_scan.scan(desk.root, stamps.NEVER, {}, rules).seen
    with Ledger(desk.root, code_digest.digest()) as ledger:
        ledger.see(seen.items())
        assert ledger.seen() == seen
    content = content_scan.Content(desk.root, {}, {})
    content.note(ISSUE, seen[ISSUE], rules)
    assert {file: state.has_copy for file, state in content.waiting[ISSUE].items()} == {"01.md": True}
    assert seen[ISSUE].rules == rules.rules(ISSUE) != ""
    assert seen["2026-02-25"].review == ""
