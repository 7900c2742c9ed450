"""What the desk does when it is asked, and what it refuses."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from asked import NEAR
from desk_paper import ACT, ORIGIN, DeskPaper
from generator.desk import desk, in_place
from previewed import ISSUE, furnish
from support import PROJECT, Site, tree

EVIL = "<script>alert(1)</script>{{ 7*7 }}{% raw %}<img src=x onerror=alert(2)>**粗**"
COLLISIONS = 40
OTHERS = ("2026-03-25", "2026-03-18", "2026-03-11")


@pytest.fixture
def paper(tmp_path: Path) -> DeskPaper:
    """A small paper with its desk."""
    return DeskPaper(furnish(Site(tmp_path)).root)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> DeskPaper:
    """The sample edition with its desk."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "templates"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "newspaper.toml", root)
    return DeskPaper(root)


def files(paper: DeskPaper) -> dict[str, bytes]:
    """All that people own."""
    return tree(paper.root / "content") | {"newspaper.toml": (paper.root / "newspaper.toml").read_bytes()}


def put(paper: DeskPaper, number: str, first: int, text: str, **more: Any) -> dict[str, Any]:
    """A request that replaces one paragraph by a text."""
    was = [paper.state(ISSUE, number)["passages"][first]["source"]]
    made = {"shape": "text", "text": text, "bold": [], "links": []}
    return {**paper.of(ISSUE, number), "first": first, "last": first + 1, "was": was, "paragraphs": [made], **more}


def forged(paper: DeskPaper) -> Iterator[tuple[bytes, dict[str, str], str, str]]:
    """Requests that no page of the desk sends: body, headers, address, method."""
    right, fields = paper.headers(), put(paper, "01", 0, "伪造的字。")
    body = json.dumps({"act": "put", **fields}).encode()
    acts = ["put", "set_field", "withdraw", "replace", "signoff", "publish", "undo", "import", "split", "extra"]
    for act in acts:  # without the token, with a wrong one, from elsewhere, in another way
        asks = json.dumps({"act": act, **fields}).encode()
        for token in ("", "x", paper.token[:-1], paper.token + "x", paper.token.swapcase()):
            yield asks, {**right, "X-Banmian-Desk": token}, ACT, "POST"
        for origin in ("", "null", "http://example.org", f"https://{NEAR}:8000", f"http://{NEAR}:8001"):
            yield asks, {**right, "Origin": origin}, ACT, "POST"
        yield asks, {**right, "Sec-Fetch-Site": "cross-site"}, ACT, "POST"
        yield asks, {**right, "Host": "example.org"}, ACT, "POST"
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            yield asks, right, ACT, method
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        yield body, {**right, "Content-Type": kind}, ACT, "POST"
    for target in (f"{ACT}/", f"{ACT}/../act", "/_desk/x", "/_desk/upload", "/_banmian/act", "/act", "/_DESK/act"):
        yield body, right, target, "POST"
    for name in ("%2e%2e", "..%2f..%2fnewspaper.toml", "a%00b", "%252e%252e", ".hidden"):
        yield b"x", {**right, "X-Banmian-Desk": "x"}, f"/_desk/upload/abcdefgh1/{name}", "POST"
    wrong: list[dict[str, Any]] = [
        *({"issue": issue} for issue in ("..", "../..", "2026-03-25/..", "/etc", "2026-3-25", "2026-03-25-z9", "")),
        *({"article": number} for number in ("..", "issue", "../01", "1", "00001", "01.md", "01/../02", "-1")),
        *({"digest": digest} for digest in ("", "0" * 32, "z" * 32, "0" * 31, ORIGIN, fields["digest"].upper())),
        *({"first": first} for first in (-1, 99, "0", 1.5, None, 10**9)),
        *({"last": last} for last in (-1, 99, "1", None)),
        *({"paragraphs": many} for many in ("x", None, [1], [{"shape": "html", "text": "x"}], [{"html": "<b>x</b>"}])),
        *({"paragraphs": [{"shape": "text", "text": "x", "bold": bold}]} for bold in ([[0]], [["a", 1]], [[-1, 1]])),
        *({name: 1} for name in ("html", "path", "person", "root", "token", "command")),
    ]
    for each in wrong:
        yield json.dumps({"act": "put", **fields, "was": [], **each}).encode(), right, ACT, "POST"
    unknown: tuple[object, ...] = ("", "commit", "exec", "__init__", "PUT", "build", None, 1, ["put"])
    for odd in unknown:
        yield json.dumps({"act": odd, **fields}).encode(), right, ACT, "POST"
    for text in (b"", b"[]", b"null", b"{", b"\xff", b'{"act": "put"', b"[" * 100_000, b'{"act": "put"}'):
        yield text, right, ACT, "POST"


