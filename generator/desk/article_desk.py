"""An article on its published page, with everything marked that may be edited there, and a form for the rest."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import escape

from generator import config
from generator.content import fields, frontmatter, sign_offs, texts
from generator.content.edits import disk
from generator.desk import desk_pages, fields_shown, in_place, open_doubts
from generator.editing import passages
from generator.editing.passages import Passage
from generator.kinds import Role
from generator.model import Article, Issue
from generator.newsroom import issue_folder
from generator.pages import cards, urls
from generator.pages.page import Page
from generator.press import kit as kits
from generator.press import page_outputs
from generator.press.kit import Kit
from generator.preview.session import Session, Whole

FIRST = (*fields_shown.HEADINGS, "folio", "kind")
"""The fields that come first in the form."""


class Found(NamedTuple):
    """An article as it stands: its file's digest, its parts, its page with marks, its issue, its open doubts."""

    digest: str
    article: Article
    passages: Sequence[Passage]
    page: in_place.Marked
    issue: Issue
    kit: Kit
    doubts: int
    missing: tuple[str, ...]
    """The steps of 三审三校 that its text has not passed."""


def found(session: Session, issue: str, number: str) -> Found | None:
    """The article, ``None`` where there is none. Raises ``ContentError`` where its issue cannot be read."""
    name, path = f"{number}.md", urls.article(f"{issue}-{number}")
    whole = session.whole_issue(issue)
    page = next((page for page in whole.pages if page.path == path), None) if whole else None
    if whole is None or page is None or name not in whole.files.texts:
        return None
    data, source = whole.files.texts[name], issue_folder.path_of(issue, name)
    text = texts.utf8(data, source)
    article = fields.read_article(frontmatter.parse(texts.plain_lines(text), source), source)
    parts = passages.read(text, article.kind)
    marked = _marked(page, whole.kit, article, parts)
    of = kits.issue(whole.files, whole.kit)
    doubts = open_doubts.of(session.paper.root, issue, number)
    missing = _missing(whole, session.paper.root, name)
    return Found(disk.digest(data), article, parts, marked, of, whole.kit, doubts, missing)


def _missing(whole: Whole, root: Path, name: str) -> tuple[str, ...]:
    rules = config.load(root).review
    waiting = sign_offs.found(whole.files, rules).waiting if rules.applies(whole.files.id) else {}
    return waiting[name].missing if name in waiting else ()


def _marked(page: Page, kit: Kit, article: Article, parts: Sequence[Passage]) -> in_place.Marked:
    filters = kits.theme(kit).environment.filters
    card: cards.ArticleCard = page.context["article"]

    def looks(value: str) -> list[str]:
        return [str(filters["headline"](value)), escape(filters["wide"](value)), escape(value)] if value else []

    shown = {name: getattr(article, name) for name in fields_shown.HEADINGS}
    shown |= {f"photos.{at}.caption": photo.caption for at, photo in enumerate(article.photos)}
    body = str(filters["markdown"](card.body, card.story.kind, plain=card.plain)) if card.body else ""
    texts_shown = [part.marked.text if part.marked else part.source for part in parts]
    html = page_outputs.rendered(kit, page).decode()
    return in_place.marked(html, {name: looks(value) for name, value in shown.items()}, body, texts_shown)


def state(found: Found) -> dict[str, Any]:
    """The article for the desk's scripts, as JSON."""
    html = found.page.blocks or ("",) * len(found.passages)
    return {
        "digest": found.digest,
        "kind": found.article.kind.value,
        "passages": [_passage(passage, shown) for passage, shown in zip(found.passages, html, strict=True)],
        "fields": _typed(found.article),
        "authors": [[author.name, author.role.value] for author in found.article.authors],
        "topics": found.article.topics,
        "tags": found.article.tags,
        "html": dict(found.page.fields),
        "missing": found.missing,
    }


def _passage(passage: Passage, html: str) -> dict[str, Any]:
    held = passage.marked._asdict() if passage.marked else {}
    return {"shape": passage.shape, "source": passage.source, "html": html, **held}


