"""One bad file does not stop the paper: the rest is published where that is asked for, and what is in doubt is not."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.errors import ContentError
from generator.pages.urls import OUTPUT
from generator.press.build import build
from support import Site, tree

pytestmark = pytest.mark.slow

DAY = "2026-03-25"
PAGE = f"{OUTPUT}/{DAY}/02.html"


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper of two issues, built; then the second article of the newer one is broken."""
    for day in ("2026-03-18", DAY):
        site.issue(day)
        site.article(day, 1, title="码头启用")
        site.article(day, 2, title="龘市场", body="龘摊位。")
    build(site.root)
    return site


def break_(site: Site, line: str = "titel: 甲") -> None:
    """Makes the second article one that cannot be read."""
    path = site.root / f"content/issues/{DAY}/02.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{line}\n", 1), "utf-8")


def run(site: Site, *arguments: str) -> Result:
    """Runs ``banmian build``."""
    return CliRunner().invoke(main, ["--site", str(site.root), "build", *arguments])


def test_without_being_asked_nothing_is_published(paper: Site) -> None:
    """A build refuses, with every mistake, and leaves the site as it was."""
    break_(paper)
    before = tree(paper.root / OUTPUT)
    with pytest.raises(ContentError):
        build(paper.root)
    assert tree(paper.root / OUTPUT) == before


def test_the_rest_is_published_with_a_notice(paper: Site) -> None:
    """The others appear; at the broken article's address stands a notice, and nothing of it anywhere else."""
    break_(paper)
    paper.article(DAY, 1, title="码头停用")
    for _ in range(2):  # it keeps saying so
        done = run(paper, "--hold-broken")
        assert done.exit_code == 1
        assert f"content/issues/{DAY}/02.md:2" in done.output
    assert "码头停用" in (paper.root / f"{OUTPUT}/{DAY}/01.html").read_text("utf-8")
    assert "正在核对" in (paper.root / PAGE).read_text("utf-8")
    named = [path for path, data in tree(paper.root / OUTPUT).items() if "龘" in data.decode("utf-8", "replace")]
    assert {path.split("/")[0] for path in named} <= {"2026-03-18", "latest", "archive", "index.html", "pagefind"}
    assert not any(path.startswith(DAY) for path in named)
    assert run(paper).exit_code == 1, "a build that leaves nothing out does not take this one for its own"


def test_mended_it_is_the_clean_site(paper: Site) -> None:
    """Once the file is mended, the site is as if it had never been broken."""
    before = tree(paper.root / OUTPUT)
    good = (paper.root / f"content/issues/{DAY}/02.md").read_bytes()
    break_(paper)
    build(paper.root, without_broken=True)
    (paper.root / f"content/issues/{DAY}/02.md").write_bytes(good)
    for _ in range(2):  # the assets before the last are kept for one build
        build(paper.root)
    assert tree(paper.root / OUTPUT) == before


@pytest.mark.parametrize(
    "line", ["withdrawn: 是", "embargo: 明天", "draft: 也许", "withdrawn: [", "# embargo: ?\ntitel: 甲"]
)
@pytest.mark.parametrize("without_broken", [False, True])
def test_in_doubt_nothing_is_published(paper: Site, line: str, *, without_broken: bool) -> None:
    """A file that cannot be read, and may mean to keep its article back, takes its page down in any case."""
    break_(paper, line)
    if without_broken:
        assert build(paper.root, without_broken=True).broken
    else:
        with pytest.raises(ContentError):
            build(paper.root)
    page = paper.root / PAGE
    assert not page.exists() or "龘" not in page.read_text("utf-8")


def test_a_secret_is_not_told_by_a_notice(paper: Site) -> None:
    """Of an article that may be under embargo there is no page at all."""
    break_(paper, "embargo: 明天")
    build(paper.root, without_broken=True)
    assert not (paper.root / PAGE).exists()


def test_a_broken_issue_is_held(paper: Site) -> None:
    """Where ``issue.md`` cannot be read the issue is not there, and the others are."""
    path = paper.root / f"content/issues/{DAY}/issue.md"
    path.write_text("---\nkind: [\n---\n", "utf-8")
    report = build(paper.root, without_broken=True)
    assert [problem.source for problem in report.broken] == [f"content/issues/{DAY}/issue.md"]
    assert not (paper.root / OUTPUT / DAY).exists()
    assert (paper.root / OUTPUT / "2026-03-18/01.html").exists()


def test_a_copy_takes_no_notice(paper: Site) -> None:
    """A copied file is left out, and the original stands as it did."""
    original = paper.root / f"content/issues/{DAY}/02.md"
    Path(f"{original.parent}/02 - 副本.md").write_bytes(original.read_bytes())
    assert build(paper.root, without_broken=True).broken
    assert "龘摊位" in (paper.root / PAGE).read_text("utf-8")
