"""A part of the report of ``check``: what the hosts of the paper would not do, or would pass over without a word."""

import re
from collections.abc import Iterator

from generator import config, toml_places
from generator.content import root_files
from generator.delivery.finding import Finding, Kind, Severity
from generator.delivery.subject import Subject
from generator.press import host_files

_PATH = re.compile(r"(/|https?://)\S*")
_HEADER = re.compile(r"[ \t]+(! ?)?[A-Za-z0-9-]+(:[ \t]*\S.*)?")
_RULE = re.compile(r"(/|https?://)\S*([ \t]+\S+=\S+)*[ \t]+(/|https?://)\S*([ \t]+[1-5]\d\d!?)?([ \t]+\S+=\S+)*[ \t]*")


def found(subject: Subject) -> Iterator[Finding]:
    """Lines of the paper's own host files that hosts drop, and settings that the paper's hosts do not heed."""
    yield from _own_lines(subject)
    hosts, base = subject.settings.publish.hosts, subject.edition.base
    line = toml_places.line_of(subject.text(config.FILE_NAME), ("publish", "hosts"))
    notices = []
    if "github" in hosts and base != "/":
        hint = "要它管用，用自己的域名，或放在 用户名.github.io"
        notices.append((f"网站在子目录 {base} 里，搜索引擎不看那里的 robots.txt", hint))
    plain = [host for host in hosts if host in ("github", "oss")]
    if plain and subject.settings.moved:
        message = f"{'、'.join(plain)} 不会按 [[moved]] 的写法转到新网址"
        notices.append((message, "那里只认 content/moved.csv 里一条一条写的"))
    sent = [host for host in hosts if host in ("nginx", "oss")]
    if sent and not subject.settings.publish.commands:
        hint = "在 [publish] 的 commands 里写上，banmian publish 才送得出去"
        notices.append((f"{'、'.join(sent)} 要有送 output/ 的命令，还没有写", hint))
    for message, hint in notices:
        yield Finding(config.FILE_NAME, line, message, hint, Severity.NOTICE, Kind.HOST)


def _own_lines(subject: Subject) -> Iterator[Finding]:
    for name, patterns in ((host_files.HEADERS, (_PATH, _HEADER)), (host_files.REDIRECTS, (_RULE,))):
        source = f"{root_files.FOLDER}/{name}"
        for line, text in enumerate(subject.text(source).split("\n"), 1):
            is_note = not text.strip() or text.lstrip().startswith("#")
            if not is_note and not any(pattern.fullmatch(text.rstrip()) for pattern in patterns):
                message = f"主机读不懂这一行，会不声不响地丢掉：{text.strip()[:40]}"
                yield Finding(source, line, message, _HINTS[name], Severity.FAULT, Kind.HOST)


_HINTS = {
    host_files.HEADERS: "先写网址，如 /files/*，下面缩进两格写 名字: 值",
    host_files.REDIRECTS: "写成 /旧网址 /新网址 301，网址里没有空格",
}
