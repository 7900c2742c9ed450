"""Runs ``banmian publish`` for the desk, and passes on what it says.

The desk asks only for the summary or for the publication. What is sent where follows from ``newspaper.toml``.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator
from pathlib import Path

_COMMAND = (sys.executable, "-P", "-c", "from generator.cli.main import main; main()")
END = "\x04"
"""Stands before the exit code, which ends what is passed on."""


async def said(root: Path, *, dry_run: bool) -> AsyncIterator[bytes]:
    """What the command says, piece by piece, and at the end its exit code behind ``END``."""
    options = ("--dry-run",) if dry_run else ()
    process = await asyncio.create_subprocess_exec(
        *_COMMAND, "--site", str(root), "publish", *options, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, cwd=root
    )
    try:
        while process.stdout and (piece := await process.stdout.read(4096)):
            yield piece
        yield f"{END}{await process.wait()}".encode()
    finally:
        if process.returncode is None:
            process.terminate()
