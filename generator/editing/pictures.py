"""Pictures of an article: one that was sent joins it, under a name that all systems can have; one leaves it."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from generator.content import fields, frontmatter, issue_files, texts
from generator.content.edits import one_value
from generator.content.edits.changes import Draft
from generator.content.issue_files import PHOTOS
from generator.editing.asked import Around, Done, OfArticle, WithFiles, text_of
from generator.errors import ContentError, Problem
from generator.newsroom import issue_folder

Line = Annotated[str, Field(max_length=2_000)]
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class AddPhoto(OfArticle, WithFiles):
    """The picture is the only file of the batch."""

    caption: Line = ""
    credit: Line = ""
    alt: Line = ""


def add_photo(draft: Draft, asked: AddPhoto, around: Around) -> Done:
    """Copies the picture into the issue and names it at the end of the article's pictures.

    Raises ``ContentError`` for a file that is no picture, or too large a one; ``Stale`` as all acts.
    """
    if len(around.sent) != 1:
        raise ContentError(Problem("一次加一张图片", "一张一张地拖进来", asked.path))
    text = text_of(draft, asked)
    file = around.sent[0]
    name = _free_name(draft.root, asked, _ending(file))
    document = frontmatter.parse(texts.plain_lines(text), asked.path)
    fields.read_article(document, asked.path)
    photo: dict[str, Any] = {"file": name, "caption": asked.caption, "credit": asked.credit, "alt": asked.alt}
    held = document.fields.get("photos") or []
    added = [*held, {key: value for key, value in photo.items() if value}]
    draft.write(asked.path, one_value.changed(text, "photos", added, asked.path).encode())
    draft.write(issue_folder.path_of(asked.issue, f"{PHOTOS}/{name}"), file)
    return Done(f"{asked.issue} {asked.article}：加图片 {name}")


def _ending(file: Path) -> str:
    """The ending for a picture's format. Raises ``ContentError`` where it cannot be shown."""
    data = file.read_bytes()
    problem = issue_files.look(data).problem
    if problem:
        raise ContentError(Problem(f"图片 {file.name} {problem}", "换一个完好的 JPEG、PNG 或 WebP", file.name))
    return _ENDINGS[issue_files.picture_format(data)]


def _free_name(root: Path, asked: AddPhoto, ending: str) -> str:
    """``03-1.jpg`` for the first picture that is added to article 03."""
    folder = root / issue_folder.path_of(asked.issue, PHOTOS)
    taken = {path.stem.lower() for path in folder.iterdir()} if folder.is_dir() else set()
    at = next(at for at in range(1, len(taken) + 2) if f"{asked.article}-{at}" not in taken)
    return f"{asked.article}-{at}.{ending}"


class RemovePhoto(OfArticle):
    """The picture number ``photo``, counted from 0, and its caption as the editor saw it."""

    photo: Annotated[int, Field(ge=0)]
    file: str


def remove_photo(draft: Draft, asked: RemovePhoto, around: Around) -> Done:  # noqa: ARG001 - every act has these three
    """Takes a picture with its caption out of an article; the file stays in the issue's folder.

    Raises ``Stale``, and ``ContentError`` where another picture stands there.
    """
    text = text_of(draft, asked)
    held = list(frontmatter.parse(texts.plain_lines(text), asked.path).fields.get("photos") or [])
    if asked.photo >= len(held) or (held[asked.photo].get("file") or "") != asked.file:
        raise ContentError(Problem("这篇文章没有这张图片", "刷新页面再看", asked.path))
    del held[asked.photo]
    draft.write(asked.path, one_value.changed(text, "photos", held, asked.path).encode())
    return Done(f"{asked.issue} {asked.article}：去掉图片 {asked.file or '的说明'}")
