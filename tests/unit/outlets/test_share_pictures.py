"""Share pictures: how a headline is set, what is drawn, and which characters a font has."""

from collections.abc import Callable
from io import BytesIO
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from drawn_font import collection, font
from generator.outlets import font_glyphs, share_drawing, share_lines
from generator.outlets.share_drawing import ShareFont, ShareLook, drawn
from generator.pages.shares import ShareText
from generator.press.headline_words import Words, prepare
from generator.settings import Colours
from headlines import SHARED, Headline

pytestmark = pytest.mark.slow

EVERYTHING = (
    "".join(kicker + headline.title for kicker, headline in SHARED) + "青川晚报新区专版一句话介绍2026年3月25日01要闻"
)
FONT = ShareFont(font(EVERYTHING))
COLOURS = Colours()
LOOK = ShareLook(COLOURS.paper, COLOURS.ink, COLOURS.red, "red", "青川晚报", b"", mourning=False)
PAPER = (0xFF, 0xFD, 0xF8)
WIDE, HIGH = 1072, 332
SIZES = share_drawing._HEADLINES
EACH = pytest.mark.parametrize(("kicker", "headline"), SHARED, ids=[headline.title[:6] for _, headline in SHARED])

Cut = Callable[[str], tuple[str, ...]]


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Cut:
    """The words of the dictionary that builds use."""
    folder = tmp_path_factory.mktemp("words")
    prepare(folder)
    return Words(folder).cut


def test_there_are_forty_of_all_lengths() -> None:
    """The headlines have 1 to 60 characters; some have kickers, quotation marks, Latin, figures, rare characters."""
    lengths = sorted(len(headline.title) for _, headline in SHARED)
    assert (len(SHARED), lengths[0], lengths[-1]) == (40, 1, 60)
    assert max(after - before for before, after in pairwise(lengths)) <= 12
    assert sum(map(bool, (kicker for kicker, _ in SHARED))) >= 5


@EACH
@pytest.mark.parametrize("wide", [WIDE, 900])
def test_a_headline_is_whole_and_breaks_between_words(kicker: str, headline: Headline, wide: int, cut: Cut) -> None:
    """Nothing is cut off or torn, no line begins with a closing mark or ends with an opening one, and all lines fit."""
    title, ends = headline.title, headline.ends
    setting = share_lines.fitted(title, cut, FONT.width, wide, HIGH, SIZES)
    assert setting
    assert "".join(setting.lines).replace(" ", "") == title.replace(" ", "")
    assert all(FONT.width(line, setting.size) <= wide for line in setting.lines)
    assert setting.height <= HIGH
    assert not any(line[0] in "，。、；：！？”’》）%％℃" for line in setting.lines)
    assert not any(line[-1] in "“‘《（" for line in setting.lines)
    places = set(accumulate(len(line.replace(" ", "")) for line in setting.lines[:-1]))
    assert places <= ends


@EACH
def test_a_picture_is_small_and_nothing_runs_out_of_it(kicker: str, headline: Headline, cut: Cut) -> None:
    """Each is 1200 by 630 pixels and 60 KB at most, without metadata; its margins are blank; the same again."""
    text = ShareText("x", headline.title, kicker, "2026年3月25日", "01版　要闻")
    masthead = ("red", "ink", "block")[len(headline.title) % 3]
    data = drawn(text, LOOK._replace(masthead=masthead), FONT, cut)
    assert len(data) <= share_drawing.MOST_BYTES
    with Image.open(BytesIO(data)) as image:
        assert (image.size, image.info, dict(image.getexif())) == (share_drawing.SIZE, {}, {})
        shown = image.convert("RGB")
    for box in ((0, 0, 50, 630), (1150, 0, 1200, 630), (0, 0, 1200, 20), (0, 612, 1200, 630)):
        assert all(_near(colour, PAPER) for _, colour in shown.crop(box).getcolors(1 << 20) or ())
    assert data == drawn(text, LOOK._replace(masthead=masthead), ShareFont(font(EVERYTHING)), cut)


def _near(one: object, other: tuple[int, ...]) -> bool:
    return isinstance(one, tuple) and all(abs(a - b) <= 3 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("码头启用 货轮靠岸", ("码头启用", "货轮靠岸")),
        ("首批14个项目集中开工 “百日攻坚”从清单走进现场", ("首批14个项目集中开工", "“百日攻坚”从清单走进现场")),
        ("Made in Qingchuan", None),
    ],
)
def test_printed_lines_stay_lines(title: str, lines: tuple[str, ...] | None) -> None:
    """A headline stands in the lines in which it was printed; spaces between Latin words end none."""
    setting = share_lines.as_printed(title, FONT.width, WIDE, HIGH, SIZES)
    assert setting
    assert setting.lines == (lines or (title,))


