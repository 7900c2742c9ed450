"""Writes the same paper for Hugo: the same pages at the same addresses, with the same content in about as many bytes.

The parts that are the same on every page (head, reading tools, navigation, footer) are copied as fixed text from a page
that banmian rendered, which is an advantage for Hugo. Some parts are left out, because Hugo has nothing comparable:
breaks in headlines, full-width marks, the plan of a 版, neighbouring tags, and related reading, unless it is asked for
(``Twin``). The lists hold the same links as banmian's at every address, which ``same_lists`` shows.

The parts of long lists are pages of their own, as in banmian: Hugo's paginator counts from the newest article on, so
that a new one would change all of them.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.build_archive import SYLLABLES, TOPICS
from benchmarks.hugo_layouts import CONFIG, RELATED_CONFIG, layouts
from generator.content import catalogue
from generator.model import Article, Issue
from generator.pages.edition import TO_A_PAGE

PLAIN = ("search", "shelf", "about", "corrections")
"""Pages without a list."""


class Twin:
    """The paper in the folder ``site``, for Hugo. With ``related`` its articles show Hugo's own related content.

    ``paper`` is banmian's folder of the same paper, whose register has the addresses of tags.
    """

    def __init__(self, site: Path, paper: Path, *, related: bool = False) -> None:
        self.site, self.paper, self.related = site, paper, related
        self._counts: Counter[str] = Counter()

    def write(self, issues: Iterable[Issue], rendered: Path) -> None:
        """Writes the whole site; ``rendered`` is the page of an article that banmian made, for all that pages share."""
        shutil.rmtree(self.site, ignore_errors=True)
        self._counts.clear()
        found = list(issues)
        years = sorted({issue.date.year for issue in found}, reverse=True)
        _put(self.site / "hugo.toml", CONFIG + (RELATED_CONFIG if self.related else ""))
        for name, text in layouts(rendered.read_text("utf-8"), years, related=self.related).items():
            _put(self.site / "layouts" / name, text)
        for slug, name in TOPICS:
            self._write(f"topics/{slug}/_index", {"title": name})
        for year in years:
            front = {"title": f"{year}年", "layout": "archive", "url": f"/archive/{year}/", "year": str(year)}
            self._write(f"archive-{year}", front)
        self._write("archive", {"title": "往期", "layout": "archive", "url": "/archive/", "year": str(years[0])})
        self._write("tags/_index", {"title": "标签索引"})
        self._write("topics/_index", {"title": "栏目"})
        self._write("latest", {"title": "版面", "layout": "latest", "url": "/latest/"})
        self._write("subjects", {"title": "主题词索引", "layout": "subjects", "url": "/subjects/"})
        for name in PLAIN:
            self._write(name, {"title": name, "layout": "plain", "url": f"/{name}/"})
        self.add(*found)

    def add(self, *issues: Issue) -> list[Path]:
        """Writes issues, with their new tags and the parts of lists that they fill; returns the files it wrote."""
        register = catalogue.read(self.paper, 1).register
        written: list[Path] = []
        for issue in issues:
            day = {"day": issue.id, "day_text": f"{issue.date.year}年{issue.date.month}月{issue.date.day}日"}
            head = {"title": issue.id, "year": str(issue.date.year)} | day
            written.append(self._write(f"{issue.id}/_index", head))
            labels = {folio.number: f"{folio.number}版 {folio.name}" for folio in issue.folios}
            for article in issue.articles:
                slugs = [register[tag].slug for tag in article.tags]
                front = _front(article, issue.id, labels[article.folio]) | day | {"tags": slugs}
                written.append(self._write(f"{issue.id}/{article.order:02}", front, article.body))
                for tag, slug in zip(article.tags, slugs, strict=True):
                    if not self._counts[f"tags/{slug}"]:
                        written.append(self._write(f"tags/{slug}/_index", {"title": tag}))
                for term in [f"tags/{slug}" for slug in slugs] + [f"topics/{slug}" for slug in article.topics]:
                    self._counts[term] += 1
                    written += self._part(term, self._counts[term])
        return written

    def remove(self, issue: Issue, written: Iterable[Path]) -> None:
        """Takes back the issue that was written last."""
        register = catalogue.read(self.paper, 1).register
        for article in issue.articles:
            self._counts.subtract([f"tags/{register[tag].slug}" for tag in article.tags])
            self._counts.subtract([f"topics/{slug}" for slug in article.topics])
        for path in written:
            path.unlink()

    def article(self, issue_id: str, order: int) -> Path:
        """The file of an article."""
        return self.site / f"content/{issue_id}/{order:02}.md"

    def _part(self, term: str, count: int) -> list[Path]:
        """The file of the part that the list of a term now fills, if it does."""
        number, more = divmod(count, TO_A_PAGE)
        if more or number < 2:
            return []
        front = {"title": term, "layout": "part", "of": f"/{term}", "part": number - 1, "url": f"/{term}/{number - 1}/"}
        return [self._write(f"part-{term.replace('/', '-')}-{number - 1}", front)]

    def _write(self, name: str, front: Mapping[str, object], body: str = "") -> Path:
        rows = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
        path = self.site / f"content/{name}.md"
        _put(path, f"---\n{rows}---\n\n{body}\n")
        return path


def _front(article: Article, issue_id: str, folio: str) -> dict[str, object]:
    return {
        "title": article.title,
        "url": f"/{issue_id}/{article.order:02}.html",
        "date": f"{issue_id}T06:{article.order:02}:00Z",
        "weight": article.order,
        "order": article.order,
        "kind": article.kind.value,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "authors": [author.name for author in article.authors],
        "folio": folio,
        "topics": list(article.topics),
        "words": [word for word in SYLLABLES if word in article.title],
        "summary": article.body[24:112],
    }


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
