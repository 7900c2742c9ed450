"""What the preview adds to a page that it sends to a browser, and takes away."""

import hashlib
from collections.abc import Mapping
from html import escape

from generator import server_paths

SCRIPT = f"/{server_paths.PREVIEW}/preview.js"
_END = b"</body>"
_WORKER = b" data-worker>"


def stamp(page: bytes, scripts: int) -> str:
    """What tells two versions of a page apart: its bytes, and after how many changes of scripts it was made."""
    return f"{hashlib.blake2b(page, digest_size=8).hexdigest()}-{scripts}"


def marked(page: bytes, said: Mapping[str, object]) -> bytes:
    """A page with the preview's script, which is told what the page is (``preview.js``); empty values are left out.

    No service worker is registered: an editor who stops the preview must not go on reading what a worker kept.
    """
    told = "".join(f' data-{name}="{escape(str(value))}"' for name, value in said.items() if value != "")
    tag = f'<script src="{SCRIPT}" defer{told}></script>'.encode()
    before, end, after = page.replace(_WORKER, b">", 1).rpartition(_END)
    return before + tag + end + after if end else page + tag
