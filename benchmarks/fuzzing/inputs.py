"""The inputs of each target: for a number, files by name. The same number always gives the same files."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import typed
from benchmarks.fuzzing import pieces
from broken import HEAVY, KINDS, WORDS
from documents import docx, paragraph
from generator.content import frontmatter, posts_table, store, tag_lists
from generator.kinds import Kind, Role
from generator.model import CHINA, Article, Author, Correction, Folio, Issue, Photo
from generator.proofreading import house_lists
from support import NEWSPAPER, PROJECT

Files = dict[str, bytes]

ISSUE_ID = "2026-03-25"
PICTURES = ("crane-dawn.png", "a.jpg", "图 1.webp")
TABLES = {
    tag_lists.REGISTER: "标签,类型,网址\n码头,地点,ma-tou\n周采薇,人物,\n养老,,yang-lao\n",
    tag_lists.SYNONYMS: "说法,标签\n马头,码头\n敬老,养老\n老人,敬老\n",
    tag_lists.STOP: "词,说明\n记者,太多\n昨日,\n",
    tag_lists.WORDS: "词,类型\n青川数谷,地点\n云湖苇编,主题词\n",
    tag_lists.COUNTS: "词,篇数\n（全部）,36\n码头,12\n",
    posts_table.FILE: (
        "姓名,职务,起,止,确认,次数,见于\n周采薇,记者,2026-03-11,,是,12,2026-03-18-06\n"
        "郑明,镇长,2026/3/1,2026-03-25,错,,\n"
    ),
    house_lists.LEADERS: "姓名,职务,次序\n陆承志,书记、主任,1\n何映秋,主任,\n",
    house_lists.WORDINGS: "提法,说明\n1+3+6目标体系,\n“百日攻坚”行动,带引号\n",
    house_lists.BANNED: "错,对,理由,例外\n截止目前,截至目前,用“截至”,截止目前的、到截止目前\n聋哑人,,,\n",
}


@cache
def _sample(pattern: str) -> tuple[str, ...]:
    """The files of the sample paper, as texts."""
    return tuple(path.read_text("utf-8") for path in sorted(PROJECT.glob(pattern)))


def _words(chance: random.Random, language: Sequence[str], most: int = 5) -> str:
    """Words of a newspaper, with a piece among them now and then."""
    said = chance.choices(typed.WORDS, k=chance.randrange(most))
    if chance.random() < 0.2:
        said.insert(chance.randint(0, len(said)), pieces.piece(chance, language))
    return chance.choice(("", "", " ")).join(said)


def _some(chance: random.Random, least: int = 0) -> range:
    return range(chance.choice((least, 1, 1, 2, 3)))


def _article(chance: random.Random) -> str:
    """An article's file as we write it, with anything in its fields."""

    def said() -> str:
        return _words(chance, pieces.YAML)

    embargo = datetime(2026, 3, 25, tzinfo=CHINA) + timedelta(minutes=chance.randrange(9999))
    article = Article(
        id=f"{ISSUE_ID}-01",
        order=chance.choice((1, 7, 999_999_999)),
        title=said(),
        kicker=said(),
        subtitle=said(),
        kind=chance.choice(tuple(Kind)),
        authors=tuple(Author(said() or "某某", chance.choice(tuple(Role))) for _ in _some(chance)),
        byline=said(),
        event_date=chance.choice((None, date(2026, 3, 23), date.min)),
        folio=chance.choice(("", "01", "A2")),
        topics=chance.choice(((), ("economy",), ("livelihood", "economy"))),
        tags=tuple(said() or "码头" for _ in _some(chance)),
        photos=tuple(Photo(said(), chance.choice(("", *PICTURES)), said(), said()) for _ in _some(chance)),
        summary=said(),
        truncated=chance.random() < 0.2,
        untitled=chance.random() < 0.2,
        body=typed.body(str(chance.random()))[0],
    )
    if chance.random() < 0.3:
        article = Article(
            **{name: getattr(article, name) for name in ("id", "order", "title", "photos", "body")},
            plain=True,
            withdrawal=chance.choice(("", "来源有误，已核实")),
            embargo=chance.choice((None, embargo)),
            corrections=tuple(Correction(date(2026, 3, 26), "甲", "乙", said()) for _ in _some(chance)),
        )
    return store.format_article(article)


def _issue(chance: random.Random) -> str:
    """An issue's file as we write it."""
    folios = tuple(
        Folio(number, _words(chance, pieces.YAML)) for number in ("01", "02", "A2")[: chance.choice((3, 3, 3, 2, 0))]
    )
    furniture = tuple(_words(chance, pieces.YAML) for _ in _some(chance))
    number = chance.choice((None, 7, 999_999_999))
    return store.format_issue(Issue(ISSUE_ID, date.fromisoformat(ISSUE_ID), number, folios, furniture))


def quick(chance: random.Random) -> Files:
    """An article or an issue as import writes it, changed a little: the quick reader must often answer."""
    is_issue = chance.random() < 0.2
    made, pattern = (_issue, "content/issues/*/issue.md") if is_issue else (_article, "content/issues/*/[01]*.md")
    text = made(chance) if chance.random() < 0.6 else chance.choice(_sample(pattern))
    if chance.random() < 0.8:
        text = pieces.spoilt(text, chance, pieces.YAML, _sample(pattern), most=2)
    return {"issue.md" if is_issue else "01.md": pieces.saved(text, chance, 0.05)}


