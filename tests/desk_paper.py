"""A paper with its desk, in this process: what a browser sends, and what comes back."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import asked
from generator.content.edits import disk
from watched_paper import WatchedPaper

ORIGIN = f"http://{asked.NEAR}:{asked.PORT}"
ACT = "/_desk/act"


class Reply(NamedTuple):
    """Status and JSON of an answer."""

    status: int
    told: dict[str, Any]


class DeskPaper(WatchedPaper):
    """The preview of a paper, asked as the desk's own pages ask it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        found = re.search('name="banmian-desk" content="([^"]+)"', self.get("/_desk/").text)
        assert found
        self.token = found[1]

    def headers(self, session: str = "one", person: str = "") -> dict[str, str]:
        """What the scripts of the desk send along."""
        return {
            "Origin": ORIGIN,
            "Content-Type": "application/json",
            "X-Banmian-Desk": self.token,
            "X-Banmian-Session": session,
            "X-Banmian-Person": quote(person),
        }

    def send(self, body: bytes, headers: dict[str, str], target: str = ACT, method: str = "POST") -> asked.Answer:
        """The answer to any request."""
        request = asked.scope(target, *headers.items(), method=method)
        return asked.answer(self.app, request, body)

    def act(self, act: str, session: str = "one", person: str = "", look: str = "", **fields: Any) -> Reply:
        """Asks for one act."""
        body = json.dumps({"act": act, **fields}, ensure_ascii=False).encode()
        answer = self.send(body, self.headers(session, person), f"{ACT}?look={look}")
        return Reply(answer.status, json.loads(answer.text) if answer.text.startswith("{") else {})

    def digest(self, issue: str, number: str) -> str:
        """The digest of an article's file."""
        return disk.digest((self.root / f"content/issues/{issue}/{number}.md").read_bytes())

    def of(self, issue: str, number: str) -> dict[str, str]:
        """The fields that name an article as it is now."""
        return {"issue": issue, "article": number, "digest": self.digest(issue, number)}

    def state(self, issue: str, number: str) -> dict[str, Any]:
        """What an open page is told of an article."""
        found: dict[str, Any] = json.loads(self.get(f"/_desk/state/{issue}/{number}").text)
        return found
