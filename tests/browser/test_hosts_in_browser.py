"""The sample on each host, served as there, and read in Chromium with the policy on: ``benchmarks.hosts`` in short."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.audit.served import PROJECT, copied
from benchmarks.hosts import trial, trial_paper
from benchmarks.hosts.host import NotHereError
from generator.delivery import starter
from generator.press.build import build
from released import release

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, trial_paper.Places]:
    """The sample with all that a host may get wrong, built once; and where that is."""
    root = tmp_path_factory.mktemp("hosts") / "paper"
    root.mkdir()
    copied(PROJECT, root, "")
    shutil.rmtree(root / "content/issues/2026-03-18")  # two issues show as much as three, and are built sooner
    places = trial_paper.furnish(root)
    trial_paper.publish_on(root, "nginx", "/")
    build(root)
    return root, places


@pytest.mark.parametrize("name", trial.HOSTS)
def test_a_reader_finds_everything(
    name: str, paper: tuple[Path, trial_paper.Places], chromium: Browser, tmp_path: Path
) -> None:
    """Every kind of page, search, redirects and notices, files of the paper's own, and all of it without a network."""
    try:
        host = trial.HOSTS[name](tmp_path / "host")
    except NotHereError as missing:
        pytest.skip(f"NOT TESTED: {name} needs {missing}")
    root = tmp_path / "paper"
    starter.start(root, release(), (name,))
    (root / "content/issues/.gitkeep").unlink()
    shutil.copyfile(paper[0] / "newspaper.toml", root / "newspaper.toml")
    trial_paper.copied(paper[0], root)
    trial_paper.publish_on(root, name, host.base)
    built(root)
    faults = trial.faults(chromium, host, root, paper[1], built)
    assert not faults, "\n".join(faults)


def built(root: Path) -> None:
    """Builds without processes of its own: of so small a change they would take longer to start than to make it."""
    with ThreadPoolExecutor(1) as thread:
        build(root, executor=thread)
