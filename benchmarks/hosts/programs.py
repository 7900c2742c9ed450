"""The hosts that are run here as they are: Debian's nginx, and Cloudflare's ``wrangler pages dev`` from npm."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from benchmarks.hosts import npm
from benchmarks.hosts.host import NotHereError, free_port

WRANGLER = "wrangler@4.50.0"
"""The last ones need a newer Node than Debian has."""
COMPATIBLE = "2025-06-01"
"""Any day that this version of wrangler knows will do."""
PATIENCE = 60

_NGINX = """\
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; types {{ text/html html; }}
  include {folder}/site.conf;
}}
"""


class _Program:
    """A web server that is a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, command: list[str], cwd: Path, environment: dict[str, str]) -> str:
        """Starts the process and waits until it answers; the address."""
        log = self.folder / "log.txt"
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                command, cwd=cwd, env=environment, stdout=file, stderr=file, start_new_session=True
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return f"http://127.0.0.1:{self.port}/"
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"{command[0]} did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")

    def stop(self) -> None:
        """Ends the process, and those that it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None


class Nginx(_Program):
    """nginx with the server block of the paper's folder and the rules of the site, published by its ``send.sh``."""

    name, base, has_rules, has_headers = "nginx", "/", True, True

    def __init__(self, folder: Path) -> None:
        found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if not found:
            raise NotHereError("nginx: apt-get install nginx")
        super().__init__(folder)
        self._nginx = found
        self.folder.chmod(0o755)
        programs = self.folder / "programs"
        programs.mkdir()
        (programs / "sudo").write_text("#!/bin/sh\n", "utf-8")  # nginx is started anew after each sending, by ourselves
        (programs / "sudo").chmod(0o755)

    def start(self, paper: Path) -> str:
        """Sends the site and starts nginx."""
        www = self.folder / "www"
        path = f"{self.folder}/programs{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "FOLDER": str(www), "SERVER": ""}
        script = ["sh", str(paper / "nginx/send.sh")]
        done = subprocess.run(script, env=environment, check=False, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        block = (paper / "nginx/site.conf").read_text("utf-8").replace("/var/www/paper", str(www))
        block = block.replace("listen 80;", f"listen 127.0.0.1:{self.port};").replace("    listen [::]:80;\n", "")
        (self.folder / "site.conf").write_text(block, "utf-8")
        (self.folder / "nginx.conf").write_text(_NGINX.format(folder=self.folder), "utf-8")
        command = [self._nginx, "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]
        return self.run(command, self.folder, dict(os.environ))


class Cloudflare(_Program):
    """Cloudflare Pages, as Cloudflare's own program serves ``output/`` on this machine."""

    name, base, has_rules, has_headers = "cloudflare", "/", True, True

    def __init__(self, folder: Path) -> None:
        self._script = npm.installed("wrangler", WRANGLER) / "node_modules/wrangler/bin/wrangler.js"
        super().__init__(folder)

    def start(self, paper: Path) -> str:
        """Starts wrangler on the site."""
        quiet = {"CI": "1", "WRANGLER_SEND_METRICS": "false", "CLOUDFLARE_CF_FETCH_ENABLED": "false"}
        environment = os.environ | quiet | {"HOME": str(self.folder)}
        options = ["--ip", "127.0.0.1", "--port", str(self.port), "--compatibility-date", COMPATIBLE]
        options += ["--inspector-port", str(free_port())]
        command = ["node", str(self._script), "pages", "dev", "output", *options]
        return self.run(command, paper, environment)
