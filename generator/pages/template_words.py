"""Translates the English error messages of Jinja and Python about a template into Chinese."""

import re

from jinja2.exceptions import TemplateNotFound

_WORDS = {
    r"No filter named '(.+?)'.*": "没有叫 {0} 的过滤器",
    r"No test named '(.+?)'.*": "没有叫 {0} 的判断",
    r"Encountered unknown tag '(?:end|else|elif)(\w*)'.*": "这里的结束记号没有开头，或与开头不配对",
    r"Encountered unknown tag '(.+?)'.*": "没有 {0} 这个标记",
    r"Unexpected end of template\..*innermost block that needs to be closed is '(.+?)'.*": "{0} 没有结束",
    r"(?:U|u)nexpected end of .*|Missing end of (?:comment|raw).*": "写到一半就断了",
    r"unexpected char (.+?) at \d+.*": "不认识的符号 {0}",
    r"unexpected '(.+?)'.*": "多了一个 {0}",
    r"expected token '(.+?)', got '(.+?)'.*": "这里的 {1} 不对",
    r"Expected an expression.*": "括号里没有写东西",
    r"block '(.+?)' defined twice.*": "block “{0}” 写了两次",
    r"extended multiple times.*": "extends 写了两次",
    r"there is no parent block called '(.+?)'.*": "上一层模板里没有 block “{0}”",
    r"'(?:[\w.]+ object|.*)' has no attribute '(.+?)'.*": "没有 {0} 这一项",
    r"'(.+?)' is undefined.*": "没有叫 {0} 的变量",
    r".*has no element (.+)": "没有第 {0} 项",
    r"the template '.+?' \(imported on .*\) does not export the requested name '(.+?)'.*": "引入的模板里没有 {0}",
    r"macro '(.+?)' takes no keyword argument '(.+?)'.*": "宏 {0} 没有 {1} 这个参数",
    r"macro '(.+?)' (?:takes|was|got).*": "宏 {0} 的参数不对",
    r".*object is not callable.*": "这里不是能调用的东西",
    r".*object is not iterable.*": "这里不是能逐项列出的东西",
    r".*(?:unsupported operand|can only concatenate|can't multiply|must be str|not supported between).*": (
        "不同类的值不能这样算"
    ),
    r".*(?:takes|missing) .*argument.*|.*unexpected keyword argument.*": "参数的个数或名字不对",
    r".*(?:not all arguments converted|format).*": "格式和给它的值不配",
    r".*division by zero.*|.*modulo by zero.*": "除以零了",
    r"maximum recursion depth.*": "模板自己引用自己，停不下来",
    r"(?:could not parse|invalid literal|could not convert).*": "这里不是数字",
    r"unhashable type.*": "once 的值只能是文字和数字，不能是列表",
}
"""Patterns of English messages, and the Chinese message for each; the first pattern that matches is used."""
_NAME = re.compile(r"[\w./-]{1,100}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH = re.compile(r"[A-Za-z']{2,} [A-Za-z']{2,}")


def said(error: BaseException) -> str:
    """The message in Chinese. Our own messages are Chinese already; an unknown English one is not shown."""
    if isinstance(error, TemplateNotFound):
        is_name = isinstance(error.name, str) and _NAME.fullmatch(error.name)
        return f"没有模板 {error.name}" if is_name else "没有这个模板"
    text = str(getattr(error, "message", None) or error)
    if _CHINESE.search(text) and not _ENGLISH.search(text):
        return text
    for pattern, ours in _WORDS.items():
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return ours.format(*found.groups())
    return f"这里写得不对（{type(error).__name__}）"
