"""Papers with an address and a key, built with all outputs: the sample and, where they are at hand, the two seeds."""

import shutil
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner

from generator.cli.main import main
from generator.model import CHINA
from generator.press.build import build
from support import NEWSPAPER, PROJECT, Site

ADDRESS = "https://news.example.org/paper/"
KEY = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"
NOW = datetime(2026, 4, 1, 12, tzinfo=CHINA)
SEEDS = {"000_b1bf9658d521f992.txt": "2026-03-25", "004_4a1b56b51c05b566.txt": "2026-03-04"}


def sample(folder: Path) -> Path:
    """The sample's ``output/``."""
    site = Site(folder)
    shutil.copytree(PROJECT / "content", folder / "content")
    text = (PROJECT / "newspaper.toml").read_text("utf-8")
    site.write("newspaper.toml", text.replace('address = ""', f'address = "{ADDRESS}"', 1))
    return _built(site)


def seeds(folder: Path, shared: Path) -> Path:
    """The ``output/`` of a paper of the two seeds."""
    site = Site(folder)
    site.write("newspaper.toml", NEWSPAPER.replace("[paper]", f'[paper]\naddress = "{ADDRESS}"\nkey = "{KEY}"'))
    for name, day in SEEDS.items():
        command = ["--site", str(folder), "import", str(shared / "seeds" / name), "--date", day]
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
    return _built(site)


def _built(site: Site) -> Path:
    build(site.root, now=NOW, index=False)
    return site.root / "output"
