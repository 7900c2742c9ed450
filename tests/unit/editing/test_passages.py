"""The passages of an article: one for each block on its page, and every byte of the file outside them stays."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content import body, frontmatter, texts
from generator.editing import passages
from generator.kinds import Kind
from strategies import ANY_CHARACTER, sentence

EACH_GRAMMAR = pytest.mark.parametrize("kind", [Kind.NEWS, Kind.LITERATURE])
HEAD = "---\ntitle: 甲\n---\n"
BLOCKS = st.one_of(
    sentence,
    st.text(ANY_CHARACTER, max_size=8),
    st.sampled_from(
        [
            *("## 小标题", "- 甲\n- 乙", "- 甲\n\n- 乙", "1. 甲\n2. 乙", "- 甲\n1. 乙\n- 丙", "  - 甲", "甲\n- 乙"),
            *(
                "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |",
                "> 甲\n> - 乙",
                "> 甲\n乙",
                "---",
                "甲  \n乙",
                "甲\n乙",
                "\u3000\u3000甲 ",
            ),
            *(
                "甲**乙**丙",
                "[甲](https://a.cn)",
                "H<sub>2</sub>O",
                "\t- 甲",
                "- 甲\n  - 乙\n\n\n- 丙",
                "## 小标题\n甲",
            ),
        ]
    ),
)
bodies = st.lists(BLOCKS, max_size=6).flatmap(
    lambda blocks: st.sampled_from(["\n", "\n\n", "\n \n", "\n\n\n"]).map(lambda between: between.join(blocks))
)


class Outer(HTMLParser):
    """The elements of a page that stand in no other."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the signature
        """Notes an element, and goes into it unless it is empty."""
        if not self._depth:
            self.found.append(tag)
        self._depth += tag not in ("br", "hr")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the signature
        """Leaves an element."""
        self._depth -= 1


@EACH_GRAMMAR
@given(text=bodies)
def test_there_is_a_passage_for_each_block_of_the_page(kind: Kind, text: str) -> None:
    """A body has as many passages as its page has blocks, and they have the same shapes."""
    whole = HEAD + "\n" + text + "\n"
    shown = Outer(body.to_html(frontmatter.parse(texts.plain_lines(whole), "").body, kind)).found
    found = passages.read(whole, kind)
    assert len(found) == len(shown)
    assert all(tag == "p" for tag, passage in zip(shown, found, strict=True) if passage.shape == passages.TEXT)
    assert all(tag == "h2" for tag, passage in zip(shown, found, strict=True) if passage.shape == passages.SUBHEAD)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@given(text=bodies, mark=st.sampled_from(["", "\ufeff"]))
def test_passages_cover_the_body(newline: str, text: str, mark: str) -> None:
    """The places of passages are in order, hold their sources, and nothing but white space stands between them."""
    whole = mark + texts.plain_lines(HEAD + "\n" + text + "\n").replace("\n", newline)
    at, rest = 0, ""
    for passage in passages.read(whole, Kind.NEWS):
        assert at <= passage.start <= passage.end
        assert texts.plain_lines(whole[passage.start : passage.end]) == passage.source
        rest += whole[at : passage.start]
        at = passage.end
    assert (rest + whole[at:]).removeprefix(mark + HEAD.replace("\n", newline)).strip() == ""


@EACH_GRAMMAR
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@given(text=bodies, new=st.lists(st.sampled_from(["改过了", "## 新的小标题", "改\\*"]), max_size=3), data=st.data())
def test_other_passages_stay_byte_for_byte(
    kind: Kind, newline: str, text: str, new: list[str], data: st.DataObject
) -> None:
    """What stands before and after the replaced passages is the same as before, and the new ones are there."""
    whole = texts.plain_lines(HEAD + "\n" + text + "\n").replace("\n", newline)
    standing = passages.read(whole, kind)
    first = data.draw(st.integers(0, len(standing)))
    last = data.draw(st.integers(first, len(standing)))
    after = passages.replaced(whole, kind, first, last, new)
    before = whole[: standing[first - 1].end] if first else HEAD.replace("\n", newline)
    behind = whole[standing[last].start :] if last < len(standing) else ""
    assert after.startswith(before)
    assert after.endswith(behind)
    sources = [passage.source for passage in standing]
    found = [passage.source for passage in passages.read(after, kind)]
    if len(found) == len(standing) - (last - first) + len(new) or new:
        assert found == [*sources[:first], *new, *sources[last:]]
    else:  # a deletion brought two lists together, which are one then
        assert standing[first - 1].shape == standing[last].shape == passages.SOURCE
    if "\r" not in text:
        assert not re.search("(?<!\r)\n", after) or newline == "\n"


@given(text=bodies)
@example("甲")
@example("甲\n\n \x08")
def test_replaced_by_itself_nothing_changes(text: str) -> None:
    """A passage in its own place leaves the file as it is."""
    whole = HEAD + "\n" + texts.plain_lines(text) + "\n"
    for at, passage in enumerate(passages.read(whole, Kind.NEWS)):
        assert passages.replaced(whole, Kind.NEWS, at, at + 1, [passage.source]) == whole


def test_blank_lines_are_added_only_where_blocks_would_run_together() -> None:
    """A paragraph under a subhead without a blank line stays there; one in place of the subhead gets a blank line."""
    whole = HEAD + "## 甲\n乙\n"
    assert passages.replaced(whole, Kind.NEWS, 1, 2, ["丙"]) == HEAD + "## 甲\n丙\n"
    assert passages.replaced(whole, Kind.NEWS, 0, 1, ["丙"]) == HEAD + "丙\n\n乙\n"
    assert passages.replaced(HEAD + "\n\u3000\u3000甲\n", Kind.NEWS, 0, 1, ["丙"]) == HEAD + "\n\u3000\u3000丙\n"
    assert passages.replaced(HEAD + "\n\u3000\u3000甲\n", Kind.NEWS, 0, 1, ["## 丙"]) == HEAD + "\n## 丙\n"


def test_the_first_passage_of_an_empty_body_gets_a_blank_line() -> None:
    """Text goes into an article that has none yet."""
    assert passages.replaced(HEAD, Kind.NEWS, 0, 0, ["甲", "乙"]) == HEAD + "\n甲\n\n乙\n"
