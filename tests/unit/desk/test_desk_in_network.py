"""The desk over the local network: which device may write there, as whom, and what stays on this machine."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from asked import LAN, NEAR, PORT, Answer, answer, scope
from desk_paper import ACT, DeskPaper
from generator.content.edits import history
from generator.desk import command_run, desk_routes
from generator.preview.application import application
from generator.preview.entrance import Entrance
from generator.preview.guard import ENTER, PHONE, Guard
from generator.preview.tokens import LIFETIME, Tokens
from previewed import ISSUE, furnish
from reviewed_paper import PAPER
from support import Site, tree

PEOPLE = ("张三", "李四", "王五", "赵六")
DEVICE, ANOTHER = "127.0.0.3", "127.0.0.4"
PAGES = ("/_desk/", f"/_desk/issue/{ISSUE}/", f"/_desk/article/{ISSUE}/01/", f"/_desk/proof/{ISSUE}/")
OTHERS = (
    *("/_desk/files/desk.js", f"/_desk/state/{ISSUE}/01", f"/_desk/source/{ISSUE}?articles=01"),
    *("/_desk/replace/?word=a", "/_desk/handbook/编辑台/", f"/_desk/again/{ISSUE}/", "/_desk/nothing"),
)


class Network:
    """The desk of a paper as the network reaches it, with a clock that stands still."""

    def __init__(self, paper: DeskPaper, *, edits: bool = True, people: tuple[str, ...] = PEOPLE) -> None:
        self.paper = paper
        self.now = 0.0
        app = application(paper.session, paper.defects.append, desk_routes.routes(paper.session))
        self.entrance = Entrance(app, Tokens(), LAN, PORT, lambda: "/", lambda: self.now, lambda: people)
        self.app = Guard(self.entrance, LAN, edits=edits)
        found = re.search('name="banmian-desk" content="([^"]+)"', self.ask("/_desk/", to=NEAR).text)
        assert found
        self.token = found[1]

    def ask(
        self, target: str, method: str = "GET", body: bytes = b"", *, to: str = LAN, device: str = DEVICE, **more: str
    ) -> Answer:
        """The answer to a request; ``more`` are headers, with ``_`` for ``-``."""
        headers = {"Origin": f"http://{to}:{PORT}"} | {name.replace("_", "-"): value for name, value in more.items()}
        asked = scope(quote(target, safe="/?=&%"), *headers.items(), method=method, to=to, client=(device, 1))
        return answer(self.app, asked, body)

    def redeem(self, writer: str | None, device: str = DEVICE) -> Answer:
        """The answer to the button on the page of a new token."""
        return self.ask(ENTER + self.entrance.invite(writer).rpartition("/")[2], "POST", device=device)

    def cookie(self, writer: str | None) -> str:
        """The cookie of a device that came in."""
        return self.redeem(writer).headers["Set-Cookie"].partition(";")[0]

    def headers(self, cookie: str, **more: str) -> dict[str, str]:
        """What the desk's scripts send along, and the browser itself."""
        own = {"X_Banmian_Desk": self.token, "X_Banmian_Session": "network", "X_Banmian_Person": ""}
        return {"Cookie": cookie, "Content_Type": "application/json", **own, **more}

    def act(self, act: str, headers: dict[str, str], target: str = ACT, **fields: Any) -> Answer:
        """Asks for one act."""
        return self.ask(target, "POST", json.dumps({"act": act, **fields}).encode(), **headers)

    def title(self, title: str) -> dict[str, Any]:
        """A request that changes a headline."""
        was = self.paper.state(ISSUE, "01")["fields"]["title"]
        return {**self.paper.of(ISSUE, "01"), "field": "title", "value": title, "was": was}

    def author(self) -> str:
        """The author of the latest set."""
        return next(history.entries(self.paper.root)).header.author


@pytest.fixture
def network(tmp_path: Path) -> Network:
    """A small paper with four people, in the network."""
    return Network(DeskPaper(furnish(Site(tmp_path), PAPER).root))


def files(network: Network) -> dict[str, bytes]:
    """All that people own."""
    return tree(network.paper.root / "content")


def test_one_button_leads_to_the_desk(network: Network) -> None:
    """Its page says as whom the device will write; looking at it uses nothing up."""
    token = network.entrance.invite("李四").rpartition("/")[2]
    for _ in range(2):
        shown = network.ask(ENTER + token)
        assert "李四" in shown.text
        assert shown.text.count("<button") == 1
        assert "Set-Cookie" not in shown.headers
    came = network.ask(ENTER + token, "POST")
    assert (came.status, came.headers["Location"]) == (303, "/_desk/")
    assert network.ask(ENTER + token, "POST", device=ANOTHER).status == 403


