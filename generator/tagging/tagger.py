"""Proposes the tags of one article, with reasons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from generator.content.tag_lists import TagLists
from generator.kinds import TagKind
from generator.model import Article
from generator.tagging import (
    choose,
    echoes,
    mention,
    newsroom_words,
    offices,
    people_named,
    places_and_bodies,
    quoted,
    tagged_copy,
    themes,
)
from generator.tagging.candidate import Candidate
from generator.tagging.dictionary import Dictionary
from generator.tagging.tagged_copy import TagText

# The names of such bodies also tell what an article is about: 县人民医院.
_TELLING = ("医院", "卫生院", "法院", "幼儿园")
_OFFICE = re.compile("(?:书记|主任|主席|长|经理|总裁|常委)$")
_PLACES = tuple("湖 河 江 山 湾 岛 镇 乡 村 街道 社区".split())


def propose(article: Article, dictionary: Dictionary, lists: TagLists | None = None) -> tuple[Candidate, ...]:
    """The tags that an article should have, with the newsroom's tables applied, in the order of ``choose``."""
    lists = lists or TagLists()
    text = tagged_copy.take(article, dictionary, lists.own)
    found = (newsroom_words.known(text, lists), (newsroom_words.kept(one, lists) for one in _candidates(text, article)))
    return choose.choose((one for one in chain(*found) if one), text.text)


def _candidates(text: TagText, article: Article) -> Iterator[Candidate]:
    said = (*quoted.projects(text), *quoted.works(text))
    persons = people_named.find(text, article)
    found: dict[str, mention.Mention] = {}
    for one in (
        *places_and_bodies.meetings(text),
        *places_and_bodies.places(text),
        *places_and_bodies.bodies(text),
        *offices.find(text),
        *echoes.find(text),
    ):
        name = _without_person(one.name, persons)
        if name and name not in text.names:
            found.setdefault(name, replace(one, name=name))
    phrases = {
        name: n for name, n in themes.phrases(text).items() if not any(one in name for one in (*found, *persons))
    }
    shorts = {name: mention.short_name(name, text.text) for name in found if name.endswith("公司")}
    own = mention.counted(
        {*persons, *found, *phrases, *shorts.values(), *(one.tag for one in said)} - {""}, text, persons
    )
    for name, short in shorts.items():
        if short in own and name in own:
            own[name] = mention.together(own[name], own.pop(short))
    yield from said
    yield from people_named.weighed(persons, own, text)
    for name, one in found.items():
        weighed = mention.weighed(one, own[name], brief=text.is_brief) if name in own else None
        if weighed:
            yield weighed
    hidden = {name for name, one in found.items() if _hides(one, text)}
    hidden |= {*persons, *text.names, *(post for post in persons.values() if _OFFICE.search(post))} - {""}
    yield from themes.headings(text, hidden)
    yield from themes.weighed(phrases, own, text)


def _hides(one: mention.Mention, text: TagText) -> bool:
    """Whether words inside this name must not count as themes, as in 东槐煤矿 or 白鹭湖."""
    if one.kind is TagKind.BODY:
        return not (one.name.endswith(_TELLING) and one.name in text.headline)
    return one.kind is TagKind.PLACE and one.name.endswith(_PLACES)


def _without_person(name: str, persons: Iterable[str]) -> str:
    """A name without the name of a person before it: 何映秋到青川数谷 gives 青川数谷."""
    for person in persons:
        _, found, rest = name.partition(person)
        if found:
            return re.sub("^[到在赴往与和向]", "", rest)
    return name
