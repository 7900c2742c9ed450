"""How the text of single values in front matter is read: days, moments, numbers, yes and no, and words of the paper.

Each function takes what YAML gave and raises ``ValueError``, with a message for editors, for anything that is no value.
"""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from generator.kinds import Ai, Kind
from generator.model import CHINA

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,9}")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T \t]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)[ ]*(?P<zone>Z|[+-]\d{2}:\d{2})?)?",
    re.ASCII,
)
_WEB = re.compile(r"""https?://[^\s<>"'\\^`{|}\x00-\x1f]+""")
LEAST_REASON = 4
"""The fewest characters in the reason of a withdrawal, since words like 无, 错 and 是 tell a reader nothing."""


def no_null(value: Any) -> Any:
    """The value, and no text where there is none."""
    return "" if value is None else value  # editors empty a field by writing ``kicker:`` with nothing after it


def listed(value: Any) -> Any:
    """A list as a tuple, and an empty one where there is no value."""
    return tuple(value) if isinstance(value, list) else () if value is None else value


def day(value: Any) -> date | None:
    """A day, or ``None``. Raises ``ValueError`` for anything else."""
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        with suppress(ValueError):
            return date.fromisoformat(value.strip())
    raise ValueError(f"{value!r} 不是日期，写成 2026-03-25")


def number(value: Any) -> int | None:
    """A whole number, or ``None``."""
    if value is None:
        return None
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        return int(value)
    raise ValueError(f"{str(value)[:20]!r} 不是数字，写成 1、2、3 这样")


def flag(value: Any) -> bool:
    """Yes or no."""
    found = {"true": True, "是": True, "false": False, "否": False, None: False}
    if isinstance(value, str | None) and (value and value.strip()) in found:
        return found[value and value.strip()]
    raise ValueError(f"{value!r} 不行，写 true 或 false（是 或 否）")


def withdrawal(value: Any) -> str:
    """The reason why an article is withdrawn; ``""`` where it is not."""
    if value in ("false", "否"):
        return ""
    if isinstance(value, str) and value not in ("true", "是") and len(value.strip()) >= LEAST_REASON:
        return value.strip()
    raise ValueError(f"要写明撤下的缘由，至少 {LEAST_REASON} 个字，读者在原网址上会看到；不撤下就写 否")


def moment(value: Any) -> datetime:
    """A date and time, in Beijing time unless another time zone is given."""
    found = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        with suppress(ValueError, OverflowError):
            clock = (found["time"] or "00:00").zfill(5) + (found["zone"] or "")
            moment = datetime.fromisoformat(f"{found['day']}T{clock}")
            return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(CHINA)
    raise ValueError("写成 2026-03-26 06:00 这样的北京时间")


def kind(value: Any) -> Kind:
    """A kind of article, by either of its names."""
    with suppress(ValueError):
        return Kind(value.strip() if isinstance(value, str) else value)
    known = "、".join(f"{kind.word} {kind.value}" for kind in Kind)
    raise ValueError(f"没有 {value!r} 这种体裁，中文英文写哪个都行：{known}")


def ai(value: Any) -> Ai | None:
    """What artificial intelligence made."""
    if not value:
        return None
    with suppress(ValueError):
        return Ai(value.strip() if isinstance(value, str) else value)
    known = "、".join(f"{made.written}（{made.word}）" for made in Ai)
    raise ValueError(f"{value!r} 不行，写 {known}；不是的就不写")


def original(value: Any) -> str:
    """An address of another site; ``""`` where there is none."""
    if not value:
        return ""
    if isinstance(value, str) and _WEB.fullmatch(value.strip()):
        return value.strip()
    raise ValueError(f"{str(value)[:60]!r} 不是网址，要以 https:// 开头，例如 https://news.example.org/1.html")


def staff(value: Any) -> tuple[tuple[str, str], ...]:
    """Lines like ``责任编辑：许若川``, each a role and a name."""
    lines = listed(value)
    found = [tuple(part.strip() for part in re.split("[：:]", str(line), maxsplit=1)) for line in lines]
    if isinstance(lines, tuple) and all(len(pair) == 2 and all(pair) for pair in found):
        return tuple((role, name) for role, name in found)
    raise ValueError("一人一行，写成 责任编辑：许若川")
