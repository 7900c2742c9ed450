"""Generates a newspaper's archive of any size for search benchmarks; the text is random but the same on every run.

Words come from jieba's dictionary with its frequencies; themes, stock phrases, names and figures repeat as they do
in a paper. Sentences mean nothing, but have the properties of real text that matter to a search: a few words that are
everywhere, many that are in a handful of articles, and phrases that occur by chance.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import jieba

from generator.kinds import Kind, Role
from generator.model import Article, Author, Folio, Issue, Newspaper, Photo, Topic

WORDS = 60_000
"""As many of the dictionary's most frequent words are used."""

FIRST_DAY = date(2012, 1, 1)
TO_AN_ISSUE = 20
FOLIOS = (Folio("01", "要闻"), Folio("02", "民生"), Folio("03", "产业"), Folio("04", "副刊"))
TOPICS = tuple(Topic(f"lanmu-{at:02}", f"栏目{name}") for at, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑"))
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "文明国华建平志强晓丽海燕春梅永军伟芳秀英俊杰雪晴思远一凡"
FIGURES = (
    "{n}亿元 {n}万人 {n}.{d}% {y}年 {m}月{n}日 第{n}届 {n}个百分点 {n}公里 GDP 5G AI 1+{d}+N PM2.5 歼-20 "
    "{n}℃ {n}平方米 APP 24小时 {n},{d}00元 艾力·买买提 A{d}级 C919"
).split()
KINDS = (Kind.NEWS,) * 16 + (Kind.COMMENTARY, Kind.COMMENTARY, Kind.PHOTO, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]
    weights: tuple[float, ...]

    def some(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=count)


def _zipf(words: list[str]) -> _Words:
    return _Words(tuple(words), tuple(accumulate(1 / (rank + 3) for rank in range(len(words)))))


def _frequent() -> list[tuple[int, str]]:
    """The dictionary's words with their counts, most frequent first; names of persons are not among them."""
    with jieba.get_dict_file() as file:
        rows = [line.decode().split() for line in file]
    return sorted(((int(n), word) for word, n, sort in rows if not sort.startswith("nr")), reverse=True)


class Writer:
    """Writes articles without end; the same ``seed`` writes the same ones.

    A theme is a stock of phrases of two to four words. An article draws on some phrases of its theme and of the
    paper's common stock again and again, so that of its pairs of characters 70 % are different ones, as in real
    articles of a local paper; across articles the frequencies fall off as they do there.
    """

    def __init__(self, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        chosen = _frequent()[:WORDS]
        general = _Words(tuple(word for _, word in chosen), tuple(accumulate(n for n, _ in chosen)))
        middle = [word for _, word in chosen[150:12_000] if len(word) > 1]
        self.common = self._stock(general, 4_000)
        self.rare = self._stock(general, 60_000)
        self.themes = [self._stock(_zipf(self.rng.sample(middle, 260)), 500) for _ in range(60)]
        self.names = [
            self.rng.choice(SURNAMES) + "".join(self.rng.sample(GIVEN, self.rng.randint(1, 2))) for _ in range(900)
        ]
        self.reporters = self.names[:40]

    def _stock(self, words: _Words, count: int) -> _Words:
        return _zipf(["".join(words.some(self.rng, self.rng.randint(2, 4))) for _ in range(count)])

    def figure(self) -> str:
        """A number with its unit, a Latin word, or a name with a point."""
        pattern, rng = self.rng.choice(FIGURES), self.rng
        n, d, y, m = rng.randint(1, 400), rng.randint(1, 9), rng.randint(2010, 2026), rng.randint(1, 12)
        return pattern.format(n=n, d=d, y=y, m=m)

    def sentence(self, phrases: list[str]) -> str:
        """About thirty characters made of an article's phrases."""
        rng = self.rng
        said = rng.choices(phrases, k=rng.randint(3, 7))
        chance = rng.random()
        if chance < 0.3:
            said.insert(rng.randrange(len(said)), self.figure())
        if chance > 0.9:
            said.insert(0, rng.choice(self.names))
        said.insert(rng.randrange(1, len(said)), rng.choice(("，", "，", "，", "、", "“", "”", "")))
        return "".join(said) + "。"

    def article(self, article_id: str, order: int) -> Article:
        """An article of 750 characters on average."""
        rng = self.rng
        theme = rng.choice(self.themes)
        long = max(3, int(rng.gammavariate(2.2, 11.3)))
        phrases = [*theme.some(rng, 2 * long), *self.common.some(rng, long), *self.rare.some(rng, 2 * long)]
        sentences = [self.sentence(phrases) for _ in range(long)]
        body = ["".join(sentences[at : at + 4]) for at in range(0, long, 4)]
        title = "".join(rng.sample(phrases, 2))
        reporter = rng.choice(self.reporters)
        photos = (Photo(self.sentence(phrases), credit_line=f"本报记者 {reporter} 摄"),) if rng.random() < 0.3 else ()
        return Article(
            article_id,
            order=order,
            title=title,
            kind=rng.choice(KINDS),
            authors=(Author(reporter, Role.REPORTER),),
            folio=FOLIOS[min((order - 1) * len(FOLIOS) // TO_AN_ISSUE, 3)].number,
            topics=tuple(topic.slug for topic in rng.sample(TOPICS, rng.choice((0, 1, 1, 2)))),
            tags=tuple(dict.fromkeys(phrase[:4] for phrase in phrases[:3])),
            photos=photos,
            body="\n\n".join([f"本报讯(记者{reporter}){body[0]}", *body[1:]]),
        )


def issues(articles: int, seed: int = 1) -> Iterator[Issue]:
    """Daily issues, oldest first, with so many articles in all."""
    writer = Writer(seed)
    for at in range(0, articles, TO_AN_ISSUE):
        day = FIRST_DAY + timedelta(days=at // TO_AN_ISSUE)
        orders = range(1, min(TO_AN_ISSUE, articles - at) + 1)
        written = tuple(writer.article(f"{day}-{order:02}", order) for order in orders)
        yield Issue(str(day), day, at // TO_AN_ISSUE + 1, FOLIOS, articles=written)


def newspaper(articles: int, seed: int = 1) -> Newspaper:
    """The archive as a build reads it."""
    return Newspaper(tuple(issues(articles, seed)), TOPICS)
