"""What goes with a picture to readers: who made it, whose it is, that a machine made it; and nothing else."""

import json
import struct
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from generator.press import icons, photo_sizes, picture_rights, xmp_packets
from generator.press.photo_sizes import FORMATS, made
from generator.settings import Colours

MARK = json.dumps(
    {
        "Label": "1",
        "ContentProducer": "青川模型 <甲>&",
        "ProduceID": "a-1",
        "ReservedCode1": "",
        "ContentPropagator": "青川晚报",
        "PropagateID": "b-2",
        "ReservedCode2": "x",
    },
    ensure_ascii=False,
)
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
SECRETS = ("SECRET-CAMERA", "SECRET-PLACE", "SECRET-PROGRAM", "1999:01:02")
PLAIN = Image.effect_noise((96, 64), 40).convert("RGB")

XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="新华社" photoshop:City="SECRET-PLACE"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:mark="http://www.tc260.org.cn/ns/AIGC/1.0/">
<tiff:Model>SECRET-CAMERA</tiff:Model>
<dc:creator><rdf:Seq><rdf:li>周采薇</rdf:li><rdf:li>郑明</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 青川晚报</rdf:li>
<rdf:li xml:lang="en">QC</rdf:li></rdf:Alt></dc:rights>
<Iptc4xmpExt:DigitalSourceType>{SOURCE}</Iptc4xmpExt:DigitalSourceType>
<xmpMM:Pantry><rdf:Bag><rdf:li><rdf:Description><dc:creator>别人</dc:creator></rdf:Description></rdf:li></rdf:Bag></xmpMM:Pantry>
<mark:AIGC>{escape(MARK)}</mark:AIGC>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def exif(*, comment: str = "", **texts: str) -> Image.Exif:
    """EXIF with a camera, a place, a day and a thumbnail's worth of secrets, and these texts."""
    made = Image.Exif()
    made[ExifTags.Base.Make] = "SECRET-CAMERA"
    made[ExifTags.Base.Software] = "SECRET-PROGRAM"
    made[ExifTags.Base.DateTime] = "1999:01:02 03:04:05"
    place = made.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSAreaInformation] = b"SECRET-PLACE"
    for name, text in texts.items():
        made[ExifTags.Base[name]] = text.encode()
    if comment:
        made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + comment.encode("utf-16-le")
    return made


def saved(form: str, **options: Any) -> bytes:
    """A small picture as bytes, with metadata."""
    data = BytesIO()
    PLAIN.save(data, form, **options)
    return data.getvalue()


def png(**texts: str) -> bytes:
    """A PNG with these texts, as Latin-1 or, where that is not enough, as international ones."""
    info = PngImagePlugin.PngInfo()
    for keyword, text in texts.items():
        info.add_text(keyword, text)
    return saved("PNG", pnginfo=info, exif=exif())


def iptc(**fields: str) -> bytes:
    """The bytes of a segment of Photoshop with IPTC-IIM fields in the encoding of an old newsroom system."""
    numbers = {"by_line": 80, "city": 90, "credit": 110, "rights": 116}
    rows = ((numbers[name], text.encode("gb18030")) for name, text in fields.items())
    data = b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in rows)
    block = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment


def in_png_xmp() -> bytes:
    """A PNG with a packet."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved("PNG", pnginfo=info, exif=exif())


def at_the_end() -> bytes:
    """A JPEG after whose end a program wrote a packet."""
    return saved("JPEG", exif=exif()) + XMP


def kept(data: bytes) -> dict[str, list[str]]:
    """What stands in a picture's packet, by name."""
    with Image.open(BytesIO(data)) as image:
        found: dict[str, list[str]] = {}
        for name, value in xmp_packets.properties(image.info.get("xmp", b"")):
            found.setdefault(name.rpartition(" ")[2], []).append(value)
        return found


FORMS = pytest.mark.parametrize("suffix", FORMATS)
WIDTHS = pytest.mark.parametrize("width", [96, 40])
WHOLE: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: saved("JPEG", xmp=XMP, exif=exif(), comment=b"SECRET-PROGRAM"),
    "WebP": lambda: saved("WEBP", xmp=XMP, exif=exif()),
    "PNG": in_png_xmp,
    "after the end": at_the_end,
}


@FORMS
@WIDTHS
@pytest.mark.parametrize("planted", WHOLE)
def test_rights_and_mark_go_along_and_nothing_else(planted: str, width: int, suffix: str) -> None:
    """In every size and format stand creator, credit, copyright, source and mark; place, camera and days do not."""
    data = made(WHOLE[planted](), width, suffix)
    assert kept(data) == {
        "creator": ["周采薇", "郑明"],
        "rights": ["© 2026 青川晚报"],
        "Credit": ["新华社"],
        "DigitalSourceType": [SOURCE],
        "AIGC": [MARK],
    }
    assert [secret for secret in SECRETS if secret.encode() in data] == []
    with Image.open(BytesIO(data)) as image:
        assert dict(image.getexif()).keys() == {ExifTags.Base.Artist, ExifTags.Base.Copyright}
        assert not image.getexif().get_ifd(ExifTags.IFD.GPSInfo)


