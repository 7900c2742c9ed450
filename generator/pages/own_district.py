"""The paper's own district, told from its name and the small line below: it is in every article, and marks none."""

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
    """What the paper calls its own district: 云湖日报 with 青川新区专版 is of 云湖市, of 青川新区, of the 新区."""
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
