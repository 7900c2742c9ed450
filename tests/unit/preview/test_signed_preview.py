"""The preview of a paper whose articles must be signed."""

from collections.abc import Callable
from datetime import datetime

import pytest

from generator.model import CHINA
from generator.press.build import build
from generator.preview import held
from reviewed_paper import ISSUE, PAPER, STEPS, Reviewed
from support import Site
from watched_paper import WatchedPaper, built

NOW = datetime(2026, 3, 25, 12, tzinfo=CHINA)
SIGNED, NEWER = "码头昨日启用。", "码头昨日没有启用。"
FOLDER = f"content/issues/{ISSUE}"
PATH = f"{ISSUE}/01.html"


@pytest.fixture
def desk(make_site: Callable[..., Site]) -> Reviewed:
    """An issue of two articles, of which nothing is signed."""
    site = make_site("signed", PAPER)
    site.issue()
    site.article(number=1, body=SIGNED, title="码头启用")
    site.article(number=2, body="菜市场搬家。", title="搬家")
    return Reviewed(site)


def shown(watched: WatchedPaper, *changed: str) -> str:
    """The page of the first article, after a few files have changed."""
    watched.told(*(f"{FOLDER}/{name}" for name in changed))
    page = watched.page(PATH)
    return page.decode() if page else ""


def why(watched: WatchedPaper) -> tuple[str, str]:
    """Why readers do not see it so, and the words that lead to what they do not see."""
    found = held.why(watched.session.paper.issues, PATH, NOW)
    return (found.why, found.see) if found else ("", "")


def test_the_page_is_the_signed_one_and_says_so(desk: Reviewed) -> None:
    """From the first step to the last, and after a change: what readers see, and what is missing."""
    watched = WatchedPaper(desk.root, NOW)
    assert why(watched) == ("没有签完，没有登出：还差一审、二审、三审", "")
    assert SIGNED in shown(watched), "at its address stands what it will be"
    desk.sign("01", "02", steps=STEPS[:2])
    shown(watched, "review.csv")
    assert why(watched)[0].endswith("还差三审")
    desk.sign("01", "02", steps=STEPS[2:])
    assert SIGNED in shown(watched, "review.csv", "signed/01.md", "signed/02.md")
    assert why(watched) == ("", "")
    desk.edit("01", SIGNED, NEWER)
    assert SIGNED in shown(watched, "01.md")
    assert why(watched) == ("读者看到的是签过的一稿；改过的一稿还差一审、二审、三审", "看改过的一稿")
    newer = watched.session.paper.kept_back(PATH, withdrawn=True)
    assert newer
    assert NEWER in newer.decode()
    desk.sign("01")
    assert NEWER in shown(watched, "review.csv", "signed/01.md")
    assert why(watched) == ("", "")


def test_what_waits_is_listed(desk: Reviewed) -> None:
    """The list of what readers do not see has newer texts and what was never signed, each once."""
    desk.sign("01")
    desk.edit("01", SIGNED, NEWER)
    desk.edit("01", "topics: []", "topics: []\ndraft: true")
    watched = WatchedPaper(desk.root, NOW)
    assert [(each.path, each.why[:4]) for each in held.held(watched.session.paper.issues, NOW)] == [
        (PATH, "草稿，没"),
        (f"{ISSUE}/02.html", "没有签完"),
    ]


def test_other_steps_are_taken_in(desk: Reviewed) -> None:
    """Where newspaper.toml declares others, or none, pages follow at once."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    watched = WatchedPaper(desk.root, NOW)
    assert SIGNED in shown(watched)
    desk.site.write("newspaper.toml", PAPER.partition("[review]")[0])
    watched.told("newspaper.toml")
    assert NEWER in shown(watched)
    desk.site.write("newspaper.toml", PAPER)
    watched.told("newspaper.toml")
    assert SIGNED in shown(watched)


def test_a_mistake_in_the_record_is_told(desk: Reviewed) -> None:
    """The preview names the line, and forgets it when the file is mended."""
    desk.sign("01", "02")
    watched = WatchedPaper(desk.root, NOW)
    good = desk.record.read_bytes()
    desk.record.write_bytes(good.replace("王五".encode(), "钱七".encode(), 1))
    shown(watched, "review.csv")
    (problem,) = watched.session.paper.problems
    assert (problem.source, problem.line) == (f"{FOLDER}/review.csv", 8)
    desk.record.write_bytes(good)
    shown(watched, "review.csv")
    assert watched.problems == []


def test_every_page_is_that_of_a_build(desk: Reviewed) -> None:
    """With a signed text, a newer one and one that was never signed, pages are as a clean build has them."""
    desk.sign("01")
    desk.edit("01", SIGNED, NEWER)
    watched = WatchedPaper(desk.root, NOW)
    build(desk.root, now=NOW, index=False, ahead=True)
    output = desk.root / ".banmian/ahead/output"
    assert not (output / ISSUE / "02.html").exists()
    for path in output.rglob("*.html"):
        name = path.relative_to(output).as_posix()
        assert watched.page(name) == built(path.read_bytes()), name


def test_a_newer_text_is_shown_beside_a_file_that_cannot_be_read(desk: Reviewed) -> None:
    """A mistake in another article keeps neither the signed text from its page nor the newer one from the newsroom."""
    desk.sign("01", "02")
    desk.edit("01", SIGNED, NEWER)
    watched = WatchedPaper(desk.root, NOW)
    desk.site.write(f"{FOLDER}/02.md", "没有信息区")
    assert SIGNED in shown(watched, "02.md")
    newer = watched.session.paper.kept_back(PATH, withdrawn=True)
    assert newer
    assert NEWER in newer.decode()
