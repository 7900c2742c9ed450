"""The search index, built with the real binary."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import PagefindError
from generator.outlets.search import pagefind_files
from generator.outlets.search.pagefind import Pagefind, Record, binary
from generator.outlets.search.pagefind_files import decode, pack, taken_back, unpack
from generator.outlets.search.shard_index import SearchEntry, build_shard, fragment, record
from generator.outlets.search.text_units import NOTHING, TITLE_POSITIONS

ENTRIES = tuple(
    SearchEntry(
        url=f"/2026-03-{day:02}/{order:02}.html",
        title=f"第{order}条：清浦“三十”工程开工",
        date=f"2026-03-{day:02}",
        kind="news",
        folio="01 要闻",
        sections=(
            "本报讯",
            f"第{order}条：清浦“三十”工程开工",
            f"三月{day}日，清浦新区的第{order}批项目开工，投资5.2亿元，\n同比增长{day}%。",
            "本报记者 林知远",
        ),
        filters=(("topic", ("重大项目", "新区")), ("kind", ("news", "photo")[order % 2 :])),
    )
    for day in (4, 11, 25)
    for order in (1, 2, 3)
)


@pytest.fixture(scope="module")
def shard() -> tuple[str, dict[str, bytes]]:
    """The shard of ``ENTRIES``: the name of its table, and its files."""
    return build_shard(ENTRIES)


def fragments(files: dict[str, bytes]) -> dict[str, dict[str, object]]:
    """What readers get, by address."""
    found = [json.loads(unpack(data)) for path, data in files.items() if path.startswith("fragment/")]
    return {str(fragment["url"]): fragment for fragment in found}


def table(shard: tuple[str, dict[str, bytes]]) -> dict[str, str]:
    """The shard's table of contents."""
    name, files = shard
    read: dict[str, str] = json.loads(unpack(files[f"{name}.pf_table"]))
    return read


def test_two_builds_give_the_same_bytes(shard: tuple[str, dict[str, bytes]]) -> None:
    """The same articles give the same files, names included, in whatever order the dates were given."""
    by_date = sorted(ENTRIES, key=lambda entry: entry.date, reverse=True)
    assert build_shard(by_date) == shard


def test_fragments_hold_what_readers_see(shard: tuple[str, dict[str, bytes]]) -> None:
    """A fragment has the title and, line by line, the other texts as they were printed."""
    found = fragments(shard[1])
    fragment = found["/2026-03-25/01.html"]
    assert fragment["content"] == (
        "本报讯\n三月25日，清浦新区的第1批项目开工，投资5.2亿元， 同比增长25%。\n本报记者 林知远"
    )
    assert fragment["meta"] == {
        "title": "第1条：清浦“三十”工程开工",
        "date": "2026-03-25",
        "folio": "01 要闻",
        "kind": "news",
    }
    assert len(found) == len(ENTRIES)


def test_fragments_say_how_a_title_is_set() -> None:
    """Where a title may go on in the next line, and what stands for it where there is none."""
    titled = json.loads(fragment(replace(ENTRIES[0], title="新港开工了", phrases=("新港", "开工", "了"))))
    assert titled["meta"]["breaks"] == [2, 4]
    assert "breaks" not in json.loads(fragment(replace(ENTRIES[0], title="新港", phrases=("新港",))))["meta"]
    assert json.loads(fragment(replace(ENTRIES[0], title="", opening="开工,昨日")))["meta"]["opening"] == "开工，昨日"


def test_fragments_have_the_marks_that_pages_show() -> None:
    """Half-width marks among Chinese are shown full-width in a result, as on the article's page."""
    entry = replace(ENTRIES[0], title="开工了(一)", sections=("昨日,开工.",))
    shown = json.loads(fragment(entry))
    assert (shown["meta"]["title"], shown["content"]) == ("开工了（一）", "昨日，开工。")


def test_every_file_is_reached_from_the_table(shard: tuple[str, dict[str, bytes]]) -> None:
    """The table names all fragments oldest first, the filters and the word index; nothing else is published."""
    name, files = shard
    held = table(shard)
    named = [f"fragment/{fragment}.pf_fragment" for fragment in held["fragments"].split(",")]
    urls = [json.loads(unpack(files[path]))["url"] for path in named]
    # Within an issue the last article first: turned round, the newest issue comes in reading order.
    assert urls == [f"/2026-03-{day}/{order}.html" for day in ("04", "11", "25") for order in ("03", "02", "01")]
    words = held["words"].split("\n")
    chunks = [f"{held['index']}/{number:x}.pf_index" for number in range(len(words))]
    others = {f"{held['facets']}.pf_facets", f"{held['suggestions']}.pf_words", f"{name}.pf_table"}
    assert set(files) == {*named, *chunks, *others}
    assert all(files.values())
    assert len(held["lengths"]) == len(held["titles"]) == len(ENTRIES)


def test_filters_are_told_page_by_page(shard: tuple[str, dict[str, bytes]]) -> None:
    """Each filter lists its values in order, and for each page the places of its own values among them."""
    facets = json.loads(unpack(shard[1][f"{table(shard)['facets']}.pf_facets"]))
    assert facets["topic"] == {"values": ["新区", "重大项目"], "pages": ",".join(["1.0"] * 9)}
    assert facets["kind"] == {"values": ["news", "photo"], "pages": ",".join(["1", "0.1", "1"] * 3)}


def test_words_to_suggest_are_counted(shard: tuple[str, dict[str, bytes]]) -> None:
    """The words of titles and tags, those of the most articles first; an article counts once."""
    first, second, *rest = (replace(entry, words=("清浦",)) for entry in ENTRIES)
    several = replace(first, words=("开工", "工程", "开工"))
    files = build_shard((several, replace(second, words=("工程",)), *rest))[1]
    assert [json.loads(unpack(data)) for path, data in files.items() if path.endswith(".pf_words")] == [
        ["清浦", "工程", "开工"]
    ]


