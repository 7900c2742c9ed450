"""The command line: it does what it says, and says what a person can act on when it cannot."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import east_asian_width

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.model import CHINA
from released import release
from support import PROJECT, Site, tree

RAW = """\
第1版 要闻

2026年3月25日 星期三

## 新港码头启用

本报讯(记者周采薇)昨日，新港码头启用。

货轮靠岸，工人们忙了起来。
"""
FOLDER = "content/issues/2026-03-25"
SLOW = {"jieba", "jinja2", "markdown", "nh3", "PIL", "pydantic", "pypinyin", "yaml", "rich", "uvicorn"}


def banmian(site: Site, *arguments: str | Path) -> Result:
    """Runs the command in this process, for a site's folder."""
    return CliRunner().invoke(main, ["--site", str(site.root), *map(str, arguments)])


def state(site: Site) -> dict[str, bytes]:
    """All files of a site, but for banmian's own records."""
    return {path: data for path, data in tree(site.root).items() if not path.startswith(".banmian/")}


@pytest.fixture
def raw(site: Site) -> Path:
    """A raw issue beside the site."""
    return site.write("../raw.txt", RAW)


def refused(site: Site, *arguments: str | Path) -> str:
    """What a command says that must fail, having left every file as it was."""
    before = state(site)
    result = banmian(site, *arguments)
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert state(site) == before
    return result.stderr


@pytest.mark.slow
def test_import_and_build(site: Site, raw: Path) -> None:
    """A raw issue is imported with its balance told, and built into a site with its article."""
    imported = banmian(site, "import", raw, "--date", "2026-03-25")
    assert imported.exit_code == 0, imported.output
    assert "新港码头启用" in imported.stdout
    assert "不多不少" in imported.stdout
    built = banmian(site, "build")
    assert built.exit_code == 0, built.output
    assert "1 期 1 篇" in built.stdout
    assert "货轮靠岸" in (site.root / "output/2026-03-25/01.html").read_text("utf-8")
    again = banmian(site, "build")
    assert "写 0 个文件" in again.stdout
    found = json.loads(banmian(site, "search", "新港", "货轮靠岸", "--person", "周采薇", "--sort", "date").stdout)
    assert (found["total"], found["results"][0]["url"]) == (1, "/2026-03-25/01.html")
    assert json.loads(banmian(site, "search", "新港", "--year", "2025").stdout)["total"] == 0


def test_a_search_without_a_site_is_told(site: Site) -> None:
    """Where nothing is built there is nothing to search; a damaged index is told as such."""
    assert "先运行 banmian build" in refused(site, "search", "新港")
    site.write("output/pagefind/catalogue.json", "garbage")
    assert "搜索索引读不了" in refused(site, "search", "新港")


def _empty(site: Site) -> list[str | Path]:
    return ["import", site.write("../bad.txt", ""), "--date", "2026-03-25"]


