"""三审三校: people sign articles step by step, revoke what they signed, and release what passed all steps.

Each act takes one article or several. Either all of them are done, or none, and the message names what is in the way.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from generator.content import article_file, review, signed_text
from generator.content.edits import disk, one_value
from generator.content.edits.changes import Draft
from generator.content.issue_files import PHOTOS, REVIEW, SIGNED
from generator.content.review import Line
from generator.editing.asked import Around, Asked, Digest, Done, IssueId, Number, OfArticle, text_of
from generator.errors import ContentError, Problem
from generator.model import CHINA
from generator.newsroom import issue_folder
from generator.review_table import ALL

MOST = 1_000
_WHO = "在 newspaper.toml 的 [review] 里看谁签哪几道"


class Chosen(Asked):
    """One of the articles that an act is about. ``digest`` is that of its file when the editor saw it."""

    article: Number
    digest: Digest


class OfArticles(Asked):
    """A request about articles of one issue."""

    issue: IssueId
    articles: Annotated[tuple[Chosen, ...], Field(min_length=1, max_length=MOST)]


class SignOff(OfArticles):
    """The person passes the articles, as they are, at a step."""

    step: Annotated[str, Field(min_length=1, max_length=20)]


class Revoke(OfArticles):
    """The person takes back a step, with all later ones, of the text that passed it last.

    Without a ``step`` it is the last one that was signed; ``全部`` takes back all sign-offs that an article ever had.
    """

    step: Annotated[str, Field(max_length=20)] = ""


class Release(OfArticles):
    """The articles are no drafts any more."""


class _Desk:
    """The articles and the record of sign-offs that an act is about."""

    def __init__(self, draft: Draft, asked: OfArticles, around: Around) -> None:
        self.draft, self.issue, self.around = draft, asked.issue, around
        self.rules = around.settings.review
        self.path = issue_folder.path_of(asked.issue, REVIEW)
        self.data = draft.read(self.path)
        self.record = review.read(self.data, self.path, asked.issue, self.rules)
        self.chosen = tuple(_Article(self, each) for each in dict.fromkeys(asked.articles))

    def must_apply(self) -> None:
        """Raises ``ContentError`` where nothing is signed: no steps are declared, or the issue is an earlier one."""
        if not self.rules.applies(self.issue):
            since = f"{self.rules.since} 以前的各期不用签" if self.rules.steps else "这份报纸没有写要签几道"
            raise ContentError(Problem(since, _WHO, self.path))

    def must_be_declared(self) -> None:
        """Raises ``ContentError`` where the person is not declared."""
        if not self.around.person:
            raise ContentError(Problem("还没有选自己是谁", "在编辑台选自己的名字", self.path))
        if self.around.person not in self.rules.persons:
            raise ContentError(Problem(f"名单里没有“{self.around.person}”", _WHO, self.path))

    def must_do(self, step: str) -> None:
        """Raises ``ContentError`` where there is no such step, or where the person may not do it."""
        person, persons = self.around.person, self.rules.persons
        if step not in self.rules.steps:
            raise ContentError(Problem(f"没有“{step}”这一道", f"有：{'、'.join(self.rules.steps)}", self.path))
        self.must_be_declared()
        if step not in persons[person]:
            raise ContentError(Problem(f"{person}不签“{step}”", _WHO, self.path))

    def add(self, lines: list[tuple[Line, str]]) -> None:
        """Adds lines to the record, each with what it is bound to. Raises ``ContentError``."""
        try:
            self.draft.write(self.path, review.added(self.data, lines))
        except UnicodeDecodeError:
            hint = "恢复原来的文件"
            raise ContentError(Problem("不是 UTF-8 也不是 GB18030 文本，添不进去", hint, self.path)) from None

    def line(self, article: str, step: str, signed: str, *, is_revocation: bool) -> Line:
        """A new line of the person's, now."""
        when = self.around.now.astimezone(CHINA).isoformat(timespec="seconds")
        return Line(when, self.around.person, is_revocation, step, article, signed)


class _Article:
    """A chosen article as its file now is. Raises ``Stale`` and ``ContentError`` as ``text_of`` does."""

    def __init__(self, desk: _Desk, chosen: Chosen) -> None:
        of = OfArticle(issue=desk.issue, article=chosen.article, digest=chosen.digest)
        self.desk, self.path, self.name = desk, of.path, f"{chosen.article}.md"
        self.text = text_of(desk.draft, of)
        self.article = article_file.read(self.text.encode(), of.path)
        if self.article.id != f"{desk.issue}-{chosen.article}":
            raise ContentError(self.problem(f"id 是 {self.article.id}，和文件名对不上", "先改对 id"))
        self.trail = desk.record.of(self.article.id)
        pictures = {file: self._picture(file) for file in dict.fromkeys(each.file for each in self.article.photos)}
        self.missing = [file for file, digest in pictures.items() if file and not digest]
        self.signed = signed_text.digest(self.article, {file: held for file, held in pictures.items() if held})

    def _picture(self, file: str) -> str:
        data = self.desk.draft.read(f"{issue_folder.path_of(self.desk.issue, PHOTOS)}/{file}") if file else None
        return disk.digest(data) if data is not None else ""

    @property
    def copy(self) -> str:
        """The path of its signed copy."""
        return issue_folder.path_of(self.desk.issue, f"{SIGNED}/{self.name}")

    @property
    def lacking(self) -> tuple[str, ...]:
        """The steps that its text, as it now is, has not passed."""
        passed = self.trail.steps(self.signed)
        return tuple(step for step in self.desk.rules.steps if step not in passed)

    @property
    def said(self) -> str:
        """What it is called in messages."""
        return f"{self.name.removesuffix('.md')} {self.article.title or '（无题）'}"

    def problem(self, message: str, hint: str) -> Problem:
        """A problem with this article."""
        return Problem(f"{self.said}：{message}", hint, self.path)

    @property
    def is_kept(self) -> bool:
        """Whether its signed copy has these words."""
        return self.words_of_copy() == signed_text.words(self.article)

    def words_of_copy(self) -> str:
        """The digest of the words of its signed copy, ``""`` where there is none, or a damaged one."""
        data = self.desk.draft.read(self.copy)
        try:
            return "" if data is None else signed_text.words(article_file.read(data, self.copy))
        except ContentError:
            return ""


