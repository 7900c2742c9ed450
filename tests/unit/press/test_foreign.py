"""What a paper brings from other sites: told by file and line where a browser would refuse it without a word."""

from pathlib import Path

import pytest

from generator.errors import TemplateProblem
from generator.pages import theme_files
from generator.press import foreign, policy
from generator.press.build import build
from generator.settings import AnalyticsTable, Settings
from support import NEWSPAPER, PROJECT, Site

ADDRESS = "https://news.example.org/paper/"
BASE = '{% extends "builtin/base.html" %}\n{% block own_head %}\n'


def refused(root: Path, counted: AnalyticsTable | None = None) -> list[tuple[str, int | None, str]]:
    """File, line and message of all that is refused in a paper's folder."""
    theme = theme_files.read(root / "templates", root)
    allowed = policy.allowed(theme.templates, counted or AnalyticsTable())
    try:
        foreign.stop(theme, allowed, ADDRESS)
    except TemplateProblem as error:
        return [(problem.source, problem.line, problem.message) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('<script src="https://cdn.example.com/a.js"></script>', "脚本"),
        ("<SCRIPT async SRC='//cdn.example.com/a.js'></SCRIPT>", "脚本"),
        ("<script>\nlet a = 1;\n</script><script src=https://cdn.example.com/a.js></script>", "脚本"),
        ('<link rel="stylesheet" href="https://cdn.example.com/a.css">', "样式"),
        ('<link rel="preload" as="font" href="https://cdn.example.com/a.woff2">', "字体"),
        ('<link rel="icon" href="https://cdn.example.com/a.png">', "图片"),
        ('<img alt="甲" src="https://cdn.example.com/a.png">', "图片"),
        ('<img src="{{ asset("a.png") }}" srcset="/a.png 1x, https://cdn.example.com/a.png 2x">', "图片"),
        ('<iframe title="地图" src="https://cdn.example.com/map"></iframe>', "网页框"),
        ('<video src="https://cdn.example.com/a.mp4"></video>', "音视频"),
        ('<object data="https://cdn.example.com/a.pdf"></object>', "插件"),
        ('<form action="https://cdn.example.com/"></form>', "表单"),
        ('<script>document.createElement("script").src = "https://cdn.example.com/hm.js";</script>', "脚本"),
        ('<script>fetch("https://cdn.example.com/a");</script>', "数据"),
    ],
)
def test_a_template_that_brings_something_is_refused(site: Site, html: str, what: str) -> None:
    """Scripts, styles, fonts, pictures, frames and forms of another site, by the line of the template."""
    site.write("templates/base.html", f"{BASE}{html}\n{{% endblock %}}")
    ((source, line, message),) = refused(site.root)
    assert (source, line) == ("templates/base.html", 3 + html.split("cdn.example.com", maxsplit=1)[0].count("\n"))
    assert what in message
    assert "cdn.example.com" in message


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.com/">好</a><link rel="canonical" href="https://example.com/">',
        '<link rel="preconnect" href="https://example.com">',
        '{# <script src="https://example.com/a.js"></script> #}<!-- <img src="https://example.com/a.png"> -->',
        '<img src="{{ site.base }}a.png"><script src="{{ asset("own.js") }}"></script><img src="/a.png" alt="//">',
        '<img src="https://news.example.org/paper/a.png">',
        '<script type="application/ld+json">{"@context": "https://schema.org"}</script>',
    ],
)
def test_what_a_browser_loads_or_only_links_to_is_no_fault(site: Site, html: str) -> None:
    """Links, notes, the site's own files, and what a template fills in."""
    site.write("templates/base.html", f"{BASE}{html}\n{{% endblock %}}")
    assert refused(site.root) == []


def test_style_sheets_and_scripts_of_the_paper_are_read(site: Site) -> None:
    """What they bring is told by their own file and line; notes in them bring nothing."""
    css = '/* url("https://a.example.com/a.png") */\n@import url(https://b.example.com/b.css);\n'
    css += (
        '@font-face {\nsrc: url("https://c.example.com/c.woff2");\n}\n.a { background: url(//d.example.com/d.png); }\n'
    )
    site.write("templates/static/own.css", css)
    site.write("templates/static/own.js", 'import a from "./a.js";\nimport b from "https://e.example.com/e.js";\n')
    found = refused(site.root)
    sheets = [
        (line, message.partition("的网站的")[2][:2]) for source, line, message in found if source.endswith(".css")
    ]
    assert sheets == [(2, "样式"), (4, "字体"), (6, "图片")]
    assert [(source, line) for source, line, _ in found if source.endswith(".js")] == [("templates/static/own.js", 2)]


