"""The paper's own pages in ``content/pages``: one Markdown file each, with front matter.

``subscribe.md`` is published at ``/subscribe/``. A file with a Chinese name gives its address under ``address:``.
"""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from pydantic import Field

from generator import server_paths, system
from generator.content import about, fields, issue_files, markdown_folder, root_files, specials
from generator.content.frontmatter import Document
from generator.errors import ContentError, Problem
from generator.model import OwnPage

FOLDER = "content/pages"
SPECIALS = f"content/{specials.FOLDER}"
TAKEN = frozenset(
    "about archive bodies corrections icons latest opds pagefind people places "
    "search share shelf sitemaps static subjects tags topics".split()
)
"""Folders of the site that banmian itself uses, besides those of issues, which are named by dates."""
_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PageFields(fields.Fields):
    """The keys of a page's file."""

    title: Annotated[str, Field(min_length=1, max_length=60)]
    summary: fields.Text = ""
    address: fields.Text = ""
    extra: object = None  # read by ``extras``


def read(root: Path) -> tuple[OwnPage, ...]:
    """The pages of a site, by name. Raises ``ContentError`` with every mistake and its line."""
    folder = root / root_files.FOLDER
    own = {path.relative_to(folder).as_posix().lower() for path in folder.rglob("*") if not path.is_dir()}
    found: dict[str, str] = {}

    def make(document: Document, source: str, name: str) -> OwnPage:
        page = _page(document, source, name)
        taken = _taken(page.address, found, own)
        if taken:
            message = f"网址 /{page.address}/ 已经是{taken}"
            raise ContentError(Problem(message, "换一个文件名或 address", source, document.line(("address",))))
        found[page.address] = source
        return page

    return markdown_folder.read(root, FOLDER, "自己", make)


def typed(root: Path) -> dict[str, str]:
    """The files of all pages that people write in Markdown, as they were typed, by the names of the files.

    These are the paper's own pages, the page about it, and special topics. What cannot be read is left out.
    """
    found = [root / about.FILE, *sorted((root / FOLDER).glob("*.md")), *sorted((root / SPECIALS).glob("*.md"))]
    texts = {}
    for path in found:
        with suppress(OSError, UnicodeDecodeError):
            texts[path.relative_to(root).as_posix()] = system.bytes_of(path).decode("utf-8")
    return texts


def _page(document: Document, source: str, name: str) -> OwnPage:
    f, extra = fields.with_extra(PageFields, document, source)
    address = f.address or name
    if server_paths.is_servers(address):
        hint = "换一个文件名，或在 address 后面写一个"
        message = f"网址 /{address}/ 用不了：{server_paths.SAID}"
        raise ContentError(Problem(message, hint, source, document.line(("address",))))
    if not _ADDRESS.fullmatch(address):
        hint = "网址只用小写字母、数字和连字符：改文件名，或在 address 后面写一个"
        raise ContentError(Problem(f"“{address}” 不能作网址", hint, source, document.line(("address",))))
    return OwnPage(name, address, f.title, f.summary, extra, document.body)


def _taken(address: str, others: Mapping[str, str], root: Collection[str]) -> str:
    """What already uses an address, in Chinese; ``""`` where it is free."""
    if address in TAKEN:
        return " banmian 自己的"
    if issue_files.ISSUE_FOLDER.fullmatch(address):
        return "留给一期报纸的"
    if address in others:
        return f" {others[address]} 的"
    return f" {root_files.FOLDER} 里一个文件的" if {address, f"{address}/index.html"} & set(root) else ""
