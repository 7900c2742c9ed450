"""Programs of hosts that come from npm. Each stands in a folder below ``build/``, once for all runs."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from benchmarks.hosts.host import NotHereError

PROJECT = Path(__file__).parents[2]
_OPTIONS = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")


def installed(name: str, *packages: str) -> Path:
    """The folder ``build/NAME``, in which these packages are installed. Raises ``NotHereError`` if it cannot."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise NotHereError(f"node and npm, for {' and '.join(packages)}")
    folder = PROJECT / "build" / name
    if not folder.is_dir():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            command = [npm, "install", *_OPTIONS, *packages]
            made = subprocess.run(command, cwd=unfinished, check=False, capture_output=True, text=True)
            if made.returncode:
                raise NotHereError(f"{' and '.join(packages)}, which npm could not install: {made.stderr[-300:]}")
            done = Path(unfinished) / "done"
            done.mkdir()
            (Path(unfinished) / "node_modules").rename(done / "node_modules")
            with suppress(OSError):  # somebody else was quicker
                done.rename(folder)
    return folder
