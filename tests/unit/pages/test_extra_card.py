"""Values of the paper's own as templates see them."""

from datetime import date

import pytest
from jinja2 import StrictUndefined

from generator.pages.extra_card import extra_card
from generator.pages.sandbox import Sandbox

CARD = extra_card((("票价", "免费"), ("day", date(2026, 3, 5)), ("场次", ("上午", 2)), ("hot", False), ("count", 3)))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ x.票价 }}{{ x['票价'] }}", "免费免费"),
        ("{{ x.day }} {{ x.day.date_text }} {{ x.day.year }}", "2026-03-05 2026年3月5日 2026"),
        ("{{ x.场次 | join('、') }}", "上午、2"),
        ("{{ 'hot' if x.hot else 'cold' }}{{ x.count * 2 }}", "cold6"),
        ("[{{ x.无 }}{{ x['无'] }}{{ x.get('无') }}]{{ '有' if '无' in x else '没有' }}", "[]没有"),
        ("{% for key, value in x | items if key == 'count' %}{{ key }}={{ value }}{% endfor %}", "count=3"),
        ("{% for key in x %}{{ key }} {% endfor %}{{ x | length }}", "票价 day 场次 hot count 5"),
    ],
)
def test_what_a_template_reads(template: str, expected: str) -> None:
    """A value by its key, with a dot or in brackets; one that is not there is empty and no mistake."""
    environment = Sandbox(is_ours=lambda _: True, undefined=StrictUndefined)
    assert environment.from_string(template).render(x=CARD) == expected


def test_a_card_without_values_is_none() -> None:
    """A template can ask whether there are any, and one that is called once for many pages may be given it."""
    assert not extra_card(())
    assert len({CARD, CARD, extra_card(())}) == 2
