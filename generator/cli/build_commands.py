"""The command ``banmian build``, with its progress bar and its report."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import ContentError
from generator.model import CHINA

if TYPE_CHECKING:
    from generator.press.report import Report

SLOWEST = 8
SOME = 12
BROKEN = "读不了，没有登过的先不登，登过的先放一个说明"
"""What a release does with an article that cannot be read."""


class Moment(click.ParamType[datetime]):
    """A day, or a day and a time, in China's time. A day alone means its end, when all of its issue is out."""

    name = "时间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment."""
        found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}))?", str(value).strip(), re.ASCII)
        moment = None
        with suppress(ValueError):
            moment = datetime.fromisoformat(f"{found[1]}T{(found[2] or '23:59').zfill(5)}") if found else None
        if moment is None:
            self.fail(f"{value!r} 不是时间，写成 2026-03-26 或 '2026-03-26 06:00'（北京时间）", param, ctx)
        return moment.replace(tzinfo=CHINA)


def looking_ahead(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options that show a site as it will be."""
    as_of = click.option("--as-of", type=Moment(), help="看这个时候的样子，做在 .banmian/ahead/ 里，不会发布。")
    drafts = click.option("--drafts", is_flag=True, help="连草稿一起看。也做在 .banmian/ahead/ 里，不会发布。")
    return as_of(drafts(command))


@click.command()
@click.argument("files", metavar="[文件]...", nargs=-1)
@click.option("--adopt", is_flag=True, help="把 output/ 里写明的这几个文件收进 content/root/，以后照样发布。")
@click.option("--remove-unknown", is_flag=True, help="删掉 output/ 里其余来历不明的文件。")
@click.option("--hold-broken", is_flag=True, help="有读不了的文章也生成其余的；它们的网址上先放一个说明。")
@click.option("--release", is_flag=True, help="给主机用：没有登过、又读不了或存疑没答复的先不登，其余照登。")
@looking_ahead
@click.option("--search/--no-search", default=True, help="做不做搜索索引。大报库只想快看一眼版面时不做。")
@click.option("--profile", is_flag=True, help="列出最慢的模板和最慢的几期。")
@click.option("--explain", metavar="路径", help="说明 output/ 里这个文件为什么重做了，或为什么没有。")
@click.option(
    "--executor", type=click.Choice(["local", "dask"]), default="local", help="由谁排版：本机，或 Dask 集群。"
)
@click.option("--scheduler", metavar="地址", help="Dask 调度器的地址，如 tcp://10.0.0.5:8786。")
@click.pass_obj
def build(
    site: Path, /, files: tuple[str, ...], search: bool, executor: str, scheduler: str | None, **options: Any
) -> None:
    """生成网站到 output/，只写有变化的页面。

    文件只和 --adopt 一起写，例如：banmian build --adopt CNAME google123.html
    """
    from generator.press import build as press
    from generator.press import examining, places

    if options["adopt"] != bool(files):
        raise click.UsageError("--adopt 后面写要收进 content/root/ 的文件，例如：banmian build --adopt CNAME")
    asked: dict[str, Any] = {
        "index": search,
        "strangers": press.Strangers(files, options["remove_unknown"]),
        "without_broken": options["hold_broken"],
        "release": options["release"],
        "now": options["as_of"],
        "drafts": options["drafts"],
        "ahead": bool(options["as_of"] or options["drafts"]),
    }
    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask 和 --scheduler 要一起用")
    if scheduler is None:
        with progress() as told:
            report = press.build(site, told, **asked)
    else:
        from generator.press import cluster

        with cluster.joined(scheduler) as hands, progress() as told:
            report = press.build(site, told, hands, **asked)
    show(report)
    _show_phases(report)
    if options["profile"]:
        _show_slowest(report)
    if options["explain"]:
        click.echo(examining.why(site, report, options["explain"]))
    again = "照样加上 --as-of、--drafts，" if asked["ahead"] else ""
    click.echo(f"网站在 {places.place(site, ahead=asked['ahead']).output}，{again}用 banmian serve 看")
    if report.broken and not options["release"]:
        raise ContentError(*report.broken)
    for problem in report.broken:
        click.secho(f"! {BROKEN}：{problem}", fg="yellow", err=True)


def show(report: "Report") -> None:
    """Prints what a build did, in one line, and warnings: what is held back, limits of hosts, tags not registered."""
    index = f"，索引 {report.indexed} 篇" if report.indexed else ""
    click.echo(
        f"{report.issues} 期 {report.articles} 篇：读 {report.read} 期，排 {report.rendered} 页，"
        f"写 {len(report.written)} 个文件，保留 {report.kept}，删除 {len(report.deleted)}{index}"
    )
    unsigned = "、没有签完" if report.unsigned else ""
    kinds = ((report.coming, "期还没到登出的时候"), (report.held, f"篇是草稿、还在禁发{unsigned}，或存疑没有答复"))
    held = "，".join(f"{count} {words}" for count, words in kinds if count)
    if held:
        click.secho(f"! {held}，没有登出；要先看：banmian serve --as-of 日期 --drafts", fg="yellow")
    if report.older:
        click.secho(f"! {report.older} 篇改过，还没有签完，登的是签过的一稿；看 banmian check --release", fg="yellow")
    if report.release:
        when = f"{report.release.astimezone(CHINA):%Y-%m-%d %H:%M}"
        click.secho(f"  最早的到 {when} 登出；过了这个北京时间，再生成一次", fg="yellow")
    for problem in report.doubted:
        click.secho(f"! {problem}", fg="yellow")
    for problem in report.foreign:
        click.secho(f"! {problem}", fg="yellow")
    if report.unfed:
        click.secho(f"  {report.unfed}", dim=True)
    for line in report.limits:
        click.secho(f"! {line}", fg="yellow")
    if report.unregistered:
        names = some(report.unregistered)
        click.secho(f"! {len(report.unregistered)} 个标签还没有登记，网址还可能变：{names}", fg="yellow")
        click.secho("  运行一次 banmian check，它们就登记下来", fg="yellow")


def some(names: Sequence[str]) -> str:
    """The first names of a list, followed by …… if there are more."""
    return " ".join(names[:SOME]) + (" ……" if len(names) > SOME else "")


def _show_phases(report: "Report") -> None:
    click.secho(times(report), dim=True)


def times(report: "Report") -> str:
    """How long a build took, and its phases, which add up to that: ``共 3.20 秒：排版 1.00 秒，写入 2.20 秒``."""
    from generator.press.report import AWAITED

    whole = _hundredths(report.took)
    phases = {name: _hundredths(seconds) for name, seconds in report.seconds.items()}
    phases["其余"] = whole - sum(phases.values())
    beside = _hundredths(report.index) - phases.get(AWAITED, 0)
    notes = {AWAITED: f"（做索引共 {report.index:.2f} 秒，和排版同时做）"} if beside > 0 else {}
    shown = [name for name, spent in phases.items() if spent or name in notes]
    rows = (f"{name} {phases[name] / 100:.2f} 秒{notes.get(name, '')}" for name in shown)
    return f"共 {whole / 100:.2f} 秒：{'，'.join(rows)}"


def _hundredths(seconds: float) -> int:
    # Rounded down, so that the sum of what is shown cannot be more than the whole.
    return int(round(seconds * 100, 6))


def _show_slowest(report: "Report") -> None:
    click.echo("最慢的模板（共用时，页数，每页）：")
    for name, (pages, seconds) in sorted(report.templates.items(), key=lambda one: -one[1][1])[:SLOWEST]:
        click.echo(f"  {seconds:8.3f} 秒  {pages:>6} 页  {seconds / pages * 1000:7.2f} 毫秒  {name}")
    click.echo("最慢的几期和列表：")
    for name, seconds in sorted(report.bundles.items(), key=lambda one: -one[1])[:SLOWEST]:
        click.echo(f"  {seconds:8.3f} 秒  {name}")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal; nothing if the output goes into a file."""
    if not sys.stderr.isatty():
        yield lambda _phase, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # The bar is drawn only when it is updated: with a thread that draws it, forking workers would not be safe.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("准备", total=None)
        shown = ("", -1)

        def tell(phase: str, done: int, total: int) -> None:
            nonlocal shown
            now = (phase, done * 200 // max(total, 1))
            if now != shown:
                shown = now
                bar.update(task, description=phase, completed=done, total=total, refresh=True)

        yield tell
