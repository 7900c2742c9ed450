"""The one pipeline: what changed is written, what did not is left alone, and the end is always the same site."""

import gzip
import itertools
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from filelock import FileLock

from generator.errors import BanmianError, ContentError, PressError, TemplateProblem
from generator.kinds import Kind
from generator.model import CHINA, Folio, Photo
from generator.outlets.search import shard_index, shards
from generator.pages import list_pages
from generator.press import crew, outputs, places, production, stamps, writer
from generator.press.build import build
from generator.press.issue_memory import FILE as LEDGER
from generator.press.manifest import MANIFEST
from generator.press.output import Scope
from generator.press.page_outputs import Pages
from support import NEWSPAPER, Site, record_of, settled, tree

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from generator.press.report import Report

MakeSite: TypeAlias = Callable[..., Site]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A paper of two issues with topics, tags and a picture, built once."""
    site = Site(tmp_path_factory.mktemp("built"))
    site.write("newspaper.toml", NEWSPAPER)
    for issue_id in ("2026-03-18", "2026-03-25"):
        site.issue(issue_id, number=int(issue_id[-2:]), folios=(Folio("01", "要闻"),))
        site.article(issue_id, 1, "老码头昨日启用。", title="码头启用", folio="01", topics=("economy",), tags=("码头",))
        site.article(issue_id, 2, "菜市场搬了新家。", tags=(f"市场{issue_id[-2:]}",))
    site.article("2026-03-25", 3, photos=(Photo("江上日出。", "dock.png"),), kind=Kind.PHOTO)
    site.picture("dock.png")
    build(site.root)
    return site


@pytest.fixture
def paper(built: Site, tmp_path: Path) -> Site:
    """A copy of the built paper, to be edited."""
    shutil.copytree(built.root, tmp_path / "paper")
    return Site(tmp_path / "paper")


def output(site: Site) -> dict[str, bytes]:
    """The built site, less what is kept of the build before."""
    return settled(site.root / "output")


def pages(paths: tuple[str, ...]) -> set[str]:
    """Those of the paths that a reader opens."""
    return {path for path in paths if path.endswith(".html")}


def cut_short(patch: pytest.MonkeyPatch, step: int) -> None:
    """Lets so many files be written or put in place; the next one fails."""
    steps = itertools.count()

    def failing(whole: Callable[..., None]) -> Callable[..., None]:
        def write(*given: object) -> None:
            if next(steps) == step:
                raise PressError
            whole(*given)

        return write

    patch.setattr(writer, "write", failing(writer.write))
    patch.setattr(writer, "publish", failing(writer.publish))


def afresh(site: Site, make_site: MakeSite, now: datetime | None = None) -> dict[str, bytes]:
    """What a build of the same content into an empty folder gives."""
    clean = make_site("clean")
    shutil.rmtree(clean.root)
    shutil.copytree(site.root, clean.root, ignore=shutil.ignore_patterns("output", ".banmian"))
    build(clean.root, now=now)
    return output(clean)


def test_every_page_is_there(paper: Site) -> None:
    """A build writes issues, articles, lists, the search page, pictures and the index."""
    found = output(paper)
    assert {
        *(
            "index.html",
            "latest/index.html",
            "2026-03-25/index.html",
            "2026-03-25/01.html",
            "topics/economy/index.html",
        ),
        *("tags/index.html", "tags/ma-tou/index.html", "archive/2026/index.html", "search/index.html", "404.html"),
        *("2026-03-25/photos/dock-png-4.avif", "pagefind/catalogue.json", MANIFEST),
    } <= set(found)


def test_nothing_changed_nothing_written(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build renders nothing, indexes nothing and does not touch a file."""
    before = output(paper)
    monkeypatch.setattr(writer, "write", lambda *_: pytest.fail("wrote a file"))
    monkeypatch.setattr(shard_index, "build_shard", lambda *_: pytest.fail("made an index"))
    report = build(paper.root)
    assert (report.written, report.deleted, report.indexed) == ((), (), 0)
    assert report.kept == len(before) - 1
    assert output(paper) == before


def test_touching_files_changes_nothing(paper: Site) -> None:
    """A file written again with the same text is no change, whatever its time says."""
    for path in (paper.root / "content").rglob("*.md"):
        path.write_bytes(path.read_bytes())
        path.touch()
    assert build(paper.root).written == ()


