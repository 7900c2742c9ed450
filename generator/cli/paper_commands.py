"""The commands ``new``, ``upgrade`` and ``handbook``: a paper's folder, and the program that it carries."""

from pathlib import Path

import click

_FROM = click.option(
    "--from",
    "address",
    metavar="地址",
    default="",
    help="banmian 的安装包（.whl）、git+https://… 或它的文件夹；不写就用正在运行的这一个。",
)
HOSTS = ("netlify", "github", "cloudflare", "nginx", "oss")
"""The hosts that ``newspaper.toml`` may name."""
USUAL = ("netlify", "github")


@click.command()
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "--host",
    "hosts",
    type=click.Choice(HOSTS),
    metavar="主机",
    multiple=True,
    help="网站要放在哪里：netlify、github、cloudflare、nginx 或 oss，可以写几次；不写就备好 Netlify 和 GitHub 的。",
)
@_FROM
def new(folder: Path, hosts: tuple[str, ...], address: str) -> None:
    """新建一份报纸：设置、要用的文件夹、主机要读的文件，还有这个 banmian 自己。什么也不问。"""
    from generator.delivery import starter, wheel_source

    chosen = tuple(dict.fromkeys(hosts)) or USUAL
    for path in starter.start(folder, wheel_source.found(address), chosen):
        click.echo(f"  {path}")
    click.echo(f"建好了。先看 {folder / '起步.md'}")
    click.echo(f"接下来，导入第一期：cd {_quoted(folder)} && banmian import 原稿.txt --date 2026-03-25")


def _quoted(folder: Path) -> str:
    """A folder as a command line wants it; Windows and Unix both read double quotation marks."""
    return f'"{folder}"' if " " in str(folder) else str(folder)


@click.command()
@_FROM
@click.pass_obj
def upgrade(site: Path, address: str) -> None:
    """把报纸换到正在运行的这个版本：安装包、程序库的清单、主机要读的文件。有人改过的文件不动，把不同的地方列出来。"""
    from generator.delivery import upgrade as moving
    from generator.delivery import wheel_source
    from generator.delivery.paper_files import REQUIREMENTS

    release = wheel_source.found(address)
    done = moving.upgrade(site, release)
    for path in done.written:
        click.echo(f"  写好了 {path}")
    for path in done.deleted:
        click.echo(f"  删掉了 {path}")
    for path, lines in done.left.items():
        click.secho(f"! {path} 有人改过，没有动。不同的地方：", fg="yellow")
        for line in lines or ("只有空格、空行不同",):
            click.echo(f"      {line}")
    if REQUIREMENTS in done.left:
        click.secho(f"! {REQUIREMENTS} 没有动，主机装的还是原来的版本：照上面改好它，或删掉它再运行一次", fg="yellow")
    if not done.written and not done.deleted:
        click.echo(f"没有要写的，用的是 banmian {release.version}")
        return
    click.echo(
        f"{f'banmian {done.before} → ' if done.before else '现在用的是 banmian '}{release.version}；撤回用 banmian undo"
    )
    click.echo(
        f"别的电脑上：pip install --require-hashes -r {REQUIREMENTS}；各版本改了什么，见 banmian 的 CHANGELOG.md"
    )


@click.command()
@click.argument("name", metavar="[页]", default="")
def handbook(name: str) -> None:
    """手册：列出有哪几页，或在屏幕上翻看一页，例如 banmian handbook 编辑手册。"""
    from generator.delivery import handbook as pages

    if name:
        click.echo_via_pager(pages.page(name))
        return
    for page, title in pages.pages().items():
        click.echo(f"  {page}  {title}")
    click.echo(f"翻看一页：banmian handbook 编辑手册。也可以用编辑器打开，都在 {pages.folder()} 里")
