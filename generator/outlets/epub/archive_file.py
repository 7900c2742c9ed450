"""Puts the files of a book into one EPUB: the same files always give the same bytes."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

FOLDER = "EPUB/"
"""Where the files of a book lie in the archive."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that is noted for each file, the earliest that a zip file knows."""
_CONTAINER = b"""\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The EPUB of these files, by their path in the book, in their order. ``package.opf`` must be among them."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        archive.writestr(_entry("META-INF/container.xml", zipfile.ZIP_DEFLATED), _CONTAINER)
        for path, content in files:
            method = zipfile.ZIP_STORED if path.endswith(".jpg") else zipfile.ZIP_DEFLATED
            archive.writestr(_entry(FOLDER + path, method), content)
    return data.getvalue()


def _entry(path: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _BEGINNING)
    entry.compress_type, entry.create_system, entry.external_attr = method, 3, 0o644 << 16
    return entry
