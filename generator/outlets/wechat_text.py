"""An article as rich text for the editor of WeChat official accounts: a few tags, inline styles, no links, no pictures.

The editor takes no pictures from elsewhere, so a place in words, such as 【图 1】, stands for each. What the headline
says is typed into a field of its own, and does not stand in the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from markupsafe import Markup, escape

from generator.kinds import Kind
from generator.pages import setting
from generator.pages.cards import ArticleCard
from generator.pages.photo_card import PhotoCard
from generator.pages.shapes import Shape
from generator.pages.typography import full_width

TITLE, AUTHOR, SUMMARY, ADDRESS = "标题", "作者", "摘要", "原文网址"
"""The fields of the editor, as docs/公众号.md calls them."""

_INK, _SOFT, _RED, _RULE = "#1d1b18", "#645c52", "#ad1f17", "#ddd6c8"
_WHOLE = f"font-size: 17px; line-height: 1.75; color: {_INK};"
_NOTE = f"margin: 0 0 16px; font-size: 14px; color: {_SOFT};"
_LABEL = f"margin: 0 0 16px; padding: 4px 8px; border: 1px solid {_RULE}; font-size: 14px; color: {_SOFT};"
_PICTURE = f"margin: 24px 0 4px; text-align: center; color: {_RED};"
_CAPTION = f"margin: 0 0 24px; text-align: center; font-size: 14px; color: {_SOFT};"
_PARAGRAPH = "margin: 0 0 16px; text-indent: 2em;"
_STYLES = {
    "p": "margin: 0 0 16px;",
    "h2": "margin: 28px 0 16px; font-size: 18px; font-weight: bold;",
    "blockquote": f"margin: 0 0 16px; padding: 0 0 0 12px; border-left: 3px solid {_RULE};",
    "ul": "margin: 0 0 16px; padding: 0 0 0 24px;",
    "ol": "margin: 0 0 16px; padding: 0 0 0 24px;",
    "table": "margin: 0 0 16px; width: 100%; border-collapse: collapse; font-size: 15px;",
    "th": f"padding: 4px 6px; border: 1px solid {_RULE}; font-weight: bold;",
    "td": f"padding: 4px 6px; border: 1px solid {_RULE};",
}
_RENAMED = {"div": "section", "b": "strong", "s": "span"}
_LONE = frozenset({"br", "hr"})
_DROPPED = frozenset({"a", "wbr", "time"})


@dataclass(frozen=True, slots=True)
class Post:
    """What is filled into the editor: ``fields`` with a line each, and the text.

    ``pictures`` are in the order of their places in the text, by number from 1.
    """

    id: str
    fields: Mapping[str, str]
    text: str
    pictures: tuple[PhotoCard, ...]


class Piece(NamedTuple):
    """What a rich text is made of: the tags that occur, the names of styles, and how many characters it shows."""

    tags: frozenset[str]
    styles: frozenset[str]
    length: int


def post(article: ArticleCard, number: str, address: str) -> Post:
    """An article for the editor; ``address`` is that of its page, or ``""`` where the paper has none."""
    story = article.story
    pictures = tuple(photo for photo in article.photos if photo.src)
    names = " ".join(name for name, _ in article.authors)
    fields = {
        TITLE: _one_line(story.title or story.opening),
        AUTHOR: names or story.byline,
        SUMMARY: full_width(story.summary),
        ADDRESS: address,
    }
    return Post(
        number,
        fields,
        str(Markup("\n").join(_parts(article, pictures))),
        pictures,
    )


def measured(text: str) -> Piece:
    """What a rich text is made of."""
    reader = _Measure()
    reader.feed(text)
    reader.close()
    return Piece(frozenset(reader.tags), frozenset(reader.styles), reader.length)


def _parts(article: ArticleCard, pictures: Sequence[PhotoCard]) -> Iterator[Markup]:
    story = article.story
    yield Markup('<section style="{}">').format(_WHOLE)
    if story.kicker:
        yield _line(f"margin: 0 0 8px; font-weight: bold; color: {_RED};", _one_line(story.kicker))
    if story.subtitle:
        yield _line(f"margin: 0 0 8px; color: {_SOFT};", _one_line(story.subtitle))
    if story.ai:
        yield _line(_LABEL, story.ai)
    printed = "　".join(filter(None, (story.byline, article.issue.date_text, story.folio)))
    yield _line(_NOTE, printed)
    for found in article.corrections:
        words = f"印为“{found.printed}”，应为“{found.correct}”。" if found.printed else ""
        yield _line(_LABEL, f"更正（{found.date_text}）：{words}{found.note}")
    yield from _figures(pictures[:1], 1)
    yield Markup(_styled(setting.shown(article.body, Kind(story.kind), plain=article.plain)))  # noqa: S704 - cleaned
    if article.truncated:
        yield _line(_NOTE, "原稿到此中断，未见下文。")
    yield from _figures(pictures[1:], 2)
    for photo in article.photos:
        if not photo.src and (photo.caption or photo.credit_line):
            yield _line(_CAPTION, f"图片说明：{_said(photo)}")
    for line in _foot(article):
        yield _line(_NOTE, line)
    yield Markup("</section>")


def _foot(article: ArticleCard) -> Iterator[str]:
    if article.source:
        yield f"来源：{article.source}"
    if article.original:
        yield f"原文：{article.original}"
    if article.staff:
        yield "　".join(f"{role}：{name}" for role, name in article.staff)


def _figures(pictures: Sequence[PhotoCard], first: int) -> Iterator[Markup]:
    for number, photo in enumerate(pictures, first):
        yield _line(_PICTURE, f"【图 {number}】")
        if said := _said(photo):
            yield _line(_CAPTION, said)


def _one_line(headline: str) -> str:
    """A headline in one line, with a space where a printed line ends."""
    return " ".join(full_width(headline).split())


def _said(photo: PhotoCard) -> str:
    return " ".join(filter(None, (full_width(photo.caption), full_width(photo.credit_line), photo.ai)))


def _line(style: str, text: str) -> Markup:
    return Markup('<p style="{}">{}</p>').format(style, text)


def _styled(html: str) -> str:
    writer = _Styler()
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


class _Styler(HTMLParser):
    """Writes HTML of an article's page anew, with the styles of its classes in their tags and links as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._links.append((given.get("href", ""), len(self.out)))
        if tag in _DROPPED:
            return
        name = _RENAMED.get(tag, tag)
        style = _style(tag, given.get("class", ""))
        number = {"value": given["value"]} if tag == "li" and "value" in given else {}  # of a list that goes on
        wanted = {"style": style} if style else {}
        told = "".join(f' {key}="{escape(text)}"' for key, text in (wanted | number).items())
        self.out.append(f"<{name}{told}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            address, begin = self._links.pop()
            shown = "".join(self.out[begin:])
            if address.startswith(("http://", "https://")) and address not in shown:
                self.out.append(str(escape(f"（{address}）")))
        if tag not in _DROPPED and tag not in _LONE:
            self.out.append(f"</{_RENAMED.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        self.out.append(str(escape(data)))


def _style(tag: str, kind: str) -> str:
    if tag == "p" and not kind:
        return _PARAGRAPH
    if tag == "p" and kind in (Shape.SIGNATURE.value, Shape.CREDIT.value):
        return f"{_STYLES['p']} text-align: right;"
    if tag == "p" and kind == Shape.SUBHEAD.value:
        return f"{_STYLES['p']} font-weight: bold;"
    if tag in ("td", "th") and kind == "figure":
        return f"{_STYLES[tag]} text-align: right;"
    return _STYLES.get(tag, "")


class _Measure(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.styles: set[str] = set()
        self.length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "style":
                self.styles |= {rule.partition(":")[0].strip() for rule in (value or "").split(";") if rule.strip()}

    def handle_data(self, data: str) -> None:
        self.length += len("".join(data.split()))