def test_a_changed_text_changes_its_fragment_and_the_table_alone(shard: tuple[str, dict[str, bytes]]) -> None:
    """Another comma is another fragment with another name; all other fragments and all words stay."""
    first, *rest = ENTRIES
    changed = replace(first, sections=tuple(text.replace("，", "；") for text in first.sections))
    _, after = build_shard((changed, *rest))
    gone = {path.rpartition(".")[2] for path in shard[1].keys() - after.keys()}
    assert gone == {"pf_fragment", "pf_table"}
    assert len(shard[1].keys() - after.keys()) == 2


def test_an_article_without_units_is_still_a_record() -> None:
    """The engine would drop a record without words, and its one-character title could not be found."""
    entry = SearchEntry("/2026-03-25/01.html", "春", "2026-03-25", "photo", "", ("春",))
    assert list(fragments(build_shard([entry])[1])) == [entry.url]


def test_the_same_text_twice_is_two_articles() -> None:
    """Two articles whose words are the same come back as two."""
    one = SearchEntry("/2026-03-25/01.html", "", "2026-03-25", "news", "", ("江上日出。",))
    assert len(fragments(build_shard([one, replace(one, url="/2026-03-25/02.html")])[1])) == 2


def test_the_title_has_positions_of_its_own() -> None:
    """The first other word comes after the positions kept for the title."""
    entry = SearchEntry("/a.html", "开工", "2026-03-25", "news", "", ("开工", "投资"))
    words = record(entry).content.split()
    assert words.index("开工") == 0
    assert words.index("投资") == TITLE_POSITIONS
    assert set(words[1:TITLE_POSITIONS]) == {NOTHING}


def test_two_articles_at_one_address_are_refused() -> None:
    """The engine would quietly keep one of them."""
    with pytest.raises(PagefindError, match=r"同一个地址 /2026-03-04/01\.html"):
        build_shard((*ENTRIES, ENTRIES[0]))


def test_an_incomplete_index_is_refused() -> None:
    """A record that is not back in its place, and a file that is named and is not there or not whole, are errors."""
    pages = {"/a.html": b"{}", "/b.html": b"{ }"}
    with Pagefind() as engine:
        number = engine.new_index()
        engine.add(number, [Record(url, "开工 工程") for url in pages])
        files = engine.files(number)
    assert len(taken_back(files, pages).fragments) == 2
    for wrong in ({"/a.html": b"{}"}, pages | {"/c.html": b""}, dict(reversed(pages.items()))):
        with pytest.raises(PagefindError):
            taken_back(files, wrong)
    read = [path for path in files if path.endswith((".pf_meta", ".pf_index", ".pf_fragment", "entry.json"))]
    assert len(read) == 5
    for path in read:
        with pytest.raises(PagefindError):
            taken_back({name: data for name, data in files.items() if name != path}, pages)
        with pytest.raises(PagefindError):
            taken_back(files | {path: files[path][:-9]}, pages)


def test_fragments_whose_names_would_be_the_same_get_longer_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are as short as they can be, and never shared."""
    monkeypatch.setattr(pagefind_files, "_NAME_LENGTH", 1)
    named = pagefind_files._named(bytes([at]) for at in range(40))
    assert [unpack(data) for data in named.values()] == [bytes([at]) for at in range(40)]
    assert {len(name) for name in named} > {1}


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 3", "没有做完就退出了"),
        ("echo out of luck >&2; exit 1", "out of luck"),
        ("printf 'bm9uc2Vuc2U=,'; cat >/dev/null", "读不懂"),
        ("printf '!!!,'; cat >/dev/null", "读不懂"),
        ("exec sleep 60", "超过 0.2 秒"),
    ],
)
def test_a_failing_service_is_reported_and_reaped(tmp_path: Path, script: str, message: str) -> None:
    """Whatever the program does, the error says it and the process is gone."""
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    engine = Pagefind(program, limit=0.2 if "sleep" in script else 60)
    with pytest.raises(PagefindError, match=message), engine:
        engine.files(engine.new_index())
    assert engine._process.returncode is not None


def test_a_missing_program_is_reported(tmp_path: Path) -> None:
    """A program that cannot be started is a user's problem, with its path."""
    with pytest.raises(PagefindError, match="启动不了") as caught, Pagefind(tmp_path / "nowhere"):
        pass
    assert caught.value.problems[0].source.endswith("nowhere")
    assert binary().is_file()


def test_an_error_within_the_block_ends_the_service() -> None:
    """Leaving the block by an error does not wait for the service to finish."""
    engine = Pagefind()
    with pytest.raises(ZeroDivisionError), engine:
        engine.add(engine.new_index(), (Record(f"/{1 // n}", "开工") for n in (1, 0)))
    assert engine._process.returncode is not None


def test_cbor_is_read_in_every_length() -> None:
    """Numbers, texts and lists whose lengths are told in no, one, two, four or eight bytes; the rest is refused."""
    data = bytes.fromhex("87 17 1818 190100 1a00010000 1b0000010000000000 20 63e78988") + b""
    assert decode(data) == ([23, 24, 256, 65536, 1 << 40, -1, "版"], len(data))
    assert decode(b"\x98\x19" + b"\x07" * 25)[0] == [7] * 25
    for wrong in (b"\x9f", b"\xa0"):
        with pytest.raises(ValueError, match="CBOR"):
            decode(wrong)
    assert unpack(pack(b"text")) == b"text"