def _typed(article: Article) -> dict[str, str]:
    """The values of the fields that are one text, as they are typed."""
    found = {row.name: row.value for row in fields_shown.rows(article, ())}
    for at, photo in enumerate(article.photos):
        found |= {row.name: row.value for row in fields_shown.photo_rows(at, photo)}
    return found


def page(session: Session, issue: str, number: str, token: str) -> str | None:
    """The page of an article's desk, ``None`` where there is no such article. Raises ``ContentError`` as ``found``."""
    this = found(session, issue, number)
    if this is None:
        return None
    article, rules = this.article, config.load(session.paper.root).review
    rows = fields_shown.rows(article, this.issue.folios)
    rows = [row for row in rows if row.name not in this.page.fields]
    photos = [
        {
            "file": photo.file,
            "rows": [row for row in fields_shown.photo_rows(at, photo) if row.name not in this.page.fields],
        }
        for at, photo in enumerate(article.photos)
    ]
    trail = [
        ("这一期", f"{desk_pages.OWN}/issue/{issue}/"),
        ("网页", urls.link(urls.article(article.id), this.kit.site.base)),
    ]
    foot = desk_pages.filled(
        "article_foot.html",
        issue=issue,
        number=number,
        rows=rows,
        first=FIRST,
        parts=_parts(article),
        furniture=this.issue.furniture,
        photos=photos,
        authors=[(author.name, author.role.value) for author in article.authors],
        roles=[role.value for role in Role],
        topics=[(topic.slug, topic.name) for topic in this.kit.topics],
        article_topics=article.topics,
        tags=article.tags,
        known_tags=sorted(this.kit.catalogue.register),
        doubts=this.doubts,
        is_in_place=bool(this.page.blocks),
        passages=this.passages,
        withdrawn=article.withdrawn,
        article=article,
        steps=rules.steps if rules.applies(issue) else (),
        missing=this.missing,
        notice=_notice(article),
        data=_told(this, issue, number),
    )
    head = desk_pages.filled("head.html", token=token)
    persons = dict(rules.persons) if rules.applies(issue) else {}
    top = desk_pages.filled("bar.html", trail=trail, persons=persons)
    marked = in_place.with_more(this.page.page.replace(" data-worker>", ">", 1), head, top, foot)
    return in_place.named(marked, article.id)


def _parts(article: Article) -> list[tuple[str, str]]:
    """The parts that can become paragraphs again: those with text, and captions without a picture."""
    labels = {row.name: row.label for row in fields_shown.rows(article, ())}
    names = [name for name in (*fields_shown.HEADINGS, "byline") if getattr(article, name)]
    captions = [at for at, photo in enumerate(article.photos) if not photo.file]
    return [(name, labels[name]) for name in names] + [(f"caption {at}", f"图片说明 {at + 1}") for at in captions]


def _told(this: Found, issue: str, number: str) -> dict[str, Any]:
    """What the page's scripts are told at the beginning."""
    named = [(other.id.rpartition("-")[2], cards.headline(other)) for other in this.issue.articles]
    others = [(other, headline) for other, headline in named if other != number]
    labels = {row.name: row.label for row in fields_shown.rows(this.article, ())}
    for at, photo in enumerate(this.article.photos):
        labels |= {row.name: row.label for row in fields_shown.photo_rows(at, photo)}
    specials = [(special.slug, special.title) for special in this.kit.catalogue.specials]
    numbers = [other for other, _ in named]
    upper = next((above for above, below in pairwise(numbers) if below == number), "")
    furniture = this.issue.furniture
    known = {"furniture": furniture, "others": others, "labels": labels, "specials": specials, "upper": upper}
    return {"issue": issue, "article": number, "state": state(this), **known}


def _notice(article: Article) -> str:
    """Why readers do not see the article, in words; ``""`` where they do."""
    if article.withdrawn:
        return f"已经撤稿：{article.withdrawal}"
    if article.embargo:
        return f"禁发到 {article.embargo:%Y-%m-%d %H:%M}"
    return ""
