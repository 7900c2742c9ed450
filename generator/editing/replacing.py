"""A name everywhere: finds a word in one issue or in all, and replaces it in the places that were chosen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated, NamedTuple

from pydantic import Field

from generator.content import issue_files, shown_lines, store, tag_lists, texts
from generator.content.edits import one_stretch, one_value
from generator.content.edits.changes import Draft
from generator.content.shown_lines import Place
from generator.editing.asked import Around, Asked, Done, IssueId, Number, Stale
from generator.errors import BanmianError, ContentError, Problem
from generator.kinds import TagKind
from generator.model import Article
from generator.newsroom import doubt_renewal, issue_folder, ledger_names, tag_register

AROUND = 12
"""How many characters before and behind a word are shown with it."""
MOST = 5_000
"""The most places that are listed, and that one request may change."""
_MARKS = frozenset("\\`*_{}[]#|<>&=:+-\"'\u3000\u00a0")


class Found(NamedTuple):
    """A place of a word: ``at`` names its line and offset as in ``3:12`` or ``title:0``, ``word`` is in between."""

    issue: str
    article: str
    headline: str
    at: str
    line: str
    """What the line is called in Chinese."""
    before: str
    word: str
    behind: str

    @property
    def is_whole(self) -> bool:
        """Whether the line is the word, and nothing else."""
        return not self.before and not self.behind

    @property
    def seen(self) -> str:
        """What a request gives back, so that a place that changed meanwhile is noticed."""
        return self.before + self.word + self.behind


class Chosen(Asked):
    """A place in which the word is to be replaced; ``seen`` is what stood around it."""

    issue: IssueId
    article: Number
    at: Annotated[str, Field(pattern=r"^[a-z_]*[0-9]*:[0-9]{1,6}$")]
    seen: str


class Replace(Asked):
    """A word, the new one, and the chosen places."""

    word: Annotated[str, Field(min_length=1, max_length=100)]
    new: Annotated[str, Field(max_length=100)]
    places: Annotated[list[Chosen], Field(min_length=1, max_length=MOST)]


def places(draft: Draft, word: str, issue: str = "") -> list[Found]:
    """All places of a word in what readers see of articles, the newest issue first; at most ``MOST``.

    Without ``issue`` all issues are searched. A file that cannot be read is left out; ``check`` tells of it.
    """
    if not word.strip():
        return []
    sought = [char.encode() for char in dict.fromkeys(word) if char not in _MARKS and not char.isspace()]
    root = draft.root
    folders = [issue_files.issues_folder(root) / issue] if issue else reversed(issue_files.issue_folders(root)[0])
    found: list[Found] = []
    for folder in folders:
        for file in issue_files.articles(folder):
            path = issue_folder.path_of(folder.name, file.name)
            data = draft.read(path) or b""
            if file.name != store.ISSUE_FILE and all(char in data for char in sought):
                found += _of_file(data, path, word, folder.name, file.stem)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _of_file(data: bytes, path: str, word: str, issue: str, number: str) -> Iterator[Found]:
    try:
        article = shown_lines.read(texts.utf8(data, path), path)
    except BanmianError:
        return
    for place, text, at in _occurrences(article, word):
        before, behind = text[max(0, at - AROUND) : at], text[at + len(word) : at + len(word) + AROUND]
        yield Found(issue, number, article.title, f"{place}:{at}", place.word, before, word, behind)


def _occurrences(article: Article, word: str) -> Iterator[tuple[Place, str, int]]:
    for line in shown_lines.lines(article):
        at = line.text.find(word)
        while at >= 0:
            yield line.place, line.text, at
            at = line.text.find(word, at + len(word))


def replace(draft: Draft, asked: Replace, around: Around) -> Done:  # noqa: ARG001 - every act has these three
    """Replaces the word in the chosen places; new tags are registered, and the ledger of people learns a new name.

    Raises ``Stale``, and nothing is done, where a place is not as it was seen.
    """
    if asked.new == asked.word:
        raise ContentError(Problem("新的字和原来的一样", "改一处再替换"))
    chosen = sorted({(each.issue, each.article, each.at, each.seen) for each in asked.places})
    tags: dict[str, str] = {}
    articles = []
    for (issue, article), group in groupby(chosen, key=lambda each: each[:2]):
        path = issue_folder.path_of(issue, f"{article}.md")
        _in_article(draft, path, asked, {at: seen for *_, at, seen in group}, tags)
        doubt_renewal.renew(draft, issue, article)
        articles.append(f"{issue}-{article}")
    if tags:
        _register(draft, {old: new for old, new in tags.items() if new})
    if asked.new.strip():
        ledger_names.renamed(draft, asked.word, asked.new.strip(), articles)
    return Done(f"“{asked.word[:20]}”改为“{asked.new[:20]}”，{len(articles)} 篇 {len(chosen)} 处")


def _register(draft: Draft, tags: Mapping[str, str]) -> None:
    """Registers new tags, by the old ones; where an old one is used no more, its address will lead to the new one."""
    lists = tag_lists.read(draft.root, draft.read)
    kinds = {new: lists.register[old].kind if old in lists.register else TagKind.SUBJECT for old, new in tags.items()}
    tag_register.record(draft, tags.values(), kinds)
    for old, new in tags.items():
        is_used = any(each.line == "标签" and each.is_whole for each in places(draft, old))
        if old in lists.register and not is_used and not {old, new} & lists.synonyms.keys():
            tag_register.add(draft, tag_lists.SYNONYMS, [(old, new)])


def _in_article(draft: Draft, path: str, asked: Replace, chosen: dict[str, str], tags: dict[str, str]) -> None:
    """Replaces the word in the chosen places of one article; ``tags`` gets the tags that change, with the new ones."""
    data = draft.read(path)
    if data is None:
        raise Stale(path, "")
    text = texts.utf8(data, path)
    found = list(_of_file(data, path, asked.word, "", ""))
    standing = {each.at: each.seen for each in found}
    if any(standing.get(at) != seen for at, seen in chosen.items()):
        raise Stale(path, text)
    wanted: dict[Place, list[int]] = defaultdict(list)
    for each in found:
        if each.at in chosen:
            name, _, start = each.at.rpartition(":")
            wanted[Place.of(name)].append(int(start))
    article = shown_lines.read(text, path)
    for place, offsets in reversed(wanted.items()):
        if place.field != "tag":
            for offset in reversed(offsets):
                text = one_stretch.changed(text, place, offset, offset + len(asked.word), asked.new, path)
    renamed = {at: _put(article.tags[at.number - 1], offs, asked) for at, offs in wanted.items() if at.field == "tag"}
    if renamed:
        now = [renamed.get(Place("tag", number), tag) for number, tag in enumerate(article.tags, 1)]
        text = one_value.changed(text, "tags", [tag for tag in dict.fromkeys(now) if tag], path)
        tags |= {article.tags[place.number - 1]: tag for place, tag in renamed.items()}
    draft.write(path, text.encode())


def _put(tag: str, offsets: Iterable[int], asked: Replace) -> str:
    for offset in sorted(offsets, reverse=True):
        tag = tag[:offset] + asked.new + tag[offset + len(asked.word) :]
    return tag.strip()
