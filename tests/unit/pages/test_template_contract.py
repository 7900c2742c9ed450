"""The contract for templates: what is written in docs/templates.md is what templates are really given."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from jinja2 import meta, nodes

import edition
from generator import config
from generator.content import catalogue, store
from generator.content.addresses import Public, Record
from generator.model import BEING_MENDED, CHINA, Correction, Newspaper, OwnPage, Tag
from generator.pages import template_contract as contract
from generator.pages import theme_files
from generator.pages.extra_card import ExtraCard
from generator.pages.page import Page
from generator.pages.site import site_card
from generator.settings import PagesTable
from support import PROJECT
from tools import template_contract as tool

PAGE = OwnPage("subscribe", "subscribe", "订报", extra=(("电话", 12345),), body="电话订报。")
THEME = tool.builtin_theme()
OURS = sorted(path.name for path in theme_files.builtin_folder().glob("*.html"))


@cache
def given() -> tuple[Page, ...]:
    """Every page of the sample edition, with an article that was withdrawn, a tag that moved and a page of its own."""
    settings = config.load(PROJECT)
    settings = settings.model_copy(
        update={
            "paper": settings.paper.model_copy(update={"address": "https://news.example.org/"}),
            "pages": PagesTable(footer=("subscribe",), navigation=("subscribe",)),
        }
    )
    paper = store.load(PROJECT, settings.topic_list())
    newest = paper.issues[-1]
    first, second, *rest = newest.articles
    first = replace(
        first, extra=(("开演", date(2026, 4, 12)),), corrections=(Correction(date(2026, 3, 27), note="更正"),)
    )
    changed = replace(newest, articles=(first, replace(second, withdrawal=BEING_MENDED), *rest))
    kept = catalogue.read(PROJECT, 2)
    tag = next(name for name, entry in kept.register.items() if sum(name in a.tags for a in rest) and entry.slug)
    kept = replace(
        kept,
        register=dict(kept.register) | {"旧名": Tag("旧名", slug="jiu-ming")},
        synonyms=dict(kept.synonyms) | {"旧名": tag},
        min_articles=1,
        pages=(PAGE,),
    )
    paper = Newspaper((*paper.issues[:-1], changed), paper.topics)
    empty = Newspaper((), paper.topics)
    site = site_card(settings, kept.pages)
    day = datetime(2026, 3, 25, 6, tzinfo=CHINA)
    record = Record({"2026-03-25/99.html": Public("2026-03-25/99.html", day, day)})
    return (*edition.pages(paper, site, kept, record), *edition.pages(empty, site, kept))


def misfits(value: object, kind: Any, where: str) -> Iterator[str]:
    """The places in a value that are not of the declared type."""
    kind = tool.bare(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if value is not None or NoneType not in inner:
            (only,) = (part for part in inner if part is not NoneType)
            yield from misfits(value, only, where)
    elif origin is tuple:
        kinds = inner[:1] * len(value) if inner[1:] == (...,) and isinstance(value, tuple) else inner
        if not isinstance(value, tuple) or len(value) != len(kinds):
            yield where
        else:
            for at, (item, of) in enumerate(zip(value, kinds, strict=True)):
                yield from misfits(item, of, f"{where}[{at}]")
    elif is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        if not isinstance(value, dict) or value.keys() != hints.keys():
            yield where
        else:
            for name, of in hints.items():
                yield from misfits(value[name], of, f"{where}.{name}")
    elif type(value) is not kind:
        yield where
    elif is_dataclass(kind) and kind is not ExtraCard:
        for name, of in tool.fields(kind).items():
            yield from misfits(getattr(value, name), of, f"{where}.{name}")


def test_the_documents_are_current() -> None:
    """docs/templates.md and docs/templates.json are what make docs writes, which tells of every name that is gone."""
    made = tool.made()
    assert made.untold == (), "CHANGELOG.md must tell of these, in backquotes; then make docs"
    assert made.page == tool.PAGE.read_text("utf-8"), "make docs"
    assert made.names == tool.NAMES.read_text("utf-8"), "make docs"


def test_every_template_is_declared_and_given_something() -> None:
    """The contract knows the templates that there are; the pages of this test are made with each of them."""
    assert sorted(contract.TEMPLATES) == OURS
    assert {page.template for page in given()} >= set(OURS) - {"base.html"}


@pytest.mark.parametrize("template", [name for name in OURS if name != "base.html"])
def test_a_template_is_given_what_is_declared(template: str) -> None:
    """Every page of a template has exactly the declared variables, each of the declared type all the way down."""
    declared = contract.EVERYWHERE | dict(contract.TEMPLATES[template].variables)
    for page in given():
        if page.template == template:
            assert page.context.keys() == declared.keys(), page.path
            wrong = [where for name, kind in declared.items() for where in misfits(page.context[name], kind, name)]
            assert wrong == [], page.path


@pytest.mark.parametrize("template", OURS)
def test_a_template_uses_what_is_declared(template: str) -> None:
    """Banmian's own templates ask for nothing that the contract does not promise."""
    text = (theme_files.builtin_folder() / template).read_text("utf-8")
    tree = THEME.environment.parse(text, template)
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    own |= {name for imported in tree.find_all(nodes.FromImport) for name in imported.names if isinstance(name, str)}
    used = meta.find_undeclared_variables(tree) - own
    promised = contract.EVERYWHERE.keys() | contract.TEMPLATES[template].variables.keys() | contract.GLOBALS.keys()
    assert used <= promised | {"self"}


