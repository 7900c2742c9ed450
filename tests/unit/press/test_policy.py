"""The policy: what pages and headers allow is what the templates in use need, and nothing else."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from generator.errors import TemplateProblem
from generator.pages import theme_files
from generator.press import policy
from generator.press.build import build
from generator.settings import AnalyticsTable
from support import Site

DRESS = theme_files.builtin_folder() / "partials" / "dress.html"


def hash_of(script: str) -> str:
    """How a policy names a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def dress() -> str:
    """Our own inline script."""
    (script,) = re.findall(r"<script>(.*?)</script>", DRESS.read_text("utf-8"), re.DOTALL)
    return hash_of(script)


def scripts(security: str) -> list[str]:
    """What may run."""
    _, _, sources = security.partition("script-src ")
    return sources.partition(";")[0].split()


def templates(root: Path) -> policy.Templates:
    """The templates in use in a paper's folder."""
    return theme_files.read(root / "templates", root).templates


def test_the_inline_script_is_named(site: Site) -> None:
    """A browser runs an inline script only where the policy names its hash; of ours there is one."""
    assert scripts(policy.content_security(templates(site.root))) == ["'self'", dress()]


def test_a_papers_own_script_takes_the_place_of_ours(site: Site) -> None:
    """A replaced template's script is named, whatever its line ends; ours only where the paper still includes it."""
    site.write("templates/partials/dress.html", "<script>\r\nlet a = 1;\r\n</script>")
    assert scripts(policy.content_security(templates(site.root))) == ["'self'", hash_of("\nlet a = 1;\n")]
    site.write("templates/about.html", '{% include "builtin/partials/dress.html" %}')
    assert set(scripts(policy.content_security(templates(site.root)))[1:]) == {dress(), hash_of("\nlet a = 1;\n")}


@pytest.mark.parametrize(
    "text",
    [
        '<script type="application/ld+json">{"a": "{{ site.name }}"}</script>',
        '<script defer src="{{ asset("own.js") }}"></script>',
        "{# <script>let a = {{ b }};</script> #}",
    ],
)
def test_what_is_no_inline_script_needs_no_hash(site: Site, text: str) -> None:
    """Data, files and what stands in a comment are not named."""
    site.write("templates/about.html", text)
    assert scripts(policy.content_security(templates(site.root))) == ["'self'", dress()]


@pytest.mark.parametrize(
    "script",
    ["<script>let a = {{ site.name | tojson }};</script>", "<SCRIPT type='module'>{% if x %}a{% endif %}</SCRIPT>"],
)
def test_a_script_that_is_filled_in_is_refused(site: Site, script: str) -> None:
    """It is another on each page, so no hash can name it: the template and its line are told, and where to put it."""
    site.write("templates/about.html", f"<p>\n{script}")
    with pytest.raises(TemplateProblem) as caught:
        policy.content_security(templates(site.root))
    (problem,) = caught.value.problems
    assert (problem.source, problem.line) == ("templates/about.html", 2)
    assert "templates/static/" in problem.hint


def test_headers_allow_what_a_papers_page_allows(site: Site) -> None:
    """What the block ``policy`` of any template adds is in the header; frames are forbidden there."""
    base = '{% extends "builtin/base.html" %}{% block policy %}'
    site.write("templates/base.html", base + "{{ super() }}; font-src 'self'{% endblock %}")
    site.write("templates/about.html", base + "; img-src https://example.org{# 地图 #}{% endblock %}")
    made = policy.headers(templates(site.root))
    security = dict(part.strip().split(" ", 1) for part in made["Content-Security-Policy"].split(";"))
    assert security["font-src"] == "'self'"
    assert security["img-src"] == "'self' data: https://example.org"
    assert security["frame-ancestors"] == "'none'"
    assert security["default-src"] == "'none'"
    assert made["X-Content-Type-Options"] == "nosniff"


def test_a_policy_that_is_filled_in_is_refused(site: Site) -> None:
    """A header is one for all pages, so the block ``policy`` holds plain text."""
    site.write("templates/base.html", "{% block policy %}; img-src {{ site.address }}{% endblock %}")
    with pytest.raises(TemplateProblem, match=r"templates/base\.html"):
        policy.headers(templates(site.root))


def test_a_snippet_is_named_by_its_hash(site: Site) -> None:
    """The snippet of a service that counts readers runs beside ours, and the service's script beside the site's own."""
    counted = AnalyticsTable(script="https://stats.example.com:8443/a/count.js?id=1", snippet="var _hmt = [];")
    made = scripts(policy.content_security(templates(site.root), counted))
    assert made == ["'self'", dress(), "https://stats.example.com:8443", hash_of("var _hmt = [];")]


def test_a_page_has_each_directive_once(site: Site) -> None:
    """Browsers heed a directive only where it stands first, so what a template adds to ours is put into ours."""
    site.issue()
    added = "{% block policy %}; img-src https://example.org; font-src 'self'{% endblock %}"
    site.write("templates/base.html", '{% extends "builtin/base.html" %}' + added)
    build(site.root)
    page = (site.root / "output/index.html").read_text("utf-8")
    security = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert security.count("img-src") == 1
    assert "img-src 'self' data: https://example.org;" in security
    assert security.endswith("font-src 'self'")


def test_only_static_files_are_kept_for_ever() -> None:
    """Their addresses change with their bytes; the index holds texts that may have to go."""
    assert policy.caching("static/0123456789ab/style.css") == policy.FOR_EVER
    for path in ("index.html", "sw.js", "pagefind/2026/0123456789.pf_table"):
        assert policy.caching(path) == policy.ANEW
