"""The command ``banmian epub``: an issue, a year, a topic or a special topic as one EPUB."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.build_commands import progress

if TYPE_CHECKING:
    from generator.press.epub_request import Choice


@click.command()
@click.argument("which", metavar="[年份或一期]", default="")
@click.option("--topic", default="", metavar="栏目", help="这个栏目的全部文章，写它的 slug。")
@click.option("--special", default="", metavar="专题", help="这个专题的全部文章，写它的文件名，不带 .md。")
@click.pass_obj
def epub(site: Path, which: str, topic: str, special: str) -> None:
    """把一年、一个栏目、一个专题或一期做成一本电子书（EPUB），放在 epub/ 里。

    只收读者现在看得到的文章。每一期的 EPUB 生成网站时就有，不用另做。

    例如：banmian epub 2026，banmian epub --topic minsheng，banmian epub 2026-03-25
    """
    from generator.outlets.epub.book import MOST_BYTES
    from generator.press import epub_request

    choice = _choice(which, topic, special)
    with progress() as told:
        done = epub_request.write(site, choice, datetime.now(UTC), told)
    click.echo(f"{done.articles} 篇，{done.size / 1024 / 1024:.1f} MiB：{site / done.path}")
    if done.size > MOST_BYTES:
        words = f"! 超过 {MOST_BYTES // 1024 // 1024} MiB，有的阅读器和邮箱收不下：一年的可以按栏目做，或一期一期地做"
        click.secho(words, fg="yellow")


def _choice(which: str, topic: str, special: str) -> "Choice":
    """What is asked for. Raises ``UsageError`` for none or several, and for what is neither a year nor an issue."""
    from generator.press.epub_request import Choice

    if sum(map(bool, (which, topic, special))) != 1:
        raise click.UsageError("写一样：年份（2026）、一期（2026-03-25）、--topic 栏目 或 --special 专题")
    if topic or special:
        return Choice("topic", topic) if topic else Choice("special", special)
    if re.fullmatch(r"[0-9]{4}", which):
        return Choice("year", which)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[b-z])?", which):
        return Choice("issue", which)
    raise click.UsageError(f"{which} 既不是年份也不是一期，写成 2026 或 2026-03-25")
