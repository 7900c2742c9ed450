"""The event streams of open browsers. Each gets the state when it begins to listen, and again whenever it changes."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

HEARTBEAT_SECONDS = 15.0
"""How often something is sent while nothing happens, so that a browser that went away is noticed."""


class OpenPages:
    """The streams. ``tell`` may be called from any thread once ``begin`` was called in the server's."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._state: dict[str, Any] = {}

    def begin(self) -> None:
        """Notes the running event loop."""
        self._loop = asyncio.get_running_loop()

    @property
    def state(self) -> dict[str, Any]:
        """What was told last."""
        return self._state

    def tell(self, state: dict[str, Any]) -> None:
        """Tells all browsers."""
        self._state = state
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, state)

    def end(self) -> None:
        """Ends all streams."""
        self._put(None)

    def _put(self, state: dict[str, Any] | None) -> None:
        for listener in self._listeners:
            listener.put_nowait(state)

    async def stream(self) -> AsyncIterator[str]:
        """The events for one browser, as text."""
        listener: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield f"retry: 500\ndata: {json.dumps(self._state)}\n\n"
            while True:
                try:
                    state = await asyncio.wait_for(listener.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if state is None:
                    return
                yield f"data: {json.dumps(state)}\n\n"
        finally:
            self._listeners.discard(listener)
