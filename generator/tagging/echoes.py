"""Finds names that occur in the headline and, in the same words, in the text: a road, a programme, a product.

In this way names are found that are in no dictionary and do not end with a typical word.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from generator.kinds import TagKind
from generator.tagging.dictionary import UNKNOWN, Dictionary, endings, vocabulary
from generator.tagging.mention import Mention
from generator.tagging.places_and_bodies import PREPOSITIONS
from generator.tagging.tagged_copy import TagText

_SHORTEST, _SHORT, _LONGEST, _LEAST = 3, 6, 12, 2
_INNER = frozenset(
    ("n", "nz", "ns", "nt", "nr", "nrt", "j", "vn", "b", "x", "eng", "l", "i", "an", "zg", "ng", "t", "s", UNKNOWN)
)
_TAIL = frozenset(("n", "nz", "ns", "nt", "j", UNKNOWN))
_VERBS = frozenset(("v", "a"))
_CROWDS = (
    "群众",
    "干部",
    "部门",
    "人员",
    "单位",
    "企业",
    "居民",
    "市民",
    "负责人",
    "小时",
    "分钟",
    "记者",
    "年前",
    "老人",
    "村民",
    "学生",
    "领导",
)

_NO_BEGIN = re.compile(r"小时|分钟|个月|[一两二三四五六七八九十几]+[张个名位件次年天户条家只座台项]")
_VERBAL = frozenset("要送促推抓把让使为将来去做办打开提促稳保护解破拓")
_PEOPLE = ("员", "师傅", "者", "战士")


def find(copy: TagText) -> Iterator[Mention]:
    """The names that headline and text have in common."""
    text = "\n".join(copy.lines)
    for part in (part for run in _shared(copy.headline, text) for part in copy.before_own(run)):
        name = _trimmed(part, copy.dictionary)
        if (
            name
            and not any(name.startswith(own) and len(name) < len(own) + _LEAST for own in copy.own)
            and (_is_cut(name, copy) or (name == part and len(name) <= _SHORT))
            and not any(name in other or other in name for other in copy.names)
        ):
            yield Mention(name, _kind(name), "名称")


def _kind(name: str) -> TagKind:
    if name.endswith(endings("places.txt")):
        return TagKind.PLACE
    return TagKind.BODY if name.endswith(endings("bodies.txt")) else TagKind.SUBJECT


def _shared(head: str, text: str) -> Iterator[str]:
    """The longest runs of characters that both have; no run is part of another one."""
    end = 0
    for at in range(len(head) - 1):
        length = 0
        while at + length < len(head) and _is_word(head[at + length]) and head[at : at + length + 1] in text:
            length += 1
        if length >= _SHORTEST and at + length > end:
            end = at + length
            yield head[at:end]


def _is_word(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or (sign.isascii() and sign.isalnum())


def _trimmed(part: str, dictionary: Dictionary) -> str:
    """The name in a run, from where a name may begin to the word that says what it names; ``""`` for none."""
    ends, breaks = endings("things.txt"), vocabulary("breaks.txt")
    stop = vocabulary("stop_tags.txt") | vocabulary("generic.txt")
    words = dictionary.words(part)
    kinds = [dictionary.kind(word) for word in words]
    last = max((at for at, word in enumerate(words) if at and _is_end(word, ends)), default=len(words) - 1)
    while last >= 0 and words[last] not in ends and not _may_end(words[last], kinds[last], stop):
        last -= 1
    if last < 0:
        return ""
    first = last
    while first > 0 and _joins(words, kinds, first - 1, last, breaks, sure=words[last] in ends):
        first -= 1
    if first < last and kinds[first] in _VERBS and words[last] not in ends:
        first += 1
    name = "".join(words[first : last + 1])
    if first == last and kinds[first] == UNKNOWN and name[0] in _VERBAL:
        return ""  # 要压实, 送岗促
    if not re.search("[\u4e00-\u9fff]{2}", name) or name.endswith(_PEOPLE) or _NO_BEGIN.match(name):
        return ""
    if not _SHORTEST <= len(name) <= _LONGEST or name in stop or name.endswith(_CROWDS):
        return ""
    if words[first] in vocabulary("gazetteer.txt") and first == last - 1 and words[last] not in ends:
        return ""  # 福建|财政 are two tags
    if name[-1].isdigit() or re.search("的|会议.", name):
        return ""
    if all(word in stop for word in words[first : last + 1]) or name in vocabulary("gazetteer.txt"):
        return ""
    return name


def _is_end(word: str, ends: tuple[str, ...]) -> bool:
    return word in ends or (len(word) > 2 and word.endswith(tuple(end for end in ends if len(end) > 1)))


def _may_end(word: str, kind: str, stop: frozenset[str]) -> bool:
    """Whether a name may end with the word: not if it is a common or broken word, such as 住进."""
    if len(word) > 2 and kind in (UNKNOWN, "nr") and word.endswith(endings("things.txt")):
        return True
    return (
        kind in _TAIL
        and word not in stop
        and word not in vocabulary("breaks.txt")
        and not (kind == UNKNOWN and word[-1] in "进出到上下起来去了过")
    )


def _is_cut(name: str, copy: TagText) -> bool:
    """Whether somewhere in the text it begins and ends at word boundaries: 应届生路 in 应届生|路费 does not."""
    for line in copy.words:
        seams, text = {0, *accumulate(map(len, line))}, "".join(line)
        at = text.find(name)
        while at >= 0:
            if at in seams and at + len(name) in seams:
                return True
            at = text.find(name, at + 1)
    return False


def _joins(words: list[str], kinds: list[str], at: int, last: int, breaks: frozenset[str], *, sure: bool) -> bool:
    """Whether the word at ``at`` belongs to the name; a ``sure`` name, which ends typically, may have a verb."""
    word, kind = words[at], kinds[at]
    if word == "至" and sure:
        return True
    if (
        word in breaks
        or (kind == UNKNOWN and not PREPOSITIONS.isdisjoint(word) and not (sure and "至" in (word[0], word[-1])))
        or (len(word) == 1 and kind not in _INNER)
    ):
        return False
    if kind in _INNER:
        return True
    if kind == "m":
        return sure and (word.startswith("第") or word.isascii() or (at == 0 and word.endswith("号")))
    return sure and kind in _VERBS and len(word) == 2 and at == last - 1
