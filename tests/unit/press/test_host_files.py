"""What hosts read: each host's files, made from the one policy, and the paper's own rules after ours."""

import csv
from pathlib import Path

import pytest

from generator.press import host_files, host_limits
from generator.press.build import build
from support import NEWSPAPER, Site, tree

MOVED = {"tags/old/index.html": "tags/new/index.html", "2026-03-25/03.html": "2026-03-26/01.html"}
ALL = ("netlify", "github", "cloudflare", "nginx", "oss")


def rules(text: str) -> list[tuple[str, ...]]:
    """The rules of a file without its comments."""
    return [tuple(line.split()) for line in text.splitlines() if not line.startswith("#")]


def paper_on(site: Site, *hosts: str, more: str = "") -> dict[str, bytes]:
    """What stands in ``output/`` of a paper on these hosts."""
    named = ", ".join(f'"{host}"' for host in hosts)
    site.write("newspaper.toml", f"{NEWSPAPER}{more}\n[publish]\nhosts = [{named}]\n")
    build(site.root)
    return tree(site.root / "output")


@pytest.fixture
def paper(site: Site) -> Site:
    """An issue with a tag that was merged into another."""
    site.issue()
    site.article(tags=("码头",))
    site.article(number=2, title="龘", withdrawal="来源有误")
    site.write("content/lists/标签.csv", "标签,类型,网址\n码头,主题词,ma-tou\n港口,主题词,gang-kou\n")
    site.write("content/lists/同义词.csv", "说法,标签\n港口,码头\n")
    return site


def test_netlify_follows_a_rule_before_a_file() -> None:
    """Netlify serves the small page that stands at an old address unless the rule is forced."""
    assert rules(host_files.redirects(MOVED, {}, "/", ["netlify"])) == [
        ("/2026-03-25/03.html", "/2026-03-26/01.html", "301!"),
        ("/tags/old/", "/tags/new/", "301!"),
    ]


def test_cloudflare_is_asked_by_two_addresses() -> None:
    """It serves pages without ``.html``: both addresses lead at once to the one it serves; ``!`` it does not know."""
    assert rules(host_files.redirects(MOVED, {}, "/", ["cloudflare", "netlify"])) == [
        ("/2026-03-25/03.html", "/2026-03-26/01", "301"),
        ("/2026-03-25/03", "/2026-03-26/01", "301"),
        ("/tags/old/", "/tags/new/", "301"),
    ]


def test_single_addresses_go_before_their_folder() -> None:
    """The first rule that fits counts for Netlify and Cloudflare, the longest for nginx; a folder takes all in it."""
    folders, moved = {"html/2026-03/25/": "2026-03-25/index.html"}, {"html/2026-03/25/1.htm": "2026-03-25/01.html"}
    assert rules(host_files.redirects(moved, folders, "/", ["netlify"])) == [
        ("/html/2026-03/25/1.htm", "/2026-03-25/01.html", "301!"),
        ("/html/2026-03/25/*", "/2026-03-25/", "301!"),
    ]
    written = host_files.nginx({}, moved, folders, "/")
    assert 'location = "/html/2026-03/25/1.htm" { return 301 /2026-03-25/01.html; }' in written
    assert 'location "/html/2026-03/25/" { return 301 /2026-03-25/; }' in written


def test_in_a_folder_of_a_domain_readers_stay_there() -> None:
    """The host may see an address with the folder or without; the reader is sent to the one with it."""
    made = rules(host_files.redirects({"tags/old/index.html": "tags/new/index.html"}, {}, "/paper/", ["netlify"]))
    assert made == [("/paper/tags/old/", "/paper/tags/new/", "301!"), ("/tags/old/", "/paper/tags/new/", "301!")]
    assert "/paper/static/*\n" in host_files.headers({}, "/paper/")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hosts", "made"),
    [
        ((), set[str]()),
        (("github",), set[str]()),
        (("netlify",), {"_headers", "_redirects"}),
        (("cloudflare",), {"_headers", "_redirects"}),
        (("nginx",), {"_nginx.conf"}),
        (("oss",), {"_uploads.csv"}),
        (ALL, set(host_files.NOT_SENT)),
    ],
)
def test_a_host_gets_its_own_files_and_no_others(paper: Site, hosts: tuple[str, ...], made: set[str]) -> None:
    """A file for a host is made only where the paper names that host, and goes when it is named no more."""
    paper_on(paper, *ALL)
    assert paper_on(paper, *hosts).keys() & set(host_files.NOT_SENT) == made


@pytest.mark.slow
def test_a_merged_tag_is_redirected(paper: Site) -> None:
    """The rule leads where the small page leads, and both stand."""
    found = paper_on(paper, "netlify")
    assert ("/tags/gang-kou/", "/tags/ma-tou/", "301!") in rules(found["_redirects"].decode())
    assert b'url=/tags/ma-tou/"' in found["tags/gang-kou/index.html"]


