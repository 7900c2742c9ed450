"""Special topics as forms, and where everything else that a paper declares stands."""

from pathlib import Path

from generator.content import specials
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.desk import desk_pages, handbook_desk
from generator.model import Special

_FILES = (
    ("newspaper.toml", "报头、颜色、栏目、三审三校、发布的办法", "报纸的设置"),
    ("content/lists/标签.csv", "标签的类型和网址", "栏目专题和标签"),
    ("content/lists/同义词.csv", "一样的标签用哪一个", "栏目专题和标签"),
    ("content/lists/人名职务.csv", "谁是什么职务", "人名职务账"),
    ("content/lists/", "领导名单、提法、禁用词", "名单提法和禁用词"),
    ("content/about.md", "“关于本报”的文字", "报纸的设置"),
)
"""Files that are edited as files: path, what stands in it, and the section of the handbook that explains it."""


def page(root: Path, token: str) -> str:
    """The page. Raises ``ContentError`` where a special topic cannot be read."""
    draft = Draft(root)
    found = [(special, _digest(draft, special)) for special in specials.read(root)]
    manual = f"{handbook_desk.ADDRESS}编辑手册/#"
    files = [(path, what, manual + section) for path, what, section in _FILES]
    return desk_pages.filled("lists.html", token=token, specials=found, kept=files, new=Special("", ""))


def _digest(draft: Draft, special: Special) -> str:
    return disk.digest(draft.read(f"content/{specials.FOLDER}/{special.slug}.md") or b"")
