"""Topics that articles call by their names: pages, lists and search have the slugs, after a change too."""

from collections.abc import Callable

import pytest

from generator.press.build import build
from support import NEWSPAPER, Site, tree

pytestmark = pytest.mark.slow


def built(site: Site) -> dict[str, bytes]:
    """The files of the site that readers get."""
    build(site.root)
    return {path: data for path, data in tree(site.root / "output").items() if not path.startswith(".")}


def test_a_name_is_as_good_as_a_slug(make_site: Callable[..., Site]) -> None:
    """A paper that writes names has the same site, search included, as one that writes slugs."""
    sites = []
    for name, topic in (("names", "经济"), ("slugs", "economy")):
        site = make_site(name)
        site.issue()
        site.article(topics=(topic,))
        sites.append(built(site))
    assert sites[0] == sites[1]
    assert b"/2026-03-25/01.html" in sites[0]["topics/economy/index.html"]


@pytest.mark.parametrize(
    "names", [{"economy": "trade"}, {'"经济"': '"生活"', '"民生"': '"经济"'}], ids=["another slug", "names moved"]
)
def test_a_name_that_means_another_slug_is_followed(make_site: Callable[..., Site], names: dict[str, str]) -> None:
    """If settings change, and no article, all that a clean build makes is there, and the index as it makes it."""
    site, clean = make_site("site"), make_site("clean")
    changed = NEWSPAPER
    for old, new in names.items():
        changed = changed.replace(old, new)
    for each in (site, clean):
        each.issue()
        each.article(topics=("经济",))
    built(site)
    site.write("newspaper.toml", changed)
    clean.write("newspaper.toml", changed)
    now = built(site)
    assert {path: now.get(path) for path in built(clean)} == built(clean)
