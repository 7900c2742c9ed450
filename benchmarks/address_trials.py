"""Random sequences of what happens to addresses: each that was ever public must still end where it should.

::

    python -m benchmarks.address_trials --count 1000     goes on where an earlier run of the same code stopped
    python -m benchmarks.address_trials --only 17        one again, with its steps named as they are made

A sequence is eight steps on a small paper. A step moves an article to another issue (``was``), joins two (``joined``),
deletes one, makes it a draft, withdraws it, puts it under embargo, or gives it other tags; renames or removes a topic
or a special topic; merges tags; adds issues of today or of a day to come, or a 号外; deletes an issue; or waits.
After it the paper is published as ``banmian publish`` does it, or only built by a timer, as its host would.

The trial keeps its own list of every page that was public, with what it was about: an article (a mark in its text), a
list (its name) or an issue. After each publication all of them are followed as a browser would: one hop at most, no
loop, never to the front page, and in the end the same article or list, or a notice where the paper should have nothing
for readers there. They are followed as a host without rules answers, by the small pages, and by the rules of
``_redirects`` (Netlify's or Cloudflare's) and ``_nginx.conf``. Results are written to ``build/address_trials.jsonl``.
"""

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks import trial_runs  # noqa: E402
from benchmarks.sequences import Wrong  # noqa: E402
from generator.content import addresses  # noqa: E402
from generator.delivery import address_changes, publication  # noqa: E402
from generator.model import CHINA, Correction  # noqa: E402
from generator.newsroom import tag_desk  # noqa: E402
from generator.pages import edition, urls  # noqa: E402
from generator.press import surveying  # noqa: E402
from generator.press.build import build  # noqa: E402
from support import NEWSPAPER, Site  # noqa: E402

STEPS = 8
SPECIAL = 7
"""How many of the first articles special topics gather."""
FEW = 2
"""How many articles a tag needs for a page of its own."""
START = datetime(2026, 3, 25, 12, tzinfo=CHINA)
TAGS = ("码头", "马头", "菜市场", "公园", "2026", "学校")
"""Two of them sound alike, and one is a number."""
NOTES = ROOT / "build" / "address_trials.jsonl"
LIVE, HELD, WITHDRAWN, GONE = "live", "held", "withdrawn", "gone"

_HOP = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')
_RULES = {
    "_redirects": re.compile(r"^(/[^\s*]*)(\*?) (/\S*) 301!?$", re.MULTILINE),
    "_nginx.conf": re.compile(r'location (?:= )?"([^"]*)"() \{ return 301 (\S+); \}'),
}
_MARK = re.compile(r"第(\d{4})号稿")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_ARTICLE = re.compile(r"\d{4}-\d\d-\d\d(-b)?/\d\d\.html")
_ISSUE = re.compile(r"(\d{4}-\d\d-\d\d(?:-b)?)/index\.html")
_LIST = re.compile(r"(topics|tags)/([^/]+)/(?:\d+/)?index\.html")


class About(NamedTuple):
    """What a public page was about: its kind, and the article's number, the list's name or the issue's id."""

    kind: str
    name: str


@dataclass
class Item:
    """An article as it should be: ``marks`` are those in its text, its own first; ``answer`` is set once it is gone."""

    marks: tuple[str, ...]
    tags: tuple[str, ...]
    topics: tuple[str, ...]
    was: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    draft: bool = False
    withdrawal: str = ""
    embargo: datetime | None = None
    edits: int = 0
    """How often its text was changed."""
    corrections: tuple[Correction, ...] = ()

    def fields(self) -> dict[str, Any]:
        """The values of its front matter."""
        names = ("tags", "topics", "was", "joined", "draft", "withdrawal", "embargo", "corrections")
        return {name: getattr(self, name) for name in names}


