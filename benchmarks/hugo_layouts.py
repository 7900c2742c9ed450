"""The templates and settings of the paper that ``hugo_site`` writes for Hugo."""

import re

from generator.pages.edition import TO_A_PAGE

CONFIG = """\
baseURL = "/"
locale = "zh-CN"
title = "青川晚报"
disableKinds = ["rss", "sitemap", "robotsTXT"]
disableAliases = true
[taxonomies]
tag = "tags"
topic = "topics"
[markup.goldmark.renderer]
unsafe = false
"""

RELATED_CONFIG = """\
[related]
threshold = 10
includeNewer = true
[[related.indices]]
name = "tags"
weight = 100
[[related.indices]]
name = "words"
weight = 20
"""

RELATED = """\
{{ with .Site.RegularPages.Related . | first 5 }}<nav class="related">
<h2>相关阅读</h2>
<ul>
{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time datetime="{{ .Params.day }}">\
{{ .Params.day_text }}</time></li>
{{ end }}</ul>
</nav>
{{ end }}
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
<p><a href="{{ .CurrentSection.RelPermalink }}"><time datetime="{{ .Params.day }}">{{ .Params.day_text }}</time> \
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
{{ end }}RELATED</footer>
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

FOLIOS = """\
{{ $issue := . }}{{ range $folio, $pages := (partial "by_folio.html" (.RegularPages.ByParam "order")) }}\
<section class="folio">
<div class="folio-head">
<h2>{{ $folio }}</h2>
MORE</div>
<nav class="sheet">
{{ range $pages }}<a class="block s3" href="{{ .RelPermalink }}"><span class="block-title">{{ .Title }}</span></a>
{{ end }}</nav>
<ol class="contents">
{{ range $pages }}{{ partial "story.html" . }}{{ end }}</ol>
</section>
{{ end }}
"""

STEP = """\
{{ with index (index $steps "KEY") $issue.Params.day }}<a href="{{ . }}">WORD</a>{{ end }}
"""

ISSUE = (
    """\
<div class="page-head">
<h1><time datetime="{{ .Params.day }}">{{ .Params.day_text }}</time></h1>
</div>
{{ $issue := . }}{{ $steps := partialCached "steps.html" .Site }}<nav class="issue-steps">
"""
    + STEP.replace("KEY", "previous").replace("WORD", "上一期")
    + STEP.replace("KEY", "next").replace("WORD", "下一期")
    + "</nav>\n"
    + FOLIOS.replace("MORE", "")
)

STEPS = """\
{{ $previous := newScratch }}{{ $next := newScratch }}{{ $before := "" }}\
{{ range (partialCached "issues.html" .) }}{{ $day := .Params.day }}\
{{ with $before }}{{ $next.Set .Params.day (printf "/%s/" $day) }}{{ $previous.Set $day .RelPermalink }}{{ end }}\
{{ $before = . }}{{ end }}{{ return (dict "previous" $previous.Values "next" $next.Values) }}
"""

ISSUES = """\
{{ return (where .Sections "Params.day" "ne" nil).ByTitle }}
"""

BY_FOLIO = """\
{{ $found := dict }}{{ range . }}{{ $folio := .Params.folio }}\
{{ $found = merge $found (dict $folio ((index $found $folio | default slice) | append .)) }}{{ end }}\
{{ return $found }}
"""

LISTED = """\
<ol class="timeline is-full">
{{ range (PAGES.GroupByParam "day") }}<li>
<h2 class="timeline-date"><a href="/{{ .Key }}/"><time datetime="{{ .Key }}">{{ (index .Pages 0).Params.day_text }}\
</time></a></h2>
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

ONE_PART = (
    (
        """\
<div class="page-head">
<p class="kicker">{{ if eq .kind "tags" }}<a href="/tags/">标签索引</a>\
{{ else }}<a href="/topics/">栏目</a>{{ end }}</p>
<h1>{{ .title }}</h1><p class="meta">{{ if not .number }}{{ len .all }}篇{{ end }}</p></div>
{{ $full := cond (ge (len .all) TWICE) (sub (div (len .all) SIZE) 1) 0 }}
{{ $older := cond (gt .number 0) (sub .number 1) $full }}{{ $shown := after (mul SIZE $older) .all }}\
{{ if gt .number 0 }}{{ $shown = first SIZE $shown }}{{ end }}
"""
        + LISTED.replace("PAGES", "$shown.Reverse")
        + """\
<nav class="pager">{{ if gt $older 0 }}<a rel="prev" href="{{ .href }}{{ $older }}/">更早</a>{{ end }}\
{{ if gt .number 0 }}<a rel="next" href="{{ .href }}{{ if lt .number $full }}{{ add .number 1 }}/{{ end }}">更近</a>\
{{ end }}</nav>
"""
    )
    .replace("TWICE", str(2 * TO_A_PAGE))
    .replace("SIZE", str(TO_A_PAGE))
)

TERM = """\
{{ define "main" }}{{ partial "part.html" (dict "kind" .Data.Plural "title" .Title "href" .RelPermalink \
"all" .Pages.ByDate "number" 0) }}{{ end }}
"""

