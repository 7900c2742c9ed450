"""Finds the people that an article is about: named in the headline, with a post, or several times."""

import re
from collections.abc import Iterator

from generator.kinds import Role, TagKind
from generator.language.person_names import COMPOUND_SURNAMES
from generator.model import Article
from generator.proofreading import copy_lines as proofread_lines
from generator.proofreading import posts
from generator.tagging import themes
from generator.tagging.candidate import HEADLINE, LEAD, SLIGHT, TEXT, Candidate
from generator.tagging.dictionary import UNKNOWN, vocabulary
from generator.tagging.mention import Counted
from generator.tagging.tagged_copy import TagText

_STAFF = frozenset(role.value for role in Role)
_NAME_KINDS = frozenset(("nr", "nrfg", "nrt", UNKNOWN))
_CALLED = re.compile(r"(?:岁的|名叫|叫做|名为|本名|[他她]叫)(?=[\u4e00-\u9fff])")
_SPOKEN = re.compile(r"说|表示|指出|强调|认为|介绍|告诉|坦言|要求|回忆|主持|出席|签署|会见|复信")
_ADDRESSED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}?)(老师|师傅|医生|教练|校长)")
_ACTING = re.compile(r"讲话|指出|强调|要求|主持|出席|宣布|宣读|签署|会见|调研|视察|慰问")
_NOT_A_NAME = re.compile(r"[省市区县镇乡村街路会部局院厅委处队厂]$|女士$|先生$|同志$|某")
# Characters that transliterated names end with.
_FOREIGN = frozenset("斯克拉尔尼巴库莫卡塔洛特德里格诺维夫京森顿逊恩曼丁姆利亚罗图")
_NO_LAST = frozenset("向同会将在与和对就致到为说等也已出主")
_FEW = 3
# Occupations that are written before a name: 木匠陆忠良.
_CALLINGS = re.compile(
    r"(?:传承人|木匠|石匠|铁匠|铜匠|篾匠|泥瓦匠|艄公|老师|教练|队长|班长|组长|安全员|技术员|农技员|医生|主治医师|发起人|带头人|馆长|"
    r"监测员|巡护员|饲养员|讲解员|保洁员|炊事员|快递员|管理员|宣讲员|调解员|指导员|队员|网格员|辅导员|工程师|村医|民警|法官|教师|画家|书法家|作家|歌手|选手|车手|校长|园长|店主|老兵|船长|驾驶员|司机|匠人|护林员|代表|政协委员|创办人|理事长|得主|获得者|运动员)$"
)


def find(copy: TagText, article: Article) -> dict[str, str]:
    """The people that an article names, each with a post or ``""``, without its authors and photographers."""
    copies = (proofread_lines.take(article),)
    counts = posts.Counts(copy.text)
    found: dict[str, str] = {}
    for sighting in posts.sightings(copies):
        if sighting.post not in _STAFF:
            name = _whole(sighting.name, copy.text)
            found.setdefault(name, sighting.post if name == sighting.name else "")
    for name in sorted(posts.names(copies, counts)):
        if counts(name) > 1 or len(name) > 2:
            found.setdefault(_whole(name, copy.text), "")
    for called in _CALLED.finditer(copy.text):
        name = posts.name_at(copy.text, called.end(), counts)
        if name:
            found.setdefault(name, "")
    for name in _by_use(copy):
        found.setdefault(_whole(name, copy.text), "")
    for name, calling in _called(copy, counts):
        if not found.get(name):
            found[name] = calling
    return {
        name: post
        for name, post in found.items()
        if (post or copy.dictionary.kind(name) in _NAME_KINDS)
        and (post or name[0] not in posts.WORDS_TOO or counts(name) > 1)
        and name not in vocabulary("gazetteer.txt")
        and not _NOT_A_NAME.search(name)
        and (
            len(name) < 4
            or "·" in name
            or (name[-1] in _FOREIGN and name[0] not in posts.WORDS_TOO)
            or name.startswith(COMPOUND_SURNAMES)
        )
        and (post or all(copy.dictionary.kind(part) in _NAME_KINDS for part in name.split("·")))
        and not any(name in staff for staff in copy.names)
    }


def _called(copy: TagText, counts: posts.Counts) -> Iterator[tuple[str, str]]:
    """People who are named with their occupation in headline or lead: 木匠陆忠良, 非遗传承人龙金花."""
    for text in (copy.headline, copy.lead):
        for at in range(2, len(text)):
            calling = _CALLINGS.search(text[max(0, at - 4) : at])
            if (
                calling
                and text[at] not in posts.WORDS_TOO
                and (name := posts.name_at(text, at, counts) or _cut_name(text[at : at + 6], copy))
            ):
                yield name, calling[0]
        for found in _ADDRESSED.finditer(text):
            if found[1][0] in posts.SURNAMES and found[1][0] not in posts.WORDS_TOO:
                yield found[1], found[2]


