"""The command ``banmian check``: prints the report for people, or as JSON."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import build_commands
from generator.errors import BanmianError, ContentError

if TYPE_CHECKING:
    from generator.delivery.finding import Finding
    from generator.newsroom.check import Checked

_MARKS = {"fault": ("✗", "red"), "doubt": ("?", "yellow"), "notice": ("!", "yellow")}
_SHAPE = 1
"""The number of the shape of ``--json``; it grows where a key goes or changes its meaning."""


@click.command()
@click.option("--strict", is_flag=True, help="还有没答复的存疑，就以出错结束（给自动检查用）。")
@click.option(
    "--update/--no-update", default=True, help="把结果写进 .doubts.json、人名职务账和标签登记簿，或只看不写。"
)
@click.option("--migrate", is_flag=True, help="把旧写法（format: 1）的各期改成新的；banmian undo 可以撤回。")
@click.option("--output", is_flag=True, help="不校对，而是把 output/ 里的每个文件、每一页的链接读一遍。")
@click.option(
    "--release", is_flag=True, help="只列出 build --release 会扣下的：读不了的，和要先答复的存疑。什么也不写。"
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
    try:
        findings, checked = _found(site, update=update, **chosen)
    except BanmianError as error:
        if not as_json:
            raise
        findings, checked = _broken(error), None
    if as_json:
        click.echo(json.dumps(_shape(findings, checked), ensure_ascii=False, indent=1))
    else:
        _show(findings, checked, **chosen)
    is_waiting = strict and checked is not None and checked.open
    if is_waiting or any(found.severity == "fault" for found in findings):
        click.get_current_context().exit(1)


def _found(
    site: Path, *, update: bool, output: bool, release: bool, **_migrate: bool
) -> "tuple[tuple[Finding, ...], Checked | None]":
    if output:
        from generator.delivery import output_pages

        return output_pages.examined(site), None
    from generator.delivery import checking, held_back

    report = held_back.found(site) if release else checking.check(site, update=update)
    return report.findings, report.checked


def _broken(error: BanmianError) -> "tuple[Finding, ...]":
    from generator.delivery.finding import Kind, Severity, of_problem

    return tuple(of_problem(problem, Severity.FAULT, Kind.BROKEN) for problem in error.problems)


def _shape(findings: "tuple[Finding, ...]", checked: "Checked | None") -> dict[str, Any]:
    """The report as ``--json`` prints it; docs/编辑手册.md describes it."""
    counted = checked and {
        "issues": checked.issues,
        "articles": checked.articles,
        "own_pages": checked.own_pages,
        "doubts": {"open": checked.open, "answered": checked.answered},
        "registered": [tag.name for tag in checked.entered],
    }
    rows = [
        {
            "source": found.source,
            "line": found.line,
            "severity": found.severity.value,
            "kind": found.kind.value,
            "message": found.message,
            "hint": found.hint,
        }
        for found in findings
    ]
    return {"format": _SHAPE} | (counted or {}) | {"findings": rows}


def _show(
    findings: "tuple[Finding, ...]", checked: "Checked | None", *, output: bool, release: bool, **_: bool
) -> None:
    if findings and all(found.kind == "broken" for found in findings):
        raise ContentError(*(found.problem() for found in findings))
    for found in findings:
        mark, colour = _MARKS[found.severity]
        click.echo(f"{click.style(mark, fg=colour)} {found.problem()}")
    faults, notices = (sum(found.severity == name for found in findings) for name in ("fault", "notice"))
    if checked is None or release:
        click.echo(_SAID[output, bool(findings)].format(faults, notices))
        return
    if checked.entered:
        names = build_commands.some([tag.name for tag in checked.entered])
        click.echo(f"登记了 {len(checked.entered)} 个新标签，网址从此不变：{names}")
    own = f" {checked.own_pages} 个自己的网页" if checked.own_pages else ""
    seen = (("要改的", faults), ("写法要看一眼的", len(checked.notes)), ("别的提醒", notices - len(checked.notes)))
    rest = "".join(f"；{what} {count} 处" for what, count in seen if count)
    click.echo(
        f"{checked.issues} 期 {checked.articles} 篇{own}：存疑 {checked.open} 处未答，{checked.answered} 处已答{rest}"
    )
    if checked.open:
        click.echo("    → 存疑的答复写在文章旁边同一个编号的 .doubts.json 里")


_SAID = {
    (True, False): "output/ 里的文件和生成时一模一样，链接都通",
    (True, True): "output/：要改的 {} 处，提醒 {} 处；丢了的、改过的，banmian build 会重做",
    (False, False): "build --release 没有要扣下的",
    (False, True): "build --release 会扣下或换成说明的 {} 处；改好、答复了再发布",
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