SMALLER: dict[str, Callable[[], tuple[bytes, dict[str, list[str]]]]] = {
    "UserComment": lambda: (
        saved("JPEG", exif=exif(comment=f'{{"AIGC": {MARK}, "at": "SECRET-PLACE"}}')),
        {"AIGC": [MARK]},
    ),
    "UserComment without a wrapper": lambda: (saved("WEBP", exif=exif(comment=MARK)), {"AIGC": [MARK]}),
    "PNG text": lambda: (png(AIGC=MARK, Software="SECRET-PROGRAM"), {"AIGC": [MARK]}),
    "PNG comment": lambda: (
        png(Comment=f'{{"AIGC":{MARK}}} SECRET-PLACE', Author="周采薇"),
        {"AIGC": [MARK], "creator": ["周采薇"]},
    ),
    "EXIF": lambda: (
        saved("JPEG", exif=exif(Artist="周采薇", Copyright="青川晚报\0编辑部")),
        {"creator": ["周采薇"], "rights": ["青川晚报; 编辑部"]},
    ),
    "IPTC": lambda: (
        saved("JPEG", extra=iptc(by_line="周采薇", credit="新华社", rights="青川晚报", city="SECRET-PLACE")),
        {"creator": ["周采薇"], "Credit": ["新华社"], "rights": ["青川晚报"]},
    ),
    "fields of a mark": lambda: (
        saved(
            "JPEG",
            xmp=XMP.replace(escape(MARK).encode(), b"<mark:Label>1</mark:Label><mark:ProduceID>a</mark:ProduceID>"),
        ),
        {"Label": ["1"], "ProduceID": ["a"]},
    ),
    "a damaged packet": lambda: (saved("JPEG", xmp=XMP.replace(b"</dc:creator>", b"")), {"AIGC": [MARK]}),
    "a packet with entities": lambda: (
        saved("JPEG", xmp=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + XMP.replace(b"QC", b"&a;")),
        {"AIGC": [MARK]},
    ),
}


@pytest.mark.parametrize("planted", SMALLER)
def test_every_place_is_read(planted: str) -> None:
    """The mark is found wherever programs write it, and of texts that hold more, only the mark goes on."""
    original, expected = SMALLER[planted]()
    data = made(original, 40, "jpg")
    found = kept(data)
    assert {name: found.get(name) for name in expected} == expected
    assert [secret for secret in SECRETS if secret.encode() in data] == []


def test_a_mark_that_differs_is_kept_too() -> None:
    """Where XMP and EXIF hold different marks, both go along."""
    other = MARK.replace("b-2", "b-3")
    data = made(saved("JPEG", xmp=XMP, exif=exif(comment=f'{{"AIGC":{other}}}')), 40, "webp")
    assert kept(data)["AIGC"] == [MARK]
    with Image.open(BytesIO(data)) as image:
        comment = image.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment]
    assert comment == bytes(8) + other.encode()


@FORMS
def test_a_picture_without_rights_gets_no_metadata(suffix: str) -> None:
    """Where there is nothing to keep, the bytes are those of the bare picture; the same original, the same bytes."""
    assert made(saved("PNG", exif=exif()), 96, suffix) == made(saved("PNG"), 96, suffix)
    marked = WHOLE["JPEG"]()
    once = made(marked, 40, suffix)
    photo_sizes._upright.cache_clear()
    assert made(marked, 40, suffix) == once


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "options",
    [
        {"xmp": b"<x:xmpmeta" + b"<a>" * 9_000},
        {"xmp": XMP[:700]},
        {"exif": b"Exif\0\0II*\0\xff\xff\xff\xff"},
        {"extra": b"\xff\xed" + struct.pack(">H", 40) + b"Photoshop 3.0\x008BIM" + b"\x04\x04" + b"\xff" * 18},
        {"xmp": XMP.replace(MARK[:9].encode(), b"x" * 20)},
    ],
)
def test_damaged_metadata_stops_nothing(options: dict[str, Any]) -> None:
    """Whatever is wrong with the metadata, the picture is made."""
    for suffix in FORMATS:
        assert made(saved("JPEG", **options), 40, suffix)


def test_what_is_too_long_is_left_out() -> None:
    """A text that is longer than any such text is not sent to readers with each size; the mark stays."""
    rights = picture_rights.Rights(("人" * 4_000,), "权" * 4_000, "&" * 4_000, "", (("AIGC", "记" * 12_000),))
    assert kept(saved("JPEG", **rights.options())) == {"AIGC": ["记" * 12_000]}
    long = XMP.replace("© 2026 青川晚报".encode(), b"c" * 5_000)
    assert "rights" not in kept(made(saved("JPEG", xmp=long), 40, "jpg"))


def test_icons_hold_nothing(tmp_path: Path) -> None:
    """An icon made from the paper's own picture brings none of its metadata along."""
    picture = tmp_path / "icon.png"
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET-PLACE")
    Image.new("RGB", (512, 512), "red").save(picture, pnginfo=info, exif=exif(Artist="周采薇"))
    data = icons.made("192", Colours(), picture)
    with Image.open(BytesIO(data)) as image:
        assert (dict(image.getexif()), image.info) == ({}, {})
    assert b"SECRET" not in data