@pytest.mark.slow
def test_the_papers_own_rules_come_after_ours(paper: Site) -> None:
    """With a host that reads them they are appended, else they are published as they are."""
    paper.write("content/root/_headers", "\ufeff/*\r\n  X-Own: 1\r\n")
    own = paper_on(paper, "netlify")["_headers"].decode()
    assert own.startswith("# ")
    assert own.endswith("\n\n/*\n  X-Own: 1\n")
    assert paper_on(paper, "github")["_headers"].decode() == "\ufeff/*\r\n  X-Own: 1\r\n"


@pytest.mark.slow
def test_the_list_of_uploads_names_all_that_is_public(paper: Site) -> None:
    """Every file but those for hosts is in it, with its type and caching, and in the order that misses nothing."""
    found = paper_on(paper, *ALL)
    rows = {row["path"]: row for row in csv.DictReader(found["_uploads.csv"].decode().splitlines())}
    assert rows.keys() == found.keys() - set(host_files.NOT_SENT)
    turns = {path: int(row["turn"]) for path, row in rows.items()}
    assert [path for path, turn in turns.items() if turn == 1] == ["2026-03-25/02.html"]
    style = next(path for path in rows if path.endswith("/style.css"))
    table = next(path for path in rows if path.endswith(".pf_table"))
    order = [table, "2026-03-25/01.html", "index.html", "sw.js"]
    assert [turns[path] for path in order] == [2, 3, 4, 5]
    assert (turns[style], turns["pagefind/catalogue.json"], turns["tags/ma-tou/index.html"]) == (2, 4, 4)
    assert rows["index.html"]["content-type"] == "text/html; charset=utf-8"
    assert rows["app.webmanifest"]["content-type"] == "application/manifest+json; charset=utf-8"
    assert (rows[style]["cache-control"], rows["sw.js"]["cache-control"]) == (
        "public, max-age=31536000, immutable",
        "no-cache",
    )


@pytest.mark.slow
def test_a_new_inline_script_reaches_every_page(paper: Site) -> None:
    """A script in one template changes the policy in all pages, also in those made from other templates."""
    paper_on(paper, "netlify")
    paper.write(
        "templates/about.html", '{% extends "builtin/about.html" %}{% block scripts %}<script>1</script>{% endblock %}'
    )
    found = paper_on(paper, "netlify")
    hashed = b"sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s="
    assert hashed in found["_headers"]
    assert [path for path, data in found.items() if b"script-src" in data and hashed not in data] == []


def test_limits_are_told_before_they_are_hit() -> None:
    """From nine tenths on, for the paper's hosts alone, with the number and what is there now."""
    files = {f"d/{at}.html": 10 for at in range(17_999)}
    assert host_limits.told(ALL, files, "", "") == ()
    files["big.pdf"] = 24_000_000
    told = host_limits.told(["cloudflare"], files, "", "")
    assert len(told) == 2
    assert "免费方案" in told[0]
    assert "20,000" in told[0]
    assert "18,000" in told[0]
    assert "big.pdf" in told[1]
    assert host_limits.told(["netlify", "nginx"], files, "", "") == ()
    assert len(host_limits.told(["github"], {"x": 95_000_000} | {str(at): 90_000_000 for at in range(10)}, "", "")) == 2


def test_rules_are_counted() -> None:
    """Static and dynamic redirects, rules of headers and the length of a line are counted as Cloudflare counts them."""
    static = "".join(f"/a{at} /b 301\n" for at in range(1800))
    dynamic = "".join(f"/a{at}/* /b 301\n" for at in range(90))
    headers = "# x\n" + "".join(f"/a{at}\n  X-A: 1\n" for at in range(90)) + f"  X-B: {'1' * 1800}\n"
    assert len(host_limits.told(["cloudflare"], {}, headers, static + dynamic)) == 4
    assert host_limits.told(["cloudflare"], {}, "/*\n  X: 1\n", "# comment\n/a /b 301\n") == ()


def test_every_limit_has_a_source_and_a_day() -> None:
    """Numbers of hosts change: each says where it was read and when, and is about something that is counted."""
    text = (Path(host_limits.__file__).parent / "host_limits.toml").read_text("utf-8")
    assert (
        text.count("[[limit]]")
        == text.count('source = "https://')
        == text.count("\nday = 20")
        == len(host_limits.limits())
    )
    assert len(host_limits.told(ALL, {"a": 10**12}, "", "")) >= 3


@pytest.mark.slow
def test_a_build_tells_limits(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report of a build holds them, with the files that stood there and the new ones counted."""
    found = paper_on(paper, "cloudflare")
    few = host_limits.Limit("cloudflare", "files", len(found), "")
    monkeypatch.setattr(host_limits, "limits", lambda: (few,))
    paper.article(number=3)
    (told,) = build(paper.root).limits
    assert told == f"Cloudflare Pages：全站最多 {len(found)} 个文件，现在有 {len(tree(paper.root / 'output'))} 个"
