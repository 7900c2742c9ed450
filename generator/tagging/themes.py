"""Finds what an article is about: subject headings from the list of themes, and rare or frequent nouns."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from itertools import accumulate

from generator.kinds import TagKind
from generator.tagging.candidate import LEAD, SLIGHT, TEXT, Candidate
from generator.tagging.dictionary import UNKNOWN, VOCABULARY, Dictionary, vocabulary
from generator.tagging.mention import OPENING, Counted
from generator.tagging.tagged_copy import TagText

_HOLIDAYS = frozenset("元旦 春节 清明节 五一 劳动节 端午节 中秋节 国庆节 重阳节 元宵节 儿童节 妇女节".split())
_NOUNS = frozenset(("n", "nz", "vn", "nt", "ns", "j", "l", "nr", "nrt", UNKNOWN))
_LITERAL = frozenset(("n", "nz", "nt", "j"))
_TAIL = frozenset(("n", "nz", "j", "nr", "nrt", UNKNOWN))
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_RARE = 7.5
_LONGEST = 8
_OFTEN = 3
_CROWDS = ("群众", "干部", "部门", "人员", "单位", "企业", "公司", "居民", "市民", "负责人")
_OUTSIDE = frozenset("的了是在和与从到把被对为向于及将由等把各本该个名位家次年月日")
_PARTICLES = re.compile(r"[的了是在和与不]|一(.)\1")


@cache
def _headings() -> dict[str, tuple[tuple[str, str], ...]]:
    """The words of the list with their headings, by their first two characters, the longest first.

    A heading marked with ``!`` is too common a word to be found itself; words behind ``=`` are headings themselves.
    """
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in (VOCABULARY / "themes.txt").read_text("utf-8").splitlines():
        if line.startswith("="):
            for word in line.split()[1:]:
                found[word[:2]].append((word, word))
        if line.startswith("#") or ":" not in line:
            continue
        name, _, words = line.partition(":")
        heading = name.rstrip("!")
        own = () if name.endswith("!") else (heading,)
        for word in dict.fromkeys((*own, *words.split())):
            found[word[:2]].append((word, heading))
    return {
        start: tuple(sorted(dict.fromkeys(words), key=lambda pair: -len(pair[0]))) for start, words in found.items()
    }


@cache
def all_words() -> frozenset[str]:
    """All words of the list. (jieba takes some of them for names of people: 黄金周, 马拉松.)"""
    return frozenset(word for words in _headings().values() for word, _ in words)


def all_headings() -> frozenset[str]:
    """Every heading of the list."""
    return frozenset(heading for words in _headings().values() for _, heading in words)


def headings(copy: TagText, names: Collection[str] = ()) -> Iterator[Candidate]:
    """Candidates for headings whose words occur in the headline, or several times in the text.

    Words inside one of ``names`` (a body, somebody's post) do not count: an article on 东槐煤矿 may be about its band.
    """
    hidden = re.compile("|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name))) or "(?!)")
    head: Counter[str] = Counter()
    lead: Counter[str] = Counter()
    total: Counter[str] = Counter()
    words: dict[str, Counter[str]] = defaultdict(Counter)
    before = 0
    for at_line, (line, cut) in enumerate(zip((copy.head, *copy.lines), copy.words, strict=True)):
        for end, word, heading in _found(hidden.sub(lambda found: "\0" * len(found[0]), line), cut):
            total[heading] += 1
            words[heading][word] += 1
            head[heading] += at_line == 0
            lead[heading] += at_line > 0 and before + end <= len(copy.lead)
        before += len(line) + 1 if at_line else 0
    needed = max(3, round(math.sqrt(len(copy.text)) / 6))
    for heading, count in total.items():
        word = words[heading].most_common(1)[0][0]
        tag = _said(heading, words[heading], copy)
        if count == 1 and heading in _HOLIDAYS:
            continue  # a holiday that is named once only gives a date
        if head[heading] and count > 1:
            yield Candidate(
                tag,
                TagKind.SUBJECT,
                LEAD + 1.5 + min(count, 10) / 10,
                f"标题和正文说到“{word}”，{count}处",
                is_heading=True,
            )
        elif head[heading]:
            yield Candidate(tag, TagKind.SUBJECT, LEAD, f"标题说到“{word}”", is_heading=True)
        elif count >= needed and lead[heading]:
            yield Candidate(tag, TagKind.SUBJECT, LEAD + 0.5, f"文中反复说到“{word}”，{count}处", is_heading=True)
        elif count > needed:
            yield Candidate(tag, TagKind.SUBJECT, LEAD, f"文中反复说到“{word}”，{count}处", is_heading=True)
        elif lead[heading] and count > 1 and not copy.is_brief:
            yield Candidate(tag, TagKind.SUBJECT, SLIGHT + 0.7, f"导语说到“{word}”，全文{count}处", is_heading=True)
        elif copy.is_brief and lead[heading]:
            early = any(copy.lead[:OPENING].count(said) for said in words[heading])
            if count > 1 or early or word == heading:
                weight = (
                    LEAD + 0.4 if count > 1 else SLIGHT + 0.6 if copy.head.strip() else LEAD + (0.1 if early else 0)
                )
                yield Candidate(tag, TagKind.SUBJECT, weight, f"简讯说到“{word}”", is_heading=True)
        elif lead[heading]:
            yield Candidate(tag, TagKind.SUBJECT, SLIGHT + 0.2, f"导语说到“{word}”", is_heading=True)
        elif count > 1:
            yield Candidate(tag, TagKind.SUBJECT, SLIGHT + 0.1, f"文中说到“{word}”，{count}处", is_heading=True)


def _said(heading: str, words: Counter[str], copy: TagText) -> str:
    """The heading, or the one rare noun of it that the text uses instead: 寒潮 for 气象, 水质 for 水环境治理."""
    word = next(iter(words))
    if (
        len(words) > 1
        or word in vocabulary("stop_tags.txt")
        or heading in copy.text
        or copy.dictionary.kind(word) not in _LITERAL
        or copy.dictionary.rarity(word) < _RARE
    ):
        return heading
    return word


def _found(text: str, cut: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """The words of the list in a line, the longest at each place: end, word, heading.

    A word of two characters must end where a word of the line ends, so that 通电 is not found in 一|通|电话 or 通电话.
    """
    table = _headings()
    seams = {0, *accumulate(map(len, cut))}
    at = 0
    while at < len(text) - 1:
        longest = 0
        for word, heading in table.get(text[at : at + 2], ()):
            end = at + len(word)
            if len(word) < longest:
                break
            whole = end in seams and (at in seams or at + 1 not in seams)
            if text.startswith(word, at) and (len(word) > 2 or whole):
                yield end, word, heading
                longest = len(word)
        at += longest or 1


def phrases(copy: TagText) -> dict[str, int]:
    """Nouns and runs of nouns that may tell what the text is about, with their numbers."""
    stop = vocabulary("stop_tags.txt") | vocabulary("generic.txt")
    found: Counter[str] = Counter()
    for line in copy.words:
        for run in _runs(line, copy):
            for first in range(len(run)):
                for last in range(first + 1, min(first + 4, len(run)) + 1):
                    name = "".join(run[first:last])
                    if _may_be_tag(run[first:last], name, copy.dictionary, stop):
                        found[name] += 1
    whole: Counter[str] = Counter()
    longer = dict(_single_words(copy))
    for name, count in found.items():
        whole[longer.get(name, name) if count > 1 else name] += count
    return {
        name: count
        for name, count in whole.items()
        if (count > 1 or ((name in copy.headline or copy.is_brief) and name in copy.dictionary.kinds))
        and not any(name in other or other in name for other in copy.names)
    }


def _single_words(copy: TagText) -> Iterator[tuple[str, str]]:
    """Words of two characters that always have the same single character beside them, with the whole word.

    If 工卡 is always 试|工卡 in this text, it is not a word by itself.
    """
    before: dict[str, set[str]] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    for line in copy.words:
        for word, last, following in zip(line, ("", *line), (*line[1:], ""), strict=False):
            if len(word) == 2:
                before[word].add(last)
                behind[word].add(following)
    for word, neighbours in before.items():
        front, back = _only(neighbours), _only(behind[word])
        if front or back:
            yield word, f"{front}{word}{back}"


def _only(neighbours: set[str]) -> str:
    """The only neighbour, if there is just one and it is a single character, or ``""``."""
    word = next(iter(neighbours)) if len(neighbours) == 1 else ""
    return word if len(word) == 1 and _HAN.fullmatch(word * 2) and word not in _OUTSIDE else ""


def _may_be_tag(words: list[str], name: str, dictionary: Dictionary, stop: frozenset[str]) -> bool:
    kind = dictionary.kind(name)
    if not 2 <= len(name) <= _LONGEST or name in stop or _PARTICLES.search(name):
        return False
    if dictionary.kind(words[-1]) not in _TAIL or (words[-1] in stop and len(words) < 3):
        return False
    if not vocabulary("breaks.txt").isdisjoint((words[0], words[-1])) or name.endswith(_CROWDS):
        return False
    if len(words) > 1:
        return dictionary.kind(words[0]) not in ("vn", "v")
    if len(name) == 2:
        return kind in ("n", "nz", "nrt", UNKNOWN) and dictionary.rarity(name) >= _RARE
    return kind in ("n", "nz", UNKNOWN)


def weighed(found: dict[str, int], own: dict[str, Counted], copy: TagText) -> Iterator[Candidate]:
    """A candidate for each phrase, weighted by how often it occurs outside of names and longer phrases."""
    single = {word for line in copy.words for word in line}
    for name, together in found.items():
        counts = own.get(name)
        if counts is None:
            continue
        count = min(counts.count, together)
        long = len(name) > 2
        coined = copy.dictionary.kind(name) == UNKNOWN and name in single
        ends_head = long or any(line.endswith(name) for line in copy.head.split())
        if count < _OFTEN and (coined or not ends_head):
            continue  # short words, and words that no dictionary has, must be frequent
        if counts.head and count > 1:
            weight = LEAD + min(count, 6) / 6 + (0.6 if long else 0)
            yield Candidate(name, TagKind.SUBJECT, weight, f"标题里的词，全文{count}次")
        elif counts.head and long and copy.dictionary.rarity(name) > _RARE + 1:
            yield Candidate(name, TagKind.SUBJECT, SLIGHT, "标题里的词")
        elif long and copy.is_brief and counts.opening and copy.dictionary.kind(name) == "n" and not copy.head:
            rare = copy.dictionary.rarity(name) > _RARE + 1
            yield Candidate(name, TagKind.SUBJECT, LEAD if rare else SLIGHT + 0.4, "简讯里的词")
        elif (long or (_is_rare_noun(name, copy) and (count > 3 or copy.is_brief))) and count > 2 and counts.lead:
            yield Candidate(name, TagKind.SUBJECT, LEAD + 0.1, f"反复出现的词，{count}次")
        elif long and count > 3:
            yield Candidate(name, TagKind.SUBJECT, TEXT + 0.5, f"反复出现的词，{count}次")
        elif long and copy.is_brief and count > 1:
            yield Candidate(name, TagKind.SUBJECT, SLIGHT + 0.2, f"反复出现的词，{count}次")


def _is_rare_noun(name: str, copy: TagText) -> bool:
    return copy.dictionary.kind(name) in ("n", "nz") and copy.dictionary.rarity(name) > _RARE + 1


def _runs(line: tuple[str, ...], copy: TagText) -> Iterator[list[str]]:
    """Runs of neighbouring nouns."""
    run: list[str] = []
    gazetteer = vocabulary("gazetteer.txt")
    for word in line:
        joins = _HAN.fullmatch(word) and copy.dictionary.kind(word) in _NOUNS and word not in copy.names
        if joins and word not in gazetteer and word not in copy.own:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run
