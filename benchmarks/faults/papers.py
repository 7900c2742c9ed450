"""The paper for these tests, and the seven commands that change it, each with the states before and after it."""

import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.faults import children
from generator.content import store
from generator.model import Article, Issue

NEWSPAPER = """\
[paper]
name = "青川晚报"
zone = "新区专版"
description = "一份虚构的报纸。"

[tags]
min_articles = 1

[[topics]]
slug = "economy"
name = "经济"
words = ["招商", "码头"]

[[topics]]
slug = "livelihood"
name = "民生"
words = ["养老", "菜市场"]
"""

RAW = """\
## 新港码头启用

本报讯(记者周采薇)3月24日，新港码头正式启用，首艘货轮满载春茶离港，岸边挤满了送行的人。青川市市长林知远在启用仪式上说，码头全年可停靠货轮八百艘。

## 北街菜市场搬进新楼

本报讯(记者郑明)北街菜市场昨日搬进新楼，一百二十个摊位全部安上电子秤，雨天再不用踩泥水。青川市副市长许望舒到场察看了菜价。

住在附近的老人说，新楼有电梯，买菜比从前省力。

## 夜校添了三门课

本报讯(记者林小满)社区夜校本周起添了木工、剪辑和烘焙三门课，报名的人排到了楼梯口，惠及方面面的人。

## 老桥修好了

本报讯(记者郑明)柳岸老桥封闭检修四十天后恢复通行，桥面换了新石板，两侧加了扶栏和路灯。

## 河滩上的观鸟站

本报讯(记者周采薇)青川河滩上的观鸟站周末开门，志愿者带着望远镜教孩子们辨认白鹭和苍鹭。
"""
"""The raw text of the issue that is imported."""

OTHER_RAW = """\
## 山货集开张

本报讯(记者白露)南坡山货集昨日开张，六十户人家挑来了笋干和蜂蜜，半日就卖空了。青川市商务局局长程可望说，山货集每月逢五逢十开。

## 图书馆夜里也开门

本报讯(记者方晓舟)青川图书馆从本周起夜里也开门，最后一位读者走时已近十点。
"""
"""The raw text of another issue, for two imports at one moment."""

CORRECTED = (
    RAW.replace("满载春茶", "满载新茶")
    .replace("全部安上电子秤", "全部安上智能电子秤")
    .replace("和路灯", "和太阳能路灯")
)
"""The same issue again, with mistakes put right in three articles."""

EDITED = ("买菜比从前省力", "买菜比从前省力得多")
"""What an editor changes in 02.md before the corrected text comes."""

DAY, OTHER_DAY = "2026-03-25", "2026-03-26"
ISSUE = f"content/issues/{DAY}"
OLD_TAG, NEW_TAG = "老码头", "新码头"
EARLIER = ("2026-03-01", "2026-03-04", "2026-03-08", "2026-03-12")
ARTICLES = 9
"""Articles of each earlier issue; with the one that is imported the archive has about forty."""

IMPORT = ("import", "raw/issue.txt", "--date", DAY)
IMPORT_OTHER = ("import", "raw/other.txt", "--date", OTHER_DAY)
RENAME = ("tags", "rename", OLD_TAG, NEW_TAG, "--write")

Entry = tuple[int, bytes | None]
State = dict[str, Entry]
"""A tree: path → permissions and bytes; a folder has no bytes."""


def state(root: Path) -> State:
    """What a newsroom owns: ``content/`` and the settings."""
    found = tree(root / "content")
    settings = root / "newspaper.toml"
    if settings.exists():
        found["newspaper.toml"] = (0o644, settings.read_bytes())
    return found


