"""Sign-offs that a browser must not be able to make: each request is refused, and nothing is written."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_paper import DeskPaper
from generator.desk import desk
from reviewed_paper import ISSUE, PAPER, SIGNERS, STEPS
from support import Site, tree

LAST = STEPS[-1]
FOLDER = f"content/issues/{ISSUE}"
MANY = 200


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DeskPaper:
    """An issue of three drafts; the second has passed all steps but the last, the third none."""
    monkeypatch.setattr(desk, "sleep", lambda _seconds: None)
    site = Site(tmp_path)
    site.write("newspaper.toml", PAPER)
    site.issue(ISSUE)
    for at in (1, 2, 3):
        site.article(ISSUE, at, f"第{at}篇的正文。\n\n又一段。", draft=True)
    made = DeskPaper(tmp_path)
    for step in STEPS[:-1]:
        for number in ("01", "02"):
            reply = made.act("signoff", person=SIGNERS[step], issue=ISSUE, articles=[seen(made, number)], step=step)
            assert reply.status == 200
    return made


def seen(paper: DeskPaper, number: str) -> dict[str, str]:
    """An article as it is now, as a sign-off names it."""
    return {"article": number, "digest": paper.digest(ISSUE, number)}


def wrong(paper: DeskPaper, chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """People and requests that are refused; before each the files are changed as is needed."""
    text, record = paper.root / FOLDER / "02.md", paper.root / FOLDER / "review.csv"
    whole, lines = text.read_bytes(), record.read_bytes().splitlines(keepends=True)
    person, chosen = SIGNERS[LAST], [seen(paper, "02")]
    right: dict[str, Any] = {"issue": ISSUE, "articles": chosen, "step": LAST}
    own = [at for at, line in enumerate(lines) if f"{ISSUE}-02".encode() in line]
    for at in range(MANY // 10):
        text.write_bytes(whole.replace("又".encode(), f"又{at}".encode()))
        yield person, right  # the text was edited after it was seen
        yield person, right | {"articles": [seen(paper, "02")]}  # the text was edited after the steps before
        text.write_bytes(whole)
        yield chance.choice(["", "张三", "某人", "王五 ", "wangwu", "王五\n", f"王五{at}"]), right
        yield person, right | {"step": chance.choice(["终审", "三 审", "全部", "", "x" * 21, 3, None, ["三审"]])}
        yield person, right | {"articles": [seen(paper, "03")]}  # a step before is missing
        yield person, right | {"articles": [*chosen, seen(paper, "03")]}  # of one of them
        odd: tuple[Any, ...] = ([], [{"article": "02"}], ["02"], [chosen[0] | {"signed": "1"}], "02", None)
        yield person, right | {"articles": chance.choice(odd)}
        digest = chance.choice(["0" * 32, paper.digest(ISSUE, "01"), chosen[0]["digest"].upper(), "", None])
        yield person, right | {"articles": [{"article": "02", "digest": digest}]}
        row = chance.choice(own)
        cells = lines[row].split(b",")
        place = chance.randrange(len(cells) - 1)
        cells[place] = b"0" + cells[place]
        record.write_bytes(b"".join([*lines[:row], b",".join(cells), *lines[row + 1 :]]))
        yield person, right  # a line was altered
        record.write_bytes(b"".join([*lines[: row + 1], *lines[row:]]))
        yield person, right  # a line was copied
        record.write_bytes(b"".join(lines))


def test_wrong_sign_offs_are_refused(paper: DeskPaper) -> None:
    """Stale texts, unknown names and steps, steps too early, malformed requests, and records that were altered."""
    taken, many = [], 0
    for person, request in wrong(paper, random.Random(20260325)):  # noqa: S311 - the same every time
        before = tree(paper.root / "content")
        many += 1
        if paper.act("signoff", person=person, **request).status not in (409, 422):
            taken.append((many, person, request))
        assert tree(paper.root / "content") == before
    assert (taken, many) == ([], MANY)
    reply = paper.act("signoff", person=SIGNERS[LAST], issue=ISSUE, articles=[seen(paper, "02")], step=LAST)
    assert reply.status == 200
    assert (paper.root / FOLDER / "signed/02.md").exists()
    assert paper.defects == []
