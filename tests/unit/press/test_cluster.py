"""A Dask cluster as the hands of a build."""

from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from generator.errors import PressError
from generator.press import crew
from generator.press.build import build
from generator.press.cluster import joined
from support import NEWSPAPER, Site, tree

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two workers, each a process."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield str(cluster.scheduler_address)


def _fill(site: Site) -> None:
    site.write("newspaper.toml", NEWSPAPER)
    for day in range(1, 8):
        issue_id = f"2026-03-0{day}"
        site.issue(issue_id, number=day)
        site.article(issue_id, 1, "老码头昨日启用。", title="码头启用", topics=("economy",), tags=("码头",))
        site.article(issue_id, 2, "菜市场**搬了**新家。", tags=(f"市场{day}",))
    site.picture("dock.png", "2026-03-07")


def test_a_cluster_makes_the_same_site(scheduler: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers of a cluster build the same site byte for byte, index included, and again after an edit."""
    _fill(site)
    monkeypatch.setattr(crew, "CHUNK", 2)
    with joined(scheduler) as executor:
        build(site.root, executor=executor)
        site.article("2026-03-02", 1, "老码头又启用。", title="又启用", tags=("码头", "新事"))
        build(site.root, executor=executor)
    shared = tree(site.root / "output")
    for name in ("output", ".banmian"):
        (site.root / name).rename(site.root / f"{name}-shared")
    build(site.root)
    assert tree(site.root / "output") == shared


def test_a_mistake_comes_back_from_the_cluster(scheduler: str, site: Site) -> None:
    """What is wrong with a template is told as ever, wherever it was found."""
    _fill(site)
    site.write("templates/404.html", "\n{{ nothing }}")
    with joined(scheduler) as executor, pytest.raises(Exception, match=r"templates/404\.html:2"):
        build(site.root, executor=executor)


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody listens is told, not waited for."""
    monkeypatch.setattr("generator.press.cluster.PATIENCE", "0.2s")
    with pytest.raises(PressError, match="Dask"), joined("tcp://127.0.0.1:9"):
        pass
