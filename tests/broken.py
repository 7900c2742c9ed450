"""A thousand and more broken inputs, each made from its number alone: the same today and tomorrow."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from documents import Sheet, docx, paragraph, pdf

WORDS = [
    *"本报讯 本报讯(记者周采薇 通讯员郑明) 央视网消息（新闻联播）： 周采薇、 王小明 □周采薇 记者 摄".split(),
    *"文/图 摄影报道 （ ） “ ” 《 》 第2版 2026年3月25日 星期三 责任编辑：周采薇".split(),
    *"第2版\u3000要闻 一、 1. ## # - > * _ ` [ ] ![ < & \\ |".split(" "),
    *"—— …… 。 ， 、 ： ； 码头昨日启用 图为 （下转2版） ▲ 编者按 据新华社北京1月5日电 ABCD １２３ · ／".split(),
    *"\t \u3000 \u200b \ufeff \U00020bb7".split(" "),
]
BREAKS = ("", "", " ", "\n", "\n\n", "  \n", "\r\n", "\u3000\u3000")


@dataclass(frozen=True, slots=True)
class Broken:
    """One input: what it is, the file's ending, and how to make it."""

    name: str
    ending: str
    make: Callable[[], bytes]


def broken(number: int) -> Broken:
    """The input of that number; kinds take turns."""
    kind = KINDS[number % len(KINDS)]
    made = random.Random(number)  # noqa: S311 - repeatable, not secret
    ending = "." + kind.__name__.rsplit("_", 1)[1]
    return Broken(f"{number:04d} {kind.__name__.strip('_')}", ending, lambda: kind(made))


def _noise_txt(made: random.Random) -> bytes:
    """Random bytes."""
    return made.randbytes(made.randrange(1, 4000))


def _noise_docx(made: random.Random) -> bytes:
    return b"PK\3\4" + made.randbytes(made.randrange(4000))


def _noise_pdf(made: random.Random) -> bytes:
    return b"%PDF-1.7\n" + made.randbytes(made.randrange(4000))


def _truncated_docx(made: random.Random) -> bytes:
    data = _whole_docx(made)
    return data[: made.randrange(len(data))]


def _truncated_pdf(made: random.Random) -> bytes:
    data = _whole_pdf(made)
    return data[: made.randrange(len(data))]


def _damaged_docx(made: random.Random) -> bytes:
    return _damaged(_whole_docx(made), made)


def _damaged_pdf(made: random.Random) -> bytes:
    return _damaged(_whole_pdf(made), made)


def _twisted_pdf(made: random.Random) -> bytes:
    """A PDF whose numbers – lengths, offsets, references – are others."""
    data = bytearray(_whole_pdf(made))
    found = list(re.finditer(rb"\d+", data))
    for number in made.sample(found, min(len(found), made.randrange(1, 12))):
        size = number.end() - number.start()
        data[number.start() : number.end()] = (
            str(made.choice([0, 1, 2, 9, 10**size - 1])).rjust(size, "0")[:size].encode()
        )
    return bytes(data)


def _twisted_docx(made: random.Random) -> bytes:
    """A Word file that is well packed, and whose XML is not well made."""
    xml = _xml(made)
    at = made.randrange(len(xml))
    pieces = ["<w:p>", "</w:p>", "<", "&x;", "]]>", "<w:t>", "\0", "<!--", "<![CDATA["]
    return docx(xml[:at] + made.choice(pieces) + xml[at:])


def _nested_docx(made: random.Random) -> bytes:
    """Paragraphs in text boxes in paragraphs."""
    depth = made.choice([50, 150, 1_000, 100_000])
    return docx("<w:p><w:r><w:txbxContent>" * depth + paragraph("底") + "</w:txbxContent></w:r></w:p>" * depth)


def _bomb_docx(made: random.Random) -> bytes:
    """Little that unpacks to much: in one word, in many paragraphs, in attributes, in entities, in entries."""
    bodies: tuple[Callable[[], str], ...] = (
        lambda: f"<w:p><w:r><w:t>{'码' * 20_000_000}</w:t></w:r></w:p>",
        lambda: "<w:p/>" * 3_000_000,
        lambda: "<w:p><w:r><w:t>码</w:t></w:r></w:p>" * 400_000,
        lambda: f'<w:p w:val="{"码" * 7_000_000}"/>',
        lambda: "<w:p>" + "<w:r/>" * 390_000 + "</w:p>",
        lambda: "<w:p><w:r>" + "<w:br/>" * 390_000 + "</w:r></w:p>",
    )
    return docx(made.choice(bodies)())


def _entities_docx(made: random.Random) -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, made.randrange(2, 12)))
    return docx(paragraph("&e1;"), head=f'<!DOCTYPE a [<!ENTITY e0 "码">{lines}]>')


