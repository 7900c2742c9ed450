"""Writes the same paper for Hugo: the same pages at the same addresses, with the same content in about as many bytes.

The parts that are the same on every page (head, reading tools, navigation, footer) are copied as fixed text from a page
that banmian rendered, which is an advantage for Hugo. Some parts are left out, because Hugo has nothing comparable:
related reading, line breaks in headlines, full-width marks, and the plan of a 版.
"""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.build_archive import TOPICS
from generator.model import Article, Issue

CONFIG = """\
baseURL = "/"
languageCode = "zh-CN"
title = "青川晚报"
uglyURLs = true
disableKinds = ["rss", "sitemap", "robotsTXT"]
enableRobotsTXT = false
[taxonomies]
tag = "tags"
topic = "topics"
[pagination]
pagerSize = 60
[markup.goldmark.renderer]
unsafe = false
[minify]
minifyOutput = false
"""

ARTICLE = """\
{{ define "main" }}<article class="article kind-{{ .Params.kind }}">
<header class="article-head">
<hgroup>
{{ with .Params.kicker }}<p class="kicker">{{ . }}</p>
{{ end }}<h1 class="headline fit-m">{{ .Title }}</h1>
{{ with .Params.subtitle }}<p class="deck">{{ . }}</p>
{{ end }}</hgroup>
<div class="article-meta">
<p class="authors">
<span>记者</span>
{{ range .Params.authors }}<b>{{ . }}</b>
{{ end }}</p>
<p><a href="{{ .CurrentSection.Params.href }}"><time datetime="{{ .Params.day }}">{{ .Params.day_text }}</time> \
{{ .Params.folio }}</a></p>
</div>
</header>
TOOLS
<div class="article-body">
<div class="prose">
{{ .Content }}
</div>
</div>
<footer class="article-foot">
{{ with .GetTerms "topics" }}<div class="terms">
<h2>专题</h2>
<ul>
{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
{{ end }}</ul>
</div>
{{ end }}{{ with .GetTerms "tags" }}<div class="terms">
<h2>标签</h2>
<ul>
{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>
{{ end }}</ul>
</div>
{{ end }}</footer>
</article>
<nav class="pager" aria-label="前后文章">
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}"><span class="pager-label">上一篇</span> \
<span class="pager-title">{{ .Title }}</span></a>
{{ end }}{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}"><span class="pager-label">下一篇</span> \
<span class="pager-title">{{ .Title }}</span></a>
{{ end }}</nav>
{{ end }}
"""

STORY = """\
<li>
<hgroup>
{{ with .Params.kicker }}<p class="kicker">{{ . }}</p>
{{ end }}<h3 class="headline fit-m"><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
{{ with .Params.subtitle }}<p class="deck">{{ . }}</p>
{{ end }}</hgroup>
<p class="summary">{{ .Params.summary }}</p>
<p class="meta">{{ .Params.folio }}　记者 {{ delimit .Params.authors " " }}</p>
</li>
"""

ISSUE = """\
<div class="page-head">
<h1><time datetime="{{ .Params.day }}">{{ .Params.day_text }}</time></h1>
</div>
{{ range $folio, $pages := (partial "by_folio.html" (.RegularPages.ByParam "order")) }}\
<section class="folio">
<div class="folio-head">
<h2>{{ $folio }}</h2>
</div>
<nav class="sheet">
{{ range $pages }}<a class="block s3" href="{{ .RelPermalink }}"><span class="block-title">{{ .Title }}</span></a>
{{ end }}</nav>
<ol class="contents">
{{ range $pages }}{{ partial "story.html" . }}{{ end }}</ol>
</section>
{{ end }}
"""

BY_FOLIO = """\
{{ $found := dict }}{{ range . }}{{ $folio := .Params.folio }}\
{{ $found = merge $found (dict $folio ((index $found $folio | default slice) | append .)) }}{{ end }}\
{{ return $found }}
"""

LISTED = """\
<ol class="timeline is-full">
{{ range (PAGES.GroupByParam "day") }}<li>
<h2 class="timeline-date"><time datetime="{{ .Key }}">{{ (index .Pages 0).Params.day_text }}</time></h2>
<ul>
{{ range .Pages }}<li>
{{ with .Params.kicker }}<p class="kicker">{{ . }}</p>
{{ end }}<p class="headline"><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>
<p class="summary">{{ .Params.summary }}</p>
<p class="meta">{{ .Params.folio }}　记者 {{ delimit .Params.authors " " }}</p>
</li>
{{ end }}</ul>
</li>
{{ end }}</ol>
"""

TERM = (
    """\
{{ define "main" }}<div class="page-head"><h1>{{ .Title }}</h1><p class="meta">{{ len .Pages }}篇</p></div>
{{ $pager := .Paginate (.Pages.ByParam "day").Reverse }}"""
    + LISTED.replace("PAGES", "$pager.Pages")
    + """\
<nav class="pager">{{ with $pager.Prev }}<a rel="prev" href="{{ .URL }}">更近</a>{{ end }}\
{{ with $pager.Next }}<a rel="next" href="{{ .URL }}">更早</a>{{ end }}</nav>
{{ end }}
"""
)