@dataclass
class Paper:
    """A paper under edit, what it should hold, and all that was ever public."""

    site: Site
    rng: random.Random
    host: str = "netlify"
    now: datetime = START
    items: dict[str, Item] = field(default_factory=dict)
    issues: set[str] = field(default_factory=set)
    topics: dict[str, str] = field(default_factory=lambda: {"economy": "经济", "life": "民生", "rural": "三农"})
    specials: dict[str, str] = field(default_factory=dict)
    synonyms: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    wishes: dict[str, str] = field(default_factory=dict)
    """What an editor will answer for a deleted article: its mark, and the mark of another or ``""``."""
    answers: dict[str, str] = field(default_factory=dict)
    """What was answered."""
    owners: dict[str, str] = field(default_factory=dict)
    """Which topic or special topic has or had a slug; none is given to another."""
    public: dict[str, About] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)
    marks: int = 0
    hops: int = 0
    asked: int = 0
    followed: int = 0

    def begin(self) -> None:
        """Three issues with a few articles, and two special topics."""
        self.owners |= self.topics
        self.rename_special("", "gu-shi", "老城故事")
        self.rename_special("", "fang-xun", "防汛")
        for back in (400, 2, 1):
            issue = (self.now - timedelta(days=back)).date().isoformat()
            for _ in range(3):
                self.add(issue)
        self.settings()
        self.publish()

    def settings(self) -> None:
        """Writes the tables and settings."""
        head = NEWSPAPER.partition("[[topics]]")[0].replace("min_articles = 1", f"min_articles = {FEW}")
        rows = "".join(f'[[topics]]\nslug = "{slug}"\nname = "{name}"\n\n' for slug, name in self.topics.items())
        hosts = f'[publish]\nhosts = ["nginx", "{self.host}"]\n'
        self.site.write("newspaper.toml", head + rows + hosts)
        self.table("content/lists/同义词.csv", "说法,标签", self.synonyms)
        self.table("content/moved.csv", "旧网址,新网址", self.moved)

    def table(self, path: str, head: str, rows: dict[str, str]) -> None:
        """Writes a table of two columns."""
        self.site.write(path, "".join(f"{line}\n" for line in (head, *(f"{old},{new}" for old, new in rows.items()))))

    def add(self, issue: str, **fields: Any) -> str:
        """A new article; an id is never given twice."""
        self.marks += 1
        item = Item((f"{self.marks:04d}",), tuple(self.rng.sample(TAGS, 2)), (self.rng.choice(sorted(self.topics)),))
        return self.put(issue, replace(item, **fields))

    def put(self, issue: str, item: Item) -> str:
        """Puts an article into an issue, under a number that nobody had; its id."""
        if issue not in self.issues:
            self.issues.add(issue)
            self.site.issue(issue)
        self.numbers[issue] += 1
        article = f"{issue}-{self.numbers[issue]:02d}"
        self.items[article] = item
        self.write(article)
        return article

    def write(self, article: str) -> None:
        """Writes an article as it should be."""
        item = self.items[article]
        body = "\n\n".join(f"这是第{mark}号稿的正文。" for mark in item.marks) + "改过。" * item.edits
        number = int(article.rpartition("-")[2])
        self.site.article(article.rpartition("-")[0], number, body, title=f"题{item.marks[0]}", **item.fields())

    def take(self, article: str) -> Item:
        """Takes an article out of its issue."""
        issue, _, number = article.rpartition("-")
        (self.site.root / f"content/issues/{issue}/{number}.md").unlink()
        return self.items.pop(article)

    def rename_special(self, old: str, new: str, title: str) -> None:
        """Writes a special topic under another address, with the line that says so."""
        if old:
            (self.site.root / f"content/specials/{old}.md").unlink()
            del self.specials[old]
            self.moved[f"/topics/{old}/"] = f"/topics/{new}/"
        self.moved.pop(f"/topics/{new}/", None)
        self.specials[new] = self.owners[new] = title
        words = "\n".join(f'"第{mark:04d}号稿",' for mark in range(1, SPECIAL + 1))
        self.site.write(f"content/specials/{new}.md", f'---\ntitle: "{title}"\nwords: [\n{words}\n]\n---\n\n引言。\n')

    def is_free(self, slug: str, name: str) -> bool:
        """Whether a list may have a slug, which is noted: nobody has it, and no other had it."""
        return slug not in (*self.topics, *self.specials) and self.owners.setdefault(slug, name) == name

    def is_out(self, issue: str) -> bool:
        """Whether an issue's hour has come."""
        return datetime.fromisoformat(f"{issue[:10]}T06:00:00+08:00") <= self.now

    def state(self, article: str) -> str:
        """What readers should find of an article that is in the paper."""
        item = self.items[article]
        if not self.is_out(article.rpartition("-")[0]) or item.draft or (item.embargo and self.now < item.embargo):
            return HELD
        return WITHDRAWN if item.withdrawal else LIVE

    def where(self, mark: str) -> tuple[str, str]:
        """The id and the state of the article that has these words, or that is said to be in their place."""
        for _ in range(len(self.answers) + 1):
            found = next((article for article, item in self.items.items() if mark in item.marks), "")
            if found:
                return found, self.state(found)
            mark = self.answers.get(mark, "")
        return "", GONE

    def live(self) -> Iterator[Item]:
        """The articles that readers should find."""
        return (item for article, item in self.items.items() if self.state(article) == LIVE)

    def publish(self) -> None:
        """One publication; an editor answers what is asked, and publishes again."""
        self.settings()
        planned = publication.prepare(self.site.root, self.now)
        if planned.changes.questions:
            self.asked += 1
            surveying.take_down(self.site.root, self.now)
            if self.rng.random() < 0.5:  # somebody pushes all the same, and the host builds
                self.build()
            self.answer(planned.changes.unanswered)
            planned = publication.prepare(self.site.root, self.now)
            if planned.changes.questions:
                raise Wrong(f"asked for what was answered: {planned.changes.unanswered}")
        if planned.unregistered:
            tag_desk.enter(self.site.root, planned.unregistered)
            planned = publication.prepare(self.site.root, self.now)
        publication.note(self.site.root, dict(planned.changes.lines))
        self.build()
        publication.note(self.site.root, address_changes.sent(planned.changes.lines))

    def answer(self, paths: tuple[str, ...]) -> None:
        """An editor's lines for addresses that are gone."""
        chosen: dict[str, str] = {}
        for path in paths:
            about = self.public[path]
            if about.kind == "article":
                found, state = self.where(about.name)
                if state != GONE:
                    raise Wrong(f"asked for /{path}, whose article is {state} at {found}")
                wished = self.wishes[about.name]
                target = self.where(wished)[0] if wished else ""
                self.moved[f"/{path}"] = f"/{urls.article(target)}" if target else addresses.REMOVED
                if target:
                    chosen[about.name] = wished
            else:
                self.moved[addresses.address(path)] = addresses.REMOVED
        self.answers |= chosen
        self.settings()

    def build(self) -> None:
        """A host's build; every page that it makes is public from now on."""
        build(self.site.root, now=self.now, index=False, release=True)
        for path, text in self.pages().items():
            if _HOP.search(text) or "本页已移除" in text or path == urls.NOT_FOUND:
                continue
            about = self.about(path, text)
            before = self.public.setdefault(path, about)
            if before != about and not {before.kind, about.kind} & {"topic", "special"}:
                raise Wrong(f"/{path} was about {before}, and is about {about}")
            self.public[path] = about
        self.crawl()

    def pages(self) -> dict[str, str]:
        """All pages of the site, by path."""
        output = self.site.root / "output"
        return {path.relative_to(output).as_posix(): path.read_text("utf-8") for path in output.rglob("*.html")}

    def about(self, path: str, text: str) -> About:
        """What a page is about."""
        if _ARTICLE.fullmatch(path):
            item = self.items.get(f"{path[:-8]}-{path[-7:-5]}")
            if item is None:
                raise Wrong(f"/{path} stands, and no such article is there")
            return About("article", item.marks[0])
        if found := _ISSUE.fullmatch(path):
            return About("issue", found[1])
        if found := _LIST.fullmatch(path):
            if found[1] == "tags":
                return About("tag", _heading(text))
            return About("special" if found[2] in self.specials else "topic", _heading(text))
        return About("page", path)

    def crawl(self) -> None:
        """Follows every address that was ever public."""
        pages = self.pages()
        for name, rules in self.rules().items():
            for path, about in self.public.items():
                self.followed += 1
                end = _hop(path, rules, pages)
                self.hops += end != ""
                if end and _hop(end, rules, pages):
                    raise Wrong(f"{name}: /{path} leads to /{end}, which leads on")
                end = end or path
                if end not in pages:
                    raise Wrong(f"{name}: /{path} leads to /{end}, which is not found; it was about {about}")
                if end == urls.HOME != path:
                    raise Wrong(f"{name}: /{path} leads to the front page")
                wrong = self.judged(about, end, pages[end])
                if wrong:
                    raise Wrong(f"{name}: /{path} → /{end}: {about}: {wrong}")

    def rules(self) -> dict[str, list[tuple[str, str]]]:
        """The rules of each host: the former address, which ends in ``*`` for all that begin so, and the new one."""
        found: dict[str, list[tuple[str, str]]] = {"static": []}
        for name, rule in _RULES.items():
            file = self.site.root / "output" / name
            if file.exists():
                found[name] = [(one[1] + one[2], one[3]) for one in rule.finditer(file.read_text("utf-8"))]
        return found

    def judged(self, about: About, end: str, text: str) -> str:
        """What is wrong with the end of a way."""
        is_notice = "本页已移除" in text
        is_withdrawn = "已经撤下" in text
        if about.kind == "article":
            return self._article(about, end, text, is_notice=is_notice, is_withdrawn=is_withdrawn)
        if about.kind == "issue":
            is_there = about.name in self.issues and self.is_out(about.name)
            return "" if (end == urls.issue(about.name) if is_there else is_notice) else "not that issue"
        if about.kind == "tag":
            name = self.synonyms.get(about.name, about.name)
            count = sum(name in {self.synonyms.get(tag, tag) for tag in item.tags} for item in self.live())
            return self._list(name, end, text, is_there=count >= FEW, is_notice=is_notice)
        if about.kind in ("topic", "special"):
            names = self.topics if about.kind == "topic" else self.specials
            slug = next((slug for slug, name in names.items() if name == about.name), "")
            holds = _in_special if about.kind == "special" else partial(_in_topic, slug)
            if slug and is_notice and not any(map(holds, self.live())):
                return ""  # an empty list need not stand
            return self._list(about.name, end, text, is_there=slug != "", is_notice=is_notice)
        return "" if end == about.name or is_notice or end == urls.ARCHIVE else "another page"

    def _article(self, about: About, end: str, text: str, *, is_notice: bool, is_withdrawn: bool) -> str:
        found, state = self.where(about.name)
        marks = set(_MARK.findall(text))
        if state == LIVE:
            wanted = self.items[found].marks[0]
            return "" if end == urls.article(found) and wanted in marks else f"not the article at {found}"
        if state == WITHDRAWN and end == urls.article(found):
            return "" if is_withdrawn and not marks else "not the notice of a withdrawn article"
        return "" if is_notice and not marks else f"no notice, and it is {state}"

    def _list(self, name: str, end: str, text: str, *, is_there: bool, is_notice: bool) -> str:
        if not is_there:
            return "" if is_notice else "no notice, and there is no such list"
        return "" if _LIST.fullmatch(end) and _heading(text) == name else "not that list"


