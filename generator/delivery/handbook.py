"""The pages of ``docs/``, which travel with the program: inside the installed package, or beside it in a checkout."""

from pathlib import Path

from generator import system
from generator.errors import ConfigError, Problem

_FOLDER = Path(__file__).parent.parent


def folder() -> Path:
    """Where the pages lie."""
    installed = _FOLDER / "docs"
    return installed if installed.is_dir() else _FOLDER.parent / "docs"


def pages() -> dict[str, str]:
    """The pages by name, each with its title."""
    return {path.stem: _text(path).partition("\n")[0].lstrip("# ") for path in sorted(folder().glob("*.md"))}


def page(name: str) -> str:
    """The text of a page, in Markdown. Raises ``ConfigError`` if there is none of this name."""
    known = pages()
    wanted = name.removesuffix(".md")
    if wanted not in known:
        raise ConfigError(Problem(f"手册里没有 “{name}” 这一页", f"有这几页：{'、'.join(known)}"))
    return _text(folder() / f"{wanted}.md")


def picture(name: str) -> bytes | None:
    """A picture that a page shows, ``None`` where there is none of this name."""
    path = folder() / name
    return system.bytes_of(path) if path.parent == folder() and path.is_file() else None


def _text(path: Path) -> str:
    return system.bytes_of(path).decode()
