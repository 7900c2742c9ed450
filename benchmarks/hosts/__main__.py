"""``make hosts``: a paper is installed, made, built and read on each of its hosts; prints a table of what was wrong.

    python -m benchmarks.hosts [--only nginx netlify cloudflare github oss]

banmian is installed from its wheel into an environment of its own; ``banmian new`` makes a folder for each host, raw
issues of a real paper are imported, and what was built is served as each host serves it, and read in Chromium. What
cannot be tried on this machine is told, and counts as a failure. It needs a network for pip and npm, once.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.audit.served import chromium
from benchmarks.hosts import trial, trial_paper
from benchmarks.hosts.host import NotHereError


def main() -> int:
    """The command; 0 where every host was tried and nothing was wrong."""
    parser = argparse.ArgumentParser(prog="make hosts", description="Reads a paper on each of its hosts.")
    parser.add_argument("--only", nargs="+", choices=trial.HOSTS, default=tuple(trial.HOSTS))
    chosen = parser.parse_args().only
    faults: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="banmian-hosts-") as name, sync_playwright() as playwright:
        folder = Path(name)
        folder.chmod(0o755)
        machine = trial_paper.CleanMachine(folder)
        first = folder / "首份晚报"
        machine.new(first, "nginx")
        machine.install(first)
        machine.import_seeds(first)
        places = trial_paper.furnish(first)
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox", "--disable-gpu"])
        for host_name in chosen:
            start = time.monotonic()
            try:
                host = trial.HOSTS[host_name](folder / f"host-{host_name}")
                paper = folder / f"{host_name}晚报"
                machine.new(paper, host_name)
                trial_paper.copied(first, paper)
                trial_paper.follow(paper, first)
                trial_paper.publish_on(paper, host_name, host.base)
                machine.build(paper)
                faults[host_name] = trial.faults(browser, host, paper, places, machine.build)
            except NotHereError as missing:
                faults[host_name] = [f"NOT TESTED: it needs {missing}"]
            print(f"{host_name:<12}{len(faults[host_name]):>4} faults {time.monotonic() - start:>6.0f} s", flush=True)
            for fault in faults[host_name]:
                print(f"            {fault}")
        browser.close()
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
