"""The people that a printed page names as responsible for it: 责任编辑：许若川　美编：温以宁."""

import re

from generator.language import furniture, scripts
from generator.language.person_names import COMPOUND_SURNAMES, HAN, SURNAMES

_POST = re.compile(
    rf"(?<![{HAN}])(?:本版|本期|[一二三四五六七八九十]{{1,2}}版)?(?P<post>{furniture.POSTS})\s*(?P<mark>[:：/／]|\s)\s*"
)
_WORD = re.compile(rf"([{HAN}]{{2,4}}|[{HAN}]\s{{1,3}}[{HAN}](?![{HAN}]))(?![{HAN}]|\s*[:：/／])")
_AND = re.compile(r"[、，,]\s*|\s+")


def people(line: str) -> tuple[tuple[str, str], ...]:
    """Post and name of everybody that a line of furniture names, in its order, as printed.

    The first word behind ``责编：`` is a name, and so are those that 、 joins to it. Other words, and those behind a
    post without a colon, are names only where they begin with a surname.
    """
    plain = scripts.simplified(line)
    found = []
    for post in _POST.finditer(plain):
        at, between = post.end(), post["mark"].strip() or " "
        while (word := _WORD.match(plain, at)) and not _POST.match(plain, at):
            if between == " " and not _has_surname(word[1]):
                break
            found.append((line[slice(*post.span("post"))], re.sub(r"\s", "", line[slice(*word.span(1))])))
            gap = _AND.match(plain, word.end())
            if gap is None:
                break
            at, between = gap.end(), gap[0].strip() or " "
    return tuple(found)


def _has_surname(word: str) -> bool:
    return word[0] in SURNAMES or word[:2] in COMPOUND_SURNAMES
