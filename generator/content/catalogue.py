"""Reads everything in ``content/`` that belongs to no single issue: tags, posts, special topics, own pages."""

from pathlib import Path

from generator.content import about, page_files, posts_table, specials, tag_lists
from generator.errors import ContentError, Problem
from generator.model import Catalogue, OwnPage, Post, Special


def read(root: Path, min_articles: int) -> Catalogue:
    """Reads the catalogue of the site at ``root``. Raises ``ContentError`` with every mistake of every file."""
    problems: list[Problem] = []
    lists = tag_lists.TagLists()
    posts: dict[str, tuple[Post, ...]] = {}
    gathered: tuple[Special, ...] = ()
    said = ""
    own: tuple[OwnPage, ...] = ()
    try:
        lists = tag_lists.read(root)
    except ContentError as error:
        problems += error.problems
    try:
        posts = posts_table.posts(root)
    except ContentError as error:
        problems += error.problems
    try:
        gathered = specials.read(root)
    except ContentError as error:
        problems += error.problems
    try:
        said = about.read(root)
    except ContentError as error:
        problems += error.problems
    try:
        own = page_files.read(root)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(*problems)
    return Catalogue(lists.register, lists.synonyms, posts, gathered, min_articles, said, own)
