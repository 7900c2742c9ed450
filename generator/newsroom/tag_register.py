"""Writes the tables about tags: adds rows, or changes single rows, and leaves all other lines as they are."""

from collections.abc import Iterable, Mapping

from generator.content import slugs, tables, tag_lists
from generator.content.edits.changes import Draft
from generator.content.tag_lists import COUNTS, REGISTER, REGISTER_COLUMNS, SYNONYM_COLUMNS, SYNONYMS
from generator.errors import ContentError
from generator.kinds import TagKind
from generator.model import Tag

HEADS = {
    REGISTER: (
        "# 标签登记簿：导入和 banmian tags 往后面添行。类型写 人物、机构、地点 或 主题词，可以改。\n"
        "# 网址发布之后不要改。# 开头的行是备注。\n"
        f"{','.join(REGISTER_COLUMNS)}\n"
    ),
    SYNONYMS: (f"# 同义词：左边的说法一律用右边的标签。旧标签的网址会转到新标签。\n{','.join(SYNONYM_COLUMNS)}\n"),
    COUNTS: "# 本报文章里哪些词太常见，由 banmian tags weigh 统计。删掉就不再参考。\n词,篇数\n",
}


def record(draft: Draft, used: Iterable[str], kinds: Mapping[str, TagKind]) -> tuple[Tag, ...]:
    """Adds the tags that the register does not have, each with its kind and an address; returns those.

    Raises ``ContentError`` for tables that cannot be read.
    """
    lists = tag_lists.read(draft.root, draft.read)
    frozen = {name: tag.slug for name, tag in lists.register.items() if tag.slug}
    fresh = [name for name in dict.fromkeys(used) if name not in lists.register and name not in lists.synonyms]
    if not fresh:
        return ()
    given = slugs.tag_slugs(fresh, frozen)
    tags = tuple(Tag(name, kinds.get(name, TagKind.SUBJECT), given[name]) for name in fresh)
    add(draft, REGISTER, [(tag.name, tag.kind.value, tag.slug) for tag in tags])
    return tags


def add(draft: Draft, name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Adds rows at the end of a table; a new table gets its head first."""
    sheet = _opened(draft, name)
    for row in rows:
        sheet.add(tables.line(row))
    draft.write(_path(name), sheet.to_bytes())


def write_anew(draft: Draft, name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Replaces a whole table by its head and these rows."""
    sheet = tables.opened(None, HEADS[name])
    for row in rows:
        sheet.add(tables.line(row))
    draft.write(_path(name), sheet.to_bytes())


def change(draft: Draft, tags: Iterable[Tag]) -> None:
    """Replaces the rows of these tags in the register, or adds rows where there are none."""
    changed = {tag.name: tag for tag in tags}
    sheet = _opened(draft, REGISTER)
    rows = {row["标签"]: row for row in tables.parse("".join(sheet.lines), REGISTER, REGISTER_COLUMNS, ("标签",))}
    columns = tables.head(sheet.lines)
    for name, tag in changed.items():
        cells = dict(zip(REGISTER_COLUMNS, (tag.name, tag.kind.value, tag.slug), strict=True))
        written = tables.line(cells.get(column, "") for column in columns)
        if name in rows:
            sheet.set(rows[name].line - 1, written)
        else:
            sheet.add(written)
    draft.write(_path(REGISTER), sheet.to_bytes())


def _path(name: str) -> str:
    return f"content/{tables.LISTS}/{name}"


def _opened(draft: Draft, name: str) -> tables.Sheet:
    try:
        return tables.opened(draft.read(_path(name)), HEADS[name])
    except UnicodeDecodeError:
        raise ContentError(tables.not_text(_path(name))) from None
