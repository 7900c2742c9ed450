"""The command ``banmian serve``."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

from generator.cli import build_commands

if TYPE_CHECKING:
    from starlette.routing import Route

    from generator.preview.session import Session
    from generator.preview.spoken import Mood


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口，0 表示任选。")
@click.option("--open", "opens", is_flag=True, help="顺手在浏览器里打开。")
@click.option(
    "--lan",
    is_flag=False,
    flag_value="",
    metavar="[地址]",
    help="让同一局域网里的手机、电脑也能看（只能看）；这台电脑有几个网络的，写上用哪个地址。",
)
@click.option(
    "--lan-edit",
    is_flag=False,
    flag_value="",
    metavar="[地址]",
    help="同 --lan，别的电脑、平板还能在编辑台上改稿：一人一个一次性的网址，记他的名字；不加密，只在自己的网络上用。",
)
@build_commands.looking_ahead
@click.pass_obj
def serve(
    site: Path,
    port: int,
    opens: bool,
    lan: str | None,
    lan_edit: str | None,
    as_of: datetime | None,
    drafts: bool,
) -> None:
    """在本机预览：改了内容或模板，页面自己更新。按 Ctrl+C 停止。"""
    if lan is not None and lan_edit is not None:
        raise click.UsageError("--lan 和 --lan-edit 写一个：--lan-edit 也能让人只看")
    from generator import processes, server_paths
    from generator.preview import aside

    processes.settle()

    def said(line: str, mood: "Mood") -> None:
        colour = {"GOOD": "green", "BAD": "red"}.get(mood.name)
        click.secho(f"{datetime.now():%H:%M:%S} {line}", fg=colour)

    def ready(address: str) -> None:
        click.echo(f"在浏览器里打开 {address}  （Ctrl+C 停止）")
        click.echo(f"编辑台在 {urljoin(address, f'/{server_paths.DESK}/')}")
        if opens:
            click.launch(address)

    with suppress(KeyboardInterrupt), aside.process() as beside:
        from generator.press import places
        from generator.preview import server, spoken

        places.settings(site)  # raises if the folder is no newspaper, before the preview starts
        wish = spoken.Wish(port, as_of, drafts, lan if lan_edit is None else lan_edit, lan_edit is not None)
        server.serve(site, wish, said, ready, build_commands.progress, beside, _desk)


def _desk(session: "Session") -> "list[Route]":
    from generator.desk import desk_routes  # while the first look is being taken

    return desk_routes.routes(session)
