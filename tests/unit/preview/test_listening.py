"""Where the preview listens: on which ports, and on which addresses."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from generator.errors import PressError
from generator.preview import listening

NEAR, NETWORK = "127.0.0.1", "127.0.0.2"


@pytest.fixture
def closed() -> Iterator[ExitStack]:
    """Closes what is put into it."""
    with ExitStack() as stack:
        yield stack


def test_any_port(closed: ExitStack) -> None:
    """0 gives a free one, of which nothing need be said; only this machine is listened on."""
    opened = closed.enter_context(closing(listening.listen(0)))
    assert [each.getsockname() for each in opened.sockets] == [(NEAR, opened.port)]
    assert opened.said == opened.lan == ""
    with socket.create_connection((NEAR, opened.port), 5):
        pass


def test_the_same_port_on_both_addresses(closed: ExitStack) -> None:
    """So that one number is to be remembered."""
    opened = closed.enter_context(closing(listening.listen(0, NETWORK)))
    assert [each.getsockname() for each in opened.sockets] == [(NEAR, opened.port), (NETWORK, opened.port)]


def test_two_previews_share_no_port(closed: ExitStack) -> None:
    """The second gets the next free port, and says so in Chinese."""
    first = closed.enter_context(closing(listening.listen(0)))
    second = closed.enter_context(closing(listening.listen(first.port)))
    assert first.port < second.port <= first.port + listening.FURTHER
    assert str(first.port) in second.said
    assert str(second.port) in second.said


@pytest.mark.parametrize("taken", [NETWORK, "0.0.0.0"])  # noqa: S104 - another program's, to be noticed
def test_a_port_that_is_taken_on_one_address(closed: ExitStack, taken: str) -> None:
    """It is used on neither, and nothing stays open on the other."""
    other = closed.enter_context(socket.create_server((taken, 0)))
    port = other.getsockname()[1]
    opened = closed.enter_context(closing(listening.listen(port, NETWORK)))
    assert opened.port > port
    if taken == NETWORK:
        closed.enter_context(socket.create_server((NEAR, port)))


def test_a_preview_that_was_stopped_leaves_its_port(closed: ExitStack) -> None:
    """Also where a browser was connected when it stopped, so that the address stays the same."""
    first = listening.listen(0)
    browser = closed.enter_context(socket.create_connection((NEAR, first.port), 5))
    connection, _ = first.sockets[0].accept()
    connection.close()
    first.close()
    assert browser.recv(1) == b""
    assert closed.enter_context(closing(listening.listen(first.port))).port == first.port


def test_no_port_left(monkeypatch: pytest.MonkeyPatch, closed: ExitStack) -> None:
    """Where all are taken, it is told what to do."""
    first = closed.enter_context(closing(listening.listen(0)))
    monkeypatch.setattr(listening, "FURTHER", 0)
    with pytest.raises(PressError, match="--port"):
        listening.listen(first.port)


@pytest.mark.parametrize("address", ["8.8.8.8", "0.0.0.0", "::", "2001:4860:4860::8888", "172.32.0.1"])  # noqa: S104
def test_the_internet_is_not_listened_on(address: str) -> None:
    """Nor is every address of the machine at once."""
    with pytest.raises(PressError, match="公网"):
        listening.listen(0, address)


@pytest.mark.parametrize(("address", "words"), [("example.org", "不是网络地址"), ("127.0.0.1", "只有这台电脑")])
def test_what_is_no_address_in_a_network(address: str, words: str) -> None:
    """An editor is told what it is instead, and how to write one."""
    with pytest.raises(PressError, match=words):
        listening.listen(0, address)


def test_an_address_of_another_machine() -> None:
    """It is told as that, whatever the port."""
    with pytest.raises(PressError, match="不是这台电脑的地址"):
        listening.listen(0, "10.255.255.1")


@pytest.mark.parametrize("address", ["10.0.0.1", "172.16.0.1", "172.31.255.1", "192.168.1.5", "169.254.3.4", "fd00::1"])
def test_addresses_of_a_local_network(address: str) -> None:
    """The ranges that are kept for these."""
    assert listening.is_local(address)


@pytest.mark.parametrize(
    ("sent_from", "expected"),
    [
        ({"192.0.2.1": "192.168.1.5"}, "192.168.1.5"),
        ({"192.0.2.1": "203.0.113.7", "10.255.255.254": "10.0.0.7"}, "10.0.0.7"),
        ({"192.0.2.1": "203.0.113.7", "fd00::1": "fd12::7"}, "fd12::7"),
    ],
)
def test_the_own_address(monkeypatch: pytest.MonkeyPatch, sent_from: dict[str, str], expected: str) -> None:
    """The local one that most traffic leaves from, else that of another way."""
    monkeypatch.setattr(listening, "_sent_from", lambda target: sent_from.get(target, ""))
    assert listening.own_address() == expected


@pytest.mark.parametrize(("only", "words"), [("203.0.113.7", "公网"), ("", "没有连上"), ("127.0.0.1", "公网")])
def test_no_address_in_a_local_network(monkeypatch: pytest.MonkeyPatch, only: str, words: str) -> None:
    """A machine that hangs on the internet itself, or on nothing, is told so."""
    monkeypatch.setattr(listening, "_sent_from", lambda _: only)
    with pytest.raises(PressError, match="--lan") as caught:
        listening.own_address()
    assert words in str(caught.value) or only == "127.0.0.1"
