"""Templates of a paper's own that are wrong, never end, or want what no template may have."""

from spoiling import Bad, edit, put

_HEAD = '{% extends "builtin/article.html" %}\n{% block title %}'


def _refused(text: str, *, has_line: bool = True) -> Bad:
    return Bad(put(f"{_HEAD}\n{text}\n{{% endblock %}}\n"), "refused", has_line=has_line)


def _either(text: str) -> Bad:
    return Bad(put(f"{_HEAD}\n{text}\n{{% endblock %}}\n"))


def _whole(text: str, must: str = "refused") -> Bad:
    return Bad(put(text), must)


TEMPLATES = {
    "an unknown filter": _refused("{{ site.name | shout }}"),
    "an unknown test": _refused("{{ 1 if site.name is loud }}"),
    "an unknown function": _refused("{{ shout(1) }}"),
    "an unknown variable": _refused("{{ shout }}"),
    "an unknown field": _refused("{{ site.shout }}"),
    "an unknown field of a field": _refused("{{ site.shout.loud }}"),
    "an unknown item": _refused("{{ [][3] }}"),
    "an unknown tag": _refused("{% shout %}"),
    "a block without an end": _whole(_HEAD),
    "an if without an end": _refused("{% if 1 %}"),
    "a for without an end": _refused("{% for a in [1] %}"),
    "an end without a beginning": _refused("{% endif %}"),
    "an end of another": _refused("{% if 1 %}{% endfor %}"),
    "an expression without an end": _refused("{{ site.name"),
    "a tag without an end": _refused("{% if"),
    "a comment without an end": _refused("{# 备注"),
    "a text without an end": _refused("{{ 'site }}"),
    "an empty expression": _refused("{{ }}"),
    "a sign that is none": _refused("{{ site ? 1 }}"),
    "a bracket too many": _refused("{{ (1)) }}"),
    "a block twice": _whole(_HEAD + "{% endblock %}{% block title %}{% endblock %}"),
    "an unknown block": _whole('{% extends "builtin/article.html" %}{% block nowhere %}{% endblock %}', ""),
    "super of nothing": _whole("{% block a %}{{ super() }}{% endblock %}"),
    "extends nothing": _whole('{% extends "builtin/nothing.html" %}'),
    "extends itself": _whole('{% extends "article.html" %}'),
    "extends by a variable": _whole("{% extends site %}"),
    "extends outside": _whole('{% extends "../../../etc/passwd" %}'),
    "extends twice": _whole('{% extends "builtin/article.html" %}{% extends "builtin/article.html" %}'),
    "includes nothing": _refused('{% include "nothing.html" %}'),
    "includes itself": _whole('{% include "article.html" %}'),
    "includes itself a little later": _whole('{% if 1 %}{% include ["article.html"] %}{% endif %}'),
    "includes by a variable": _refused("{% include site.name %}"),
    "includes a number": _refused("{% include 7 %}"),
    "imports itself": _whole('{% import "article.html" as a %}'),
    "imports a name that there is not": _refused('{% from "own/macros.html" import nothing %}{{ nothing() }}'),
    "once of itself": _whole('{{ once("article.html") }}'),
    "once of nothing": _refused('{{ once("nothing.html") }}'),
    "once of a list": _refused('{{ once("partials/footer.html", a=[1]) }}'),
    "a macro that calls itself": _refused("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    "a macro with too many values": _refused("{% macro m() %}{% endmacro %}{{ m(1) }}"),
    "a macro with an unknown value": _refused("{% macro m() %}{% endmacro %}{{ m(a=1) }}"),
    "a loop that calls itself": _refused("{% for a in [1] recursive %}{{ loop([a]) }}{% endfor %}"),
    "loop too many": _refused("{% for a in range(10**9) %}a{% endfor %}"),
    "loop too many, and show nothing": _refused("{% for a in range(10**9) %}{% endfor %}"),
    "loop in a loop": _refused("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"),
    "loop in a loop, and show": _refused(
        "{% for a in range(99999) %}{% for b in range(99999) %}ab{% endfor %}{% endfor %}"
    ),
    "loop over a text": _refused("{% for a in 'a' * 10**9 %}{% endfor %}"),
    "loop over nothing": _refused("{% for a in 7 %}{% endfor %}"),
    "a cycle for ever": _refused("{% for a in [1] | slice(10**9) %}{% endfor %}"),
    "batch for ever": _refused("{% for a in [1] | batch(10**9, 'x') %}{% endfor %}"),
    "a long text": _refused("{{ 'a' * 10**9 }}"),
    "a long text, doubled": _refused(
        "{% set a = namespace(t='a') %}{% for _ in range(40) %}{% set a.t = a.t + a.t %}{% endfor %}{{ a.t }}"
    ),
    "a long text, joined": _refused(
        "{% set a = namespace(t='a') %}{% for _ in range(40) %}{% set a.t = a.t ~ a.t %}{% endfor %}{{ a.t }}"
    ),
    "a long list": _refused("{{ [1] * 10**9 }}"),
    "a long list of a range": _refused("{{ range(10**9) | list }}"),
    "a sum of a range": _refused("{{ range(10**9) | sum }}"),
    "a large number": _refused("{{ 10**(10**8) }}"),
    "a large number, not shown": _refused("{% set a = 9**(9**9) %}"),
    "a large shift": _refused("{{ 2**99999 }}"),
    "a wide text": _refused("{{ 'a' | center(10**9) }}"),
    "a far indent": _refused("{{ 'a\nb' | indent(10**9) }}"),
    "a wide format": _refused("{{ '%999999999d' | format(1) }}"),
    "a wide format by a percent": _refused("{{ '%0999999999d' % 1 }}"),
    "a replacement that grows": _refused("{{ ('a' * 99999) | replace('a', 'b' * 99999) }}"),
    "a justified text": _refused("{{ 'a'.ljust(10**9) }}"),
    "a text of zeros": _refused("{{ '1'.zfill(10**9) }}"),
    "tabs": _refused("{{ ('\t' * 1000).expandtabs(10**6) }}"),
    "lorem": _refused("{{ lipsum(10**6) }}"),
    "pretty print": _either("{{ site | pprint }}"),
    "its class": _refused("{{ site.__class__ }}"),
    "its class by a bracket": _refused("{{ site['__class__'] }}"),
    "its class by a filter": _refused("{{ site | attr('__class__') }}"),
    "its class by a map": _either("{{ [site] | map(attribute='__class__') | list }}"),
    "the globals of a macro": _refused("{{ own.shown.__globals__ }}"),
    "itself": _refused("{{ self.__init__ }}"),
    "the format of a text": _refused("{{ '{0.__class__}'.format(site) }}"),
    "a division by nothing": _refused("{{ 1 / 0 }}"),
    "a number and a text": _refused("{{ 1 + 'a' }}"),
    "a text that is no number": _refused("{{ 'a' % 1 }}"),
    "a call of a text": _refused("{{ 'a'() }}"),
    "no such static file": _refused("{{ asset('nothing.css') }}"),
    "a static file that is a number": _refused("{{ asset(7) }}"),
    "a wrong kind of article": _refused("{{ 'a' | markdown('nothing') }}"),
    "markdown of a number": _refused("{{ 7 | markdown }}"),
    "a headline of a number": _refused("{{ 7 | headline }}"),
    "a QR code of too much": _refused("{{ ('a' * 99999) | qr }}"),
    "fit of nothing": _refused("{{ '' | fit }}"),
    "deep brackets": _whole(_HEAD + "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}{% endblock %}"),
    "deep ifs": _whole(_HEAD + "{% if 1 %}" * 500 + "{% endif %}" * 500 + "{% endblock %}"),
    "deep fors": _whole(_HEAD + "{% for a in [1] %}" * 50 + "{% endfor %}" * 50 + "{% endblock %}"),
    "deep sums": _whole(_HEAD + "{{ " + "1 + " * 20_000 + "1 }}{% endblock %}"),
    "many expressions": _whole(_HEAD + "{{ site.name }}" * 50_000 + "{% endblock %}", ""),
    "many blocks": _whole("".join(f"{{% block b{at} %}}{{% endblock %}}" for at in range(5_000)), ""),
    "a long text of its own": _whole("码" * 5_000_000, ""),
    "a text of UTF-16": Bad(put("码头".encode("utf-16")), "refused"),
    "a filter of Jinja's": _either("{{ [3, 1] | sort | join('、') | upper | tojson }}"),
    "random": _either("{{ [1, 2, 3] | random }}"),
    "urlize": _either("{{ ('www.example.org ' * 50000) | urlize }}"),
    "striptags": _either("{{ ('<a <a ' * 50000) | striptags }}"),
    "wordwrap": _either("{{ ('a' * 90000) | wordwrap(1) }}"),
    "set a field": _refused("{% set site.name = 'a' %}"),
    "do": _refused("{% do site %}"),
    "a line that continues": Bad(edit("site.name", "site.\nname"), ""),
}