def test_a_device_that_writes_has_the_desk(network: Network) -> None:
    """Its pages, their files, the acts and undo, and files that are sent."""
    cookie = network.cookie("张三")
    for page in PAGES:
        shown = network.ask(page, Cookie=cookie)
        assert (shown.status, "banmian-desk" in shown.text) == (200, True), page
    assert network.ask("/_desk/files/desk.js", Cookie=cookie).status == 200
    before = files(network)
    assert network.act("set_field", network.headers(cookie), **network.title("网络上改的")).status == 200
    assert network.paper.state(ISSUE, "01")["fields"]["title"] == "网络上改的"
    assert network.act("undo", network.headers(cookie)).status == 200
    assert files(network) == before
    sent = network.ask("/_desk/upload/abcdefgh1/a.txt", "POST", b"x", **network.headers(cookie))
    assert sent.status == 200


@pytest.mark.parametrize("said", ["", "李四", quote("李四"), quote("<b>")])
def test_a_device_writes_as_the_person_of_its_token(network: Network, said: str) -> None:
    """Whatever its requests say; its pages name that person to the scripts."""
    cookie = network.cookie("张三")
    assert network.act("set_field", network.headers(cookie, X_Banmian_Person=said), **network.title("改")).status == 200
    assert network.author() == "张三"
    for page in PAGES:
        assert network.ask(page, Cookie=cookie).text.count('<meta name="banmian-person" content="张三">') == 1
        assert "banmian-person" not in network.ask(page, to=NEAR).text


def test_a_step_is_signed_by_the_person_of_the_token(network: Network) -> None:
    """One who does not do the step cannot take another's name for it."""
    one: dict[str, Any] = {
        "issue": ISSUE,
        "step": "一审",
        "articles": [{"article": "01", "digest": network.paper.digest(ISSUE, "01")}],
    }
    as_another = {"X_Banmian_Person": quote("张三")}
    assert network.act("signoff", network.headers(network.cookie("王五"), **as_another), **one).status == 422
    assert network.act("signoff", network.headers(network.cookie("张三")), **one).status == 200
    record = (network.paper.root / f"content/issues/{ISSUE}/review.csv").read_text("utf-8-sig")
    assert "张三" in record
    assert "王五" not in record


def test_a_name_is_shown_as_it_is_written(tmp_path: Path) -> None:
    """HTML in it stays text, on the pages that let in and on those of the desk."""
    evil = '"><script>alert(1)</script>'
    network = Network(DeskPaper(furnish(Site(tmp_path)).root), people=(evil,))
    token = network.entrance.invite(evil).rpartition("/")[2]
    shown = [network.ask(ENTER + token), network.ask(f"{PHONE}?writer={quote(evil)}", "POST", to=NEAR)]
    shown += [network.ask(page, Cookie=network.cookie(evil)) for page in PAGES]
    assert not any("<script>alert" in page.text for page in shown)


def test_without_people_a_device_writes_without_a_name(tmp_path: Path) -> None:
    """No name is believed that it sends."""
    network = Network(DeskPaper(furnish(Site(tmp_path)).root), people=("",))
    headers = network.headers(network.cookie(""), X_Banmian_Person=quote("张三"))
    assert network.act("set_field", headers, **network.title("改")).status == 200
    assert network.author() != "张三"


def test_a_device_that_looks_has_no_desk(network: Network) -> None:
    """As though it did not stand there."""
    cookie = network.cookie(None)
    assert network.ask(f"/{ISSUE}/01.html", Cookie=cookie).status == 200
    for address in (*PAGES, *OTHERS):
        assert network.ask(address, Cookie=cookie).status == network.ask(address, "HEAD", Cookie=cookie).status == 404
        assert network.token not in network.ask(address, Cookie=cookie).text
    assert network.act("undo", network.headers(cookie)).status == 405
    assert network.ask("/_desk/upload/abcdefgh1/a.txt", "POST", b"x", **network.headers(cookie)).status == 405


