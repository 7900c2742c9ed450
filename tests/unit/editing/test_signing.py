"""Signing step by step, revoking and releasing: what is written, and what is refused."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from generator import config
from generator.content import review
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing import signing
from generator.editing.asked import Around, Stale
from generator.errors import BanmianError, ContentError
from reviewed_paper import ISSUE, PAPER, STEPS, Reviewed
from support import Site


@pytest.fixture
def desk(make_site: Callable[..., Site]) -> Reviewed:
    """An issue of three drafts, one with a picture."""
    site = make_site("signed", PAPER)
    site.issue()
    site.picture("a.jpg")
    for number in (1, 2):
        site.article(number=number, draft=True, body=f"第{number}篇的正文。\n\n又一段。")
    site.write(
        f"content/issues/{ISSUE}/03.md",
        f'---\r\nid: "{ISSUE}-03" # 注\r\ntitle: 三\r\norder: 3\r\nphotos:\r\n- file: a.jpg\r\n  caption: 图\r\n'
        "draft: true\r\n---\r\n\r\n正文\r\n",
    )
    return Reviewed(site)


def passed(desk: Reviewed, number: str) -> set[tuple[str, ...]]:
    """The steps that texts of an article have passed."""
    rules = config.load(desk.root).review
    record = review.read(desk.record.read_bytes(), "review.csv", ISSUE, rules)
    assert record.problems == ()
    return {tuple(steps) for steps in record.of(f"{ISSUE}-{number}").passed.values()}


def test_the_last_step_keeps_the_file_as_it_was_signed(desk: Reviewed) -> None:
    """The copy has every byte of the article's file, and comes in the same change set as the line."""
    desk.sign("03", steps=STEPS[:2])
    assert not (desk.folder / "signed").exists()
    desk.sign("03", steps=STEPS[2:])
    assert (desk.folder / "signed/03.md").read_bytes() == (desk.folder / "03.md").read_bytes()
    assert passed(desk, "03") == {STEPS}


def test_several_articles_are_signed_at_once(desk: Reviewed) -> None:
    """All are signed by one act; those that passed the step already are left alone."""
    desk.sign("01")
    desk.sign("01", "02", "03")
    assert [passed(desk, number) for number in ("01", "02", "03")] == [{STEPS}] * 3
    rows = [line for line in desk.record.read_text("utf-8-sig").splitlines() if f"{ISSUE}-01" in line]
    assert len(rows) == len(STEPS)


def test_release_lifts_the_draft_and_changes_nothing_else(desk: Reviewed) -> None:
    """Comments, quoting and line ends stay; one that did not pass all steps is not released, nor those with it."""
    desk.sign("03")
    before = (desk.folder / "03.md").read_bytes()
    with pytest.raises(ContentError, match="还差一审、二审、三审"):
        desk.release("01", "03")
    assert (desk.folder / "03.md").read_bytes() == before
    desk.release("03")
    assert (desk.folder / "03.md").read_bytes() == before.replace(b"draft: true\r\n", b"")
    with pytest.raises(ContentError, match="不是草稿"):
        desk.release("03")


def test_a_paper_without_steps_releases_drafts_as_they_are(desk: Reviewed) -> None:
    """Where nothing is declared nothing must be signed, and there is nothing to sign."""
    desk.site.write("newspaper.toml", PAPER.partition("[review]")[0])
    with pytest.raises(ContentError, match="没有写要签几道"):
        desk.sign("01")
    desk.release("01", person="")
    assert b"draft" not in (desk.folder / "01.md").read_bytes()


def test_issues_before_the_beginning_need_nothing(desk: Reviewed) -> None:
    """An issue before ``since`` is released without a sign-off, and cannot be signed."""
    desk.site.write("newspaper.toml", PAPER.replace("2026-03-01", "2026-03-26"))
    with pytest.raises(ContentError, match="2026-03-26 以前的各期不用签"):
        desk.sign("01")
    desk.release("01", person="")


