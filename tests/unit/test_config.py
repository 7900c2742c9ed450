"""newspaper.toml: what it may say, and what an editor is told about what it may not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import config
from generator.errors import ConfigError, Problem
from support import NEWSPAPER

SOURCE = "newspaper.toml"


def problems(text: str) -> list[tuple[int | None, str]]:
    """Line and message-with-hint of everything that is wrong with a text."""
    with pytest.raises(ConfigError) as caught:
        config.parse(text, SOURCE)
    assert all(problem.source == SOURCE for problem in caught.value.problems)
    return [(problem.line, f"{problem.message} {problem.hint}") for problem in caught.value.problems]


def test_reads_all_keys() -> None:
    """Every key of the file arrives in the settings, topics in the file's order."""
    settings = config.parse(NEWSPAPER, SOURCE)
    assert (settings.paper.name, settings.paper.zone) == ("青川晚报", "新区专版")
    assert [(t.slug, t.name, t.words) for t in settings.topic_list()] == [
        ("economy", "经济", ("招商", "码头")),
        ("livelihood", "民生", ("养老", "菜市场")),
    ]


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("", "/"),
        ("https://news.example.org", "/"),
        ("https://news.example.org/", "/"),
        ("https://example.org/paper", "/paper/"),
        ("http://example.org:8080/a/b/", "/a/b/"),
    ],
)
def test_base_follows_from_the_address(address: str, base: str) -> None:
    """The path of the site's address, closed by a slash, is what every link starts with."""
    assert config.parse(f'[paper]\nname = "报"\naddress = "{address}"\n', SOURCE).paper.base == base


@pytest.mark.parametrize(
    "address",
    "news.example.org ftp://example.org https:// https://a.org/?x=1 https://a.org/#x http://[::1 https://a.org:x/ "
    "https://a.org:99999/ https://℀.org/ https://u:p@a.org/ https://@/ https://a.org/<b> https://a.org/\\\\".split(),
)
def test_what_is_no_address(address: str) -> None:
    """An address without http(s) and a host, or with more than a path, is refused at its line."""
    assert [line for line, _ in problems(f'[paper]\nname = "报"\n\naddress = "{address}"\n')] == [4]


def test_every_mistake_at_once_with_its_line() -> None:
    """All mistakes of a file are told together, each with the line of its key and a hint."""
    text = """\
[paper]
nmae = "青川晚报"
logo = 3

[[topics]]
slug = "economy"
name = "经济"

[[topics]]
name = ""
slug = "Not A Slug"

[papers]
"""
    found = problems(text)
    assert {line for line, _ in found} == {1, 2, 3, 10, 11, 13}
    told = "\n".join(message for _, message in found)
    assert "是不是 name？" in told
    assert "缺少 “paper.name”" in told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[paper]\nname = "没有右引号\n', 2),
        ('[paper]\nname = "甲"\nname = "乙"\n', 3),
        ("[paper\n", 1),
        ('[paper]\nname = "甲"\n\nfooter = [\n', 5),
    ],
)
def test_broken_toml_names_the_line(text: str, line: int) -> None:
    """What is not TOML is told with the line where reading stopped."""
    assert [found for found, _ in problems(text)] == [line]


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "0x" + "f" * 5_000, "9" * 400, "-" + "9" * 400, "[1, {a = 0o" + "7" * 400 + "}]"]
)
@pytest.mark.parametrize("key", ["name", "zone", "mourning", "unknown"])
def test_a_number_beyond_all_measure(key: str, number: str) -> None:
    """A number that no program can hold is told at its line, wherever it stands."""
    assert {line for line, _ in problems(f'[paper]\nzone2 = ""\n{key} = {number}\n')} == {3}


def test_days_of_the_history_have_a_bound() -> None:
    """More days than the calendar has are refused at their line."""
    assert [line for line, _ in problems('[paper]\nname = "报"\n[history]\ndays = 1000000\n')] == [4]


def test_a_byte_order_mark_is_no_mistake() -> None:
    """Settings that a Windows editor saved with a mark in front are read."""
    assert config.parse("\ufeff" + NEWSPAPER, SOURCE) == config.parse(NEWSPAPER, SOURCE)


