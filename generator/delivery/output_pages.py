"""``banmian check --output``: reads every file of ``output/``, and every page with its links, anchors and pictures."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from generator import config, system
from generator.delivery.finding import CheckReport, Finding, Kind, Severity, in_order
from generator.pages import urls
from generator.pages.urls import OUTPUT
from generator.press import examining
from generator.press.crew import Crew
from generator.press.standing import LEFT_ALONE

HEAVY = 1_000_000
"""A page with more bytes is told."""
_ALONE = re.compile(r"<!--.*?-->|<(script|style|template)\b([^>]*)>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TO = frozenset({"href", "src", "srcset", "action", "poster"})
_AFTER = re.compile(r"^\s*\d+\s*;\s*url=", re.IGNORECASE)


class Target(NamedTuple):
    """Where a page leads: the line, the address as it stands there, the path below ``output/``, and the anchor."""

    line: int
    address: str
    path: str
    anchor: str


class Parsed(NamedTuple):
    """A page as it stands: its path, its ids, where it leads, and what is to be told of it alone."""

    path: str
    ids: frozenset[str]
    targets: tuple[Target, ...]
    findings: tuple[Finding, ...]


def examined(root: Path) -> CheckReport:
    """What is wrong with ``output/``: files, links, anchors, ids, pictures without words, sizes.

    Raises ``PressError`` where nothing was built, and ``ConfigError``.
    """
    settings = config.load(root)
    found = examining.examine(root)
    hint = "运行 banmian build；没有变化的文件不会重写"
    told = [_fault(path, "丢了，或被改过", hint, Kind.LOST) for path in found.lost]
    hint = "运行 banmian build；它会问您怎么办"
    told += [_fault(path, "不是 banmian 这次生成的", hint, Kind.UNKNOWN) for path in found.unknown]
    paths = frozenset(_standing(root / OUTPUT))
    work = partial(parse, root / OUTPUT, settings.paper.base, settings.paper.address)
    pages = sorted(path for path in paths if path.endswith(".html"))
    with Crew() as crew:
        parsed = {page.path: page for page in crew.run(work, pages, len(pages))}
    for page in parsed.values():
        told += page.findings
        told += _dead(page, paths, parsed)
    return CheckReport(in_order(told))


def _standing(output: Path) -> Iterator[str]:
    for path in output.rglob("*"):
        inside = path.relative_to(output)
        if inside.parts[0] not in LEFT_ALONE and not path.is_dir():
            yield inside.as_posix()


def _dead(page: Parsed, paths: frozenset[str], parsed: dict[str, Parsed]) -> Iterator[Finding]:
    source = f"{OUTPUT}/{page.path}"
    for target in page.targets:
        known = next((path for path in (target.path, f"{target.path}/index.html") if path in paths), None)
        if known is None:
            message, hint = f"链接 {target.address}：没有这个文件", "改正写着它的模板或正文，再生成"
            yield Finding(source, target.line, message, hint, Severity.FAULT, Kind.LINK)
        elif target.anchor and known in parsed and target.anchor not in parsed[known].ids:
            message, hint = f"链接 {target.address}：那一页上没有 #{target.anchor}", "改正写着它的模板或正文，再生成"
            yield Finding(source, target.line, message, hint, Severity.FAULT, Kind.ANCHOR)


def _fault(path: str, message: str, hint: str, kind: Kind) -> Finding:
    return Finding(f"{OUTPUT}/{path}", None, message, hint, Severity.FAULT, kind)


def parse(output: Path, base: str, address: str, paths: Iterable[str]) -> list[Parsed]:
    """Reads pages. ``base`` is the beginning of every link, ``address`` that of the site, ``""`` where it has none."""
    return [_parsed(output, base, address, path) for path in paths]


def _parsed(output: Path, base: str, address: str, path: str) -> Parsed:
    try:
        data = system.bytes_of(output / path)
    except OSError:  # ``examine`` has told it already
        return Parsed(path, frozenset(), (), ())
    ids: dict[str, int] = {}
    targets: dict[tuple[str, str], Target] = {}
    told: list[Finding] = []
    source = f"{OUTPUT}/{path}"
    for line, tag, attributes in _tags(data.decode("utf-8", "replace")):
        name = attributes.get("id")
        if name in ids:
            message, hint = f"id “{name}” 在第 {ids[name]} 行已经有了", "一页里的 id 要各不相同；改写着它的模板"
            told.append(Finding(source, line, message, hint, Severity.NOTICE, Kind.TWIN))
        elif name:
            ids[name] = line
        if tag == "img" and "alt" not in attributes:
            message, hint = f"图片 {attributes.get('src', '')} 没有 alt", '在模板的 <img> 里写 alt="…"；装饰的写 alt=""'
            told.append(Finding(source, line, message, hint, Severity.NOTICE, Kind.ALT))
        for to in _addresses(tag, attributes):
            leads = _leads(base, address, path, to)
            if leads:
                targets.setdefault(leads, Target(line, to, *leads))
    if len(data) > HEAVY:
        message = f"网页有 {len(data) / 1_000_000:.1f} MB"
        told.append(Finding(source, None, message, "手机上打开慢；内容分成几页", Severity.NOTICE, Kind.SIZE))
    here = {anchor: target for (to, anchor), target in targets.items() if to == path and anchor in ids}
    return Parsed(path, frozenset(ids), tuple(t for t in targets.values() if t not in here.values()), tuple(told))


def _tags(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The tags of a page with line, name and attributes; what is inside of scripts and comments is left out."""
    text = _ALONE.sub(_emptied, text)
    line = counted = 0
    for found in _TAG.finditer(text):
        attributes = found[2]
        if "=" not in attributes and found[1].lower() != "img":
            continue
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        values = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(attributes)
        }
        yield line + 1, found[1].lower(), values


def _emptied(found: re.Match[str]) -> str:
    """A script without its text, on as many lines, since its ``src`` counts; a comment is wholly removed."""
    lines = "\n" * found[0].count("\n")
    return f"<{found[1]}{found[2]}>{lines}" if found[1] and "\n" not in found[2] else lines


def _addresses(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    for name in _TO & attributes.keys():
        if name == "srcset":
            yield from (part.split()[0] for part in attributes[name].split(",") if part.strip())
        else:
            yield attributes[name].strip()
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield _AFTER.sub("", attributes.get("content", "")).strip("'\" ")


@lru_cache(100_000)
def _leads(base: str, address: str, page: str, to: str) -> tuple[str, str] | None:
    """The path below ``output/`` and the anchor that an address leads to, or ``None`` where it leaves the site."""
    home = address or f"https://site.invalid{base}"
    try:
        whole, ours = urlsplit(urljoin(home + page.removesuffix("index.html"), to)), urlsplit(home)
    except ValueError:
        return page, f"{to}"  # no address at all: reported as an anchor that is not there
    is_ours = whole.scheme in ("http", "https") and whole.netloc == ours.netloc and whole.path.startswith(base)
    if not is_ours:
        return None
    path = unquote(whole.path.removeprefix(base))
    if path.startswith(urls.SEARCH_INDEX):
        return None
    anchor = unquote(whole.fragment)
    return f"{path}index.html" if not path or path.endswith("/") else path, "" if anchor == "top" else anchor
