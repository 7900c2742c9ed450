"""The output of pictures: each photo in all its sizes and formats."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.model import PhotoFile
from generator.pages import urls
from generator.press import photo_sizes
from generator.press.kit import Kit
from generator.press.manifest import Cause, short
from generator.press.output import Bundle, Job, Made, Paper, Scope, Source


class PhotoJob(NamedTuple):
    """A photo of which all sizes and formats are to be made."""

    name: str
    issue: str
    photo: PhotoFile
    original: bytes

    def make(self, _kit: Kit) -> Made:
        """Every width in two formats, and one JPEG for browsers that know neither."""
        wanted = [(width, suffix) for width in self.photo.widths for suffix in ("avif", "webp")]
        files = [
            (urls.photo(self.issue, self.photo.file, width, suffix), photo_sizes.made(self.original, width, suffix))
            for width, suffix in (*wanted, (self.photo.fallback, "jpg"))
        ]
        return Made(self.name, files, [])


@dataclass(frozen=True, slots=True)
class Photos:
    """A bundle for each photo, named by the common beginning of its paths. It depends on the original alone."""

    name: str = "photos"
    scope: Scope = Scope.ISSUE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each published photo of each issue."""
        recipe = photo_sizes.recipe()
        for issue in paper.edition.issues:
            for file, digest, width, height in issue.photos:
                photo = PhotoFile(file, Path(), digest, width, height)
                name = urls.photo_stem(issue.id, file)
                cause = Cause("", short(f"{recipe} {digest}"))
                job = partial(_job, name, issue.id, photo)
                yield Bundle(name, cause, job, "图片改了", follows_settings=False, follows_code=False)

    def job_at(self, paper: Paper, path: str, source: Source) -> Job | None:
        """The job that makes the photo of which a size stands at this path."""
        stem = path.rpartition("-")[0]
        for issue in paper.edition.issues:
            if path.startswith(f"{issue.id}/"):
                for file, digest, width, height in issue.photos:
                    if urls.photo_stem(issue.id, file) == stem:
                        return _job(stem, issue.id, PhotoFile(file, Path(), digest, width, height), source)
        return None


def _job(name: str, issue: str, photo: PhotoFile, source: Source) -> Job:
    return PhotoJob(name, issue, photo, source.picture(issue, photo.file, photo.digest))
