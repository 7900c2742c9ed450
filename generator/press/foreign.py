"""What the paper brings from other sites, which browsers refuse without a word unless the policy allows it.

Only addresses that are written out are seen: one that a template fills in may be any.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.config import LOGO_FOLDER
from generator.content import root_files
from generator.errors import Problem, TemplateProblem
from generator.pages.theme_files import BUILTIN, ThemeSource
from generator.press import policy
from generator.settings import Settings

Allowed = Mapping[str, Sequence[str]]
"""The sources of each directive of the policy."""


class Brought(NamedTuple):
    """Something of another site: where in the text, its address, and the directives of which one must allow it."""

    at: int
    address: str
    directives: tuple[str, ...]


_ELEMENT = re.compile(
    r"""<(script|i?frame|img|input|image|source|video|audio|track|embed|object|form|link)\b"""
    r"""((?:"[^"]*"|'[^']*'|[^>"'])*)>""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NOTE = re.compile(r"<!--.*?-->|/\*.*?\*/", re.DOTALL)
_FOREIGN = re.compile(r"(?:https?:)?//[^\s/,'\"()<>{}]+[^\s,'\"()<>{}]*", re.IGNORECASE)
_DIRECTIVES = {
    **dict.fromkeys((("iframe", "src"), ("frame", "src")), "frame-src"),
    **dict.fromkeys((("video", "src"), ("audio", "src"), ("source", "src"), ("track", "src")), "media-src"),
    **dict.fromkeys((("embed", "src"), ("object", "data")), "object-src"),
    **dict.fromkeys((("img", "src"), ("img", "srcset"), ("source", "srcset"), ("video", "poster")), "img-src"),
    **dict.fromkeys((("input", "src"), ("image", "href"), ("image", "xlink:href")), "img-src"),
    ("script", "src"): "script-src",
    ("form", "action"): "form-action",
}
_LINKS = {"stylesheet": "style-src", "icon": "img-src", "apple-touch-icon": "img-src", "modulepreload": "script-src"}
_PRELOADED = {"font": "font-src", "image": "img-src", "script": "script-src", "style": "style-src"}

_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?(?P<address>[^"')\s;]+)""", re.IGNORECASE)
_FONT = re.compile(r"@font-face\s*\{[^}]*\}", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*["']?(?P<address>[^"')\s]+)""", re.IGNORECASE)
_CALLS = {
    re.compile(r"""\b(?:from|import|importScripts)\s*\(?\s*["'`](?P<address>[^"'`]+)"""): ("script-src",),
    re.compile(r"""\.src\s*=\s*["'`](?P<address>[^"'`]+)"""): ("script-src", "img-src"),
    re.compile(r"""\b(?:fetch|sendBeacon)\(\s*["'`](?P<address>[^"'`]+)"""): ("connect-src",),
}
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)

_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*((?:https?:)?//[^\s)]+)")
"""A picture as Markdown elsewhere has it; ours has none."""

_SENDING = frozenset({"netlify", "cloudflare", "nginx"})
"""Hosts that send the policy with every page."""

_WORDS = {
    "script-src": "脚本",
    "style-src": "样式",
    "img-src": "图片",
    "font-src": "字体",
    "frame-src": "网页框",
    "media-src": "音视频",
    "object-src": "插件",
    "connect-src": "数据",
}


def stop(theme: ThemeSource, allowed: Allowed, address: str) -> None:
    """Raises ``TemplateProblem`` for what the paper's own templates and static files bring although it is refused.

    ``address`` is that of the site, whose own files may be named in full.
    """
    problems: list[Problem] = []
    for name, text in _own_texts(theme):
        reader = next((read for end, read in READERS.items() if name.endswith(end)), None)
        problems += told(text, name, reader(text), allowed, address) if reader else ()
    if problems:
        raise TemplateProblem(*problems)


def of_pages(
    typed: Mapping[str, str], own: Mapping[str, bytes], allowed: Allowed, settings: Settings
) -> Iterator[Problem]:
    """A problem for each thing of another site on pages that are no templates; none of them stops a build.

    ``typed`` are the paper's Markdown pages by file, in which such things stay text; ``own`` its files for the root of
    the site, to whose pages the policy applies where a host sends it.
    """
    for source, text in typed.items():
        for one in (
            *in_html(text),
            *(Brought(found.start(), found[1], ("img-src",)) for found in _PICTURE.finditer(text)),
        ):
            message = f"页面上照原样显示，不会载入别的网站的{_WORDS.get(one.directives[0], '文件')}：{one.address[:80]}"
            hint = "要图片、脚本的网页，改模板 templates/page.html，文件放进 templates/static/"
            yield Problem(message, hint, source, text.count("\n", 0, one.at) + 1)
    if not _SENDING.isdisjoint(settings.publish.hosts):
        for name, data in own.items():
            if name.endswith((".html", ".htm")):
                text = data.decode("utf-8", "replace")
                source = f"{root_files.FOLDER}/{name}"
                yield from told(text, source, in_html(text), allowed, settings.paper.address)


def _own_texts(theme: ThemeSource) -> Iterator[tuple[str, str]]:
    """The paper's own templates and static files that are text, by the names of their files."""
    for file, text in policy.in_use(theme.templates):
        ours = theme.templates.get(BUILTIN + file.shown.removeprefix("templates/"))
        if ours is None or ours.shown != file.shown:
            yield file.shown, text
    for name, data in theme.static.items():
        if name not in theme.ours and name.endswith((".css", ".js")):
            yield f"{LOGO_FOLDER}/{name}", data.decode("utf-8", "replace")


def told(text: str, source: str, brought: Iterator[Brought], allowed: Allowed, address: str) -> Iterator[Problem]:
    """A problem for each thing that no directive allows."""
    for one in brought:
        if not any(_permits(_sources(allowed, name), one.address, address) for name in one.directives):
            line = text.count("\n", 0, one.at) + 1
            host = urlsplit(one.address if ":" in one.address else f"https:{one.address}").netloc
            yield Problem(_message(one), _hint(one.directives[0], host), source, line)


def _message(one: Brought) -> str:
    shown = one.address[:80]
    if one.directives[0] == "form-action":
        return f"浏览器不会把表单交给别的网站：{shown}"
    return f"浏览器不会载入别的网站的{_WORDS.get(one.directives[0], '文件')}：{shown}"


def _hint(directive: str, host: str) -> str:
    ours = (
        ""
        if directive in ("form-action", "frame-src", "connect-src")
        else "把文件放进 templates/static/，用 asset 引用；"
    )
    counted = "统计代码写在 newspaper.toml 的 [analytics] 里；" if directive in ("script-src", "connect-src") else ""
    return f"{ours}{counted}非用不可的，在 base.html 的 policy 这一块里写 ; {directive} https://{host}"


def in_html(text: str) -> Iterator[Brought]:
    """What a template or a page brings, in its elements and in its scripts."""
    plain = _blanked(text, "<!--")
    for element in _ELEMENT.finditer(plain):
        name = element[1].lower()
        given = {
            found[1].lower(): next(filter(None, found.groups()[1:]), "") for found in _ATTRIBUTE.finditer(element[2])
        }
        for attribute, value in given.items():
            directive = _link(given) if (name, attribute) == ("link", "href") else _DIRECTIVES.get((name, attribute))
            parts = value.split(",") if attribute == "srcset" else [value]
            for part in parts if directive else ():
                if found := _FOREIGN.match(part.strip()):
                    yield Brought(element.start(), found[0], (directive or "",))
    for script in _SCRIPT.finditer(plain):
        yield from (one._replace(at=one.at + script.start(1)) for one in in_script(script[1]))


def _link(given: Mapping[str, str]) -> str | None:
    rel = given.get("rel", "").lower().split()
    if "preload" in rel:
        return _PRELOADED.get(given.get("as", "").lower(), "connect-src")
    return next((_LINKS[name] for name in rel if name in _LINKS), None)


def in_css(text: str) -> Iterator[Brought]:
    """What a style sheet brings: other style sheets, fonts, pictures."""
    plain = _blanked(text, "/*")
    fonts = [block.span() for block in _FONT.finditer(plain)]
    for found in _IMPORT.finditer(plain):
        if _FOREIGN.match(found["address"]):
            yield Brought(found.start(), found["address"], ("style-src",))
    imported = {found.start("address") for found in _IMPORT.finditer(plain)}
    for found in _URL.finditer(plain):
        if _FOREIGN.match(found["address"]) and found.start("address") not in imported:
            is_font = any(begin <= found.start() < end for begin, end in fonts)
            yield Brought(found.start(), found["address"], ("font-src" if is_font else "img-src",))


def in_script(text: str) -> Iterator[Brought]:
    """What a script loads by an address that stands in it."""
    for call, directives in _CALLS.items():
        for found in call.finditer(text):
            if _FOREIGN.match(found["address"]):
                yield Brought(found.start(), found["address"], directives)


READERS = {".html": in_html, ".css": in_css, ".js": in_script}


def _blanked(text: str, opening: str) -> str:
    """The text with its notes blank, every character in its place."""
    return _NOTE.sub(lambda note: re.sub(r"[^\n]", " ", note[0]) if note[0].startswith(opening) else note[0], text)


def _sources(allowed: Allowed, directive: str) -> Sequence[str]:
    return allowed.get(directive, allowed.get("default-src", ()))


def _permits(sources: Sequence[str], address: str, site: str) -> bool:
    """Whether one of the sources names the host of an address; port and path are not looked at."""
    wanted = urlsplit(address if ":" in address else f"https:{address}")
    for source in sources:
        if source == "'self'":
            if site and wanted.hostname == urlsplit(site).hostname:
                return True
        elif source in ("*", f"{wanted.scheme}:"):
            return True
        else:
            host = re.sub(r"^\w+://", "", source).split("/")[0].partition(":")[0].lower()
            name = wanted.hostname or ""
            if name == host or (host.startswith("*.") and name.endswith(host[1:])):
                return True
    return False