def test_a_revoked_step_takes_the_later_ones_with_it(desk: Reviewed) -> None:
    """What was signed before it stays, and the signed copy goes; signing goes on from there."""
    desk.sign("01")
    desk.revoke("01", step="二审")
    assert passed(desk, "01") == {("一审",)}
    assert not (desk.folder / "signed").exists()
    desk.sign("01", steps=STEPS[1:])
    assert (desk.folder / "signed/01.md").exists()


def test_the_last_sign_off_is_revoked_where_no_step_is_named(desk: Reviewed) -> None:
    """Without a step it is the last one; only who may do a step may revoke it."""
    desk.sign("01")
    with pytest.raises(ContentError, match="张三不签“三审”"):
        desk.revoke("01", person="张三")
    desk.revoke("01", person="王五")
    assert passed(desk, "01") == {STEPS[:2]}


def test_revoking_a_newer_text_leaves_the_signed_one(desk: Reviewed) -> None:
    """The copy of the text that passed stays where only a later text loses its sign-off."""
    desk.sign("01")
    desk.edit("01", "又一段", "再一段")
    desk.sign("01", steps=STEPS[:1])
    desk.revoke("01")
    assert (desk.folder / "signed/01.md").exists()
    assert passed(desk, "01") == {STEPS, ()}


def test_the_same_text_counts_as_signed_again(desk: Reviewed) -> None:
    """A change that is taken back needs no further sign-off; another tag or another order needs none either."""
    desk.sign("01")
    desk.edit("01", "又一段", "再一段")
    desk.edit("01", "再一段", "又一段")
    desk.edit("01", "tags: []", 'tags: ["码头"]')
    desk.edit("01", "order: 1", "order: 9")
    desk.release("01")


@pytest.mark.parametrize(
    ("number", "step", "person", "why"),
    [
        ("01", "一审", "某人", "名单里没有“某人”"),
        ("01", "一审", "", "还没有选自己是谁"),
        ("01", "四审", "赵六", "没有“四审”这一道"),
        ("01", "全部", "赵六", "没有“全部”这一道"),
        ("01", "三审", "张三", "张三不签“三审”"),
        ("01", "二审", "李四", "“一审”还没有签"),
        ("03", "三审", "赵六", "“一审”还没有签"),
    ],
)
def test_who_may_not_sign_what(desk: Reviewed, number: str, step: str, person: str, why: str) -> None:
    """An unknown name, an unknown step, a step of somebody else, and a step whose turn has not come are refused."""
    with pytest.raises(ContentError, match=why):
        desk.sign(number, steps=[step], person=person)
    assert not desk.record.exists()


def test_a_missing_picture_cannot_be_signed(desk: Reviewed) -> None:
    """What cannot be seen cannot be passed."""
    (desk.folder / "photos/a.jpg").unlink()
    with pytest.raises(ContentError, match=r"找不到图片 photos/a\.jpg"):
        desk.sign("03", steps=["一审"], person="张三")


def test_a_text_that_changed_since_it_was_seen_cannot_be_signed(desk: Reviewed) -> None:
    """Nobody signs a text that they did not see."""
    seen = desk.chosen("01")
    desk.edit("01", "又一段", "再一段")
    with pytest.raises(Stale):
        desk.act(signing.signoff, signing.SignOff, "张三", articles=seen, step="一审")


