"""A site on its hosts: nginx serves it by the rules that were built, and Netlify's own parsers read its files."""

import gzip
import http.client
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks import publishing
from benchmarks.hosts import npm
from benchmarks.hosts.host import NotHereError
from benchmarks.hosts.stand_ins import PARSERS
from generator.press import policy
from generator.press.build import build
from support import NEWSPAPER, PROJECT, Site

pytestmark = pytest.mark.slow

BASES = {"own host": "/", "a folder of a host": "/paper/"}
everywhere = pytest.mark.parametrize("base", BASES.values(), ids=BASES.keys())


def paper_at(site: Site, base: str, *hosts: str) -> Path:
    """A paper with a merged tag and files of its own, built for its hosts; gives ``output/``."""
    named = ", ".join(f'"{host}"' for host in hosts)
    address = f'[paper]\naddress = "https://news.example.org{base}"'
    site.write("newspaper.toml", f"{NEWSPAPER.replace('[paper]', address)}\n[publish]\nhosts = [{named}]\n")
    site.issue()
    site.article(body="码头昨日启用。" * 200, tags=("码头",))
    site.picture("dock.png", size=(12, 9))
    site.write("content/lists/标签.csv", "标签,类型,网址\n码头,主题词,ma-tou\n港口,主题词,gang-kou\n")
    site.write("content/lists/同义词.csv", "说法,标签\n港口,码头\n")
    site.write("content/root/.well-known/security.txt", "Contact: mailto:a@example.org\n")
    site.write("content/root/_headers", "/ads.txt\n  X-Own: yes\n")
    site.write("content/root/_redirects", "/old/* https://example.org/:splat 302\n")
    build(site.root)
    return site.root / "output"


@pytest.fixture(scope="session")
def parsers() -> Path:
    """The folder in which Netlify's parsers are installed, once for all runs."""
    try:
        return npm.installed("netlify-parsers", *PARSERS)
    except NotHereError as missing:
        pytest.skip(f"NOT TESTED: Netlify's parsers do not read our files; that needs {missing}")


@everywhere
def test_netlify_reads_what_we_meant(site: Site, parsers: Path, base: str) -> None:
    """Its parsers find every header and redirect, the paper's own too, and nothing that they do not understand."""
    output = paper_at(site, base, "netlify")
    command = ["node", str(PROJECT / "tests/netlify_reads.mjs"), str(parsers), str(output)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert found["errors"] == []
    headers = {rule["for"]: rule["values"] for rule in found["headers"]}
    security = headers["/*"]["Content-Security-Policy"]
    assert security.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "frame-ancestors 'none'" in security
    assert headers["/*"]["X-Content-Type-Options"] == "nosniff"
    assert headers[f"{base}static/*"] == {"Cache-Control": policy.FOR_EVER}
    assert headers["/ads.txt"] == {"X-Own": "yes"}
    moved = {rule["from"]: rule for rule in found["redirects"]}
    ours = moved[f"{base}tags/gang-kou/"]
    assert (ours["to"], ours["status"], ours["force"]) == (f"{base}tags/ma-tou/", 301, True)
    assert (moved["/old/*"]["to"], moved["/old/*"]["status"]) == ("https://example.org/:splat", 302)


class Answer(NamedTuple):
    """What nginx answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Nginx:
    """A site served by nginx."""

    def __init__(self, port: int, base: str) -> None:
        self._port = port
        self.base = base

    def get(self, path: str, **headers: str) -> Answer:
        """The answer to a request for a path below the site's base."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        line.request("GET", self.base + path, headers=headers)
        response = line.getresponse()
        found = Answer(response.status, dict(response.getheaders()), response.read())
        line.close()
        return found


@pytest.fixture(scope="module", params=list(BASES.values()), ids=list(BASES))
def nginx(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """A site on nginx, which was given its folder and the rules that were built, and nothing more."""
    if shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists():
        pytest.skip("nginx is not installed: apt-get install nginx")
    base: str = request.param
    tmp_path = tmp_path_factory.mktemp("nginx")
    output = paper_at(Site(tmp_path / "paper"), base, "nginx", "netlify", "oss")
    public = output
    if base != "/":
        public = tmp_path / "host"
        public.mkdir()
        (public / base.strip("/")).symlink_to(output)
    with publishing.served(public, f"include {output}/_nginx.conf;") as port:
        yield Nginx(port, base)


def test_nginx_serves_pages_with_the_policy(nginx: Nginx) -> None:
    """A page has its type, its encoding and every header of the policy, and is asked for anew each time."""
    found = nginx.get("2026-03-25/01.html")
    assert (found.status, found.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert found.headers["Cache-Control"] == "no-cache"
    assert "frame-ancestors 'none'" in found.headers["Content-Security-Policy"]
    assert found.headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert nginx.get("2026-03-25/01.html", **{"If-None-Match": found.headers["ETag"]}).status == 304
    assert nginx.get("2026-03-25/").body == nginx.get("2026-03-25/index.html").body


def test_nginx_keeps_static_files_for_ever(nginx: Nginx) -> None:
    """What has its digest in its address may be kept for ever, compressed on the way; the headers are there too."""
    page = nginx.get("").body.decode()
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0].removeprefix(nginx.base)
    found = nginx.get(style, **{"Accept-Encoding": "gzip"})
    assert found.headers["Cache-Control"] == policy.FOR_EVER
    assert (found.headers["Content-Encoding"], found.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert found.headers["Content-Type"] == "text/css; charset=utf-8"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert gzip.decompress(found.body) == nginx.get(style).body
    lost = nginx.get("static/000000000000/style.css")
    assert (lost.status, lost.headers["Cache-Control"]) == (404, "no-cache")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("app.webmanifest", "application/manifest+json; charset=utf-8"),
        ("sw.js", "text/javascript; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("2026-03-25/01.svg", "image/svg+xml; charset=utf-8"),
        ("icons/192.png", "image/png"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_nginx_knows_the_types(nginx: Nginx, path: str, kind: str) -> None:
    """Every file that we publish has its content type, whatever the server's own table says."""
    found = nginx.get(path)
    assert (found.status, found.headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize(
    "path", ["nowhere", "nowhere/", "_nginx.conf", "_headers", "_redirects", "_uploads.csv", ".git/config", "icons/"]
)
def test_nginx_shows_nothing_else(nginx: Nginx, path: str) -> None:
    """What is not there, is for hosts, is hidden, or is a folder without a page: the site's own page says so."""
    found = nginx.get(path)
    assert (found.status, found.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert found.body == nginx.get("404.html").body
    assert "Content-Security-Policy" in found.headers


def test_nginx_redirects(nginx: Nginx) -> None:
    """An old address leads in one hop to the new one, below the same base; a folder is found without its slash."""
    found = nginx.get("tags/gang-kou/")
    assert (found.status, found.headers["Location"]) == (301, f"{nginx.base}tags/ma-tou/")
    assert nginx.get("tags").headers["Location"] == f"{nginx.base}tags/"
