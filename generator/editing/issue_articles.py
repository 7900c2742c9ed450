"""The articles of one issue as they stand now, in their order, and a place in that order for another one."""

from generator.content import issue_files, store, texts
from generator.content.edits import one_value
from generator.content.edits.changes import Draft
from generator.editing import front_values
from generator.errors import ContentError, Problem
from generator.model import Article
from generator.newsroom import issue_folder


def text(draft: Draft, issue_id: str, number: str) -> str:
    """The text of an article's file, with its own line ends. Raises ``ContentError``."""
    path = issue_folder.path_of(issue_id, f"{number}.md")
    data = draft.read(path)
    if data is None:
        raise ContentError(Problem(f"没有 {number} 这一篇", "它刚才被删掉或并走了；刷新页面再看", path))
    return texts.utf8(data, path)


def write(draft: Draft, issue_id: str, number: str, new: str) -> None:
    """Gives an article's file another text. Raises ``ContentError`` where it could not be read any more."""
    path = issue_folder.path_of(issue_id, f"{number}.md")
    front_values.article(new, path)
    draft.write(path, new.encode())


def numbers(draft: Draft, issue_id: str) -> list[str]:
    """The names of the articles' files without their ending, those of this draft as well."""
    folder = draft.root / issue_folder.path_of(issue_id)
    found = [file.stem for file in issue_files.articles(folder) if file.name != store.ISSUE_FILE]
    return [number for number in found if draft.read(issue_folder.path_of(issue_id, f"{number}.md")) is not None]


def in_order(draft: Draft, issue_id: str) -> list[tuple[str, Article]]:
    """The numbers of the articles' files, with the articles, in their order. Raises ``ContentError``."""
    found = [
        (number, front_values.article(text(draft, issue_id, number), issue_folder.path_of(issue_id, f"{number}.md")))
        for number in numbers(draft, issue_id)
    ]
    return sorted(found, key=lambda pair: (pair[1].order, pair[1].id))


def place_behind(draft: Draft, issue_id: str, number: str) -> int:
    """The order of a new article behind another one, ``""`` for the end; as few others as possible move on for it."""
    standing = in_order(draft, issue_id)
    if not number:
        return 1 + max((article.order for _, article in standing), default=0)
    at = next(at for at, (name, _) in enumerate(standing) if name == number)
    free = standing[at][1].order + 1
    wanted = free
    for name, article in standing[at + 1 :]:
        if article.order > wanted:
            break
        wanted += 1
        give_order(draft, issue_id, name, wanted)
    return free


def give_order(draft: Draft, issue_id: str, number: str, order: int) -> None:
    """Gives an article another place in its issue. Raises ``ContentError``."""
    path = issue_folder.path_of(issue_id, f"{number}.md")
    write(draft, issue_id, number, one_value.changed(text(draft, issue_id, number), "order", order, path))
