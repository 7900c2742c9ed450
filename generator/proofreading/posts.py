"""Finds by rules who holds which post in a text: 高新区党工委副书记、管委会主任某某.

Chinese text does not show where a name ends. It is taken to end before a word that usually follows names (主持, 说, 在,
、). If two lengths are possible, the frequencies in the whole issue decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from generator.kinds import Role
from generator.language.person_names import COMPOUND_SURNAMES
from generator.language.person_names import SURNAMES as COMMON_SURNAMES
from generator.proofreading import word_tables
from generator.proofreading.copy_lines import Copy

# Bylines are recognized by common surnames only. Here a post or 说 is beside the name, so rare surnames count as well.
SURNAMES = COMMON_SURNAMES | frozenset(
    "赖敬厉郗鱼竺昝呙鲜冼矫习仝逯阚訾亓冼逄邸蔺璩阙宿揭芮糜隗谯幸晁郄郗佘寿柘庾濮蒯笪淳宓郏厍郦钮阎盖"
)

TITLES = word_tables.vocabulary("titles.txt")
ROLES = word_tables.vocabulary("roles.txt")
_GRADES = r"(?:原|前|时任|代|代理|副|常务副|执行|名誉|总|第一|首席|常务)*"


def _any(items: Iterable[str]) -> str:
    return "|".join(sorted(items, key=len, reverse=True))


_POST = re.compile(rf"{_GRADES}(?:{_any(TITLES)})(?:助理)?")
_ENDS = (*TITLES, *(f"{title}助理" for title in TITLES))
_CALLS = (*_ENDS, *ROLES)
_FIRST = f"[{''.join(sorted(SURNAMES))}]"
_TWO, _THREE = (re.compile(rf"(?=({_FIRST}.{{{length}}}))") for length in (1, 2))
_ENDS_OF_CALLS = f"[{''.join(sorted({word[-1] for word in _CALLS}))}]"
_BEFORE_NAME = re.compile(rf"(?<={_ENDS_OF_CALLS})(?={_FIRST}|{_any(COMPOUND_SURNAMES)}|[\u4e00-\u9fff]{{1,6}}·)")
_SPEECH = "说|表示|指出|强调|认为|介绍|告诉|坦言|要求|讲话|回忆|透露|感慨|直言|解释|补充"
_SPEAKER = re.compile(rf"(?<![\u4e00-\u9fff])({_FIRST}[\u4e00-\u9fff]{{1,2}}?)(?={_SPEECH})")
_ADDRESSED = re.compile(
    rf"(?<![\u4e00-\u9fff])({_FIRST}[\u4e00-\u9fff]{{1,2}}?)(?=(?:同志|先生|女士|{_any(TITLES)})(?!们))"
)
# Words that follow names.
_FOLLOWING = word_tables.vocabulary("after_names.txt")
_AFTER = re.compile(rf"$|[^\u4e00-\u9fff·]|{_any((*_FOLLOWING, *TITLES))}")
# Words before the name of a body that are not part of it.
_LEAD = re.compile(
    r".*(?:(?<!自)由|(?<!还)是|会见了?|邀请了?|采访了?|任命了?|当选为?|担任|兼任|出任|陪同|选举|[\d０-９]日(?:上午|下午|晚上?)?|近日|日前|昨日|今天|上午|下午|晚上?|其中|聘请|听取了?|来自|的|访问|授予|欢迎|宣读了?|伙同|记者[^()（）]{2,12}[)）])"
    r"|^(?:应|电|与|和|及|向|对|请|见|是|为|任|到|在|给|把|被|从|据|跟|同|以|让|经|时任|现任|该|本|我|受|随|新任|新当选的|以及|包括|还有|老|这位|这个|一位|名)"
)
# In 区委书记王某和区长 the person before 和 is not part of the next person's post.
_NEIGHBOUR = re.compile(rf".*(?:{_any(TITLES)})[\u4e00-\u9fff]{{2,3}}[和与及]")
# A name of two characters is set with a space, to the width of three: 区长吕　沛.
_SPACED = re.compile(rf"(?<={_ENDS_OF_CALLS})({_FIRST})[ \u3000]+(?=[\u4e00-\u9fff](?:{_AFTER.pattern}))")
_FOREIGN = re.compile(rf"[\u4e00-\u9fff]{{1,6}}(?:·[\u4e00-\u9fff]{{1,8}}?)+(?={_AFTER.pattern})")
_NOT_NAMES = word_tables.vocabulary("not_names.txt")
# Characters that never end a given name, and surnames that are much more common as words.
_NO_GIVEN = frozenset("作说在将把被从已还也是曾向及等让请叫却则不没就对于的了到做并")
WORDS_TOO = frozenset("和于向从时应成连单")
_STAFF = (Role.REPORTER, Role.CORRESPONDENT)
_BODY_LENGTH = 22
_REMEMBERED = 65_536
"""As many comparisons of posts are remembered. A paper has few posts, and each is compared over and over."""
_MOST = 1000  # people in one paragraph, so that a file of noise does not take minutes
_LONGEST = max(map(len, _CALLS))
_NAME_MARK = "、"
_JOINED = frozenset("和与及")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person named with a post in one article: the exact words, their place, and how often the name occurs there."""

    article: str
    name: str
    post: str
    place: str
    span: str
    count: int = 1


