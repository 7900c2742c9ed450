"""The command ``banmian import``: one raw issue or a whole backfile."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli import build_commands
from generator.errors import ImportRefused, Problem

if TYPE_CHECKING:
    from generator.model import Topic
    from generator.newsroom.importer import Imported
    from generator.tagging.keywords import Keywords


class _Day(click.ParamType[date]):
    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else self._no(value)
        except ValueError:
            self.fail(f"“{value}” 不是日期，写成 2026-03-25", param, ctx)

    @staticmethod
    def _no(value: str) -> date:
        raise ValueError(value)


@click.command("import")
@click.argument("raw", metavar="[原稿]", required=False, type=click.Path(path_type=Path))
@click.option("--date", "day", type=_Day(), help="这一期的出版日期，如 2026-03-25。不给就看报头印着哪一天。")
@click.option("--number", type=click.IntRange(min=1), help="期号。不给就用原稿里印的。")
@click.option("--extra", is_flag=True, help="同一天的又一期（号外）。")
@click.option("--replace", "replace_all", is_flag=True, help="全部重来，改过的也换掉（banmian undo 可以撤回）。")
@click.option("--explain", is_flag=True, help="只说明每一块文字会成为什么、依据哪条规则，不导入。")
@click.option("--no-tags", is_flag=True, help="不提议栏目和标签，导入更快。")
@click.option("--batch", metavar="文件夹", type=click.Path(path_type=Path), help="整批导入，日期写在文件名里。")
@click.pass_obj
def import_(site: Path, /, raw: Path | None, batch: Path | None, **options: Any) -> None:
    """把原稿变成 content/issues/ 里的一期：一篇文章一个 Markdown 文件。

    原稿是一个 .txt、.md、.docx 或 .pdf 文件，或一个文件夹，里面一版一个文件（01.txt、02要闻.pdf）。
    导入过的原稿再导入一次，只更新没有人改过的文章。
    """
    from generator import config
    from generator.pages import own_district

    settings = config.load(site)
    topics = settings.topic_list()
    own = own_district.names(settings.paper.name, settings.paper.zone)
    if batch is not None:
        if raw is not None or any(options[name] for name in ("day", "number", "extra", "replace_all", "explain")):
            raise click.UsageError("--batch 只能和 --no-tags 一起用")
        _import_batch(site, batch, topics, own, tags=not options["no_tags"])
    elif raw is None:
        raise click.UsageError("请给出原稿，例如：banmian import 原稿.txt --date 2026-03-25")
    elif options["explain"]:
        _explain(raw)
    else:
        _import_one(site, raw, topics, own, options)


def _import_one(
    site: Path, raw: Path, topics: "tuple[Topic, ...]", own: frozenset[str], options: dict[str, Any]
) -> None:
    from generator.content import tag_lists
    from generator.newsroom import importer
    from generator.tagging import keywords

    proposer = keywords.Keywords(topics, site / ".banmian", tag_lists.read(site, own=own))
    propose = (lambda article: article) if options["no_tags"] else proposer.propose
    done = importer.import_issue(
        site,
        raw,
        options["day"] or _printed_day(raw),
        number=options["number"],
        extra=options["extra"],
        replace_all=options["replace_all"],
        propose=propose,
        kinds=proposer.kinds,
    )
    _show_import(done)
    if done.entry and not options["no_tags"]:
        _show_reasons(done, proposer)


def _show_reasons(done: "Imported", proposer: "Keywords") -> None:
    click.echo("提议的栏目和标签，写在各篇的 topics、tags 里，可以改：")
    for article in done.converted.issue.articles:
        for reason in proposer.reasons(article):
            kind = reason.kind.value if reason.kind else "栏目"
            click.secho(f"  {article.order:02d}  {kind} {reason.name}：{reason.why}", dim=True)


def _printed_day(raw: Path) -> date:
    """The date in the issue's running head. Without one it raises ``ImportRefused`` with hints from the text."""
    from generator.newsroom import issue_dates
    from generator.sources import readers

    evidence = issue_dates.evidence(part.text for part in readers.read(raw))
    if evidence.found:
        click.echo(f"日期 {evidence.found} 取自报头")
        return evidence.found
    reasons = f"（{'；'.join(evidence.reasons)}）" if evidence.reasons else ""
    likely = max(evidence.printed, default=evidence.not_before) or "2026-03-25"
    hint = f"加上出版日期，例如：banmian import {raw} --date {likely}"
    raise ImportRefused(Problem(f"没有给出这一期的日期，原稿里也定不下来{reasons}", hint, str(raw)))


