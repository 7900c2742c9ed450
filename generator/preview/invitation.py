"""What the terminal and a page show so that another device can come in: an address, also as a QR code."""

import io

import segno

from generator.pages import qr
from generator.preview.guard import ENTER

_ONE = "这个网址只给一台设备用，十分钟内有效；打开后按一下按钮才算用掉。"
_WHERE = "请只在报社或家里自己的网络上用，不要在酒店、咖啡馆这样的公共无线网里用。"
_LOOKS = (
    f"{_ONE}它只能看，改不了任何东西；停掉 banmian serve，就都失效。"
    "传送不加密（http）：同一网络里的人若在截听，看得到这台设备打开的每一页，没登的稿子也在内，也看得到浏览器的通行凭证。"
)
_WRITES = (
    f"{_ONE}那台设备能改稿、签字，都记在网址所给的人名下；发布要在这台电脑上点。停掉 banmian serve，就都失效。"
    "传送不加密（http）：同一网络里的人若在截听，看得到那台设备打开的每一页、打的每一个字和浏览器的通行凭证；"
    "他若再冒用那台设备的网络地址，或在半路上改动来往的内容，就能用那个人的名义改稿、签字。"
)

_BORDER = 2
_BLACK_ON_WHITE = "\x1b[97;40m{}\x1b[0m"  # the characters draw the light parts


def origin(address: str, port: int) -> str:
    """The beginning of all addresses of the preview at an address of this machine, without a slash at its end."""
    name = f"[{address}]" if ":" in address else address
    return f"http://{name}" + ("" if port == 80 else f":{port}")


def link(address: str, port: int, token: str) -> str:
    """The address that a device opens to use a token."""
    return f"{origin(address, port)}{ENTER}{token}"


def risks(*, writes: bool = False) -> str:
    """What an editor must know before an address is given to a device that looks, or one that writes."""
    return (_WRITES if writes else _LOOKS) + _WHERE


def credit(writer: str) -> str:
    """Under whose name stands what a device writes, in a sentence."""
    return f"都记作 {writer} 做的" if writer else "不记名字"


def terminal(link: str, writer: str | None = None, more: str = "") -> str:
    """The address as a QR code for a terminal, the address itself, and what to know about it.

    ``writer`` is that of its token, ``more`` the address of the page that makes others.
    """
    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, border=_BORDER, compact=True)
    code = "\n".join(map(_BLACK_ON_WHITE.format, drawn.getvalue().splitlines()))
    whom = "" if writer is None else f"给{f' {writer} ' if writer else '别的设备'}改稿："
    others = f"\n再给一台设备、给别的人：在这台电脑上打开 {more}" if more else ""
    asked = f"{whom}用手机扫这个码，或在另一台电脑上打开下面的网址："
    return f"{asked}\n\n{code}\n\n    {link}\n\n{risks(writes=writer is not None)}{others}"


def svg(link: str) -> str:
    """The address as a QR code for a page."""
    size, path = qr.draw(link)
    whole = size + 2 * 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {whole} {whole}" role="img" aria-label="网址的二维码">'
        f'<path fill="#fff" d="M-4-4h{whole}v{whole}h-{whole}z"/><path d="{path}"/></svg>'
    )