def _binary(site: Site) -> list[str | Path]:
    return ["import", site.write("../bad.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "--date", "2026-03-25"]


def _controls(site: Site) -> list[str | Path]:
    return ["import", site.write("../bad.txt", "甲\n乙\n\0\n"), "--date", "2026-03-25"]


def _missing(site: Site) -> list[str | Path]:
    return ["import", site.root.parent / "bad.txt", "--date", "2026-03-25"]


def _no_date(site: Site) -> list[str | Path]:
    return ["import", site.write("../bad.txt", "## 新港码头启用\n\n本报讯 近日，新港码头启用。\n")]


def _unknown_format(site: Site) -> list[str | Path]:
    return ["import", site.write("../bad.wps", RAW), "--date", "2026-03-25"]


@pytest.mark.parametrize(
    ("spoil", "line"),
    [(_empty, 1), (_binary, None), (_controls, 3), (_missing, None), (_no_date, None), (_unknown_format, None)],
)
def test_a_raw_issue_that_cannot_be_imported(
    site: Site, spoil: Callable[[Site], list[str | Path]], line: int | None
) -> None:
    """An unusable raw file or a missing date is a message with file, line and what to do; nothing is written."""
    message = refused(site, *spoil(site))
    assert f"bad.txt:{line}" in message if line else "bad." in message
    assert "→" in message


@pytest.mark.slow
def test_a_second_import_of_the_same_issue(site: Site, raw: Path) -> None:
    """The same raw file again changes nothing, however an editor has changed the issue, and is no mistake."""
    banmian(site, "import", raw, "--date", "2026-03-25")
    site.write(f"{FOLDER}/01.md", (site.root / f"{FOLDER}/01.md").read_text("utf-8") + "\n编辑加的话。\n")
    before = state(site)
    for extra in ([], ["--extra"]):
        done = banmian(site, "import", raw, "--date", "2026-03-25", *extra)
        assert done.exit_code == 0
        assert "没有要更新的" in done.output
    assert state(site) == before


@pytest.mark.slow
def test_importing_a_corrected_text_says_what_stays(site: Site, raw: Path) -> None:
    """Where an editor and the source changed the same words, both are shown; what was deleted is told; both stay."""
    raw.write_text(f"{RAW}\n## 菜市场搬家\n\n本报讯(记者郑明)北街的菜市场昨日搬家。\n", "utf-8")
    banmian(site, "import", raw)
    first, second = (site.root / FOLDER / f"0{number}.md" for number in (1, 2))
    first.write_text(first.read_text("utf-8").replace("昨日", "昨天"), "utf-8")
    second.unlink()
    raw.write_text(raw.read_text("utf-8").replace("昨日", "日前"), "utf-8")
    told = banmian(site, "import", raw, "--number", "7").output
    assert "01.md 有人改过，留着没动；同一处原稿也和上次不同" in told
    assert re.search(r"编辑的：.*昨天", told)
    assert re.search(r"原稿的：.*日前", told)
    assert "02.md 有人删了，不再写" in told
    assert "昨天" in first.read_text("utf-8")
    assert not second.exists()


@pytest.mark.slow
def test_import_tells_kinds_and_doubts(site: Site) -> None:
    """Each article is told with its kind, each person once, a masthead's wrong day once, and where to go on."""
    head = "云湖日报　2026年3月24日\n\n第1版 要闻　2026年3月24日\n\n"
    raw = site.write("../raw.txt", head + RAW.split("星期三\n\n")[1].replace("(记者周采薇)", "(记者周采薇 郑明)"))
    told = banmian(site, "import", raw, "--date", "2026-03-25").output
    assert "01  新港码头启用  新闻  周采薇 郑明\n" in told
    assert told.count("报头印的日期") == 1
    assert "逐条看：banmian check" in told


@pytest.mark.slow
def test_another_issue_of_the_same_day(site: Site, raw: Path) -> None:
    """A different raw issue of a day that is taken needs ``--extra``, and then gets a letter."""
    banmian(site, "import", raw, "--date", "2026-03-25")
    other = site.write("../extra.txt", RAW.replace("码头", "车站"))
    assert "--extra" in refused(site, "import", other, "--date", "2026-03-25")
    assert banmian(site, "import", other, "--date", "2026-03-25", "--extra").exit_code == 0
    assert (site.root / f"{FOLDER}-b/01.md").is_file()


def _front_matter(site: Site) -> None:
    path = site.root / FOLDER / "01.md"
    path.write_text(path.read_text("utf-8").replace("kicker: ", "kicker ", 1), "utf-8")


def _unknown_key(site: Site) -> None:
    path = site.root / FOLDER / "01.md"
    path.write_text(path.read_text("utf-8").replace("title: ", "titel: ", 1), "utf-8")


def _template(site: Site) -> None:
    site.write("templates/404.html", "<p>\n{{ nothing }}\n")


def _settings(site: Site) -> None:
    site.write("newspaper.toml", '[paper]\nname = "青川晚报"\nnmae = "晚报"\n')


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_front_matter, f"{FOLDER}/01.md:4"),
        (_unknown_key, f"{FOLDER}/01.md:3"),
        (_template, "templates/404.html:2"),
        (_settings, "newspaper.toml:3"),
    ],
)
def test_a_site_that_cannot_be_built(site: Site, raw: Path, spoil: Callable[[Site], None], place: str) -> None:
    """A mistake in content, templates or settings is a message with file, line and what to do; the old site stands."""
    banmian(site, "import", raw, "--date", "2026-03-25")
    assert banmian(site, "build").exit_code == 0
    spoil(site)
    message = refused(site, "build")
    assert place in message
    assert "→" in message


