"""Folders of output/ that are deleted are made again, also where nothing was proven of them yet."""

import shutil

import pytest

from generator.press import stamps
from generator.press.build import build
from generator.press.manifest import MANIFEST
from support import Site


def test_a_folder_that_was_written_last_is_missed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what the build before wrote nothing is proven yet; if its folder is deleted, the next build makes it again."""
    site.issue("2026-03-11")
    site.article("2026-03-11", 1)
    site.issue("2026-03-25")
    site.article("2026-03-25", 1)
    build(site.root, index=False)
    monkeypatch.setattr(stamps, "REST", -(10**12))
    build(site.root, index=False)
    site.article("2026-03-11", 1, "改了一个字，别处都不变。")
    build(site.root, index=False)
    shutil.rmtree(site.root / "output/2026-03-11")
    build(site.root, index=False)
    assert (site.root / "output/2026-03-11/01.html").exists()


def test_a_site_that_is_lost_after_its_first_build_is_made_again(site: Site) -> None:
    """A host may keep ``.banmian/`` and lose ``output/``."""
    site.issue()
    site.article()
    build(site.root, index=False)
    for path in (site.root / "output").iterdir():
        if path.name != MANIFEST:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    build(site.root, index=False)
    assert (site.root / "output/2026-03-25/01.html").exists()
