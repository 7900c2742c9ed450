"""Generates a newspaper's archive of any size for build benchmarks; the text is random but the same on every run.

It has twelve articles an issue, two issues a week, eight topics, and 2,000 tags whose frequencies are as uneven as
those of words. Sentences mean nothing, but have the length, marks, figures and bylines of real ones. Run it to write a
site::

    python -m benchmarks.build_archive 10000 /tmp/site
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from generator.content import store
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.kinds import Kind, Role
from generator.model import Article, Author, Folio, Issue
from generator.newsroom import tag_register

TO_AN_ISSUE = 12
TAGS = 2_000
FIRST_DAY = date(1930, 1, 1)
TOPICS = tuple((f"lanmu-{at}", f"{name}栏") for at, name in enumerate("甲乙丙丁戊己庚辛"))
FOLIOS = (Folio("01", "要闻"), Folio("02", "民生"), Folio("03", "产业"), Folio("04", "副刊"))
SYLLABLES = (
    "码头 昨日 启用 社区 居民 新区 会议 强调 项目 开工 车间 工人 清晨 湖面 孩子 图书馆 老街 改造 道路 通车 医院 "
    "门诊 学校 操场 菜市 摊位 春天 花开 农田 灌溉 水库 大坝 夜班 公交 站牌 灯光 屋顶 雨水 河道 清理 志愿 服务 "
    "一批 两次 三年 十分 多家 企业 产品 出口 订单 技术 创新 人才 培训 窗口 办理 手续 时间 缩短 电话 回访 满意"
).split()
FIGURES = ("5.2%", "1,200人", "3月5日", "16亿元", "GDP", "24小时", "第7届", "2.5万平方米", "5G")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "文明国华建平志强晓丽海燕春梅永军伟芳秀英"

NEWSPAPER = """\
[paper]
name = "青川晚报"
zone = "新区专版"
description = "一份虚构的报纸。"

[tags]
min_articles = 1
""" + "".join(f'\n[[topics]]\nslug = "{slug}"\nname = "{name}"\n' for slug, name in TOPICS)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.tags = [f"{self._words(2)}{at}" for at in range(TAGS)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(TAGS)))

    def _words(self, count: int) -> str:
        return "".join(self.rng.choices(SYLLABLES, k=count))

    def _sentence(self) -> str:
        rng = self.rng
        parts = [self._words(rng.randint(3, 6)) for _ in range(rng.randint(1, 3))]
        if rng.random() < 0.3:
            parts.append(rng.choice(FIGURES))
        return "，".join(parts) + "。"

    def _name(self) -> str:
        return self.rng.choice(SURNAMES) + "".join(self.rng.choices(GIVEN, k=2))

    def article(self, issue_id: str, order: int) -> Article:
        rng = self.rng
        reporter = self._name()
        paragraphs = ["".join(self._sentence() for _ in range(rng.randint(4, 10))) for _ in range(rng.randint(2, 5))]
        paragraphs[0] = f"本报讯（记者 {reporter}）{paragraphs[0]}"
        if rng.random() < 0.1:
            paragraphs.insert(1, f"## {self._words(3)}")
        return Article(
            id=f"{issue_id}-{order:02}",
            order=order,
            title=self._words(rng.randint(3, 6)),
            kicker=self._words(3) if rng.random() < 0.2 else "",
            subtitle=self._words(5) if rng.random() < 0.15 else "",
            kind=rng.choices((Kind.NEWS, Kind.COMMENTARY, Kind.OTHER), (8, 1, 1))[0],
            authors=(Author(reporter, Role.REPORTER),),
            folio=FOLIOS[(order - 1) * len(FOLIOS) // TO_AN_ISSUE].number,
            topics=tuple(slug for slug, _ in rng.sample(TOPICS, rng.randint(0, 2))),
            tags=tuple(dict.fromkeys(rng.choices(self.tags, cum_weights=self.weights, k=rng.randint(3, 6)))),
            body="\n\n".join(paragraphs),
        )


def issues(articles: int, seed: int = 1) -> Iterator[Issue]:
    """Issues of twelve articles each, oldest first; the last one is cut short where the number asks for it."""
    writer = _Writer(seed)
    for at in range(-(-articles // TO_AN_ISSUE)):
        day = FIRST_DAY + timedelta(days=at * 7 // 2)
        held = range(1, min(TO_AN_ISSUE, articles - at * TO_AN_ISSUE) + 1)
        found = tuple(writer.article(day.isoformat(), order) for order in held)
        yield Issue(day.isoformat(), day, at + 1, FOLIOS, articles=found)


def write_issue(site: Path, issue: Issue) -> None:
    """Writes one issue into the site's folder, and enters its tags as import does."""
    _write(site, issue)
    _register(site, [issue])


def _register(site: Path, issues: list[Issue]) -> None:
    draft = Draft(site)
    tag_register.record(draft, _tags(issues), {})
    history.commit(draft, "tags", "登记标签")


def _tags(issues: Iterable[Issue]) -> list[str]:
    return [tag for issue in issues for article in issue.articles for tag in article.tags]


def _write(site: Path, issue: Issue) -> None:
    folder = site / "content" / "issues" / issue.id
    folder.mkdir(parents=True)
    (folder / "issue.md").write_text(store.format_issue(issue), "utf-8")
    for article in issue.articles:
        (folder / f"{article.order:02}.md").write_text(store.format_article(article), "utf-8")


def write(site: Path, articles: int) -> None:
    """Writes a whole site of so many articles."""
    site.mkdir(parents=True)
    (site / "newspaper.toml").write_text(NEWSPAPER, "utf-8")
    made = list(issues(articles))
    for issue in made:
        _write(site, issue)
    _register(site, made)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("site", type=Path)
    given = parser.parse_args()
    write(given.site, given.articles)


if __name__ == "__main__":
    main()
