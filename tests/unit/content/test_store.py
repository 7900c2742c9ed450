"""content/ on disk → the newspaper, with every problem of every file at once."""

import os
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image

from generator.content import body, frontmatter, store
from generator.content.edits import one_value
from generator.errors import ContentError, Problem
from generator.kinds import Role
from generator.model import Author, Folio, Newspaper, Photo, Topic
from support import Site

TOPICS = (Topic("economy", "经济"), Topic("livelihood", "民生"))


def _half_a_jpeg() -> bytes:
    data = BytesIO()
    Image.effect_noise((64, 64), 90).save(data, "JPEG")
    return data.getvalue()[: data.tell() // 2]


HALF_A_JPEG = _half_a_jpeg()
FOLDER = "content/issues/2026-03-25"


def load(site: Site) -> Newspaper:
    """The newspaper in a site's folder."""
    return store.load(site.root, TOPICS)


def problems(site: Site) -> list[Problem]:
    """Everything that is wrong with a site's content."""
    with pytest.raises(ContentError) as caught:
        load(site)
    return list(caught.value.problems)


def test_a_site_without_content_is_an_empty_newspaper(site: Site) -> None:
    """A paper before its first issue is a paper."""
    assert load(site) == Newspaper((), TOPICS)


def test_issues_by_date_and_articles_by_order(site: Site) -> None:
    """Issues come oldest first, an extra one after its day's first; articles by ``order``, not by file name."""
    for issue_id in ("2026-03-25-b", "2026-03-18", "2026-03-25"):
        site.issue(issue_id, folios=(Folio("01", "要闻"),))
    site.article(number=1, order=2)
    site.article(number=2, order=1)
    newspaper = load(site)
    assert [issue.id for issue in newspaper.issues] == ["2026-03-18", "2026-03-25", "2026-03-25-b"]
    assert [article.id for article in newspaper.issues[1].articles] == ["2026-03-25-02", "2026-03-25-01"]


@pytest.mark.parametrize("quotes", ['["{}"]', "[{}]"])
def test_a_topic_is_called_by_its_slug_or_its_name(site: Site, quotes: str) -> None:
    """Whichever an editor writes, the issue has the slug, once, read the fast way or the slow one; the file stays."""
    site.issue()
    file = site.article(topics=("经济", "economy", "livelihood"))
    text = file.read_text("utf-8").replace('["经济", "economy", "livelihood"]', quotes.format('经济", "economy'))
    file.write_text(text if '"' in quotes else text.replace('[经济", "economy]', "[经济, economy]"), "utf-8")
    (article,) = load(site).issues[0].articles
    assert article.topics == ("economy",)
    assert "经济" in file.read_text("utf-8")


def test_a_slug_comes_before_a_name(site: Site) -> None:
    """A word that is one topic's slug and another's name is the slug."""
    site.issue()
    site.article(topics=("economy",))
    topics = (Topic("money", "economy"), Topic("economy", "经济"))
    assert store.load(site.root, topics).issues[0].articles[0].topics == ("economy",)


@pytest.mark.parametrize(
    ("printed", "role"),
    [("本报记者", "记者"), ("特约通讯员", "通讯员"), ("摄", "摄影"), ("特约撰稿人", "作者"), ("记者", "记者")],
)
def test_a_role_may_be_written_as_it_is_printed(site: Site, printed: str, role: str) -> None:
    """What the paper prints beside a name is the role that it means; a word that means none is refused."""
    site.issue()
    file = site.article(authors=(Author("周采薇", Role.REPORTER),))
    plain = file.read_text("utf-8")
    file.write_text(plain.replace('role: "记者"', f'role: "{printed}"'), "utf-8")
    assert load(site).issues[0].articles[0].authors == (Author("周采薇", Role(role)),)
    file.write_text(plain.replace('role: "记者"', 'role: "本报主任"'), "utf-8")
    (problem,) = problems(site)
    assert "本报主任" in problem.message
    assert "通讯员" in problem.message


def test_all_problems_of_all_files(site: Site) -> None:
    """One load names every broken file of every issue, with its line."""
    site.issue("2026-03-18")
    site.write("content/issues/2026-03-18/01.md", "没有信息区")
    site.write("content/issues/2026-03-18/02.md", "---\nid: 2026-03-18-02\norder: 二\n---\n")
    site.article(number=1, topics=("economy",))
    site.write(f"{FOLDER}/issue.md", "---\nkind: issue\ndate: 2026-03-26\n---\n")
    site.write("content/issues/第三期/issue.md", "")
    found = {(Path(p.source).name, Path(p.source).parent.name, p.line) for p in problems(site)}
    assert found == {
        ("01.md", "2026-03-18", 1),
        ("02.md", "2026-03-18", 3),
        ("issue.md", "2026-03-25", 3),
        ("第三期", "issues", None),
    }


def test_a_broken_issue_file_does_not_hide_its_articles_mistakes(site: Site) -> None:
    """Articles are checked even where ``issue.md`` cannot be read."""
    site.write(f"{FOLDER}/issue.md", "")
    site.write(f"{FOLDER}/01.md", "")
    assert {Path(p.source).name for p in problems(site)} == {"issue.md", "01.md"}


def test_a_day_that_does_not_exist(site: Site) -> None:
    """A folder named after the 31st of February is told along with all else that is wrong in it."""
    site.write("content/issues/2026-02-31/issue.md", "---\nkind: issue\ndate: 2026-03-03\n---\n")
    site.write("content/issues/2026-02-31/01.md", "")
    found = problems(site)
    assert any("2026-02-31" in p.message for p in found)
    assert any(p.source.endswith("01.md") for p in found)


@pytest.mark.parametrize(
    "article_id", ["2026-03-18-01", "2026-03-25-1", "2026-03-25", "2026-03-25-b-01", "2026-03-25-01/../x"]
)
def test_an_id_belongs_to_its_issue(site: Site, article_id: str) -> None:
    """An article's id is its folder's name and a number; anything else is refused at its line."""
    site.issue()
    site.write(f"{FOLDER}/01.md", f"---\nid: {article_id!r}\norder: 1\n---\n".replace("'", '"'))
    (problem,) = problems(site)
    assert (problem.source, problem.line) == (f"{FOLDER}/01.md", 2)


def test_an_id_is_given_once(site: Site) -> None:
    """Two files with one id are told, both by name."""
    site.issue()
    site.write(f"{FOLDER}/01.md", "---\nid: 2026-03-25-01\norder: 1\n---\n")
    site.write(f"{FOLDER}/02.md", "---\norder: 2\nid: 2026-03-25-01\n---\n")
    (problem,) = problems(site)
    assert (problem.source, problem.line) == (f"{FOLDER}/02.md", 3)
    assert "01.md" in problem.message


def test_a_missing_issue_file(site: Site) -> None:
    """A folder of articles without ``issue.md`` is told, not skipped."""
    site.article()
    (problem,) = problems(site)
    assert problem.source == f"{FOLDER}/issue.md"


def test_a_file_in_another_encoding(site: Site) -> None:
    """A file that is not UTF-8 is refused at the line where it stops being so."""
    site.issue()
    site.write(f"{FOLDER}/01.md", b"---\nid: 2026-03-25-01\ntitle: \xc2\xeb\xcd\xb7\n---\n")
    (problem,) = problems(site)
    assert (problem.source, problem.line) == (f"{FOLDER}/01.md", 3)


def test_a_photo_is_measured(site: Site) -> None:
    """A picture file that an article names is found, with its size and a digest of its bytes."""
    site.issue()
    site.article(photos=(Photo("码头", "dock.png"), Photo("只有说明")))
    site.picture("dock.png", size=(40, 30))
    (photo,) = load(site).issues[0].photo_files
    assert (photo.file, photo.width, photo.height) == ("dock.png", 40, 30)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.jpg", None, "找不到"),
        ("broken.jpg", b"no picture at all", "打不开"),
        ("empty.png", b"", "打不开"),
        ("cut.jpg", HALF_A_JPEG, "打不开"),
        ("../issue.md", None, "不能用"),
        ("码头.jpg", b"", "打不开"),
        ("eps.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "打不开"),
        ("a:b.jpg", None, "不能用"),
        ("note.txt", b"x", "不能用"),
        (".hidden.png", b"", "不能用"),
    ],
)
def test_a_photo_that_cannot_be_shown(site: Site, name: str, content: bytes | None, told: str) -> None:
    """A picture that is missing, broken or oddly named is told at the line that names it."""
    site.issue()
    path = site.article(photos=(Photo("码头", name),))
    if content is not None:
        site.write(f"{FOLDER}/photos/{name}", content)
    (problem,) = problems(site)
    assert told in problem.message
    assert problem.source == f"{FOLDER}/01.md"
    assert name in path.read_text("utf-8").splitlines()[(problem.line or 0) - 1]


