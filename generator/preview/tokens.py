"""One-time tokens that let devices of the local network in, and the sessions they are redeemed for.

Both live in this process alone, so a restart ends all. Only digests are kept: whoever reads the memory of the process,
or an error report of it, learns neither a token nor a session. Time is an argument, in seconds.

A token, and a session too, is for looking, or bound to a person as whom its device writes. This writer is ``None`` for
looking, and ``""`` for a device that writes without a name.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from enum import Enum, auto

LIFETIME = 600.0
"""For how many seconds a token can be redeemed."""
BYTES = 20
"""The random bytes of a token or a session: 160 bits."""


class Standing(Enum):
    """What a token is good for."""

    OPEN = auto()
    USED = auto()
    EXPIRED = auto()
    UNKNOWN = auto()


@dataclass(slots=True)
class _Issued:
    digest: bytes
    ends: float
    writer: str | None
    is_used: bool = False


@dataclass(slots=True)
class Tokens:
    """The tokens that were given out, and the sessions of the devices that redeemed one."""

    _issued: list[_Issued] = field(default_factory=list)
    _sessions: dict[bytes, str | None] = field(default_factory=dict)

    def issue(self, now: float, writer: str | None = None) -> str:
        """A new token for one device."""
        token = secrets.token_hex(BYTES)
        self._issued.append(_Issued(_digest(token), now + LIFETIME, writer))
        return token

    def meant_for(self, token: str) -> str | None:
        """The writer of a token."""
        found = self._find(token)
        return found.writer if found else None

    def standing(self, token: str, now: float) -> Standing:
        """What a token is good for now. Asking does not use it up."""
        found = self._find(token)
        if found is None:
            return Standing.UNKNOWN
        if found.is_used:
            return Standing.USED
        return Standing.OPEN if now < found.ends else Standing.EXPIRED

    def redeem(self, token: str, device: str, now: float) -> str:
        """Uses a token up, and returns a session for the device; ``""`` where the token is not open.

        ``device`` is the address that the device has in the network; the session is worth nothing to any other.
        """
        found = self._find(token)
        if found is None or self.standing(token, now) is not Standing.OPEN:
            return ""
        found.is_used = True
        session = secrets.token_hex(BYTES)
        self._sessions[_digest(session, device)] = found.writer
        return session

    def knows(self, session: str, device: str) -> bool:
        """Whether the device was given this session."""
        digest = _digest(session, device)
        return any(hmac.compare_digest(digest, known) for known in self._sessions)

    def writer(self, session: str, device: str) -> str | None:
        """As whom the device may write with this session."""
        return self._sessions.get(_digest(session, device))

    @property
    def devices(self) -> int:
        """How many devices were let in."""
        return len(self._sessions)

    def _find(self, token: str) -> _Issued | None:
        digest = _digest(token)
        found = [issued for issued in self._issued if hmac.compare_digest(digest, issued.digest)]
        return found[0] if found else None


def _digest(*secret: str) -> bytes:
    return hashlib.sha256("\n".join(secret).encode("utf-8", "surrogateescape")).digest()
