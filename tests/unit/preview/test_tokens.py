"""One-time tokens: for whom, for how long, and how often."""

import pytest

from generator.preview.tokens import LIFETIME, Standing, Tokens

DEVICE, ANOTHER = "192.168.1.20", "192.168.1.21"


def test_a_token_lets_one_device_in() -> None:
    """Its session is known from then on, also after the token's ten minutes."""
    tokens = Tokens()
    token = tokens.issue(100)
    assert tokens.standing(token, 101) is Standing.OPEN
    session = tokens.redeem(token, DEVICE, 101)
    assert tokens.knows(session, DEVICE)
    assert tokens.devices == 1


def test_a_token_is_used_up() -> None:
    """Nobody gets a second session for it, and the first one stays."""
    tokens = Tokens()
    token = tokens.issue(0)
    session = tokens.redeem(token, DEVICE, 1)
    assert tokens.standing(token, 2) is Standing.USED
    assert tokens.redeem(token, DEVICE, 2) == tokens.redeem(token, ANOTHER, 2) == ""
    assert tokens.knows(session, DEVICE)
    assert tokens.standing(token, LIFETIME * 2) is Standing.USED


def test_a_token_is_good_for_ten_minutes() -> None:
    """Until then and not at that moment."""
    tokens = Tokens()
    token = tokens.issue(50)
    assert tokens.standing(token, 50 + 599.9) is Standing.OPEN
    assert tokens.standing(token, 50 + 600) is Standing.EXPIRED
    assert tokens.redeem(token, DEVICE, 50 + 600) == ""


def test_asking_does_not_use_it_up() -> None:
    """However often."""
    tokens = Tokens()
    token = tokens.issue(0)
    assert {tokens.standing(token, 1) for _ in range(5)} == {Standing.OPEN}
    assert tokens.redeem(token, DEVICE, 1)


def test_a_session_is_one_devices() -> None:
    """Another that shows it, having read it in the network, is not known."""
    tokens = Tokens()
    session = tokens.redeem(tokens.issue(0), DEVICE, 1)
    assert not tokens.knows(session, ANOTHER)
    assert not tokens.knows(f"{session}\n{DEVICE}", "")


@pytest.mark.parametrize("guess", ["", "x", "0" * 40, "令牌", "\udcff"])
def test_a_guess_is_unknown(guess: str) -> None:
    """As a token and as a session, whatever characters it has."""
    tokens = Tokens()
    tokens.redeem(tokens.issue(0), DEVICE, 0)
    assert tokens.standing(guess, 0) is Standing.UNKNOWN
    assert tokens.redeem(guess, DEVICE, 0) == ""
    assert not tokens.knows(guess, DEVICE)


def test_a_new_process_knows_none() -> None:
    """Tokens and sessions of an earlier run are worth nothing."""
    old = Tokens()
    token, session = old.issue(0), old.redeem(old.issue(0), DEVICE, 0)
    assert Tokens().standing(token, 0) is Standing.UNKNOWN
    assert not Tokens().knows(session, DEVICE)


def test_each_can_be_used_beside_others() -> None:
    """Two devices with a token each; one token does not stand for another."""
    tokens = Tokens()
    first, second = tokens.issue(0), tokens.issue(300)
    assert first != second
    assert tokens.standing(first, 700) is Standing.EXPIRED
    assert tokens.knows(tokens.redeem(second, ANOTHER, 700), ANOTHER)


def test_only_digests_are_kept() -> None:
    """Whoever sees what is kept can redeem nothing; and a token has at least 128 random bits."""
    tokens = Tokens()
    token = tokens.issue(0)
    session = tokens.redeem(token, DEVICE, 0)
    assert token not in repr(tokens)
    assert session not in repr(tokens)
    assert len(bytes.fromhex(token)) * 8 >= 128 <= len(bytes.fromhex(session)) * 8


@pytest.mark.parametrize("writer", [None, "", "张三"])
def test_a_session_writes_as_whom_its_token_was_for(writer: str | None) -> None:
    """On its own device; any other session, and the token itself, writes as nobody."""
    tokens = Tokens()
    tokens.redeem(tokens.issue(0, "李四"), ANOTHER, 0)
    token = tokens.issue(0, writer)
    assert tokens.meant_for(token) == writer
    session = tokens.redeem(token, DEVICE, 0)
    assert tokens.writer(session, DEVICE) == writer
    assert tokens.writer(session, ANOTHER) is None
    assert tokens.writer(token, DEVICE) is None
    assert tokens.meant_for(session) is None