@pytest.mark.parametrize("command", [["build"], ["serve"], ["import", "raw.txt", "--date", "2026-03-25"]])
def test_no_newspaper_here(site: Site, command: list[str]) -> None:
    """Outside of a paper's folder every command says so and how to get one, and makes no files."""
    (site.root / "newspaper.toml").unlink()
    message = refused(site, *command)
    assert "newspaper.toml" in message
    assert "banmian new" in message
    assert tree(site.root) == {}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["biuld"], "biuld"),
        (["build", "--forse"], "--forse"),
        (["import"], "banmian import"),
        (["import", "raw.txt", "--date", "25.3.2026"], "2026-03-25"),
        (["import", "raw.txt", "--date", "2026-02-31"], "2026-03-25"),
        (["import", "raw.txt", "--date", "20260325"], "2026-03-25"),
        (["import", "raw.txt", "--date", "2026-03-25", "--number", "0"], "--number"),
        (["import", "raw.txt", "--batch", "."], "--batch"),
        (["import", "--batch", "nowhere"], "nowhere"),
        (["serve", "--port", "99999"], "--port 不对：写一个0 以上、65535 以下的整数"),
        (["serve", "--port", "甲"], "--port 不对"),
        (["serve", "--lan", "--lan-edit"], "写一个"),
        (["import", "--date"], "--date 后面要写上值"),
        (["tags", "retype", "甲", "乙"], "只能是 人物、机构、地点、主题词"),
        (["tags", "retype", "甲", "机构", "丙"], "命令的写法不对"),
        (["--site", "newspaper.toml", "build"], "没有这个文件夹"),
        (["new"], "--help"),
    ],
)
def test_a_command_that_is_not_one(site: Site, arguments: list[str], told: str) -> None:
    """A mistyped command, option or value is named, with what would be right, and not in English."""
    message = refused(site, *arguments)
    assert told in message
    assert not re.search(r"Invalid|Error|Usage|No such|Missing|requires|Got", message)