def _explain(raw: Path) -> None:
    from generator.newsroom import explain
    from generator.sources import readers

    for block in explain.explain(readers.read(raw)):
        article = f"{block.article:02d}" if block.article else "--"
        opening = block.text if len(block.text) <= 30 else f"{block.text[:22]}……{block.text[-6:]}"
        click.echo(f"第{block.line:>4}行  {article}  {block.name}  {opening}")
        click.secho(f"              {block.why}", dim=True)
        if block.doubt:
            click.secho(f"              {block.doubt}", fg="yellow")


def _import_batch(site: Path, folder: Path, topics: "tuple[Topic, ...]", own: frozenset[str], *, tags: bool) -> None:
    from generator.newsroom import backfile

    files = backfile.find(folder)
    problems: list[Problem] = []
    remarks: list[str] = []
    done = known = corrected = 0
    with build_commands.progress() as progress:
        progress("导入", 0, len(files))
        for at, outcome in enumerate(backfile.import_all(site, files, topics, tags=tags, own=own), 1):
            progress(f"导入 {outcome.dated.issue_id}", at, len(files))
            done += outcome.is_new
            corrected += outcome.is_corrected
            known += not (outcome.is_new or outcome.is_corrected or outcome.problems)
            problems += outcome.problems
            remarks += outcome.remarks
    _show_remarks(remarks)
    before = f"，更新了 {corrected} 期" if corrected else ""
    before += f"，{known} 期早就导入过" if known else ""
    click.echo(f"导入了 {done} 期，共 {len(files)} 份原稿{before}")
    if problems:
        raise ImportRefused(*problems)


def _show_remarks(remarks: Iterable[str]) -> None:
    for remark in remarks:
        click.secho(f"! {remark}", fg="yellow")


def _show_import(done: "Imported") -> None:
    converted = done.converted
    _show_remarks(done.remarks)
    for article, doubts in zip(converted.issue.articles, converted.doubts, strict=True):
        name = article.title or "（无题）"
        people = " ".join(dict.fromkeys(author.name for author in article.authors))
        kind = click.style(f"  {article.kind.word}", dim=True)
        mark = click.style(f"  {len(doubts)} 处存疑", fg="yellow") if doubts else ""
        click.echo(f"  {article.order:02d}  {name}{kind}{'  ' + people if people else ''}{mark}")
    for doubt in converted.issue_doubts:
        click.secho(f"  {doubt.place}“{doubt.span}”：{doubt.reason}", fg="yellow")
    click.echo(f"{converted.balance}，不多不少")
    if not done.entry:
        click.echo(f"这份原稿导入过了，没有要更新的：{done.folder}")
        return
    _show_plan(done)
    click.echo(f"写到了 {done.folder}")
    if any(article.draft for article in converted.issue.articles):
        click.echo("这一期要三审三校：文章先是草稿，签完再签发")
    if done.doubts:
        articles = sum(map(bool, converted.doubts))
        where = [f"{articles} 篇文章"] if articles else []
        where += ["这一期的报头、版面"] if converted.issue_doubts else []
        click.echo(f"存疑 {done.doubts} 处，在{'和'.join(where)}里；逐条看：banmian check")


def _show_plan(done: "Imported") -> None:
    if done.plan is None:
        return
    gone = f"，去掉 {len(done.plan.gone)} 个" if done.plan.gone else ""
    click.echo(f"更新 {len(done.plan.write)} 个文件{gone}")
    for name in done.plan.merged:
        click.echo(f"  {name} 有人改过；原稿别处的更正并进去了")
    for name in done.plan.kept:
        click.secho(f"  {name} {_kept(done, name)}", fg="yellow")
        for line in done.plan.shown.get(name, ()):
            click.echo(f"      {line}")


def _kept(done: "Imported", name: str) -> str:
    assert done.plan is not None
    if not (done.folder / name).exists():
        return "有人删了，不再写" + ("；这一篇的原稿也和上次不同" if name in done.plan.news else "")
    if name not in done.converted.files:
        return "有人改过，留着没动；更正的原稿里没有这一篇了"
    if name in done.plan.conflicts or name in done.plan.news:
        return "有人改过，留着没动；同一处原稿也和上次不同，请对照："
    return "有人改过，留着没动"