def test_an_edited_article_changes_its_page_and_the_lists_that_show_it(paper: Site) -> None:
    """A new word in one article's body changes its own page and no other."""
    paper.article("2026-03-18", 2, "菜市场搬了新楼。", tags=("市场18",))
    assert pages(build(paper.root).written) == {"2026-03-18/02.html"}


def test_an_edited_title_changes_the_lists_that_show_it(paper: Site) -> None:
    """A new title changes the article's page, its neighbours' and the lists that name it, and no other issue."""
    paper.article("2026-03-18", 2, "菜市场搬了新家。", title="新菜市场", tags=("市场18",))
    assert pages(build(paper.root).written) == {
        *("2026-03-18/01.html", "2026-03-18/02.html", "2026-03-18/index.html"),
        *("archive/index.html", "archive/2026/index.html", "tags/shi-chang-18/index.html", "subjects/index.html"),
    }


def test_a_deleted_article_goes_with_its_page(paper: Site) -> None:
    """The page of an article that is gone goes, and so do pages and folders that only it needed."""
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    report = build(paper.root)
    assert pages(report.deleted) == {"2026-03-25/02.html", "tags/shi-chang-25/index.html"}
    assert not (paper.root / "output/tags/shi-chang-25").exists()
    assert not set(report.deleted) & set(output(paper))


def test_an_article_loads_no_more_styles_than_it_shows(built: Site) -> None:
    """The styles of lists are not sent with an article, and none of its classes is described there alone."""
    found = output(built)
    article, issue = (found[path].decode() for path in ("2026-03-25/01.html", "2026-03-25/index.html"))
    assert issue.count("/lists.css") == 1
    assert len(re.findall('rel="stylesheet"', article)) == 1
    shown = set(" ".join(re.findall(r'class="([^"]+)"', article)).split())
    styles = {path.rpartition("/")[2]: data.decode() for path, data in found.items() if path.endswith(".css")}
    general, lists = (set(re.findall(r"\.([a-z][\w-]*)", styles[name])) for name in ("style.css", "lists.css"))
    assert not shown & (lists - general)


def test_a_withdrawn_article_is_nowhere(paper: Site) -> None:
    """One line in its front matter: no page, picture or search file shows it, and its address says so."""
    written = paper.article(
        "2026-03-25", 3, "龘字稿。", title="龘", photos=(Photo("龘照", "dock.png"),), tags=("龘签",)
    )
    build(paper.root)
    assert any("龘".encode() in data for data in unpacked(paper))
    told = '\nwithdrawn: "来源有误"\n---'
    written.write_text(written.read_text("utf-8").replace("\n---", told, 1), "utf-8")
    build(paper.root)
    found = output(paper)
    assert "龘".encode() not in b"".join(unpacked(paper))
    assert not [path for path in found if "photos/" in path]
    assert all(said in found["2026-03-25/03.html"].decode() for said in ("已经撤下", "来源有误"))


UNTIL = datetime(2026, 3, 26, 6, tzinfo=CHINA)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def embargoed(paper: Site) -> Site:
    """The paper with one more article, which may not be published before a certain moment."""
    photos, tags = (Photo("龘照", "dock.png"),), ("龘签", "码头")
    paper.article("2026-03-25", 3, "龘字稿。", title="龘", photos=photos, tags=tags, embargo=UNTIL)
    paper.write("content/specials/dock.md", '---\ntitle: "码头"\ntags: ["码头"]\narticles: [2026-03-25-03]\n---\n')
    return paper


def test_nothing_is_known_of_an_article_before_its_embargo_has_passed(embargoed: Site) -> None:
    """Until its minute no file names it, shows its picture, counts it or finds it; then all is as if it had none."""
    report = build(embargoed.root, now=UNTIL - MINUTE)
    assert (report.held, report.release) == (1, UNTIL)
    found = output(embargoed)
    assert "龘".encode() not in b"".join(unpacked(embargoed))
    assert not [path for path in found if "photos/" in path or path.startswith(("2026-03-25/03", "tags/da-qian"))]
    assert build(embargoed.root, now=UNTIL).held == 0
    file = embargoed.root / "content/issues/2026-03-25/03.md"
    file.write_text(file.read_text("utf-8").replace('embargo: "2026-03-26 06:00"\n', ""), "utf-8")
    open_ = output(embargoed)
    assert {"2026-03-25/03.html", "tags/da-qian/index.html"} <= set(open_)
    build(embargoed.root)
    assert {path: data for path, data in output(embargoed).items() if path != MANIFEST} == {
        path: data for path, data in open_.items() if path != MANIFEST
    }