TERMS = """\
{{ define "main" }}<div class="page-head"><h1>{{ .Title }}</h1></div>
<div class="tag-columns"><ul>
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}\
<span class="count"><span class="unseen">，</span>{{ .Count }}<span class="unseen">篇</span></span></a></li>
{{ end }}</ul></div>
{{ end }}
"""

HOME = (
    """\
{{ define "main" }}{{ $newest := index (where .Site.Sections "Params.day" "ne" nil).ByTitle.Reverse 0 }}
{{ with $newest }}"""
    + ISSUE
    + """{{ end }}{{ end }}
"""
)

ARCHIVE = """\
{{ define "main" }}<div class="page-head"><h1>往期 {{ .Params.year }}</h1></div>
<ol class="archive-list">
{{ range (where .Site.Sections "Params.year" .Params.year).ByTitle.Reverse }}<li>
<h3><a href="{{ .Params.href }}"><time datetime="{{ .Params.day }}">{{ .Params.day_text }}</time></a></h3>
<ul class="archive-headlines">
{{ range first 3 (.RegularPages.ByParam "order") }}<li>{{ .Title }}</li>
{{ end }}</ul>
<p class="meta">共4版 {{ len .RegularPages }}篇</p>
</li>
{{ end }}</ol>
{{ end }}
"""


def write(site: Path, issues: Iterable[Issue], rendered: Path) -> None:
    """Writes the whole site; ``rendered`` is the page of an article that banmian made, for all that pages share."""
    shutil.rmtree(site, ignore_errors=True)
    page = rendered.read_text("utf-8")
    before, main, after = re.fullmatch(r'(.*?<main id="main" class="wrap">)(.*)(</main>.*)', page, re.DOTALL).groups()  # type: ignore[union-attr]
    tools = re.search(r'<div class="reader-tools".*?</div>', main, re.DOTALL)
    before = re.sub(r"<title>.*?</title>", "<title>{{ .Title }} · 青川晚报</title>", before)
    before = re.sub(
        r'<meta name="description"[^>]*>', '<meta name="description" content="{{ .Params.summary }}">', before
    )
    layouts = {
        "_default/baseof.html": before + '{{ block "main" . }}{{ end }}' + after,
        "_default/single.html": ARTICLE.replace("TOOLS", tools[0] if tools else ""),
        "_default/section.html": '{{ define "main" }}' + ISSUE + "{{ end }}",
        "_default/term.html": TERM,
        "_default/taxonomy.html": TERMS,
        "_default/archive.html": ARCHIVE,
        "_default/plain.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}',
        "index.html": HOME,
        "404.html": '{{ define "main" }}<h1>没有这一页</h1>{{ end }}',
        "_default/latest.html": HOME,
        "partials/story.html": STORY,
        "partials/by_folio.html": BY_FOLIO,
    }
    _put(site / "hugo.toml", CONFIG)
    for name, text in layouts.items():
        _put(site / "layouts" / name, text)
    names = dict(TOPICS)
    years: set[str] = set()
    for issue in issues:
        write_issue(site, issue)
        years.add(str(issue.date.year))
    for slug, name in names.items():
        _put(site / "content/topics" / slug / "_index.md", _front({"title": name}, ""))
    for year in sorted(years):
        front = {"title": f"{year}年", "layout": "archive", "url": f"/archive/{year}/index.html", "year": year}
        _put(site / f"content/archive-{year}.md", _front(front, ""))
    newest = {"title": "往期", "layout": "archive", "url": "/archive/index.html", "year": max(years)}
    _put(site / "content/archive.md", _front(newest, ""))
    _put(site / "content/latest.md", _front({"title": "版面", "layout": "latest", "url": "/latest/index.html"}, ""))
    for name in ("search", "shelf"):
        _put(site / f"content/{name}.md", _front({"title": name, "layout": "plain", "url": f"/{name}/index.html"}, ""))


def write_issue(site: Path, issue: Issue) -> None:
    """Writes one issue into the site's folder."""
    folder = site / "content" / issue.id
    day = {"day": issue.id, "day_text": f"{issue.date.year}年{issue.date.month}月{issue.date.day}日"}
    head = {"title": issue.id, "url": f"/{issue.id}/index.html", "href": f"/{issue.id}/", "year": str(issue.date.year)}
    _put(folder / "_index.md", _front(head | day, ""))
    labels = {folio.number: f"{folio.number}版 {folio.name}" for folio in issue.folios}
    for article in issue.articles:
        _put(folder / f"{article.order:02}.md", _article(article, issue.id, day, labels[article.folio]))


def _article(article: Article, issue_id: str, day: dict[str, str], folio: str) -> str:
    front = {
        "title": article.title,
        "url": f"/{issue_id}/{article.order:02}.html",
        "weight": article.order,
        "order": article.order,
        "kind": article.kind.value,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "authors": [author.name for author in article.authors],
        "folio": folio,
        "topics": list(article.topics),
        "tags": list(article.tags),
        "summary": article.body[24:112],
    }
    return _front(front | day, article.body)


def _front(fields: Mapping[str, object], body: str) -> str:
    rows = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{rows}---\n\n{body}\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
