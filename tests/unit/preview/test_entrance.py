"""How a device of the network comes in: by one POST, with a one-time token."""

import re
from collections.abc import Callable

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

import html_page
from asked import LAN, NEAR, PORT, Answer, answer, scope
from generator.preview.entrance import Entrance
from generator.preview.guard import ENTER, PHONE, Guard
from generator.preview.tokens import LIFETIME, Tokens

Time = Callable[[], float]


async def paper(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers everything."""
    await PlainTextResponse("稿子")(scope, receive, send)


class Preview:
    """A guarded preview, with a clock that stands still."""

    def __init__(self, front: str = "/paper/") -> None:
        self.now = 0.0
        self.entrance = Entrance(paper, Tokens(), LAN, PORT, lambda: front, lambda: self.now)

    def ask(
        self, path: str, method: str = "GET", *, to: str = LAN, cookie: str = "", device: str = "127.0.0.3"
    ) -> Answer:
        """The answer to a request that a browser would send from a page of the preview."""
        headers = (("Origin", f"http://{to}:{PORT}" if method == "POST" else ""), ("Cookie", cookie))
        return answer(Guard(self.entrance, LAN), scope(path, *headers, method=method, to=to, client=(device, 1)))

    def token(self) -> str:
        """A new token."""
        return self.entrance.invite().rpartition("/")[2]

    def let_in(self) -> str:
        """The cookie of a device that came in."""
        return self.ask(f"{ENTER}{self.token()}", "POST").headers["Set-Cookie"].partition(";")[0]


@pytest.fixture
def preview() -> Preview:
    """A preview."""
    return Preview()


def test_a_device_without_a_session_sees_nothing(preview: Preview) -> None:
    """Whatever it asks for, it gets a page in Chinese that says what to do."""
    for path in ("/paper/", "/", "/_banmian/events", PHONE, "/nowhere"):
        locked = preview.ask(path)
        assert locked.status == 403
        assert "稿子" not in locked.text
        assert PHONE in locked.text


def test_the_page_of_a_token_has_one_button_and_uses_nothing_up(preview: Preview) -> None:
    """GET and HEAD may come as often as they like; no cookie is set, no script may run, nobody keeps the page."""
    token = preview.token()
    for method in ("GET", "HEAD", "GET"):
        shown = preview.ask(f"{ENTER}{token}", method)
        assert shown.status == 200
        assert "Set-Cookie" not in shown.headers
        assert shown.headers["Cache-Control"] == "no-store"
        assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    page = html_page.read(preview.ask(f"{ENTER}{token}").text)
    assert len(list(page.all("button"))) == 1
    assert [form.attributes for form in page.all("form")] == [{"method": "post"}]
    assert page.first("a") is None
    assert page.first("script") is None
    assert preview.ask(f"{ENTER}{token}", "POST").status == 303


def test_the_button_lets_the_device_in(preview: Preview) -> None:
    """It is led to the front page, with a cookie that no script reads and no other site sends."""
    answered = preview.ask(f"{ENTER}{preview.token()}", "POST")
    assert (answered.status, answered.headers["Location"]) == (303, "/paper/")
    cookie, *about = answered.headers["Set-Cookie"].split("; ")
    assert cookie.startswith(f"banmian-{PORT}=")
    assert {each.lower() for each in about} == {"httponly", "path=/", "samesite=strict"}
    assert preview.ask("/paper/", cookie=cookie).text == "稿子"
    assert preview.ask("/paper/", cookie=f"a=b; {cookie}; c=d").text == "稿子"


def test_a_token_is_for_one_device(preview: Preview) -> None:
    """The second use is refused, on the same device too, and the first device stays in."""
    token = preview.token()
    cookie = preview.ask(f"{ENTER}{token}", "POST").headers["Set-Cookie"].partition(";")[0]
    for method in ("POST", "GET"):
        used = preview.ask(f"{ENTER}{token}", method, device="127.0.0.4")
        assert used.status == 403
        assert "用过了" in used.text
        assert "Set-Cookie" not in used.headers
    assert preview.ask("/paper/", cookie=cookie).status == 200
    assert preview.ask("/paper/", cookie=cookie, device="127.0.0.4").status == 403


def test_a_token_that_is_too_old(preview: Preview) -> None:
    """It is told as that."""
    token = preview.token()
    preview.now = LIFETIME
    for method in ("POST", "GET"):
        assert "过期" in preview.ask(f"{ENTER}{token}", method).text
        assert preview.ask(f"{ENTER}{token}", method).status == 403


def test_a_restart_ends_everything(preview: Preview) -> None:
    """A preview that was started anew knows neither the tokens nor the devices."""
    token, cookie = preview.token(), preview.let_in()
    again = Preview()
    assert again.ask(f"{ENTER}{token}", "POST").status == 403
    assert "重新开过" in again.ask(f"{ENTER}{token}").text
    assert again.ask("/paper/", cookie=cookie).status == 403


def test_another_cookie_of_the_name_does_not_lock_out(preview: Preview) -> None:
    """A page at another port of the same machine can set one; the right one beside it counts."""
    cookie = preview.let_in()
    assert preview.ask("/paper/", cookie=f"banmian-{PORT}=x; {cookie}").status == 200
    assert preview.ask("/paper/", cookie=f"banmian-{PORT}=x").status == 403


def test_this_machine_needs_no_session(preview: Preview) -> None:
    """What is asked of its own address is answered; a token's address is not meant for it."""
    assert preview.ask("/paper/", to=NEAR).text == "稿子"
    assert preview.ask(f"{ENTER}{preview.token()}", to=NEAR).status == 403


def test_an_editor_makes_a_token_for_the_next_device(preview: Preview) -> None:
    """The page on this machine shows none by itself; its button shows one, as text and as a QR code."""
    assert not re.search(ENTER + "[0-9a-f]+", preview.ask(PHONE, to=NEAR).text)
    made = preview.ask(PHONE, "POST", to=NEAR)
    link = re.search(f"http://{LAN}:{PORT}{ENTER}([0-9a-f]+)", made.text)
    assert link
    assert html_page.read(made.text).first("svg")
    assert made.headers["Cache-Control"] == "no-store"
    assert preview.ask(f"{ENTER}{link[1]}", "POST").status == 303
    assert "1 台" in preview.ask(PHONE, to=NEAR).text


def test_no_device_makes_tokens(preview: Preview) -> None:
    """That page is for this machine alone."""
    cookie = preview.let_in()
    assert preview.ask(PHONE, cookie=cookie).status == 403
    assert preview.ask(PHONE, "POST", cookie=cookie).status == 405


def test_a_form_says_where_it_comes_from(preview: Preview) -> None:
    """Under no-referrer, browsers would send the form with ``Origin: null``, which is refused."""
    for shown in (preview.ask(f"{ENTER}{preview.token()}"), preview.ask(PHONE, to=NEAR)):
        assert shown.headers["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("front", ["/", "//evil.example/", "/报/"])
def test_the_front_page_is_ours(front: str) -> None:
    """Wherever the paper's folder is, the way leads to this server."""
    preview = Preview(front)
    location = preview.ask(f"{ENTER}{preview.token()}", "POST").headers["Location"]
    assert re.fullmatch(r"/([^/].*)?", location)
    assert location.isascii()