class Counts:
    """Frequencies in a text; words of two and three characters that begin with a surname are all counted at once."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _counted(self) -> tuple[Counter[str], Counter[str]]:
        threes = Counter(_THREE.findall(self._text))
        return Counter(_TWO.findall(self._text)), threes

    def __call__(self, word: str) -> int:
        """How often ``word`` occurs in the text."""
        counted = len(word) in (2, 3) and word[0] in SURNAMES
        return self._counted[len(word) - 2][word] if counted else self._text.count(word)


def sightings(copies: Iterable[Copy]) -> tuple[Sighting, ...]:
    """All pairs of post and name in an issue, one sighting for each article that has the pair."""
    copies = tuple(copies)
    issue = Counts("\n".join(copy.text for copy in copies))
    found: dict[tuple[str, str, str], Sighting] = {}
    for copy in copies:
        here = Counts(copy.text)
        for name, post, place, span in _in_copy(copy, issue):
            key = (copy.article.id, name, post)
            if key not in found:
                found[key] = Sighting(copy.article.id, name, post, place, span, max(1, here(name)))
    return tuple(found.values())


def _in_copy(copy: Copy, issue: Counts) -> Iterator[tuple[str, str, str, str]]:
    for place, printed in copy.lines:
        text = _SPACED.sub(r"\1", printed)
        for at in islice(_after(_ENDS, text), _MOST):
            name = name_at(text, at, issue)
            if name:
                for post in _chain(text, at):
                    start = max(at - len(title_of(post)) - 8, text.rfind(post, max(0, at - 2 * _BODY_LENGTH), at), 0)
                    yield name, post, place, _as_printed(text[start : at + len(name)], printed)
    for author in copy.article.authors:
        if author.role in _STAFF and 2 <= len(author.name) <= 4:
            yield author.name, author.role.value, "作者", author.name


def _as_printed(span: str, printed: str) -> str:
    """The words as they are printed in the article, with spaces."""
    if span in printed:
        return span
    found = re.search(r"[ \u3000]*".join(map(re.escape, span)), printed)
    return found[0] if found else span


def _after(posts: tuple[str, ...], text: str) -> Iterator[int]:
    """The places where a name may begin, directly after one of these words."""
    for found in _BEFORE_NAME.finditer(text):
        at = found.start()
        if text.endswith(posts, max(0, at - _LONGEST), at):
            yield at


def name_at(text: str, at: int, issue: Counts) -> str:
    """The name that begins at ``at``, or ``""``."""
    foreign = _FOREIGN.match(text, at)
    if foreign:
        return foreign[0]
    if (text[at : at + 1] not in SURNAMES and text[at : at + 2] not in COMPOUND_SURNAMES) or text[at] == "和":
        return ""  # after a post, 和 is a conjunction and no surname
    if text.startswith(_NOT_NAMES, at) or (text[at] in WORDS_TOO and issue(text[at : at + 3]) == 1):
        return ""
    lengths = (3, 4) if text[at : at + 2] in COMPOUND_SURNAMES else (2, 3)
    names = [text[at : at + length] for length in lengths]
    names = [name for name in names if len(name) > 1 and re.fullmatch(r"[\u4e00-\u9fff]+", name)]
    ended = {name: _ending(text, at + len(name)) for name in names}
    if all(ended.values()) and len(names) == 2:
        short, long = names
        if long[-1] in _NO_GIVEN:
            return short
        if ended[short] != ended[long]:
            return max(names, key=lambda name: ended[name])
        return long if issue(long) == issue(short) else short
    if any(ended.values()):
        return max(names, key=lambda name: ended[name])
    if len(names) == 2 and issue(names[1]) > 1:
        return names[1] if issue(names[1]) == issue(names[0]) else names[0]
    return ""


def _chain(text: str, end: int) -> list[str]:
    """The posts before a name, last first: 市委副书记、市长 gives both, each with its body."""
    head = re.split(r"[，,。；;：:！？!?\s“”\n]", text[max(0, end - 60) : end])[-1]
    posts = []
    for part in reversed(head.split(_NAME_MARK)):
        if not part.endswith(_ENDS):
            break
        posts.append(_trimmed(part))
    return [p for p in posts if p]


@lru_cache(4096)
def _trimmed(part: str) -> str:
    """A post without the words before it that are not part of it."""
    if not _JOINED.isdisjoint(part):
        part = _NEIGHBOUR.sub("", part, count=1)
    before = None
    while part != before:
        before = part
        part = _LEAD.sub("", part, count=1)
    opened = part.count(")") + part.count("）") > part.count("(") + part.count("（")
    if opened:
        part = re.split(r"[)）]", part, maxsplit=1)[-1]
    return part[-_BODY_LENGTH:]


@lru_cache(_REMEMBERED)
def title_of(post: str) -> str:
    """The bare title that a post ends with: 副书记."""
    found = [match for match in _POST.finditer(post) if match.end() == len(post)]
    return found[0][0] if found else post


@lru_cache(_REMEMBERED)
def is_same(one: str, other: str) -> bool:
    """Whether two wordings may mean the same post: 管委会主任 and 高新区管委会主任, but not 书记 and 副书记."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and not re.search(
        r"[副代原前总]$|第一$|常务$|名誉$|助理$", long[: len(long) - len(short)]
    )


