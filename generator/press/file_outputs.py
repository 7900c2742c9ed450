"""Outputs that are made without templates: static files, the paper's own files, icons."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import LOGO_FOLDER
from generator.outlets import licence
from generator.pages import urls
from generator.pages.web_app import ICONS
from generator.press import host_outputs, icons, photo_sizes
from generator.press.manifest import ROOT, Cause, digest, short
from generator.press.output import Bundle, Job, Paper, Ready, Scope, Source


@dataclass(frozen=True, slots=True)
class Static:
    """Style sheets, scripts and drawings, in one folder whose name contains a digest of what is in it."""

    name: str = "static"
    scope: Scope = Scope.SITE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """One bundle."""
        ready = Ready(self.name, paper.static)
        yield Bundle(self.name, Cause(short("\n".join(sorted(paper.static))), ""), lambda _: ready, "静态文件改了")


@dataclass(frozen=True, slots=True)
class RootFiles:
    """The paper's own files for the root of its site, published as they are unless they are merged into ours."""

    name: str = ROOT
    scope: Scope = Scope.SITE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """One bundle."""
        own = _published(paper)
        ready = Ready(self.name, own)
        noted = repr(sorted((path, digest(data)) for path, data in own.items()))
        yield Bundle(self.name, Cause("", short(noted)), lambda _: ready, "content/root 里的文件改了")

    def job_at(self, paper: Paper, path: str, _source: Source) -> Job | None:
        """The file at this path."""
        own = _published(paper)
        return Ready(self.name, {path: own[path]}) if path in own else None


def _published(paper: Paper) -> dict[str, bytes]:
    merged = host_outputs.merged(paper.settings)
    return {path: data for path, data in paper.own.items() if path not in merged}


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms for programs, where the paper has any and an address at which they stand."""

    name: str = "licence"
    scope: Scope = Scope.SITE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """One bundle, or none."""
        if paper.edition.site.licence:
            data = licence.text(paper.settings).encode()
            ready = Ready(self.name, {urls.LICENCE: data})
            yield Bundle(self.name, Cause("", digest(data)), lambda _: ready, "授权条款改了", follows_settings=False)


@dataclass(frozen=True, slots=True)
class Icons:
    """Icons for home screens and browsers, drawn in the paper's colours or made from its own picture."""

    name: str = "icons"
    scope: Scope = Scope.SITE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """One bundle of all sizes, and one of ``favicon.ico``, which a file of the paper's own may replace."""
        colours, name = paper.settings.colours, paper.settings.app.icon
        picture = paper.root / LOGO_FOLDER / name if name else None
        drawn = digest(paper.static.get(paper.kit.theme.assets.get(name, ""), b""))
        cause = Cause("", short(f"{photo_sizes.recipe()} {colours} {name} {drawn}"))

        def job(_source: Source) -> Job:
            return Ready(self.name, {urls.icon(icon): icons.made(icon, colours, picture) for icon in ICONS})

        def tab(_source: Source) -> Job:
            return Ready(urls.FAVICON, {urls.FAVICON: icons.favicon(colours, picture)})

        yield Bundle(self.name, cause, job, "颜色或图标改了", follows_settings=False)
        yield Bundle(urls.FAVICON, cause, tab, "颜色或图标改了", follows_settings=False)