def test_blocks_filters_and_globals_are_explained() -> None:
    """Each is there and has a meaning; nothing is explained that is not there."""
    assert {name: set(own) for name, own in tool.blocks(THEME).items()} == {
        name: set(given.blocks) for name, given in contract.TEMPLATES.items()
    }
    assert tool.filters(THEME) == contract.FILTERS.keys() | tool.JINJA.keys()
    assert not contract.FILTERS.keys() & tool.JINJA.keys()
    assert THEME.environment.globals.keys() == contract.GLOBALS.keys()


def test_cards_and_their_fields_are_explained() -> None:
    """Every card that a template can come upon has a meaning, and so has each of its fields."""
    assert tool.all_cards().keys() == contract.CARDS.keys()
    for name, kind in tool.all_cards().items():
        for field, of in tool.fields(kind).items():
            assert tool.meaning(of), f"{name}.{field}"


def test_what_is_gone_must_be_told() -> None:
    """A name that is removed, renamed or of another type is missed until the changelog has it in backquotes."""
    published = {"article.html: qr": "文字", "filter wide": "", "LinkCard.count": "整数"}
    current = {"article.html: code": "文字", "filter wide": "", "LinkCard.count": "文字"}
    lost = tool.gone(published, current)
    assert lost == ("article.html: qr", "LinkCard.count")
    assert tool.untold(lost, "- `article.html: qr` is `article.html: code` now. LinkCard.count, too") == (
        "LinkCard.count",
    )
    assert tool.gone(published, published | {"new": ""}) == ()


def test_a_name_that_is_gone_stops_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written until the changelog tells of it; from then on the name is kept among those that are gone."""
    files = {name: tmp_path / getattr(tool, name).name for name in ("PAGE", "NAMES", "CHANGELOG")}
    for name, file in files.items():
        file.write_bytes(getattr(tool, name).read_bytes())
        monkeypatch.setattr(tool, name, file)
    published: dict[str, Mapping[str, str]] = json.loads(files["NAMES"].read_text("utf-8"))
    before = json.dumps({**published, "names": {**published["names"], "article.html: lede": "文字"}})
    files["NAMES"].write_text(before, "utf-8")
    with pytest.raises(SystemExit, match=r"article\.html: lede"):
        tool.main()
    assert files["NAMES"].read_text("utf-8") == before
    told = files["CHANGELOG"].read_text("utf-8")
    files["CHANGELOG"].write_text(f"{told}\n- `article.html: lede` is gone.\n", "utf-8")
    tool.main()
    assert json.loads(files["NAMES"].read_text("utf-8"))["gone"][0] == "article.html: lede"
    files["CHANGELOG"].write_text(told, "utf-8")
    assert tool.made().untold == ("article.html: lede",)
