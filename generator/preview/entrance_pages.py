"""The pages by which devices of the local network come in, and the page on this machine that makes their tokens.

They say nothing of the paper, but for the person that a token is bound to, since whoever opens them was not let in yet.
They run no script, and are never kept.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from generator.preview import invitation
from generator.preview.guard import LOOPBACK, PHONE
from generator.preview.tokens import Standing

WRITER = "writer"
"""What a button that makes a token to write with adds to its address, with the name of the person."""

_STYLE = """\
:root{color-scheme:light dark;--ink:#1c1a17;--paper:#fffdf8}
@media (prefers-color-scheme:dark){:root{--ink:#ece7de;--paper:#181613}}
body{color:var(--ink);background:var(--paper)}
body{margin:0 auto;padding:1.5rem;max-width:34rem;font:1.125rem/1.7 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.4}
a{color:inherit}
button{width:100%;min-height:3.5rem;border:0;border-radius:.5rem;font:inherit;font-weight:600;color:#fff;background:#ad1f17}
form{margin:.75rem 0}
svg{display:block;width:min(100%,18rem);margin:1rem 0}"""
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "strict-origin",  # under no-referrer, a form is sent with Origin: null
    "X-Robots-Tag": "noindex, nofollow",
}
_WHY = {
    Standing.USED: ("这个网址用过了", "一个网址只给一台设备用一次。"),
    Standing.EXPIRED: ("这个网址过期了", "一个网址十分钟内有效。"),
    Standing.UNKNOWN: ("这个网址用不了", "网址没有写全，或者那以后 banmian serve 重新开过。"),
}


def enter(writer: str | None = None) -> HTMLResponse:
    """The page with the one button that redeems its token; ``writer`` is the token's."""
    if writer is not None:
        told = f"按下面的按钮，这个网址就归这台设备用。在这台设备上改的，{escape(invitation.credit(writer))}。"
        return _page("在这台设备上改稿", f"<p>{told}</p>{_button('进编辑台')}")
    return _page("在这台设备上看预览", f"<p>按下面的按钮，这个网址就归这台设备用。</p>{_button('看预览')}")


def refused(standing: Standing, port: int, front: str) -> HTMLResponse:
    """The page for a token that is not open; the device that used it is shown the way to the front page."""
    title, why = _WHY[standing]
    way = f'<p>就是这台设备用掉的：<a href="{escape(front)}">打开报纸</a></p>' if standing is Standing.USED else ""
    return _page(title, f"<p>{why}{_again(port)}</p>{way}", 403)


def locked(port: int) -> HTMLResponse:
    """The page for a device that was not let in, or has another address in the network now."""
    why = "要先用一次性的网址进来。以前进来过的，这台设备的网络换过，或者 banmian serve 重新开过，也要重新进来。"
    return _page("这台设备还不能看预览", f"<p>{why}{_again(port)}</p>", 403)


def not_here() -> HTMLResponse:
    """The page for an address that stands on the other side only."""
    why = "一次性的网址给网络里别的设备用，在开着预览的电脑上不用它；要新的网址的那一页，只在那台电脑上能打开。"
    return _page("这一页不在这里", f"<p>{why}</p>", 403)


def phone(devices: int, writers: Iterable[str] = (), link: str = "", writer: str | None = None) -> HTMLResponse:
    """The page that makes tokens, for looking and for each of the ``writers``.

    With ``link``, it shows the address with the one that was just made, for ``writer``.
    """
    whom = "" if writer is None else f"<p>能改，{escape(invitation.credit(writer))}：</p>"
    shown = f"{whom}<p><strong>{escape(link)}</strong></p>{invitation.svg(link)}" if link else ""
    ask = "<p>要给另一台设备，再要一个：</p>" if link else "<p>要一个一次性的网址，用手机扫它的二维码：</p>"
    let_in = f"<p>已经进来的设备：{devices} 台。</p>"
    writing = "".join(_button(f"能改：{name or '不记名字'}", f"?{urlencode({WRITER: name})}") for name in writers)
    buttons = _button("只看", PHONE) + writing if writing else _button("要一个新的网址")
    risks = invitation.risks(writes=writer is not None or bool(writing and not link))
    title = "让别的设备进来" if writing else "在手机上看预览"
    return _page(title, f"{shown}{ask}{buttons}{let_in}<p><small>{risks}</small></p>")


def _again(port: int) -> str:
    return f"请在开着预览的那台电脑上打开 {invitation.origin(LOOPBACK, port)}{PHONE}，要一个新的网址。"


def _button(words: str, to: str = "") -> str:
    action = f' action="{escape(to)}"' if to else ""
    return f'<form method="post"{action}><button>{escape(words)}</button></form>'


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    html = (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
    return HTMLResponse(html, status, _HEADERS)
