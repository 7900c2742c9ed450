"""Derives the names of the paper's own district from the paper's name and the small line (``zone``) below it.

Every article of a paper is about its own district, so these names do not help to tell articles apart.
"""

import re
from collections.abc import Iterator

_OUTLET = re.compile(
    r"^今日|^掌上|(?:日报|晚报|晨报|早报|周报|时报|商报|导报|都市报|矿工报|工人报|青年报|农民报|新闻|快讯|通讯|时讯|周刊|消息|报)$"
)
_PAGE = re.compile(r"(?:专版|专刊|专页|特刊|副刊|周刊|版)$")
_DISTRICT = re.compile(
    r"(?P<core>.{2,}?)(?P<end>省|自治区|自治州|自治县|市|新区|高新区|经开区|开发区|县|区|州|盟|旗|镇|乡|街道)"
)
_ZONES = ("高新区", "经开区", "开发区", "新区")
_ADDED = ("市", "县", "区")


def names(name: str, zone: str) -> frozenset[str]:
    """The names of the paper's own district: 云湖日报 with 青川新区专版 gives 云湖, 云湖市, 青川新区 and others."""
    core = _OUTLET.sub("", name.strip())
    parts = (_PAGE.sub("", part) for part in re.split(r"[\s·・|、]+", zone.strip()))
    cores = (core, *(part for part in parts if _DISTRICT.fullmatch(part)))
    return frozenset(word for one in cores if len(one) > 1 for word in _called(one))


def _called(core: str) -> Iterator[str]:
    yield core
    found = _DISTRICT.fullmatch(core)
    if found:
        yield found["core"]
        yield from (end for end in _ZONES if core.endswith(end))
    else:
        yield from (core + end for end in _ADDED)
