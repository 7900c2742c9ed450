"""Whatever editors do one after the other: every file can be read, no character is lost, and all can be taken back."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carried_out import ISSUE, carried_out, digest, issue, letters, path_of, text
from generator.content import body, frontmatter, texts
from generator.content.edits import history
from generator.editing import front_values, joining, making, moving, ordering, passages, putting, roles, splitting
from generator.editing.putting import Paragraph
from generator.editing.setting_fields import SetField, SetPicture, set_field, set_picture
from generator.errors import ContentError
from generator.kinds import Kind, Role
from generator.model import Author, Folio, Photo
from strategies import sentence
from support import NEWSPAPER, Site, examples, tree

BLOCKS = st.one_of(
    sentence.map(body.from_text).filter(bool),
    st.sampled_from(
        [
            *(
                "## 小标题",
                "- 甲\n- 乙",
                "1. 丙\n2. 丁",
                "> 引文",
                "---",
                "甲  \n乙",
                "船来了\n灯亮着",
                "\u3000\u3000缩进",
            ),
            *(
                "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |",
                "会议**强调**要快",
                "见[网页](https://a.cn/x_y)",
                "H<sub>2</sub>O",
                "3*4 {{ x }}",
            ),
        ]
    ),
)
BODIES = st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join)
PARTS = ("title", "kicker", "subtitle", "byline", "caption", "furniture")


class Asked(NamedTuple):
    """An act with its request, and whether it must keep every character."""

    act: Callable[..., Any]
    request: Any
    keeps: bool = True


def begun(folder: Path, data: st.DataObject) -> Site:
    """A paper with an issue of a few articles, in files as people keep them."""
    site = Site(folder)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue(folios=(Folio("01", "要闻"), Folio("02")), furniture=("第1版",))
    for number in range(1, data.draw(st.integers(2, 4)) + 1):
        path = site.article(
            number=number,
            kind=data.draw(st.sampled_from([Kind.NEWS, Kind.LITERATURE])),
            body=data.draw(BODIES),
            folio="01",
            authors=(Author("周采薇", Role.REPORTER), Author(f"作者{number}", Role.AUTHOR))[
                : data.draw(st.integers(0, 2))
            ],
            kicker="引题",
            byline=f"□署名{number}",
            photos=(Photo("图说", credit="林望舒"), Photo("船"))[: data.draw(st.integers(0, 2))],
        )
        like = data.draw(st.sampled_from([b"", b"\r\n", b"\xef\xbb\xbf"]))
        path.write_bytes(texts.saved_like(path.read_text("utf-8"), like))
    return site


def asked(site: Site, data: st.DataObject) -> Asked:
    """Something that an editor may do now."""
    numbers = [article.id[-2:] for article in issue(site).articles]
    number = data.draw(st.sampled_from(numbers))
    of: dict[str, Any] = {"issue": ISSUE, "article": number, "digest": digest(site, number)}
    standing = passages.read(text(site, number), front_values.article(text(site, number), number).kind)
    last = data.draw(st.integers(1, max(1, len(standing))))
    first = data.draw(st.integers(0, last - 1))
    part = {"role": data.draw(st.sampled_from(PARTS)), "photo": data.draw(st.sampled_from([0, None, 1]))}
    above = numbers[numbers.index(number) - 1]
    folio = data.draw(st.sampled_from(["", "2", "03", "A1"]))
    choices: dict[str, Callable[[], Asked]] = {
        "put": lambda: Asked(putting.put, _put(of, first, last, data), keeps=False),
        "field": lambda: field(data, of),
        "split": lambda: Asked(splitting.split, splitting.Split(**of, at=last)),
        "join": lambda: Asked(joining.join, joining.Join(**of, upper=above)),
        "move": lambda: Asked(moving.move, moving.Move(**of, first=first, last=last, to=above)),
        "role": lambda: Asked(roles.role, roles.Role.model_validate({**of, **part, "at": first})),
        "unrole": lambda: Asked(
            roles.unrole, roles.Unrole.model_validate({**of, **part, "at": first, "line": "第1版"})
        ),
        "reorder": lambda: Asked(ordering.reorder, _order(data, numbers)),
        "folio": lambda: Asked(ordering.put_on_folio, _folio(numbers, folio)),
        "new": lambda: Asked(making.new, making.New(issue=ISSUE, folio=folio, after=number)),
    }
    return choices[data.draw(st.sampled_from([*choices, "split", "join", "role", "move"]))]()


def _put(of: dict[str, Any], first: int, last: int, data: st.DataObject) -> putting.Put:
    return putting.Put(**of, first=first, last=last, paragraphs=paragraphs(data))


def _order(data: st.DataObject, numbers: list[str]) -> ordering.Reorder:
    return ordering.Reorder(issue=ISSUE, articles=tuple(data.draw(st.permutations(numbers))))


def _folio(numbers: list[str], folio: str) -> ordering.PutOnFolio:
    return ordering.PutOnFolio(issue=ISSUE, articles=tuple(numbers[:2]), folio=folio)


def paragraphs(data: st.DataObject) -> tuple[Paragraph, ...]:
    """What an editor typed."""
    ends = st.tuples(st.integers(0, 6), st.integers(0, 6))
    made = st.builds(
        Paragraph,
        shape=st.sampled_from(["text", "subhead", "text"]),
        text=sentence,
        bold=st.lists(ends, max_size=1).map(tuple),
        links=st.lists(ends.map(lambda pair: (*pair, "https://a.cn/")), max_size=1).map(tuple),
    )
    return tuple(data.draw(st.lists(made, max_size=2)))


def field(data: st.DataObject, of: dict[str, Any]) -> Asked:
    """A field that an editor sets."""
    words = data.draw(sentence)
    requests: list[tuple[Any, Any]] = [
        (set_field, SetField(**of, field="title", value=words)),
        (set_field, SetField(**of, field="tags", value=(words[:8], "码头"))),
        (set_field, SetField(**of, field="kind", value="notice")),
        (set_field, SetField(**of, field="authors", value=({"name": "甲"}, {"name": words[:8]}))),  # type: ignore[arg-type]
        (set_field, SetField(**of, field="draft", value=True)),
        (set_picture, SetPicture(**of, photo=0, field="alt", value=words)),
    ]
    act, request = data.draw(st.sampled_from(requests))
    return Asked(act, request, keeps=False)


def head(text: str) -> str:
    """The front matter of a file, with its line ends."""
    lines = texts.lines(text)
    return "".join(lines[: frontmatter.body_line(texts.plain_lines(text)) - 1]).strip()


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_random_edits(data: st.DataObject) -> None:
    """After each act all files are read and no character is gone that must stay; undos give all bytes back."""
    with TemporaryDirectory() as folder:
        site = begun(Path(folder), data)
        before, made = tree(site.root), 0
        for _ in range(data.draw(st.integers(1, 8))):
            wanted = asked(site, data)
            states, words = tree(site.root), letters(site)
            try:
                carried_out(site, *wanted[:2])
            except ContentError:
                assert tree(site.root) == states
                continue
            made += tree(site.root) != states
            if wanted.keeps:
                assert letters(site) == words
            if wanted.act is putting.put:
                path = path_of(wanted.request.article)
                assert {path} >= {name for name, held in tree(site.root).items() if states.get(name) != held}
                assert head(states[path].decode()) == head(text(site, wanted.request.article))
            issue(site)
        for _ in range(made):
            history.undo(site.root, session="s")
        assert tree(site.root) == before
