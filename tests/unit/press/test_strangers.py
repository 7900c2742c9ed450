"""What no build made does not stay in output/ unasked, and what may not be read goes even where a build stops."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from generator.content.edits import history
from generator.errors import BanmianError, ContentError, PressError, TemplateProblem
from generator.model import CHINA
from generator.pages import urls
from generator.pages.page import MARK, Page
from generator.press import outputs
from generator.press.build import Strangers, build
from generator.press.examining import examine
from generator.press.manifest import MANIFEST
from generator.press.output import Scope
from generator.press.page_outputs import Pages
from support import NEWSPAPER, Site, record_of, settled, tree

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 25, 6, tzinfo=CHINA)
REMOVE = Strangers(remove=True)
EARLIER = ("garbage", "{}", "", None)
MakeSite: TypeAlias = Callable[..., Site]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A paper of one issue with two articles, built once."""
    site = Site(tmp_path_factory.mktemp("built"))
    site.write("newspaper.toml", NEWSPAPER.replace("[paper]", '[paper]\naddress = "https://example.org"'))
    site.issue()
    site.article(number=1, tags=("码头",))
    site.article(number=2, body="龘字稿。", title="龘")
    build(site.root, now=NOW)
    return site


@pytest.fixture
def paper(built: Site, tmp_path: Path) -> Site:
    """A copy of the built paper, to be edited."""
    shutil.copytree(built.root, tmp_path / "paper", symlinks=True)
    return Site(tmp_path / "paper")


def made(site: Site, strangers: Strangers = Strangers()) -> dict[str, bytes]:  # noqa: B008
    """The site after one more build."""
    build(site.root, now=NOW, strangers=strangers)
    return settled(site.root / "output")


def stopped(site: Site, strangers: Strangers = Strangers()) -> str:  # noqa: B008
    """What a build says that must stop, having left every file as it was."""
    before = tree(site.root / "output"), tree(site.root / "content")
    with pytest.raises(BanmianError) as caught:
        build(site.root, now=NOW, strangers=strangers)
    assert (tree(site.root / "output"), tree(site.root / "content")) == before
    return str(caught.value)


def lose_manifest(site: Site, text: str | None) -> None:
    """The manifest is gone, emptied or not ours any more."""
    if text is None:
        record_of(site.root).unlink()
    else:
        record_of(site.root).write_text(text, "utf-8")


def afresh(site: Site, make_site: MakeSite) -> dict[str, bytes]:
    """What a build of the same content into an empty folder gives."""
    clean = make_site("clean")
    shutil.rmtree(clean.root)
    shutil.copytree(site.root, clean.root, ignore=shutil.ignore_patterns("output", ".banmian", ".history"))
    return made(clean)


@pytest.mark.parametrize("text", EARLIER)
def test_a_lost_manifest_stops_nothing(paper: Site, text: str | None, make_site: MakeSite) -> None:
    """Whatever a build makes anew at its own address is no stranger, whether or not its bytes changed."""
    lose_manifest(paper, text)
    paper.article(number=1, body="改了。", tags=("码头",))
    assert made(paper) == afresh(paper, make_site)


@pytest.mark.parametrize("text", EARLIER)
def test_a_deleted_article_does_not_stay_public(paper: Site, text: str | None, make_site: MakeSite) -> None:
    """Where the manifest that knew its page is lost, the build stops and names it; then it can be removed."""
    lose_manifest(paper, text)
    (paper.root / "content/issues/2026-03-25/02.md").unlink()
    said = stopped(paper)
    assert all(words in said for words in ("2026-03-25/02.html（banmian 从前做的页面）", "--remove-unknown"))
    assert "--adopt 2026-03-25/02.html" not in said
    assert made(paper, REMOVE) == afresh(paper, make_site)
    assert not any("龘".encode() in data for data in tree(paper.root / "output").values())


