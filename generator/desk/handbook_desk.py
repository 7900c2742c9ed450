"""The handbook as pages of the desk."""

import re

import markdown
from markdown.extensions.toc import TocExtension, slugify_unicode

from generator.delivery import handbook
from generator.desk import desk_pages

ADDRESS = f"{desk_pages.OWN}/handbook/"
FIRST = "编辑台"
_EXTENSIONS = ("tables", "fenced_code", "sane_lists")
_LINK = re.compile(r'href="([^":/#]+)\.md(#[^"]*)?"')
_PICTURE = re.compile(r'src="([\w-]+\.png)"')


def page(name: str, token: str) -> str | None:
    """One page of the handbook, ``None`` where there is none of this name."""
    known = handbook.pages()
    if name not in known:
        return None
    html = markdown.markdown(handbook.page(name), extensions=[*_EXTENSIONS, TocExtension(slugify=slugify_unicode)])
    html = _LINK.sub(lambda link: f'href="{ADDRESS}{link[1]}/{link[2] or ""}"', html)
    html = _PICTURE.sub(lambda picture: f'src="{ADDRESS}{picture[1]}"', html)
    others = [(title, f"{ADDRESS}{other}/") for other, title in known.items()]
    return desk_pages.filled("handbook.html", token=token, title=known[name], text=html, others=others)


def picture(name: str) -> bytes | None:
    """A picture of the handbook, ``None`` where there is none."""
    return handbook.picture(name) if re.fullmatch(r"[\w-]+\.png", name) else None