def _in_special(item: Item) -> bool:
    return any(int(mark) <= SPECIAL for mark in item.marks)


def _in_topic(slug: str, item: Item) -> bool:
    return slug in item.topics


def _hop(path: str, rules: list[tuple[str, str]], pages: dict[str, str]) -> str:
    """The page that an address leads to; ``""`` where the host answers with a page of its own."""
    asked = addresses.address(path)
    for old, new in rules:
        if asked == old or (old.endswith("*") and asked.startswith(old[:-1])):
            end = addresses.path_of(new)
            return end if end in pages else f"{end}.html"  # Cloudflare serves both forms of an address
    hop = _HOP.search(pages.get(path, ""))
    return addresses.path_of(hop[1]) if hop else ""


def _heading(text: str) -> str:
    found = _HEADING.search(text)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


Step = Callable[[Paper], None]


def _pick(paper: Paper) -> str:
    if not paper.items:
        paper.add((paper.now - timedelta(days=1)).date().isoformat())
    return paper.rng.choice(sorted(paper.items))


def _day(paper: Paper) -> str:
    return (paper.now + timedelta(days=paper.rng.choice([-3, -2, -1, 0, 1, 2]))).date().isoformat()


def _move(paper: Paper) -> None:
    old = _pick(paper)
    item = paper.take(old)
    paper.put(_day(paper), replace(item, was=(*item.was, old)))