@pytest.mark.parametrize("key", ["slug", "name"])
def test_topics_are_not_twins(key: str) -> None:
    """Two topics with one slug or one name are refused at the later one."""
    topics = [{"slug": "a", "name": "甲"}, {"slug": "b", "name": "乙"}]
    topics[1][key] = topics[0][key]
    tables = "".join(f'[[topics]]\nslug = "{t["slug"]}"\nname = "{t["name"]}"\n' for t in topics)
    expected = {"slug": 7, "name": 8}[key]
    assert [line for line, _ in problems(f'[paper]\nname = "报"\n{tables}')] == [expected]


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [("red", "#e08080", 5), ("paper", "#777777", 5), ("night_ink", "#333333", 5), ("red", "red", 5)],
)
def test_colours_must_be_readable(key: str, value: str, line: int) -> None:
    """A colour that cannot be read on its paper, or is none, is refused at its line, with what would be enough."""
    found = problems(f'[paper]\nname = "报"\n\n[colours]\n{key} = "{value}"\n')
    assert {at for at, _ in found} == {line}
    assert all("4.5" in told or "#ad1f17" in told for _, told in found)


def test_a_logo_must_be_there(tmp_path: Path) -> None:
    """A logo that is named and not there is refused at its line; a picture in templates/static is taken."""
    (tmp_path / SOURCE).write_text('[paper]\nname = "报"\nlogo = "name.svg"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"name\.svg") as caught:
        config.load(tmp_path)
    assert caught.value.problems[0].line == 3
    (tmp_path / "templates/static").mkdir(parents=True)
    (tmp_path / "templates/static/name.svg").write_text("<svg/>", "utf-8")
    assert config.load(tmp_path).paper.logo == "name.svg"


def test_an_icon_must_be_there(tmp_path: Path) -> None:
    """An icon that is named and not there is refused at its line."""
    (tmp_path / SOURCE).write_text('[paper]\nname = "报"\n\n[app]\nicon = "icon.png"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"icon\.png") as caught:
        config.load(tmp_path)
    assert caught.value.problems[0].line == 5


@pytest.mark.parametrize("key", ["logo", "[app]\nicon"])
def test_the_name_of_a_picture_has_a_bound(tmp_path: Path, key: str) -> None:
    """A name that no disk can hold is refused at its line, and not looked for."""
    text = f'[paper]\nname = "报"\n{key} = "{"a" * 300}.png"\n'
    (tmp_path / SOURCE).write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="太长") as caught:
        config.load(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [text.count("\n")]


def test_a_folder_without_newspaper_is_told_what_to_do(tmp_path: Path) -> None:
    """Outside of a newspaper's folder the message names the file and the way to get one."""
    with pytest.raises(ConfigError, match="banmian new") as caught:
        config.load(tmp_path)
    assert caught.value.problems[0].source == str(tmp_path / SOURCE)


def test_not_utf8(tmp_path: Path) -> None:
    """A file in another encoding is refused, not guessed at."""
    (tmp_path / SOURCE).write_bytes('[paper]\nname = "青川晚报"\n'.encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        config.load(tmp_path)


@given(
    st.lists(
        st.sampled_from(
            [
                "[paper]\n",
                "[[topics]]\n",
                "[paper.x]\n",
                "name",
                "slug",
                "words",
                "logo",
                "[colours]\n",
                "[imprint]\n",
                " = ",
                '"报"',
                "[1, 2]",
                "3",
                "\n",
                "'",
                "{a = 1}",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_text_is_settings_or_a_message(text: str) -> None:
    """Whatever stands in the file, the answer is settings or messages that name the file."""
    told: tuple[Problem, ...] = ()
    try:
        assert config.parse(text, SOURCE).paper.name
    except ConfigError as error:
        told = error.problems
    assert all(problem.source == SOURCE and problem.message for problem in told)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = 1\n[paper]\nname = '报'\n", [1]),
        ("x.y = 1\n[paper]\nname = '报'\n", [1]),
        ("[paper]\nname = '报'\nx.y = 1\n", [3]),
        ("[paper]\nname = '报'\n[paper.x]\ny = 1\n", [3]),
        ("['paper']\nname = '报'\n[ app ]\n'x' = 1\n", [4]),
        ("[paper]\nname = '报'\n[[topics]]\nslug = 'a'\nname = 'A'\n[[topics]]\nslug = 'B'\nname = 'b'\n", [7]),
        ("[paper]\nname = '报'\n" + "".join(f"k{at} = 1\n" for at in range(5_000)), list(range(3, 5_003))),
    ],
)
def test_each_mistake_has_its_line(text: str, lines: list[int]) -> None:
    """However a key is written and however many there are, its line is found; the text is looked through once."""
    assert [line for line, _ in problems(text)] == lines


@pytest.mark.parametrize("text", ["a = " + "[" * 25_000, ".".join(["a"] * 20_000) + " = 1"])
def test_toml_without_end_is_refused(text: str) -> None:
    """Settings that nest without end are a message, not a crash."""
    with pytest.raises(ConfigError):
        config.parse(text, "newspaper.toml")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('[analytics]\nscript = "http://a.example.org/a.js"', "https://"),
        ('[analytics]\nscript = "https://a.example.org/a.js; x"', "https://"),
        ('[analytics]\nconnect = ["https://a.example.org/path"]', "只写到域名"),
        ('[analytics]\nimages = ["*"]', "只写到域名"),
        ('[analytics]\nsnippet = "<script>let a = 1;</script>"', "中间的那几行"),
        ('[robots]\nrefuse = ["*"]', "GPTBot"),
        ('[robots]\nrefuse = ["GPTBot, CCBot"]', "GPTBot"),
        ('[robots]\npermits = ["training"]', "ai-train"),
        ('[robots]\npermits = ["search"]\nprohibits = ["search"]', "又许可、又不许"),
        ('[robots]\npayment = "free"', "permits"),
        ('[robots]\nprohibits = ["all"]\nterms = "terms.html"', "https://"),
    ],
)
def test_what_other_sites_and_crawlers_are_told_is_checked(lines: str, told: str) -> None:
    """Sources that the policy could not take, crawlers that no name names, and terms that say two things."""
    ((line, message),) = problems(f'[paper]\nname = "报"\n{lines}\n')
    assert line in (3, 4, 5)
    assert told in message


REVIEW = """\
[review]
steps = ["一审", "一校", "二审"]
people = ["张三：一审、一校", "李四: 二审", "王五", "赵六："]
since = 2026-12-01
"""


def test_who_signs_what() -> None:
    """A name alone does every step, one with nothing behind the colon none; issues count by their day."""
    review = config.parse(NEWSPAPER + REVIEW, SOURCE).review
    assert review.persons == {"张三": ("一审", "一校"), "李四": ("二审",), "王五": review.steps, "赵六": ()}
    issues = ("2026-11-30", "2026-12-01", "2026-12-01-b")
    assert [review.applies(issue) for issue in issues] == [False, True, True]
    assert [bool(review.key(issue)) for issue in issues] == [False, True, True]
    assert not config.parse(NEWSPAPER, SOURCE).review.applies("2026-12-01")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"二审"]', '"一审"]', "“一审” 写了两次"),
        ('"二审"]', '"全部"]', "不能叫 “全部”"),
        ('"二审"]', '"二 审"]', "不要有空格和标点"),
        ("一审、一校", "一审、三校", "“三校” 不在 steps 里"),
        ('"李四: 二审", "王五"', '"李四: 一校"', "没有人签 “二审”"),
        ('"王五"', '"张三"', "一个人写一次"),
        ('"王五"', '"：一审"', "一个人写一次"),
        ("since = 2026-12-01", "", "还要写 since"),
        ("2026-12-01", '"2026-12-01"', "应当是日期"),
        ("since", "from", "不认识的键"),
    ],
)
def test_steps_that_do_not_fit_together(old: str, new: str, told: str) -> None:
    """Steps without a day or without anybody who signs them, and names that mean two things, are refused."""
    assert old in REVIEW
    assert any(told in message for _, message in problems(NEWSPAPER + REVIEW.replace(old, new, 1)))
