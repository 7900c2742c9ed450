"""When the preview acts on changes, by a clock that the tests set."""

import itertools
import threading

from hypothesis import given
from hypothesis import strategies as st

from generator.preview.bursts import GATHER, LONGEST, QUIET, Bursts, Pace
from generator.preview.settling import QUIET as SETTLED
from generator.preview.settling import Settling
from generator.preview.what_changed import Changes

PATIENCE = 30
ONE, TWO, THREE = (Changes(frozenset((name,))) for name in ("one", "two", "three"))


def played(told: dict[float, Changes], lasting: float = 0.0) -> list[tuple[float, Changes]]:
    """When a pace acts, and on what, if changes are told at these times and an action lasts so long."""
    pace, until = Pace(), 0.0
    acts: list[tuple[float, Changes]] = []
    waiting = sorted(told.items())
    is_acting = False
    while True:
        due = pace.due()
        at = min(
            [moment for moment, _ in waiting[:1]]
            + [until for _ in range(is_acting)]
            + [max(due, until) for _ in range(due is not None and not is_acting) if due is not None],
            default=None,
        )
        if at is None:
            return acts
        if waiting and waiting[0][0] == at:
            pace.told(waiting.pop(0)[1], at)
        elif is_acting:
            pace.done()
            is_acting = False
        else:
            acts.append((at, pace.taken()))
            is_acting, until = True, at + lasting


def test_one_change_is_acted_on_at_once() -> None:
    """A single save is acted on after the moment in which its events come, and once."""
    assert played({5.0: ONE}) == [(5.0 + GATHER, ONE)]


def test_a_burst_is_acted_on_twice() -> None:
    """What follows the first change is gathered until it is quiet."""
    told = {0.0: ONE, 0.05: TWO, 0.1: THREE, 0.15: TWO}
    assert played(told) == [(GATHER, ONE), (0.15 + QUIET, TWO | THREE)]


def test_changes_during_an_action_queue_one_more() -> None:
    """What is told while an action runs is acted on together when it is over."""
    assert played({0.0: ONE, 0.3: TWO, 0.5: THREE}, lasting=1.0) == [(GATHER, ONE), (1.0 + GATHER, TWO | THREE)]
    assert played({0.0: ONE, 0.95: TWO}, lasting=1.0) == [(GATHER, ONE), (0.95 + QUIET, TWO)]


def test_a_file_that_is_being_written_prolongs_a_burst() -> None:
    """Empty changes are never acted on by themselves, and postpone the second action."""
    nothing = Changes()
    assert played({0.0: nothing}) == []
    told = {0.0: ONE, 0.05: TWO, 0.1: nothing, 0.18: nothing, 0.25: THREE}
    assert played(told) == [(GATHER, ONE), (0.25 + QUIET, TWO | THREE)]


def test_changes_without_end_are_acted_on() -> None:
    """Saves that come too fast for any quiet do not keep the preview from showing them."""
    acts = played({at / 20: ONE for at in range(200)})
    assert len(acts) > 2
    assert all(later - before <= LONGEST + QUIET for (before, _), (later, _) in itertools.pairwise(acts))


@given(
    st.dictionaries(st.floats(0, 3).map(lambda at: round(at, 3)), st.sampled_from("abcd"), min_size=1), st.floats(0, 2)
)
def test_nothing_is_lost(told: dict[float, str], lasting: float) -> None:
    """Every change is acted on after it was told."""
    acts = played({at: Changes(frozenset((name,))) for at, name in told.items()}, lasting)
    for at, name in told.items():
        assert any(moment >= at and name in changes.paths for moment, changes in acts)


@given(st.lists(st.floats(0.001, QUIET * 0.99), max_size=int(LONGEST / QUIET) - 2), st.floats(0, 2))
def test_a_burst_is_never_acted_on_three_times(pauses: list[float], lasting: float) -> None:
    """However its changes are spread, and however long an action takes."""
    told, at = {0.0: ONE}, 0.0
    for pause in pauses:
        at += pause
        told[at] = TWO
    acts = played(told, lasting)
    assert len(acts) <= 2
    assert acts[-1][0] >= at


def test_the_worker_acts_on_all_and_survives_failures() -> None:
    """An action that fails is told, and the next change is acted on; no two actions run at a time."""
    acted = threading.Semaphore(0)
    seen: list[Changes] = []
    failures: list[Exception] = []

    def act(changes: Changes) -> None:
        seen.append(changes)
        acted.release()
        if changes == ONE:
            raise ValueError

    bursts = Bursts(act, failures.append)
    bursts.told(ONE)
    bursts.start()
    assert acted.acquire(timeout=PATIENCE)
    bursts.told(TWO)
    assert acted.acquire(timeout=PATIENCE)
    bursts.stop()
    assert seen == [ONE, TWO]
    assert [type(error) for error in failures] == [ValueError]
    bursts.told(THREE)
    assert seen == [ONE, TWO]


def test_a_worker_that_never_began_can_be_stopped() -> None:
    """A server that fails before it serves ends all the same."""
    Bursts(lambda _: None, lambda _: None).stop()


def test_files_settle() -> None:
    """A file is told when nobody has written to it for a while, or not at all where somebody said that it is closed."""
    settling = Settling()
    assert settling.due() is None
    settling.written_to("a", 1.0)
    settling.written_to("b", 1.02)
    settling.written_to("a", 1.05)
    assert settling.due() == 1.02 + SETTLED
    assert settling.taken(1.02 + SETTLED) == {"b"}
    assert settling.due() == 1.05 + SETTLED
    settling.told("a")
    assert settling.due() is None
    assert settling.taken(9.0) == frozenset()


@given(st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")), st.sampled_from(["", "为什么"]))
def test_changes_add_up(one: set[str], other: set[str], reason: str) -> None:
    """The union of changes has the paths of both, and a reason where one has."""
    both = Changes(frozenset(one), reason) | Changes(frozenset(other))
    assert both == Changes(frozenset(one | other), reason)
    assert both.everything == bool(reason)
    assert bool(both) == bool(one or other or reason)
