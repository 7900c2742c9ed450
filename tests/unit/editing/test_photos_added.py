"""Pictures join an article and leave it; a further issue of a day is begun."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator import config
from generator.content import store
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Stale
from generator.editing.extra_issue import Extra, extra
from generator.editing.pictures import AddPhoto, RemovePhoto, add_photo, remove_photo
from generator.errors import ContentError
from support import NEWSPAPER, Site

ISSUE = "2026-03-25"
REVIEW = '[review]\nsteps = ["一审"]\npeople = ["甲"]\nsince = 2026-03-01\n'


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with one article."""
    site.write("newspaper.toml", NEWSPAPER)
    site.issue(ISSUE)
    site.article(ISSUE, 1)
    return site


def picture(folder: Path, name: str, form: str = "JPEG") -> Path:
    """A small picture file."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "red").save(data, form)
    path = folder / "sent" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.getvalue())
    return path


def around(paper: Site, *sent: Path) -> Around:
    """Noon, with the files that were sent."""
    return Around(datetime(2026, 3, 25, 4, tzinfo=UTC), "", config.load(paper.root), sent)


def digest(paper: Site) -> str:
    """The digest of the article's file."""
    return disk.digest((paper.root / f"content/issues/{ISSUE}/01.md").read_bytes())


def add(paper: Site, path: Path, caption: str = "说明", alt: str = "图上") -> None:
    """Adds a picture, and commits it."""
    asked = AddPhoto(issue=ISSUE, article="01", digest=digest(paper), batch="x", caption=caption, alt=alt)
    draft = Draft(paper.root)
    add_photo(draft, asked, around(paper, path))
    history.commit(draft, "edit", "加图片")


def photos(paper: Site) -> list[tuple[str, str]]:
    """The pictures of the article: file and caption."""
    issue = store.load_issue(paper.root / f"content/issues/{ISSUE}", paper.root)
    return [(photo.file, photo.caption) for photo in issue.articles[0].photos]


@pytest.mark.parametrize("name", ["照片 (1)？.jpg", "../../x.jpeg", "IMG.JPG", "无后缀"])
def test_a_picture_gets_a_name_that_every_system_can_have(paper: Site, name: str) -> None:
    """Whatever it was called; its bytes stay."""
    path = picture(paper.root, Path(name).name)
    add(paper, path)
    assert photos(paper) == [("01-1.jpg", "说明")]
    assert (paper.root / f"content/issues/{ISSUE}/photos/01-1.jpg").read_bytes() == path.read_bytes()


def test_a_second_picture_takes_no_name_that_is_taken(paper: Site) -> None:
    """Neither that of the first, nor of a file that lies there unused; the ending is that of the format."""
    add(paper, picture(paper.root, "a.jpg"), "一")
    (paper.root / f"content/issues/{ISSUE}/photos/01-2.webp").write_bytes(b"x")
    add(paper, picture(paper.root, "b.jpg", "PNG"), "二")
    assert photos(paper) == [("01-1.jpg", "一"), ("01-3.png", "二")]


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_picture_is_refused(paper: Site, data: bytes) -> None:
    """Nothing is written of a file that cannot be shown."""
    path = picture(paper.root, "a.jpg")
    path.write_bytes(data)
    with pytest.raises(ContentError):
        add(paper, path)
    assert photos(paper) == []


def test_a_picture_leaves_the_article_and_not_the_folder(paper: Site) -> None:
    """The others keep their lines byte for byte; another picture is not taken for it."""
    for name in ("一", "二"):
        add(paper, picture(paper.root, f"{name}.jpg"), name)
    asked = RemovePhoto(issue=ISSUE, article="01", digest=digest(paper), photo=0, file="01-1.jpg")
    draft = Draft(paper.root)
    remove_photo(draft, asked, around(paper))
    history.commit(draft, "edit", "去掉图片")
    assert photos(paper) == [("01-2.jpg", "二")]
    assert (paper.root / f"content/issues/{ISSUE}/photos/01-1.jpg").exists()
    with pytest.raises(Stale):
        remove_photo(Draft(paper.root), asked, around(paper))
    again = asked.model_copy(update={"digest": digest(paper)})
    with pytest.raises(ContentError):
        remove_photo(Draft(paper.root), again, around(paper))


@pytest.mark.parametrize("settings", ["", REVIEW])
def test_a_further_issue_of_the_day_waits_to_be_written(paper: Site, settings: str) -> None:
    """It has the next letter and one article without text, which is a draft where it must be signed."""
    paper.write("newspaper.toml", NEWSPAPER + settings)
    for letter in "bc":
        draft = Draft(paper.root)
        extra(draft, Extra(issue=ISSUE), around(paper))
        history.commit(draft, "new", "号外")
        issue = store.load_issue(paper.root / f"content/issues/{ISSUE}-{letter}", paper.root)
        assert [(article.id, article.body, article.draft) for article in issue.articles] == [
            (f"{ISSUE}-{letter}-01", "", bool(settings))
        ]
