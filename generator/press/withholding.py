"""Takes down pages of articles that may not be read now, even if the build itself fails.

These are articles that were withdrawn, made drafts or put under embargo, and all of an issue that is not out yet.

They are removed from ``output/`` on this machine, together with every other file that shows whole articles of their
issue. Lists and the search index may still name these articles until a build succeeds.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from generator.errors import BanmianError
from generator.pages import urls
from generator.pages.page import marked
from generator.press import writer
from generator.press.content_scan import Content
from generator.press.manifest import Manifest, short
from generator.press.writer import Laid

_PLAIN = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>这篇文章已经撤下</title>
</head>
<body><h1>这篇文章已经撤下</h1></body>
</html>
"""
"""The notice that is used where a notice with the paper's own template could not be made."""


def take_down(
    output: Path, content: Content, old: Manifest, damaged: Collection[str], laid: Mapping[str, Laid]
) -> tuple[str, ...]:
    """Removes pages of articles that are held back, and puts a notice in place of withdrawn ones; returns their paths.

    If a page is reached through a symbolic link in ``output/``, only the link is removed; the folder that it leads to
    is not banmian's. Issues whose published pages are up to date are skipped. ``laid`` are the pages that the build
    had made before it stopped; if the notice for an article is not among them, a plain notice is written.
    """
    taken = []
    for issue, articles in content.kept_back.items():
        printed = old.bundles.get(issue)
        if printed and printed.cause.content == short(content.digests[issue]) and issue not in damaged:
            continue
        for article in articles:
            path, code = urls.article(article.id), urls.qr(article.id)
            if not article.id.startswith(f"{issue}-") or path in old.bundles:  # the notice of a former address
                continue
            if not (writer.cut_link(output, path) or writer.stands(output, path)):
                continue
            writer.delete(output, [code] if article.is_withdrawn else [path, code])
            if article.is_withdrawn and path in laid:
                writer.publish(output, path, laid[path])
            elif article.is_withdrawn:
                writer.write(output, path, marked(path, _PLAIN.encode()))
            taken.append(path)
        if articles:
            for path in _with_texts(issue, old):  # the next build makes them anew
                if not writer.cut_link(output, path):
                    writer.delete(output, [path])
    return (*taken, *_coming(output, content, old))


def _with_texts(issue: str, old: Manifest) -> Iterator[str]:
    """The files besides its pages that may show texts of an issue; its EPUB is known without a manifest too."""
    yield urls.epub(issue)
    for name, other in old.bundles.items():
        if name.startswith(f"{issue} ") or issue in other.cause.around.split(" "):
            yield from other.files


def _coming(output: Path, content: Content, old: Manifest) -> Iterator[str]:
    """Removes everything of issues that are not out yet, and yields the paths of their pages."""
    for issue in content.coming:
        for printed in old.bundles.values():
            is_about = issue in printed.cause.around.split(" ")
            for path in printed.files:
                if (is_about or path.startswith(f"{issue}/")) and writer.stands(output, path):
                    writer.delete(output, [path])
                    if path.endswith(".html"):
                        yield path


def tell(error: BanmianError, taken: tuple[str, ...]) -> None:
    """Adds a note to the error that stopped the build: which pages were taken down."""
    if taken:
        error.add_note(f"撤下、禁发的 {len(taken)} 页已经先从 output/ 里拿掉了：{'、'.join(taken)}")
