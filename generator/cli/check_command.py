"""The command ``banmian check``: prints the report for people, or as JSON."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import processes
from generator.cli import build_commands
from generator.errors import BanmianError, ContentError

if TYPE_CHECKING:
    from generator.delivery.finding import CheckReport

_MARKS = {"fault": ("✗", "red"), "doubt": ("?", "yellow"), "notice": ("!", "yellow")}
_SHAPE = 1
"""The number of the shape of ``--json``; it grows where a key goes or changes its meaning."""


@click.command()
@click.option("--strict", is_flag=True, help="还有没答复的存疑、没签的文章，就以出错结束（给自动检查用）。")
@click.option(
    "--update/--no-update", default=True, help="把结果写进 .doubts.json、人名职务账和标签登记簿，或只看不写。"
)
@click.option("--migrate", is_flag=True, help="把旧写法（format: 1）的各期改成新的；banmian undo 可以撤回。")
@click.option("--output", is_flag=True, help="不校对，而是把 output/ 里的每个文件、每一页的链接读一遍。")
@click.option(
    "--release", is_flag=True, help="只列出 build --release 会扣下的：读不了的、要先答复的存疑、没签完的。什么也不写。"
)
@click.option("--json", "as_json", is_flag=True, help="结果写成一个 JSON，给别的程序读。")
@click.pass_obj
def check(site: Path, /, strict: bool, update: bool, as_json: bool, **chosen: bool) -> None:
    """校对 content/ 里的全部文章，查链接、图片、栏目，列出要改的、还没答复的和要看一眼的。文章的字一个也不改。

    有要改的（断了的链接、读不了的文件），以出错结束；只有存疑和提醒，不算出错。
    """
    if sum(chosen.values()) > 1:
        raise click.UsageError("--migrate、--output、--release 一次用一个")
    if chosen["migrate"]:
        _migrate(site)
        return
    processes.settle()  # a check of a large archive makes many objects and lets few of them go
    try:
        report = _report(site, update=update, **chosen)
    except BanmianError as error:
        if not as_json:
            raise
        report = _broken(error)
    if as_json:
        click.echo(json.dumps(_shape(report), ensure_ascii=False, indent=1))
    else:
        _show(report, output=chosen["output"], release=chosen["release"])
    is_open = report.counts is not None and report.counts.open
    is_waiting = is_open or any(found.kind == "review" for found in report.findings)
    if (strict and is_waiting) or any(found.severity == "fault" for found in report.findings):
        click.get_current_context().exit(1)


def _report(site: Path, *, update: bool, output: bool, release: bool, **_migrate: bool) -> "CheckReport":
    if output:
        from generator.delivery import output_pages

        return output_pages.examined(site)
    if release:
        from generator.delivery import held_back

        return held_back.found(site, datetime.now(UTC))
    from generator.delivery import last_report

    return last_report.check(site, datetime.now(UTC), update=update)


def _broken(error: BanmianError) -> "CheckReport":
    from generator.delivery.finding import CheckReport, Kind, Severity, of_problem

    return CheckReport(tuple(of_problem(problem, Severity.FAULT, Kind.BROKEN) for problem in error.problems))


def _shape(report: "CheckReport") -> dict[str, Any]:
    """The report as ``--json`` prints it; docs/编辑手册.md describes it."""
    counts = report.counts
    counted = counts and {
        "issues": counts.issues,
        "articles": counts.articles,
        "own_pages": counts.own_pages,
        "doubts": {"open": counts.open, "answered": counts.answered},
        "registered": list(counts.entered),
    }
    return {"format": _SHAPE} | (counted or {}) | {"findings": [asdict(found) for found in report.findings]}


def _show(report: "CheckReport", *, output: bool, release: bool) -> None:
    findings, counts = report.findings, report.counts
    if findings and all(found.kind == "broken" for found in findings):
        raise ContentError(*(found.problem() for found in findings))
    for found in findings:
        mark, colour = _MARKS[found.severity]
        click.echo(f"{click.style(mark, fg=colour)} {found.problem()}")
    faults, notices = (sum(found.severity == name for found in findings) for name in ("fault", "notice"))
    if counts is None or release:
        unsigned = sum(found.kind == "review" for found in findings)
        if unsigned:
            click.echo(f"等着签字、签发的 {unsigned} 篇：没签完的不登，改过没签的登签过的一稿")
        if faults or not unsigned:
            click.echo(_SAID[output, bool(findings)].format(faults, notices))
        return
    if counts.entered:
        names = build_commands.some(counts.entered)
        click.echo(f"登记了 {len(counts.entered)} 个新标签，网址从此不变：{names}")
    own = f" {counts.own_pages} 个自己的网页" if counts.own_pages else ""
    seen = (("要改的", faults), ("写法要看一眼的", counts.typed), ("别的提醒", notices - counts.typed))
    rest = "".join(f"；{what} {count} 处" for what, count in seen if count)
    click.echo(
        f"{counts.issues} 期 {counts.articles} 篇{own}：存疑 {counts.open} 处未答，{counts.answered} 处已答{rest}"
    )
    if counts.open:
        click.echo("    → 存疑的答复写在文章旁边同一个编号的 .doubts.json 里")


_SAID = {
    (True, False): "output/ 里的文件和生成时一模一样，链接都通",
    (True, True): "output/：要改的 {} 处，提醒 {} 处；丢了的、改过的，banmian build 会重做",
    (False, False): "build --release 没有要扣下的",
    (False, True): "build --release 会扣下、换成说明的，和改过又有存疑的，{} 处；改好、答复了再发布",
}
"""The last line of ``--output`` and ``--release``, without and with findings."""


def _migrate(site: Path) -> None:
    from generator import config
    from generator.newsroom import migrate

    config.load(site)
    done = migrate.migrate(site)
    for path in done.files:
        click.echo(f"  {path} 的正文改了写法")
    for problem in done.differing:
        click.secho(f"! {problem}", fg="yellow")
    if done.entry:
        click.echo(f"{done.issues} 期改成了新的写法，{len(done.files)} 个文件的正文改了记号；撤回用 banmian undo")
        click.echo("要看一眼的写法，用 banmian check 逐处列出")
    else:
        click.echo("各期都是新的写法，没有要改的")
