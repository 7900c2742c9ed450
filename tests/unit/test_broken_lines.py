"""The broken lines in ``tools/broken_lines``: each can still be broken, and names tests that there are."""

import shutil

import pytest

from support import PROJECT
from tools.broken_lines import apply, patches


@pytest.mark.skipif(shutil.which("git") is None, reason="NOT TESTED: git is missing, which applies the patches")
def test_every_line_can_still_be_broken() -> None:
    """A patch whose line has changed is told by its name; whoever changed the line writes the patch anew."""
    for patch in patches():
        apply(patch, PROJECT, "--check")


def test_every_patch_says_what_breaks_and_who_is_to_notice() -> None:
    """A patch has its words, and the tests that it names are there."""
    found = list(patches())
    assert len({patch.name[:2] for patch in found}) == len(found) >= 29
    for patch in found:
        assert patch.what, patch.name
        assert patch.tests, patch.name
        assert all((PROJECT / test).exists() for test in patch.tests), patch.name
