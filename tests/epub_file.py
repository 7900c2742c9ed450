"""An EPUB as a reader's program sees it: its documents, its contents, what its links lead to."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

HTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class EpubFile:
    """The bytes of an EPUB, opened."""

    data: bytes

    @cached_property
    def entries(self) -> list[zipfile.ZipInfo]:
        """What stands in the archive, in its order."""
        return zipfile.ZipFile(io.BytesIO(self.data)).infolist()

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files of the book, by their path in it."""
        archive = zipfile.ZipFile(io.BytesIO(self.data))
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist() if name[:5] == "EPUB/"}

    @cached_property
    def documents(self) -> dict[str, Element]:
        """The documents, parsed as strictly as XML is. Raises ``ParseError``."""
        return {path: ET.fromstring(data) for path, data in self.files.items() if path.endswith(".xhtml")}  # noqa: S314 - ours

    @cached_property
    def package(self) -> Element:
        """The package document."""
        return ET.fromstring(self.files["package.opf"])  # noqa: S314 - ours

    @property
    def metadata(self) -> dict[str, str]:
        """The metadata by name, without refinements."""
        found = self.package.find(f"{OPF}metadata")
        assert found is not None
        return {(one.get("property") or one.tag.removeprefix(DC)): one.text or "" for one in found}

    @property
    def spine(self) -> list[str]:
        """The documents in the order in which they are read."""
        paths = {one.get("id"): one.get("href", "") for one in self.package.iter(f"{OPF}item")}
        return [paths[one.get("idref")] for one in self.package.iter(f"{OPF}itemref")]

    @property
    def contents(self) -> list[tuple[str, list[str]]]:
        """The sections of the contents, each with the names that stand below it."""
        nav = self.documents["nav.xhtml"].find(f".//{HTML}nav")
        assert nav is not None
        found = []
        for row in nav.findall(f"{HTML}ol/{HTML}li"):
            names = [_text(link) for link in row.findall(f"{HTML}ol/{HTML}li/{HTML}a")]
            found.append((_text(row.find(f"{HTML}a")), names))
        return found

    def text(self, path: str) -> str:
        """The words of a document."""
        return "".join(self.documents[path].itertext())

    def wrong(self) -> list[str]:
        """Links and pictures without a target, ids that stand twice, files that the package does not name or lacks."""
        named = {one.get("href", "") for one in self.package.iter(f"{OPF}item")}
        found = [f"not named: {path}" for path in self.files.keys() - named - {"package.opf"}]
        found += [f"not there: {path}" for path in named - self.files.keys()]
        for path, document in self.documents.items():
            ids = [one.get("id") for one in document.iter() if one.get("id")]
            found += [f"{path}: id twice" for _ in range(len(ids) - len(set(ids)))]
            for one in document.iter():
                for address in filter(None, (one.get("href"), one.get("src"))):
                    target = posixpath.normpath(address.partition("#")[0])
                    if ":" not in address and target not in self.files:
                        found.append(f"{path}: {address}")
        return found


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()
