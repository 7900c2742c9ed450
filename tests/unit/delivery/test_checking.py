"""The report of ``banmian check``: what it says, how it ends, and what ``--release`` tells."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from drawn_font import font
from generator.cli.main import main
from generator.content.addresses import Public
from generator.content.doubts import Doubt
from generator.delivery import doubt_findings, held_back, publication
from generator.delivery.finding import Kind, Severity
from generator.model import CHINA, Photo
from reviewed_paper import PAPER, Reviewed
from support import NEWSPAPER, Site, tree

NOW = datetime(2026, 4, 1, 12, tzinfo=CHINA)


def _check(site: Site, *options: str) -> Result:
    return CliRunner().invoke(main, ["--site", str(site.root), "check", *options])


def _told(site: Site, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(_check(site, "--json", *options).stdout)["findings"]
    return [row for row in rows if row["kind"] != "topic"]


def _line(path: Path, words: str) -> int:
    return next(at for at, line in enumerate(path.read_text("utf-8").split("\n"), 1) if words in line)


def test_a_dead_link_fails_and_a_notice_does_not(site: Site) -> None:
    """What is in a reader's way ends with an error; a photo without words does not."""
    site.issue()
    site.article(photos=(Photo("码头", "dock.png"),))
    (site.root / "content/issues/2026-03-25/photos").mkdir()
    site.picture("dock.png")
    result = _check(site)
    assert result.exit_code == 0
    assert "! content/issues/2026-03-25/01.md:" in result.stdout
    assert "图片 dock.png 没有替代文字" in result.stdout
    path = site.article(number=2, body="码头。\n\n[看](/2026-03-26/)")
    result = _check(site)
    assert result.exit_code == 1
    assert (
        f"✗ content/issues/2026-03-25/02.md:{_line(path, '[看]')}: 链接 /2026-03-26/：本站没有这一页" in result.stdout
    )
    assert "→ 最近的是 /2026-03-25/" in result.stdout
    assert "要改的 1 处" in result.stdout


def test_what_programs_are_given_can_be_linked_to(site: Site) -> None:
    """Feeds, sitemaps, the EPUB of an issue and the catalogue have addresses; a topic without articles has no feed."""
    public = '[paper]\naddress = "https://example.org/"\nkey = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"'
    site.write("newspaper.toml", NEWSPAPER.replace("[paper]", public))
    site.issue()
    there = "feed.xml feed.json topics/economy/feed.xml corrections/ 2026-03-25/2026-03-25.epub opds/index.xml"
    maps = "sitemap.xml sitemaps/2026.xml sitemaps/pages.xml sitemaps/news.xml"
    links = "，".join(f"[看](/{path})" for path in (*there.split(), *maps.split(), "topics/livelihood/feed.xml"))
    site.article(body=links, topics=("economy",))
    told = [row["message"] for row in _told(site) if row["kind"] == "link"]
    assert told == ["链接 /topics/livelihood/feed.xml：本站没有这一页"]


def test_links_of_a_site_in_a_folder(site: Site) -> None:
    """Below ``/wan/`` an address without it leads out of the site: told where it means a page of ours, else not."""
    site.write("newspaper.toml", NEWSPAPER.replace("[tags]", 'address = "https://example.org/wan/"\n[tags]', 1))
    site.issue()
    site.article(body="[一](/wan/2026-03-25/)，[二](/2026-03-25/)，[三](/o/)，[四](https://example.org/wan/x/)。")
    links = (row["message"] for row in _told(site) if row["kind"] == "link")
    assert [message.split("：")[0].split(" 出")[0] for message in links] == [
        "链接 /2026-03-25/",
        "链接 https://example.org/wan/x/",
    ]


def test_json_says_the_same(site: Site) -> None:
    """``--json`` is one object with counts and findings; a paper that cannot be read has findings and no counts."""
    site.issue()
    site.article(body="这是码头的的新路。", tags=("码头",))
    found = json.loads(_check(site, "--json").stdout)
    assert found["format"] == 1
    assert (found["issues"], found["articles"], found["doubts"]) == (1, 1, {"open": 1, "answered": 0})
    assert found["registered"] == ["码头"]
    (doubt,) = (row for row in found["findings"] if row["kind"] == "doubt")
    assert doubt.keys() == {"source", "line", "severity", "kind", "message", "hint"}
    assert (doubt["source"], doubt["severity"]) == ("content/issues/2026-03-25/01.md", "doubt")
    site.write("newspaper.toml", "[paper")
    result = _check(site, "--json")
    assert result.exit_code == 1
    assert [row["kind"] for row in json.loads(result.stdout)["findings"]] == ["broken"]