@lru_cache(_REMEMBERED)
def differs_in_rank(one: str, other: str) -> bool:
    """Whether two posts of one body are its head and a deputy: 党工委书记 and 党工委副书记."""
    if ("副" in title_of(one)) == ("副" in title_of(other)):
        return False
    bodies = [
        (post[: len(post) - len(title_of(post))], title_of(post).replace("常务副", "").replace("副", ""))
        for post in (one, other)
    ]
    (body, title), (other_body, other_title) = bodies
    if title != other_title or not body or not other_body:
        return False
    return body.endswith(other_body) or other_body.endswith(body)


def names(copies: Iterable[Copy], issue: Counts) -> frozenset[str]:
    """All words of an issue that are somebody's name by their context."""
    found = set()
    for copy in copies:
        found |= {author.name for author in copy.article.authors}
        for _, text in copy.lines:
            for at in islice(_after(_CALLS, text), _MOST):
                name = name_at(text, at, issue)
                if name:
                    found.add(name)
            for addressed in _ADDRESSED.finditer(text):
                if not addressed[1].startswith(_NOT_NAMES) and addressed[1][0] not in WORDS_TOO:
                    found.add(addressed[1])
            for speaker in _SPEAKER.finditer(text):
                if not speaker[1].startswith(_NOT_NAMES):
                    found.add(speaker[1])
    return frozenset(found)


def _ending(text: str, at: int) -> int:
    """How certain it is that a name ends at ``at``: the length of the word there that follows names, 3 for a mark."""
    found = _AFTER.match(text, at)
    if not found:
        return 0
    return len(found[0]) if re.match(r"[\u4e00-\u9fff]", found[0]) else 3


def ends_name(text: str, at: int) -> bool:
    """Whether a word that follows names begins at ``at``."""
    return bool(_AFTER.match(text, at))


def is_called(before: str) -> bool:
    """Whether a text ends with a post or a role, so that a name may follow."""
    return before.endswith(_CALLS)
