"""What the preview adds to a page that it sends to a browser, and takes away."""

import hashlib
from html import escape

from generator import server_paths

SCRIPT = f"/{server_paths.PREVIEW}/preview.js"
_END = b"</body>"
_WORKER = b" data-worker>"


def stamp(page: bytes, scripts: int) -> str:
    """What tells two versions of a page apart: its bytes, and after how many changes of scripts it was made."""
    return f"{hashlib.blake2b(page, digest_size=8).hexdigest()}-{scripts}"


def marked(page: bytes, version: int, stamp: str, band: str = "", text: str = "") -> bytes:
    """A page with the preview's script, which is told what the page is.

    ``band`` says in Chinese why readers do not see it, ``text`` is the address of the text of a withdrawn article.

    No service worker is registered: an editor who stops the preview must not go on reading what a worker kept.
    """
    data = {"version": str(version), "stamp": stamp, "band": band, "text": text}
    said = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items() if value)
    tag = f'<script src="{SCRIPT}" defer{said}></script>'.encode()
    before, end, after = page.replace(_WORKER, b">", 1).rpartition(_END)
    return before + tag + end + after if end else page + tag
