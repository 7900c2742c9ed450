"""The card of a picture with its caption."""

from dataclasses import dataclass
from typing import Annotated

from generator.kinds import Ai
from generator.model import Issue, Photo
from generator.pages import urls


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """A picture, or a caption alone: then ``src`` is ``""``. Sizes in pixels.

    ``src`` is the address of a JPEG. For each of the ``widths`` there are two more files, whose addresses are ``stem``
    followed by, for instance, ``-480.avif`` and ``-480.webp``.
    """

    src: Annotated[str, "JPEG 图片的网址；只有说明、没有图片时是空的"]
    stem: Annotated[str, "各种大小的图片共同的开头，后面接 -480.avif、-480.webp"]
    widths: Annotated[tuple[int, ...], "有哪几种宽度，像素"]
    width: Annotated[int, "原图的宽，像素"]
    height: Annotated[int, "原图的高，像素"]
    caption: Annotated[str, "图片说明"]
    credit_line: Annotated[str, "摄影署名"]
    alt: Annotated[str, "替代文字：图上是什么；可能是空的"] = ""
    ai: Annotated[str, "人工智能生成、合成的标识；不是的是空的"] = ""

    @property
    def src_width(self) -> Annotated[int, "JPEG 图片的宽，像素；只有说明时是 0"]:
        """The width of the JPEG, which is ``PhotoFile.fallback``."""
        return self.widths[:2][-1] if self.widths else 0

    @property
    def src_height(self) -> Annotated[int, "JPEG 图片的高，像素；只有说明时是 0"]:
        """The height of the JPEG, as ``press/photo_sizes`` makes it."""
        return max(round(self.height * self.src_width / self.width), 1) if self.width else 0


def photo(source: Photo, of: Issue, base: str) -> PhotoCard:
    """The card of a photo; without a picture file it is a caption alone."""
    file = of.photo_file(source.file) if source.file else None
    if file is None:
        credit = source.credit_line or source.credit
        return PhotoCard("", "", (), 0, 0, source.caption, credit, ai=label(source.ai))
    return PhotoCard(
        src=urls.link(urls.photo(of.id, file.file, file.fallback, "jpg"), base),
        stem=urls.link(urls.photo_stem(of.id, file.file), base),
        widths=file.widths,
        width=file.width,
        height=file.height,
        caption=source.caption,
        credit_line=source.credit_line or source.credit,
        alt=source.alt,
        ai=label(source.ai),
    )


def label(made: Ai | None) -> str:
    """The words by which readers are told what artificial intelligence made; ``""`` where it made nothing."""
    return made.word if made else ""
