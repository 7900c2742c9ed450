"""Real raw issues, imported. They stay outside the project; without them this is skipped."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import config
from generator.cli.main import main
from generator.content import body, store
from generator.newsroom import convert
from generator.sources.raw import Raw
from support import NEWSPAPER, Site

SEED_DAYS = {"000_b1bf9658d521f992.txt": date(2026, 3, 25), "004_4a1b56b51c05b566.txt": date(2026, 3, 4)}


@pytest.mark.parametrize("seed", sorted(SEED_DAYS))
def test_what_the_text_cannot_show_is_flagged_not_completed(seed: str, shared: Path) -> None:
    """A broken-off end keeps its very words, and a picture item without headline gets none."""
    day = SEED_DAYS[seed]
    text = (shared / "seeds" / seed).read_text("utf-8")
    articles = convert.convert((Raw(text, seed),), issue_id=day.isoformat(), issue_date=day).issue.articles
    last = text.strip().splitlines()[-1]
    assert articles[-1].body.endswith(last)
    assert articles[-1].truncated == (last[-1] not in "。！？")
    assert all(article.untitled == (not article.title) for article in articles)


def test_the_years_project_gathers_every_article_that_carries_it(shared: Path, tmp_path: Path) -> None:
    """Import tags each article that speaks of 三十工程; its special topic gathers just these, along a timeline."""
    site = Site(tmp_path)
    site.write("newspaper.toml", NEWSPAPER)
    site.write("content/specials/san-shi.md", '---\ntitle: "三十工程"\ntags: ["三十工程"]\n---\n\n一年一批工程。\n')
    for seed, day in SEED_DAYS.items():
        arguments = ["--site", str(tmp_path), "import", str(shared / "seeds" / seed), "--date", day.isoformat()]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, done.output
    assert "写法要看一眼" not in CliRunner().invoke(main, ["--site", str(tmp_path), "check", "--no-update"]).output
    articles = [
        one for issue in store.load(tmp_path, config.load(tmp_path).topic_list()).issues for one in issue.articles
    ]
    carrying = [one for one in articles if "三十工程" in "".join((one.title, *body.to_text(one.body, one.kind)))]
    assert {one.id for one in articles if "三十工程" in one.tags} == {one.id for one in carrying}

    assert CliRunner().invoke(main, ["--site", str(tmp_path), "build"]).exit_code == 0
    page = (tmp_path / "output/topics/san-shi/index.html").read_text("utf-8")
    shown = set(re.findall(r'href="/(20[\d-]+/\d+)\.html"', page))
    assert shown == {f"{one.id[:10]}/{one.id[11:]}" for one in carrying}
    days = re.findall(r'<time datetime="([\d-]+)"', page[page.index('<ol class="timeline') :])
    assert days == [day.isoformat() for day in sorted(SEED_DAYS.values(), reverse=True)]
    assert "一年一批工程。" in page