def test_yesterdays_static_files_are_no_strangers(paper: Site, make_site: MakeSite) -> None:
    """Files with a name that only we give are removed without a word, where no manifest lists them."""
    lose_manifest(paper, None)
    paper.write("templates/static/style.css", "body{}")
    paper.write("output/static/0123456789ab/old.css", "old")
    paper.write("output/pagefind/all/fragment/0123456.pf_fragment", "old")
    paper.write("output/.new", "half a manifest")
    assert made(paper) == afresh(paper, make_site)
    assert len(list((paper.root / "output/static").iterdir())) == 1


def test_every_stranger_is_named_and_nothing_happens_to_it(paper: Site) -> None:
    """Files and links that nobody knows stop a build, whether or not there was anything to make."""
    paper.write("output/CNAME", "example.org")
    (paper.root / "output/2026-03-25/away").symlink_to(paper.root / "content")
    for change in (lambda: None, lambda: paper.article(number=1, body="改了。")):
        change()
        said = stopped(paper)
        assert all(words in said for words in ("2 个", "CNAME", "2026-03-25/away", "--adopt"))


def test_links_are_not_followed(paper: Site, make_site: MakeSite) -> None:
    """A link in place of a page or a folder of ours is replaced or removed; what it leads to stays as it is."""
    away = paper.root / "away"
    (paper.root / "output/2026-03-25").rename(away)
    (paper.root / "output/2026-03-25").symlink_to(away)
    (paper.root / "output/index.html").rename(paper.root / "home.html")
    (paper.root / "output/index.html").symlink_to(paper.root / "home.html")
    before = tree(away)
    assert "    2026-03-25\n" in stopped(paper)
    assert made(paper, REMOVE) == afresh(paper, make_site)
    assert not any(path.is_symlink() for path in (paper.root / "output").rglob("*"))
    assert (tree(away), (paper.root / "home.html").exists()) == (before, True)


@pytest.mark.parametrize("path", ["index.html/x", "2026-03-25/01.html/a/b", "tags"])
def test_a_stranger_in_the_way_can_be_removed(paper: Site, path: str, make_site: MakeSite) -> None:
    """A folder where a page belongs, and a file where a folder does, go like every stranger; so do empty folders."""
    place = paper.root / "output" / path.split(".html", maxsplit=1)[0]
    for old in (place, place.with_suffix(".html")):
        if old.is_dir():
            shutil.rmtree(old)
        elif old.exists():
            old.unlink()
    paper.write(f"output/{path}", "mine")
    (paper.root / "output/404.html").unlink()
    (paper.root / "output/404.html/a/b").mkdir(parents=True)
    stopped(paper)
    assert made(paper, REMOVE) == afresh(paper, make_site)


def test_adopted_files_are_the_papers_own(paper: Site) -> None:
    """They move into content/root by the one writer, stay where readers find them, and can be taken back."""
    files = {"CNAME": b"example.org", ".well-known/x.txt": b"x", "google1.html": b"<p>google"}
    for path, data in files.items():
        paper.write(f"output/{path}", data)
    found = made(paper, Strangers(("CNAME", "./output/.well-known/x.txt", "google1.html")))
    assert {path: found[path] for path in files} == files
    assert {
        path.removeprefix("root/"): data for path, data in tree(paper.root / "content").items() if "root" in path
    } == files
    assert made(paper, Strangers(("CNAME",))) == found
    history.undo(paper.root)
    assert not files.keys() & made(paper).keys()


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        ("2026-03-25/02.html", b"<p>" + MARK, "从前做的页面"),
        ("2026-03-25/01.html", b"mine", "自己用的"),
        ("Index.html", b"mine", "自己用的"),
        ("tags/x/y", b"mine", ""),
        ("topics/index.html/x", b"mine", "自己用的"),
        ("nowhere.txt", None, "没有这样一个"),
        ("../newspaper.toml", None, "不在 output/ 里"),
        (".git/config", b"mine", "部署工具"),
        ("static/0123456789ab/old.css", b"mine", "部署工具"),
        ("away", Path("newspaper.toml"), "不是普通的文件"),
    ],
)
def test_what_may_be_adopted(paper: Site, path: str, data: bytes | Path | None, why: str) -> None:
    """No page of ours, nothing at an address of ours, nothing that is not there; one refusal, and nothing moves."""
    if path == "2026-03-25/02.html":
        lose_manifest(paper, None)
        (paper.root / "content/issues/2026-03-25/02.md").unlink()
    paper.write("output/CNAME", "example.org")
    target = paper.root / "output" / path
    if path.startswith("topics/"):
        target.parent.unlink()
    if isinstance(data, Path):
        target.symlink_to(paper.root / data)
    elif data is not None:
        paper.write(f"output/{path}", data)
    if why:
        assert why in stopped(paper, Strangers(("CNAME", path)))
    else:
        assert path in made(paper, Strangers(("CNAME", path)))