def _join(paper: Paper) -> None:
    one = _pick(paper)
    other = _pick(paper)
    if one != other:
        taken, item = paper.take(other), paper.items[one]
        joined = (*item.joined, *taken.was, *taken.joined, other)
        paper.items[one] = replace(item, marks=(*item.marks, *taken.marks), joined=joined)
        paper.write(one)


def _delete(paper: Paper) -> None:
    item = paper.take(_pick(paper))
    for mark in item.marks:
        paper.wishes[mark] = paper.items[_pick(paper)].marks[0] if paper.rng.random() < 0.4 else ""


def _delete_issue(paper: Paper) -> None:
    issue = paper.rng.choice(sorted(paper.issues))
    for article in [article for article in paper.items if article.rpartition("-")[0] == issue]:
        for mark in paper.take(article).marks:
            paper.wishes[mark] = ""
    (paper.site.root / f"content/issues/{issue}/issue.md").unlink()
    (paper.site.root / f"content/issues/{issue}").rmdir()
    paper.issues.remove(issue)


def _change(paper: Paper, **fields: Any) -> None:
    article = _pick(paper)
    paper.items[article] = replace(paper.items[article], **fields)
    paper.write(article)


def _retag(paper: Paper) -> None:
    _change(paper, tags=tuple(paper.rng.sample(TAGS, paper.rng.randrange(3))))