def test_two_hundred_wrong_sign_offs_are_refused(desk: Reviewed) -> None:
    """Texts edited after, unknown names and steps, steps too early, and records with altered or copied lines."""
    desk.sign("01", "02", steps=STEPS[:2])
    whole, record = (desk.folder / "02.md").read_bytes(), desk.record.read_bytes()
    rows = [at for at, line in enumerate(record.splitlines()) if line.startswith(b"20")]
    chance = random.Random(20260325)  # noqa: S311 - the same every time
    refused = 0
    for at in range(200):
        number, step, person, seen = "02", "三审", "王五", desk.chosen("02")
        lines = record.splitlines(keepends=True)
        row = chance.choice([one for one in rows if f"{ISSUE}-02".encode() in lines[one]])
        match at % 8:
            case 0:  # edited after it was seen
                (desk.folder / "02.md").write_bytes(whole.replace("又".encode(), f"又{at}".encode()))
            case 1:  # edited after the steps before
                (desk.folder / "02.md").write_bytes(whole.replace("又".encode(), f"又{at}".encode()))
                seen = desk.chosen("02")
            case 2:
                person = chance.choice(["", "张三 ", "王 五", f"某{at}", "王五\n"])
            case 3:
                step = chance.choice(["", "终审", f"三审{at}", "三 审", "全部", "签"])
            case 4:
                number, seen = "03", desk.chosen("03")
            case 5:  # a cell of a line altered
                cells = lines[row].rstrip(b"\r\n").split(b",")
                place = chance.randrange(len(cells))
                cells[place] = chance.choice([b"x", b"0" + cells[place], cells[place][1:], cells[place - 1]])
                lines[row] = b",".join(cells) + b"\n"
            case 6:  # a line copied, as it is or for another article
                copy = lines[row].replace(f"{ISSUE}-02".encode(), f"{ISSUE}-0{chance.choice('23')}".encode())
                lines.insert(chance.randrange(row + 1, len(lines) + 1), lines[row] if at % 16 < 8 else copy)
                number = "03" if copy != lines[row] and at % 16 >= 8 else number
                seen = desk.chosen(number)
            case _:  # a line gone, or before the one that it was behind
                taken = lines.pop(row)
                if chance.random() < 0.5:
                    lines.insert(rows[0] if row == rows[-1] else len(lines), taken)
        desk.record.write_bytes(b"".join(lines))
        before = desk.record.read_bytes()
        try:
            desk.act(signing.signoff, signing.SignOff, person, articles=seen, step=step)
        except (BanmianError, ValueError):
            refused += 1
        assert desk.record.read_bytes() == before, (at, at % 8)
        (desk.folder / "02.md").write_bytes(whole)
        desk.record.write_bytes(record)
    assert refused == 200
    desk.sign("02", steps=["三审"])


def test_a_sign_off_is_not_taken_back_by_undo(desk: Reviewed) -> None:
    """Undo names the way to revoke, and changes nothing."""
    desk.sign("01", steps=["一审"])
    with pytest.raises(ContentError, match="按“撤签”"):
        history.undo(desk.root)
    assert passed(desk, "01") == {("一审",)}


def test_an_edit_that_was_signed_since_is_not_taken_back(desk: Reviewed) -> None:
    """The sign-offs are named; an edit that is not signed, or of what nobody signs, is taken back as ever."""
    entry = desk.edit("01", "又一段", "再一段")
    tags = desk.edit("01", "tags: []", 'tags: ["码头"]')
    desk.sign("01", steps=["一审"])
    history.undo(desk.root, tags)
    with pytest.raises(ContentError, match="一审 张三"):
        history.undo(desk.root, entry)
    desk.revoke("01")
    history.undo(desk.root, entry)


def test_a_release_can_be_taken_back(desk: Reviewed) -> None:
    """The text stays as it was signed; only the draft comes back."""
    desk.sign("01")
    desk.release("01")
    history.undo(desk.root)
    assert b"draft: true" in (desk.folder / "01.md").read_bytes()


def test_one_article_named_twice_is_signed_once(desk: Reviewed) -> None:
    """A request that names an article twice makes one line."""
    desk.act(signing.signoff, signing.SignOff, "张三", articles=desk.chosen("01", "01"), step="一审")
    assert passed(desk, "01") == {("一审",)}


def test_an_act_reads_through_its_draft(desk: Reviewed) -> None:
    """Two steps in one draft are two lines bound to one another."""
    draft = Draft(desk.root)
    around = Around(datetime.now(UTC), "赵六", config.load(desk.root))
    for step in STEPS[:2]:
        asked = signing.SignOff.model_validate_json(
            f'{{"issue": "{ISSUE}", "step": "{step}", "articles": [{{"article": "01", "digest": '
            f'"{disk.digest((desk.folder / "01.md").read_bytes())}"}}]}}'
        )
        signing.signoff(draft, asked, around)
    history.commit(draft, "signoff", "签")
    assert passed(desk, "01") == {STEPS[:2]}
