"""Pages of the preview itself, for the newsroom on this machine."""

from collections.abc import Iterable
from html import escape

from generator import server_paths

_STYLE = f"/{server_paths.PREVIEW}/page.css"
_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'"


def held(rows: Iterable[tuple[str, str, str, str, str]]) -> str:
    """The list of all that readers do not see: address, headline, why, and a link to a text: its address and words."""
    listed = "".join(
        f'<li><a href="{escape(href)}">{escape(name or f"没有标题的：{href}")}</a><p>{escape(why)}'
        + (f' <a href="{escape(text)}">{see}</a>' if text else "")
        + "</p></li>"
        for href, name, why, text, see in rows
    )
    body = f"<ul>{listed}</ul>" if listed else "<p>现在没有。</p>"
    return _page("没有登出的", f"<p>这里的文章读者看不到；点开，是它登出以后的样子。</p>{body}")


def missing() -> str:
    """The page for an address at which nothing stands."""
    return _page("没有这一页", '<p><a href="/">回到首页</a></p>')


def not_made() -> str:
    """The page in place of one that cannot be made now; the preview's script shows the mistakes on it."""
    return _page("这一页现在做不出来", "<p>有要改的地方；改好存盘，这一页就出来。</p>")


def defect() -> str:
    """The page in place of one at which banmian itself failed."""
    return _page("banmian 出了没想到的错误", "<p>终端里写着怎样告诉我们。</p>")


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{_STYLE}"></head><body><main><h1>{title}</h1>{body}</main></body></html>\n'
    )
