"""Tells when a site comes near what a host allows. The numbers are in ``host_limits.toml``, each with its source."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

NEAR = 0.9
"""The part of what is allowed from which on it is told."""

HOSTS = {"netlify": "Netlify", "cloudflare": "Cloudflare Pages", "github": "GitHub Pages"}

_COUNTED = {
    "files": "全站最多 {most:,} 个文件，现在有 {now:,} 个",
    "bytes": "全站最多 {most:,} 字节，现在有 {now:,} 字节",
    "file_bytes": "一个文件最多 {most:,} 字节，{where} 有 {now:,} 字节",
    "folder_files": "一个文件夹里最多 {most:,} 个文件，{where} 里有 {now:,} 个",
    "redirects": "最多 {most:,} 条跳转，_redirects 里有 {now:,} 条",
    "dynamic_redirects": "带 * 或 : 的跳转最多 {most:,} 条，_redirects 里有 {now:,} 条",
    "header_rules": "最多 {most:,} 条响应头规则，_headers 里有 {now:,} 条",
    "line": "_headers 一行最多 {most:,} 个字符，最长的一行有 {now:,} 个",
}


class Limit(NamedTuple):
    """What a host allows of what is counted under this name; ``plan`` says for whom."""

    host: str
    counts: str
    most: int
    plan: str


@cache
def limits() -> tuple[Limit, ...]:
    """All limits that we know."""
    rows = tomllib.loads(Path(__file__).with_name("host_limits.toml").read_text("utf-8"))["limit"]
    return tuple(Limit(row["host"], row["counts"], row["most"], row.get("plan", "")) for row in rows)


def told(hosts: Collection[str], sizes: Mapping[str, int], headers: str, redirects: str) -> tuple[str, ...]:
    """A line in Chinese for each limit that a site comes near, on the hosts that it is published on.

    ``sizes`` maps the path of each file to its bytes; ``headers`` and ``redirects`` are the texts of the files of these
    names, ``""`` where there are none.
    """
    counted = {name: (now, where) for name, now, where in _counted(sizes, headers, redirects)}
    return tuple(
        _line(limit, *counted[limit.counts])
        for limit in limits()
        if limit.host in hosts and counted[limit.counts][0] >= NEAR * limit.most
    )


def _counted(sizes: Mapping[str, int], headers: str, redirects: str) -> Iterator[tuple[str, int, str]]:
    largest = max(sizes, key=lambda path: (sizes[path], path), default="")
    folders = Counter(path.rpartition("/")[0] for path in sizes)
    fullest = max(folders, key=lambda folder: (folders[folder], folder), default="")
    rules = [line.split()[0] for line in _lines(redirects)]
    dynamic = sum("*" in source or "/:" in source for source in rules)
    yield "files", len(sizes), ""
    yield "bytes", sum(sizes.values()), ""
    yield "file_bytes", sizes.get(largest, 0), largest
    yield "folder_files", folders[fullest], fullest
    yield "redirects", len(rules) - dynamic, ""
    yield "dynamic_redirects", dynamic, ""
    yield "header_rules", sum(not line[0].isspace() for line in _lines(headers)), ""
    yield "line", max(map(len, _lines(headers)), default=0), ""


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _line(limit: Limit, now: int, where: str) -> str:
    plan = f"（{limit.plan}）" if limit.plan else ""
    return f"{HOSTS[limit.host]}{plan}：{_COUNTED[limit.counts].format(most=limit.most, now=now, where=where)}"
