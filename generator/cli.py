"""The command ``banmian``: new, import, check, build, serve. Only the ``cli`` modules print."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__, cli_build, cli_search, cli_tags
from generator.errors import BanmianError, ImportRefused, Problem

if TYPE_CHECKING:
    from generator.intake.importer import Imported
    from generator.intake.keywords import Keywords
    from generator.model import Topic
    from generator.press.report import Report


class _Group(click.Group):
    """Prints a user's mistakes as messages, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BanmianError as error:
            for problem in error.problems:
                click.secho(f"✗ {problem}", fg="red", err=True)
            if len(error.problems) > 1:
                click.echo(f"共 {len(error.problems)} 处要改", err=True)
            ctx.exit(1)


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


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="banmian")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="报纸的文件夹（放 newspaper.toml 的那个），默认是当前文件夹。",
)
@click.pass_context
def main(ctx: click.Context, site: Path) -> None:
    """banmian 版面：把一期报纸的原稿变成可以在手机上读、搜得准的数字版。"""
    ctx.obj = site


main.add_command(cli_build.build)
main.add_command(cli_tags.tags)
main.add_command(cli_search.search)


@main.command()
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """新建一份报纸：写好 newspaper.toml 和要用的文件夹。"""
    from generator import starter

    for path in starter.start(folder):
        click.echo(f"  {path}")
    click.echo(f"建好了。接下来：cd {folder} && banmian build")


@main.command("import")
@click.argument("raw", metavar="[原稿]", required=False, type=click.Path(path_type=Path))
@click.option("--date", "day", type=_Day(), help="这一期的出版日期，如 2026-03-25。不给就看报头印着哪一天。")
@click.option("--number", type=click.IntRange(min=1), help="期号。不给就用原稿里印的。")
@click.option("--extra", is_flag=True, help="同一天的又一期（号外）。")
@click.option("--replace", "replace_all", is_flag=True, help="全部重来，改过的也换掉；先留一份备份。")
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

    settings = config.load(site)
    topics = settings.topic_list()
    if batch is not None:
        if raw is not None or any(options[name] for name in ("day", "number", "extra", "replace_all", "explain")):
            raise click.UsageError("--batch 只能和 --no-tags 一起用")
        _import_batch(site, batch, topics, tags=not options["no_tags"])
    elif raw is None:
        raise click.UsageError("请给出原稿，例如：banmian import 原稿.txt --date 2026-03-25")
    elif options["explain"]:
        _explain(raw)
    else:
        _import_one(site, raw, topics, options)


def _import_one(site: Path, raw: Path, topics: "tuple[Topic, ...]", options: dict[str, Any]) -> None:
    from generator.content import tag_lists, tag_register
    from generator.intake import importer, keywords

    proposer = keywords.Keywords(topics, site / ".banmian", tag_lists.read(site))
    propose = (lambda article: article) if options["no_tags"] else proposer.propose
    done = importer.import_issue(
        site,
        raw,
        options["day"] or _printed_day(raw),
        number=options["number"],
        extra=options["extra"],
        replace_all=options["replace_all"],
        propose=propose,
    )
    _show_import(done)
    if not options["no_tags"]:
        _show_reasons(done, proposer)
        used = (tag for article in done.converted.issue.articles for tag in article.tags)
        tag_register.record(site, used, proposer.kinds)


def _show_reasons(done: "Imported", proposer: "Keywords") -> None:
    click.echo("提议的栏目和标签，写在各篇的 topics、tags 里，可以改：")
    for article in done.converted.issue.articles:
        for reason in proposer.reasons(article):
            kind = reason.kind.value if reason.kind else "栏目"
            click.secho(f"  {article.order:02d}  {kind} {reason.name}：{reason.why}", dim=True)


def _printed_day(raw: Path) -> date:
    """The date in the issue's running head. Without one: what the text says of it, for a person to decide."""
    from generator.intake import dates, readers

    evidence = dates.evidence(part.text for part in readers.read(raw))
    if evidence.found:
        click.echo(f"日期 {evidence.found} 取自报头")
        return evidence.found
    reasons = f"（{'；'.join(evidence.reasons)}）" if evidence.reasons else ""
    likely = max(evidence.printed, default=evidence.not_before) or "2026-03-25"
    hint = f"加上出版日期，例如：banmian import {raw} --date {likely}"
    raise ImportRefused(Problem(f"没有给出这一期的日期，原稿里也定不下来{reasons}", hint, str(raw)))


