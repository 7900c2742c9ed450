"""What the terminal and a page show so that another device can look at the preview: an address, also as a QR code."""

import io

import segno

from generator.pages import qr
from generator.preview.guard import ENTER

RISKS = (
    "这个网址只给一台设备用，十分钟内有效；打开后按一下按钮才算用掉。它只能看，改不了任何东西；停掉 banmian serve，"
    "就都失效。"
    "传送不加密（http）：同一网络里的人若在截听，看得到这台设备打开的每一页，没登的稿子也在内，也看得到浏览器的通行凭证。"
    "请只在报社或家里自己的网络上用，不要在酒店、咖啡馆这样的公共无线网里用。"
)
"""What an editor must know before the address is given to a device."""

_BORDER = 2
_BLACK_ON_WHITE = "\x1b[97;40m{}\x1b[0m"  # the characters draw the light parts


def origin(address: str, port: int) -> str:
    """The beginning of all addresses of the preview at an address of this machine, without a slash at its end."""
    name = f"[{address}]" if ":" in address else address
    return f"http://{name}" + ("" if port == 80 else f":{port}")


def link(address: str, port: int, token: str) -> str:
    """The address that a device opens to use a token."""
    return f"{origin(address, port)}{ENTER}{token}"


def terminal(link: str) -> str:
    """The address as a QR code for a terminal, the address itself, and what to know about it."""
    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, border=_BORDER, compact=True)
    code = "\n".join(map(_BLACK_ON_WHITE.format, drawn.getvalue().splitlines()))
    return f"用手机扫这个码，或在另一台电脑上打开下面的网址：\n\n{code}\n\n    {link}\n\n{RISKS}"


def svg(link: str) -> str:
    """The address as a QR code for a page."""
    size, path = qr.draw(link)
    whole = size + 2 * 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {whole} {whole}" role="img" aria-label="网址的二维码">'
        f'<path fill="#fff" d="M-4-4h{whole}v{whole}h-{whole}z"/><path d="{path}"/></svg>'
    )
