"""The outputs for hosts (``host_files``); each is made only where ``newspaper.toml`` names a host that reads it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.pages import former, web_app
from generator.press import host_files
from generator.press.manifest import Cause, digest
from generator.press.output import Bundle, Paper, Ready, Scope
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class HostFile:
    """A file at the root of the site, for some hosts."""

    name: str
    hosts: frozenset[str]
    text: Callable[[Paper], str]
    scope: Scope = Scope.SITE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """One bundle, or none where no host of the paper reads the file."""
        if self.hosts.isdisjoint(paper.settings.publish.hosts):
            return
        own = paper.own.get(self.name) if self.name in host_files.MERGED else None
        data = host_files.appended(self.text(paper), own)
        ready = Ready(self.name, {self.name: data})
        yield Bundle(self.name, Cause("", digest(data)), lambda _: ready, "规则或网站的文件变了")


def _headers(paper: Paper) -> str:
    return host_files.headers(paper.kit.theme.templates, paper.edition.base, paper.settings.analytics)


def _redirects(paper: Paper) -> str:
    moved = former.moved(paper.edition, paper.planned)
    return host_files.redirects(moved, _folders(paper), paper.edition.base, paper.settings.publish.hosts)


def _nginx(paper: Paper) -> str:
    moved = former.moved(paper.edition, paper.planned)
    templates, counted = paper.kit.theme.templates, paper.settings.analytics
    return host_files.nginx(templates, moved, _folders(paper), paper.edition.base, counted)


def _folders(paper: Paper) -> dict[str, str]:
    return former.day_folders((table.pattern for table in paper.settings.moved), paper.edition.issues)


def _uploads(paper: Paper) -> str:
    return host_files.uploads(paper.others, set(web_app.gone(paper.edition, paper.planned)))


HEADERS = HostFile(host_files.HEADERS, frozenset({"netlify", "cloudflare"}), _headers)
REDIRECTS = HostFile(host_files.REDIRECTS, frozenset({"netlify", "cloudflare"}), _redirects, Scope.LAST)
NGINX = HostFile(host_files.NGINX, frozenset({"nginx"}), _nginx, Scope.LAST)
UPLOADS = HostFile(host_files.UPLOADS, frozenset({"oss"}), _uploads, Scope.LAST)


def merged(settings: Settings) -> frozenset[str]:
    """The names of the paper's own files that are no outputs of their own, because they become part of ours."""
    rows = (row for row in (HEADERS, REDIRECTS) if not row.hosts.isdisjoint(settings.publish.hosts))
    return frozenset(row.name for row in rows)
