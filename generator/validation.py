"""Translates the findings of pydantic, which validates settings and front matter, into Chinese."""

import difflib
from datetime import date

from pydantic_core import ErrorDetails


def explain(detail: ErrorDetails, known: tuple[str, ...]) -> tuple[str, str]:
    """Message and hint, in Chinese, for one finding of the validator; ``known`` are the keys that are allowed there."""
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(str(detail["loc"][-1]), known, n=1)
            return f"不认识的键 “{name}”", f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(known)}"
        case "missing":
            return f"缺少 “{name}”", "请补上这一项"
        case "value_error":
            return f"“{name}” 不对：{context.get('error', detail['msg'])}", "请改正后再试"
        case "string_too_short":
            return f"“{name}” 不能为空", "请填上"
        case "string_too_long":
            return f"“{name}” 太长", f"最多 {context['max_length']} 个字"
        case "too_long":
            return f"“{name}” 太多：{context['actual_length']} 个", f"最多 {context['max_length']} 个"
        case "string_pattern_mismatch":
            return f"“{name}” 的写法不对：{detail['input']!r}", _form_hint(detail)
        case "enum" | "literal_error":
            return (
                f"“{name}” 不能是 {detail['input']!r}",
                f"只能是：{context['expected'].replace(' or ', '、').replace(', ', '、')}",
            )
        case "string_type":
            return f"“{name}” 应当是文字，现在是 {_shown(detail['input'])}", "请加上引号"
        case "bool_type":
            return f"“{name}” 应当是 true 或 false", "不加引号"
        case "int_type":
            return f"“{name}” 应当是整数", "只写数字，不加引号"
        case "greater_than_equal":
            return f"“{name}” 太小：{detail['input']}", f"至少是 {context['ge']}"
        case "less_than_equal":
            return f"“{name}” 太大：{detail['input']}", f"至多是 {context['le']}"
        case "date_type":
            return f"“{name}” 应当是日期，现在是 {_shown(detail['input'])}", "写成 2026-03-25，不加引号"
        case "tuple_type":
            return f"“{name}” 应当是列表", "写成 [甲, 乙]，或每行一个“- ”"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"“{name}” 应当是一组“键: 值”", "请照文档里的例子改"
        case _:
            return f"“{name}” 不对：{detail['msg']}", "请改正后再试"


def _form_hint(detail: ErrorDetails) -> str:
    match detail["loc"]:
        case ("colours", _):
            return "写成 #ad1f17 这样：# 和六位十六进制数"
        case ("app", "icon"):
            return "写 templates/static 里一个 .png 图片的文件名，用英文字母和数字"
        case ("share", "font"):
            return "写 templates/fonts 里一个 .otf .ttf .ttc 字体的文件名，用英文字母和数字"
        case ("paper", "logo"):
            return "写 templates/static 里一个 .svg .png .webp 图片的文件名，用英文字母和数字"
        case ("pages", *_):
            return "写 content/pages 里的文件名，不带 .md"
        case ("imprint", "email"):
            return "写成 name@example.org 这样"
        case ("analytics", "script"):
            return "写统计脚本的网址，https:// 开头"
        case ("analytics", *_):
            return "只写到域名，如 https://stats.example.org，后面没有路径"
        case ("review", "steps", *_):
            return "一道的名字里不要有空格和标点，如 一审"
        case ("robots", *_):
            return "写抓取程序的名字，如 GPTBot；一个引号里只写一个"
        case _:
            return "只用小写字母、数字和连字符"


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)