def test_two_photos_of_one_address(site: Site) -> None:
    """Names that differ only in capitals would be one address on the site, so they are refused."""
    site.issue()
    site.article(photos=(Photo("甲", "dock.png"), Photo("乙", "Dock.png")))
    site.picture("dock.png")
    site.picture("Dock.png", size=(8, 8))
    (problem,) = problems(site)
    assert problem.source == f"{FOLDER}/01.md"


def test_an_unknown_topic_gets_the_nearest(site: Site) -> None:
    """A topic that the paper does not declare is told at its line, with the one that was probably meant."""
    site.issue()
    site.article(topics=("economics",))
    (problem,) = problems(site)
    assert (problem.source, problem.hint) == (f"{FOLDER}/01.md", "是不是 economy？")
    assert problem.line is not None


def test_an_unknown_topic_names_the_file_it_stands_in(site: Site) -> None:
    """The message names the article's file even where an editor has changed the order of articles."""
    site.issue()
    site.article(number=1, order=2, topics=("nothing-like-it",))
    site.article(number=2, order=1)
    (problem,) = problems(site)
    assert problem.source == f"{FOLDER}/01.md"
    assert "newspaper.toml" in problem.hint


def test_a_file_is_read_once_for_all_its_messages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines are to be named, the work grows with the file."""
    parse = frontmatter.parse
    parsed: list[str] = []

    def counted(text: str, source: str) -> frontmatter.Document:
        parsed.append(source)
        return parse(text, source)

    monkeypatch.setattr(frontmatter, "parse", counted)
    site.issue()
    site.article(topics=("甲",) * 50)
    with pytest.raises(ContentError) as error:
        store.load(site.root, ())
    assert len(error.value.problems) == 50
    assert len(parsed) == 1


def test_line_ends_of_a_poem_stay(site: Site) -> None:
    """The two spaces with which a verse ends are kept, however often a file is read and written."""
    written = body.from_stanza(["山下兰芽短", "松间沙路净"])
    site.issue()
    path = site.article(body=written)
    ((article,),) = (issue.articles for issue in load(site).issues)
    assert article.body == written
    renamed = one_value.changed(store.format_article(replace(article, tags=("旧",))), "tags", ["新"], "01.md")
    assert written in renamed
    assert store.format_article(article).encode() == path.read_bytes()


def test_a_folder_without_an_article_waits(site: Site) -> None:
    """A day's folder with pictures alone, or nothing, is no issue yet; one whose files are lost is a mistake."""
    site.issue()
    site.article()
    site.picture("ship.jpg", issue_id="2026-03-26")
    (site.root / "content/issues/2026-03-27").mkdir()
    assert [issue.id for issue in load(site).issues] == ["2026-03-25"]
    site.write("content/issues/2026-03-26/source/import.json", "{}")
    (problem,) = problems(site)
    assert "缺少这个文件" in problem.message


