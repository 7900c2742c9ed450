"""Runs ``banmian publish`` or ``banmian check --release`` for the desk, and passes on what it says.

The desk asks for one of these by name alone. What is sent where follows from ``newspaper.toml``.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path

COMMANDS = {
    "publish-dry-run": ("publish", "--dry-run"),
    "publish": ("publish",),
    "check-release": ("check", "--release"),
}
END = "\x04"
"""Stands before the exit code, which ends what is passed on."""
_PROGRAM = (sys.executable, "-P", "-c", "from generator.cli.main import main; main()")


async def said(root: Path, name: str) -> AsyncIterator[bytes]:
    """What the command says, piece by piece, and at the end its exit code behind ``END``."""
    process = await asyncio.create_subprocess_exec(
        *_PROGRAM, "--site", str(root), *COMMANDS[name], stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, cwd=root
    )
    try:
        while process.stdout and (piece := await process.stdout.read(4096)):
            yield piece
        yield f"{END}{await process.wait()}".encode()
    finally:
        if process.returncode is None:
            process.terminate()