def test_a_defect_is_no_traceback(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no one foresaw is a message too, and the traceback lies where it can be sent from."""

    def fails(*_: object, **__: object) -> None:
        raise KeyError("没想到")

    monkeypatch.setattr("generator.press.build.build", fails)
    (site.root / ".banmian").mkdir()
    assert "没想到的错误：KeyError" in refused(site, "build")
    assert "Traceback" in (site.root / ".banmian/fault.txt").read_text("utf-8")


@pytest.mark.slow
def test_a_batch_goes_by_file_names(site: Site) -> None:
    """A folder of raw issues is imported by the dates in their names."""
    site.write("../raws/青川晚报2026-03-18.txt", RAW.replace("昨日", "今日"))
    site.write("../raws/2026-03-25.txt", RAW)
    site.write("../raws/2026-03-25-b.txt", RAW.replace("码头", "车站"))
    result = banmian(site, "import", "--batch", site.root.parent / "raws")
    assert result.exit_code == 0, result.output
    issues = {path.name for path in (site.root / "content/issues").iterdir()}
    assert issues == {"2026-03-18", "2026-03-25", "2026-03-25-b"}


def test_a_batch_without_dates_imports_nothing(site: Site) -> None:
    """Where one file's name carries no date, nothing of the batch is imported and every such file is named."""
    for name in ("2026-03-25.txt", "头版.txt", "副刊.txt"):
        site.write(f"../raws/{name}", RAW)
    message = refused(site, "import", "--batch", site.root.parent / "raws")
    assert "头版.txt" in message
    assert "副刊.txt" in message


@pytest.mark.slow
def test_a_batch_goes_on_after_a_bad_file(site: Site) -> None:
    """A file of a batch that cannot be imported is told; the others are imported all the same."""
    site.write("../raws/2026-03-18.txt", "")
    site.write("../raws/2026-03-25.txt", RAW)
    result = banmian(site, "import", "--batch", site.root.parent / "raws")
    assert result.exit_code == 1
    assert "2026-03-18.txt" in result.stderr
    assert (site.root / FOLDER / "01.md").is_file()


def test_a_file_where_the_records_belong(site: Site, raw: Path) -> None:
    """A plain file named ``.banmian`` is told by import as it is by build."""
    site.write(".banmian", "mine")
    assert ".banmian" in refused(site, "import", raw, "--date", "2026-03-25")
    assert ".banmian" in refused(site, "build")


@pytest.mark.slow
def test_a_new_paper_builds(tmp_path: Path) -> None:
    """``banmian new`` and ``banmian build`` in a real process give a site in a folder that was not there.

    Its front page says to readers that there is no issue yet; what to do next is told on the terminal.
    """
    wheel = tmp_path / release().file
    wheel.write_bytes(release().data)
    command = [sys.executable, "-c", "from generator.cli.main import main; main()"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    new = [*command, "new", "我 的报", "--from", str(wheel)]
    made = subprocess.run(new, cwd=tmp_path, capture_output=True, check=False, env=environment)
    assert made.returncode == 0, made.stderr.decode()
    assert 'cd "我 的报" && banmian import 原稿.txt' in made.stdout.decode().splitlines()[-1]
    built = subprocess.run(
        [*command, "build"], cwd=tmp_path / "我 的报", capture_output=True, check=False, env=environment
    )
    assert built.returncode == 0, built.stderr.decode()
    front = (tmp_path / "我 的报/output/index.html").read_text("utf-8")
    assert "我 的报" in front
    assert "第一期还没有出版" in front
    assert "banmian import" not in front
    again = subprocess.run(new, cwd=tmp_path, capture_output=True, check=False, env=environment)
    assert again.returncode == 1
    assert "我 的报" in again.stderr.decode()
    assert "Traceback" not in again.stderr.decode()


def test_a_host_that_there_is_not(site: Site) -> None:
    """A mistyped host is named with those that there are, and nothing is written."""
    assert "只能是 netlify、github、cloudflare、nginx、oss" in refused(site, "new", "paper", "--host", "netlfy")


@pytest.mark.slow
def test_what_an_upgrade_leaves_is_told(site: Site, tmp_path: Path) -> None:
    """A host's file that somebody changed is shown with what is different, and the versions are named."""
    for version in ("0.1.0", "0.2.0"):
        (tmp_path / release(version).file).write_bytes(release(version).data)
    paper = Site(tmp_path / "paper")
    CliRunner().invoke(main, ["new", str(paper.root), "--from", str(tmp_path / release("0.1.0").file)])
    netlify = paper.root / "netlify.toml"
    netlify.write_text(netlify.read_text("utf-8").replace("3.13", "3.12"), "utf-8")
    told = banmian(paper, "upgrade", "--from", tmp_path / release("0.2.0").file).output
    assert "netlify.toml 有人改过，没有动" in told
    assert re.search(r"您的：.*3\.12.*\n *新的：.*3\.13", told)
    assert "banmian 0.1.0 → 0.2.0" in told


def test_the_handbook_is_at_hand() -> None:
    """Its pages are listed with their titles; one is printed whole; a page that there is not is named."""
    listed = CliRunner().invoke(main, ["handbook"]).output
    page = (PROJECT / "docs/编辑手册.md").read_text("utf-8")
    assert "编辑手册  编辑手册" in listed
    assert CliRunner().invoke(main, ["handbook", "编辑手册"]).output.strip() == page.strip()
    missing = CliRunner().invoke(main, ["handbook", "没有"])
    assert missing.exit_code == 1
    assert "编辑手册" in missing.stderr


def every_command(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups and their members included."""
    yield above
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, *above, name)
        else:
            yield (*above, name)


ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|Show |default|required|x[<>]=|RANGE|TEXT|INTEGER|\[ARGS\]|exit")


@pytest.mark.parametrize("words", list(every_command(main)), ids=" ".join)
def test_help_is_in_chinese(words: tuple[str, ...]) -> None:
    """What click adds to a command's help, headings, defaults and ranges, is Chinese too."""
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("用法：")
    assert not ENGLISH.search(result.output)


@pytest.mark.parametrize("words", [(), ("new",), ("import",)], ids=" ".join)
def test_help_fits_a_terminal(words: tuple[str, ...]) -> None:
    """A Chinese character takes two columns: no line is wider than the terminal, columns stand one below the other."""
    output = CliRunner().invoke(main, [*words, "--help"], terminal_width=80).output
    lines = [(line, sum(1 + (east_asian_width(c) in "WF") for c in line)) for line in output.splitlines()]
    assert max(width for _, width in lines) <= 80
    rows = [re.match(r"  (?=\S)(.+?)  +(?=\S)", line) for line, _ in lines[lines.index(("选项：", 6)) :]]
    begins = {sum(1 + (east_asian_width(c) in "WF") for c in row[0]) for row in rows if row}
    assert len(begins) <= 2  # options and commands


def test_help_says_what_is_usual_and_what_is_allowed() -> None:
    """Nothing that click says of an option is lost on the way into Chinese."""
    assert "（默认 8000，0 到 65535）" in CliRunner().invoke(main, ["serve", "--help"]).output
    assert "（1 以上）" in CliRunner().invoke(main, ["import", "--help"]).output
    assert "（必须写）" in CliRunner().invoke(main, ["tags", "merge", "--help"]).output


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(command: str) -> None:
    """Each command has help, and so has each of its options."""
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    options = [param for param in main.commands[command].params if param.param_type_name == "option"]
    assert main.commands[command].help
    assert all(getattr(option, "help", None) for option in options)


def test_the_version() -> None:
    """``--version`` names the program."""
    assert CliRunner().invoke(main, ["--version"]).output.startswith("banmian")


@pytest.mark.slow
def test_build_says_why(site: Site) -> None:
    """``--explain`` says of a file why it was made anew, or why it was not, and of a stranger that it is none."""
    site.issue()
    site.article(number=1)
    site.article(number=2)
    first = banmian(site, "build", "--no-search", "--explain", "output/2026-03-25/01.html")
    assert "01.html：重做了，因为新的；写了新的" in first.output
    site.article(number=1, body="又改了。")
    second = banmian(site, "build", "--no-search", "--explain", "2026-03-25/02.html")
    assert "02.html：重做了，因为这一期要登的文章或图片变了；内容和原来一样，没有写" in second.output
    third = banmian(site, "build", "--no-search", "--explain", "2026-03-25/02.html")
    assert "02.html：没有重做" in third.output
    (site.root / "content/issues/2026-03-25/02.md").unlink()
    gone = banmian(site, "build", "--no-search", "--explain", "2026-03-25/02.html")
    assert "02.html：删掉了" in gone.output
    assert "没有这个文件" in banmian(site, "build", "--no-search", "--explain", "x.html").output


@pytest.mark.slow
def test_a_tag_written_by_hand_is_entered_by_check(site: Site) -> None:
    """A build says which tags have no lasting address; check gives them one and says so; then both are quiet."""
    site.issue()
    site.article(number=1, tags=["码头"])
    site.article(number=2, tags=["码头"])
    assert "1 个标签还没有登记，网址还可能变：码头" in banmian(site, "build", "--no-search").stdout
    assert "登记" not in banmian(site, "check", "--no-update").stdout
    assert "登记了 1 个新标签，网址从此不变：码头" in banmian(site, "check").stdout
    assert "登记" not in banmian(site, "build", "--no-search").stdout
    assert "登记" not in banmian(site, "check").stdout


@pytest.mark.slow
def test_build_gives_an_account(site: Site) -> None:
    """A build says what it read, made, wrote and kept, how long it took, and with ``--profile`` what was slow."""
    site.issue()
    site.article(number=1)
    output = banmian(site, "build", "--profile").output
    assert all(word in output for word in ("1 期 1 篇", "读 1 期", "保留 0", "索引 1 篇", "排版 ", "article.html"))


@pytest.mark.slow
def test_a_build_without_search_has_none(site: Site) -> None:
    """``--no-search`` leaves no index that would speak of an older state of the paper."""
    site.issue()
    site.article(number=1)
    for option, there in (("--search", True), ("--no-search", False), ("--search", True)):
        banmian(site, "build", option)
        assert (site.root / "output/pagefind/catalogue.json").exists() is there


@pytest.mark.parametrize("options", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_a_cluster_has_an_address(site: Site, options: list[str]) -> None:
    """``--executor dask`` and ``--scheduler`` come together or not at all."""
    assert banmian(site, "build", *options).exit_code == 2


def test_help_is_quick() -> None:
    """``banmian --help`` imports nothing that renders, indexes, cuts words or reads pictures."""
    code = (
        "import sys; from generator.cli.main import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert SLOW.isdisjoint(loaded)


@pytest.mark.slow
def test_a_build_without_a_change_imports_little(site: Site) -> None:
    """A build that finds nothing changed imports neither templates nor Markdown, YAML, settings or words."""
    site.issue()
    site.article(number=1)
    banmian(site, "build")
    code = f"import pathlib, sys; from generator.press.build import build; build(pathlib.Path({str(site.root)!r}))"
    loaded = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)"], check=True, capture_output=True, text=True
    ).stdout.split()
    assert SLOW.isdisjoint(loaded)


@pytest.mark.slow
def test_a_build_says_what_is_under_embargo(site: Site) -> None:
    """An editor hears how many articles are held back, and when the first of them may be published, in China's time."""
    site.issue()
    site.article(number=1)
    site.article(number=2, embargo=datetime(2999, 1, 2, 6, tzinfo=CHINA))
    site.article(number=3, embargo=datetime(2999, 1, 1, 23, tzinfo=UTC))
    told = banmian(site, "build", "--no-search").stdout
    assert "1 期 1 篇" in told
    assert "2 篇是草稿、还在禁发，或存疑没有答复，没有登出" in told
    assert "最早的到 2999-01-02 06:00 登出" in told
    assert "禁发" in banmian(site, "build", "--no-search").stdout


@pytest.mark.slow
def test_files_that_no_build_made(site: Site, raw: Path) -> None:
    """The build names them and fails; each way out does what it says, and only with files named where it must be."""
    banmian(site, "import", raw, "--date", "2026-03-25")
    banmian(site, "build", "--no-search")
    site.write("output/CNAME", "example.org")
    site.write("output/old.html", "old")
    assert all(words in refused(site, "build") for words in ("CNAME", "old.html", "--adopt", "--remove-unknown"))
    assert "--adopt" in refused(site, "build", "--adopt")
    assert "--adopt" in refused(site, "build", "CNAME")
    assert "没有这样一个" in refused(site, "build", "--adopt", "CNAME", "nowhere")
    built = banmian(site, "build", "--no-search", "--adopt", "CNAME", "--remove-unknown")
    assert built.exit_code == 0, built.output
    assert (site.root / "content/root/CNAME").read_text() == (site.root / "output/CNAME").read_text() == "example.org"
    assert not (site.root / "output/old.html").exists()


@pytest.mark.slow
def test_all_of_output_is_read(site: Site, raw: Path) -> None:
    """``check --output`` passes right after a build, and names what was changed, lost or added since."""
    assert "banmian build" in refused(site, "check", "--output")
    banmian(site, "import", raw, "--date", "2026-03-25")
    banmian(site, "build", "--no-search")
    assert banmian(site, "check", "--output").exit_code == 0
    page = site.root / "output/2026-03-25/01.html"
    page.write_bytes(page.read_bytes()[::-1])
    (site.root / "output/404.html").unlink()
    site.write("output/notes.txt", "mine")
    result = banmian(site, "check", "--output")
    said = result.stdout
    assert result.exit_code == 1
    assert all(path in said for path in ("output/2026-03-25/01.html", "output/404.html", "output/notes.txt"))


@pytest.mark.slow
def test_what_was_taken_down_is_told(site: Site, raw: Path) -> None:
    """Where a build stops, it says which pages left ``output/`` all the same."""
    banmian(site, "import", raw, "--date", "2026-03-25")
    banmian(site, "build", "--no-search")
    article = site.root / "content/issues/2026-03-25/01.md"
    article.write_text(article.read_text("utf-8").replace("\n---", "\nwithdrawn: true\n---", 1), "utf-8")
    site.write("templates/404.html", "{{ nothing }}")
    result = banmian(site, "build", "--no-search")
    assert result.exit_code == 1
    assert "! 撤下、禁发的 1 页已经先从 output/ 里拿掉了：2026-03-25/01.html" in result.stderr


def test_a_reader_that_has_seen_enough_is_no_defect(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program behind a pipe ends first, as ``head`` does, nothing is told and nothing is kept as a fault."""

    def ends(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("generator.press.build.build", ends)
    (site.root / ".banmian").mkdir()
    assert "没想到" not in refused(site, "build")
    assert not (site.root / ".banmian/fault.txt").exists()


@pytest.mark.slow
def test_a_book_on_request(site: Site) -> None:
    """``epub`` writes one file into the paper's folder, and says where it is and what it holds."""
    site.issue()
    site.article(topics=("economy",))
    done = banmian(site, "epub", "2026")
    assert done.exit_code == 0, done.output
    assert "1 篇" in done.stdout
    assert "epub/青川晚报-2026.epub" in done.stdout
    assert (site.root / "epub/青川晚报-2026.epub").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "2026-03-25"),
        (("2026", "--topic", "economy"), "写一样"),
        (("二〇二六",), "既不是年份也不是一期"),
        (("2026-3-25",), "既不是年份也不是一期"),
        (("1999",), "没有登出来的文章"),
        (("--topic", "sport"), "economy、livelihood"),
        (("--special", "lao-cheng"), "还没有专题"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_book_that_cannot_be_made(site: Site, arguments: tuple[str, ...], words: str) -> None:
    """It says what is wrong with the request, or that nothing of it is public, and what there is."""
    site.issue()
    site.article()
    assert words in refused(site, "epub", *arguments)
