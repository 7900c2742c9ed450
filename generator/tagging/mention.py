"""Names that were found in a text, and how often each occurs by itself and not inside a longer name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.kinds import TagKind
from generator.tagging.candidate import HEADLINE, LEAD, SLIGHT, TEXT, Candidate
from generator.tagging.dictionary import vocabulary
from generator.tagging.tagged_copy import TagText

_MASK = "\0"
_WITHIN = ("省", "市", "县", "区", "镇", "乡", "街道", "州")
_NO_SHORT = vocabulary("gazetteer.txt")
OPENING = 60
# In 晋阳新能源集团董事长某某 the body counts as named too; in 国务院总理某某 only the person does.
_ACTING = re.compile("公司|集团|合作社|学校|中学|小学|大学|学院|医院|局|中心|馆|团[县区市]委|[村厂矿]|社区|大队")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that was found in the text, its kind, and the Chinese word for it in reasons."""

    name: str
    kind: TagKind
    what: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a name occurs by itself: in the headline, in the lead's opening, in the lead, and in all."""

    head: int
    opening: int
    lead: int
    count: int


def counted(names: Iterable[str], copy: TagText, posts: Mapping[str, str]) -> dict[str, Counted]:
    """The counts of each name by itself: 青川 is not counted inside 青川数谷, if that is a name as well.

    ``posts`` are people with their posts: in 国务院总理某某 the person is counted, and not 国务院.
    """
    head, told = copy.headline, copy.told
    lead = copy.lead
    for name, post in posts.items():
        if post and not _ACTING.search(post):
            told, lead = told.replace(post + name, name), lead.replace(post + name, name)
    opening = lead[:OPENING]
    found = {}
    names = set(names)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        here = head.count(name)
        count = told.count(name)
        if not (here or count):
            continue
        found[name] = Counted(here, opening.count(name), lead.count(name), here + count)
        head, told = head.replace(name, _MASK), told.replace(name, _MASK)
        lead, opening = lead.replace(name, _MASK), opening.replace(name, _MASK)
    # A town also counts where it begins a longer name: 石桥镇 in 石桥镇下堰村.
    for name in sorted(name for name in names if name.endswith(_WITHIN)):
        for longer in [other for other in found if other != name and other.startswith(name)]:
            found[name] = together(found.get(name, Counted(0, 0, 0, 0)), found[longer])
    return found


def together(one: Counted, other: Counted) -> Counted:
    """The sum of the counts of two names for the same thing."""
    return Counted(one.head + other.head, one.opening + other.opening, one.lead + other.lead, one.count + other.count)


def short_name(company: str, text: str) -> str:
    """The short name that a text uses for a company: 汐石传感 for 汐石传感科技有限公司; ``""`` for none."""
    for length in (6, 5, 4, 3):
        short = company[:length]
        if length < len(company) - 3 and text.count(short) > text.count(company) and short not in _NO_SHORT:
            return short
    return ""


def weighed(mention: Mention, own: Counted, *, brief: bool) -> Candidate | None:
    """The candidate for a mention, weighted by the places and the number of its name; ``None`` if it is too rare."""
    times = min(own.count, 6) / 10
    place = mention.kind is TagKind.PLACE
    is_city = mention.name in _NO_SHORT
    if own.head:
        weight, where = HEADLINE - 1 + times, "标题里的"
    elif own.lead and own.count > 1:
        weight, where = LEAD + (0.2 if place else 0.5) + times, "导语里的"
    elif own.opening or (own.lead and mention.name not in _NO_SHORT):
        weight, where = (LEAD + (0.3 if own.opening else 0) if brief or not is_city else SLIGHT), "导语里的"
    elif own.count > 2:
        weight, where = LEAD + times / 4, "文中的"
    elif own.count > 1:
        weight, where = TEXT + 0.3, "文中的"
    else:
        return None
    times_said = f"，{own.count}次" if own.count > 1 else ""
    return Candidate(mention.name, mention.kind, weight, f"{where}{mention.what}{times_said}")
