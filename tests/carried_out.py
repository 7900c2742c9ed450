"""Carries out what editors do at the desk, as the desk does it: the act, then one change set of the history."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from generator import config
from generator.content import body, store
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Asked, Done
from generator.model import CHINA, Issue
from support import Site

A = TypeVar("A", bound=Asked)

ISSUE = "2026-03-25"
NOW = datetime(2026, 3, 25, 22, 30, tzinfo=CHINA)


def path_of(number: str) -> str:
    """The path of an article's file, or of ``issue.md``."""
    return f"content/issues/{ISSUE}/{number}.md"


def digest(site: Site, number: str = "01") -> str:
    """The digest of a file as it is now."""
    return disk.digest_of(site.root / path_of(number))


def text(site: Site, number: str = "01") -> str:
    """The text of an article's file."""
    return (site.root / path_of(number)).read_bytes().decode()


def carried_out(site: Site, act: Callable[[Draft, A, Around], Done], asked: A, session: str = "s") -> Done:
    """Does what was asked and commits it; what was done."""
    draft = Draft(site.root)
    done = act(draft, asked, Around(NOW, "", config.load(site.root)))
    history.commit(draft, "desk", done.what, session=session)
    return done


def issue(site: Site) -> Issue:
    """The issue as it is now."""
    return store.load_issue(site.root / "content/issues" / ISSUE, site.root)


def letters(site: Site) -> Counter[str]:
    """Every letter that the issue prints; a person counts once, and numbers of lists do not."""
    whole = issue(site)
    said = list(whole.furniture)
    for each in whole.articles:
        said += [each.title, each.kicker, each.subtitle, each.byline, *body.to_text(each.body, each.kind)]
        said += [photo.caption for photo in each.photos]
    said += {author.name for each in whole.articles for author in each.authors}
    return Counter(char for char in "".join(said) if char.isalpha())
