"""Importing an issue again: what may be replaced and what is a person's."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from carried_out import carried_out
from generator.content import store
from generator.content.edits import disk, history
from generator.editing import joining, passages, splitting
from generator.errors import ImportRefused
from generator.kinds import Kind
from generator.model import Article, Issue
from generator.newsroom import again, doubt_places, importer
from generator.newsroom.again import Record
from generator.newsroom.importer import Imported
from strategies import raw_issue
from support import Site, examples, tree

DAY = date(2026, 3, 25)
FOLDER = "content/issues/2026-03-25"
FIRST = """\
## 新港码头启用

本报讯(记者周采薇)3月24日，新港码头正式启用，首艘货轮满载春茶离港，岸边挤满了送行的人。

## 北街菜市场搬进新楼

本报讯(记者郑明)北街菜市场昨日搬进新楼，一百二十个摊位全部安上电子秤，雨天再不用踩泥水。
"""
ADDED = """\
## 夜校添了三门课

本报讯(记者林知远)社区夜校本周起添了木工、剪辑和烘焙三门课，报名的人排到了楼梯口。

"""


def take(site: Site, text: str, *, replace_all: bool = False) -> Imported:
    """Imports a raw text under the same name as ever."""
    raw = site.write("../raw.txt", text)
    return importer.import_issue(site.root, raw, DAY, replace_all=replace_all, propose=lambda article: article)


def file(site: Site, name: str) -> Path:
    """One file of the issue."""
    return site.root / FOLDER / name


def edit(site: Site, name: str, old: str, new: str) -> None:
    """An editor's hand."""
    text = file(site, name).read_text("utf-8")
    assert old in text
    file(site, name).write_text(text.replace(old, new), "utf-8")


def test_values_of_the_papers_own_stay(site: Site) -> None:
    """What an editor wrote under ``extra:`` is kept as it is typed when a corrected raw text is imported again."""
    take(site, FIRST)
    edit(site, "01.md", "\n---\n\n", "\nextra:\n  票价: 1.50\n  场次: [上午, 2]\n---\n\n")
    done = take(site, FIRST.replace("满载春茶", "满载新茶"))
    assert done.plan
    assert done.plan.merged == ("01.md",)
    text = file(site, "01.md").read_text("utf-8")
    assert "\nextra:\n  票价: 1.50\n  场次: [上午, 2]\n---\n" in text
    assert "满载新茶" in text
    assert store.load_issue(site.root / FOLDER, site.root).articles[0].extra == (
        ("票价", "1.50"),
        ("场次", ("上午", 2)),
    )


def test_the_same_raw_text_again_changes_nothing(site: Site) -> None:
    """Where nothing is to be updated, import has no entry in the history and leaves every byte as it was."""
    take(site, FIRST)
    before = tree(site.root)
    assert not take(site, FIRST).entry
    assert tree(site.root) == before


def test_only_untouched_files_are_replaced(site: Site) -> None:
    """A corrected raw text updates what nobody has edited; an edited article stays word for word and is named."""
    take(site, FIRST)
    edit(site, "01.md", "首艘货轮", "第一艘货轮")
    mine = file(site, "01.md").read_text("utf-8")
    done = take(site, FIRST.replace("满载春茶", "满载新茶").replace("电子秤", "智能电子秤"))
    assert done.plan is not None
    assert done.plan.kept == ("01.md",)
    assert file(site, "01.md").read_text("utf-8") == mine
    assert "智能电子秤" in file(site, "02.md").read_text("utf-8")


def test_addresses_never_change_their_meaning(site: Site) -> None:
    """An article that turns up between others gets a new number; the others keep theirs and only change places."""
    take(site, FIRST)
    take(site, FIRST.replace("## 北街", ADDED + "## 北街"))
    (issue,) = store.load(site.root, ()).issues
    assert [(article.id[-2:], article.title) for article in issue.articles] == [
        ("01", "新港码头启用"),
        ("03", "夜校添了三门课"),
        ("02", "北街菜市场搬进新楼"),
    ]
    take(site, FIRST)
    other = (
        "## 老桥修好了\n\n本报讯(记者郑明)柳岸老桥封闭检修四十天后恢复通行，桥面换了新石板，两侧加了扶栏和路灯。\n\n"
    )
    take(site, other + FIRST)
    (issue,) = store.load(site.root, ()).issues
    assert [article.id[-2:] for article in issue.articles if "北街" in article.title] == ["02"]
    assert [article.id[-2:] for article in issue.articles if "老桥" in article.title] == ["04"]


