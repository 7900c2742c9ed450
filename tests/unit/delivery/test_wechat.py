"""``banmian wechat``: what is written, what is refused, and what is told not to fit."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.cli.main import main
from generator.delivery import wechat_limits
from generator.model import CHINA, Photo
from generator.outlets.wechat_text import Post
from support import NEWSPAPER, Site

LATER = datetime(2999, 1, 1, tzinfo=CHINA)


def _made(site: Site, name: str) -> Result:
    return CliRunner().invoke(main, ["--site", str(site.root), "wechat", name])


@pytest.fixture
def paper(site: Site) -> Site:
    """An issue with an article with a picture, and a plain one."""
    site.write("newspaper.toml", NEWSPAPER.replace("[tags]", 'address = "https://example.org/"\n\n[tags]', 1))
    site.issue()
    site.article(photos=(Photo("码头", "dock.png"),))
    site.picture("dock.png", size=(300, 200))
    site.article(number=2, title="菜市场")
    return site


def _files(site: Site) -> set[str]:
    folder = site.root / "wechat"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_article_is_a_page_with_its_pictures(paper: Site) -> None:
    """The page has fields with lengths and limits, buttons to copy, and the pictures as JPEG; no site is built."""
    result = _made(paper, "2026-03-25-01")
    assert result.exit_code == 0, result.output
    assert _files(paper) == {"2026-03-25-01/index.html", "2026-03-25-01/01.jpg"}
    page = (paper.root / "wechat/2026-03-25-01/index.html").read_text("utf-8")
    assert all(part in page for part in ("【图 1】", "01.jpg", "复制正文", "3 / 64 字", "4 / 120 字"))
    assert "https://example.org/2026-03-25/01.html" in page
    with Image.open(paper.root / "wechat/2026-03-25-01/01.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (300, 200))
    assert not (paper.root / "output").exists()


def test_an_issue_is_all_its_public_articles(paper: Site) -> None:
    """Each public article has a folder, the issue has a list; what is held back, withdrawn or a draft is in neither."""
    paper.article(number=3, title="禁发的", embargo=LATER)
    paper.article(number=4, title="草稿", draft=True)
    paper.article(number=5, title="撤下的", withdrawal="内容有误")
    assert _made(paper, "2026-03-25").exit_code == 0
    assert _files(paper) == {
        *("2026-03-25/index.html", "2026-03-25-01/index.html", "2026-03-25-01/01.jpg", "2026-03-25-02/index.html")
    }
    listed = (paper.root / "wechat/2026-03-25/index.html").read_text("utf-8")
    assert [word for word in ("菜市场", "禁发的", "草稿", "撤下的") if word in listed] == ["菜市场"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"embargo": LATER}, "现在不登"), ({"draft": True}, "现在不登"), ({"withdrawal": "内容有误"}, "撤下了")],
)
def test_what_is_not_public_is_refused(paper: Site, fields: dict[str, Any], told: str) -> None:
    """An article that readers may not see is refused by name, with why, and nothing is written."""
    paper.article(number=2, title="秘密", **fields)
    result = _made(paper, "2026-03-25-02")
    assert result.exit_code == 1
    assert told in result.stderr
    assert "content/issues/2026-03-25/02.md" in result.stderr
    assert _files(paper) == set()


def test_what_waits_for_an_answer_is_refused(paper: Site) -> None:
    """An article that a release would hold back, because of an open doubt of a listed rule, is refused."""
    text = (paper.root / "newspaper.toml").read_text("utf-8")
    paper.write("newspaper.toml", f'{text}\n[publish]\nhold_for = ["banned"]\n')
    paper.write("content/lists/禁用词.csv", "错,对,理由,例外\n残废,残疾,,\n")
    paper.article(number=2, title="菜市场", body="残废人也来了。")
    CliRunner().invoke(main, ["--site", str(paper.root), "check"])
    assert "现在不登" in _made(paper, "2026-03-25-02").stderr


@pytest.mark.parametrize("name", ["2026-03-26", "2026-03-25-09", "../x", "码头"])
def test_what_is_not_there_is_told(paper: Site, name: str) -> None:
    """A name that is none, or of nothing, is told with what to do."""
    result = _made(paper, name)
    assert result.exit_code == 1
    assert "→" in result.stderr
    assert _files(paper) == set()


def test_an_issue_of_a_day_to_come_is_refused(paper: Site) -> None:
    """An issue whose hour has not come is not made, and it is said when it comes."""
    paper.issue("2999-03-25")
    paper.article("2999-03-25")
    result = _made(paper, "2999-03-25")
    assert result.exit_code == 1
    assert "还没有登出" in result.stderr
    assert "2999-03-25 06:00" in result.stderr


def test_a_picture_that_went_leaves(paper: Site) -> None:
    """Made again without its picture, the article's folder holds none; other files in it stay."""
    _made(paper, "2026-03-25-01")
    paper.write("wechat/2026-03-25-01/笔记.txt", "我的")
    paper.article()
    _made(paper, "2026-03-25-01")
    assert _files(paper) == {"2026-03-25-01/index.html", "2026-03-25-01/笔记.txt"}


def test_large_pictures_are_made_smaller(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is as wide as the limit on its bytes lets it be."""
    data = BytesIO()
    Image.effect_noise((1600, 900), 90).save(data, "PNG")
    (paper.root / "content/issues/2026-03-25/photos/dock.png").write_bytes(data.getvalue())
    monkeypatch.setattr(wechat_limits, "of_picture", lambda _: 200_000)
    assert _made(paper, "2026-03-25-01").exit_code == 0
    picture = paper.root / "wechat/2026-03-25-01/01.jpg"
    assert picture.stat().st_size <= 200_000
    with Image.open(picture) as image:
        assert 480 <= image.width < 1440


def test_the_table_is_read() -> None:
    """Every row that the checker asks for is in docs/公众号.md; the page says that the limits were not tried."""
    known = wechat_limits.limits()
    assert known.keys() == set("标题 作者 摘要 正文 正文代码 原文网址 图片 图片格式 标签 样式".split())
    assert known["标题"].numbers == (64, 32)
    assert known["作者"].numbers == (None, 16)
    assert wechat_limits.of_picture(known) == 1_000_000
    page = Path(__file__).parents[3] / "docs/公众号.md"
    assert "没有在编辑器里试过" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"标题": "长" * 40}, "标题 40 字，接口的说明里最多 32 字"),
        ({"标题": "长" * 65}, "标题 65 字，编辑器最多 64 字"),
        ({"标题": ""}, "没有标题"),
        ({"摘要": "长" * 121}, "摘要 121 字，编辑器最多 120 字"),
        ({"": f"<p>{'长' * 20_001}</p>"}, "正文 20001 字，接口的说明里最多 20000 字"),
        ({"": '<div style="position: fixed">字</div>'}, "div"),
        ({"": '<p style="position: fixed">字</p>'}, "去掉这些样式：position"),
    ],
)
def test_what_does_not_fit_is_told(change: dict[str, str], told: str) -> None:
    """Lengths over a limit, and what the editor would take away, are told; an article that fits is not."""
    fits = {"标题": "码头", "作者": "周采薇", "摘要": "", "原文网址": ""}
    known = wechat_limits.limits()
    assert list(wechat_limits.problems(Post("a", fits, "<p>字</p>", ()), known)) == []
    text = change.get("", "<p>字</p>")
    fields = fits | {name: words for name, words in change.items() if name}
    assert told in "；".join(wechat_limits.problems(Post("a", fields, text, ()), known))
