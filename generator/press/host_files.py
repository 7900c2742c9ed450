"""The files that hosts read: headers and redirects for Netlify and Cloudflare, nginx's rules, a list for uploading.

All of them are texts made from the one policy (``policy``) and the redirects of the edition. Where a site lies in a
folder of its domain, Netlify and Cloudflare may see addresses with or without that folder, depending on who hands them
on, so both are named.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from generator.outlets.search import shard_index
from generator.pages import urls
from generator.press import content_types, policy
from generator.settings import UNCOUNTED, AnalyticsTable

HEADERS = "_headers"
REDIRECTS = "_redirects"
NGINX = "_nginx.conf"
UPLOADS = "_uploads.csv"
NOT_SENT = (HEADERS, REDIRECTS, NGINX, UPLOADS)
"""Files that are for the host and no part of the site."""

MERGED = (HEADERS, REDIRECTS)
"""To these the paper's own files of the same name, in ``content/root/``, are appended."""


def headers(templates: policy.Templates, base: str, counted: AnalyticsTable = UNCOUNTED) -> str:
    """``_headers`` for Netlify and Cloudflare. No two rules give one header, because Cloudflare would join them."""
    lines = [
        _made_by(HEADERS),
        "/*",
        *(f"  {name}: {value}" for name, value in policy.headers(templates, counted).items()),
    ]
    for start in _starts(base):
        lines += [f"{start}{urls.STATIC}*", f"  Cache-Control: {policy.FOR_EVER}"]
    return "\n".join((*lines, ""))


def redirects(moved: Mapping[str, str], folders: Mapping[str, str], base: str, hosts: Collection[str]) -> str:
    """``_redirects`` for Netlify and Cloudflare. Of ``folders`` everything in them leads to one page.

    Netlify prefers a file to a rule unless the rule ends in ``!``, which Cloudflare does not understand. Cloudflare
    serves ``x.html`` as ``x``, so for it both are old addresses, and the new one is the shorter.
    """
    ends, code = (("", ".html"), "301") if "cloudflare" in hosts else (("",), "301!")
    lines = [_made_by(REDIRECTS)]
    for old, new in sorted(moved.items()):
        target = urls.link(new, base).removesuffix(ends[-1])
        sources = (urls.link(old, start).removesuffix(end) for start in _starts(base) for end in ends)
        lines += [f"{source} {target} {code}" for source in dict.fromkeys(sources)]
    for old, new in sorted(folders.items()):  # the first rule that fits counts, so that single addresses go first
        lines += [f"{urls.link(old, start)}* {urls.link(new, base)} {code}" for start in _starts(base)]
    return "\n".join((*lines, ""))


def nginx(
    templates: policy.Templates,
    moved: Mapping[str, str],
    folders: Mapping[str, str],
    base: str,
    counted: AnalyticsTable = UNCOUNTED,
) -> str:
    """A part of an nginx ``server``: it needs only ``root``, the folder in which the site lies at its ``base``."""
    types = dict[str, list[str]]()
    for suffix, kind in content_types.TYPES.items():
        types.setdefault(kind, []).append(suffix)
    texts = " ".join(content_types.COMPRESSED)
    common = [f'add_header {name} "{value}" always;' for name, value in policy.headers(templates, counted).items()]
    ours = "|".join(re.escape(name) for name in NOT_SENT)
    rules = [
        "index index.html;",
        "autoindex off;",
        "absolute_redirect off;",
        f"error_page 403 404 =404 {urls.link(urls.NOT_FOUND, base)};",
        f"default_type {content_types.OTHER};",
        "types {",
        *(f"    {kind} {' '.join(suffixes)};" for kind, suffixes in types.items()),
        "}",
        "charset utf-8;",
        f"charset_types {texts};",
        "gzip on;",
        "gzip_vary on;",
        "gzip_proxied any;",
        "gzip_min_length 512;",
        f"gzip_types {texts};",
        *common,
        f'add_header Cache-Control "{policy.ANEW}" always;',
        f"location {base}{urls.STATIC} {{",
        *(f"    {line}" for line in common),
        f'    add_header Cache-Control "{policy.FOR_EVER}";',
        "}",
        f"location ~ ^{re.escape(base)}({ours})$ {{ return 404; }}",
        r"location ~ /\.(?!well-known/) { return 404; }",
        *(f"location = {_quoted(old, base)} {{ return 301 {urls.link(new, base)}; }}" for old, new in moved.items()),
        *(f"location {_quoted(old, base)} {{ return 301 {urls.link(new, base)}; }}" for old, new in folders.items()),
    ]
    head = ["# 由 banmian 生成。写在 server { } 里，root 是网站所在的文件夹：", "#   include 网站的文件夹/_nginx.conf;"]
    folder = [f"location = {base.removesuffix('/')} {{ return 301 {base}; }}"] if base != "/" else []
    return "\n".join((*head, *folder, f"location {base} {{", *(f"    {line}" for line in rules), "}", ""))


def uploads(paths: Iterable[str], withdrawn: Collection[str]) -> str:
    """A table for object storage: each file with its content type, its caching, and the turn in which it is sent.

    Files of one turn may be sent in any order, a later turn only after the one before: 1 the notices in place of
    withdrawn articles, 2 what pages load, 3 pages of issues, 4 what leads to them, 5 the offline worker. What stands in
    the storage and not in the table is deleted after all of them.
    """
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("path", "content-type", "cache-control", "turn"))
    sent = ((_turn(path, withdrawn), path) for path in paths if path not in NOT_SENT)
    rows.writerows((path, content_types.of(path), policy.caching(path), turn) for turn, path in sorted(sent))
    return table.getvalue()


def _turn(path: str, withdrawn: Collection[str]) -> int:
    if path in withdrawn:
        return 1
    if path in (urls.WORKER, urls.APP):
        return 5
    if path.endswith((".html", ".htm")):
        return 3 if _OF_ISSUE.match(path) else 4
    return 4 if path == f"{urls.SEARCH_INDEX}{shard_index.CATALOGUE}" else 2


_OF_ISSUE = re.compile(r"\d{4}-\d\d-\d\d")


def appended(text: str, own: bytes | None) -> bytes:
    """Our text, with the paper's own file after it if there is one."""
    return text.encode() if own is None else b"".join(chain((text.encode(), b"\n"), _lines(own)))


def _lines(own: bytes) -> Iterator[bytes]:
    yield from (line + b"\n" for line in own.removeprefix(b"\xef\xbb\xbf").splitlines())


def _made_by(name: str) -> str:
    return f"# 由 banmian 生成；自己的规则写在 content/root/{name}，会接在后面。"


def _starts(base: str) -> tuple[str, ...]:
    """How the addresses of the site may begin for the host: with the site's folder, and without."""
    return ("/",) if base == "/" else (base, "/")


def _quoted(path: str, base: str) -> str:
    """The address of a path as nginx compares it: decoded, as a word of its configuration."""
    address = base + path.removesuffix("index.html")
    return '"' + address.replace("\\", "\\\\").replace('"', '\\"') + '"'
