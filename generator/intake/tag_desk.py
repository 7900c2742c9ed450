"""``banmian tags``: what tags the paper has, and how to rename, merge and retype them across all issues."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin

from generator.content import frontmatter, issue_files, ledger, store, tag_lists, tag_register
from generator.content.tag_lists import ALL_ARTICLES, COUNTS, SYNONYMS, TagLists
from generator.errors import ContentError, Problem
from generator.intake import again, tag_text
from generator.intake.again import Record
from generator.intake.importer import RECORD_FILE, SOURCE_FOLDER
from generator.intake.tagging import kinds
from generator.model import Article, Issue, Tag, TagKind

_ENDINGS = ("工作", "活动", "会议", "建设", "项目", "工程", "行动", "公司", "市", "县", "区", "省", "镇")


@dataclass(frozen=True, slots=True)
class Used:
    """A tag and how many articles carry it."""

    tag: Tag
    count: int


class Near(NamedTuple):
    """Two tags that may mean one thing, the one used more first, and what makes them alike."""

    more: Used
    less: Used
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A file whose tags change: its new text, and the digest to keep in the issue's record, if import owned it."""

    path: Path
    text: str
    was_imports: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What renaming or merging does: files of articles, the tags it takes out of use, and the one that is used."""

    edits: tuple[Edit, ...]
    old: tuple[str, ...]
    new: Tag


def listed(root: Path, issues: Iterable[Issue]) -> list[Used]:
    """Every tag that is used, those first that most articles carry. Raises ``ContentError``."""
    lists = tag_lists.read(root)
    counts = Counter(
        tag for issue in issues for article in issue.articles for tag in dict.fromkeys(_used(article, lists))
    )
    people = ledger.posts(root)
    found = [Used(_entry(name, lists, people), count) for name, count in counts.items()]
    return sorted(found, key=lambda used: (-used.count, used.tag.slug, used.tag.name))


def _used(article: Article, lists: TagLists) -> Iterator[str]:
    yield from (lists.synonyms.get(tag, tag) for tag in article.tags)


def _entry(name: str, lists: TagLists, people: Mapping[str, object]) -> Tag:
    return lists.register.get(name) or Tag(name, kinds.guess(name, people))


def register(root: Path, issues: Iterable[Issue]) -> tuple[Tag, ...]:
    """Enters into the register every tag that is used and not in it. Raises ``ContentError``."""
    used = dict.fromkeys(tag for issue in issues for article in issue.articles for tag in article.tags)
    people = ledger.posts(root)
    return tag_register.record(root, used, {tag: kinds.guess(tag, people) for tag in used})


def plan(root: Path, old: Iterable[str], new: str, *, is_there: bool) -> Plan:
    """What it takes that ``new`` stands in place of the tags ``old``; nothing is written.

    ``is_there`` says whether ``new`` must be a tag already (merging) or must not be (renaming). Raises
    ``ContentError`` where that is not so, and for a tag that nobody uses.
    """
    old = tuple(dict.fromkeys(old))
    lists = tag_lists.read(root)
    edits, counts = _edits(root, dict.fromkeys(old, new))
    source = f"content/lists/{tag_lists.REGISTER}"
    problems = [
        Problem(f"没有文章用标签 “{tag}”", "用 banmian tags list 看看写法", source) for tag in old if not counts[tag]
    ]
    if new in old or not new.strip():
        problems.append(Problem(f"新标签 “{new}” 不行", "给一个不同的名字", source))
    if is_there and not counts[new] and new not in lists.register:
        problems.append(Problem(f"没有叫 “{new}” 的标签", "改名用 banmian tags rename", source))
    if not is_there and counts[new]:
        problems.append(Problem(f"已经有标签 “{new}”", "合并用 banmian tags merge", source))
    if new in lists.synonyms:
        problems.append(Problem(f"“{new}” 是 “{lists.synonyms[new]}” 的同义词", f"用 “{lists.synonyms[new]}”", source))
    if problems:
        raise ContentError(*problems)
    first = _entry(old[0], lists, ledger.posts(root))
    return Plan(edits, old, lists.register.get(new) or Tag(new, first.kind))


def _edits(root: Path, renamed: Mapping[str, str]) -> tuple[tuple[Edit, ...], Counter[str]]:
    """The files that change, and how many articles carry each tag. Raises ``ContentError`` for files it cannot read."""
    folders, problems = issue_files.issue_folders(root)
    edits, counts = [], Counter[str]()
    for folder in folders:
        record = _record(folder)
        for path in sorted(folder.glob("*.md")):
            if path.name == store.ISSUE_FILE:
                continue
            try:
                text = path.read_bytes().decode("utf-8")
                tags = _tags(text, store.shown(path, root))
            except (OSError, UnicodeDecodeError):
                problems.append(Problem("读不了", "检查权限，另存为 UTF-8", store.shown(path, root)))
                continue
            except ContentError as error:
                problems += error.problems
                continue
            counts.update(set(tags))
            if not renamed.keys().isdisjoint(tags):
                changed = tag_text.changed(text, renamed)
                wanted = list(dict.fromkeys(renamed.get(tag, tag) for tag in tags))
                if _tags(changed, store.shown(path, root)) != wanted:
                    problems.append(Problem("标签的写法太特别，不敢改", "请手工改这一篇", store.shown(path, root)))
                edits.append(Edit(path, changed, record.files.get(path.name) == again.digest(text)))
    if problems:
        raise ContentError(*problems)
    return tuple(edits), counts


def _tags(text: str, source: str) -> list[str]:
    return list(frontmatter.parse(text, source).fields.get("tags") or ())


def carry_out(root: Path, plan: Plan, issues: Iterable[Issue]) -> None:
    """Writes the files, the register and the synonyms; ``issues`` are those before the change.

    Every tag is registered first, so that no address moves. Raises ``ContentError`` for a file it cannot write.
    """
    register(root, issues)
    by_folder: dict[Path, list[Edit]] = defaultdict(list)
    for edit in plan.edits:
        by_folder[edit.path.parent].append(edit)
    try:
        for folder, edits in by_folder.items():
            record = _record(folder)
            for edit in edits:
                _write(edit.path, edit.text)
            own = {edit.path.name: again.digest(edit.text) for edit in edits if edit.was_imports}
            if own:
                kept = replace(record, files=dict(record.files) | own)
                _write(folder / SOURCE_FOLDER / RECORD_FILE, kept.to_json())
    except OSError as error:
        raise ContentError(Problem(f"写不了：{error.strerror}", "检查权限，再运行一次", str(error.filename))) from None
    lists = tag_lists.read(root)
    tag_register.record(root, (plan.new.name,), {plan.new.name: plan.new.kind})
    tag_register.add(root, SYNONYMS, [(tag, plan.new.name) for tag in plan.old if tag not in lists.synonyms])


def _record(folder: Path) -> Record:
    try:
        return Record.from_json((folder / SOURCE_FOLDER / RECORD_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return Record()


def _write(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(text.encode("utf-8"))
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def retype(root: Path, name: str, kind: TagKind) -> None:
    """Writes down that a tag is of another kind. Raises ``ContentError``."""
    lists = tag_lists.read(root)
    if name not in lists.register:
        tag_register.record(root, (name,), {name: kind})
    else:
        tag_register.change(root, (replace(lists.register[name], kind=kind),))


def near(used: Iterable[Used]) -> list[Near]:
    """Pairs of tags that may be one: of one sound, one character apart, or one with a word like 工作 behind it."""
    by_name = {one.tag.name: one for one in used}
    found: dict[tuple[str, str], str] = {}
    for why, key in (("读音相同", _sound), ("只差一个字", _gaps), ("只差词尾", _stems)):
        groups: dict[str, list[str]] = defaultdict(list)
        for name in by_name:
            for mark in key(name):
                groups[mark].append(name)
        for names in groups.values():
            for pair in combinations(sorted(names), 2):
                found.setdefault(pair, why)
    pairs = []
    for (one, other), why in found.items():
        more, less = sorted((by_name[one], by_name[other]), key=lambda used: -used.count)
        pairs.append(Near(more, less, why))
    return sorted(pairs, key=lambda pair: (-pair.more.count, pair.more.tag.name, pair.less.tag.name))


def _sound(name: str) -> Iterator[str]:
    yield " ".join(lazy_pinyin(name))


def _gaps(name: str) -> Iterator[str]:
    if len(name) > 3:
        yield from (f"{name[:at]}?{name[at + 1 :]}" for at in range(len(name)))


def _stems(name: str) -> Iterator[str]:
    bare = name.strip("“”《》")
    yield bare
    yield from (bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end) and len(bare) > len(end) + 1)


def weigh(root: Path, issues: Iterable[Issue]) -> int:
    """Counts in how many articles each used tag's word stands, and writes the common ones down; how many there are.

    Raises ``ContentError``.
    """
    texts = [f"{article.title}\n{article.body}" for issue in issues for article in issue.articles]
    names = [one.tag.name for one in listed(root, issues)]
    counts = {name: sum(name in text for text in texts) for name in names}
    common = {name: count for name, count in counts.items() if count > max(5, len(texts) / 50)}
    rows = [(ALL_ARTICLES, str(len(texts))), *((name, str(count)) for name, count in sorted(common.items()))]
    tag_register.write_anew(root, COUNTS, rows)
    return len(common)