PART = """\
{{ define "main" }}{{ with .Site.GetPage .Params.of }}{{ partial "part.html" (dict "kind" .Data.Plural \
"title" .Title "href" .RelPermalink "all" .Pages.ByDate "number" $.Params.part) }}{{ end }}{{ end }}
"""

TAXONOMY = (
    """\
{{ define "main" }}<div class="page-head"><h1>{{ .Title }}</h1>{{ if eq .Data.Plural "tags" }}\
<p class="kicker"><a href="/topics/">栏目</a></p></div>
<div class="tag-columns"><ul>
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}\
<span class="count"><span class="unseen">，</span>{{ .Count }}<span class="unseen">篇</span></span></a></li>
{{ end }}</ul></div>
{{ else }}<p class="meta"><a href="/tags/">标签索引</a></p></div>
{{ range .Data.Terms.Alphabetical }}<section class="topic">
<div class="folio-head"><h2><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a></h2>\
<span class="count">{{ .Count }}篇</span></div>
"""
    + LISTED.replace("PAGES", "(first 3 .Pages.ByDate.Reverse)")
    + """\
</section>
{{ end }}{{ end }}{{ end }}
"""
)

SUBJECTS = """\
{{ define "main" }}<div class="page-head"><p class="kicker"><a href="/tags/">标签索引</a></p><h1>{{ .Title }}</h1></div>
<ul class="entry-list">
{{ range .Site.Taxonomies.tags.Alphabetical }}<li>
<h3><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> <span class="count">{{ .Count }}篇</span></h3>
<ul>
{{ range first 3 .Pages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>
</li>
{{ end }}</ul>
{{ end }}
"""

LATEST = (
    '{{ define "main" }}{{ with index (partialCached "issues.html" .Site).Reverse 0 }}' + ISSUE + "{{ end }}{{ end }}\n"
)

HOME = (
    '{{ define "main" }}{{ $issues := (partialCached "issues.html" .Site).Reverse }}{{ with index $issues 0 }}'
    + FOLIOS.replace("MORE", '<a class="more" href="{{ $issue.RelPermalink }}">看本版</a>\n')
    + """\
{{ end }}<section class="earlier"><h2>往期</h2>
<a class="more" href="/archive/">全部往期</a>
<ul class="issue-list">
{{ range first 6 (after 1 $issues) }}<li><a href="{{ .RelPermalink }}"><time datetime="{{ .Params.day }}">\
{{ .Params.day_text }}</time></a></li>
{{ end }}</ul></section>
{{ end }}
"""
)

ARCHIVE = """\
{{ define "main" }}<div class="page-head"><h1>往期 {{ .Params.year }}</h1></div>
YEARS<ol class="archive-list">
{{ range (where (partialCached "issues.html" .Site) "Params.year" .Params.year).Reverse }}<li>
<h3><a href="{{ .RelPermalink }}"><time datetime="{{ .Params.day }}">{{ .Params.day_text }}</time></a></h3>
<ul class="archive-headlines">
{{ range first 3 (.RegularPages.ByParam "order") }}<li>{{ .Title }}</li>
{{ end }}</ul>
<p class="meta">共4版 {{ len .RegularPages }}篇</p>
</li>
{{ end }}</ol>
{{ end }}
"""


def layouts(page: str, years: list[int], *, related: bool) -> dict[str, str]:
    """The templates by name; ``page`` is an article's page by banmian, for all that pages share.

    Raises ``ValueError`` if the page has no main part.
    """
    parts = re.fullmatch(r'(.*?<main id="main" class="wrap">)(.*)(</main>.*)', page, re.DOTALL)
    if parts is None:
        raise ValueError("the page of an article has no main part")
    before, main, after = parts.groups()
    tools = re.search(r'<div class="reader-tools".*?</div>', main, re.DOTALL)
    before = re.sub(r"<title>.*?</title>", "<title>{{ .Title }} · 青川晚报</title>", before)
    before = re.sub(
        r'<meta name="description"[^>]*>', '<meta name="description" content="{{ .Params.summary }}">', before
    )
    article = ARTICLE.replace("TOOLS", tools[0] if tools else "").replace("RELATED", RELATED if related else "")
    links = "".join(f'<li><a href="/archive/{year}/">{year}年</a></li>\n' for year in years)
    return {
        "baseof.html": before + '{{ block "main" . }}{{ end }}' + after,
        "home.html": HOME,
        "page.html": article,
        "section.html": '{{ define "main" }}' + ISSUE + "{{ end }}",
        "term.html": TERM,
        "taxonomy.html": TAXONOMY,
        "part.html": PART,
        "archive.html": ARCHIVE.replace(
            "YEARS", f'<nav class="years"><ul>\n{links}</ul></nav>' if len(years) > 1 else ""
        ),
        "latest.html": LATEST,
        "subjects.html": SUBJECTS,
        "plain.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}',
        "404.html": '{{ define "main" }}<h1>没有这一页</h1>{{ end }}',
        "_partials/story.html": STORY,
        "_partials/by_folio.html": BY_FOLIO,
        "_partials/part.html": ONE_PART,
        "_partials/steps.html": STEPS,
        "_partials/issues.html": ISSUES,
    }
