"""The trial of one host: its paper is built, served, read, changed, served again and read again."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.hosts import reading
from benchmarks.hosts.files import file_faults
from benchmarks.hosts.host import Host
from benchmarks.hosts.programs import Cloudflare, Nginx
from benchmarks.hosts.stand_ins import Bucket, Netlify, Pages
from benchmarks.hosts.storage import storage_faults
from benchmarks.hosts.trial_paper import Places, withdraw

HOSTS: dict[str, Callable[[Path], Host]] = {
    "nginx": Nginx,
    "netlify": lambda _: Netlify(),
    "cloudflare": Cloudflare,
    "github": lambda _: Pages(),
    "oss": lambda _: Bucket(),
}
"""How each host is made, given a folder for what it needs. Each may raise ``NotHereError``."""


def faults(browser: Browser, host: Host, paper: Path, places: Places, build: Callable[[Path], None]) -> list[str]:
    """What was wrong with a paper on its host, in words; the paper is built, and has an article less in the end."""
    found: list[str] = []
    reader = reading.Reader(browser, host, host.start(paper), paper / "output")

    def change() -> None:
        withdraw(paper, places.leaving, "作者来信，撤下。")
        if isinstance(host, Bucket):
            found.extend(storage_faults(host, paper / "output", places, lambda: build(paper)))
        else:
            build(paper)

    try:
        reading.journey(reader, places)
        ruled = {reading.file_of(path) for path in places.leads} if host.has_rules else set()
        found += file_faults(reader.address, paper / "output", frozenset(ruled))
        reading.offline(reader, places, change, paper)
    finally:
        reader.close()
        host.stop()
    return reader.faults + found
