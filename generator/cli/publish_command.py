"""The command ``banmian publish``: from a paper as it stands to its hosts, and what that means for readers."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import build_commands
from generator.cli.build_commands import progress, show, some
from generator.errors import ContentError
from generator.model import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.delivery.publication import Publication

LISTS = ".banmian/addresses"


@click.command()
@click.option("--dry-run", is_flag=True, help="只说会做什么，什么也不写，什么也不送。")
@click.option("--back", is_flag=True, help="把上一次送出去的网站再送一遍；后来撤下、收起来的，不会再送出去。")
@click.option("--message", "-m", default="", metavar="文字", help="git 提交的说明；不写就用这一次登出的期。")
@click.pass_obj
def publish(site: Path, dry_run: bool, back: bool, message: str) -> None:
    """发布：说明读者会看到什么变化，记下网址，生成网站，送到主机。中途断了，再运行一次就行。"""
    from generator.delivery import publication, sending
    from generator.newsroom import tag_desk

    now = datetime.now(UTC)
    with progress() as told:
        planned = publication.prepare(site, now, told)
    if back:
        _send_back(site, planned)
        return
    settings, changes = planned.settings.publish, planned.changes
    is_by_git = sending.is_by_git(site)
    files = sending.pending(site) if is_by_git else []
    _tell(planned)
    waiting = sending.unpushed(site) if is_by_git else 0
    if waiting:
        click.secho(f"! 以前的 {waiting} 次提交还没有推上去，这次一起推", fg="yellow")
    if changes.questions:
        if not dry_run:
            _take_down(site, now, settings.commands, is_by_git=is_by_git)
        raise ContentError(*changes.questions)
    if dry_run:
        for line in files:
            click.echo(f"  git {line}")
        for command in settings.commands:
            click.echo(f"  会运行：{command}")
        click.echo("只是看看：什么也没有写，什么也没有送")
        return
    if planned.unregistered:
        entered = tag_desk.enter(site, planned.unregistered)
        click.echo(f"登记了标签 {'、'.join(tag.name for tag in entered)}，网址从此不变（content/lists/标签.csv）")
        planned = publication.prepare(site, now)
    _carry_out(site, planned, now, message, is_by_git=is_by_git)


def _carry_out(site: Path, planned: "Publication", now: datetime, message: str, *, is_by_git: bool) -> None:
    """Records, builds and sends. Fails where a step fails, or where nothing is sent although hosts are named."""
    from generator.delivery import address_changes, publication, sending, sent_states
    from generator.press import build as press

    settings, changes = planned.settings.publish, planned.changes
    publication.note(site, dict(changes.lines))
    with progress() as told:
        report = press.build(site, told, now=now, release=True)
    report.doubted = ()  # told before
    show(report)
    _write_lists(site, planned)
    if is_by_git:
        publication.note(site, address_changes.sent(changes.lines))
        files = sending.pending(site)
        for line in files:
            click.echo(f"  git {line}")
        click.echo("正在推到 git ……")
        sending.commit_and_push(site, files, message or _message(planned))
        click.echo("送到 git 了；主机会自己取去生成")
    for command in settings.commands:
        click.echo(f"  {command}")
        sending.run(site, command)
    if settings.commands:
        sent_states.keep(site, now)
    if settings.commands and not is_by_git:
        publication.note(site, address_changes.sent(changes.lines))
    if not is_by_git and not settings.commands:
        _tell_nothing_sent(site)
        if settings.hosts:
            click.get_current_context().exit(1)


def _take_down(site: Path, now: datetime, commands: "Iterable[str]", *, is_by_git: bool) -> None:
    """Takes down what may not be read, and sends that; a publication that waits for answers does no more.

    To a host that fetches from git only the files of these articles are sent. It builds the rest as it was.
    """
    from generator.delivery import sending
    from generator.press import surveying

    taken, files = surveying.take_down(site, now)
    is_pushed = is_by_git and sending.commit_only(site, list(files), "撤下不能登的")
    if is_pushed:
        click.secho("! 撤下、不能登的文章已经先推到 git，主机会自己拿掉", fg="yellow", err=True)
    for command in commands if taken else ():
        sending.run(site, command)
    if taken:
        where = "，送走了" if commands else "" if is_pushed else "，可是主机上的还在，要发布了才拿掉"
        words = f"! 撤下、不能登的 {len(taken)} 页已经先从 output/ 里拿掉{where}：{some(taken)}"
        click.secho(words, fg="yellow", err=True)


def _tell_nothing_sent(site: Path) -> None:
    """Says that there is no way yet from here to readers, and how to make one."""
    from generator.delivery import sending

    above = sending.repository_above(site)
    by_git = "用 git 取稿的，先建好仓库和远程"
    if above:
        by_git = f"报纸的文件夹在别的 git 仓库 {above} 里面，要在它自己里面 git init，再加上远程"
    click.secho(f"! 网站生成好了，可是什么也没有送，因为没有写怎么送：{by_git}", fg="yellow", err=True)
    click.secho("  别的主机，把送 output/ 的命令写进 newspaper.toml 的 [publish] commands", fg="yellow", err=True)


def _send_back(site: Path, planned: "Publication") -> None:
    """Sends what was sent before the last time; a host that fetches from git is told how."""
    from generator.delivery import sending, sent_states

    commands = planned.settings.publish.commands
    if not commands:
        click.echo("从 git 取稿的主机，撤回最后一次提交、留着网址的记录，再推上去：")
        click.echo("  git revert --no-commit HEAD && git checkout HEAD -- content/published && git commit && git push")
        click.secho("! 那一次提交里撤下的文章会跟着回来：先用 git show --stat 看清楚", fg="yellow", err=True)
        return
    when = sent_states.put_back(site, planned.changes.readable)
    for command in commands:
        click.echo(f"  {command}")
        sending.run(site, command)
    click.echo(f"{when} 送出去的网站又送了一遍；改好以后，照常 banmian publish")


def _tell(planned: "Publication") -> None:
    """Says in readers' words what changes."""
    from generator.content.addresses import address

    changes = planned.changes
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("新登出", changes.new),
        ("改过", changes.changed),
        ("撤下，原网址上是说明", changes.withdrawn),
        ("搬走，自动转到新网址", changes.moved),
        ("先收起来（草稿、禁发、没签完、没到时候），原网址上只说已移除", changes.held),
        ("没有了，原网址上只说已移除", changes.gone),
    )
    for words, paths in groups:
        # Issues and articles first: they are what readers come for.
        pages = sorted(
            (path for path in paths if path.endswith(".html")), key=lambda path: (not path[:4].isdigit(), path)
        )
        named = [address(path) for path in pages]
        if named:
            click.echo(f"{words} {len(named)} 页：{some(named)}")
    if not any(paths for _, paths in groups):
        click.echo("读者看到的文章和上次发布时一样")
    for problem in planned.report.doubted:
        click.secho(f"! {problem}", fg="yellow", err=True)
    for problem in planned.report.broken:
        click.secho(f"! {build_commands.BROKEN}：{problem}", fg="yellow", err=True)
    _tell_timer(planned)