def _untag(paper: Paper) -> None:
    """One tag leaves all articles but one."""
    tag = paper.rng.choice(TAGS)
    for article, item in list(paper.items.items())[1:]:
        if tag in item.tags:
            paper.items[article] = replace(item, tags=tuple(one for one in item.tags if one != tag))
            paper.write(article)


def _merge_tags(paper: Paper) -> None:
    said, name = paper.rng.sample(TAGS, 2)
    if said not in paper.synonyms and name not in paper.synonyms and said not in paper.synonyms.values():
        paper.synonyms[said] = name


def _part_tags(paper: Paper) -> None:
    if paper.synonyms:
        del paper.synonyms[paper.rng.choice(sorted(paper.synonyms))]


def _rename_topic(paper: Paper) -> None:
    old = paper.rng.choice(sorted(paper.topics))
    new = paper.rng.choice(["jing-ji", "min-sheng", "san-nong", "economy", "life", "rural", "a", "b"])
    if not paper.is_free(new, paper.topics[old]):
        return
    paper.topics = {new if slug == old else slug: name for slug, name in paper.topics.items()}
    paper.moved.pop(f"/topics/{new}/", None)
    paper.moved[f"/topics/{old}/"] = f"/topics/{new}/"
    for article, item in paper.items.items():
        if old in item.topics:
            paper.items[article] = replace(item, topics=tuple(new if slug == old else slug for slug in item.topics))
            paper.write(article)


