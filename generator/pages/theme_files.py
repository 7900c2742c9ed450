"""Reads templates and static files from disk into one value that can be sent to any process.

A file in the site's own folder replaces banmian's of the same name; templates can still name the latter as
``builtin/…``.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator import system
from generator.errors import Problem, TemplateProblem
from generator.pages import urls

BUILTIN = "builtin/"
STATIC_FOLDER = "static"
FONTS_FOLDER = "fonts"
STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template's text (``None`` where it is not UTF-8), and the name of its file for messages."""

    text: str | None
    shown: str


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The templates of a site, by the names under which templates include each other, and the paths of static files.

    ``assets`` maps the name of a static file to its path below ``output/``.
    """

    templates: dict[str, TemplateFile]
    assets: dict[str, str]


@dataclass(frozen=True, slots=True)
class ThemeSource:
    """Templates and static files as they were read, by name."""

    templates: dict[str, TemplateFile]
    static: dict[str, bytes]
    ours: frozenset[str]
    """The static files that are banmian's own."""
    fonts: dict[str, str] = field(default_factory=dict)
    """The digests of fonts for share pictures, which are not published."""

    def digest(self) -> str:
        """One hash of all of it, the same wherever banmian and the paper lie."""
        digest = hashlib.blake2b(digest_size=16)
        texts = {name: file.text for name, file in self.templates.items()}
        for part in (*sorted(texts.items()), *sorted(self.static.items()), *sorted(self.fonts.items())):
            digest.update(repr(part).encode("utf-8", "surrogateescape"))
        return digest.hexdigest()


def builtin_folder() -> Path:
    """The folder of banmian's own templates: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def read(site_folder: Path, shown_from: Path) -> ThemeSource:
    """Reads the theme of a site. Messages name files relative to ``shown_from``.

    Raises ``TemplateProblem`` for files that cannot be read, and for a name that is both a static file's and a
    folder's.
    """
    templates: dict[str, TemplateFile] = {}
    static: dict[str, bytes] = {}
    ours: set[str] = set()
    fonts: dict[str, str] = {}
    problems: list[Problem] = []
    builtin = builtin_folder()
    for folder, prefixes in ((builtin, ("", BUILTIN)), (site_folder, ("",))):
        is_ours = folder == builtin or (folder.exists() and folder.samefile(builtin))
        for path in _files(folder, shown_from, problems):
            name = path.relative_to(folder).as_posix()
            try:
                data = system.bytes_of(path)
            except OSError as error:
                problems.append(_unread(path, shown_from, error))
                continue
            if name.startswith(f"{STATIC_FOLDER}/"):
                bare = name.removeprefix(f"{STATIC_FOLDER}/")
                static[bare] = data
                ours = ours | {bare} if is_ours else ours - {bare}
            elif name.startswith(f"{FONTS_FOLDER}/"):
                fonts[name] = hashlib.blake2b(data, digest_size=16).hexdigest()
            else:
                template = _template(data, _shown(path, shown_from))
                templates |= {prefix + name: template for prefix in prefixes}
    problems += _under_files(static, f"{_shown(site_folder, shown_from)}/{STATIC_FOLDER}")
    if problems:
        raise TemplateProblem(*problems)
    return ThemeSource(templates, static, frozenset(ours), fonts)


def _files(folder: Path, shown_from: Path, problems: list[Problem]) -> Iterator[Path]:
    """All files below a folder, without hidden ones, which systems and editors put there."""
    if folder.is_symlink() or folder.exists():
        try:
            next(folder.iterdir(), None)
        except OSError as error:
            problems.append(_unread(folder, shown_from, error))
            return
    for path in sorted(folder.rglob("*")):
        if not (path.name.startswith(".") or path.is_dir()):
            yield path


def _under_files(static: Collection[str], shown: str) -> Iterator[Problem]:
    for name in static:
        for folder in PurePosixPath(name).parents:
            if folder.as_posix() in static:
                hint = "给文件夹换一个名字"
                yield Problem(f"{folder} 已经是 banmian 的一个文件，不能又是文件夹", hint, f"{shown}/{name}")


def _unread(path: Path, shown_from: Path, error: OSError) -> Problem:
    hint = "删掉它，或换成读得了的文件"
    return Problem(f"读不了：{system.why(error)}", hint, _shown(path, shown_from))


def dressed(source: ThemeSource, rules: str) -> tuple[ThemeFiles, dict[str, bytes]]:
    """The theme ready for use, and its static files by path below ``output/``; ``rules`` are added to the style sheet.

    All static files are in one folder that is named after a digest of them. Any change gives it another name, so
    browsers may cache the files for ever.
    """
    found = {name: _lean(name, data) if name in source.ours else data for name, data in source.static.items()}
    found[STYLE] = found.get(STYLE, b"") + rules.encode()
    digest = hashlib.blake2b(digest_size=6)
    for name, data in sorted(found.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    assets = {name: f"{urls.STATIC}{digest.hexdigest()}/{name}" for name in sorted(found)}
    return ThemeFiles(source.templates, assets), {assets[name]: data for name, data in found.items()}


def _lean(name: str, data: bytes) -> bytes:
    """Banmian's own style sheets and scripts, minified; other files unchanged."""
    import rcssmin  # noqa: PLC0415 - a build without a change makes no static file
    import rjsmin  # noqa: PLC0415

    if name.endswith(".css"):
        return bytes(rcssmin.cssmin(data))
    return bytes(rjsmin.jsmin(data)) if name.endswith(".js") else data


def _shown(path: Path, shown_from: Path) -> str:
    return str(path.relative_to(shown_from)) if path.is_relative_to(shown_from) else str(path)


def _template(data: bytes, shown: str) -> TemplateFile:
    try:
        return TemplateFile(data.decode("utf-8"), shown)
    except UnicodeDecodeError:
        return TemplateFile(None, shown)
