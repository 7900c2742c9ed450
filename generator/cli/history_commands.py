"""The commands ``history``, ``undo`` and ``redo``, and the message about a command that was interrupted."""

from datetime import datetime
from itertools import islice
from pathlib import Path

import click

from generator.model import CHINA


def finish(site: Path) -> None:
    """Finishes the changes of an earlier command that was interrupted, and prints what was done."""
    if not (site / ".history").is_dir():
        return
    from generator.content.edits import journal

    for found in journal.recover(site):
        how = "现在补完了" if found.is_made else "没有做成，已经退回原样"
        click.secho(f"! 上次有一个命令没做完（{found.header.what}），{how}", fg="yellow", err=True)
        for left in found.left:
            click.secho(f"  {left.path} 后来又有人改过，留着没动：", fg="yellow", err=True)
            for line in left.shown:
                click.echo(f"  {line}", err=True)
            if left.kept:
                click.echo(f"      要写的那一版存在 {left.kept}", err=True)


@click.command()
@click.option("--number", "-n", type=click.IntRange(min=1), default=20, show_default=True, help="列出最近几条。")
@click.pass_obj
def history(site: Path, number: int) -> None:
    """列出对这份报纸的改动：什么时候、谁、做了什么。新的在前。"""
    from generator.content.edits import history as past

    undone = past.is_undone(site)
    found = list(islice(past.entries(site), number))
    for entry in found:
        when = datetime.fromisoformat(entry.header.time).astimezone(CHINA)
        mark = "（已撤回）" if entry.name in undone else ""
        who = f"  {entry.header.author}" if entry.header.author else ""
        click.echo(f"{entry.name}  {when:%Y-%m-%d %H:%M}{who}  {entry.header.what}{mark}")
    click.echo("撤回最近一条：banmian undo；撤回某一条：banmian undo 编号" if found else "还没有改动")


@click.command()
@click.argument("name", metavar="[编号]", default="")
@click.pass_obj
def undo(site: Path, name: str) -> None:
    """撤回最近一次改动，或给出编号的那一次。后来又改过的文件不会被盖掉。"""
    from generator.content.edits import history as past

    entry = past.undo(site, name)
    click.echo(f"撤回了：{entry.header.what}（{entry.name}）；banmian redo 可以恢复")


@click.command()
@click.argument("name", metavar="[编号]", default="")
@click.pass_obj
def redo(site: Path, name: str) -> None:
    """恢复最近一次撤回的改动。"""
    from generator.content.edits import history as past

    entry = past.redo(site, name)
    click.echo(f"恢复了：{entry.header.what.removeprefix('撤回 ')}（{entry.header.of}）")
