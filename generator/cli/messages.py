"""Translates click's English messages about a wrong command line into Chinese."""

import re

import click


def chinese(error: click.ClickException) -> str:
    """The message in Chinese, and the command that shows help."""
    context = getattr(error, "ctx", None)
    where = f"\n    → {context.command_path} --help 列出全部写法" if context else ""
    return f"{_said(error)}{where}"


def _said(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{near}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面要写上值"
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 不对：{_range(error) or error.message}"
        case click.FileError():
            return f"{error.ui_filename}: 打不开"
    if _is_ours(error.message):
        return error.message
    quoted = re.search(r"o such command '(.+?)'", error.message)
    return f"没有 {quoted[1]} 这个命令" if quoted else "命令的写法不对"


def _is_ours(message: str) -> bool:
    return not re.match(r"[A-Z][a-z]", message)


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return "、".join(parameter.opts)
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "") or "参数")


def _range(error: click.BadParameter) -> str:
    kind = getattr(error.param, "type", None)
    match kind:
        case click.IntRange():
            low = "" if kind.min is None else f"{kind.min} 以上"
            high = "" if kind.max is None else f"{kind.max} 以下"
            return f"写一个{'、'.join(filter(None, (low, high)))}的整数"
        case click.Choice():
            given = re.match(r"'(.*?)' ", error.message)
            return f"{f'没有“{given[1]}”，' if given else ''}只能是 {'、'.join(map(str, kind.choices))}"
        case click.Path():
            return "没有这个文件夹，或者它不是文件夹"
    return "" if _is_ours(error.message) else "这个值不能用"
