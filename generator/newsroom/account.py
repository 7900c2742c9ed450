"""Character accounting: proves that import lost no character of the source and invented none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from generator.content import body, fields, frontmatter
from generator.content.store import ISSUE_FILE
from generator.errors import ContentError, ImportRefused, Problem
from generator.model import Article
from generator.newsroom.again import Record
from generator.understanding.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Balance:
    """How many characters the source has, and how many went where; ``source`` is the sum of the other three."""

    source: int
    articles: int
    furniture: int
    dropped: int

    def __str__(self) -> str:
        return (
            f"原稿 {self.source} 字 = 文章 {self.articles} + 版面文字 {self.furniture} + 略去的标题记号 {self.dropped}"
        )


def balance(manuscript: Manuscript, articles: Iterable[str], issue: str, source: str) -> Balance:
    """Compares the characters of an issue's files with those of its source.

    The articles and the furniture are read back from the texts of their files. White space does not count. Raises
    ``ImportRefused`` if a single character was lost or invented.
    """
    raw = _characters([manuscript.source])
    with _refused_as(source):
        written = [fields.read_article(frontmatter.parse(file, source), source) for file in articles]
        furniture = fields.read_issue(frontmatter.parse(issue, source), source, "").furniture
    printed = _characters(text for article in written for text in _printed(article))
    beside = _characters(furniture)
    dropped = _characters(mark for mark, _ in manuscript.dropped)
    lost = raw - (printed + beside + dropped)
    invented = (printed + beside + dropped) - raw
    if lost or invented:
        what = [f"少了 {''.join(lost.elements())[:20]}"] if lost else []
        what += [f"多了 {''.join(invented.elements())[:20]}"] if invented else []
        hint = "这是 banmian 的缺陷，请连同原稿告诉我们；什么都没有写入"
        raise ImportRefused(Problem(f"字数不平：{'，'.join(what)}", hint, source))
    return Balance(raw.total(), printed.total(), beside.total(), dropped.total())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the characters of an issue's source are now, and what people changed by hand since the import.

    ``source`` is ``articles + furniture + dropped + removed - added``. White space does not count.
    """

    source: int
    articles: int
    furniture: int
    dropped: int
    added: int
    removed: int

    def __str__(self) -> str:
        by_hand = f"；人手添了 {self.added}、删了 {self.removed}" if self.added or self.removed else "；人手没有改动"
        return (
            f"原稿 {self.source} 字 = 文章 {self.articles} + 版面文字 {self.furniture} + 略去的记号 {self.dropped}"
            f" + 删了的 − 添了的{by_hand}"
        )


def standing(record: Record, files: Mapping[str, str]) -> Standing | None:
    """The account of an issue whose ``files`` (texts by name) stand now, ``None`` where import noted no figures.

    Raises ``ContentError`` where a file cannot be read.
    """
    if not record.characters or not record.texts:
        return None
    then, beside_then = _of_files(record.texts)
    now, beside = _of_files(files)
    before, after = then + beside_then, now + beside
    dropped = record.characters - before.total()
    added, removed = (after - before).total(), (before - after).total()
    return Standing(record.characters, now.total(), beside.total(), dropped, added, removed)


def _of_files(files: Mapping[str, str]) -> tuple[Counter[str], Counter[str]]:
    """The characters of the articles, and those of the furniture."""
    articles, furniture = Counter[str](), Counter[str]()
    for name, text in files.items():
        document = frontmatter.parse(text, name)
        if name == ISSUE_FILE:
            furniture = _characters(fields.read_issue(document, name, "").furniture)
        else:
            articles += _characters(_printed(fields.read_article(document, name)))
    return articles, furniture


@contextmanager
def _refused_as(source: str) -> Iterator[None]:
    """Turns an error in reading the files back into a refusal of the raw file that they were made of."""
    try:
        yield
    except ContentError as error:  # for instance a title as long as a book, or thousands of running heads
        hint = "看看原稿里有没有长得不正常的一行；什么都没有写入"
        raise ImportRefused(*(Problem(problem.message, hint, source) for problem in error.problems)) from None


def _printed(article: Article) -> Iterable[str]:
    """The fields that hold text of the source; other fields only repeat parts of it."""
    yield from (article.kicker, article.title, article.subtitle, article.byline)
    yield from body.to_text(article.body, article.kind)
    for photo in article.photos:
        yield photo.caption
        yield photo.credit_line


def _characters(texts: Iterable[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    for text in texts:
        count.update("".join(text.split()))
    return count
