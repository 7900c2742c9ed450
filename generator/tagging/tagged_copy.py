"""An article prepared for tagging: headline, lead and text, cut into words once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.content import body
from generator.language import bylines
from generator.model import Article
from generator.tagging.dictionary import Dictionary, vocabulary

LONGEST = 60_000
LEAD = 240
BRIEF = 200
_WIDTHS = str.maketrans({code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), 0xFF0B)})
_QUOTES = str.maketrans("『』「」", "“”“”")
_BRACKETED_END = re.compile(r"[(（][^()（）]{2,30}[)）]$")
# The name of a column before the headline: 【新闻特写】.
_COLUMN = re.compile(r"【[^【】]{1,20}】\s*")
# _JOINT: 和县 is the name of a county, but is here mostly 和 before a level: 县文化馆和县供电公司.
# _SEAM: a line break of the headline beside a quotation: “百日攻坚” 行动动员部署会议.
_JOINT = re.compile(r"(?<=和)(?=[省市县区])")
_SEAM = re.compile(r"(?<=”) | (?=”)")
# In 深入学习贯彻习近平总书记…… the person is not who the article is about.
_OBSERVED = re.compile(
    r"(?:学习|贯彻|落实|按照|遵照|根据|响应|领会|体现|以)[^，,。；;\n]{0,24}?"
    r"(?:总书记|同志|主席|总理|思想|理论|讲话|指示|批示|论述|精神|要求|部署)"
)


@dataclass(frozen=True)
class TagText:
    """The lines of an article without ledes and bylines, with letters and digits made half-width.

    ``names`` are the authors and photographers, who are never tags.
    """

    head: str
    lead: str
    lines: tuple[str, ...]
    names: frozenset[str]
    dictionary: Dictionary
    own: frozenset[str] = frozenset()
    """The names of the paper's own district."""

    @cached_property
    def headline(self) -> str:
        """The headline without its printed line breaks, which may be in the middle of a name."""
        return self.head.replace(" ", "")

    @cached_property
    def text(self) -> str:
        """Headline and text together."""
        return "\n".join((self.head, *self.lines))

    @cached_property
    def told(self) -> str:
        """The text without the headline, and without phrases like 学习贯彻某某讲话精神."""
        return _OBSERVED.sub("，", "\n".join(self.lines))

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The headline and each line, cut into words."""
        lines = (self.head, *self.lines)
        return tuple(tuple(self._cut(line)) for line in lines)

    def _cut(self, line: str) -> list[str]:
        """The words of a line; the own district, and a place at its beginning, are always separate: 唐山|南站."""
        parts = self._own.split(line) if self._own else [line]
        return [word for part in parts for piece in _JOINT.split(part) if piece for word in self._cut_part(piece)]

    def _cut_part(self, line: str) -> list[str]:
        if line in self.own:
            return [line]
        cut = self.dictionary.words
        opening = next((line[:n] for n in (4, 3, 2) if line[:n] in vocabulary("gazetteer.txt")), "")
        return [opening, *cut(line[len(opening) :])] if opening else cut(line)

    def before_own(self, text: str) -> list[str]:
        """A text split where the own district begins: 浦溪高铁|双溪东站."""
        if not self._own:
            return [text]
        starts = [
            0,
            *(found.start() for found in self._own.finditer(text) if text[found.start() - 1] not in "至到"),
            len(text),
        ]
        return [text[one:other] for one, other in pairwise(starts) if other > one]

    @cached_property
    def _own(self) -> re.Pattern[str] | None:
        """A pattern for the names of the own district, longer names first."""
        names = sorted((name for name in self.own if len(name) > 1), key=lambda name: (-len(name), name))
        return re.compile(f"({'|'.join(map(re.escape, names))})") if names else None

    @property
    def is_brief(self) -> bool:
        """Whether it is a short item: without a headline, or of a few lines."""
        return not self.head.strip() or len(self.text) < BRIEF


def take(article: Article, dictionary: Dictionary, own: frozenset[str] = frozenset()) -> TagText:
    """Prepares an article for tagging."""
    head = " ".join(part for part in (article.kicker, article.title, article.subtitle) if part)
    paragraphs = list(_stories(body.to_text(article.body, article.kind)))
    if paragraphs:
        paragraphs[-1] = _BRACKETED_END.sub("", paragraphs[-1])
    captions = [photo.caption for photo in article.photos if photo.caption]
    names = {author.name for author in article.authors}
    names |= {name for photo in article.photos for name in photo.credit.split("、")} - {""}
    lines = tuple(_plain(line) for line in _within((*paragraphs, *captions)))
    return TagText(
        _SEAM.sub("", _COLUMN.sub("", _plain(head))),
        "\n".join(lines)[:LEAD],
        lines,
        frozenset(names),
        dictionary,
        own,
    )


def _stories(paragraphs: tuple[str, ...]) -> Iterator[str]:
    for text in paragraphs:
        lede = bylines.lede(text)
        yield text[lede.length :] if lede else text


def _within(lines: tuple[str, ...]) -> Iterator[str]:
    left = LONGEST
    for line in lines:
        yield line[:left]
        left -= len(line)
        if left <= 0:
            return


def _plain(text: str) -> str:
    return text.translate(_WIDTHS).translate(_QUOTES)