@pytest.mark.parametrize("moments", [(-1, 0), (0, -1), (-2, -1, 0)])
def test_the_hour_decides_and_not_what_stood_there(
    embargoed: Site, make_site: MakeSite, moments: tuple[int, ...]
) -> None:
    """Builds before and after the minute, in any order, end as a clean build of the last moment does."""
    for minutes in moments:
        report = build(embargoed.root, now=UNTIL + minutes * MINUTE)
    assert report.held == (moments[-1] < 0)
    assert output(embargoed) == afresh(embargoed, make_site, UNTIL + moments[-1] * MINUTE)


def test_an_embargo_that_goes_on_is_no_change(embargoed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where time passes and no embargo ends, nothing is read or made; where one ends, its files need not change."""
    monkeypatch.setattr(stamps, "REST", 0)
    build(embargoed.root, now=UNTIL - 3 * MINUTE)
    build(embargoed.root, now=UNTIL - 2 * MINUTE)
    report = build(embargoed.root, now=UNTIL - MINUTE)
    assert (report.understood, report.rendered, report.held) == (0, 0, 1)
    assert build(embargoed.root, now=UNTIL).understood == 1


def test_an_issue_all_under_embargo_is_not_there(paper: Site) -> None:
    """Tomorrow's issue, prepared today, is neither the newest one nor the next of today's."""
    build(paper.root)
    before = output(paper)
    paper.issue("2026-03-26")
    paper.article("2026-03-26", 1, "龘字稿。", embargo=UNTIL)
    build(paper.root, now=UNTIL - MINUTE)
    assert {path: data for path, data in output(paper).items() if path != MANIFEST} == {
        path: data for path, data in before.items() if path != MANIFEST
    }
    build(paper.root, now=UNTIL)
    assert "2026-03-26/01.html" in output(paper)


def test_a_mistake_in_an_embargoed_article_is_told_at_once(embargoed: Site) -> None:
    """What is wrong with it stops a build today and not the one at the hour of its release."""
    embargoed.article("2026-03-25", 3, photos=(Photo("", "lost.png"),), embargo=UNTIL)
    with pytest.raises(ContentError, match=r"lost\.png"):
        build(embargoed.root, now=UNTIL - MINUTE)


def unpacked(site: Site) -> list[bytes]:
    """Every file of the built site, those of the search index unpacked."""
    return [
        gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data for data in tree(site.root / "output").values()
    ]


def test_a_lost_or_cut_file_comes_back(paper: Site) -> None:
    """A file of ours that was deleted or cut short in ``output/`` is written again, and only that."""
    before = output(paper)
    (paper.root / "output/2026-03-25/01.html").unlink()
    (paper.root / "output/index.html").write_bytes(b"<!DOC")
    assert set(build(paper.root).written) == {"2026-03-25/01.html", "index.html"}
    assert output(paper) == before


def test_a_lost_index_file_comes_back(paper: Site) -> None:
    """A lost file of the search index is made again, byte for byte."""
    before = output(paper)
    lost = next(path for path in before if path.endswith(".pf_fragment"))
    (paper.root / "output" / lost).unlink()
    build(paper.root)
    assert output(paper) == before


def test_a_lost_manifest_costs_a_whole_build_and_nothing_else(paper: Site) -> None:
    """Without its manifest a build makes everything again and finds that it stands there already."""
    before = output(paper)
    record_of(paper.root).write_text("garbage")
    report = build(paper.root)
    assert (report.written, report.kept) == ((), len(before) - 1)
    assert output(paper) == before


def _bad_template(site: Site) -> None:
    site.write("templates/404.html", "{{ nothing }}")
    site.article("2026-03-25", 1, "改过的正文。")


def _bad_article(site: Site) -> None:
    site.write("content/issues/2026-03-25/02.md", "---\nid: 2026-03-25-02\n---\n")
    site.article("2026-03-25", 1, "改过的正文。")


def _bad_picture(site: Site) -> None:
    site.write("content/issues/2026-03-25/photos/dock.png", b"")


def _bad_settings(site: Site) -> None:
    site.write("newspaper.toml", "[paper]\n")


@pytest.mark.parametrize("spoil", [_bad_template, _bad_article, _bad_picture, _bad_settings])
def test_a_mistake_leaves_the_old_site_whole(paper: Site, spoil: Callable[[Site], None]) -> None:
    """A build that is stopped by a mistake has not written or deleted a single file."""
    before = output(paper)
    spoil(paper)
    with pytest.raises(BanmianError):
        build(paper.root)
    assert output(paper) == before


def test_the_kind_of_mistake_is_told(paper: Site) -> None:
    """A wrong template is a ``TemplateProblem``, wrong content a ``ContentError``."""
    _bad_template(paper)
    with pytest.raises(TemplateProblem):
        build(paper.root)
    _bad_article(paper)
    with pytest.raises(ContentError):
        build(paper.root)


def _no_change(_site: Site) -> None:
    pass


def _new_issue(site: Site) -> None:
    site.issue("2026-04-01")
    site.article("2026-04-01", 1, "新的一期。", tags=("码头", "新事"))


def _extra_issue(site: Site) -> None:
    site.issue("2026-03-25-b")
    site.article("2026-03-25-b", 1, "号外！")


def _older_issue(site: Site) -> None:
    site.issue("2025-12-31")
    site.article("2025-12-31", 1, "去年的事。", tags=("去年", "马头"))


def _edit(site: Site) -> None:
    site.article("2026-03-18", 1, "老码头**昨日**启用，来的人很多。", title="码头启用了", tags=("码头", "新事"))


def _drop_article(site: Site) -> None:
    (site.root / "content/issues/2026-03-25/02.md").unlink()


def _reorder(site: Site) -> None:
    site.article("2026-03-18", 2, "菜市场搬了新家。", order=8)
    site.article("2026-03-18", 1, "老码头昨日启用。", order=9)


def _new_picture(site: Site) -> None:
    site.picture("dock.png", size=(9, 9))


def _about(site: Site) -> None:
    site.write("content/about.md", "一份虚构的报纸。")


def _embargo(site: Site) -> None:
    site.article("2026-03-25", 2, "菜市场搬了新家。", tags=("市场25",), embargo=datetime.max.replace(tzinfo=CHINA))


def _no_picture(site: Site) -> None:
    site.article("2026-03-25", 3, photos=(Photo("江上日出。"),), kind=Kind.PHOTO)


def _own_template(site: Site) -> None:
    site.write("templates/404.html", '{% extends "builtin/404.html" %}{% block title %}走错了{% endblock %}')


def _own_style(site: Site) -> None:
    site.write("templates/static/style.css", "body{}")


def _new_settings(site: Site) -> None:
    site.write("newspaper.toml", NEWSPAPER.replace("新区专版", "老区专版").replace('"经济"', '"产经"'))


def _move_address(site: Site) -> None:
    site.write("newspaper.toml", NEWSPAPER.replace("[paper]", '[paper]\naddress = "https://example.org/paper/"'))


def _another_kind(site: Site) -> None:
    """The same words become a notice, are built as one, and are then set plainly."""
    written = "广大用户：\n\n明日停水。\n\n水务局\n\n2026年3月18日"
    site.article("2026-03-18", 2, written, kind=Kind.NOTICE)
    build(site.root)
    assert 'class="signature"' in (site.root / "output/2026-03-18/02.html").read_text("utf-8")
    site.article("2026-03-18", 2, written, kind=Kind.NOTICE, plain=True)


def _own_page(site: Site) -> None:
    """A page of the paper's own that every page links to is built, and is then called otherwise."""
    page = "---\ntitle: 订报\n---\n\n电话订报。\n"
    site.write("content/pages/subscribe.md", page)
    site.write("newspaper.toml", NEWSPAPER + '\n[pages]\nfooter = ["subscribe"]\nnavigation = ["subscribe"]\n')
    build(site.root)
    site.write("content/pages/subscribe.md", page.replace("title: 订报", "title: 怎样订报"))


def _new_lists(site: Site) -> None:
    site.write("content/lists/同义词.csv", "说法,标签\n马头,码头\n")


def _new_special(site: Site) -> None:
    site.write("content/specials/ma-tou-gu-shi.md", '---\ntitle: "码头故事"\nwords: ["启用"]\n---\n\n从头说起。\n')


def _mistake(site: Site) -> None:
    site.write("templates/tag.html", "{{ nothing }}")
    with pytest.raises(TemplateProblem):
        build(site.root)
    (site.root / "templates/tag.html").unlink()


def _power_cut(site: Site) -> None:
    site.article("2026-03-18", 2, "菜市场又搬了。")
    patch = pytest.MonkeyPatch()
    cut_short(patch, 2)
    with pytest.raises(PressError):
        build(site.root)
    patch.undo()


def _lose_files(site: Site) -> None:
    shutil.rmtree(site.root / "output/2026-03-18")


EDITS = (
    *(_no_change, _new_issue, _edit, _power_cut, _extra_issue, _own_template, _drop_article, _mistake, _older_issue),
    *(
        _another_kind,
        _new_lists,
        _own_page,
        _reorder,
        _new_special,
        _new_picture,
        _about,
        _own_style,
        _embargo,
        _no_picture,
        _new_settings,
        _lose_files,
        _move_address,
    ),
)


def test_a_build_after_any_edits_is_the_clean_build(paper: Site, make_site: MakeSite) -> None:
    """After a long series of edits, ``output/`` is byte for byte what a build into an empty folder gives."""
    for at, edit in enumerate(EDITS):
        edit(paper)
        build(paper.root)
        if at % 3 == 2 or edit is EDITS[-1]:
            assert output(paper) == afresh(paper, make_site), edit.__name__


def test_edits_in_any_order(paper: Site, make_site: MakeSite) -> None:
    """Edits made one build after another in the opposite order end in the clean build as well."""
    for edit in reversed(EDITS):
        edit(paper)
        build(paper.root)
    assert output(paper) == afresh(paper, make_site)


def test_shards_are_made_anew_one_by_one(paper: Site, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an archive of several shards every series of edits ends at the clean build, and untouched shards stand."""
    monkeypatch.setattr(shards, "LIMIT", 400)
    monkeypatch.setattr(shards, "OPEN", 300)
    _extra_issue(paper)
    build(paper.root)
    assert len({path.split("/")[1] for path in output(paper) if path.startswith("pagefind/")}) > 2
    for edit in (_new_issue, _edit, _older_issue, _power_cut, _drop_article, _lose_files):
        edit(paper)
        build(paper.root)
        assert output(paper) == afresh(paper, make_site), edit.__name__
    before = build(paper.root)
    paper.article("2025-12-31", 1, "去年年底的事。", tags=("去年", "马头"))
    report = build(paper.root)
    assert (before.indexed, report.indexed) == (0, 1)
    assert {path.split("/")[1] for path in report.written if path.endswith(".pf_table")} == {"2024-2025"}


def test_shared_work_is_the_same_work(paper: Site, monkeypatch: pytest.MonkeyPatch, make_site: MakeSite) -> None:
    """Whoever does the work, and in whatever order, the site is the same byte for byte."""
    expected = output(paper)
    monkeypatch.setattr(crew, "FEW", 0)
    monkeypatch.setattr(crew, "CHUNK", 1)
    assert afresh(paper, make_site) == expected


def test_a_host_keeps_two_folders_between_builds(paper: Site, make_site: MakeSite) -> None:
    """On another path, with new times and inodes, ``output/`` and ``.banmian/`` spare what a build here spares."""
    build(paper.root)
    host = make_site("host")
    shutil.rmtree(host.root)
    shutil.copytree(paper.root, host.root, copy_function=shutil.copyfile)
    nothing = build(host.root)
    assert (nothing.rendered, nothing.written, nothing.indexed) == (0, (), 0)
    for site in (paper, host):
        site.issue("2026-04-01")
        site.article("2026-04-01", 1, "新的一期。")
    here, there = build(paper.root), build(host.root)
    assert (there.reasons, there.rendered, there.written) == (here.reasons, here.rendered, here.written)
    assert output(host) == output(paper) == afresh(host, make_site)


def test_an_index_made_beside_the_pages_is_the_same(
    paper: Site, monkeypatch: pytest.MonkeyPatch, make_site: MakeSite
) -> None:
    """Where few pages change and many articles are indexed, processes make the index, and the site is the same."""
    output(paper)
    monkeypatch.setattr(production, "MANY", 1)
    monkeypatch.setattr(crew.Crew, "_executor", lambda crew, _: crew._given or crew._own)
    _edit(paper)
    assert build(paper.root).indexed
    found = output(paper)
    assert found == afresh(paper, make_site)


@pytest.mark.parametrize("damage", [None, b"", b"garbage" * 500, b"half"])
def test_a_lost_or_damaged_cache_changes_nothing(paper: Site, damage: bytes | None, make_site: MakeSite) -> None:
    """``.banmian`` may be deleted, cut or overwritten at any time; the next build ends at the clean site."""
    ledger = paper.root / places.STATE / LEDGER
    _edit(paper)
    if damage is None:
        shutil.rmtree(ledger.parent)
    else:
        ledger.write_bytes(ledger.read_bytes()[:9000] if damage == b"half" else damage)
    build(paper.root)
    assert output(paper) == afresh(paper, make_site)


@pytest.mark.parametrize(
    "lie",
    [
        "UPDATE known SET facts=replace(facts, '码头', '马路')",
        "UPDATE seen SET withheld='{}', stamp='x'",
        "UPDATE seen SET withheld='{'",
        "UPDATE seen SET pictures='[]'",
        "UPDATE seen SET digest=x'ff'",
        "UPDATE seen SET id=3 WHERE id=(SELECT min(id) FROM seen)",
        "ALTER TABLE seen ADD COLUMN more",
        "DROP TABLE known",
    ],
)
def test_a_cache_of_lies_is_not_believed(paper: Site, make_site: MakeSite, lie: str) -> None:
    """A row of the cache that was changed by hand is found out, and what it said is found out anew."""
    with sqlite3.connect(paper.root / places.STATE / LEDGER) as rows:
        rows.execute(lie)
    rows.close()
    _new_issue(paper)
    build(paper.root)
    assert output(paper) == afresh(paper, make_site)


@pytest.mark.parametrize("step", [0, 2, -1])
def test_an_interrupted_publication_recovers(
    paper: Site, monkeypatch: pytest.MonkeyPatch, step: int, make_site: MakeSite
) -> None:
    """Wherever writing is cut short, every file is old or new and whole, and the next build ends at the clean site."""
    before = output(paper)
    _new_issue(paper)
    _drop_article(paper)
    expected = afresh(paper, make_site)
    last = len([path for path, data in expected.items() if before.get(path) != data])
    cut_short(monkeypatch, last if step < 0 else step)
    with pytest.raises(PressError):
        build(paper.root)
    between = output(paper)
    assert all(data in (before.get(path), expected.get(path)) for path, data in between.items() if path != MANIFEST)
    monkeypatch.undo()
    build(paper.root)
    assert output(paper) == expected


@pytest.mark.parametrize("step", [4, 12])
def test_an_interrupted_publication_taken_back(paper: Site, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Edits that were half published and then taken back leave no trace, even in files of the same size."""
    before = output(paper)
    content = tree(paper.root / "content")
    _new_issue(paper)
    paper.article("2026-03-18", 2, "菜市场搬了新楼。", tags=("市场18",))
    cut_short(monkeypatch, step)
    with pytest.raises(PressError):
        build(paper.root)
    monkeypatch.undo()
    shutil.rmtree(paper.root / "content")
    for path, data in content.items():
        paper.write(f"content/{path}", data)
    build(paper.root)
    assert output(paper) == before


def test_two_pages_of_one_address(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages that want one address are an error; neither overwrites the other."""
    before = output(paper)
    _new_settings(paper)
    again = Pages("again", Scope.LIST, list_pages.topics)
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, again))
    with pytest.raises(ContentError):
        build(paper.root)
    assert output(paper) == before


def test_another_build_at_work(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another build holds the lock, a build gives up with a message."""
    monkeypatch.setattr(places, "LOCK_SECONDS", 0.01)
    with FileLock(paper.root / places.STATE / "build.lock"), pytest.raises(PressError, match="另一个"):
        build(paper.root)


@pytest.mark.parametrize("name", ["output", ".banmian"])
def test_a_file_where_a_folder_belongs(site: Site, name: str) -> None:
    """A plain file named ``output`` or ``.banmian`` is told; it is neither removed nor written through."""
    site.write(name, "mine")
    with pytest.raises(PressError):
        build(site.root)
    assert (site.root / name).read_text() == "mine"


def test_an_empty_paper_is_a_site(site: Site) -> None:
    """A paper without issues builds, search index included."""
    report: Report = build(site.root)
    assert (report.issues, report.articles) == (0, 0)
    assert {"index.html", "404.html", "search/index.html", "pagefind/catalogue.json"} <= set(output(site))


def test_progress_is_told(paper: Site) -> None:
    """A build says which phase it is in and how far it has come, never beyond the end."""
    heard: list[tuple[str, int, int]] = []
    _new_settings(paper)
    build(paper.root, lambda *step: heard.append(step))
    assert len({phase for phase, _, _ in heard}) >= 3
    assert all(0 <= done <= total for _, done, total in heard)
