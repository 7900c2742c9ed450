"""A corrected raw file beside the edited issue: three columns, taken over paragraph by paragraph."""

from datetime import date, datetime
from pathlib import Path

import pytest

from generator.content import doubts, store
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.editing import taking_over
from generator.editing.asked import Around, Stale
from generator.editing.taking_over import Comparison, TakeOver
from generator.errors import ImportRefused
from generator.model import CHINA
from generator.newsroom import importer
from generator.newsroom.three_columns import Row, State
from generator.settings import Settings
from support import Site, tree

ISSUE = "2026-03-25"
FOLDER = f"content/issues/{ISSUE}"
FIRST = """\
## 新港码头启用

本报讯(记者周采薇)3月24日，新港码头正式启用，首艘货轮满载春茶离港，岸边挤满了送行的人。

码头有三个泊位，明年还要再修两个，到那时能停一万吨的船。

船长说，这一趟走得很顺，回来的时候要带一船新米。

## 北街菜市场搬进新楼

本报讯(记者郑明)北街菜市场昨日搬进新楼，一百二十个摊位全部安上电子秤，雨天再不用踩泥水。
"""
ADDED = """\
## 夜校添了三门课

本报讯(记者林知远)社区夜校本周起添了木工、剪辑和烘焙三门课，报名的人排到了楼梯口。

"""


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper whose issue was imported, and edited in one paragraph."""
    raw = site.write("../raw.txt", FIRST)
    importer.import_issue(site.root, raw, date.fromisoformat(ISSUE), propose=lambda article: article)
    _edit(site, "三个泊位", "三座泊位")
    _edit(site, "很顺，", "很顺利，")
    return site


def _edit(site: Site, old: str, new: str) -> None:
    path = site.root / FOLDER / "01.md"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _corrected(site: Site, **changes: str) -> Path:
    text = FIRST
    for old, new in changes.items():
        text = text.replace(old, new)
    return site.write("../corrected/raw.txt", text)


def _compared(site: Site, raw: Path) -> Comparison:
    return taking_over.compared(Draft(site.root), ISSUE, [raw])


def _take(site: Site, raw: Path, seen: Comparison, take: list[Row], keep: tuple[Row, ...] = ()) -> str:
    asked = TakeOver(
        batch="b",
        issue=ISSUE,
        stamp=seen.stamp,
        take=tuple(row.key for row in take),
        keep=tuple(row.key for row in keep),
    )
    draft = Draft(site.root)
    around = Around(datetime(2026, 3, 26, tzinfo=CHINA), "", Settings.model_construct(), (raw,))
    done = taking_over.take_over(draft, asked, around)
    history.commit(draft, "again", done.what)
    return done.what


def _text(site: Site, number: str = "01") -> str:
    return (site.root / FOLDER / f"{number}.md").read_text("utf-8")


def _of(rows: tuple[Row, ...], *states: State) -> list[Row]:
    return [row for row in rows if row.state in states]


CHANGES = {"满载春茶": "满载新茶", "三个泊位": "四个泊位", "电子秤": "智能电子秤"}


def test_three_columns_say_who_changed_what(paper: Site) -> None:
    """Each paragraph that is not the same everywhere says whose change it is; nothing is written."""
    before = tree(paper.root)
    rows = _compared(paper, _corrected(paper, **CHANGES)).rows
    shown = [(row.file, row.state, row.label) for row in rows if row.state is not State.SAME]
    assert shown == [
        ("01.md", State.SOURCE, "正文"),
        ("01.md", State.BOTH, "正文"),
        ("01.md", State.EDITOR, "正文"),
        ("02.md", State.SOURCE, "正文"),
    ]
    (both,) = _of(rows, State.BOTH)
    assert ("三个" in both.then, "三座" in both.now, "四个" in both.new) == (True, True, True)
    assert [row.label for row in rows if '"新港码头启用"' in row.now] == ["标题"]
    assert tree(paper.root) == before


def test_the_chosen_rows_are_taken_over(paper: Site) -> None:
    """Chosen paragraphs are the corrected ones; the editor's other words stay, and one undo takes all back."""
    before = tree(paper.root)
    mine = _text(paper)
    raw = _corrected(paper, **CHANGES)
    seen = _compared(paper, raw)
    _take(paper, raw, seen, _of(seen.rows, State.SOURCE, State.BOTH))
    assert _text(paper) == mine.replace("满载春茶", "满载新茶").replace("三座泊位", "四个泊位")
    assert "智能电子秤" in _text(paper, "02")
    assert (paper.root / FOLDER / "source/raw.txt").read_bytes() == raw.read_bytes()
    assert _of(_compared(paper, raw).rows, State.SOURCE, State.BOTH) == []
    history.undo(paper.root)
    assert tree(paper.root) == before


