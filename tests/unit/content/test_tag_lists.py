"""The newsroom's tables about tags: what they say, what is wrong in them, and how rows are added."""

from pathlib import Path

import pytest

from generator.content import catalogue, posts_table, tables, tag_lists
from generator.errors import ContentError
from generator.kinds import TagKind
from generator.model import Post, Tag


def write(root: Path, name: str, text: str) -> Path:
    """A table of a site."""
    path = tables.folder(root) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_tables_that_are_not_there_say_nothing(tmp_path: Path) -> None:
    """A site without any table has empty lists."""
    assert tag_lists.read(tmp_path) == tag_lists.TagLists()


def test_all_five_tables(tmp_path: Path) -> None:
    """Each table is read for what it is; synonyms of synonyms lead to the last tag."""
    write(tmp_path, "标签.csv", "标签,类型,网址\n何映秋,人物,he-ying-qiu\n路灯,,\n")
    write(tmp_path, "同义词.csv", "说法,标签\n高新技术产业开发区,高新技术开发区\n高新技术开发区,高新区\n")
    write(tmp_path, "停用标签.csv", "词,说明\n工作,太泛\n")
    write(tmp_path, "词典.csv", "词,类型\n苇编,\n云湖,地点\n")
    write(tmp_path, "词频.csv", "词,篇数\n（全部）,100\n新区,90\n")
    lists = tag_lists.read(tmp_path)
    assert lists.register == {"何映秋": Tag("何映秋", TagKind.PERSON, "he-ying-qiu"), "路灯": Tag("路灯")}
    assert set(lists.synonyms.values()) == {"高新区"}
    assert lists.stop == {"工作"}
    assert lists.words == {"苇编": TagKind.SUBJECT, "云湖": TagKind.PLACE}
    assert (lists.counts, lists.articles) == ({"新区": 90}, 100)


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    """All mistakes of all tables come together, each with file and line."""
    write(tmp_path, "标签.csv", "标签,类型,网址\n甲甲,人名,\n乙乙,,Yi\n丙丙,,bing\n丁丁,,bing\n丙丙,,\n")
    write(tmp_path, "同义词.csv", "说法,标签\n甲,乙\n乙,甲\n")
    write(tmp_path, "词频.csv", "词,篇数\n新区,很多\n")
    with pytest.raises(ContentError) as caught:
        catalogue.read(tmp_path, 2)
    places = {problem.place for problem in caught.value.problems}
    assert places == {
        *(f"content/lists/标签.csv:{line}" for line in (2, 3, 5, 6)),
        *(f"content/lists/同义词.csv:{line}" for line in (2, 3)),
        "content/lists/词频.csv:2",
    }


PLACES = ("2026-01-01-01", "2026-01-08-b-02")


def test_posts_that_readers_see(tmp_path: Path) -> None:
    """Posts are shown that an editor confirmed or the paper printed more than once; none that are over or wrong."""
    rows = [
        "何映秋,管委会副主任,2025-01-01,2026-01-01,是,9,",
        "何映秋,管委会主任,2026-01-01,,是,1,",
        "何映秋,管委会王任,2026-01-01,,错,1,",
        "丁牧之,石桥镇镇长,2026-01-01,,,3,2026-01-01-01 2026-01-08-b-02 报社档案",
        "丁牧之,石桥镇书记,2026-02-01,,,1,",
        "林知远,记者,2026-01-01,,,30,",
    ]
    write(tmp_path, posts_table.FILE, "\n".join([",".join(posts_table.COLUMNS), *rows]))
    assert posts_table.posts(tmp_path) == {"何映秋": (Post("管委会主任"),), "丁牧之": (Post("石桥镇镇长", PLACES),)}


@pytest.mark.slow
def test_a_long_chain_of_synonyms(tmp_path: Path) -> None:
    """Each word is looked at once, however long the chain; a circle in it is told for each of its words."""
    count = 30_000
    rows = [f"甲{at},甲{at + 1}" for at in range(count)]
    write(tmp_path, "同义词.csv", "\n".join(["说法,标签", *rows]))
    synonyms = tag_lists.read(tmp_path).synonyms
    assert set(synonyms.values()) == {f"甲{count}"}
    assert len(synonyms) == count
    write(tmp_path, "同义词.csv", "\n".join(["说法,标签", *rows[:5], "甲5,甲3"]))
    with pytest.raises(ContentError) as caught:
        tag_lists.read(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [5, 6, 7]


@pytest.mark.parametrize("count", ["²", "１", "9" * 5000, "-1", "1.5"])
def test_what_only_looks_like_a_number(tmp_path: Path, count: str) -> None:
    """A count is written in plain figures; anything else is told with its line."""
    write(tmp_path, "词频.csv", f"词,篇数\n码头,{count}\n")
    with pytest.raises(ContentError) as caught:
        tag_lists.read(tmp_path)
    assert caught.value.problems[0].place == "content/lists/词频.csv:2"
