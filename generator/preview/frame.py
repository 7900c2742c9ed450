"""Everything that pages are made with besides issues: settings, templates, lists, static files, the paper's own files.

The preview gives static files addresses of its own, which stay the same when the files change. So a page does not
change with a style sheet, which the browser can then exchange on the page that it shows.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator import config
from generator.content import addresses, root_files
from generator.content.addresses import Record
from generator.errors import Problem
from generator.pages import theme_files, urls
from generator.pages.theme_files import ThemeFiles
from generator.press import content_folders, kit, places, production
from generator.press.content_scan import Moment
from generator.press.kit import Kit
from generator.press.manifest import Inputs, short
from generator.settings import Settings

STATIC = f"{urls.STATIC}preview/"
"""Where static files stand in the preview; a build's folder there is named by twelve hexadecimal digits."""


class Frame(NamedTuple):
    """The paper without its issues. ``static`` are the static files by their paths in the preview."""

    settings: Settings
    kit: Kit
    static: dict[str, bytes]
    own: dict[str, bytes]
    record: Record


def read(root: Path, state: Path, moment: Moment) -> Frame:
    """Reads all of it. ``state`` is a folder for what is remembered. Raises ``BanmianError`` with all problems."""
    theme = theme_files.read(root / "templates", root)
    text = places.settings(root)
    lists = content_folders.beside(root)  # before they are read: what changes meanwhile has another digest next time
    names = repr((sorted(theme.templates.items()), sorted(theme.static), theme.fonts))
    made, static = production.kit(root, state, theme, Inputs(paper=short(text.decode("utf-8", "replace")), theme=names))
    assets = {name: f"{STATIC}{name}" for name in made.theme.assets}
    shown = {assets[name]: static[path] for name, path in made.theme.assets.items()}
    key = short(f"{made.key} {lists}")
    of_preview = replace(made, key=key, theme=ThemeFiles(made.theme.templates, assets))
    record = addresses.read(root).at(moment.now)
    return Frame(config.load(root), of_preview, shown, root_files.read(root), record)


def mistakes(frame: Frame, before: Frame | None) -> tuple[Problem, ...]:
    """What is wrong with how templates are written: with those that changed, at first with the paper's own."""
    known = before.kit.theme.templates if before else {}
    templates = frame.kit.theme.templates
    changed = [name for name, file in templates.items() if name.endswith(".html") and known.get(name) != file]
    theme = kit.theme(frame.kit)
    return theme.mistakes(changed if before else [name for name in changed if theme.is_own(name)])
