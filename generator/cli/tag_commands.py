"""The command ``banmian tags``: lists the paper's tags, and changes them in all issues."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.kinds import TagKind

if TYPE_CHECKING:
    from generator.model import Issue
    from generator.newsroom.tag_desk import TagChange, Used

_WRITE = click.option("--write", is_flag=True, help="真的改。不加就只说明会改什么。")
_KIND = click.Choice([kind.value for kind in TagKind])


@click.group()
def tags() -> None:
    """标签：列出、改名、合并、改类型、找相近的。"""


def _issues(site: Path) -> "tuple[Issue, ...]":
    from generator import config
    from generator.content import store

    return store.load(site, config.load(site).topic_list()).issues


@tags.command("list")
@click.option("--kind", type=_KIND, help="只列这一类。")
@click.pass_obj
def list_(site: Path, kind: str | None) -> None:
    """列出用到的标签：几篇、什么类型、网址。"""
    from generator.newsroom import tag_desk

    found = [used for used in tag_desk.listed(site, _issues(site)) if kind in (None, used.tag.kind.value)]
    for used in found:
        click.echo(f"{used.count:>5}  {used.tag.kind.value}  {used.tag.name}  {used.tag.slug}")
    click.echo(f"共 {len(found)} 个标签")


@tags.command()
@click.argument("old", metavar="旧标签")
@click.argument("new", metavar="新标签")
@_WRITE
@click.pass_obj
def rename(site: Path, old: str, new: str, write: bool) -> None:
    """把一个标签改个名字。旧网址会转到新的。"""
    from generator.newsroom import tag_desk

    _show(site, tag_desk.plan(site, (old,), new, is_there=False), write=write)


@tags.command()
@click.argument("old", metavar="旧标签...", nargs=-1, required=True)
@click.option("--into", "new", metavar="标签", required=True, help="并到这个标签里。")
@_WRITE
@click.pass_obj
def merge(site: Path, old: tuple[str, ...], new: str, write: bool) -> None:
    """把几个标签并成一个。旧网址会转到它。

    并到的那个也可以写在前面；没有文章用的略过。
    """
    from generator.newsroom import tag_desk

    _show(site, tag_desk.plan(site, old, new, is_there=True), write=write)


def _show(site: Path, plan: "TagChange", *, write: bool) -> None:
    from generator.newsroom import tag_desk

    issues = _issues(site)
    for edit in plan.edits:
        click.echo(f"  {edit.path}")
    old = "、".join(plan.old)
    click.echo(f"{old} → {plan.new.name}（{plan.new.kind.value}）：{len(plan.edits)} 篇")
    for tag in plan.unused:
        click.echo(f"没有文章用标签 “{tag}”，略过")
    if plan.is_done:
        click.echo("早就改好了，没有要改的")
    elif write:
        tag_desk.carry_out(site, plan, issues)
        click.echo("改好了（banmian undo 可以撤回）；同义词记在 content/lists/同义词.csv，以后导入也用新标签")
    else:
        click.echo("还没有改。看过没有问题，加 --write 再运行一次")


@tags.command()
@click.argument("tag", metavar="标签")
@click.argument("kind", metavar="类型", type=_KIND)
@_WRITE
@click.pass_obj
def retype(site: Path, tag: str, kind: str, write: bool) -> None:
    """改一个标签的类型：人物、机构、地点 或 主题词。"""
    from generator.newsroom import tag_desk

    found = next((used.tag for used in tag_desk.listed(site, _issues(site)) if used.tag.name == tag), None)
    if found is None:
        raise click.UsageError(f"没有文章用标签 “{tag}”，用 banmian tags list 看看写法")
    click.echo(f"{tag}：{found.kind.value} → {kind}")
    if write:
        tag_desk.retype(site, tag, TagKind(kind))
        click.echo("改好了，记在 content/lists/标签.csv")
    else:
        click.echo("还没有改。看过没有问题，加 --write 再运行一次")


@tags.command()
@click.pass_obj
def near(site: Path) -> None:
    """找可能是一回事的标签：读音相同、只差一个字、只差词尾。"""
    from generator.newsroom import tag_desk

    found = tag_desk.near(tag_desk.listed(site, _issues(site)))
    for pair in found:
        click.echo(f"{_counted(pair.more)} ≈ {_counted(pair.less)}：{pair.why}")
    click.echo(f"共 {len(found)} 对。是一回事的：banmian tags merge 旧标签 --into 标签")


def _counted(used: "Used") -> str:
    return f"{used.tag.name}（{used.count}篇）"


@tags.command()
@click.pass_obj
def weigh(site: Path) -> None:
    """统计哪些词在本报太常见，写进 content/lists/词频.csv，以后导入时少用它们作标签。"""
    from generator.newsroom import tag_desk

    click.echo(f"记下了 {tag_desk.weigh(site, _issues(site))} 个常见的词")