def test_one_way_at_a_time(site: Site) -> None:
    """``--output``, ``--release`` and ``--migrate`` are different questions."""
    assert _check(site, "--output", "--release").exit_code == 2


def test_a_broken_template_is_told_with_the_rest(site: Site) -> None:
    """A template that cannot be read is one finding among the others."""
    site.issue()
    site.article(body="[看](/2026-03-26/)，[看](/about/#us)。")
    site.write("templates/about.html", b"\xff\xfe")
    assert {row["kind"] for row in _told(site)} == {"link", "broken"}


@pytest.mark.parametrize(
    ("place", "span", "words"),
    [
        ("标题", "码头", "title:"),
        ("引题", "春", "kicker:"),
        ("署名", "周", "byline:"),
        ("图片说明2", "乙", 'caption: "乙"'),
        ("正文第1段", "甲乙", "甲乙，"),
        ("正文第3段", "甲乙", "又说甲乙"),
        ("正文第2段", "没有的", "二二"),
        ("正文第9段", "", "又说甲乙"),
    ],
)
def test_a_doubt_has_the_line_of_its_words(site: Site, place: str, span: str, words: str) -> None:
    """The line of a doubt is that of the words that it is about, or else of the paragraph or the key that it names."""
    site.issue()
    photos = (Photo("甲"), Photo("乙"))
    path = site.article(
        title="码头", kicker="春", byline="周", photos=photos, body="甲乙，一一。\n\n二二。\n\n又说甲乙。"
    )
    text = path.read_text("utf-8")
    assert doubt_findings.line_of(text, Doubt("x", place, span, "")) == _line(path, words)


def _releasing(site: Site) -> None:
    site.write("newspaper.toml", f'{NEWSPAPER}\n[publish]\nhold_for = ["doubled-character"]\n')
    site.issue()
    site.article(number=1, body="这是码头的的新路。")
    site.article(number=2, body="码头启用了，老街也修好了")


def test_release_tells_what_is_held_back(site: Site) -> None:
    """Files that cannot be read, and open doubts of the listed rules; other doubts are not told. Nothing is written."""
    _releasing(site)
    site.write("content/issues/2026-03-25/03.md", "没有信息区")
    before = tree(site.root)
    result = _check(site, "--release")
    assert result.exit_code == 1
    assert tree(site.root) == before
    rows = _told(site, "--release")
    assert [(row["source"][-5:], row["kind"], row["severity"]) for row in rows] == [
        ("01.md", "held", "fault"),
        ("03.md", "held", "fault"),
    ]


def test_release_with_nothing_to_hold(site: Site) -> None:
    """Where nothing is held back, it says so and ends well, however many other doubts are open."""
    _releasing(site)
    site.article(number=1, body="这是码头的新路。")
    result = _check(site, "--release")
    assert (result.exit_code, "没有要扣下的" in result.stdout) == (0, True)


def test_what_is_public_is_built_as_it_stands(site: Site) -> None:
    """An article that readers have seen is held back for no doubt; if it cannot be read, its notice is told."""
    _releasing(site)
    site.write("content/issues/2026-03-25/03.md", "没有信息区")
    paths = ("2026-03-25/01.html", "2026-03-25/03.html")
    publication.note(site.root, {path: Public(path, NOW, NOW) for path in paths})
    (told,) = held_back.found(site.root, NOW).findings
    assert (told.kind, told.severity) == (Kind.HELD, Severity.FAULT)
    assert "网址上先放一个说明" in told.message


def test_an_article_that_moved_is_not_held_back(site: Site) -> None:
    """Its words are public under its former id, so a release does not hold them."""
    _releasing(site)
    site.article(number=1, body="这是码头的的新路。", was=("2026-03-24-09",))
    publication.note(site.root, {"2026-03-24/09.html": Public("2026-03-24/09.html", NOW, NOW)})
    assert not held_back.found(site.root, NOW).findings


def test_a_doubt_in_an_article_changed_since_is_told(site: Site) -> None:
    """What readers have seen is another text by now: the doubt is told before it is published."""
    _releasing(site)
    publication.note(site.root, {"2026-03-25/01.html": Public("2026-03-25/01.html", NOW, NOW, "0123456789abcdef")})
    (told,) = held_back.found(site.root, NOW).findings
    assert told.kind == Kind.HELD
    assert "登过以后改了，不会扣下" in told.message