@pytest.mark.parametrize("remembered", [{}, {"07": "很久以前的一篇"}])
def test_a_new_article_gets_a_number_above_all_others(remembered: dict[str, str]) -> None:
    """However many numbers are missing, a new article gets one that no article ever had, and the old ones stay."""
    texts = {"03": "新港码头正式启用，首艘货轮满载春茶离港。", "05": "北街菜市场昨日搬进新楼，雨天再不用踩泥水。"}
    standing = [Article(f"2026-03-25-{number}", order=int(number), body=text) for number, text in texts.items()]
    bodies = ("社区夜校本周起添了木工、剪辑和烘焙三门课。", *texts.values())
    fresh = tuple(Article(f"2026-03-25-{order:02d}", order=order, body=text) for order, text in enumerate(bodies, 1))
    found = again.numbered(
        Issue("2026-03-25", DAY, articles=fresh),
        Issue("2026-03-25", DAY, articles=tuple(standing)),
        Record(openings=remembered),
    )
    above = max(map(int, (*texts, *remembered))) + 1
    assert [article.id[-2:] for article in found.articles] == [f"{above:02d}", *texts]


def test_an_article_that_joined_another_leaves_its_address_there() -> None:
    """Where two articles turn out to be one, the one that stays has both ids, and keeps those it took over before."""
    parts = {"03": "新港码头正式启用，首艘货轮满载春茶离港。", "05": "北街菜市场昨日搬进新楼，雨天再不用踩泥水。"}
    standing = [Article(f"2026-03-25-{number}", order=int(number), body=text) for number, text in parts.items()]
    standing[0] = replace(standing[0], was=("2026-03-24-09",), joined=("2026-03-25-04",))
    fresh = Article("2026-03-25-01", order=1, body="\n\n".join(parts.values()))
    (found,) = again.numbered(
        Issue("2026-03-25", DAY, articles=(fresh,)), Issue("2026-03-25", DAY, articles=tuple(standing)), Record()
    ).articles
    kept, gone = ("03", "05") if found.id.endswith("03") else ("05", "03")
    assert found.id == f"2026-03-25-{kept}"
    assert f"2026-03-25-{gone}" in found.joined
    assert found.was == (("2026-03-24-09",) if kept == "03" else ())


def test_what_an_editor_deleted_stays_deleted(site: Site) -> None:
    """An article that a person removed does not come back."""
    take(site, FIRST)
    file(site, "02.md").unlink()
    done = take(site, FIRST.replace("春茶", "新茶"))
    assert not file(site, "02.md").exists()
    assert done.plan is not None
    assert "02.md" in done.plan.kept


def test_replacing_everything_can_be_taken_back(site: Site) -> None:
    """With ``replace_all`` edited files are replaced too, nothing else is, and an undo brings them back."""
    take(site, FIRST)
    edit(site, "01.md", "首艘货轮", "第一艘货轮")
    site.write(f"{FOLDER}/photos/说明.md", "谁拍的")
    site.write(f"{FOLDER}/source/排版.indd", b"layout")
    before = tree(site.root)
    take(site, FIRST, replace_all=True)
    assert "首艘货轮" in file(site, "01.md").read_text("utf-8")
    changed = {name for name, data in tree(site.root).items() if before.get(name) != data}
    assert changed == {f"{FOLDER}/01.md"}
    history.undo(site.root)
    assert tree(site.root) == before


def test_without_proposals_tags_stay(site: Site) -> None:
    """Importing again without proposing tags takes none away."""
    take(site, FIRST)
    edit(site, "01.md", "tags: []", 'tags: ["码头"]')
    edit(site, "02.md", "topics: []", 'topics: ["economy"]')
    take(site, FIRST.replace("电子秤", "智能电子秤"))
    assert 'tags: ["码头"]' in file(site, "01.md").read_text("utf-8")
    assert 'topics: ["economy"]' in file(site, "02.md").read_text("utf-8")


