"""Fills the desk's own pages, which are Jinja templates in ``desk/pages``."""

from functools import cache
from pathlib import Path

import jinja2
from markupsafe import escape

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


_HEAD = '<meta name="banmian-desk"'


def filled(name: str, **context: object) -> str:
    """The text of a page, or of a part of one."""
    return _environment().get_template(name).render(context)


def bound(page: str, person: str) -> str:
    """A page for a device of the network: its scripts learn that it writes as this person, and ask for no other."""
    return page.replace(_HEAD, f'<meta name="banmian-person" content="{escape(person)}">\n{_HEAD}', 1)