def test_what_the_policy_allows_may_be_brought(site: Site) -> None:
    """The block ``policy`` of a template allows a host and its like, the settings the service that counts readers."""
    site.write(
        "templates/base.html",
        '{% extends "builtin/base.html" %}{% block policy %}; img-src https://pics.example.com; '
        "frame-src *.maps.example.com{% endblock %}{% block own_head %}"
        '<img src="https://pics.example.com/a.png"><iframe src="https://a.maps.example.com/"></iframe>'
        '<script src="https://stats.example.com/a.js"></script>{% endblock %}',
    )
    assert [message for _, _, message in refused(site.root)] == [
        "浏览器不会载入别的网站的脚本：https://stats.example.com/a.js"
    ]
    assert refused(site.root, AnalyticsTable(script="https://stats.example.com/count.js?id=1")) == []


def test_our_own_templates_bring_nothing() -> None:
    """No page of banmian's asks anything of another site."""
    for path in (PROJECT / "templates").rglob("*"):
        read = foreign.READERS.get(path.suffix)
        if read:
            assert list(read(path.read_text("utf-8"))) == [], path


def test_a_build_stops_at_a_template_and_tells_of_a_page(site: Site) -> None:
    """A template is mended first; in a page of Markdown the element stays text, and the build goes on."""
    site.issue()
    site.article()
    text = '<img src="https://cdn.example.com/a.png">\n\n![甲](https://cdn.example.com/b.png)\n'
    site.write("content/pages/subscribe.md", f"---\ntitle: 订报\n---\n\n{text}")
    site.write("content/root/old/index.html", '\n<script src="https://cdn.example.com/a.js"></script>')
    found = [(problem.source, problem.line) for problem in build(site.root, index=False).foreign]
    assert found == [
        ("content/pages/subscribe.md", 5),
        ("content/pages/subscribe.md", 7),
        ("content/root/old/index.html", 2),
    ]
    site.write("templates/about.html", '<script src="https://cdn.example.com/a.js"></script>')
    with pytest.raises(TemplateProblem, match=r"templates/about\.html:1"):
        build(site.root, index=False)


def test_a_host_without_headers_leaves_the_papers_own_pages_alone() -> None:
    """GitHub sends no policy with a page that is not banmian's, so nothing of it is refused."""
    own = {"old/index.html": b'<script src="https://cdn.example.com/a.js"></script>'}
    settings = Settings.model_validate({"paper": {"name": "青川晚报"}, "publish": {"hosts": ("github",)}})
    assert list(foreign.of_pages({}, own, {"default-src": ("'none'",)}, settings)) == []


def test_a_service_that_counts_readers_is_on_every_page(site: Site) -> None:
    """Its script and snippet stand in every page once, and in the one policy; without the table in none."""
    site.issue()
    site.article()
    build(site.root, index=False)
    plain = (site.root / "output/2026-03-25/01.html").read_text("utf-8")
    assert "stats.example.com" not in plain
    table = (
        '[analytics]\nscript = "https://stats.example.com/count.js?id=a&b"\nsnippet = "var _hmt = [];"\n'
        'connect = ["https://in.example.com"]\nimages = ["https://*.pics.example.com"]\n'
    )
    site.write("newspaper.toml", f"{NEWSPAPER}\n{table}")
    build(site.root, index=False)
    pages = [path for path in (site.root / "output").rglob("*.html") if "moved" not in path.name]
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        assert text.count('<script async src="https://stats.example.com/count.js?id=a&amp;b"></script>') == 1, path
        assert text.count("<script>var _hmt = [];</script>") == 1, path
    headers = (site.root / "output/_headers").read_text("utf-8")
    for security in (headers, text):
        assert "https://stats.example.com" in security.partition("script-src ")[2].partition(";")[0]
        assert "connect-src 'self' https://in.example.com;" in security
        assert "img-src 'self' data: https://*.pics.example.com;" in security