@pytest.mark.slow
@pytest.mark.parametrize("size", [(16_001, 2), (2, 16_001), (8_000, 6_300)])
def test_a_picture_too_large_is_told(site: Site, size: tuple[int, int]) -> None:
    """A picture that would take more memory than a machine has to spare is refused with a size that fits."""
    site.issue()
    site.article(photos=(Photo("码头", "dock.png"),))
    site.picture("dock.png", size=size)
    (problem,) = problems(site)
    assert f"{size[0]}×{size[1]}" in problem.message


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_picture_may_have_a_chinese_name(
    site: Site, stored: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"]
) -> None:
    """Names are compared as people see them, however a system stores them."""
    name = "码头 が启用（1）.png"
    site.issue()
    site.article(photos=(Photo("码头", unicodedata.normalize(typed, name)),))
    site.picture(unicodedata.normalize(stored, name))
    (issue,) = load(site).issues
    assert [photo.file for photo in issue.photo_files] == [unicodedata.normalize("NFC", name)]


@pytest.mark.parametrize("name", ["._01.md", ".#01.md", "~$01.md", ".DS_Store.md"])
def test_what_systems_leave_beside_files_is_ignored(site: Site, name: str) -> None:
    """Hidden files and the marks of open documents are no articles."""
    site.issue()
    site.article()
    site.write(f"{FOLDER}/{name}", b"\x00\x05\x16\x07")
    assert len(load(site).issues[0].articles) == 1


@pytest.mark.parametrize(
    "name", ["01 - 副本.md", "01(1).md", "01 - Copy.md", "01 (冲突副本 2026-03-25).md", "00.md", "02.md"]
)
def test_a_copy_is_the_stranger(site: Site, name: str) -> None:
    """Of two files with one id, the one that is not called after it is told, and what to do about it."""
    site.issue()
    original = site.article()
    site.write(f"{FOLDER}/{name}", original.read_bytes())
    told = [problem for problem in problems(site) if "id" in problem.message]
    assert [problem.source for problem in told] == [f"{FOLDER}/{name}"]
    assert "副本" in told[0].hint


def test_articles_stand_on_a_folio_and_at_a_place_of_their_own(site: Site) -> None:
    """An article's 版 is one of the issue's, and no two articles have one place in its order."""
    site.issue(folios=(Folio("01", "要闻"),))
    site.article(number=1, folio="01")
    site.article(number=2, folio="02")
    site.article(number=3, order=1)
    found = {(problem.source, problem.message) for problem in problems(site)}
    assert found == {(f"{FOLDER}/02.md", "没有第 “02” 版"), (f"{FOLDER}/03.md", "order 1 与 01.md 相同")}


def test_a_pipe_is_no_article(site: Site) -> None:
    """What is no plain file is told, and not waited for."""
    site.issue()
    os.mkfifo(site.root / FOLDER / "02.md")
    (problem,) = problems(site)
    assert (problem.source, problem.message) == (f"{FOLDER}/02.md", "读不了：不是普通文件")
