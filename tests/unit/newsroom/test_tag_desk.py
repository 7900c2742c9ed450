"""``banmian tags``: renaming, merging and retyping across all issues, and what it leaves alone."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.content import frontmatter, store, tables
from generator.content.edits import one_value
from generator.kinds import TagKind
from generator.model import Article, Tag
from generator.newsroom import tag_desk
from support import Site, tree

names = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="'\"#:,[]{}\\-"), min_size=1, max_size=12
).filter(lambda name: name.strip() == name)


def banmian(site: Site, *arguments: str) -> Result:
    """Runs ``banmian tags`` for a site's folder."""
    return CliRunner().invoke(main, ["--site", str(site.root), "tags", *arguments])


def renamed(tags: Iterable[str], new: Mapping[str, str]) -> list[str]:
    """Tags with some renamed; of two that become one, the first stays."""
    return list(dict.fromkeys(new.get(tag, tag) for tag in tags))


@given(st.lists(names, max_size=6, unique=True), names, st.data())
def test_only_the_tags_change(tags: list[str], new: str, data: st.DataObject) -> None:
    """Whatever the tags, renaming some gives the file that import would have written with the new ones."""
    old = data.draw(st.sets(st.sampled_from(tags), max_size=3)) if tags else set()
    article = Article("2026-03-25-01", order=1, title="甲：“乙”", tags=tuple(tags), body="正文\n\n---\n\ntags: [甲]")
    text = store.format_article(article)
    changed = one_value.changed(text, "tags", renamed(tags, dict.fromkeys(old, new)), "01.md")
    before, after = frontmatter.parse(text, ""), frontmatter.parse(changed, "")
    assert after.fields["tags"] == list(dict.fromkeys(new if tag in old else tag for tag in tags))
    assert {key: value for key, value in after.fields.items() if key != "tags"} == {
        key: value for key, value in before.fields.items() if key != "tags"
    }
    assert after.body == before.body


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("tags: [旧, 别]  # 备注", "tags: [新, 别]  # 备注"),
        ("tags: [旧,新]", "tags: [新]"),
        ("tags: [新, '旧']", "tags: [新]"),
        ("tags:\n  # 先\n  - 旧 # 旁\n  - 别", "tags:\n  # 先\n  - 新 # 旁\n  - 别"),
        ("tags:\n- 新\n- 旧\n- 别", "tags:\n- 新\n- 别"),
        ("tags: [\n  旧, # 一\n  别,\n]", "tags: [\n  新, # 一\n  别,\n]"),
        ("tags: []", "tags: []"),
        ("kicker: 旧", "kicker: 旧"),
    ],
)
def test_how_a_person_writes_tags(tags: str, expected: str) -> None:
    """Comments, order, quoting and line breaks that a person chose stay."""
    text = "---\norder: 1 # 头条\n{}\ntitle: 旧事\n---\n\n旧，正文\n"
    before = frontmatter.parse(text.format(tags), "").fields.get("tags")
    wanted = None if before is None else renamed(before, {"旧": "新"})
    assert one_value.changed(text.format(tags), "tags", wanted, "01.md") == text.format(expected)


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper of two issues; one article of each has a comment of its editor's."""
    for day in ("2026-03-18", "2026-03-25"):
        site.issue(day)
        path = site.article(day, 1, title="码头启用", tags=("码头", "何映秋"))
        path.write_text(path.read_text("utf-8").replace("order: 1", "order: 1 # 头条"), "utf-8")
        site.article(day, 2, title="马头", tags=("马头", "码头建设"))
    return site


def test_a_dry_run_writes_nothing(paper: Site) -> None:
    """Without ``--write`` a command says what would change, and changes nothing."""
    before = tree(paper.root)
    for arguments in (
        ("rename", "码头", "新港码头"),
        ("merge", "马头", "--into", "码头"),
        ("retype", "码头", "地点"),
        ("list",),
        ("near",),
    ):
        result = banmian(paper, *arguments)
        assert result.exit_code == 0, result.output
    assert tree(paper.root) == before
    assert "2 篇" in banmian(paper, "rename", "码头", "新港码头").output