def _rename_special(paper: Paper) -> None:
    if paper.specials:
        old = paper.rng.choice(sorted(paper.specials))
        new = paper.rng.choice(["story", "flood", "gu-shi", "fang-xun", "c"])
        if paper.is_free(new, paper.specials[old]):
            paper.rename_special(old, new, paper.specials[old])


def _delete_special(paper: Paper) -> None:
    if paper.specials:
        old = paper.rng.choice(sorted(paper.specials))
        (paper.site.root / f"content/specials/{old}.md").unlink()
        del paper.specials[old]


def _delete_topic(paper: Paper) -> None:
    if len(paper.topics) > 1:
        old = paper.rng.choice(sorted(paper.topics))
        del paper.topics[old]
        for article, item in paper.items.items():
            if old in item.topics:
                paper.items[article] = replace(item, topics=())
                paper.write(article)


def _draft(paper: Paper) -> None:
    _change(paper, draft=paper.rng.random() < 0.6)


def _withdraw(paper: Paper) -> None:
    _change(paper, withdrawal=paper.rng.choice(["来源有误", ""]))


def _embargo(paper: Paper) -> None:
    _change(paper, embargo=paper.now + timedelta(hours=paper.rng.choice([-3, 5, 30])))


def _issue(paper: Paper) -> None:
    day = _day(paper)
    for _ in range(paper.rng.randrange(1, 4)):
        paper.add(day)


def _extra(paper: Paper) -> None:
    paper.add(f"{_day(paper)}-b")


def _wait(paper: Paper) -> None:
    """Time passes, and a timer builds what was published, before anybody edits or publishes again."""
    paper.publish()
    paper.now += timedelta(hours=paper.rng.choice([7, 20, 31]))
    paper.build()


ALL: tuple[Step, ...] = (
    *(_move, _join, _delete, _delete_issue, _retag, _untag, _merge_tags, _part_tags, _rename_topic, _rename_special),
    *(_delete_special, _delete_topic, _draft, _withdraw, _embargo, _issue, _extra, _wait),
)
OFTEN = (_move, _move, _join, _delete, _issue, _wait, _wait)


def run(seed: int, folder: Path, told: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """One sequence in an empty folder; what came of it."""
    edition.TO_A_PAGE = 3  # so that lists of a small paper have parts
    paper = Paper(Site(folder / "paper"), random.Random(seed), host=("netlify", "cloudflare")[seed % 2])
    begun, steps, wrong = time.perf_counter(), list[str](), ""
    try:
        paper.begin()
        for _ in range(STEPS):
            step = paper.rng.choice(ALL + OFTEN)
            steps.append(step.__name__.strip("_"))
            told(steps[-1])
            step(paper)
            paper.now += timedelta(minutes=paper.rng.choice([1, 50, 300]))
            if paper.rng.random() < 0.85:
                paper.publish()
        paper.publish()
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are after
        wrong = f"{type(error).__name__}: {error}"
    counts = {"public": len(paper.public), "followed": paper.followed, "hops": paper.hops, "asked": paper.asked}
    return {"seed": seed, "wrong": wrong, "steps": steps, "seconds": round(time.perf_counter() - begun, 2)} | counts


def tried(seed: int) -> trial_runs.Row:
    """One sequence, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return run(seed, Path(folder))


def main() -> int:
    """The command; 1 where a sequence went wrong."""
    return trial_runs.command(__doc__, 1000, run, tried, NOTES, ("public", "followed", "hops", "asked"))


if __name__ == "__main__":
    sys.exit(main())
