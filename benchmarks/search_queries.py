"""Takes queries from an archive's texts, and finds the articles with them without an index, as the correct answers."""

import random
import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from generator.model import Newspaper
from generator.outlets.search import entries
from generator.outlets.search.text_units import fold
from generator.pages.typography import full_width

CLEAR = re.compile(r"[\s‘’“”《》〈〉「」『』]")
WORD = "0-9a-z"


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


class Truth:
    """The texts of an archive as one string, fields apart by line breaks."""

    def __init__(self, newspaper: Newspaper) -> None:
        found = [entry for issue in newspaper.issues for entry in entries.entries(issue, "/", lambda run: [run])]
        self.entries = found
        self.urls = [entry.url for entry in found]
        self.titles = [entry.title for entry in found]
        texts = ["\n".join(CLEAR.sub("", section).lower() for section in entry.sections) for entry in found]
        self._whole = "\n\n".join(texts)
        self._ends = list(accumulate(len(text) + 2 for text in texts))
        self.fields = [section for entry in found for section in entry.sections if len(section) > 9]

    def holding(self, query: str) -> set[str]:
        """The addresses of the articles that hold every term of a query, as the documentation promises."""
        return set.intersection(*(self._holding(term.lower()) for term in query.split()))

    def written(self, text: str) -> set[str]:
        """The addresses of the articles in which a text stands, blanks and punctuation aside."""
        bare = _bare(text)
        return {url for url, held in self._bare if bare in held}

    @cached_property
    def _bare(self) -> list[tuple[str, str]]:
        return [(entry.url, "\n".join(map(_bare, entry.sections))) for entry in self.entries]

    def _holding(self, term: str) -> set[str]:
        # A digit or letter at the head is the head of its word: 5.2 holds 5 and 5.2, and not 2.
        guard = f"(?<![{WORD}])(?<![{WORD}]\\.)" if re.match(f"[{WORD}]", term) else ""
        found = set()
        for match in re.finditer(guard + re.escape(term), self._whole):
            found.add(self.urls[bisect_right(self._ends, match.start())])
        return found


def substrings(truth: Truth, count: int, rng: random.Random) -> list[str]:
    """Pieces of 2 to 8 Chinese characters."""
    return _pieces(truth, count, rng, r"[\u4e00-\u9fff]{2,8}")


def pairs(truth: Truth, count: int, rng: random.Random) -> list[str]:
    """Two pieces of 2 to 4 characters, half of them from one article's neighbourhood."""
    pieces = _pieces(truth, 2 * count, rng, r"[\u4e00-\u9fff]{2,4}")
    return [f"{one} {other}" for one, other in zip(pieces[::2], pieces[1::2], strict=True)]


def absent(truth: Truth, count: int, rng: random.Random) -> list[str]:
    """Pieces that stand nowhere, though each half of them does."""
    found: list[str] = []
    while len(found) < count:
        one, other = _pieces(truth, 2, rng, r"[\u4e00-\u9fff]{2,4}")
        if not truth.holding(one + other):
            found.append(one + other)
    return found


def mixed(truth: Truth, count: int, rng: random.Random) -> list[str]:
    """Pieces with digits, Latin letters, signs or a name's point, beginning where a word begins."""
    fields = [field for field in truth.fields if re.search(r"[0-9A-Za-z%·]", field)]
    found: list[str] = []
    while len(found) < count:
        field = CLEAR.sub("", rng.choice(fields))
        spot = rng.choice([match.start() for match in re.finditer(r"[0-9A-Za-z%·+]", field)])
        start = max(spot - rng.randint(0, 3), 0)
        while start and re.fullmatch(r"[0-9A-Za-z.]{2}", field[start - 1 : start + 1]):
            start -= 1
        piece = field[start : max(spot + 1, start + rng.randint(2, 8))]
        if not re.search(r"[，。、：；（）()！？]|^[·+-]|[·+.,-]$", piece) and len(piece) > 1:
            found.append(piece)
    return found


def common(truth: Truth, count: int, rng: random.Random, sample: int = 300) -> list[str]:
    """Pairs of the words of two characters that stand in the most articles."""
    counts: dict[str, int] = {}
    for field in rng.sample(truth.fields, min(sample * 30, len(truth.fields))):
        for run in re.findall(r"[\u4e00-\u9fff]+", field):
            for at in range(len(run) - 1):
                counts[run[at : at + 2]] = counts.get(run[at : at + 2], 0) + 1
    most = sorted(counts, key=lambda pair: (-counts[pair], pair))[:60]
    return [" ".join(rng.sample(most, 2)) for _ in range(count)]


def titles(truth: Truth, count: int, rng: random.Random) -> list[str]:
    """Whole titles."""
    return rng.sample(truth.titles, count)


def pasted(truth: Truth, count: int, rng: random.Random) -> list[tuple[str, str]]:
    """What a reader copies from a page, each with its article: sentences, captions, bylines and headlines by turns."""
    found: list[tuple[str, str]] = []
    while len(found) < count:
        entry = rng.choice(truth.entries)
        short = [
            section for section in entry.sections if re.search("记者|通讯员|摄|文/", section) and len(section) < 60
        ]
        sentences = [
            text for text in re.findall(r"[^。！？\n]{6,}[。！？]?", "\n".join(entry.sections)) if text.strip()
        ]
        choices = (sentences, [full_width(entry.title)], short, sentences)[len(found) % 4]
        if choices and (copied := rng.choice(choices).strip()):
            found.append((copied, entry.url))
    return found


def _pieces(truth: Truth, count: int, rng: random.Random, pattern: str) -> list[str]:
    found: list[str] = []
    longest = int(pattern[-2])
    while len(found) < count:
        field = rng.choice(truth.fields)
        start = rng.randrange(len(field) - 1)
        piece = field[start : start + rng.randint(2, longest)]
        if re.fullmatch(pattern, piece):
            found.append(piece)
    return found