def signoff(draft: Draft, asked: SignOff, around: Around) -> Done:
    """Passes articles at a step. Those that passed it already, as they now are, are left alone.

    The last step keeps the file as the signed copy. Raises ``Stale`` for a file that is not what the person saw, and
    ``ContentError`` for a person or a step that is not declared, and for articles that may not pass.
    """
    desk = _Desk(draft, asked, around)
    desk.must_apply()
    desk.must_do(asked.step)
    is_last = asked.step == desk.rules.steps[-1]
    waiting = [each for each in desk.chosen if asked.step in each.lacking or (is_last and not each.is_kept)]
    problems = [problem for each in waiting for problem in _in_the_way(each, asked.step)]
    if not waiting:
        problems = [each.problem(f"“{asked.step}”已经签过", "文章没有改，不用再签") for each in desk.chosen]
    if problems:
        raise ContentError(*problems)
    lines = [desk.line(each.article.id, asked.step, each.signed, is_revocation=False) for each in waiting]
    desk.add([(line, each.trail.end) for line, each in zip(lines, waiting, strict=True)])
    if is_last:
        for each in waiting:
            draft.write(each.copy, draft.read(each.path) or b"")
    return Done(f"{asked.step} {asked.issue} {_named(waiting)}")


def _in_the_way(each: _Article, step: str) -> Iterator[Problem]:
    if each.trail.problems:
        first = each.trail.problems[0]
        yield Problem(f"{each.said}：{first.message}", first.hint, first.source, first.line)
        return
    before = each.desk.rules.steps[: each.desk.rules.steps.index(step)]
    lacking = [one for one in before if one in each.lacking]
    if lacking:
        yield each.problem(f"“{lacking[0]}”还没有签，不能签“{step}”", "按先后一道一道签；文章改过，就从第一道签起")
    for file in each.missing:
        yield each.problem(f"找不到图片 {PHOTOS}/{file}", "补上图片再签")


def revoke(draft: Draft, asked: Revoke, around: Around) -> Done:
    """Takes back sign-offs by a further line each; a signed copy that does not count any more is deleted.

    Raises as ``signoff`` does.
    """
    desk = _Desk(draft, asked, around)
    desk.must_apply()
    desk.must_be_declared()
    found = [(each, _revocation(each, asked.step)) for each in desk.chosen]
    desk.add([pair for _, pair in found])
    for each, (line, _) in found:
        if not _keeps_copy(each, line):
            draft.delete(each.copy)
    return Done(f"撤回{asked.step or '签字'} {asked.issue} {_named([each for each, _ in found])}")


def _revocation(each: _Article, step: str) -> tuple[Line, str]:
    """The line that takes back a step of an article, with what it is bound to. Raises ``ContentError``."""
    if step == ALL:
        if not each.trail.seals:
            raise ContentError(each.problem("还没有人签过", "没有要撤回的"))
        return each.desk.line(each.article.id, ALL, "", is_revocation=True), each.trail.everything
    if each.trail.problems:
        first = each.trail.problems[0]
        raise ContentError(Problem(f"{each.said}：{first.message}", first.hint, first.source, first.line))
    standing = [line for line in each.trail.standing if step in ("", line.step)]
    if not standing:
        raise ContentError(each.problem(f"没有签过“{step}”" if step else "没有签过", "没有要撤回的"))
    last = standing[-1]
    each.desk.must_do(last.step)
    return each.desk.line(each.article.id, last.step, last.signed, is_revocation=True), each.trail.end


def _keeps_copy(each: _Article, revoked: Line) -> bool:
    """Whether the signed copy of an article still counts behind a revocation."""
    steps, trail = each.desk.rules.steps, each.trail
    complete = [signed for signed in trail.passed if set(trail.steps(signed)) >= set(steps)]
    left = [signed for signed in complete if revoked.step != ALL and signed != revoked.signed]
    return each.words_of_copy() in [signed.split(".")[0] for signed in left]


def release(draft: Draft, asked: Release, around: Around) -> Done:
    """Makes drafts public, at the hour of their issue. Raises as ``signoff`` does, and for what is not signed."""
    desk = _Desk(draft, asked, around)
    drafts = [each for each in desk.chosen if each.article.draft]
    if not drafts:
        raise ContentError(*(each.problem("不是草稿", "已经签发过了") for each in desk.chosen))
    if desk.rules.applies(asked.issue):
        desk.must_be_declared()
        lacking = [each.problem(f"还差{'、'.join(each.lacking)}", "签完再签发") for each in drafts if each.lacking]
        if lacking:
            raise ContentError(*lacking)
    for each in drafts:
        text = one_value.changed(each.text, "draft", None, each.path)
        draft.write(each.path, text.encode())
    return Done(f"签发 {asked.issue} {_named(drafts)}")


def _named(articles: list[_Article]) -> str:
    numbers = [each.name.removesuffix(".md") for each in articles]
    return "、".join(numbers) if len(numbers) <= 3 else f"{'、'.join(numbers[:3])} 等 {len(numbers)} 篇"