def test_a_public_address_that_is_gone_is_asked_for(site: Site) -> None:
    """Until a line in moved.csv answers; a link to an address that moved is no dead link."""
    site.issue()
    site.article(number=1, body="见[另一篇](/2026-03-25/07.html)。")
    publication.note(site.root, {"2026-03-25/07.html": Public("2026-03-25/07.html", NOW, NOW, "0123456789abcdef")})
    assert {row["kind"] for row in _told(site) if row["severity"] == "fault"} == {"address", "link"}
    site.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/07.html,/2026-03-25/01.html\n")
    assert not [row for row in _told(site) if row["severity"] == "fault"]
    site.write("content/moved.csv", "旧网址,新网址\n/2026-03-25/07.html,撤稿\n")
    assert [row["kind"] for row in _told(site) if row["severity"] == "fault"] == ["link"]


@pytest.mark.parametrize(
    ("name", "line", "is_good"),
    [
        ("_headers", "/files/*", True),
        ("_headers", "  X-Robots-Tag: noindex", True),
        ("_headers", "X-Robots-Tag: noindex", False),
        ("_headers", "  X Robots: noindex", False),
        ("_redirects", "/a /b 301", True),
        ("_redirects", "/a/* https://example.org/:splat 302!", True),
        ("_redirects", "/a /b 301 Country=cn", True),
        ("_redirects", "/a", False),
        ("_redirects", "a /b", False),
        ("_redirects", "/a /b c 301", False),
        ("_redirects", "# /a", True),
    ],
)
def test_a_line_that_hosts_drop_is_told(site: Site, name: str, line: str, *, is_good: bool) -> None:
    """A mistake in the paper's own rules is told with its line; Netlify and Cloudflare would say nothing."""
    site.write(f"content/root/{name}", f"# own\n{line}\n")
    told = [(row["line"], row["severity"]) for row in _told(site) if row["kind"] == "host"]
    assert told == ([] if is_good else [(2, "fault")])


def test_what_a_host_does_not_do_is_told(site: Site) -> None:
    """robots.txt in a sub-path, patterns of a former site, and a server without a command that sends to it."""
    address = 'zone = "新区专版"\naddress = "https://a.github.io/paper/"\n'
    settings = NEWSPAPER.replace('zone = "新区专版"\n', address) + '[publish]\nhosts = ["github", "nginx"]\n'
    settings += '[[moved]]\nfrom = "/{yyyy}/{mm}/{dd}/{n}"\n'
    site.write("newspaper.toml", settings)
    told = [row["message"] for row in _told(site) if row["kind"] == "host"]
    assert len(told) == 3
    assert all(any(word in message for message in told) for word in ("robots.txt", "nginx", "[[moved]]"))


def test_a_robots_txt_of_the_papers_own_lacks_lines(site: Site) -> None:
    """Where it stands in place of ours, each line that ours would have is a notice; ours lacks none."""
    address = 'zone = "新区专版"\naddress = "https://news.example.org/"\n'
    table = '[robots]\nrefuse = ["GPTBot"]\n'
    site.write("newspaper.toml", NEWSPAPER.replace('zone = "新区专版"\n', address) + table)
    assert [row for row in _told(site) if row["kind"] == "host"] == []
    site.write("content/root/robots.txt", "User-agent: *\nDisallow:\n")
    told = [row for row in _told(site) if row["kind"] == "host"]
    assert {(row["source"], row["severity"]) for row in told} == {("content/root/robots.txt", "notice")}
    assert [word in row["message"] for row, word in zip(told, ("Sitemap", "GPTBot"), strict=True)] == [True, True]


def test_what_browsers_refuse_is_told(site: Site) -> None:
    """A template that brings a script of another site is a fault, by its line, as it is in a build."""
    site.write("templates/about.html", '\n<script src="https://cdn.example.com/a.js"></script>')
    told = [(row["source"], row["line"], row["severity"]) for row in _told(site) if "cdn.example.com" in row["message"]]
    assert told == [("templates/about.html", 2, "fault")]


def test_a_line_of_moved_that_does_nothing_is_told(site: Site) -> None:
    """A former address that still stands is a notice; a new one at which nothing stands, a fault; by line."""
    site.issue()
    site.article(number=1)
    rows = "/2026-03-25/01.html,撤稿\n/old.html,/2026-03-25/09.html\n/older.html,/2026-03-25/01.html\n"
    site.write("content/moved.csv", f"旧网址,新网址\n{rows}")
    told = [(row["line"], row["severity"]) for row in _told(site) if row["kind"] == "address"]
    assert told == [(2, "notice"), (3, "fault")]