def tables(chance: random.Random) -> Files:
    """The newsroom's tables, one or a few of them spoilt."""
    sample = dict(zip(_names("content/lists/*.csv"), _sample("content/lists/*.csv"), strict=True))
    texts = {name: sample.get(name, text) if chance.random() < 0.3 else text for name, text in TABLES.items()}
    spoilt = set(chance.sample(sorted(texts), chance.choice((1, 1, 1, 2, 4))))
    files = {}
    for name, text in texts.items():
        if name in spoilt:
            head, rows = (
                text.split("\n", 1) if chance.random() < 0.7 else ("", text)
            )  # most mistakes are not in the head
            rows = pieces.spoilt(rows, chance, pieces.CSV, tuple(TABLES.values()))
            files[name] = pieces.saved(f"{head}\n{rows}" if head else rows, chance)
        elif chance.random() < 0.15:
            files[name] = text.encode()
    return files


def _names(pattern: str) -> list[str]:
    return [path.name for path in sorted(PROJECT.glob(pattern))]


def front_matter(chance: random.Random) -> Files:
    """An issue's file and one article's: one of them spoilt, or made of nothing but pieces."""
    files = {"issue.md": _issue(chance), "01.md": _article(chance)}
    if chance.random() < 0.3:
        files["01.md"] = chance.choice(_sample("content/issues/2026-03-25/[01]*.md"))
    name = chance.choice(("issue.md", "01.md", "01.md", "01.md"))
    if chance.random() < 0.15:
        keys = [line for text in files.values() for line in text.split("\n") if ":" in line]
        rows = (f"{key.split(':')[0]}: {pieces.piece(chance, pieces.YAML)}" for key in chance.choices(keys, k=6))
        files[name] = "\n".join((frontmatter.FENCE, *rows, frontmatter.FENCE, "正文。"))
    else:
        files[name] = pieces.spoilt(
            files[name], chance, pieces.YAML, _sample("content/issues/*/*.md"), most=chance.choice((1, 1, 2, 4))
        )
    return {each: pieces.saved(text, chance) if each == name else text.encode() for each, text in files.items()}


def markdown(chance: random.Random) -> Files:
    """A body, named after the kind of its article."""
    text, kind = typed.body(str(chance.random()))
    if chance.random() < 0.2:
        text = frontmatter.parse(chance.choice(_sample("content/issues/*/[01]*.md")), "01.md").body
    if chance.random() < 0.8:
        others = (*_sample("content/issues/*/[01]*.md"), "\n".join(typed.TABLES), " ".join(typed.MARKS))
        text = pieces.spoilt(text, chance, pieces.MARKDOWN, others)
    return {f"{kind.value}.md": pieces.saved(text, chance, 0.05)}


def settings(chance: random.Random) -> Files:
    """``newspaper.toml``, spoilt."""
    others = (*_sample("newspaper.toml"), NEWSPAPER)
    text = chance.choice(others)
    if chance.random() < 0.4:  # a whole row anew, so that more than the syntax is tried
        rows = text.split("\n")
        for at in chance.sample(range(len(rows)), 5):
            rows[at] = f"{rows[at].split('=')[0]}= {chance.choice(pieces.VALUES)}" if "=" in rows[at] else rows[at]
        text = "\n".join(rows)
    else:
        text = pieces.spoilt(text, chance, pieces.TOML, others, most=2)
    return {"newspaper.toml": pieces.saved(text, chance)}


def raw(chance: random.Random) -> Files:
    """A raw issue, kept small: texts, Word, PDF, a folder of 版; now and then another state, to be imported again."""
    way = chance.random()
    if way < 0.1:
        kind = chance.choice([kind for kind in KINDS if kind not in HEAVY])
        return {"raw." + kind.__name__.rsplit("_", 1)[1]: kind(chance)}
    if way < 0.2:
        return {f"{at:02d}要闻.txt": pieces.saved(_news(chance), chance) for at in range(1, chance.randint(2, 4))}
    if way < 0.3:
        lines = (line for line in _news(chance).split("\n") if line.isprintable())
        data = bytearray(docx("".join(paragraph(line, chance.choice(("", "", "1", "a3"))) for line in lines)))
        if chance.random() < 0.3:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return {"raw.docx": bytes(data)}
    name, text = chance.choice(("raw.txt", "raw.txt", "raw.md")), _news(chance)
    files = {name: pieces.saved(text, chance)}
    if chance.random() < 0.1:
        files[f"again/{name}"] = pieces.saved(pieces.spoilt(text, chance, pieces.NEWS, (text,)), chance)
    return files


def _news(chance: random.Random) -> str:
    """Part of a raw issue, or words in no order, spoilt."""
    others = (*_sample("content/issues/*/source/*.txt"), *_sample("tests/sample/*.json"))
    way = chance.random()
    if way < 0.6:
        lines = chance.choice(others).split("\n")
        start = chance.randrange(len(lines))
        text = "\n".join(lines[start : start + chance.randint(1, 40)])
    elif way < 0.8:
        text = typed.body(str(chance.random()))[0]
    else:
        text = "".join(chance.choice(WORDS) + chance.choice(("", "\n", "\n\n")) for _ in range(chance.randint(1, 120)))
    return pieces.spoilt(text, chance, (*pieces.NEWS, *pieces.MARKDOWN), others)


def laid(files: Files, folder: Path) -> None:
    """Puts files into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