def _tell_timer(planned: "Publication") -> None:
    coming = planned.changes.coming
    if not coming:
        return
    first = min(line.first for line in coming.values()).astimezone(CHINA)
    pages = sum(1 for path in coming if path.endswith(".html"))
    click.echo(f"到时候登出 {pages} 页，最早的在 {first:%Y-%m-%d %H:%M}（北京时间）")
    hosts = planned.settings.publish.hosts
    files = [f"timer/{host}.txt" for host in hosts]
    if files:
        click.secho(f"! 到时候要有人叫一次生成：照 {' '.join(files)} 设好了定时没有？", fg="yellow")
    else:
        click.secho("! 没有定时：到时候要自己运行一次 banmian publish，不然不会登出", fg="red")


def _message(planned: "Publication") -> str:
    issues = sorted({path.split("/")[0] for path in planned.changes.new if path[:4].isdigit()})
    return f"登出 {'、'.join(issues)}" if issues else "更新网站"


def _write_lists(site: Path, planned: "Publication") -> None:
    """Writes the addresses that are new, changed and gone, one a line, for search engines."""
    from generator.delivery import publication

    for name, count in publication.write_lists(site, LISTS, planned):
        click.echo(f"  {LISTS}/{name}：{count} 个网址，可以交给搜索引擎")
