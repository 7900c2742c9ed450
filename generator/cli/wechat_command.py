"""The command ``banmian wechat``: public articles for the editor of WeChat official accounts."""

from datetime import UTC, datetime
from pathlib import Path

import click


@click.command()
@click.argument("name", metavar="期或文章")
@click.pass_obj
def wechat(site: Path, name: str) -> None:
    """公众号：把登出的一篇（2026-03-25-03）或一期（2026-03-25）做成可以粘贴到公众号编辑器里的页面，写在 wechat/ 里。"""
    from generator.delivery import wechat as account

    for path, told in account.write(site, name, datetime.now(UTC)):
        click.echo(f"  {path.relative_to(site) if path.is_relative_to(site) else path}")
        for line in told:
            click.secho(f"    ! {line}", fg="yellow")
    click.echo("用浏览器打开，照着复制；限度是读来的，没有试过，见 banmian handbook 公众号")
