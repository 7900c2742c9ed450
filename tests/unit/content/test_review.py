"""The record of sign-offs: what its lines pass, and which of them do not count."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import review
from generator.content.review import Line, Record
from generator.review_table import ALL, ReviewTable

ISSUE = "2026-03-25"
STEPS = ("一审", "二审", "三审")
RULES = ReviewTable(steps=STEPS, people=("张三", "李四，王", "赵六：一审"), since=date(2026, 3, 1))
TEXTS = ("a" * 32, "b" * 32 + "." + "c" * 16, "d" * 32)
ARTICLES = (f"{ISSUE}-01", f"{ISSUE}-02")
OTHER = "e" * 32


def read(data: bytes | None, rules: ReviewTable = RULES) -> Record:
    """The record in a file."""
    return review.read(data, "review.csv", ISSUE, rules)


def line(step: str, text: str, *, article: str = ARTICLES[0], person: str = "张三", back: bool = False) -> Line:
    """A line of the record."""
    return Line("2026-03-24T20:15:00+08:00", person, back, step, article, text)


def grown(data: bytes | None, *lines: Line) -> bytes:
    """The file with further lines, each bound to the one of its article before it."""
    for each in lines:
        trail = read(data).of(each.article)
        bound = trail.everything if each.step == ALL else trail.end
        data = review.added(data, [(each, bound)])
    return data or b""


def signed(*steps: str, text: str = TEXTS[0], article: str = ARTICLES[0]) -> list[Line]:
    """Lines that sign a text at steps."""
    return [line(step, text, article=article) for step in steps]


def told(data: bytes, rules: ReviewTable = RULES) -> list[tuple[int | None, str]]:
    """The lines at which something is wrong, with the message."""
    return [(problem.line, problem.message) for problem in read(data, rules).problems]


acts = st.tuples(
    st.sampled_from(ARTICLES),
    st.sampled_from(TEXTS),
    st.sampled_from(STEPS),
    st.booleans() | st.just(value=False),
    st.sampled_from(["张三", "李四，王"]),
)


@given(st.lists(acts, max_size=20))
def test_lines_pass_what_they_say(given_acts: list[tuple[str, str, str, bool, str]]) -> None:
    """What passed is what was signed in order, less what was revoked, for each text of each article."""
    data = None
    passed: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for article, text, step, is_back, person in given_acts:
        had = passed.setdefault((article, text), [])
        at = STEPS.index(step)
        if is_back:
            del had[at:]
        elif len(had) > at:
            had[:] = [*(each for each in had if each[0] != step), (step, person)]
        elif len(had) == at:
            had.append((step, person))
        else:
            continue  # the act refuses a step whose turn has not come
        data = grown(data, line(step, text, article=article, person=person, back=is_back))
    record = read(data)
    assert record.problems == ()
    for (article, text), wanted in passed.items():
        assert sorted(record.of(article).passed.get(text, {}).items()) == sorted(wanted)


@given(
    st.integers(0, 5), st.integers(0, 6), st.sampled_from(["x", "撤回", "签", "赵六", TEXTS[2], "三审", ARTICLES[1]])
)
def test_nothing_counts_from_an_altered_line_on(row: int, column: int, value: str) -> None:
    """Lines before it, and those of other articles, count as before; no line of its article behind it does."""
    lines = [*signed(*STEPS), *signed(*STEPS, article=ARTICLES[1])]
    data = grown(None, *lines)
    rows = data.decode("utf-8-sig").splitlines(keepends=True)
    cells = rows[row + 3].rstrip("\n").split(",")
    if cells[column] == value:
        return
    cells[column] = value
    rows[row + 3] = ",".join(cells) + "\n"
    record = read("".join(rows).encode())
    assert record.problems
    mine, other = (ARTICLES[0], ARTICLES[1]) if row < 3 else (ARTICLES[1], ARTICLES[0])
    assert set(record.of(mine).steps(TEXTS[0])) <= set(STEPS[: row % 3])
    assert record.of(mine).steps(TEXTS[2]) == ()
    if value != ARTICLES[1]:
        assert record.of(other).steps(TEXTS[0]) == STEPS


@pytest.mark.parametrize("row", range(3))
def test_a_copied_line_is_told_and_what_follows_does_not_count(row: int) -> None:
    """The message says which line to delete; without it the record is as it was."""
    data = grown(None, *signed(*STEPS))
    rows = data.splitlines(keepends=True)
    copied = b"".join([*rows, rows[row + 3]])
    assert told(copied) == [(7, "这一行和上面的一行相同，不作数")]
    assert told(data) == []


def test_a_line_of_another_article_does_not_count() -> None:
    """Digest and seal of one article say nothing of another."""
    data = grown(None, *signed("一审"), *signed("一审", text=TEXTS[1], article=ARTICLES[1]))
    forged = data.replace(f"{ARTICLES[0]},{TEXTS[0]}".encode(), f"{ARTICLES[0]},{TEXTS[1]}".encode())
    assert told(forged)[0][0] == 4
    assert read(forged).of(ARTICLES[0]).passed == {}


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (ReviewTable(steps=("初审", "三审"), people=("张三",), since=date(2026, 3, 1)), "没有“一审”这一道"),
        (ReviewTable(steps=STEPS, people=("钱七",), since=date(2026, 3, 1)), "名单里没有“张三”"),
    ],
)
def test_unknown_names_and_steps_do_not_count(rules: ReviewTable, message: str) -> None:
    """Whoever is not declared signs nothing; one who left the paper stays on the list, without steps."""
    data = grown(None, *signed("一审"))
    assert told(data, rules)[0] == (4, f"{message}，这一行不作数")
    assert read(data, rules).of(ARTICLES[0]).passed.get(TEXTS[0], {}) == {}
    left = ReviewTable(steps=STEPS, people=("钱七", "张三："), since=date(2026, 3, 1))
    assert told(data, left) == []


def test_a_step_whose_turn_has_not_come_does_not_count() -> None:
    """A line of a later step before the earlier ones is told."""
    data = grown(None, line("二审", TEXTS[0]))
    assert told(data) == [(4, "“一审”还没有签，“二审”不作数")]
    assert read(data).of(ARTICLES[0]).steps(TEXTS[0]) == ()


@pytest.mark.parametrize(
    "row",
    [
        *("一行字", ",,,,,,", '2026,"张三', "2026-03-24,张三,签,一审,2026-03-25-01,aa,bb"),
        f"2026-03-24T20:15:00+08:00,张三,签,一审,2026-03-26-01,{TEXTS[0]},{'0' * 24}",
        f"2026-03-24T20:15:00+08:00,张三,过,一审,2026-03-25-01,{TEXTS[0]},{'0' * 24}",
        f"2026-03-24T20:15:00+08:00,张三,签,一审,2026-03-25-01,,{'0' * 24}",
    ],
)
def test_a_malformed_line_is_told_and_the_others_count(row: str) -> None:
    """A line that cannot be read takes nothing from lines before and behind it."""
    data = grown(None, *signed(*STEPS[:2])) + row.encode() + b"\n"
    data = grown(data, *signed("三审"))
    assert {at for at, _ in told(data)} <= {6}
    assert read(data).of(ARTICLES[0]).steps(TEXTS[0]) == STEPS


def test_what_office_programs_make_of_the_file_counts() -> None:
    """Another encoding, other line ends, notes and empty lines change nothing."""
    data = grown(None, *signed(*STEPS)).decode("utf-8-sig").replace("\n", "\r\n") + "# 备注\r\n,,,\r\n"
    assert read(data.encode("gb18030")).of(ARTICLES[0]).steps(TEXTS[0]) == STEPS
    more = grown(data.encode("gb18030"), line("三审", TEXTS[0], back=True))
    assert read(more).of(ARTICLES[0]).steps(TEXTS[0]) == STEPS[:2]
    assert "三审" in more.decode("gb18030")


def test_revoking_everything_begins_anew() -> None:
    """Behind it only what is signed then counts, also where the lines before were not in order."""
    data = grown(None, *signed(*STEPS))
    broken = data.replace("二审".encode(), "三审".encode())
    for before in (data, broken):
        after = grown(before, line(ALL, "", back=True))
        assert told(after) == []
        assert read(after).of(ARTICLES[0]).passed == {}
        again = grown(after, *signed(*STEPS, text=TEXTS[1]))
        assert read(again).of(ARTICLES[0]).steps(TEXTS[1]) == STEPS
        assert told(again) == []


def merged(tmp_path: Path, base: bytes, ours: bytes, theirs: bytes, *how: str) -> bytes:
    """What git makes of two versions of a file."""
    if shutil.which("git") is None:
        pytest.skip("NOT TESTED: git is not installed")
    for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
        (tmp_path / name).write_bytes(data)
    command = ["git", "merge-file", "-p", *how, "ours", "base", "theirs"]
    return subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).stdout


def test_a_fork_after_a_merge_is_told_with_its_remedy(tmp_path: Path) -> None:
    """Where two branches signed one article, neither counts, what both had before does; other articles merge."""
    base = grown(None, *signed("一审"))
    ours = grown(base, *signed("二审", "三审"), *signed("一审", article=ARTICLES[1]))
    theirs = grown(base, *signed("一审", "二审", text=TEXTS[1]))
    both = merged(tmp_path, base, ours, theirs, "--union")
    record = read(both)
    assert [problem.message for problem in record.problems] == ["这一行和上面的一行接在同一行后面"]
    assert "撤回这一篇的全部签字" in record.problems[0].hint
    assert record.of(ARTICLES[0]).passed == {TEXTS[0]: {"一审": "张三"}}
    assert record.of(ARTICLES[1]).steps(TEXTS[0]) == ("一审",)
    healed = grown(both, line(ALL, "", back=True), *signed(*STEPS))
    assert told(healed) == []
    assert read(healed).of(ARTICLES[0]).steps(TEXTS[0]) == STEPS


def test_branches_about_different_articles_merge(tmp_path: Path) -> None:
    """Lines of one article are bound to one another only, so they may stand in any order to those of others."""
    base = grown(None, *signed("一审"), *signed("一审", article=ARTICLES[1]))
    both = merged(
        tmp_path, base, grown(base, *signed("二审")), grown(base, *signed("二审", article=ARTICLES[1])), "--union"
    )
    assert told(both) == []
    assert [read(both).of(article).steps(TEXTS[0]) for article in ARTICLES] == [STEPS[:2]] * 2


def test_a_revocation_counts_whichever_branch_it_came_from(tmp_path: Path) -> None:
    """What one branch revoked is not passed, though the lines do not count otherwise."""
    base = grown(None, *signed(*STEPS))
    revoking, signing = grown(base, line("三审", TEXTS[0], back=True)), grown(base, *signed("一审", text=TEXTS[1]))
    for ours, theirs in ((revoking, signing), (signing, revoking)):
        assert read(merged(tmp_path, base, ours, theirs, "--union")).of(ARTICLES[0]).steps(TEXTS[0]) == STEPS[:2]


def test_a_merge_that_is_not_finished_is_told(tmp_path: Path) -> None:
    """While git's marks stand in the file nothing counts, and the message says what to keep."""
    base = grown(None, *signed("一审"))
    both = merged(tmp_path, base, grown(base, *signed("二审")), grown(base, line("二审", TEXTS[1], person="李四，王")))
    assert told(both) == [(5, "git 的合并还没有做完")]
    assert read(both).trails == {}


def test_no_file_is_an_empty_record() -> None:
    """An issue in which nobody signed anything has no file."""
    assert read(None) == Record({}, ())
    assert read(b"").of(ARTICLES[0]).end == ""
