"""What is not public, or not any more, as the preview shows it to the newsroom: why, where, and with what text."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.content.issue_files import IssueFiles
from generator.model import CHINA
from generator.pages import issue_pages, urls
from generator.pages.issue_summary import describe
from generator.pages.page import Page
from generator.press import kit as tools
from generator.press.content_scan import Moment, article_path
from generator.press.output import Paper
from generator.preview.live_issues import LiveIssues

WITHDRAWN = "这一篇已经撤下，读者看到的就是这个说明"
TEXT = "这是撤下的文字，只有预览里看得到"


NEWER = "这是改过、还没有签完的一稿，只有预览里看得到"
SEE_WITHDRAWN, SEE_NEWER = "看撤下的文字", "看改过的一稿"


class Held(NamedTuple):
    """An article or an issue that readers do not see, or not as it now is: the path of its page, and why.

    ``see`` are the words of a link to a text that only the newsroom sees, ``""`` where there is none.
    """

    path: str
    why: str
    see: str = ""


def held(issues: LiveIssues, now: datetime) -> Iterator[Held]:
    """Everything that readers do not see ``now``, oldest first."""
    moment = issues.moment._replace(now=now)
    for name in sorted(issues.content.seen):
        coming = _coming(name, moment)
        if coming:
            yield Held(urls.issue(name), coming)
        for file in sorted(_withheld(issues, name).keys() | issues.content.waiting.get(name, {}).keys()):
            found = why(issues, article_path(name, file), now)
            if found:
                yield found


def why(issues: LiveIssues, path: str, now: datetime) -> Held | None:
    """Why readers do not see what stands at a path; ``None`` where they do, or nothing stands there."""
    name, _, rest = path.partition("/")
    if name not in issues.content.seen or not path.endswith(".html"):
        return None
    moment = issues.moment._replace(now=now)
    found = _withheld(issues, name).get(f"{rest.removesuffix('.html')}.md")
    if found:
        _, until, is_withdrawn, _, is_draft = found
        if is_withdrawn:
            return Held(path, WITHDRAWN, SEE_WITHDRAWN)
        if is_draft:
            return Held(path, "草稿，没有登出")
        if until and now < datetime.fromisoformat(until):
            return Held(path, f"禁发到 {_said(datetime.fromisoformat(until))}，没有登出")
    coming, unsigned = _coming(name, moment), _unsigned(issues, name, path)
    if coming:
        return Held(path, f"{coming}；{unsigned.why}" if unsigned else coming)
    return unsigned


def _unsigned(issues: LiveIssues, name: str, path: str) -> Held | None:
    """What is said of an article whose present text is not signed."""
    waiting = issues.content.waiting.get(name, {}).get(f"{Path(path).stem}.md")
    if waiting is None:
        return None
    missing = f"还差{'、'.join(waiting.missing)}"
    if not waiting.has_copy:
        return Held(path, f"没有签完，没有登出：{missing}")
    lost = f"；图片 {'、'.join(waiting.lost)} 换过，签了才登" if waiting.lost else ""
    return Held(path, f"读者看到的是签过的一稿；改过的一稿{missing}{lost}", SEE_NEWER)


def _coming(name: str, moment: Moment) -> str:
    opens = moment.opens(name)
    return f"这一期 {_said(opens)} 才登出" if moment.now < opens else ""


def _withheld(issues: LiveIssues, name: str) -> dict[str, tuple[str, str, bool, bool, bool]]:
    found: dict[str, tuple[str, str, bool, bool, bool]] = json.loads(issues.content.seen[name].withheld)
    return found


def _said(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}（北京时间）"


def with_all_of(paper: Paper, files: IssueFiles, *, withdrawn: bool = False) -> tuple[Paper, tuple[Page, ...]]:
    """The paper with all of one issue in it, as if it were public, and the pages of that issue.

    The texts of its withdrawn articles stand in place of their notices, where ``withdrawn`` is set. Raises
    ``ContentError`` where the issue cannot be read.
    """
    kit, edition = paper.kit, paper.edition
    issue = tools.issue(replace(files, digest=f"{files.digest} all", held=frozenset()), kit)
    if withdrawn:
        issue = replace(issue, articles=tuple(replace(article, withdrawal="") for article in issue.articles))
    facts, outline = describe(issue, kit.site.base, tools.words(kit).cut, kit.words)
    whole = edition
    if facts not in edition.issues:
        others = (other for other in edition.issues if other.id != files.id)
        whole = replace(edition, issues=tuple(sorted((*others, facts), key=lambda each: each.id)))
    around = whole.around(whole.issues.index(facts))
    pages = tuple(issue_pages.pages(issue, outline, around, kit.site))
    return replace(paper, edition=whole), pages
