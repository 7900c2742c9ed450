"""Tells of links that lead nowhere: in Markdown bodies, and in the paper's own templates."""

import difflib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.content import about, frontmatter, page_files, specials
from generator.delivery import links
from generator.delivery.finding import Finding, Kind, Severity
from generator.delivery.links import BASE, Link
from generator.delivery.subject import Subject
from generator.pages import theme_files, urls

MOST_COMPARED = 2_000
"""As many addresses are compared to find the nearest one."""


def found(subject: Subject) -> Iterator[Finding]:
    """A finding for each link to a page of this site that is not there, or to an anchor that the page does not have."""
    for link in _written(subject):
        yield from _of(subject, link)
    for link in _in_templates(subject):
        yield from _of_template(subject, link)
    yield from _unknown_articles(subject)


def _written(subject: Subject) -> Iterator[Link]:
    for sight in subject.sights.values():
        yield from sight.links
    for special in subject.catalogue.specials:
        source = f"content/{specials.FOLDER}/{special.slug}.md"
        if "](" in special.body and subject.edition.by_special[special.slug]:
            yield from links.in_body(subject.text(source), source, urls.topic(special.slug))
    for page in subject.catalogue.pages:
        source = f"{page_files.FOLDER}/{page.name}.md"
        yield from links.in_body(subject.text(source), source, urls.own_page(page.address))
    yield from links.in_body(subject.text(about.FILE), about.FILE, urls.ABOUT)


def _of(subject: Subject, link: Link) -> Iterator[Finding]:
    plan = subject.plan
    try:
        path, anchor = plan.path(link.address, link.page), unquote(urlsplit(link.address).fragment)
    except ValueError:
        yield _fault(link, f"链接 {link.address} 不是网址", "改成 https:// 开头的网址，或本站的网址")
        return
    if path is None:
        yield from _out_of_base(subject, link)
        return
    target = plan.found(path)
    if target is None:
        yield _fault(link, f"链接 {link.address}：本站没有这一页", _nearest(subject, path))
    elif not plan.has_anchor(target, anchor):
        page = urls.link(target, subject.edition.base)
        yield _fault(link, f"链接 {link.address}：{page} 上没有 #{anchor}", _anchors(subject, target), Kind.ANCHOR)


def _out_of_base(subject: Subject, link: Link) -> Iterator[Finding]:
    """A site in a folder of its host: ``/x`` leads to the host's root, while ``/folder/x`` may have been meant."""
    base = subject.edition.base
    if link.address.startswith("/") and not link.address.startswith("//"):
        meant = subject.plan.path(base + link.address.removeprefix("/"), link.page)
        if meant is not None and subject.plan.found(meant):
            hint = f"写成 {base}{link.address.removeprefix('/')}"
            yield _fault(link, f"链接 {link.address} 出了本站，本站在 {base} 下面", hint)


def _fault(link: Link, message: str, hint: str, kind: Kind = Kind.LINK) -> Finding:
    return Finding(link.source, link.line, message, hint, Severity.FAULT, kind)


def _nearest(subject: Subject, path: str) -> str:
    """What to do about a path that is not there: names the most similar address of the site, if there is one."""
    folder, name = PurePosixPath(path).parent.as_posix(), PurePosixPath(path).name
    every = list(subject.plan.addresses())
    near = [known for known in every if known.startswith(f"{folder}/")]
    near += [known for known in every if known.endswith(f"/{name}") and name != "index.html"]
    near += [known for known in every if known.endswith("index.html")]
    like = difflib.get_close_matches(path, dict.fromkeys(near[:MOST_COMPARED]), n=1, cutoff=0.5)
    if not like:
        return "改成本站有的网址，或去掉这个链接"
    return f"最近的是 {urls.link(like[0], subject.edition.base)}；改成有的网址，或去掉这个链接"


def _anchors(subject: Subject, path: str) -> str:
    issue = subject.sights.get(path.partition("/")[0])
    if issue and issue.anchors and path == urls.issue(issue.facts.id):
        return f"这一页有的是 {'、'.join(f'#{name}' for name in issue.anchors)}"
    return "改成那一页有的位置，或去掉 # 和后面的字"


def _in_templates(subject: Subject) -> Iterator[Link]:
    """The links of the paper's own templates; those of banmian's are in order."""
    for name, file in subject.source.templates.items():
        ours = subject.source.templates.get(f"{theme_files.BUILTIN}{name}")
        is_own = not name.startswith(theme_files.BUILTIN) and (ours is None or ours.text != file.text)
        if is_own and file.text and name.endswith(".html"):
            yield from links.in_template(file.text, file.shown)


def _of_template(subject: Subject, link: Link) -> Iterator[Finding]:
    if link.address.startswith("#"):
        anchor, files = unquote(link.address[1:]), subject.source.templates.values()
        ids = (pattern for file in files for pattern in links.ids(file.text or ""))
        if anchor and not any(pattern.fullmatch(anchor) for pattern in ids):
            hint = "改成页面上有的 id，或去掉这个链接"
            yield _fault(link, f"链接 {link.address}：模板里没有这个 id", hint, Kind.ANCHOR)
        return
    literal = link._replace(address=link.address.replace(BASE, subject.edition.base))
    if re.match(r"(?:[a-z][a-z0-9+.-]*:|/)", literal.address, re.IGNORECASE):
        yield from _of(subject, literal)
    else:
        hint = f"同一个模板排在许多网址上，要写成 {{{{ site.base }}}}{link.address}"
        yield _fault(literal, f"链接 {link.address} 没有从 / 开始，在不同的页上指向不同的地方", hint)


def _unknown_articles(subject: Subject) -> Iterator[Finding]:
    """Articles that a special topic names one by one, and that are not there."""
    for special in subject.catalogue.specials:
        named = (("articles", special.articles), ("without", special.without))
        for key, ids in named:
            for at, article in enumerate(ids):
                issue, _, number = article.rpartition("-")
                sight = subject.sights.get(issue)
                if not sight or number not in {
                    *(one.number for one in sight.facts.articles),
                    *sight.facts.withdrawn_numbers,
                }:
                    source = f"content/{specials.FOLDER}/{special.slug}.md"
                    line = frontmatter.parse(subject.text(source), source).line((key, at))
                    message, hint = f"没有编号是 {article} 的文章", "改正编号，或去掉它"
                    yield Finding(source, line, message, hint, Severity.FAULT, Kind.LINK)