def test_share_pictures_that_are_not_made_are_told(site: Site) -> None:
    """Without a font it is said that there are none; with one, which characters it lacks. Never without an address."""

    def told(share: str, address: str = 'address = "https://example.org/"\n') -> list[tuple[str, str]]:
        site.write("newspaper.toml", NEWSPAPER.replace("[tags]", f"{address}[share]\n{share}\n[tags]", 1))
        rows = [row for row in _told(site) if row["kind"] == "share"]
        assert all((row["severity"], bool(row["hint"])) == ("notice", True) for row in rows)
        return [(row["source"], row["message"]) for row in rows]

    site.write("templates/fonts/own.ttf", font("青川晚报新区专版一份虚构的报纸。2026年3月5日星期三第篇1"))
    site.issue()
    site.article()
    site.article(number=2, title="码头启用")
    assert told('font = ""', "") == []
    assert told('font = "own.ttf"') == []
    ((source, message),) = told('font = ""')
    assert (source, "没有分享图片用的字体" in message) == ("newspaper.toml", True)
    assert told('font = "own.ttf"\npictures = "article"') == [
        ("content/issues/2026-03-25/02.md", "这一篇的分享图片没有做：字体里没有“码头启用”")
    ]
    site.write("templates/fonts/own.ttf", font("青"))
    told_now = told('font = "own.ttf"\npictures = "issue"')
    assert [source for source, _ in told_now] == ["content/issues/2026-03-25/issue.md", "newspaper.toml"]
    assert told_now[1][1].startswith("全报的分享图片没有做：字体里没有“川晚报")


@pytest.fixture
def signed(make_site: Callable[..., Site]) -> Reviewed:
    """A paper with steps of 三审三校, and an issue of four articles, one of them a draft."""
    site = make_site("signed", PAPER)
    site.issue()
    for number in range(1, 5):
        site.article(number=number, body=f"第{number}篇的正文。", draft=number == 4)
    return Reviewed(site)


def test_release_names_what_waits_for_sign_offs(signed: Reviewed) -> None:
    """What is not signed, what was changed since, and what is signed and not released; alone they end well."""
    signed.sign("01", "02", "04")
    signed.edit("02", "第2篇的", "第二篇的")
    signed.sign("03", steps=["一审"])
    before = tree(signed.root)
    rows = _told(signed.site, "--release")
    assert [(row["source"][-5:], row["kind"], row["severity"], row["message"]) for row in rows] == [
        ("02.md", "review", "doubt", "改过的一稿还没有签，登的是签过的一稿：差一审、二审、三审"),
        ("03.md", "review", "doubt", "还没有签完，先不登：差二审、三审"),
        ("04.md", "review", "doubt", "签完了，还是草稿，没有签发"),
    ]
    assert tree(signed.root) == before
    told = _check(signed.site, "--release")
    assert (told.exit_code, "等着签字、签发的 3 篇" in told.stdout) == (0, True)
    assert _check(signed.site, "--release", "--strict").exit_code == 1
    signed.sign("02", "03")
    signed.release("04")
    assert "没有要扣下的" in _check(signed.site, "--release", "--strict").stdout


def test_what_is_withdrawn_waits_for_no_sign_off(signed: Reviewed) -> None:
    """Nobody is asked to sign what readers do not see any more."""
    signed.sign("01", "02", "03")
    signed.edit("01", "topics: []", 'topics: []\nwithdrawn: "来源有误"')
    signed.edit("01", "第1篇的", "第一篇的")
    assert [row["source"][-5:] for row in _told(signed.site, "--release")] == ["04.md"]


def test_a_record_that_is_not_in_order_is_a_fault(signed: Reviewed) -> None:
    """Its line is told, by the plain check as well; an issue that needs no sign-off is not looked at."""
    signed.sign("01", "02", "03", "04")
    signed.record.write_bytes(signed.record.read_bytes().replace("王五".encode(), "钱七".encode(), 1))
    for arguments in ((), ("--release",)):
        assert ("review.csv", 12) in [
            (row["source"].rpartition("/")[2], row["line"])
            for row in _told(signed.site, *arguments)
            if row["severity"] == "fault"
        ]
        assert _check(signed.site, *arguments).exit_code == 1
    signed.site.write("newspaper.toml", PAPER.replace("2026-03-01", "2026-03-26"))
    assert _check(signed.site).exit_code == 0
