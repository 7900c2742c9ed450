"""Entering tags into the register: what stands in the table stays, and how the file is saved too."""

import codecs

import pytest

from generator.content import tables
from generator.content.edits.changes import Draft
from generator.kinds import TagKind
from generator.model import Tag
from generator.newsroom import tag_register
from support import Site

REGISTER = "content/lists/标签.csv"


def test_recording_keeps_notes_and_frozen_addresses(site: Site) -> None:
    """New tags go behind the last row; notes, hand-made rows and addresses stay as they are."""
    before = "# 我的备注\n标签,类型,网址\n码头,地点,ma-tou\n"
    path = site.write(REGISTER, before)
    draft = Draft(site.root)
    fresh = tag_register.record(draft, ("马头", "码头", "马头"), {"马头": TagKind.PLACE})
    after = tables.decode(draft.read(REGISTER) or b"")
    assert after.startswith(before)
    assert [tag.name for tag in fresh] == ["马头"]
    assert fresh[0].slug.startswith("ma-tou-")
    assert tag_register.record(draft, ("马头",), {}) == ()
    assert tables.decode(draft.read(REGISTER) or b"") == after
    assert path.read_text("utf-8") == before


def test_a_changed_row_stays_in_its_place(site: Site) -> None:
    """Only the row of the tag that changes is written anew, in the columns that the table has."""
    site.write(REGISTER, "标签,网址,类型\n# 第一个\n甲甲,jia-jia,\n乙乙,yi-yi,机构\n")
    draft = Draft(site.root)
    tag_register.change(draft, (Tag("甲甲", TagKind.PERSON, "jia-jia"), Tag("丙丙", TagKind.PLACE, "bing-bing")))
    rows = tables.decode(draft.read(REGISTER) or b"").splitlines()
    assert rows == ["标签,网址,类型", "# 第一个", "甲甲,jia-jia,人物", "乙乙,yi-yi,机构", "丙丙,bing-bing,地点"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_stays_saved_as_it_was(site: Site, encoding: str, newline: str) -> None:
    """Encoding, byte order mark and line ends of the file stay, and every line that does not change."""
    before = newline.join(["# 备注，  空着  ", "标签,类型,网址", "码头,地点,ma-tou", "", "# 末尾"])
    site.write(REGISTER, before.encode(encoding))
    draft = Draft(site.root)
    tag_register.record(draft, ("新港",), {})
    tag_register.change(draft, (Tag("码头", TagKind.SUBJECT, "ma-tou"),))
    data = draft.read(REGISTER) or b""
    assert data.startswith(codecs.BOM_UTF8) == (encoding == "utf-8-sig")
    after = before.replace("码头,地点", "码头,主题词") + newline + f"新港,主题词,xin-gang{newline}"
    assert data == after.encode(encoding)


def test_a_new_table_can_be_read_by_excel(site: Site) -> None:
    """A table that import makes begins with the mark by which Excel knows UTF-8."""
    draft = Draft(site.root)
    tag_register.record(draft, ("新港",), {})
    data = draft.read(REGISTER) or b""
    assert data.startswith(codecs.BOM_UTF8)
    assert tables.decode(data).splitlines()[-1] == "新港,主题词,xin-gang"
