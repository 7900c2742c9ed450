"""What the editor of WeChat official accounts allows, as docs/公众号.md says, and what of an article does not fit."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.delivery import handbook
from generator.outlets.wechat_text import TITLE, Post, measured

PAGE = "公众号"
_HEAD = ("项目", "编辑器", "接口", "单位", "来源")


class Limit(NamedTuple):
    """A row of the table: what is allowed in the editor and through the interface, as numbers or as words."""

    editor: str
    interface: str
    unit: str

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """The two limits as numbers; ``None`` where nothing is known."""
        editor, interface = (int(text) if text.isdigit() else None for text in (self.editor, self.interface))
        return editor, interface


def limits() -> dict[str, Limit]:
    """The rows of the table by name. Raises ``ConfigError`` where the page is missing."""
    rows = [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        for line in handbook.page(PAGE).split("\n")
        if line.startswith("|")
    ]
    begin = rows.index(_HEAD) + 2
    return {row[0]: Limit(*row[1:4]) for row in rows[begin:] if len(row) == len(_HEAD)}


def of_picture(known: Mapping[str, Limit]) -> int:
    """The most bytes of a picture."""
    return min(number for number in known["图片"].numbers if number is not None)


def counted(text: str, limit: Limit) -> int:
    """How long a text is in the unit of its limit."""
    return len(text) if limit.unit == "字" else len(text.encode())


def problems(post: Post, known: Mapping[str, Limit]) -> Iterator[str]:
    """What of an article is too long for the editor, or would be lost in it, in words for an editor."""
    made = measured(post.text)
    counts = {
        **{name: counted(text, known[name]) for name, text in post.fields.items()},
        "正文": made.length,
        "正文代码": len(post.text.encode()),
    }
    if not post.fields[TITLE]:
        yield "没有标题，编辑器要填一个"
    for name, count in counts.items():
        (editor, interface), unit = known[name].numbers, known[name].unit
        if editor is not None and count > editor:
            yield f"{name} {count} {unit}，编辑器最多 {editor} {unit}，要改短"
        elif interface is not None and count > interface:
            yield f"{name} {count} {unit}，接口的说明里最多 {interface} {unit}，编辑器里也许放得下"
    if lost := sorted(made.tags - set(known["标签"].editor.split())):
        yield f"编辑器也许会去掉这些标签：{'、'.join(lost)}"
    if lost := sorted(made.styles & set(known["样式"].editor.split())):
        yield f"编辑器会去掉这些样式：{'、'.join(lost)}"
