"""A paper's own templates come to an end, and stay as long as a page may be; what they may do, they do as before."""

import pytest

from edition import site_card
from generator.errors import Problem, TemplateProblem
from generator.pages import bounds, template_words, theme_files
from generator.pages.page import Page
from generator.pages.theme import Theme
from support import Site

PAGE = Page("a.html", "page.html", {"site": site_card(), "place": "", "here": "/a.html", "share": "", "name": "甲<乙>"})


def made(site: Site, text: str) -> str:
    """What a template of the paper's own makes."""
    site.write("templates/page.html", text)
    files, _ = theme_files.dressed(theme_files.read(site.root / "templates", site.root), "")
    return Theme(files, "/", lambda run: [run]).render(PAGE).decode()


def problem(site: Site, text: str) -> Problem:
    """What is told of a template."""
    with pytest.raises(TemplateProblem) as caught:
        made(site, text)
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% for a in range(10**9) %}{% endfor %}", "range"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "停不下来"),
        ("{% for a in range(99999) %}{% for b in range(99999) if b < 0 %}{% endfor %}{% endfor %}", "停不下来"),
        ("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}", "停不下来"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}", "停不下来"),
        ("{% for a in [1, 2] recursive %}{{ loop([a, a]) if loop.depth < 40 }}{% endfor %}", "停不下来"),
        ("{{ 'a' * 10**9 }}", "超过"),
        ("{{ 10**9 * 'a' }}", "超过"),
        ("{{ [1] * 10**9 }}", "超过"),
        ("{{ 10**(10**8) }}", "数太大"),
        ("{% set n = namespace(t='ab') %}{% for _ in range(60) %}{% set n.t = n.t + n.t %}{% endfor %}", "超过"),
        ("{% set n = namespace(t='ab') %}{% for _ in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}", "超过"),
        ("{% set n = namespace(t=3) %}{% for _ in range(60) %}{% set n.t = n.t * n.t %}{% endfor %}", "数太大"),
        ("{% set t = 'a' * 999999 %}{% for _ in range(99999) %}{{ t }}{% endfor %}", "停不下来"),
        ("{{ 'a' | center(10**9) }}", "超过"),
        ("{{ '\\n\\n' | indent(10**9) }}", "超过"),
        ("{{ ('a' * 9999) | replace('a', 'b' * 9999) }}", "超过"),
        ("{{ range(9999) | join('a' * 9999) }}", "超过"),
        ("{{ [1] | batch(10**9, 2) | list }}", "超过"),
        ("{{ [1] | slice(10**9) | list }}", "超过"),
        ("{{ '%999999999d' | format(1) }}", "宽度"),
        ("{{ '%0999999999d' % 1 }}", "宽度"),
        ("{{ 'a'.ljust(10**9) }}", "ljust"),
        ("{{ lipsum(10**9) }}", "lipsum"),
    ],
)
def test_what_never_ends_or_grows_without_end_is_told(
    text: str, told: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the template's file, its line, in Chinese."""
    monkeypatch.setattr(bounds, "MOST_ROUNDS", 20_000)
    found = problem(site, f"甲\n{text}\n")
    assert (found.source, found.line) == ("templates/page.html", 2)
    assert told in found.message
    assert found.hint


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{{ 2 + 3 }} {{ 7 % 4 }} {{ 2 ** 5 }} {{ 3 * 4 }} {{ 2 * 1.5 }} {{ [1] + [2] }}", "5 3 32 12 3.0 [1, 2]"),
        ("{{ '<' + name }} {{ '<' ~ name ~ 1 }}", "&lt;甲&lt;乙&gt; &lt;甲&lt;乙&gt;1"),
        ("{{ '%s-%02d' % ('<', 3) }} {{ '%s' | format(name) }}", "&lt;-03 甲&lt;乙&gt;"),
        ("{{ '甲' * 3 }} {{ ('<b>' | safe) * 2 }}", "甲甲甲 <b><b>"),
        ("{% for a in [1, 2] %}{{ loop.index }}{{ ',' if not loop.last }}{% endfor %}", "1,2"),
        ("{% for a in [1, 2] %}{{ loop.length }}{{ loop.revindex }}{% else %}无{% endfor %}", "2221"),
        ("{% for a in [] %}{% else %}无{% endfor %}", "无"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
        ("{% for a in [[1], []] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}", "1"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1) %}<{% endcall %}", "12<"),
        ("{{ [name, '<b>' | safe] | join('、') }} {{ 'a-b' | replace('-', '<') }}", "甲&lt;乙&gt;、<b> a&lt;b"),
        ("{{ [1, 2, 3] | batch(2, 0) | list }} {{ [1, 2, 3] | slice(2) | list }}", "[[1, 2], [3, 0]] [[1, 2], [3]]"),
        ("{{ 'a' | center(3) }}|{{ 'a\nb' | indent(2) }}", " a |a\n  b"),
        ("{{ name if false }}", ""),
    ],
)
def test_what_a_template_may_do_stays_as_it_was(text: str, html: str, site: Site) -> None:
    """To be watched changes no character of a page."""
    assert made(site, text) == html


def test_each_page_is_counted_for_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of many pages does not come to the bound of one."""
    monkeypatch.setattr(bounds, "MOST_ROUNDS", 5)
    site.write("templates/page.html", "{% for a in range(3) %}{{ a }}{% endfor %}")
    files, _ = theme_files.dressed(theme_files.read(site.root / "templates", site.root), "")
    theme = Theme(files, "/", lambda run: [run])
    assert [theme.render(PAGE) for _ in range(4)] == [b"012"] * 4


def test_banmians_own_templates_are_not_watched(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they loop over is as large as the paper is."""
    monkeypatch.setattr(bounds, "MOST_ROUNDS", 0)
    files, _ = theme_files.dressed(theme_files.read(site.root / "templates", site.root), "")
    page = Page("404.html", "404.html", {"site": site_card(), "place": "", "here": "/404.html", "share": ""})
    assert Theme(files, "/", lambda run: [run]).render(page)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TypeError("macro 'm' takes no keyword argument 'a'"), "宏 m 没有 a 这个参数"),
        (TypeError("unsupported operand type(s) for +: 'int' and 'str'"), "不同类的值不能这样算"),
        (ZeroDivisionError("integer modulo by zero"), "除以零了"),
        (ValueError("something that nobody knows"), "这里写得不对（ValueError）"),
        (ValueError("没有这一项"), "没有这一项"),
        (MemoryError(), "这里写得不对（MemoryError）"),
    ],
)
def test_what_went_wrong_is_said_in_chinese(error: Exception, said: str) -> None:
    """What Jinja and Python say, where we know it; what we do not know is not shown."""
    assert template_words.said(error) == said
