"""Fills the desk's own pages, which are Jinja templates in ``desk/pages``."""

from functools import cache
from pathlib import Path

import jinja2

from generator import server_paths

OWN = f"/{server_paths.DESK}"
FILES = f"{OWN}/files/"


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("pages")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"own": OWN, "files": FILES}
    return made


def filled(name: str, **context: object) -> str:
    """The text of a page, or of a part of one."""
    return _environment().get_template(name).render(context)
