"""Templates: whose wins, what a page's digest follows from, and what an author of templates is told."""

from collections.abc import Callable

import pytest
from markupsafe import Markup, escape

from edition import site_card
from generator.errors import Problem, TemplateProblem
from generator.pages import theme_files
from generator.pages.page import Page
from generator.pages.theme import Theme
from support import Site

PAGE = Page("a.html", "made.html", {"site": site_card(), "place": "", "here": "/a.html", "share": "", "name": "甲<乙>"})
MISSING = Page("404.html", "404.html", {"site": site_card(), "place": "", "here": "/404.html", "share": ""})


def theme(site: Site) -> Theme:
    """The templates as the site's folder has them now."""
    files, _ = theme_files.dressed(theme_files.read(site.root / "templates", site.root), "")
    return Theme(files, "/", lambda run: [run[:2], run[2:]])


def static_files(site: Site) -> dict[str, bytes]:
    """The static files as the site's folder has them now."""
    return theme_files.dressed(theme_files.read(site.root / "templates", site.root), "")[1]


def closure(site: Site) -> str:
    """What a page's templates are, as one hash."""
    return theme(site).closure([PAGE.template])


def problem(site: Site, page: Page = PAGE) -> Problem:
    """What is wrong with a page's templates."""
    with pytest.raises(TemplateProblem) as caught:
        _made(site, page)
    (found,) = caught.value.problems
    return found


def _made(site: Site, page: Page) -> tuple[str, bytes]:
    made = theme(site)
    return made.closure([page.template]), made.render(page)


def test_text_is_escaped_and_bodies_are_markdown(site: Site) -> None:
    """What stands in a context cannot become markup; only the ``markdown`` filter makes HTML, and safe HTML."""
    site.write("templates/made.html", "{{ name }} {{ ('**' ~ name ~ '** <script>x</script>') | markdown }}")
    html = theme(site).render(PAGE).decode()
    assert html.startswith("甲&lt;乙&gt; <p><strong>")
    assert "<script" not in html


@pytest.mark.parametrize("value", [*"&<>\"'", "甲 & “乙”", "<b>&amp;</b>", "", "甲乙", 7, None, Markup("<b>&amp;</b>")])
def test_whatever_is_put_out_is_escaped_as_everywhere(site: Site, value: object) -> None:
    """Each mark that means something in HTML is escaped in every text that has one, and in nothing that is HTML."""
    site.write("templates/made.html", "{{ name }}")
    assert theme(site).render(PAGE._replace(context={"name": value})).decode() == str(escape(value))


def test_the_sites_own_template_wins(site: Site) -> None:
    """A template in the site's folder stands for banmian's of the same name, and every other is banmian's."""
    ours = theme(site).render(MISSING)
    site.write("templates/404.html", "没有")
    assert theme(site).render(MISSING) == "没有".encode() != ours


def test_one_block_of_a_page_is_changed(site: Site) -> None:
    """A site extends banmian's own template of the same name and changes one block of it."""
    site.write("templates/404.html", '{% extends "builtin/404.html" %}{% block title %}走错了{% endblock %}')
    html = theme(site).render(MISSING).decode()
    assert "<title>走错了</title>" in html
    assert "没有这一页" in html


def test_a_papers_rules_end_the_style_sheet(site: Site) -> None:
    """Rules of a paper's own stand behind banmian's, in the same file."""
    static = theme_files.dressed(theme_files.read(site.root / "templates", site.root), ":root {}")[1]
    assert next(data for path, data in static.items() if path.endswith("/style.css")).endswith(b":root {}")


def test_static_files_of_both_with_the_sites_winning(site: Site) -> None:
    """A site's static file replaces banmian's of the same name; all lie in one folder named after what they hold."""
    plain = static_files(site)
    site.write("templates/static/style.css", "body{}")
    site.write("templates/static/fonts/a.woff2", b"x")
    files = static_files(site)
    assert {path.split("/", 2)[2] for path in files} == {path.split("/", 2)[2] for path in plain} | {"fonts/a.woff2"}
    assert len({path.split("/")[1] for path in files}) == 1
    assert {path.split("/")[1] for path in files}.isdisjoint({path.split("/")[1] for path in plain})
    assert b"body{}" in files.values()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("甲\n{{ nmae }}\n", 2, "nmae"),
        ("甲\n\n{{ site.nmae }}\n", 3, "nmae"),
        ("{% if name %}\n甲\n", 2, ""),
        ("甲\n{{ name | upcase }}\n", 2, "upcase"),
        ("甲\n{{ 1 / 0 }}\n", 2, "零"),
        ("甲\n{{ name + 1 }}\n", 2, ""),
        ("甲\n{{ asset('missing.css') }}\n", 2, "missing.css"),
        ("甲\n{{ ''.__class__.__mro__ }}\n", 2, "__mro__"),
        ("甲\n{{ ''['__class__'] }}\n", 2, "__class__"),
        ("甲\n{{ '' | attr('__class__') }}\n", 2, "attr"),
        ("甲\n{{ [''] | map(attribute='__class__') | join }}\n", 2, "__class__"),
        ("甲\n{{ '{0.__class__}'.format('') }}\n", 2, "format"),
        ('甲\n\n{% include "missing.html" %}\n', 3, "missing.html"),
        ('甲\n{% extends "missing.html" %}\n', 2, "missing.html"),
        ('甲\n{% include "made.html" %}\n', 2, ""),
    ],
)
def test_a_mistake_names_template_and_line(site: Site, text: str, line: int, told: str) -> None:
    """Whatever is wrong in a template, the message has its file, its line, what is wrong and what to do."""
    site.write("templates/made.html", text)
    found = problem(site)
    assert (found.source, found.line) == ("templates/made.html", line)
    assert told in found.message
    assert found.hint


