"""The files that banmian gives a paper's folder: for its hosts, for ``pip``, and, once, for the start.

Their texts lie in ``paper/``, in one folder a host, and in ``every``. ``dot-`` in a name stands for ``.``, and
``@NAME@`` for a value.
"""

import re
from collections.abc import Iterable, Mapping

from generator.delivery.release import PAPER, Release

REQUIREMENTS = "requirements.txt"
WHEELS = "banmian"
ONCE = ("newspaper.toml", "起步.md")
"""Files that are written when the paper is new, and are people's from then on."""
NEXT = "next-step.md"
"""A host's part of ``起步.md``."""
_EVERY = "every"
_MARK = re.compile(r"@([A-Z_]+)@")
_UTC_OFFSET = 8 * 60
_DAY = 24 * 60
_LATER = 5
"""The minutes between the hour at which an issue becomes public and the timer."""

_SEND: dict[str, str] = {"nginx": "sh nginx/send.sh"}
"""For a host that is sent ``output/``, the command that does it."""


def for_a_new_paper(release: Release, hosts: tuple[str, ...], name: str, key: str, hour: str) -> dict[str, bytes]:
    """All files of a new paper, by path; ``key`` is a random UUID of its own."""
    commands = [_SEND[host] for host in hosts if host in _SEND]
    texts = _texts(release, hosts)
    start = texts["起步.md"] + "".join(release.files(f"{PAPER}{host}/")[NEXT].decode() for host in hosts)
    lists = {"HOSTS": _array(hosts), "COMMANDS": _array(commands)}
    values = {"NAME": name, "KEY": key, "VERSION": release.version} | lists
    filled = {path: _filled(texts[path], values).encode() for path in ONCE if path != "起步.md"}
    return filled | {"起步.md": _filled(start, values).encode()} | for_hosts(release, hosts, hour)


def for_hosts(release: Release, hosts: Iterable[str], hour: str) -> dict[str, bytes]:
    """The files that follow from the version, the hosts and the hour (``06:00``) at which an issue is public."""
    values = _times(hour)
    texts = {path: text for path, text in _texts(release, hosts).items() if path not in ONCE}
    return {path: _filled(text, values).encode() for path, text in texts.items()} | {
        f"{WHEELS}/{release.file}": release.data,
        REQUIREMENTS: _requirements(release),
    }


def is_as_written(release: Release, hosts: Iterable[str], path: str, data: bytes) -> bool:
    """Whether a file is as this release writes it, whatever the hour, and whichever line ends git gave it."""
    data = unix_lines(data)
    if path == REQUIREMENTS:
        return data == _requirements(release)
    text = _texts(release, hosts).get(path)
    if text is None:
        return False
    pattern = "[^\n]*".join(re.escape(part) for part in _MARK.split(text)[::2])
    return bool(re.fullmatch(pattern, data.decode("utf-8", "replace")))


def unix_lines(data: bytes) -> bytes:
    """A text with line feeds only; git on Windows may give a file carriage returns as well."""
    return data.replace(b"\r\n", b"\n")


def _texts(release: Release, hosts: Iterable[str]) -> dict[str, str]:
    """The texts, not filled in yet, by their paths in a paper's folder."""
    return {
        path.replace("dot-", "."): data.decode()
        for folder in (_EVERY, *hosts)
        for path, data in release.files(f"{PAPER}{folder}/").items()
        if path != NEXT
    }


def _requirements(release: Release) -> bytes:
    head = (
        f"# banmian {release.version} 和它要的程序库，带校验值：pip install --require-hashes -r {REQUIREMENTS}\n"
        "# 由 banmian new 和 banmian upgrade 写，不要手改。\n"
        f"./{WHEELS}/{release.file} --hash=sha256:{release.digest}\n"
    )
    return head.encode() + release.locked


def _times(hour: str) -> dict[str, str]:
    clock, minute = map(int, hour.split(":"))
    start = (clock * 60 + minute + _LATER) % _DAY
    utc = (start - _UTC_OFFSET) % _DAY
    return {
        "HOUR": hour,
        "START": f"{start // 60:02d}:{start % 60:02d}",
        "START_UTC": f"{utc // 60:02d}:{utc % 60:02d}",
        "MINUTE": str(start % 60),
        "CLOCK": str(start // 60),
        "CRON_UTC": f"{utc % 60} {utc // 60}",
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: values[mark[1]], text)


def _array(values: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