def _cut_name(text: str, copy: TagText) -> str:
    """The name at the beginning of a text as jieba cuts it, for places where no typical word follows the name."""
    words = copy.dictionary.words(text)
    word = words[0] if len(words[0]) > 1 else "".join(words[:2])
    kind = copy.dictionary.kind(words[0])
    is_name = word[:1] in posts.SURNAMES and len(word) in (2, 3) and (kind in _NAME_KINDS or len(words[0]) == 1)
    return word if is_name or (kind in ("nr", "nrt") and len(words[0]) > 2) else ""


def weighed(found: dict[str, str], own: dict[str, Counted], copy: TagText) -> Iterator[Candidate]:
    """A candidate for each person, weighted by places and number; people who are only mentioned get none."""
    posted = [name for name, post in found.items() if post and name in own]
    first = copy.lines[0] if copy.lines else ""
    few_first = sum(name in first for name in posted) <= _FEW
    for name, post in found.items():
        if name not in own:
            continue
        count, called = own[name].count, f"{post}{name}"
        few = len(posted) <= _FEW
        if own[name].head:
            yield Candidate(name, TagKind.PERSON, HEADLINE, f"标题里的人物：{called}")
        elif name in first and (count > 1 or (post and few_first)):
            yield Candidate(name, TagKind.PERSON, LEAD + min(count, 5) / 5, f"首段里的人物：{called}")
        elif name in first and copy.lead.count(name) and re.search(f"{name}(?:{_ACTING.pattern})", first):
            yield Candidate(name, TagKind.PERSON, LEAD, f"首段里的人物：{called}")
        elif count > 2 or (count > 1 and post):
            yield Candidate(name, TagKind.PERSON, LEAD + min(count, 6) / 20, f"文中多次提到：{called}")
        elif post and few:
            early = len(posted) == 1 or name in copy.lead
            yield Candidate(name, TagKind.PERSON, LEAD if early else SLIGHT + 0.6, f"文中提到：{called}")
        elif count > 1:
            yield Candidate(name, TagKind.PERSON, TEXT, f"文中提到：{called}")


def _whole(name: str, text: str) -> str:
    """The name with the character that follows it everywhere in the text: 何映 gives 何映秋, 米舒斯 gives 米舒斯京."""
    while len(name) > 2 and text.count(name) > 1:
        behind = {text[at + len(name) : at + len(name) + 1] for at in range(len(text)) if text.startswith(name, at)}
        more = behind.pop() if len(behind) == 1 else ""
        if not more or more not in _FOREIGN:
            return name
        name += more
    if len(name) != 2:
        return name
    following = {text[at + 2 : at + 3] for at in range(len(text)) if text.startswith(name, at)}
    more = following.pop() if len(following) == 1 else ""
    goes_on = "\u4e00" <= more <= "\u9fff" and more not in _NO_LAST and text.count(name) > 1
    return name + more if goes_on else name


def _by_use(copy: TagText) -> Iterator[str]:
    """Names that occur more than once, and are in the headline or in a place where names are."""
    shown: dict[str, bool] = {}
    for at, line in enumerate(copy.words):
        for before, word, following in zip(("", *line), line, (*line[1:], ""), strict=False):
            if _is_name(word, copy):
                in_head = at == 0 and len(word) > 2
                stands = not before.isalnum() and following.isalnum() and posts.ends_name(following, 0)
                opens = len(word) > 2 and stands
                shown[word] = shown.get(word, False) or in_head or opens or bool(_SPOKEN.match(following))
    yield from (word for word, is_shown in shown.items() if is_shown and copy.text.count(word) > 1)


def _is_name(word: str, copy: TagText) -> bool:
    compound = word.startswith(COMPOUND_SURNAMES)
    if not 2 <= len(word) <= (4 if compound else 3) or not re.fullmatch(r"[\u4e00-\u9fff]+", word):
        return False
    if word in vocabulary("stop_tags.txt") or word in themes.all_words():
        return False
    if word[-1] in _NO_LAST or word in vocabulary("gazetteer.txt"):
        return False
    if (word[0] not in posts.SURNAMES and not compound) or copy.dictionary.kind(word) not in _NAME_KINDS:
        return False
    # The dictionary's own names of two characters are mostly words.
    return len(word) > 2 or copy.dictionary.kind(word) == UNKNOWN