def test_what_is_not_decided_stays_and_is_a_doubt(paper: Site) -> None:
    """Without a decision both stand: the text as it is, the corrected words in a doubt; what is kept raises none."""
    raw = _corrected(paper, **CHANGES)
    seen = _compared(paper, raw)
    before = _text(paper)
    _take(paper, raw, seen, [], keep=(_of(seen.rows, State.SOURCE)[0],))
    assert _text(paper) == before
    held = doubts.parse((paper.root / FOLDER / "01.doubts.json").read_text("utf-8"), "")
    (doubt,) = (each for each in held if each.rule == "source")
    assert ("三座泊位" in doubt.span, "四个泊位" in doubt.suggestion) == (True, True)
    other = doubts.parse((paper.root / FOLDER / "02.doubts.json").read_text("utf-8"), "")
    assert [each.rule for each in other] == ["source"]


def test_an_article_that_is_new_or_gone_is_a_row(paper: Site) -> None:
    """A further article is taken as a whole and stands last; one that the source has no more goes if that is chosen."""
    raw = paper.write("../corrected/raw.txt", FIRST.replace("## 北街", ADDED + "## 北街"))
    seen = _compared(paper, raw)
    (added,) = _of(seen.rows, State.SOURCE)
    assert (added.file, added.label, added.then, added.now) == ("03.md", "全篇", "", "")
    _take(paper, raw, seen, [added])
    issue = store.load_issue(paper.root / FOLDER, paper.root)
    assert [(article.title, article.order) for article in issue.articles][-1] == ("夜校添了三门课", 3)
    raw = paper.write("../corrected/raw.txt", FIRST)
    seen = _compared(paper, raw)
    (gone,) = _of(seen.rows, State.SOURCE)
    assert (gone.file, gone.new) == ("03.md", "")
    _take(paper, raw, seen, [])
    assert (paper.root / FOLDER / "03.md").exists()
    seen = _compared(paper, raw)
    _take(paper, raw, seen, [row for row in seen.rows if row.file == "03.md"])
    assert not (paper.root / FOLDER / "03.md").exists()


def test_a_choice_among_other_rows_is_refused(paper: Site) -> None:
    """Where the issue or the raw file changed after the comparison, nothing is taken."""
    raw = _corrected(paper, **CHANGES)
    seen = _compared(paper, raw)
    _edit(paper, "三座泊位", "三处泊位")
    before = tree(paper.root)
    with pytest.raises(Stale):
        _take(paper, raw, seen, _of(seen.rows, State.SOURCE))
    assert tree(paper.root) == before


def test_only_a_raw_file_of_the_issue_is_compared(site: Site) -> None:
    """Of an issue with a file for each 版 one of them is corrected, by its name; another name is refused."""
    for name, text in (("01要闻.txt", FIRST), ("02民生.txt", ADDED)):
        site.write(f"../raw/{name}", text)
    importer.import_issue(
        site.root, site.root.parent / "raw", date.fromisoformat(ISSUE), propose=lambda article: article
    )
    raw = site.write("../corrected/02民生.txt", ADDED.replace("木工", "木作"))
    rows = _compared(site, raw).rows
    assert [(row.file, row.state) for row in rows if row.state is not State.SAME] == [("03.md", State.SOURCE)]
    with pytest.raises(ImportRefused, match="不是这一期的原稿"):
        _compared(site, site.write("../corrected/03.txt", ADDED))
