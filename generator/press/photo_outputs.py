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
from generator.press.output import Bundle, Made, Paper, Scope, Source


class PhotoJob(NamedTuple):
    """A photo of which all sizes and formats are to be made."""

    name: str
    issue: str
    photo: PhotoFile
    original: bytes

    def make(self, _kit: Kit) -> Made:
        """Every width in two formats, and one JPEG for browsers that know neither."""
        return Made(self.name, [(path, photo_sizes.made(self.original, *size)) for path, size in self.sizes()], [])

    def sizes(self) -> Iterator[tuple[str, tuple[int, str]]]:
        """The path of each file, with its width in pixels and its format."""
        wanted = [(width, suffix) for width in self.photo.widths for suffix in ("avif", "webp")]
        for width, suffix in (*wanted, (self.photo.fallback, "jpg")):
            yield urls.photo(self.issue, self.photo.file, width, suffix), (width, suffix)

    def one(self, path: str) -> bytes | None:
        """The file at one path; ``None`` where no size stands there."""
        size = dict(self.sizes()).get(path)
        return photo_sizes.made(self.original, *size) if size else None


@dataclass(frozen=True, slots=True)
class Photos:
    """A bundle for each photo, named by the common beginning of its paths. It depends on the original alone."""

    name: str = "photos"
    scope: Scope = Scope.ISSUE
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """A bundle for each published photo of each issue."""
        for issue in paper.edition.issues:
            for facts in issue.photos:
                photo = _photo(*facts)
                made = partial(job, issue.id, photo)
                name = urls.photo_stem(issue.id, photo.file)
                yield Bundle(name, cause(photo), made, "图片改了", follows_settings=False, follows_code=False)


def found(paper: Paper, path: str) -> tuple[str, PhotoFile] | None:
    """The photo of which a size may stand at a path, and its issue."""
    stem = path.rpartition("-")[0]
    issues = (issue for issue in paper.edition.issues if path.startswith(f"{issue.id}/"))
    photos = ((issue.id, _photo(*facts)) for issue in issues for facts in issue.photos)
    return next((each for each in photos if urls.photo_stem(each[0], each[1].file) == stem), None)


def cause(photo: PhotoFile) -> Cause:
    """What decides the bytes of a photo's sizes."""
    return Cause("", short(f"{photo_sizes.recipe()} {photo.digest}"))


def job(issue: str, photo: PhotoFile, source: Source) -> PhotoJob:
    """The job that makes a photo. Raises ``Changed`` where its original is another one by now."""
    return PhotoJob(urls.photo_stem(issue, photo.file), issue, photo, source.picture(issue, photo.file, photo.digest))


def _photo(file: str, digest: str, width: int, height: int) -> PhotoFile:
    return PhotoFile(file, Path(), digest, width, height)
