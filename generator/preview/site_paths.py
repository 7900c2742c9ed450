"""Says which files and folders of a paper its site is made of. Paths are relative to the paper's folder, with ``/``.

The rules are those of the code that reads the files: ``issue_files`` and ``content_scan`` for issues and what stands
beside them, ``root_files`` for files that are published unchanged, ``theme_files`` for templates. Answers to doubts and
an issue's ``source/`` are not on any page.
"""

from collections.abc import Callable

from generator.config import FILE_NAME
from generator.content.issue_files import ISSUE_FOLDER, PHOTOS, REVIEW, SIGNED, is_litter
from generator.content.root_files import NOT_MEANT
from generator.press.content_folders import BACKUPS

CONTENT, TEMPLATES = "content", "templates"
TOP = (FILE_NAME, CONTENT, TEMPLATES)
"""What a site is made of, as it stands in the paper's folder."""


def counts(path: str) -> bool:
    """Whether a change of the file or folder at ``path`` can change the site."""
    folder, _, name = path.rpartition("/")
    return rule(folder)(name)


def rule(folder: str) -> Callable[[str], bool]:
    """Says of each name in a folder whether a change of what is called so can change the site."""
    match folder.split("/"):
        case [""]:
            return TOP.__contains__
        case ["templates", *inner] if not any(map(is_litter, inner)):
            return _is_meant
        case ["content"]:
            return _is_beside_backups
        case ["content", "root", *_]:
            return _is_published
        case ["content", "issues", issue] if _is_issue(issue):
            return _is_of_issue
        case ["content", "issues", issue, "photos"] if _is_issue(issue):
            return _is_meant
        case ["content", "issues", issue, "signed"] if _is_issue(issue):
            return _is_article
        case ["content", inner] if _is_beside_backups(inner):  # folders of issues with wrong names are told to editors
            return _is_meant
    return _never


def _is_meant(name: str) -> bool:
    return not is_litter(name)


def _is_beside_backups(name: str) -> bool:
    return not is_litter(name) and name != BACKUPS


def _is_published(name: str) -> bool:  # hidden files as well, such as .well-known/
    return name not in NOT_MEANT


def _is_of_issue(name: str) -> bool:
    return name in (PHOTOS, REVIEW, SIGNED) or _is_article(name)


def _is_article(name: str) -> bool:
    return name.endswith(".md") and not is_litter(name)


def _never(_name: str) -> bool:
    return False


def is_entered(path: str, *, is_link: bool) -> bool:
    """Whether files in the folder at ``path`` can count; the paper's folder itself is ``""``.

    Below ``templates/`` and ``content/root/`` the code that reads them does not follow links to folders.
    """
    match path.split("/"):
        case [""] | ["content"] | ["templates"]:
            return True
        case ["templates", *inner]:
            return not is_link and not any(map(is_litter, inner))
        case ["content", "root", *inner]:
            return not inner or not is_link
        case ["content", "issues", issue] | ["content", "issues", issue, "photos" | "signed"]:
            return _is_issue(issue)
        case ["content", folder]:
            return _is_beside_backups(folder)
    return False


def joined(folder: str, name: str) -> str:
    """The path of ``name`` in a folder; ``""`` stands for the paper's folder, and for the folder itself."""
    return f"{folder}/{name}" if folder and name else folder or name


def is_within(path: str, folder: str) -> bool:
    """Whether a path is ``folder`` or lies in it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def _is_issue(name: str) -> bool:
    return ISSUE_FOLDER.fullmatch(name) is not None