def tree(folder: Path) -> State:
    """Every file and folder below a folder."""
    found: State = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        data = path.read_bytes() if stat.S_ISREG(mode) else None
        found[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = (stat.S_IMODE(mode), data)
    return found


def differences(found: State, wanted: State) -> str:
    """The first few paths at which two trees differ, and how, for a person."""
    told = []
    for path in sorted(found.keys() | wanted.keys()):
        if found.get(path) != wanted.get(path):
            one, other = found.get(path), wanted.get(path)
            told.append(f"{path}: {_described(one)}, not {_described(other)}")
    return "; ".join(told[:4]) + (f"; and {len(told) - 4} more" if len(told) > 4 else "")


def _described(entry: Entry | None) -> str:
    if entry is None:
        return "nothing"
    return "a folder" if entry[1] is None else f"{len(entry[1])} bytes ({entry[0]:o})"


def found_empty(found: State, old: State) -> list[str]:
    """Files without a byte that had some, or that were not there."""
    return [path for path, (_, data) in found.items() if data == b"" and old.get(path, (0, b"x"))[1] != b""]


@dataclass(frozen=True, slots=True)
class Operation:
    """A command, how the paper is made ready for it, and whether it may be run again where it is done already."""

    name: str
    args: tuple[str, ...]
    prepare: Callable[[Path], None]
    is_repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Ready:
    """An operation with its starting state as a folder to be copied, and the two states that may come of it."""

    operation: Operation
    start: Path
    old: State
    new: State
    seconds: float
    """How long it takes undisturbed."""
    output: State
    """For a build: what stands in ``output/`` afterwards."""
    old_output: State

    def copy(self, folder: Path) -> Path:
        """A fresh copy of the starting state."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.start, folder, symlinks=True)
        return folder


def done(folder: Path, *args: str) -> None:
    """Runs a command that must succeed."""
    ended = children.run(args, folder)
    if ended.code:
        raise RuntimeError(f"banmian {' '.join(args)} could not make the paper ready: {ended.printed}")


def _raw(folder: Path) -> None:
    (folder / "raw").mkdir(parents=True)
    (folder / "newspaper.toml").write_text(NEWSPAPER, "utf-8")
    (folder / "raw/issue.txt").write_text(RAW, "utf-8")
    (folder / "raw/other.txt").write_text(OTHER_RAW, "utf-8")


def _archive(folder: Path) -> None:
    _raw(folder)
    for day in EARLIER:
        issue = folder / "content/issues" / day
        issue.mkdir(parents=True)
        (issue / "issue.md").write_text(store.format_issue(Issue(day, date.fromisoformat(day))), "utf-8")
        for number in range(1, ARTICLES + 1):
            (issue / f"{number:02d}.md").write_text(store.format_article(_article(day, number)), "utf-8")


def _article(day: str, number: int) -> Article:
    people = ("市长林知远", "副市长许望舒", "商务局局长程可望", "教育局局长何青禾", "交通局局长顾远山")
    person = people[number % len(people)]
    goods = ("春茶", "笋干", "蜂蜜", "竹器", "新米", "莲藕", "柑橘", "山泉", "豆腐")[number - 1]
    place = ("东滩", "西坞", "南坡", "北街")[EARLIER.index(day)]
    mistake = "，惠及方面面" if number % 4 == 0 else ""
    body = (
        f"本报讯 {day[5:7]}月{day[8:]}日，{place}的{goods}从老码头装船，运往下游{number + 3}个城镇{mistake}。\n\n"
        f"青川市{person}说，{place}今年的{goods}比去年多了{number + 11}吨，价钱也比去年高。\n"
    )
    tags = (OLD_TAG, goods, f"{place}{goods}")
    return Article(
        f"{day}-{number:02d}", title=f"{place}{goods}上船", order=number, summary=goods, tags=tags, body=body
    )


def _checked(folder: Path) -> None:
    _archive(folder)
    done(folder, "check")


def _imported(folder: Path) -> None:
    _checked(folder)
    done(folder, *IMPORT)


def _corrected(folder: Path) -> None:
    _imported(folder)
    edited = folder / ISSUE / "02.md"
    text = edited.read_text("utf-8")
    if EDITED[0] not in text:
        raise RuntimeError(f"{edited} does not have the words that the editor changes")
    edited.write_text(text.replace(*EDITED), "utf-8")
    (folder / "raw/issue.txt").write_text(CORRECTED, "utf-8")


def _tagged(folder: Path) -> None:
    _imported(folder)
    file = folder / ISSUE / "01.md"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.startswith("tags:"))
    lines[at] = f"tags: [{OLD_TAG}]\n"
    file.write_text("".join(lines), "utf-8")


def _built(folder: Path) -> None:
    _checked(folder)
    done(folder, "build")
    done(folder, *IMPORT)


OPERATIONS = (
    Operation("import", IMPORT, _checked),
    Operation("again", IMPORT, _corrected),
    Operation("replace", (*IMPORT, "--replace"), _corrected),
    Operation("rename", RENAME, _tagged),
    Operation("check", ("check",), _archive),
    Operation("undo", ("undo",), _imported, is_repeatable=False),
    Operation("build", ("build",), _built),
)