def test_forged_requests_are_refused(paper: DeskPaper) -> None:
    """Without token or from elsewhere, outside the paper, stale, or in another form: refused, and nothing changes."""
    before = files(paper)
    requests = list(forged(paper))
    assert len(requests) >= 200
    taken = [
        (body[:80], headers, target, method)
        for body, headers, target, method in requests
        if paper.send(body, headers, target, method).status < 400
    ]
    assert taken == []
    assert files(paper) == before
    assert paper.defects == []


TEXTS = ("title", "kicker", "subtitle", "byline", "source", "summary")


def test_html_and_jinja_are_text_in_every_field(paper: DeskPaper) -> None:
    """Whatever is typed is shown as it was typed, in fields, paragraphs, captions and notices."""
    for field in TEXTS:
        reply = paper.act("set_field", **paper.of(ISSUE, "01"), field=field, value=EVIL, was="")
        assert reply.status == 200, (field, reply)
    assert paper.act("put", **put(paper, "01", 0, EVIL)).status == 200
    tags: dict[str, Any] = {"field": "tags", "value": [EVIL], "was": paper.state(ISSUE, "01")["tags"]}
    assert paper.act("set_field", **paper.of(ISSUE, "01"), **tags).status in (200, 422)
    corrected: dict[str, Any] = {"printed": EVIL, "correct": f"{EVIL}。", "note": EVIL, "in_text": False}
    assert paper.act("correct", **paper.of(ISSUE, "01"), **corrected).status == 200
    assert paper.act("withdraw", **paper.of(ISSUE, "02"), reason=EVIL).status == 200
    for path in (f"{ISSUE}/01.html", f"{ISSUE}/02.html", f"{ISSUE}/index.html", "index.html", "corrections/index.html"):
        page = paper.page(path).decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in page.replace("49px", "") or "{{ 7*7 }}" in page
    assert paper.problems == []
    for address in (f"/_desk/article/{ISSUE}/01/", f"/_desk/issue/{ISSUE}/", "/_desk/replace/?word=script"):
        assert "<script>alert" not in paper.get(address).text


def test_what_is_typed_is_what_is_shown(paper: DeskPaper) -> None:
    """A paragraph of marks, HTML and Jinja reads on the page as it was typed."""
    typed = "**星** <b>x</b> {{ 1 }} [链](http://x) # 1. - > `a` \\ &amp; 末"
    state = paper.act("put", look=f"{ISSUE}/01", **put(paper, "01", 0, typed)).told["state"]
    assert state["passages"][0]["text"] == typed


@pytest.mark.parametrize("issue", OTHERS)
def test_a_desk_page_without_its_marks_is_the_published_page(sample: DeskPaper, issue: str) -> None:
    """Taken apart again, each article's page at the desk is the page that readers get, byte for byte."""
    numbers = sorted(path.stem for path in (sample.root / f"content/issues/{issue}").glob("[0-9]*.md"))
    for number in numbers:
        shown = in_place.stripped(sample.get(f"/_desk/article/{issue}/{number}/").text)
        published = sample.session.page(f"{issue}/{number}.html").data or b""
        assert shown == published.decode().replace(" data-worker>", ">", 1), number