def test_what_neither_touched_is_merged(site: Site) -> None:
    """A correction elsewhere in an article that an editor changed is taken, and what the editor wrote stays."""
    long = FIRST.replace("送行的人。", "送行的人。\n\n码头有六个泊位，年内还要再建两个。")
    take(site, long)
    edit(site, "01.md", 'title: "新港码头启用"', 'title: "新港码头今天启用" # 改过')
    done = take(site, long.replace("六个泊位", "八个泊位"))
    text = file(site, "01.md").read_text("utf-8")
    assert 'title: "新港码头今天启用" # 改过' in text
    assert "八个泊位" in text
    assert done.plan is not None
    assert done.plan.merged == ("01.md",)
    assert not done.plan.conflicts


def test_what_both_changed_is_a_doubt(site: Site) -> None:
    """Where an editor and the source changed the same paragraph, the editor's stays, and a doubt holds the other."""
    take(site, FIRST)
    edit(site, "01.md", ")3月24日，新港码头正式启用，首艘", ")3月24日，新港码头正式启用，第一艘")
    done = take(site, FIRST.replace("满载春茶", "满载新茶"))
    (doubt,) = (each for each in done.converted.doubts[0] if each.rule == doubt_places.SOURCE_CHANGED)
    assert "第一艘货轮满载春茶" in doubt.span
    assert "首艘货轮满载新茶" in doubt.suggestion
    assert "满载新茶" in file(site, "01.doubts.json").read_text("utf-8")
    assert "满载新茶" not in file(site, "01.md").read_text("utf-8")
    again_done = take(site, FIRST.replace("满载春茶", "满载新茶"))
    assert not again_done.entry


def test_a_corrected_file_is_taken_though_no_article_changes(site: Site) -> None:
    """The raw file beside the issue is always the last one that was imported."""
    take(site, FIRST)
    take(site, FIRST.replace("\n\n", "\n\n\n"))
    assert file(site, "source/raw.txt").read_text("utf-8") == FIRST.replace("\n\n", "\n\n\n")


