"""One browser at the desk of a running preview, without a browser: what its scripts send, and what comes back."""

import http.client
import json
import re
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

PATIENCE = 120.0


class Reply(NamedTuple):
    """Status and JSON of an answer."""

    status: int
    told: dict[str, Any]


class DeskClient:
    """Asks as the desk's own pages do; ``session`` is the browser's, ``person`` who it was told to be."""

    def __init__(self, address: str, session: str = "one", person: str = "") -> None:
        self._host = urlsplit(address).netloc
        found = re.search('name="banmian-desk" content="([^"]+)"', self._asked("GET", "/_desk/")[1])
        if found is None:
            raise OSError("the desk has no token on its page")
        self._headers = {
            "Origin": f"http://{self._host}",
            "Content-Type": "application/json",
            "X-Banmian-Desk": found[1],
            "X-Banmian-Session": session,
            "X-Banmian-Person": quote(person),
        }

    def _asked(self, method: str, target: str, body: str = "", **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        try:
            connection.request(method, target, body.encode(), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def act(self, act: str, look: str = "", **fields: Any) -> Reply:
        """Asks for one act. Raises ``OSError`` and ``http.client.HTTPException`` where nobody answers."""
        body = json.dumps({"act": act, **fields}, ensure_ascii=False)
        status, text = self._asked("POST", f"/_desk/act?look={quote(look)}", body, **self._headers)
        return Reply(status, json.loads(text) if text.startswith("{") else {})

    def state(self, issue: str, number: str) -> dict[str, Any]:
        """What an open page is told of an article."""
        found: dict[str, Any] = json.loads(self._asked("GET", f"/_desk/state/{issue}/{number}")[1])
        return found

    def text(self, target: str) -> str:
        """A page."""
        return self._asked("GET", target)[1]
