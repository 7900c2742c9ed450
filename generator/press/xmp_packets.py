"""XMP packets: reading the few properties that are kept of a picture's metadata, and writing them again.

Names are the namespace and the local name with a space between; a property of the AIGC mark has its local name alone.
"""

import re
from collections.abc import Iterable
from html import unescape
from xml.parsers import expat
from xml.sax.saxutils import escape

AIGC = "AIGC"
CREATOR = "http://purl.org/dc/elements/1.1/ creator"
RIGHTS = "http://purl.org/dc/elements/1.1/ rights"
CREDIT = "http://ns.adobe.com/photoshop/1.0/ Credit"
SOURCE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/ DigitalSourceType"
NAMES = frozenset((CREATOR, RIGHTS, CREDIT, SOURCE))

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TC260 = re.compile(r"http://www\.tc260\.org\.cn/ns/AIGC/1\.0/? (.+)")
"""The namespace of the mark, without a slash at the end in some programs; then the name of the property."""
_BROKEN_MARK = re.compile(r"""AIGC\s*=\s*(?:"([^"]*)"|'([^']*)')|<(?:[\w.-]+:)?AIGC\b[^>]*>([^<]*)</""")


def properties(packet: bytes) -> list[tuple[str, str]]:
    """The properties of a packet that are kept, with their values; of a damaged one, only the mark."""
    reader = _XmpReader()
    try:
        reader.read(packet)
    except (expat.ExpatError, ValueError):
        marks = _BROKEN_MARK.finditer(packet.decode("utf-8", "replace"))
        reader.found += [(AIGC, unescape("".join(part or "" for part in mark.groups()))) for mark in marks]
    return reader.found


class _XmpReader:
    """Reads the properties that are kept from a packet. A document type, which may declare entities, is refused."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._name, self._element, self._text = "", "", ""
        self._items: list[str] = []
        self._path: list[str] = []

    def read(self, packet: bytes) -> None:
        """Reads a packet. Raises ``ExpatError`` or ``ValueError`` for what is no XMP."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.Parse(packet.strip(b"\0 \r\n\t"), True)  # noqa: FBT003 - expat takes no names

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type")

    def _begin(self, element: str, attributes: dict[str, str]) -> None:
        for attribute, value in attributes.items():  # <rdf:Description photoshop:Credit="…">
            if name := _kept(attribute, self._path):
                self.found.append((name, value))
        name = _kept(element, self._path[:-1])
        self._path.append(element)
        if name and (not self._name or _TC260.fullmatch(element)):
            self._name, self._element, self._items = name, element, []
            if resource := attributes.get(f"{_RDF} resource"):
                self._items.append(resource)
        self._text = ""

    def _add(self, text: str) -> None:
        if self._name:
            self._text += text

    def _end(self, element: str) -> None:
        self._path.pop()
        if not self._name:
            return
        if element == f"{_RDF} li":
            self._items.append(self._text)
        elif element == self._element:
            kept = self._items or [self._text]
            self.found += [(self._name, value) for value in (kept if self._name == CREATOR else kept[:1])]
            self._name = ""
        self._text = ""


def _kept(name: str, path: list[str]) -> str:
    """What a property of XMP is called here; ``""`` for one that is dropped.

    ``path`` are the elements around its description: one further in tells of another picture, such as an ingredient.
    """
    mark = _TC260.fullmatch(name)
    return mark[1] if mark else name if name in NAMES and path[-1:] == [f"{_RDF} RDF"] else ""


def packet(creators: Iterable[str], rights: str, credit: str, source: str, marks: Iterable[tuple[str, str]]) -> bytes:
    """A packet that holds these values and nothing else."""

    def inside(name: str, value: str) -> str:
        return f"<{name}>{_written(value)}</{name}>" if value else ""

    def listed(name: str, kind: str, values: Iterable[str], attribute: str = "") -> str:
        items = "".join(f"<rdf:li{attribute}>{_written(value)}</rdf:li>" for value in values if value)
        return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""

    kept = (
        listed("dc:creator", "Seq", creators),
        listed("dc:rights", "Alt", [rights], ' xml:lang="x-default"'),
        inside("photoshop:Credit", credit),
        inside("Iptc4xmpExt:DigitalSourceType", source),
        *(inside(f"TC260:{name}", value) for name, value in marks),
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">{"".join(kept)}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _written(value: str) -> str:
    return escape(value, {"\r": "&#13;"})