@pytest.mark.parametrize("form", [("\r\n", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff")])
def test_an_editors_line_ends_stay(site: Site, form: tuple[str, str]) -> None:
    """A file that a person's program saved with other line ends or a mark keeps them when it is merged."""
    newline, mark = form
    long = FIRST.replace("送行的人。", "送行的人。\n\n码头有六个泊位，年内还要再建两个。")
    take(site, long)
    text = file(site, "01.md").read_text("utf-8").replace('"新港码头启用"', '"码头启用"')
    file(site, "01.md").write_bytes((mark + text.replace("\n", newline)).encode())
    take(site, long.replace("六个泊位", "八个泊位"))
    wanted = mark + text.replace("六个泊位", "八个泊位").replace("\n", newline)
    assert file(site, "01.md").read_bytes() == wanted.encode()


def test_answers_outlive_another_import(site: Site) -> None:
    """A doubt that an editor answered stays answered."""
    take(site, FIRST.replace("岸边", "惠及方面面，岸边"))
    edit(site, "01.doubts.json", '"open"', '"right"')
    take(site, FIRST.replace("岸边", "惠及方面面，岸边").replace("电子秤", "智能电子秤"))
    assert '"right"' in file(site, "01.doubts.json").read_text("utf-8")


names = st.sampled_from(["01.md", "02.md", "03.md", "issue.md"])
texts = st.dictionaries(names, st.sampled_from(["甲", "乙", "丙"]))


@given(written=texts, standing=texts, fresh=texts)
def test_a_touched_file_is_never_written(
    written: dict[str, str], standing: dict[str, str], fresh: dict[str, str]
) -> None:
    """Whatever happened to the folder, only files that stand as import wrote them, or never stood, are changed."""
    plan = again.plan(Record({name: again.digest(text) for name, text in written.items()}), standing, fresh)
    for name in (*plan.write, *plan.gone):
        assert standing.get(name) == written.get(name)
    after = {name: text for name, text in standing.items() if name not in plan.gone} | dict(plan.write)
    for name, text in fresh.items():
        assert after.get(name) == text or name in plan.kept


@given(texts, st.dictionaries(st.sampled_from(["01", "02", "117"]), st.text(max_size=20)))
def test_records_are_read_back(files: dict[str, str], openings: dict[str, str]) -> None:
    """A record's text gives the same record; anything else gives one by which every file is a person's."""
    made = Record(files, openings)
    assert Record.from_json(made.to_json()) == made
    assert {Record.from_json(text) == Record() for text in ("{", '{"files": 1}', "[" * 100_000)} == {True}


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw_issue)
def test_any_raw_text_again_changes_nothing(site: Site, text: str) -> None:
    """Whatever a raw text holds, importing it twice leaves what the first import made, byte for byte."""
    shutil.rmtree(site.root / "content", ignore_errors=True)
    whole = f"{FIRST}\n{text}"
    try:
        take(site, whole)
    except ImportRefused:  # too much of it is no Chinese
        reject()
    before = tree(site.root / FOLDER)
    assert not take(site, whole).entry
    assert tree(site.root / FOLDER) == before


def place_of(site: Site, name: str, words: str) -> int:
    """The place of the passage that has these words."""
    text = file(site, name).read_text("utf-8")
    return next(at for at, passage in enumerate(passages.read(text, Kind.NEWS)) if words in passage.source)


def request(site: Site, number: str) -> dict[str, str]:
    """What a request of the desk about an article says."""
    return {"issue": DAY.isoformat(), "article": number, "digest": disk.digest_of(file(site, f"{number}.md"))}


LONG = FIRST.replace("送行的人。\n", "送行的人。\n\n码头设有候船厅和自行车棚，冬天也不冷。\n\n船票三元，老人免费。\n")
"""The raw text with three paragraphs in its first article."""


@pytest.fixture
def structured(site: Site) -> Site:
    """An issue whose first article an editor split in two, and to which the third was joined."""
    take(site, LONG + "\n" + ADDED)
    at = place_of(site, "01.md", "候船厅")
    carried_out(site, splitting.split, splitting.Split(**request(site, "01"), at=at))
    carried_out(site, joining.join, joining.Join(**request(site, "03"), upper="02"))
    return site


def test_what_editors_split_and_joined_stays_so(structured: Site) -> None:
    """The same raw text again makes no article new that was joined, and leaves alone what was split off."""
    before = {name: data for name, data in tree(structured.root).items() if "source/" not in name}
    done = take(structured, LONG + "\n" + ADDED)
    assert done.plan
    assert not done.plan.news
    assert not done.plan.conflicts
    assert {name: data for name, data in tree(structured.root).items() if "source/" not in name} == before


def test_corrections_follow_what_was_split_and_joined(structured: Site) -> None:
    """A corrected raw text corrects paragraphs where they stand now, adds new ones there, and says nothing twice."""
    corrected = (LONG + "\n" + ADDED).replace("冬天也不冷。\n", "冬天有暖气。\n\n厕所在二楼。\n")
    corrected = corrected.replace("木工、剪辑和烘焙", "木工、茶艺和烘焙").replace("夜校添了", "社区夜校添了")
    done = take(structured, corrected.replace("送行的人", "看船的人"))
    texts = {name: file(structured, name).read_text("utf-8") for name in ("01.md", "02.md", "04.md")}
    assert "看船的人" in texts["01.md"]
    assert "冬天" not in texts["01.md"]
    assert "冬天有暖气。\n\n厕所在二楼。\n\n船票三元" in texts["04.md"]
    assert "\n## 社区夜校添了三门课\n" in texts["02.md"]
    assert "木工、茶艺和烘焙" in texts["02.md"]
    assert not file(structured, "03.md").exists()
    assert done.plan
    assert not done.plan.news
    assert not done.plan.conflicts
    assert [article.joined for article in store.load_issue(structured.root / FOLDER, structured.root).articles] == [
        (),
        (),
        ("2026-03-25-03",),
    ]


def test_imported_anew_nothing_of_the_structure_is_left(structured: Site) -> None:
    """With ``--replace`` the articles are those of the raw text; what was split off leads to the one with its text."""
    take(structured, LONG + "\n" + ADDED, replace_all=True)
    articles = store.load_issue(structured.root / FOLDER, structured.root).articles
    assert [(article.id[-2:], article.joined) for article in articles] == [
        ("01", ("2026-03-25-04",)),
        ("02", ()),
        ("03", ()),
    ]