def _explain(raw: Path) -> None:
    from generator.intake import explain, readers

    for block in explain.explain(readers.read(raw)):
        article = f"{block.article:02d}" if block.article else "--"
        opening = block.text if len(block.text) <= 30 else f"{block.text[:22]}……{block.text[-6:]}"
        click.echo(f"第{block.line:>4}行  {article}  {block.name}  {opening}")
        click.secho(f"              {block.why}", dim=True)
        if block.doubt:
            click.secho(f"              {block.doubt}", fg="yellow")


def _import_batch(site: Path, folder: Path, topics: "tuple[Topic, ...]", *, tags: bool) -> None:
    from generator.intake import backfile

    files = backfile.find(folder)
    problems: list[Problem] = []
    remarks: list[str] = []
    done = known = 0
    with cli_build.progress() as progress:
        progress("导入", 0, len(files))
        for at, outcome in enumerate(backfile.import_all(site, files, topics, tags=tags), 1):
            progress(f"导入 {outcome.dated.issue_id}", at, len(files))
            done += outcome.is_new
            known += not outcome.is_new and not outcome.problems
            problems += outcome.problems
            remarks += outcome.remarks
    _show_remarks(remarks)
    before = f"，{known} 期早就导入过" if known else ""
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
    _show_plan(done)
    click.echo(f"写到了 {done.folder}")
    if done.doubts:
        articles = sum(map(bool, converted.doubts))
        where = [f"{articles} 篇文章"] if articles else []
        where += ["这一期的报头、版面"] if converted.issue_doubts else []
        click.echo(f"存疑 {done.doubts} 处，在{'和'.join(where)}里；逐条看：banmian check")


def _show_plan(done: "Imported") -> None:
    if done.plan is not None:
        click.echo(f"更新 {len(done.plan.write)} 个文件，去掉 {len(done.plan.gone)} 个")
        for name in done.plan.kept:
            what = "有人改过，留着没动" if (done.folder / name).exists() else "有人删了，不再写"
            what += "；这一篇的原稿也和上次不同，请对照 source 里的原稿" if name in done.plan.news else ""
            click.secho(f"  {name} {what}", fg="yellow")
    if done.backup is not None:
        click.echo(f"原来的留在 {done.backup}")


@main.command()
@click.option("--strict", is_flag=True, help="还有没答复的存疑，就以出错结束（给自动检查用）。")
@click.option(
    "--update/--no-update", default=True, help="把结果写进 .doubts.json、人名职务账和标签登记簿，或只看不写。"
)
@click.pass_obj
def check(site: Path, strict: bool, update: bool) -> None:
    """校对 content/ 里的全部文章，列出还没答复的存疑。文章的字一个也不改。"""
    from generator import config
    from generator.intake import check as proofreading

    checked = proofreading.check(site, config.load(site).topic_list(), update=update)
    issue = ""
    for page in proofreading.told(checked):
        if page.issue != issue:
            issue = page.issue
            click.secho(issue, bold=True)
        click.echo(f"  {page.number}  {page.title}" if page.number != "issue" else f"  {page.title}")
        for doubt in page.open:
            words = click.style(f"“{doubt.span}”", fg="yellow") if doubt.span else ""
            meant = f" → {doubt.suggestion}" if doubt.suggestion else ""
            click.echo(f"      {doubt.place}{words}：{doubt.reason}{meant}")
        for doubt in page.still_there:
            click.echo(f"      {doubt.place}“{doubt.span}”：答复是 fixed，原文还没有改")
    if checked.entered:
        names = cli_build.some([tag.name for tag in checked.entered])
        click.echo(f"登记了 {len(checked.entered)} 个新标签，网址从此不变：{names}")
    click.echo(f"{checked.issues} 期 {checked.articles} 篇：存疑 {checked.open} 处未答，{checked.answered} 处已答")
    if strict and checked.open:
        click.get_current_context().exit(1)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口，0 表示任选。")
@click.pass_obj
def serve(site: Path, port: int) -> None:
    """在本机预览：改了内容或模板，页面自己更新。按 Ctrl+C 停止。"""
    from generator import config
    from generator.press import preview

    config.load(site)  # a folder that is no newspaper's is an error, not an empty preview

    def told(result: "Report | BanmianError") -> None:
        click.echo(f"{datetime.now():%H:%M:%S} ", nl=False)
        if isinstance(result, BanmianError):
            click.secho(f"✗ {result}", fg="red", err=True)
        else:
            cli_build.show(result)

    with suppress(KeyboardInterrupt):
        preview.serve(site, port, told, lambda address: click.echo(f"在浏览器里打开 {address}  （Ctrl+C 停止）"))