def test_renaming(paper: Site) -> None:
    """Every article gets the new name and keeps all else; the old name becomes a synonym with its address."""
    before = (paper.root / "content/issues/2026-03-18/01.md").read_text("utf-8")
    assert banmian(paper, "rename", "码头", "新港码头", "--write").exit_code == 0
    after = (paper.root / "content/issues/2026-03-18/01.md").read_text("utf-8")
    assert after == before.replace('tags: ["码头"', 'tags: ["新港码头"')
    register = tables.decode((tables.folder(paper.root) / "标签.csv").read_bytes())
    assert "码头,主题词,ma-tou" in register
    assert "新港码头,主题词,xin-gang-ma-tou" in register
    assert "码头,新港码头" in tables.decode((tables.folder(paper.root) / "同义词.csv").read_bytes())


def test_merging_leaves_one(paper: Site) -> None:
    """Two tags become one; an article that had both has the one once."""
    site = paper.article("2026-03-25", 3, title="两样", tags=("码头建设", "码头"))
    assert banmian(paper, "merge", "马头", "码头建设", "--into", "码头", "--write").exit_code == 0
    assert frontmatter.parse(site.read_text("utf-8"), "").fields["tags"] == ["码头"]
    assert [used.tag.name for used in tag_desk.listed(paper.root, store.load(paper.root, ()).issues)] == [
        "码头",
        "何映秋",
    ]


def test_a_tag_is_merged_with_others_into_itself(paper: Site) -> None:
    """The tag that stays may be named among those that are merged; one that no article has is passed over, and told."""
    result = banmian(paper, "merge", "码头", "马头", "没有", "码头建设", "--into", "码头", "--write")
    assert result.exit_code == 0, result.output
    assert "没有文章用标签 “没有”，略过" in result.output
    assert [used.tag.name for used in tag_desk.listed(paper.root, store.load(paper.root, ()).issues)] == [
        "码头",
        "何映秋",
    ]
    synonyms = tables.decode((tables.folder(paper.root) / "同义词.csv").read_bytes()).splitlines()
    assert synonyms[-2:] == ["马头,码头", "码头建设,码头"]
    assert "早就改好了" in banmian(paper, "merge", "码头", "马头", "码头建设", "--into", "码头").output


@pytest.mark.slow
def test_the_old_address_leads_to_the_new_one(paper: Site) -> None:
    """After a merge the built site has at the old tag's address a page that leads to the new tag's."""
    runner = CliRunner()
    assert banmian(paper, "merge", "马头", "--into", "码头", "--write").exit_code == 0
    result = runner.invoke(main, ["--site", str(paper.root), "build"])
    assert result.exit_code == 0, result.output
    rows = tables.decode((tables.folder(paper.root) / "标签.csv").read_bytes()).splitlines()
    slug = next(row for row in rows if row.startswith("马头,")).split(",")[2]
    old = (paper.root / f"output/tags/{slug}/index.html").read_text("utf-8")
    assert 'content="0; url=/tags/ma-tou/"' in old
    assert (paper.root / "output/tags/ma-tou/index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rename", "没有", "新"), "没有文章用标签"),
        (("rename", "码头", "马头"), "已经有标签"),
        (("rename", "码头", "码头"), "新标签"),
        (("merge", "码头", "--into", "没有"), "没有叫"),
        (("merge", "没有", "也没有", "--into", "码头"), "没有文章用标签"),
        (("merge", "码头", "--into", "码头"), "新标签"),
        (("retype", "没有", "地点"), "没有文章用标签"),
        (("retype", "码头", "地方"), "地方"),
    ],
)
def test_what_cannot_be_done_is_said(paper: Site, arguments: tuple[str, ...], words: str) -> None:
    """A tag that is not there, a name that is taken: the message says so, and nothing is written."""
    before = tree(paper.root)
    result = banmian(paper, *arguments, *(["--write"] if "near" not in arguments else []))
    assert result.exit_code != 0
    assert words in result.output
    assert "Traceback" not in result.output
    assert tree(paper.root) == before


