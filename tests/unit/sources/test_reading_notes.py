"""What readers changed is told: in one line on the screen, and in a list beside the originals."""

from datetime import date
from pathlib import Path

from documents import Sheet, docx, paragraph, pdf, write
from generator.newsroom import importer
from generator.sources import readers, reading_notes
from generator.sources.raw import Raw
from support import Site, tree

PRINTED = "本报讯(记者⾼⽟)3⽉5⽇，新\u200b港码头启⽤，⾃⾏⻋棚也开了，⽅便⼤家出⾏。"
READ = "本报讯(记者高玉)3月5日，新港码头启用，自行车棚也开了，方便大家出行。"
DAY = date(2026, 3, 25)


def forms(folder: Path) -> list[Path]:
    """The same line in every format there is."""
    without = PRINTED.replace("\u200b", "")  # the font of the test has no glyph for it
    return [
        write(folder / "a.txt", PRINTED),
        write(folder / "a.md", PRINTED),
        write(folder / "a.docx", docx(paragraph(PRINTED))),
        write(folder / "a.pdf", pdf(Sheet().put(40, 40, without))),
    ]


def test_every_reader_reads_look_alikes(tmp_path: Path) -> None:
    """In whatever format a line comes, its text and the list of what was changed are the same."""
    raws = [raw for path in forms(tmp_path) for raw in readers.read(path)]
    assert {Path(raw.source).suffix for raw in raws} == set(readers.READERS)
    assert {raw.text for raw in raws} == {READ}
    seen = [tuple(change for change in raw.changes if change.printed != "\u200b") for raw in raws]
    assert set(seen) == {seen[0]}
    assert len(seen[0]) == 10


def test_a_list_lies_beside_the_original(site: Site, tmp_path: Path) -> None:
    """source/ holds the file as it came and a list of what was read otherwise; the screen says that it is there."""
    path = write(tmp_path / "raw.txt", PRINTED)
    done = importer.import_issue(site.root, path, DAY, propose=lambda article: article)
    source = done.folder / "source"
    assert (source / "raw.txt").read_text("utf-8") == PRINTED
    listed = (source / reading_notes.FILE).read_text("utf-8")
    assert listed == reading_notes.listing(readers.read(path))
    assert "⾏ → 行　2 处" in listed
    assert "U+200B" in listed
    (remark,) = done.remarks
    assert reading_notes.FILE in remark
    assert "11 处" in remark


def test_importing_again_changes_nothing(site: Site, tmp_path: Path) -> None:
    """The list is no original: the same raw file is known again, and nothing is written."""
    path = write(tmp_path / "raw.txt", PRINTED)
    done = importer.import_issue(site.root, path, DAY, propose=lambda article: article)
    before = tree(done.folder)
    for extra in (False, True):
        assert not importer.import_issue(site.root, path, DAY, extra=extra, propose=lambda article: article).entry
    assert tree(done.folder) == before


def test_a_list_that_is_no_longer_true_goes(site: Site, tmp_path: Path) -> None:
    """Where the original is mended and imported again, what is told is told of the new one."""
    path = write(tmp_path / "raw.txt", PRINTED)
    importer.import_issue(site.root, path, DAY, propose=lambda article: article)
    write(path, READ + "\n\n市民说好，孩子们也来了。\n")
    done = importer.import_issue(site.root, path, DAY, propose=lambda article: article)
    assert sorted(file.name for file in (done.folder / "source").iterdir()) == ["import.json", "raw.txt"]
    assert not done.remarks


def test_where_nothing_was_changed_nothing_is_told() -> None:
    """An ordinary text needs no list."""
    assert reading_notes.listing([Raw("码头启用。", "raw.txt")]) == ""
    assert reading_notes.remark([Raw("码头启用。", "raw.txt")]) == ""