def test_adopting_does_not_overwrite(paper: Site) -> None:
    """Where content/root/ has another file of that name, nothing moves; the paper's file is what is published."""
    paper.write("content/root/CNAME", "example.org")
    assert made(paper)["CNAME"] == b"example.org"
    paper.write("output/CNAME", "example.net")
    stopped(paper, Strangers(("CNAME",)))
    assert made(paper)["CNAME"] == b"example.org"


def test_root_files_are_published_as_they_are(paper: Site, make_site: MakeSite) -> None:
    """Files of content/root stand at the root of the site byte for byte, change and leave with it."""
    before = made(paper)
    paper.write("content/root/ads.txt", b"\xff\r\n")
    paper.write("content/root/.well-known/assetlinks.json", "[]")
    paper.write("content/root/.DS_Store", "x")
    after = made(paper)
    assert {path: after[path] for path in after.keys() - before.keys()} == {
        "ads.txt": b"\xff\r\n",
        ".well-known/assetlinks.json": b"[]",
    }
    assert after == afresh(paper, make_site)
    shutil.rmtree(paper.root / "content/root")
    assert made(paper) == before


@pytest.mark.parametrize("path", ["index.html", "INDEX.html", "tags", "404.html/x", ".git/x", ".banmian.json"])
def test_a_root_file_takes_no_address_of_ours(paper: Site, path: str) -> None:
    """A file of content/root that wants the address of a page, or a name of banmian's, is refused by its name."""
    paper.write(f"content/root/{path}", "mine")
    assert f"content/root/{path}" in stopped(paper)


