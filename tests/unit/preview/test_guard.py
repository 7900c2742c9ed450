"""What the guard of the preview lets through, and what it refuses. ``benchmarks.preview_refusals`` has many more."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from asked import LAN, NEAR, PORT, answer, scope
from generator.preview import guard
from generator.preview.guard import ENTER, PHONE, Guard
from support import examples


async def paper(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers everything, with a header of its own."""
    await PlainTextResponse("稿子", headers={"X-Frame-Options": "SAMEORIGIN"})(scope, receive, send)


APP = Guard(paper, LAN)


def status(asked: Scope) -> int:
    """The status of the answer to a request."""
    return answer(APP, asked).status


@pytest.mark.parametrize("host", [f"{NEAR}:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}"])
def test_this_machine_is_named_in_two_ways(host: str) -> None:
    """By its number, or as localhost, with the port that the request came in on."""
    assert status(scope("/", ("Host", host))) == 200


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", NEAR, f"{LAN}:{PORT}", "localhost:8001", ""])
def test_a_foreign_name_is_refused(host: str) -> None:
    """A name that somebody lets lead here, another port, the name of the other side, and none."""
    assert status(scope("/", ("Host", host))) == 421


def test_two_names_are_refused() -> None:
    """Whichever of the two is right."""
    assert status(scope("/", ("Host", f"{NEAR}:{PORT}"), ("Host", "evil.example"))) == 421


def test_the_usual_port_needs_no_number() -> None:
    """Browsers leave 80 away, in ``Host`` and in ``Origin``."""
    usual = scope("/", ("Host", NEAR), ("Origin", f"http://{NEAR}"), server=(NEAR, 80))
    assert status(usual) == 200


@pytest.mark.parametrize("server", [("192.168.1.5", PORT), None, ("/run/socket", None)])
def test_an_address_that_is_not_listened_on_is_refused(server: tuple[str, int | None] | None) -> None:
    """Should a server listen on more than it was told to, nothing is served there."""
    assert status(scope("/", ("Host", f"192.168.1.5:{PORT}"), server=server)) == 421


def test_without_a_network_only_this_machine_is_served() -> None:
    """A guard that was given no other address knows none."""
    assert answer(Guard(paper), scope("/", to=LAN)).status == 421


@pytest.mark.parametrize("origin", ["null", "http://evil.example", f"http://localhost:{PORT}", f"http://{NEAR}:8001"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_page_is_refused(method: str, origin: str) -> None:
    """A page of another site, of another port, and one that does not say of which it is."""
    assert status(scope(PHONE, ("Origin", origin), method=method)) == 403


def test_a_page_of_our_own_may_ask() -> None:
    """Its ``Origin`` is the address that it asks."""
    assert status(scope("/", ("Origin", f"http://{NEAR}:{PORT}"), ("Sec-Fetch-Site", "same-origin"))) == 200
    assert status(scope("/", ("Host", f"localhost:{PORT}"), ("Origin", f"http://localhost:{PORT}"))) == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_request_from_another_site_is_refused(site: str) -> None:
    """Another port of this machine is the same site, and yet another program."""
    assert status(scope("/", ("Sec-Fetch-Site", site))) == 403


def test_an_address_that_is_typed_is_answered() -> None:
    """Browsers then say that no page asked."""
    assert status(scope("/", ("Sec-Fetch-Site", "none"))) == 200


def test_the_page_of_a_token_may_be_opened_from_anywhere() -> None:
    """Its address stands in a message; to use the token, only the page itself may ask."""
    foreign = ("Sec-Fetch-Site", "cross-site")
    assert status(scope(f"{ENTER}abc", foreign, to=LAN)) == 200
    assert status(scope(f"{ENTER}abc", foreign)) == 403
    assert status(scope(f"{ENTER}abc", foreign, ("Origin", f"http://{LAN}:{PORT}"), method="POST", to=LAN)) == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"])
@pytest.mark.parametrize("to", [NEAR, LAN])
def test_the_preview_is_for_reading(to: str, method: str) -> None:
    """No method but GET and HEAD is known."""
    refused = answer(APP, scope(PHONE, ("Origin", f"http://{to}:{PORT}"), method=method, to=to))
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("to", "path", "expected"),
    [(NEAR, PHONE, 200), (NEAR, f"{ENTER}a", 405), (LAN, f"{ENTER}a", 200), (LAN, PHONE, 405), (LAN, "/_desk/a", 405)],
)
def test_each_side_takes_one_post(to: str, path: str, expected: int) -> None:
    """This machine makes tokens, the network uses them; a POST must say whose it is."""
    assert status(scope(path, ("Origin", f"http://{to}:{PORT}"), method="POST", to=to)) == expected
    assert status(scope(path, method="POST", to=to)) == (403 if expected == 200 else 405)


@pytest.mark.parametrize("path", ["/_desk/act", "/_desk/upload/abc/a.txt"])
def test_the_network_sends_to_the_desk_only_on_wish(path: str) -> None:
    """Without it as little as to any other address; with it to these two, and to nothing more."""
    asked = scope(path, ("Origin", f"http://{LAN}:{PORT}"), method="POST", to=LAN)
    assert answer(APP, asked).status == 405
    opened = Guard(paper, LAN, edits=True)
    assert answer(opened, asked).status == 200
    for other in (PHONE, "/_desk/", "/_desk/act/", "/_desk/upload", "/_banmian/events", "/"):
        own = ("Origin", f"http://{LAN}:{PORT}")
        assert answer(opened, scope(other, own, method="POST", to=LAN)).status == 405
    assert answer(opened, scope(path, method="POST", to=LAN)).status == 403
    assert answer(opened, scope(path, ("Origin", f"http://{NEAR}:{PORT}"), method="POST", to=LAN)).status == 403


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/2026-03-25/01.html", "/paper/static/a-b_c~1.css", "/.well-known/security.txt", "/a/.well-known/x"),
        *("/%E6%8A%A5.pdf", "/a%20b", "/100%25", "/a..b", "/a[1].txt", "/x/"),
    ],
)
def test_addresses_of_a_paper_are_plain(path: str) -> None:
    """Also those of files that people named."""
    assert guard.is_plain(path.encode())


