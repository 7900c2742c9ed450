"""The addresses that a paper has for its readers: pages, photos and the paper's own files for them.

Static files and the search index are none of these: their names change with what is in them.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.model import PhotoFile
from generator.pages import urls
from generator.press import manifest
from generator.press.output import Paper
from generator.press.outputs import OUTPUTS
from generator.press.page_outputs import Pages

WITHDRAWN = "撤下"
"""The digest of an article that is withdrawn: a notice stands at its address."""


def public(paper: Paper) -> dict[str, str]:
    """The path of every address, with a digest of what readers see there; ``""`` for lists."""
    return dict(_all(paper))


def _all(paper: Paper) -> Iterator[tuple[str, str]]:
    for output in OUTPUTS:
        if isinstance(output, Pages):
            paths = (page.path for page in output.pages(paper.edition))
            yield from ((path, "") for path in paths if path.endswith(".html") and path != urls.NOT_FOUND)
    for issue in paper.edition.issues:
        yield urls.issue(issue.id), ""
        for article in issue.articles:
            yield urls.article(f"{issue.id}-{article.number}"), article.shown
        for number in issue.withdrawn_numbers:
            yield urls.article(f"{issue.id}-{number}"), WITHDRAWN
        for name, digest, width, height in issue.photos:
            photo = PhotoFile(name, Path(), digest, width, height)
            yield urls.photo(issue.id, name, photo.fallback, "jpg"), digest[:16]
    yield from ((path, manifest.digest(data)) for path, data in paper.own.items())
