"""Serves the preview until it is interrupted.

To be quick, it has another process look at the files before it loads what it shows them with (``running``).
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from generator.press.report import Progress
from generator.preview import first_look, guard, listening
from generator.preview.bursts import Bursts
from generator.preview.spoken import Mood, Said, Wish
from generator.preview.watching import watching
from generator.preview.what_changed import Changes

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from generator.preview.session import Session


def serve(
    root: Path,
    wish: Wish,
    said: Said,
    ready: Callable[[str], None],
    progress: Callable[[], AbstractContextManager[Progress]],
    beside: Executor,
    desk: "Callable[[Session], Sequence[BaseRoute]]",
) -> None:
    """Serves the paper in ``root``; ``ready`` is called with the address of its front page.

    Files are looked at ``beside`` this process, which loads meanwhile what it shows them with. While issues are read
    for the first time, ``progress`` shows how far that has come. ``desk`` gives the routes of the desk.

    Raises ``BanmianError`` where no port can be used, or the paper cannot be looked at.
    """
    root = root.resolve()

    def act(changes: Changes) -> None:
        session.act(changes)

    def failed(error: Exception) -> None:
        session.failed(error)

    bursts = Bursts(act, failed)
    with (
        closing(listening.listen(wish.port, _lan(wish))) as sockets,
        # The files are watched before they are looked at, so that no change between the two is missed.
        watching(root, bursts.told, lambda line: said(line, Mood.PLAIN)),
    ):
        looked = beside.submit(first_look.look, root, wish.moment, wish.drafts)
        from generator.preview import running  # noqa: PLC0415 - while the other process looks

        with progress() as told:
            session = running.session(root, wish, looked.result, said, told)
        beside.shutdown()
        if sockets.said:
            said(sockets.said, Mood.PLAIN)
        session.begin()
        bursts.start()
        try:
            ready(f"http://{guard.LOOPBACK}:{sockets.port}{session.paper.base}")
            running.run(session, sockets, said, desk(session), edits=wish.lan_edits)
        finally:
            bursts.stop()
            session.end()


def _lan(wish: Wish) -> str:
    """The address in the local network, ``""`` where it is not served."""
    if wish.lan is None:
        return ""
    return wish.lan or listening.own_address()