@pytest.mark.parametrize("act", ["publish", "publish-dry-run", "check-release"])
def test_what_runs_a_command_stays_on_this_machine(network: Network, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device is told where to do it; nothing is run."""
    monkeypatch.delattr(command_run, "said")
    refused = network.act(act, network.headers(network.cookie("张三")))
    assert refused.status == 403
    assert "发布要在开着编辑台的那台电脑上点" in refused.text


def test_without_the_option_nothing_is_sent_to_the_desk(tmp_path: Path) -> None:
    """The guard is closed even to a device that the entrance would let write."""
    network = Network(DeskPaper(furnish(Site(tmp_path)).root), edits=False)
    headers = network.headers(network.cookie("张三"))
    assert network.act("set_field", headers, **network.title("改")).status == 405
    assert network.ask("/_desk/upload/abcdefgh1/a.txt", "POST", b"x", **headers).status == 405


def forged(network: Network) -> Iterator[tuple[dict[str, str], str]]:
    """Headers of requests that no device of the network may make, and the address from which they come."""
    cookie, name = network.cookie("张三"), f"banmian-{PORT}"
    right = network.headers(cookie)
    value = cookie.partition("=")[2]
    looking, fresh = network.cookie(None), network.entrance.invite("张三").rpartition("/")[2]
    for other in ("", "x=y", f"{name}=", f"{name}={value[:-1]}", f"{name}={value}0", f"{name}={value.upper()}"):
        yield {**right, "Cookie": other}, DEVICE
    yield {**right, "Cookie": f"banmian-{PORT + 1}={value}"}, DEVICE
    yield {**right, "Cookie": looking}, DEVICE
    yield {**right, "Cookie": f"{looking}; {name}=张三"}, DEVICE
    yield {**right, "Cookie": f"{name}={fresh}"}, DEVICE  # a token is no session
    yield right, ANOTHER
    for token in ("", "x", network.paper.token, network.token[:-1], network.token.swapcase(), value, fresh):
        yield {**right, "X_Banmian_Desk": token}, DEVICE
    near, foreign = f"http://{NEAR}:{PORT}", "http://example.org"
    for origin in ("", "null", near, foreign, f"http://{LAN}:{PORT + 1}", f"https://{LAN}:{PORT}"):
        yield {**right, "Origin": origin}, DEVICE
    for host in (f"{NEAR}:{PORT}", "localhost", f"localhost:{PORT}", "example.org", ""):
        yield {**right, "Host": host or "x"}, DEVICE
    for site in ("cross-site", "same-site"):
        yield {**right, "Sec_Fetch_Site": site}, DEVICE
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        yield {**right, "Content_Type": kind}, DEVICE
    yield {**right, "X_Banmian_Session": ""}, DEVICE  # 撤回 of whatever was done last
    yield {**right, "X_Forwarded_For": NEAR, "Cookie": ""}, DEVICE


def test_forged_requests_over_the_network_are_refused(network: Network) -> None:
    """Another session, none, or one of another kind; another device; another desk's token; from elsewhere."""
    network.paper.act("set_field", **network.title("先改过"))
    before = files(network)
    requests = list(forged(network))
    for headers, device in requests:
        for act, fields in (("set_field", network.title("伪造")), ("undo", {})):
            body = json.dumps({"act": act, **fields}).encode()
            assert 400 <= network.ask(ACT, "POST", body, device=device, **headers).status < 500, headers
    assert files(network) == before
    assert network.paper.defects == []


def test_a_token_ends_after_ten_minutes_and_with_the_process(network: Network) -> None:
    """One that is too old, and one of a preview that was stopped, let nobody write."""
    token, cookie = network.entrance.invite("张三").rpartition("/")[2], network.cookie("张三")
    again = Network(network.paper)
    assert again.ask(ENTER + token, "POST").status == 403
    assert again.act("undo", again.headers(cookie)).status == 403
    network.now = LIFETIME
    late = network.ask(ENTER + token, "POST")
    assert (late.status, "过期" in late.text, "Set-Cookie" in late.headers) == (403, True, False)
    assert network.ask("/_desk/", Cookie=cookie).status == 200


def test_this_machine_chooses_for_whom_a_token_is(network: Network) -> None:
    """A button for looking, and one for each person; a name that is not declared gives none, nor does the network."""
    page = network.ask(PHONE, to=NEAR).text
    assert [f"能改：{name}" in page for name in PEOPLE] == [True] * 4
    made = {
        name: re.search(f"{ENTER}([0-9a-f]+)", network.ask(f"{PHONE}{query}", "POST", to=NEAR).text)
        for name, query in [(None, ""), *((name, f"?writer={quote(name)}") for name in PEOPLE)]
    }
    for name, token in made.items():
        assert token
        assert network.entrance.tokens.meant_for(token[1]) == name
    for other in ("钱七", ""):
        assert not re.search(f"{ENTER}[0-9a-f]+", network.ask(f"{PHONE}?writer={quote(other)}", "POST", to=NEAR).text)
    writing = network.cookie("张三")
    assert network.ask(f"{PHONE}?writer={quote('张三')}", "POST", Cookie=writing).status == 405
    assert network.ask(PHONE, Cookie=writing).status == 403