@pytest.mark.parametrize("name", ["worker.js", "app.webmanifest", "qr.svg", "own.txt"])
@pytest.mark.parametrize("mistake", ["{{ nothing.at.all }}", "{% if name %}", "{{ name | nosuch }}", "{{ 1 / 0 }}"])
def test_a_mistake_in_a_template_of_any_format(site: Site, name: str, mistake: str) -> None:
    """A script, a drawing or a manifest that is made from a template is told with file and line, as a page is."""
    site.write(f"templates/{name}", f"// 甲\n// 乙\n{mistake}\n")
    found = problem(site, PAGE._replace(template=name))
    assert (found.source, found.line) == (f"templates/{name}", 3)


def test_a_mistake_in_an_included_template(site: Site) -> None:
    """A mistake is told where it stands, not where it is included."""
    site.write("templates/made.html", '\n\n{% include "partials/own.html" %}')
    site.write("templates/partials/own.html", "甲\n{{ nothing }}")
    found = problem(site)
    assert (found.source, found.line) == ("templates/partials/own.html", 2)


def test_an_unknown_variable_is_told_with_those_that_there_are(site: Site) -> None:
    """The hint for an unknown variable lists what the page does have."""
    site.write("templates/made.html", "{{ titel }}")
    assert all(name in problem(site).hint for name in PAGE.context)


def test_a_template_that_is_nowhere(site: Site) -> None:
    """A page whose template exists neither in the site nor in banmian is told by the template's name."""
    assert "nowhere.html" in problem(site, PAGE._replace(template="nowhere.html")).message


def test_a_template_in_another_encoding(site: Site) -> None:
    """A template that is not UTF-8 is refused by name."""
    site.write("templates/made.html", "码头".encode("gb18030"))
    assert problem(site).source == "templates/made.html"


PARTS = {
    "templates/made.html": '{% extends "own.html" %}{% block a %}{% include "partials/own.html" %}{% endblock %}',
    "templates/own.html": '{% from "partials/macro.html" import m %}{% block a %}{% endblock %}{{ m() }}',
    "templates/partials/own.html": "甲",
    "templates/partials/macro.html": "{% macro m() %}乙{% endmacro %}",
    "templates/static/own.css": "b{}",
}


@pytest.fixture
def parts(site: Site) -> Site:
    """A site with a page made of several templates."""
    for path, text in PARTS.items():
        site.write(path, text)
    return site


@pytest.mark.parametrize("path", sorted(PARTS))
def test_a_digest_follows_every_part(parts: Site, path: str) -> None:
    """A page's digest changes with each template that it reaches and with any static file."""
    before = closure(parts)
    parts.write(path, PARTS[path] + " ")
    assert closure(parts) != before


@pytest.mark.slow
def test_a_computed_include_may_mean_any_template(parts: Site) -> None:
    """Where a template's name is computed, the digest follows all templates."""
    parts.write("templates/made.html", "{% include 'partials/' ~ 'own.html' %}")
    before = closure(parts)
    parts.write("templates/partials/own.html", "丙")
    assert closure(parts) != before


def test_a_digest_follows_nothing_else(parts: Site) -> None:
    """A template that the page does not reach and a file written again leave the digest alone."""
    before = closure(parts)
    parts.write("templates/other.html", "丁")
    parts.write("templates/made.html", PARTS["templates/made.html"])
    assert closure(parts) == before


def test_the_folder_has_no_part_in_the_digest(make_site: Callable[..., Site]) -> None:
    """Two copies of one paper in different folders have one digest, so that a host's cache holds on another path."""
    digests = set()
    for name in ("here", "there"):
        site = make_site(name)
        site.write("templates/404.html", "<p>没有这一页</p>")
        digests.add(theme_files.read(site.root / "templates", site.root.parent).digest())
    assert len(digests) == 1


def test_banmians_own_templates_are_there() -> None:
    """The templates that come with banmian are found in a checkout and in an installed package alike."""
    assert (theme_files.builtin_folder() / "base.html").is_file()


def test_our_own_styles_and_scripts_go_out_lean(site: Site) -> None:
    """Banmian's style sheet and scripts are sent without their comments; a site's own go out as they are."""
    site.write("templates/static/own.js", "// 甲\nlet a;\n")
    files = {path.split("/", 2)[2]: data for path, data in static_files(site).items()}
    assert b"/*" not in files["style.css"]
    assert b"//" not in files["reader.js"].replace(b"://", b"")
    assert files["own.js"] == "// 甲\nlet a;\n".encode()


@pytest.mark.parametrize(
    "text", ["{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}", "{% if 1 %}" * 2_000 + "{% endif %}" * 2_000]
)
def test_a_template_without_end(site: Site, text: str) -> None:
    """A template that nests without end is a message that names it."""
    site.write("templates/made.html", text)
    assert problem(site).source == "templates/made.html"


def test_a_filter_that_there_is_not_is_told_when_templates_are_compiled(site: Site) -> None:
    """A mistake that only compiling shows is a message, before any page is rendered."""
    site.write("templates/made.html", "甲\n{{ name | nosuch }}\n")
    with pytest.raises(TemplateProblem) as caught:
        theme(site).compile(["made.html"])
    (found,) = caught.value.problems
    assert (found.source, found.line) == ("templates/made.html", 2)
