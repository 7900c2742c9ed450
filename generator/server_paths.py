"""Addresses at the root of the preview's server, outside of the paper's base, that no page or file of a paper has."""

import re
from urllib.parse import unquote

PREVIEW = "_banmian"
DESK = "_desk"
SAID = "/_banmian/ 和 /_desk/ 是预览和编辑台自己用的"
"""Why a name is refused, for messages."""

_STEPS = re.compile(r"(?:\.?/)+")


def is_servers(address: str) -> bool:
    """Whether an address, or the path of a file, stands at or below one of the server's own.

    Letter case and percent-encoding are ignored, since some systems ignore the first, and servers read the second.
    """
    path = _STEPS.sub("/", "/" + unquote(address)).removeprefix("/")
    return path.partition("/")[0].lower() in (PREVIEW, DESK)