def test_a_file_that_cannot_be_read_stops_all(paper: Site) -> None:
    """One broken article, and no file of the archive is touched; the message names it."""
    paper.write("content/issues/2026-03-18/02.md", "---\ntags: [甲\n---\n")
    before = tree(paper.root)
    result = banmian(paper, "rename", "码头", "新港码头", "--write")
    assert result.exit_code == 1
    assert "2026-03-18/02.md" in result.output
    assert tree(paper.root) == before


def test_retyping(paper: Site) -> None:
    """Only the register says what a tag names; articles stay as they are."""
    before = tree(paper.root / "content/issues")
    assert banmian(paper, "retype", "马头", "地点", "--write").exit_code == 0
    assert banmian(paper, "retype", "马头", "机构", "--write").exit_code == 0
    assert tree(paper.root / "content/issues") == before
    assert "马头" in banmian(paper, "list", "--kind", "机构").output
    assert "马头" not in banmian(paper, "list", "--kind", "地点").output


def test_what_import_wrote_stays_imports(paper: Site) -> None:
    """A file that nobody had touched belongs to import after a rename as before; one that a person changed does not."""
    folder = paper.root / "content/issues/2026-03-25"
    from generator.newsroom import again  # noqa: PLC0415 - only here

    digests = {name: again.digest((folder / name).read_text("utf-8")) for name in ("01.md", "02.md")}
    record = {"files": digests | {"01.md": "other"}, "openings": {"01": "甲", "02": "乙"}}
    paper.write("content/issues/2026-03-25/source/import.json", json.dumps(record))
    assert banmian(paper, "merge", "马头", "--into", "码头", "--write").exit_code == 0
    kept = json.loads((folder / "source/import.json").read_text("utf-8"))["files"]
    assert kept["02.md"] == again.digest((folder / "02.md").read_text("utf-8"))
    assert kept["01.md"] == "other"


def used(*tags: str) -> list[tag_desk.Used]:
    """Tags that are each used once."""
    return [tag_desk.Used(Tag(tag, TagKind.SUBJECT, tag), 1) for tag in tags]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("码头", "马头", "读音相同"),
        ("三十工程", "三十项目", "只差词尾"),
        ("养老服务工作", "养老服务", "只差词尾"),
        ("“十五五”", "十五五", "只差词尾"),
        ("湿地公园建成", "湿地公园建设", "只差一个字"),
        ("码头", "养老", None),
        ("春分", "春风送岗", None),
    ],
)
def test_near_duplicates(one: str, other: str, why: str | None) -> None:
    """Tags that sound alike, differ in one character or in a common last word are pairs; others are not."""
    assert [pair.why for pair in tag_desk.near(used(one, other))][:1] == ([why] if why else [])


def test_weighing(paper: Site) -> None:
    """The counts say in how many articles a tag's word stands; words that few articles have are not written down."""
    for number in range(3, 12):
        paper.article("2026-03-25", number, body="何映秋到场。")
    assert "1 个" in banmian(paper, "weigh").output
    rows = tables.decode((tables.folder(paper.root) / "词频.csv").read_bytes()).splitlines()
    assert rows[2:] == ["（全部）,13", "何映秋,9"]


def test_tags_written_by_hand_are_registered_by_check(paper: Site) -> None:
    """``banmian check`` enters tags that no import proposed, each with a kind and an address."""
    runner = CliRunner()
    assert runner.invoke(main, ["--site", str(paper.root), "check"]).exit_code == 0
    rows = tables.decode((tables.folder(paper.root) / "标签.csv").read_bytes()).splitlines()
    assert "码头,主题词,ma-tou" in rows
    again = (tables.folder(paper.root) / "标签.csv").read_bytes()
    assert runner.invoke(main, ["--site", str(paper.root), "check"]).exit_code == 0
    assert (tables.folder(paper.root) / "标签.csv").read_bytes() == again


def test_paths_are_shown_from_the_site(paper: Site) -> None:
    """A plan names each file as an editor finds it."""
    assert str(Path("content/issues/2026-03-18/01.md")) in banmian(paper, "rename", "码头", "新港码头").output