def _entries_docx(made: random.Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for at in range(made.choice([10, 3_000, 30_000])):
            archive.writestr(zipfile.ZipInfo(f"word/{at}.xml"), b"")
    return file.getvalue()


def _loop_pdf(made: random.Random) -> bytes:
    """A PDF that refers to itself: pages in pages, tables of contents in circles, a drawing that draws itself."""
    content = b"BT /F 10 Tf 40 700 Td (abc) Tj ET /X Do"
    again, inner = b" ".join([content] * 3), b"/Resources << /XObject << /X 5 0 R >> >>"
    pages, prev, form = "[3 0 R]", "", "<< /X 4 0 R >>"
    match made.randrange(5):
        case 0:
            pages = "[2 0 R 3 0 R 2 0 R]"
        case 1:
            prev = "/Prev {xref}"
        case 2:
            form = "<< /X 5 0 R >>"
        case 3:
            pages = "[" + "3 0 R " * made.choice([100, 1_000, 100_000]) + "]"
        case _:
            prev = "/Prev 0 /XRefStm {xref}"
    box = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length %d %s >>" % (len(again), inner)
    return _pdf_of([*_one_page(pages, form), (b"<< /Length %d >>" % len(content), content), (box, again)], prev)


def _bomb_pdf(made: random.Random) -> bytes:
    """A small PDF whose page unpacks to a very large one."""
    text = b"BT /F 10 Tf 1 0 0 1 40 %d Tm (abcdefghij) Tj ET\n"
    lines = b"".join(text % (n % 800) for n in range(made.choice([3_000, 20_000])))
    return _pdf_of_content(made.choice([lines, lines * 40, b"q " * 20_000_000, b"0 0 m 9 9 l S " * 3_000_000]))


def pdf_of_lines(size: int) -> bytes:
    """A PDF of one page with that many bytes of drawing, which packs to next to nothing."""
    stroke = b"0 0 m 9 9 l S "
    return _pdf_of_content(stroke * (size // len(stroke)))


def _pdf_of_content(plain: bytes) -> bytes:
    packed = zlib.compress(plain, 9)
    return _pdf_of([*_one_page(), (b"<< /Length %d /Filter /FlateDecode >>" % len(packed), packed)])


def _one_page(pages: str = "[3 0 R]", drawings: str = "<< >>") -> list[str]:
    """The first three objects of a PDF; the fourth is what stands on the page."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    means = f"/Resources << /Font << /F {font} >> /XObject {drawings} >>"
    return [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {pages} /Count {pages.count('3 0 R')} /Parent 2 0 R >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {means} >>",
    ]


def _odd_txt(made: random.Random) -> bytes:
    """UTF-16 with a byte too few, in the middle or at the end, with a mark or without."""
    name = made.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    data = bytearray(_line(made, 200).encode(name, "ignore"))
    del data[made.randrange(len(data)) if made.random() < 0.5 else len(data) - 1]
    return bytes(data)


def _cut_txt(made: random.Random) -> bytes:
    """Text of one encoding that breaks off, or goes on in another."""
    name, other = made.sample(["utf-8", "gb18030", "big5", "shift_jis", "utf-16"], 2)
    data = _line(made, 100).encode(name, "ignore")
    return data[: made.randrange(1, len(data))] + _line(made, 20).encode(other, "ignore")


def _line_txt(made: random.Random) -> bytes:
    """One very long line of one thing, or of a few."""
    words = made.choices(WORDS, k=made.choice([1, 1, 2, 3]))
    size = made.choice([1_000, 20_000, 100_000, 390_000])
    return ("".join(words) * size)[:size].encode()


def _lines_txt(made: random.Random) -> bytes:
    """The signs of a newspaper in no order."""
    return _line(made, made.choice([50, 500, 5_000, 20_000])).encode()


def _same_lines_txt(made: random.Random) -> bytes:
    """One line, thousands of times."""
    line = "".join(made.choices(WORDS, k=made.randrange(1, 5))) + made.choice(["\n", "\n\n", "  \n"])
    return (line * made.choice([100, 5_000, 14_000])).encode()


def _large_txt(made: random.Random) -> bytes:
    """More than is read: 50 MB of one line, and less."""
    return made.choice(["码".encode(), b"a", b"\n", b"## "]) * made.choice([1_000_000, 2_500_000, 17_000_000])


def _line(made: random.Random, count: int) -> str:
    return "".join(made.choice(WORDS) + made.choice(BREAKS) for _ in range(count))


def _xml(made: random.Random) -> str:
    return "".join(paragraph(re.sub(r"[\x00-\x1f]", "", _line(made, 10))) for _ in range(made.randrange(1, 8)))


def _whole_docx(made: random.Random) -> bytes:
    return docx(_xml(made))


def _whole_pdf(made: random.Random) -> bytes:
    sheet = Sheet()
    for at in range(made.randrange(2, 40)):
        text = re.sub(r"[^\u3001-\u9fff0-9A-Za-z(]", "", _line(made, 6)) or "码"
        sheet.put(made.choice([40, 220, 400]), 40 + 16 * at, text, made.choice([10, 10, 20]))
    return pdf(sheet)


def _damaged(data: bytes, made: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(made.choice([1, 5, 50])):
        changed[made.randrange(len(changed))] = made.randrange(256)
    return bytes(changed)


def _pdf_of(objects: Sequence[str | tuple[bytes, bytes]], more: str = "") -> bytes:
    file = bytearray(b"%PDF-1.7\n")
    places = []
    for number, thing in enumerate(objects, 1):
        places.append(len(file))
        body = thing.encode() if isinstance(thing, str) else thing[0] + b"\nstream\n" + thing[1] + b"\nendstream"
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    file += f"trailer\n<< /Size {size} /Root 1 0 R {more.format(xref=table)} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(file)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (
    _noise_txt,
    _noise_docx,
    _noise_pdf,
    _truncated_docx,
    _truncated_pdf,
    _damaged_docx,
    _damaged_pdf,
    _twisted_docx,
    _twisted_pdf,
    _nested_docx,
    _entities_docx,
    _entries_docx,
    _loop_pdf,
    _odd_txt,
    _cut_txt,
    _line_txt,
    _lines_txt,
    _same_lines_txt,
    _bomb_docx,
    _bomb_pdf,
    _large_txt,
)
HEAVY = (_bomb_docx, _bomb_pdf, _large_txt, _line_txt, _lines_txt, _same_lines_txt)
