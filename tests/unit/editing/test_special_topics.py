"""Special topics from the desk: an article joins one, and only what changed is written."""

from datetime import UTC, datetime

import pytest

from generator import config
from generator.content import specials
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Stale
from generator.editing.special_topics import SetSpecial, Special, set_special, special
from generator.errors import ContentError
from support import NEWSPAPER, Site

TEXT = '\ufeff---\r\ntitle: 春风送岗 # 备注\r\ntags: ["春风送岗"]\r\nsince: 2026-03-01\r\n---\r\n\r\n导语一行。\r\n'
PATH = "content/specials/songgang.md"


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with an issue and a special topic whose file has its own ways."""
    site.write("newspaper.toml", NEWSPAPER)
    site.issue("2026-03-25")
    site.article("2026-03-25", 1)
    (site.root / "content/specials").mkdir(parents=True)
    (site.root / PATH).write_bytes(TEXT.encode())
    return site


def around(paper: Site) -> Around:
    """Noon, and the paper's settings."""
    return Around(datetime(2026, 3, 25, 4, tzinfo=UTC), "", config.load(paper.root))


def asked(paper: Site, **changes: object) -> SetSpecial:
    """The form as it was shown, with some values changed."""
    digest = disk.digest((paper.root / PATH).read_bytes())
    shown = {"slug": "songgang", "digest": digest, "title": "春风送岗", "tags": ("春风送岗",), "since": "2026-03-01"}
    return SetSpecial.model_validate({**shown, "body": "导语一行。", **changes})


def done(paper: Site, request: SetSpecial) -> str:
    """The file afterwards."""
    draft = Draft(paper.root)
    set_special(draft, request, around(paper))
    history.commit(draft, "special", "改专题")
    return (paper.root / PATH).read_bytes().decode()


def test_a_form_that_says_the_same_changes_nothing(paper: Site) -> None:
    """Marks, comments, quotes and line ends stay, byte for byte."""
    assert done(paper, asked(paper)) == TEXT


def test_only_what_changed_is_written(paper: Site) -> None:
    """One further word, another introduction: the other lines stay."""
    text = done(paper, asked(paper, words=("招聘会",), body="新的导语。"))
    assert text == TEXT.replace("---\r\n\r\n", 'words: ["招聘会"]\r\n---\r\n\r\n').replace("导语一行。", "新的导语。")


def test_a_form_of_an_older_file_is_refused(paper: Site) -> None:
    """Whoever changed the file meanwhile is not overwritten."""
    request = asked(paper, title="改名")
    (paper.root / PATH).write_bytes(TEXT.replace("一行", "两行").encode())
    with pytest.raises(Stale):
        set_special(Draft(paper.root), request, around(paper))


@pytest.mark.parametrize("changes", [{"since": "2026-02-31"}, {"articles": ("01",)}, {"tags": ()}])
def test_what_no_special_topic_can_say_is_refused(paper: Site, changes: dict[str, object]) -> None:
    """A day that is none, an article that is none, nothing to gather."""
    with pytest.raises(ContentError):
        set_special(Draft(paper.root), asked(paper, **changes), around(paper))


def test_an_article_joins_a_new_topic_once(paper: Site) -> None:
    """A new topic has the article; the same title is not begun twice, nor the same article gathered twice."""
    digest = disk.digest((paper.root / "content/issues/2026-03-25/01.md").read_bytes())
    request = Special(issue="2026-03-25", article="01", digest=digest, title="试试")
    draft = Draft(paper.root)
    special(draft, request, around(paper))
    history.commit(draft, "special", "新专题")
    found = next(each for each in specials.read(paper.root) if each.title == "试试")
    assert found.articles == ("2026-03-25-01",)
    again = Special(issue="2026-03-25", article="01", digest=digest, slug=found.slug)
    for repeated in (request, again):
        with pytest.raises(ContentError):
            special(Draft(paper.root), repeated, around(paper))
