"""The sockets of the preview: on this machine's own address, and if wanted on its address in the local network.

Both have the same port. Where it is taken, the next free one is used. An address of the internet is never listened on.
"""

import errno
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from generator import system
from generator.errors import PressError, Problem
from generator.preview.guard import LOOPBACK

FURTHER = 50
"""How many ports after the wanted one are tried."""
_HIGHEST = 65_535

_LOCAL = tuple(map(ipaddress.ip_network, "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 fc00::/7".split()))
"""The ranges of addresses that no router of the internet passes on, but for ``fe80::``, which browsers cannot open."""
_TARGETS = "192.0.2.1 192.168.255.254 10.255.255.254 172.31.255.254 169.254.255.254 fd00::1".split()
"""For each, the system is asked from which of its addresses it would send there. The first, which is nobody's, stands
for the way that most traffic takes; the others are for networks without a way out."""


class Listening(NamedTuple):
    """Open sockets, their port, and the address in the local network, ``""`` without one.

    ``said`` is a line in Chinese where it is another port than was wanted, else ``""``.
    """

    sockets: list[socket.socket]
    port: int
    lan: str = ""
    said: str = ""

    def close(self) -> None:
        """Closes the sockets."""
        for opened in self.sockets:
            opened.close()


def listen(port: int, lan: str = "") -> Listening:
    """Listens on this machine's own address and on ``lan``, at ``port`` or the next free one; 0 means any.

    Raises ``PressError`` where ``lan`` is no address, or one of the internet, and where no port can be used.
    """
    if lan and not _is_address(lan):
        raise PressError(Problem(f"{lan} 不是网络地址", "写成 192.168.1.5 这样；只写 --lan，banmian 自己找"))
    if lan == LOOPBACK:
        raise PressError(Problem(f"{lan} 只有这台电脑自己能打开", "写它在局域网里的地址，或只写 --lan"))
    if lan and not is_local(lan):
        hint = "局域网里给别人看，要用 192.168、10、172.16 到 172.31 开头的地址；接好路由器或无线网再试，或不加 --lan"
        raise PressError(Problem(f"{lan} 是公网上的地址，预览不放在那里", hint))
    reason: OSError | None = None
    for tried in _ports(port):
        try:
            sockets = _open(tried, lan)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise PressError(Problem(f"{lan} 不是这台电脑的地址", "看看网络是不是刚换过，再运行一次")) from None
            reason = error
            if error.errno != errno.EADDRINUSE:
                break
            continue
        got = int(sockets[0].getsockname()[1])
        said = f"端口 {port} 已经有程序在用，换成了 {got}。" if port not in (0, got) else ""
        return Listening(sockets, got, lan, said)
    why = system.why(reason) if reason else "没有这样的端口"
    raise PressError(Problem(f"端口 {port} 用不了：{why}", "用 --port 换一个"))


def own_address() -> str:
    """The address of this machine in the local network. Nothing is sent to find it.

    Raises ``PressError`` where it has none, or only one of the internet.
    """
    found = [address for target in _TARGETS if (address := _sent_from(target))]
    local = [address for address in found if is_local(address) and not ipaddress.ip_address(address).is_loopback]
    if not local:
        message = f"这台电脑只有公网上的地址 {found[0]}" if found else "这台电脑没有连上局域网"
        raise PressError(Problem(message, "接好路由器或无线网再试，或不加 --lan"))
    return local[0]


def is_local(address: str) -> bool:
    """Whether an address is this machine's own, or one that can only be reached in the local network."""
    if not _is_address(address):
        return False
    parsed = ipaddress.ip_address(address)
    return parsed.is_loopback or any(parsed in network for network in _LOCAL if network.version == parsed.version)


def _is_address(address: str) -> bool:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


def _ports(wanted: int) -> Iterator[int]:
    if wanted:
        yield from range(wanted, min(wanted + FURTHER, _HIGHEST) + 1)
    else:
        yield from [0] * FURTHER  # a port that is free here may be taken on the other address


def _open(port: int, lan: str) -> list[socket.socket]:
    """One socket for each address, on one port. Raises ``OSError`` with none of them left open."""
    opened: list[socket.socket] = []
    try:
        for address in filter(None, (LOOPBACK, lan)):
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            # Where a program listens at the port, this fails, on Windows too, where ``create_server`` shares no port.
            opened.append(socket.create_server((address, port), family=family))
            # Connections take this over; without it the end of a page waits 40 ms for an answer to its beginning.
            opened[-1].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            port = opened[0].getsockname()[1]
    except OSError:
        for each in opened:
            each.close()
        raise
    return opened


def _sent_from(target: str) -> str:
    """The address from which the system would send to another; ``""`` where there is no way to it."""
    family = socket.AF_INET6 if ":" in target else socket.AF_INET
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
        asked.connect((target, 9))  # of a datagram socket, this notes the target and sends nothing
        return str(asked.getsockname()[0])
    return ""
