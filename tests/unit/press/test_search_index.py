"""The search index, built with the real binary."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import PagefindError
from generator.press.pagefind import Pagefind, Record, binary
from generator.press.pagefind_files import CborValue, decode, encode, pack, publishable, unpack
from generator.press.search import SearchEntry, build_index, record
from generator.press.units import GAP, TITLE_POSITIONS

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
def index() -> dict[str, bytes]:
    """The index of ``ENTRIES``."""
    return build_index(ENTRIES)


def fragments(index: dict[str, bytes]) -> dict[str, dict[str, object]]:
    """What readers get, by address."""
    found = [json.loads(unpack(data)) for path, data in index.items() if path.startswith("fragment/")]
    return {str(fragment["url"]): fragment for fragment in found}


def table(index: dict[str, bytes]) -> list[object]:
    """The table of contents that the entry file names."""
    entry = json.loads(index["pagefind-entry.json"])
    contents, _ = decode(unpack(index[f"pagefind.{entry['languages']['zh']['hash']}.pf_meta"]))
    assert isinstance(contents, list)
    return list(contents)


def test_two_builds_give_the_same_bytes(index: dict[str, bytes]) -> None:
    """The same articles give the same files, names included, in whatever order the dates were given."""
    by_date = sorted(ENTRIES, key=lambda entry: entry.date, reverse=True)
    assert build_index(by_date) == index


def test_fragments_hold_what_readers_see(index: dict[str, bytes]) -> None:
    """A fragment has the title and, line by line, the other texts as they were printed."""
    fragment = fragments(index)["/2026-03-25/01.html"]
    assert fragment["content"] == (
        "本报讯\n三月25日，清浦新区的第1批项目开工，投资5.2亿元， 同比增长25%。\n本报记者 林知远"
    )
    assert fragment["meta"] == {
        "title": "第1条：清浦“三十”工程开工",
        "date": "2026-03-25",
        "folio": "01 要闻",
        "kind": "news",
    }
    assert fragment["filters"] == {"kind": ["photo"], "topic": ["新区", "重大项目"]}
    assert len(fragments(index)) == len(ENTRIES)


def test_only_what_the_worker_loads_is_published(index: dict[str, bytes]) -> None:
    """No file of Pagefind's own interfaces, and no empty one."""
    loose = {path for path in index if "/" not in path and not path.endswith(".pf_meta")}
    assert loose == {"pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind"}
    assert all(index.values())


def test_the_table_names_the_files_in_order(index: dict[str, bytes]) -> None:
    """Every filter and chunk in the table is there, filters and their values sorted, pages oldest first."""
    _, pages, chunks, filters, _, _ = table(index)
    assert isinstance(pages, list)
    assert isinstance(chunks, list)
    assert isinstance(filters, list)
    assert [label for label, _ in filters] == ["kind", "topic"]
    for _, name in filters:
        body, _ = decode(unpack(index[f"filter/{name}.pf_filter"]))
        assert isinstance(body, list)
        assert isinstance(body[1], list)
        values = [value[0] for value in body[1] if isinstance(value, list)]
        assert values == sorted(values, key=str)
    assert all(f"index/{name}.pf_index" in index for _, _, name in chunks)
    urls = [json.loads(unpack(index[f"fragment/{name}.pf_fragment"]))["url"] for name, _ in pages]
    # Within an issue the last article first: turned round, the newest issue comes in reading order.
    assert urls == [f"/2026-03-{day}/{order}.html" for day in ("04", "11", "25") for order in ("03", "02", "01")]


def test_a_changed_text_changes_its_fragment_alone(index: dict[str, bytes]) -> None:
    """Another comma is another fragment with another name; all other fragments and all words stay."""
    first, *rest = ENTRIES
    changed = replace(first, sections=tuple(text.replace("，", "；") for text in first.sections))
    after = build_index((changed, *rest))
    gone = {path for path in index.keys() - after.keys() if not path.endswith(".pf_meta")}
    assert len(gone) == 1
    assert gone.pop().startswith("fragment/")


def test_an_empty_archive_is_an_index() -> None:
    """Without articles there is an index that says so; nothing fails."""
    index = build_index(())
    assert json.loads(index["pagefind-entry.json"])["languages"] == {}
    assert set(index) == {"pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind"}


def test_an_article_without_units_is_still_a_record() -> None:
    """The engine would drop a record without words, and its one-character title could not be found."""
    entry = SearchEntry("/2026-03-25/01.html", "春", "2026-03-25", "photo", "", ("春",))
    assert list(fragments(build_index([entry]))) == [entry.url]


def test_the_title_has_positions_of_its_own() -> None:
    """The first other word comes after the positions kept for the title."""
    entry = SearchEntry("/a.html", "开工", "2026-03-25", "news", "", ("开工", "投资"))
    words = record(entry, b"").content.split()
    assert words.index("开工") == 0
    assert words.index("投资") == TITLE_POSITIONS
    assert set(words[1:TITLE_POSITIONS]) == {GAP}


def test_two_articles_at_one_address_are_refused() -> None:
    """The engine would quietly keep one of them."""
    with pytest.raises(PagefindError, match=r"同一个地址 /2026-03-04/01\.html"):
        build_index((*ENTRIES, ENTRIES[0]))


def test_an_incomplete_index_is_refused() -> None:
    """A record that did not come back, and a file that the table names and is not there, are errors."""
    with Pagefind() as engine:
        number = engine.new_index()
        engine.add(number, [Record("/a.html", "开工 工程")])
        files = engine.files(number)
        engine.delete_index(number)
    published = publishable(files, {"/a.html": b"{}"})
    assert published
    with pytest.raises(PagefindError, match=r"without /b\.html"):
        publishable(files, {"/a.html": b"{}", "/b.html": b"{}"})
    for path in published.keys() & files.keys():
        with pytest.raises(PagefindError):
            publishable({name: data for name, data in files.items() if name != path}, {"/a.html": b"{}"})


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


def test_tables_survive_a_round_trip() -> None:
    """What is written as CBOR is read as the same, in lengths of one to nine bytes."""
    value: CborValue = [0, 23, 24, 255, 256, 65536, 1 << 40, -1, -300, "", "版" * 100, [["面"], []], [7] * 300]
    assert decode(encode(value)) == (value, len(encode(value)))
    assert unpack(pack(b"text")) == b"text"
