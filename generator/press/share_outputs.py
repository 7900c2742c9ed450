"""The output of share pictures, and the paper's font, which they are drawn with."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator import system
from generator.config import FONT_FOLDER, LOGO_FOLDER
from generator.content import issue_files
from generator.errors import ConfigError, Problem
from generator.outlets import share_drawing
from generator.outlets.share_drawing import ShareLook
from generator.pages.shares import Shares, ShareText, is_drawn
from generator.press import code_digest
from generator.press import kit as tools
from generator.press.kit import Kit
from generator.press.manifest import Cause, digest, short
from generator.press.output import Bundle, Job, Made, Paper, Scope, Source
from generator.settings import Settings


def shares(root: Path, settings: Settings) -> Shares:
    """Which share pictures a paper has. Raises ``ConfigError`` where its font file is none."""
    name = settings.share.font
    if not (name and settings.paper.address):
        return Shares(settings.share.pictures)
    try:
        glyphs = share_drawing.opened(_font(root, settings)).characters()
    except ValueError:
        problem = Problem(
            "打不开，不是完好的字体", "换一个 .otf .ttf .ttc 文件，或把 font 留空", f"{FONT_FOLDER}/{name}"
        )
        raise ConfigError(problem) from None
    return Shares(settings.share.pictures, glyphs)


def _font(root: Path, settings: Settings) -> bytes:
    return system.bytes_of(root / FONT_FOLDER / settings.share.font)


class ShareJob(NamedTuple):
    """A share picture to be drawn."""

    name: str
    text: ShareText
    look: ShareLook
    font: bytes

    def make(self, kit: Kit) -> Made:
        """The picture, with its headline broken between words."""
        font = share_drawing.opened(self.font)
        picture = share_drawing.drawn(self.text, self.look, font, tools.words(kit).cut)
        return Made(self.name, [(self.text.path, picture)], [])


@dataclass(frozen=True, slots=True)
class SharePictures:
    """A bundle for each picture. Its cause is what stands in it, the dress of the paper, the font, and Pillow."""

    name: str = "share pictures"
    scope: Scope = Scope.LIST
    is_heavy: bool = False

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """The pictures of the paper, its issues and articles, as far as its settings and its font go.

        Those of an issue are named so that they are taken down with its articles (``withholding``).
        """
        edition = paper.edition
        if not edition.shares.glyphs:
            return
        look, font = _look(paper), _font(paper.root, paper.settings)
        dress = f"{look[:-2]} {digest(look.logo)} {look.mourning} {digest(font)} {code_digest.versions('pillow')}"
        for issue, key, text in edition.shares.all(edition.site, edition.issues):
            name = f"{issue} share {key}".strip()
            job = partial(_job, name, text, look, font)
            yield Bundle(
                name, Cause("", short(f"{dress} {text}")), job, "图上的字、颜色或字体改了", follows_settings=False
            )


def _job(name: str, text: ShareText, look: ShareLook, font: bytes, _source: Source) -> Job:
    return ShareJob(name, text, look, font)


def _look(paper: Paper) -> ShareLook:
    colours, settings = paper.settings.colours, paper.settings.paper
    logo = b""
    if is_drawn(settings.logo):
        logo = paper.static[paper.kit.theme.assets[settings.logo]]
        if problem := issue_files.look(logo).problem:
            told = Problem(f"报头图片{problem}", "换一个图片，或把 logo 留空", f"{LOGO_FOLDER}/{settings.logo}")
            raise ConfigError(told)
    dress = (colours.paper, colours.ink, colours.red, settings.masthead, settings.name)
    return ShareLook(*dress, logo, settings.mourning)
