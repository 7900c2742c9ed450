"""The table of what may be asked of the desk: a name, what a request of that name says, and what carries it out."""

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.content.edits.changes import Draft
from generator.editing import putting
from generator.editing.asked import Around, Asked, Done


class Act(NamedTuple):
    """``kind`` is the kind of its entries in the history."""

    kind: str
    asked: type[Asked]
    function: Callable[[Draft, Any, Around], Done]


ACTS: dict[str, Act] = {
    "put": Act("edit", putting.Put, putting.put),
}