@pytest.mark.parametrize("path", urls.PAPERS_OWN)
def test_the_papers_own_comes_before_ours(paper: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of robots.txt and favicon.ico the paper's file is used; without it banmian's comes back."""
    paper.write("templates/own.txt", "ours")
    row = Pages("own", Scope.SITE, lambda _: [Page(path, "own.txt", {})])
    others = tuple(output for output in outputs.OUTPUTS if output.name not in ("robots", "icons"))
    monkeypatch.setattr(outputs, "OUTPUTS", (*others, row))
    assert made(paper)[path] == b"ours"
    paper.write(f"output/{path}", "mine")
    assert made(paper, Strangers((path,)))[path] == b"mine"
    assert (paper.root / "content/root" / path).read_bytes() == b"mine"
    (paper.root / "content/root" / path).unlink()
    assert made(paper)[path] == b"ours"


def _no_manifest(site: Site) -> None:
    site.write("output/notes.txt", "mine")


def _bad_template(site: Site) -> None:
    site.write("templates/404.html", "{{ nothing }}")


def _bad_settings(site: Site) -> None:
    site.write("newspaper.toml", "[paper]\n")


def _bad_article(site: Site) -> None:
    site.write("content/issues/2026-03-25/01.md", "---\n")


GONE = {"2026-03-25/02.html", "2026-03-25/02.svg", urls.epub("2026-03-25")}
STOPS = (_no_manifest, _bad_template, _bad_settings, _bad_article)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("is_lost", [False, True])
def test_an_embargoed_page_goes_where_the_build_stops(paper: Site, stop: Callable[[Site], None], is_lost: bool) -> None:  # noqa: FBT001
    """The page of an article that was put under embargo goes, and what holds its text; all else stays."""
    before = tree(paper.root / "output")
    paper.article(number=2, body="龘字稿。", title="龘", embargo=NOW + timedelta(hours=1))
    stop(paper)
    if is_lost:
        lose_manifest(paper, None)
    with pytest.raises(BanmianError) as caught:
        build(paper.root, now=NOW)
    after = tree(paper.root / "output")
    assert before.keys() - after.keys() - {MANIFEST} == GONE
    assert "2026-03-25/02.html" in caught.value.__notes__[0]


@pytest.mark.parametrize("stop", STOPS)
def test_a_withdrawn_page_is_replaced_where_the_build_stops(
    paper: Site, stop: Callable[[Site], None], make_site: MakeSite
) -> None:
    """In its place stands the notice, the paper's own where it could be made; the next build ends clean."""
    paper.article(number=2, body="龘字稿。", title="龘", withdrawal="来源有误")
    kept = {
        path: data
        for path, data in tree(paper.root).items()
        if path in ("newspaper.toml", "content/issues/2026-03-25/01.md")
    }
    stop(paper)
    with pytest.raises(BanmianError):
        build(paper.root, now=NOW)
    page = (paper.root / "output/2026-03-25/02.html").read_text("utf-8")
    assert "龘" not in page
    assert "已经撤下" in page
    assert ("这一期" in page) == (stop is _no_manifest)
    with pytest.raises(BanmianError) as again:
        build(paper.root, now=NOW)
    assert (paper.root / "output/2026-03-25/02.html").read_text("utf-8").count("已经撤下") >= 1
    del again
    for path, data in kept.items():
        paper.write(path, data)
    shutil.rmtree(paper.root / "templates", ignore_errors=True)
    assert made(paper, REMOVE) == afresh(paper, make_site)


@pytest.mark.parametrize("fields", [{"embargo": NOW + timedelta(hours=1)}, {"withdrawal": "来源有误"}])
def test_what_is_read_through_a_link_goes_with_the_link(paper: Site, fields: dict[str, Any]) -> None:
    """Where the issue's folder in output/ is a link, the link goes; the folder that it leads to stays as it is."""
    away = paper.root / "away"
    (paper.root / "output/2026-03-25").rename(away)
    (paper.root / "output/2026-03-25").symlink_to(away)
    before = tree(away)
    paper.article(number=2, body="龘字稿。", title="龘", **fields)
    with pytest.raises(BanmianError, match="来历不明"):
        build(paper.root, now=NOW)
    page = paper.root / "output/2026-03-25/02.html"
    assert page.exists() == ("withdrawal" in fields)
    assert not page.exists() or "龘" not in page.read_text("utf-8")
    assert tree(away) == before


def test_a_notice_that_stands_is_left_alone(paper: Site) -> None:
    """Where the published pages follow from the files as they are, a build that stops touches nothing."""
    paper.article(number=2, body="龘字稿。", title="龘", withdrawal="来源有误")
    made(paper)
    _bad_template(paper)
    stopped(paper)


def test_a_page_damaged_at_its_own_size_is_made_again(paper: Site, make_site: MakeSite) -> None:
    """A page that was written over with as many bytes is noticed, with and without the cache."""
    for is_cached in (True, False):
        made(paper)
        page = paper.root / "output/2026-03-25/01.html"
        page.write_bytes(page.read_bytes()[::-1])
        if not is_cached:
            (paper.root / ".banmian/ledger.sqlite").unlink()
        assert examine(paper.root).lost == ("2026-03-25/01.html",)
        assert made(paper) == afresh(paper, make_site)
        assert examine(paper.root).lost == ()


def test_a_lost_state_folder_is_a_lost_manifest(paper: Site, make_site: MakeSite) -> None:
    """Without ``.banmian/`` made addresses are replaced, assets go, and what is not made any more is asked about."""
    made(paper)
    paper.write("templates/static/style.css", "body{}")
    article = paper.root / "content/issues/2026-03-25/02.md"
    article.unlink()
    shutil.rmtree(paper.root / ".banmian")
    assert "2026-03-25/02.html" in stopped(paper)
    assert made(paper, Strangers(remove=True)) == afresh(paper, make_site)
    assert tree(paper.root / "output") == tree(paper.root.parent / "clean/output")


def test_an_older_layout_is_cleared_away(paper: Site) -> None:
    """A manifest in ``output/`` is taken for what it is and moves; our ``.gitignore`` there goes, another stays."""
    before = made(paper)
    shutil.move(record_of(paper.root), paper.root / "output/.banmian.json")
    paper.write("output/.gitignore", "*\n!.gitignore\n")
    report = build(paper.root, now=NOW)
    assert (report.rendered, report.written, report.deleted) == (0, (), ())
    assert made(paper) == before
    paper.write("output/.gitignore", "*.map\n")
    paper.write("output/.banmian.json", "garbage")
    assert made(paper) == before | {".gitignore": b"*.map\n"}


def test_there_is_nothing_to_examine(site: Site) -> None:
    """A site that was never built has no record to be compared with, and that is told."""
    with pytest.raises(PressError, match="banmian build"):
        examine(site.root)


def test_every_page_tells_who_made_it(paper: Site) -> None:
    """Each page and each code ends with the mark, whatever the paper's own templates are."""
    paper.write("templates/base.html", "{% block main %}{% endblock %}")
    pages = {path: data for path, data in made(paper).items() if path.endswith((".html", ".svg"))}
    own = {path for path, data in pages.items() if not data.endswith(MARK)}
    assert {path.rpartition("/")[2] for path in own} == {"favicon.svg"}


def test_static_files_stay_for_one_build(paper: Site) -> None:
    """Yesterday's static files stand beside today's for readers under way; the next build removes them."""
    old = {path: data for path, data in made(paper).items() if path.startswith("static/")}
    paper.write("templates/static/style.css", "body{}")
    made(paper)
    found = tree(paper.root / "output")
    assert {path: found.get(path) for path in old} == old
    report = build(paper.root, now=NOW)
    assert (set(report.deleted), report.written) == (set(old), ())
    assert tree(paper.root / "output").items() <= settled(paper.root / "output").items()
    assert build(paper.root, now=NOW).deleted == ()


def test_an_index_that_tells_nothing_old_stays_for_one_build(paper: Site) -> None:
    """The index of before is kept where only articles were added, and goes at once where one changed or left."""
    old = {path for path in made(paper) if path.startswith("pagefind/")} - {"pagefind/catalogue.json"}
    paper.article(number=3, body="又一篇。")
    made(paper)
    assert old <= tree(paper.root / "output").keys()
    paper.article(number=2, body="换掉了。", title="新")
    made(paper)
    after = {path for path in tree(paper.root / "output") if path.startswith("pagefind/")}
    assert after == {path for path in settled(paper.root / "output") if path.startswith("pagefind/")}


def test_the_kind_of_stop_is_told(paper: Site) -> None:
    """A wrong root file is a ``ContentError``, a stranger a ``PressError``, a wrong template stays what it is."""
    for spoil, kind in ((_no_manifest, PressError), (_bad_template, TemplateProblem)):
        spoil(paper)
        with pytest.raises(kind):
            build(paper.root, now=NOW)
    (paper.root / "templates/404.html").unlink()
    paper.write("content/root/index.html", "mine")
    with pytest.raises(ContentError):
        build(paper.root, now=NOW)