@pytest.mark.parametrize("issue", OTHERS)
def test_every_paragraph_and_headline_is_edited_in_its_place(sample: DeskPaper, issue: str) -> None:
    """On banmian's own templates nothing that can be edited has to be looked for beside the page."""
    for path in (sample.root / f"content/issues/{issue}").glob("[0-9]*.md"):
        state = sample.state(issue, path.stem)
        page = sample.get(f"/_desk/article/{issue}/{path.stem}/").text
        for number in range(1, len(state["passages"]) + 1):
            assert f'data-paragraph="{number}"' in page, path.name
        for field in ("title", "kicker", "subtitle"):
            assert not state["fields"][field] or f'<desk-field data-field="{field}">' in page, path.name


def test_of_two_who_write_at_once_one_is_told(paper: DeskPaper) -> None:
    """Each time one text is stored whole, and the other writer is shown it; nothing is torn or lost."""
    with ThreadPoolExecutor(2) as both:
        for turn in range(COLLISIONS):
            texts = [f"第{turn}次，{who}写的。" for who in ("甲", "乙")]
            asks = [put(paper, "01", 0, text) for text in texts]
            replies = list(both.map(lambda ask, who: paper.act("put", who, **ask), asks, ("a", "b")))
            stored = paper.state(ISSUE, "01")["passages"][0]["text"]
            assert sorted(reply.status for reply in replies) == [200, 409], turn
            assert stored == next(text for text, reply in zip(texts, replies, strict=True) if reply.status == 200)
            told = next(reply.told for reply in replies if reply.status == 409)
            assert stored in told["theirs"]


def test_half_a_file_is_no_answer(paper: DeskPaper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a program is just writing the file, the desk waits for the rest of it."""
    path = paper.root / f"content/issues/{ISSUE}/01.md"
    whole, asks = path.read_bytes() + "\n编者添的。\n".encode(), put(paper, "01", 0, "改的。")
    monkeypatch.setattr(desk, "sleep", lambda _seconds: path.write_bytes(whole))
    for half in (b"", whole[:20]):
        path.write_bytes(half)
        reply = paper.act("put", **asks)
        assert (reply.status, reply.told["problems"] if reply.status >= 400 else []) == (200, [])
        text = path.read_text("utf-8")
        assert "改的。" in text
        assert text.endswith("编者添的。\n")


def test_another_paragraph_may_change_meanwhile(paper: DeskPaper) -> None:
    """Two people in different paragraphs of one article do not disturb each other."""
    first, second = put(paper, "01", 0, "甲改的。"), put(paper, "01", 1, "乙改的。")
    assert paper.act("put", "a", **first).status == paper.act("put", "b", **second).status == 200
    assert [passage["text"] for passage in paper.state(ISSUE, "01")["passages"][:2]] == ["甲改的。", "乙改的。"]


def test_undo_takes_back_the_sessions_own_latest_step(paper: DeskPaper) -> None:
    """Saves of one paragraph are one step; what another session did since is left alone, and said."""
    before = files(paper)
    for text in ("一", "一二", "一二三"):
        assert paper.act("put", **put(paper, "01", 0, text)).status == 200
    assert paper.act("put", "other", **put(paper, "02", 0, "别人的。")).status == 200
    changed = files(paper)
    assert paper.act("undo").status == 200
    assert files(paper)[f"issues/{ISSUE}/01.md"] == before[f"issues/{ISSUE}/01.md"]
    assert files(paper)[f"issues/{ISSUE}/02.md"] == changed[f"issues/{ISSUE}/02.md"]
    assert paper.act("undo").status == 422
    assert paper.act("redo").status == 200
    assert files(paper) == changed


def test_undo_is_refused_where_another_changed_the_same(paper: DeskPaper) -> None:
    """What somebody else wrote over is not taken away from them."""
    paper.act("put", **put(paper, "01", 0, "我的。"))
    paper.act("put", "other", **put(paper, "01", 0, "别人的。"))
    assert paper.act("undo").status == 422
    assert paper.state(ISSUE, "01")["passages"][0]["text"] == "别人的。"


def test_nothing_of_the_desk_is_in_what_is_built(paper: DeskPaper) -> None:
    """The desk's pages stand at the preview's own address alone."""
    assert "desk" not in paper.page(f"{ISSUE}/01.html").decode()
    assert paper.page("_desk/index.html") == b""
