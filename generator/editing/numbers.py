"""Numbers of articles that were never given before. The highest is kept in ``issue.md``, as ``numbered``.

The number of an article is in its address, so one that readers, links or the search may know must never lead to
another article.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.content import addresses, article_file, issue_files, store
from generator.content.edits import number_counter
from generator.content.edits.changes import Draft
from generator.editing import folios
from generator.newsroom import issue_folder

LEAST_DIGITS = 2


def take(draft: Draft, issue_id: str) -> str:
    """The next number of an issue, which counts as given once the draft is carried out. Raises ``ContentError``."""
    text, issue = folios.head(draft, issue_id)
    number = 1 + max(issue.numbered, *_given(draft, issue_id))
    path = folios.path_of(issue_id)
    draft.write(path, number_counter.counting(text.encode(), number, path))
    return f"{number:0{LEAST_DIGITS}d}"


def keep(draft: Draft, issue_id: str, number: str) -> None:
    """Counts the number of an article that goes as given, if nothing else would know that it was."""
    text, issue = folios.head(draft, issue_id)
    if int(number) > max(issue.numbered, issue_folder.read_record(draft, issue_id).highest):
        path = folios.path_of(issue_id)
        draft.write(path, number_counter.counting(text.encode(), int(number), path))


def _given(draft: Draft, issue_id: str) -> Iterator[int]:
    """Every number of the issue that a file, an id of old, the record of import or that of publishing knows."""
    yield 0
    yield issue_folder.read_record(draft, issue_id).highest
    for file in issue_files.articles(draft.root / issue_folder.path_of(issue_id)):
        if file.name == store.ISSUE_FILE:
            continue
        data = draft.read(issue_folder.path_of(issue_id, file.name))
        names = (file.stem, *(article_file.former_ids(data, file.name) if data is not None else ()))
        yield from filter(None, (_number(name, issue_id) for name in names))
    for path in addresses.read(draft.root).public:
        place = PurePosixPath(path)
        if place.parent.as_posix() == issue_id and place.stem.isdecimal():
            yield int(place.stem)


def _number(name: str, issue_id: str) -> int:
    """The number in an id of this issue, or in a file's name; 0 in any other."""
    digits = name.removeprefix(f"{issue_id}-")
    return int(digits) if digits.isdecimal() else 0
