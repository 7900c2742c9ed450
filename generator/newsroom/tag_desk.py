"""``banmian tags``: lists the paper's tags, and renames, merges and retypes them in all issues."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from generator import system
from generator.content import frontmatter, issue_files, posts_table, store, tag_lists, texts
from generator.content.edits import disk, history, one_value
from generator.content.edits.changes import Draft
from generator.content.tag_lists import ALL_ARTICLES, COUNTS, SYNONYMS, TagLists
from generator.errors import ContentError, Problem
from generator.kinds import TagKind
from generator.model import Article, Issue, Tag
from generator.newsroom import issue_folder, tag_register

_ENDINGS = ("工作", "活动", "会议", "建设", "项目", "工程", "行动", "公司", "市", "县", "区", "省", "镇")


@dataclass(frozen=True, slots=True)
class Used:
    """A tag and the number of articles with it."""

    tag: Tag
    count: int


class Near(NamedTuple):
    """Two tags that may mean the same, the more frequent one first, and in what they are alike."""

    more: Used
    less: Used
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A file whose tags change: its path, the bytes that were read, and its new text."""

    path: str
    before: bytes
    text: str


@dataclass(frozen=True, slots=True)
class TagChange:
    """What renaming or merging changes: files of articles, the tags that are replaced, and the tag that replaces them.

    ``unused`` are tags that were to be merged but that no article has; they are ignored.
    """

    edits: tuple[Edit, ...]
    old: tuple[str, ...]
    new: Tag
    unused: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the same change was carried out before."""
        return not self.edits


def listed(root: Path, issues: Iterable[Issue]) -> list[Used]:
    """All tags that are used, the most frequent first. Raises ``ContentError``."""
    lists = tag_lists.read(root)
    counts = Counter(
        tag for issue in issues for article in issue.articles for tag in dict.fromkeys(_used(article, lists))
    )
    people = posts_table.posts(root)
    found = [Used(_entry(name, lists, people), count) for name, count in counts.items()]
    return sorted(found, key=lambda used: (-used.count, used.tag.slug, used.tag.name))


def _used(article: Article, lists: TagLists) -> Iterator[str]:
    yield from (lists.synonyms.get(tag, tag) for tag in article.tags)


def _entry(name: str, lists: TagLists, people: Mapping[str, object]) -> Tag:
    return lists.register.get(name) or Tag(name, _kind(name, people))


def _kind(name: str, people: Mapping[str, object]) -> TagKind:
    from generator.tagging import tag_kinds  # noqa: PLC0415 - a check without a new tag needs none of tagging

    return tag_kinds.guess(name, people)


def register(draft: Draft, issues: Iterable[Issue]) -> tuple[Tag, ...]:
    """Adds all used tags to the register that are not in it yet. Raises ``ContentError``."""
    return register_used(draft, (tag for issue in issues for article in issue.articles for tag in article.tags))


def register_used(draft: Draft, tags: Iterable[str]) -> tuple[Tag, ...]:
    """Adds those of these tags to the register that are not in it yet. Raises ``ContentError``."""
    lists = tag_lists.read(draft.root, draft.read)
    fresh = [tag for tag in dict.fromkeys(tags) if tag not in lists.register and tag not in lists.synonyms]
    if not fresh:
        return ()
    people = posts_table.posts(draft.root)
    return tag_register.record(draft, fresh, {tag: _kind(tag, people) for tag in fresh})


def enter(root: Path, tags: Collection[str]) -> tuple[Tag, ...]:
    """Gives tags their kinds and addresses in the register, before readers see these. Raises ``ContentError``."""
    draft = Draft(root)
    entered = register_used(draft, tags)
    history.commit(draft, "tags", f"登记标签 {'、'.join(tag.name for tag in entered)}")
    return entered


def plan(root: Path, old: Iterable[str], new: str, *, is_there: bool) -> TagChange:
    """Plans the replacement of the tags ``old`` by ``new``; nothing is written.

    ``is_there`` says whether ``new`` must be a tag already (merging) or must not be (renaming). If the same was carried
    out before, the plan has no edits. If several tags are merged, ``new`` may be one of them, and unused ones are
    ignored. Raises ``ContentError`` where the change is not possible, and where no article has any of the old tags.
    """
    named = tuple(dict.fromkeys(old))
    old = tuple(tag for tag in named if tag != new) if is_there and len(named) > 1 else named
    lists = tag_lists.read(root)
    edits, counts = _edits(root, dict.fromkeys(old, new))
    source = f"content/lists/{tag_lists.REGISTER}"
    if (
        old
        and new not in old
        and not any(counts[tag] for tag in old)
        and all(lists.synonyms.get(tag) == new for tag in old)
    ):
        return TagChange((), old, lists.register.get(new) or Tag(new, TagKind.SUBJECT))
    unused = tuple(tag for tag in old if not counts[tag]) if is_there and any(counts[tag] for tag in old) else ()
    old = tuple(tag for tag in old if tag not in unused)
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
    first = _entry(old[0], lists, posts_table.posts(root))
    return TagChange(edits, old, lists.register.get(new) or Tag(new, first.kind), unused)


def _edits(root: Path, renamed: Mapping[str, str]) -> tuple[tuple[Edit, ...], Counter[str]]:
    """The files that change, and how many articles have each tag. Raises ``ContentError`` for unreadable files."""
    folders, problems = issue_files.issue_folders(root)
    edits, counts = [], Counter[str]()
    for folder in folders:
        for file in issue_files.articles(folder):
            if file.name == store.ISSUE_FILE:
                continue
            path = issue_folder.path_of(folder.name, file.name)
            try:
                data = system.bytes_of(file)
                text = texts.utf8(data, path)
                tags = list(frontmatter.parse(texts.plain_lines(text), path).fields.get("tags") or ())
                counts.update(set(tags))
                if not renamed.keys().isdisjoint(tags):
                    wanted = list(dict.fromkeys(renamed.get(tag, tag) for tag in tags))
                    edits.append(Edit(path, data, one_value.changed(text, "tags", wanted, path)))
            except OSError as error:
                problems.append(Problem(f"读不了：{system.why(error)}", "检查文件的权限", path))
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(*problems)
    return tuple(edits), counts


def carry_out(root: Path, plan: TagChange, issues: Iterable[Issue]) -> None:
    """Writes the files, the register and the synonyms as one change set; ``issues`` are those before the change.

    First all tags are added to the register, so that no address changes. Raises ``ContentError``, with nothing
    written, for a file that cannot be written or that was changed since the plan was made.
    """
    if plan.is_done:
        return
    draft = Draft(root)
    register(draft, issues)
    rewritten: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for edit in plan.edits:
        draft.expect(edit.path, disk.digest(edit.before))
        draft.write(edit.path, edit.text.encode())
        issue_id, name = edit.path.split("/")[-2:]
        before = texts.plain_lines(edit.before.decode("utf-8"))
        rewritten[issue_id][name] = (before, texts.plain_lines(edit.text))
    for issue_id, files in rewritten.items():
        issue_folder.rewritten(draft, issue_id, files)
    lists = tag_lists.read(root, draft.read)
    tag_register.record(draft, (plan.new.name,), {plan.new.name: plan.new.kind})
    tag_register.add(draft, SYNONYMS, [(tag, plan.new.name) for tag in plan.old if tag not in lists.synonyms])
    history.commit(draft, "tags", f"标签 {'、'.join(plan.old)} → {plan.new.name}，{len(plan.edits)} 篇")


def retype(root: Path, name: str, kind: TagKind) -> None:
    """Changes the kind of a tag in the register. Raises ``ContentError``."""
    draft = Draft(root)
    lists = tag_lists.read(root, draft.read)
    if name not in lists.register:
        tag_register.record(draft, (name,), {name: kind})
    else:
        tag_register.change(draft, (replace(lists.register[name], kind=kind),))
    history.commit(draft, "tags", f"标签 {name} 的类型改为 {kind.value}")


def near(used: Iterable[Used]) -> list[Near]:
    """Pairs of tags that may mean the same: same sound, one character different, or one ends with a word like 工作."""
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
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a third of a second to load

    yield " ".join(lazy_pinyin(name))


def _gaps(name: str) -> Iterator[str]:
    if len(name) > 3:
        yield from (f"{name[:at]}?{name[at + 1 :]}" for at in range(len(name)))


def _stems(name: str) -> Iterator[str]:
    bare = name.strip("“”《》")
    yield bare
    yield from (bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end) and len(bare) > len(end) + 1)


def weigh(root: Path, issues: Iterable[Issue]) -> int:
    """Counts in how many articles the word of each used tag occurs, and writes the common words to 词频.csv.

    Returns how many words are common. Raises ``ContentError``.
    """
    texts = [f"{article.title}\n{article.body}" for issue in issues for article in issue.articles]
    names = [one.tag.name for one in listed(root, issues)]
    counts = {name: sum(name in text for text in texts) for name in names}
    common = {name: count for name, count in counts.items() if count > max(5, len(texts) / 50)}
    rows = [(ALL_ARTICLES, str(len(texts))), *((name, str(count)) for name, count in sorted(common.items()))]
    draft = Draft(root)
    tag_register.write_anew(draft, COUNTS, rows)
    history.commit(draft, "tags", "统计词频")
    return len(common)
