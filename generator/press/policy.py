"""The one policy of the site for browsers: which scripts may run, the other headers, what may be kept and how long.

Pages carry the Content-Security-Policy in their heads (``base.html``), so that it holds on every host. Where a host
sends headers of ours, ``host_files`` writes them from here, in the form that the host reads.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from generator.errors import Problem, TemplateProblem
from generator.pages import urls
from generator.pages.security_policy import directives, merged
from generator.pages.theme_files import BUILTIN, TemplateFile
from generator.settings import UNCOUNTED, AnalyticsTable

Templates = Mapping[str, TemplateFile]
"""Templates by the names under which they include each other."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For static files, whose addresses change with their bytes. Files of the search index have such addresses too, but
hold the words of articles, and a device must not keep those of one that was withdrawn."""

ANEW = "no-cache"
"""For everything else: a browser asks each time, and is told in a few bytes when nothing has changed."""

_SECURITY = (
    "default-src 'none'; script-src 'self'{scripts}; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
_FRAMES = "frame-ancestors 'none'"  # browsers heed it in a header only
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SCRIPT = re.compile(r"""<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>(.*?)</script\s*>""", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^"'\s]*)""", re.IGNORECASE)
_TYPES = re.compile(r"(?:module|(?:text|application)/(?:x-)?(?:java|ecma)script)?", re.IGNORECASE)
_JINJA = re.compile(r"\{[{%]|\0")
_BLOCK = re.compile(r"\{%[-+]?\s*block\s+policy\b[^%]*%\}(.*?)\{%[-+]?\s*endblock", re.DOTALL)
_SUPER = re.compile(r"\{\{-?\s*super\(\)\s*-?\}\}")


def caching(path: str) -> str:
    """The ``Cache-Control`` of a file of the site, by its path below ``output/``."""
    return FOR_EVER if path.startswith(urls.STATIC) else ANEW


def content_security(templates: Templates, counted: AnalyticsTable = UNCOUNTED) -> str:
    """The Content-Security-Policy that stands in pages. It names every inline script of the templates by its hash.

    What the service that counts readers needs is allowed, and nothing else of any other site. Raises
    ``TemplateProblem`` for a script that holds something to be filled in, since it is another on each page.
    """
    problems: list[Problem] = []
    hashes = sorted({_hash(script) for script in _scripts(templates, problems)})
    if problems:
        raise TemplateProblem(*problems)
    return merged(_SECURITY.format(scripts="".join(f" '{found}'" for found in hashes)) + _counting(counted))


def _counting(counted: AnalyticsTable) -> str:
    address = urlsplit(counted.script)
    scripts = (f"https://{address.netloc}",) if counted.script else ()
    hashes = (f"'{_hash(counted.snippet)}'",) if counted.snippet else ()
    rows = {"script-src": (*scripts, *hashes), "connect-src": counted.connect, "img-src": counted.images}
    return "".join(f"; {name} {' '.join(sources)}" for name, sources in rows.items() if sources)


def allowed(templates: Templates, counted: AnalyticsTable = UNCOUNTED) -> dict[str, list[str]]:
    """What pages may load, by directive, with what the paper's templates add in the block ``policy``.

    Raises ``TemplateProblem`` where such a block holds something to be filled in, and as ``content_security`` does.
    """
    problems: list[Problem] = []
    found = content_security(templates, counted)
    for file, text in in_use(templates):
        for block in _BLOCK.finditer(text):
            added = _SUPER.sub("", block[1]).replace("\0", "")
            if _JINJA.search(added):
                hint = "写成固定的文字，例如 ; font-src 'self'"
                problems.append(_problem("policy 这一块里有要填的内容，写不进网站的响应头", hint, file, text, block))
            found += f"; {added}"
    if problems:
        raise TemplateProblem(*problems)
    return directives(found)


def headers(templates: Templates, counted: AnalyticsTable = UNCOUNTED) -> dict[str, str]:
    """The headers of every answer. Raises ``TemplateProblem`` as ``allowed`` does."""
    security = "; ".join(" ".join((name, *sources)) for name, sources in allowed(templates, counted).items())
    return {"Content-Security-Policy": f"{security}; {_FRAMES}", **_HEADERS}


def _scripts(templates: Templates, problems: list[Problem]) -> Iterator[str]:
    for file, text in in_use(templates):
        for script in _SCRIPT.finditer(text):
            kind = _TYPE.search(script[1])
            if _SOURCE.search(script[1]) or (kind and not _TYPES.fullmatch(kind[1])):
                continue
            if _JINJA.search(script[2]):
                hint = "把脚本放进 templates/static/ 的一个 .js 文件，要填的内容写在标签的 data- 属性里"
                problems.append(_problem("写在网页里的脚本有要填的内容，浏览器不会运行它", hint, file, text, script))
            yield script[2]


def in_use(templates: Templates) -> Iterator[tuple[TemplateFile, str]]:
    """The pages' templates and their texts without comments; of replaced ones of ours, those that the paper names."""
    texts = {name: file.text for name, file in templates.items() if file.text is not None and name.endswith(".html")}
    named = "\n".join(text for name, text in texts.items() if not name.startswith(BUILTIN))
    for name, text in texts.items():
        if not name.startswith(BUILTIN) or (text != texts.get(name.removeprefix(BUILTIN)) and name in named):
            plain = text.replace("\r\n", "\n").replace("\r", "\n")
            yield templates[name], _COMMENT.sub(lambda found: "\0" + "\n" * found[0].count("\n"), plain)


def _hash(script: str) -> str:
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _problem(message: str, hint: str, file: TemplateFile, text: str, found: re.Match[str]) -> Problem:
    return Problem(message, hint, file.shown, text.count("\n", 0, found.start()) + 1)
