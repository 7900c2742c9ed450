"""The command ``banmian``, with the commands of the other modules."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from generator import __version__, defects
from generator.cli import (
    build_commands,
    check_command,
    epub_command,
    history_commands,
    import_commands,
    messages,
    paper_commands,
    publish_command,
    search_command,
    serve_command,
    tag_commands,
    wechat_command,
)
from generator.errors import BanmianError


class _Group(click.Group):
    """Prints errors as messages in Chinese, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BanmianError as error:
            for problem in error.problems:
                click.secho(f"✗ {problem}", fg="red", err=True)
            for note in getattr(error, "__notes__", ()):
                click.secho(f"! {note}", fg="yellow", err=True)
            if len(error.problems) > 1:
                click.echo(f"共 {len(error.problems)} 处要改", err=True)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - a defect of ours is no traceback for an editor
            for problem in defects.told(ctx.obj if isinstance(ctx.obj, Path) else Path(), error).problems:
                click.secho(f"✗ {problem}", fg="red", err=True)
            ctx.exit(1)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command line; mistakes in it are reported in Chinese."""
        try:
            code = super().main(*args, **extra | {"standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.secho(f"✗ {messages.chinese(error)}", fg="red", err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("停了", err=True)
            sys.exit(1)
        except BrokenPipeError:  # the reader of a pipe has stopped reading, as in ``banmian history | head``
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - so that nothing is flushed into the pipe at the end
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="banmian", message="%(prog)s %(version)s", help="显示版本。")
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
    history_commands.finish(site)


click.Context.formatter_class = messages.Formatter
main.add_command(build_commands.build)
main.add_command(check_command.check)
main.add_command(epub_command.epub)
main.add_command(history_commands.history)
main.add_command(history_commands.redo)
main.add_command(history_commands.undo)
main.add_command(import_commands.import_)
main.add_command(publish_command.publish)
main.add_command(tag_commands.tags)
main.add_command(search_command.search)
main.add_command(serve_command.serve)
main.add_command(wechat_command.wechat)
main.add_command(paper_commands.new)
main.add_command(paper_commands.upgrade)
main.add_command(paper_commands.handbook)
