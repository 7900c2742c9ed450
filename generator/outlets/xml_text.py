"""Text for XML files."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """A text without the characters that XML 1.0 forbids."""
    return _NOT_IN_XML.sub("", text)