@pytest.mark.parametrize(
    "path",
    [
        *("", "*", "a", "http://127.0.0.1:8000/", "//evil.example/", "/a//b", "/\\evil.example", "/a b"),
        *("/..", "/../a", "/%2e%2e/a", "/.%2E/a", "/%252e%252e/a", "/%25252e", "/a%2fb", "/a%5cb", "/a%255cb", "/."),
        *(
            "/%00",
            "/a%0a",
            "/%7f",
            "/%",
            "/%2",
            "/%zz",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "/%ef%bc%8e%ef%bc%8e/",
            "/a%ef%bc%8fb",
        ),
        *("/.git/config", "/a/.env", "/%2egit", "/.Well-Known/a", "/a%e2%80%ae", "/" + "a" * 2_000),
    ],
)
def test_odd_paths_are_refused(path: str) -> None:
    """Whatever could mean another file once it is decoded, normalized or joined."""
    assert not guard.is_plain(path.encode())
    assert status(scope(path)) == 403


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20), max_size=5))
def test_any_name_of_letters_is_plain(parts: list[str]) -> None:
    """In whatever script a file was named; a browser encodes it once."""
    assert guard.is_plain(("/" + "/".join(map(quote, parts))).encode())


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_confuse_it(path: bytes) -> None:
    """Any bytes are judged, and what passes is text without a way up."""
    if guard.is_plain(b"/" + path):
        assert b".." not in (b"/" + path).split(b"/")


@pytest.mark.parametrize("request_", [scope("/"), scope("/..")])
def test_every_answer_has_the_headers(request_: Scope) -> None:
    """Those of refusals too."""
    headers = answer(APP, request_).headers
    expected = guard.HEADERS | {"Referrer-Policy": "no-referrer"}
    assert {name: headers[name] for name in expected} == expected


def test_an_answer_may_say_how_it_may_be_framed() -> None:
    """What the application says of frames stays; where it says nothing, nothing may frame it."""
    assert answer(APP, scope("/")).headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer(APP, scope("/..")).headers["X-Frame-Options"] == "DENY"


def test_a_refusal_is_told_in_chinese_and_is_not_kept() -> None:
    """Without a word of the paper."""
    refused = answer(APP, scope("/", ("Sec-Fetch-Site", "cross-site")))
    assert refused.text == guard.FOREIGN_PAGE.words
    assert refused.headers["Cache-Control"] == "no-store"


def test_no_socket_of_another_kind_is_opened() -> None:
    """A web socket is closed before it is open; nothing of the preview uses one."""
    asked = scope("/", type="websocket")
    assert answer(APP, asked).status == 0