def test_type_is_as_large_as_fits(cut: Cut) -> None:
    """A short headline is set large; a word wider than the picture is broken between its characters."""
    short = share_lines.fitted("归途", cut, FONT.width, WIDE, HIGH, SIZES)
    long = share_lines.fitted(SHARED[-1][1].title, cut, FONT.width, WIDE, HIGH, SIZES)
    assert short
    assert long
    assert short.size == SIZES[0] > long.size
    torn = share_lines.fitted("“龘靐齉龘靐齉，龘靐（齉龘）”CR450ab", cut, FONT.width, 200, 900, (50,))
    assert torn
    assert "".join(torn.lines) == "“龘靐齉龘靐齉，龘靐（齉龘）”CR450ab"
    assert not any(line[0] in "，）”" or line[-1] in "“（" for line in torn.lines)


@given(st.text("云湖日报“”（），！abc1 ", min_size=1, max_size=110).filter(str.strip))
def test_any_headline_is_set(title: str) -> None:
    """Whatever a headline is made of, it is set whole."""
    text = ShareText("x", title, "云湖", "2026年3月25日", "")
    with Image.open(BytesIO(drawn(text, LOOK, FONT, lambda run: (run,)))) as image:
        assert image.size == share_drawing.SIZE


def _colours(data: bytes) -> set[tuple[int, int, int]]:
    with Image.open(BytesIO(data)) as image:
        found = image.convert("RGB").getcolors(1 << 20) or ()
    return {colour for _, colour in found}  # type: ignore[misc]


def test_a_picture_wears_the_papers_dress(cut: Cut) -> None:
    """It has the paper's colours and the picture of its name; in mourning it has no colour."""
    logo = BytesIO()
    Image.new("RGBA", (300, 80), "#00a000").save(logo, "PNG", pnginfo=PngImagePlugin.PngInfo())
    paper = ShareText("x", zone="新区专版", description="一句话介绍。")
    for text in (ShareText("x", "归途", "要闻", "2026年3月25日", "01版"), paper):
        blue = drawn(text, LOOK._replace(red="#0000ff"), FONT, cut)
        assert any(_near(colour, (0, 0, 255)) for colour in _colours(blue))
        green = drawn(text, LOOK._replace(logo=logo.getvalue()), FONT, cut)
        assert any(_near(colour, (0, 0xA0, 0)) for colour in _colours(green))
        grey = drawn(text, LOOK._replace(mourning=True), FONT, cut)
        assert all(max(colour) - min(colour) <= 1 for colour in _colours(grey))


def test_long_names_fit(cut: Cut) -> None:
    """A name, a zone and a description of the greatest lengths stay inside."""
    long = ShareText("x", zone="新" * 30, description="介" * 60)
    with Image.open(BytesIO(drawn(long, LOOK._replace(name="报" * 40), FONT, cut))) as image:
        shown = image.convert("RGB")
    for box in ((0, 0, 30, 630), (1170, 0, 1200, 630)):
        assert all(_near(colour, PAPER) for _, colour in shown.crop(box).getcolors(1 << 20) or ())


@pytest.mark.parametrize("form", [4, 12])
def test_a_font_tells_its_characters(form: int) -> None:
    """The characters of a font are those that its table maps to a glyph, in a collection too."""
    one, other = font("春归途ab，", form=form), font("甲乙", form=form)
    assert font_glyphs.characters(one) == set("春归途ab，")
    both = collection(one, other)
    assert font_glyphs.faces(both) == 2
    assert font_glyphs.characters(both, 1) == set("甲乙")
    assert ShareFont(both).characters() == set("春归途ab，")


@given(st.data())
def test_a_damaged_font_is_told(data: st.DataObject) -> None:
    """Whatever a file holds, either it is a font or it is a ``ValueError``."""
    good = bytearray(collection(font("春归途")) if data.draw(st.booleans()) else font("春归途", form=4))
    for _ in range(data.draw(st.integers(1, 9))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    for given_bytes in (bytes(good), bytes(good)[: data.draw(st.integers(0, len(good)))]):
        try:
            ShareFont(given_bytes).characters()
        except ValueError:
            continue


def test_what_is_no_font_is_refused() -> None:
    """Text and an empty file are no fonts."""
    for data in (b"", b"OTTO", "一段文字".encode(), b"ttcf\0\1\0\0\0\0\0\0"):
        with pytest.raises(ValueError, match=r".+"):
            ShareFont(data)
