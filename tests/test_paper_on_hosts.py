"""A paper's folder on its hosts: installed from what lies in it, built as the host builds, sent as the host is sent."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from generator.delivery import starter
from generator.press.build import build
from released import release
from support import PROJECT, Site

pytestmark = pytest.mark.slow

NODE = PROJECT / "build/netlify"
"""Where npm's packages for these tests are installed, once."""
NETLIFY = "@netlify/build@37.3.3"
HOST_COMMAND = """\
import sys
from generator.cli import build_commands
from generator.cli.main import main
if "--release" not in {name for option in build_commands.build.params for name in option.opts}:
    sys.argv.remove("--release")
main()
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A new paper for all hosts that are built on a machine of ours, with one issue."""
    folder = tmp_path_factory.mktemp("hosts") / "晚报"
    starter.start(folder, release(whole=True), ("netlify", "nginx"))
    site = Site(folder)
    site.issue()
    site.article()
    return site


@pytest.fixture
def clone(paper: Site, tmp_path: Path) -> Site:
    """The paper as a host gets it from git, in another folder."""
    shutil.copytree(paper.root, tmp_path / "clone", ignore=shutil.ignore_patterns("output", ".banmian", ".history"))
    return Site(tmp_path / "clone")


def pip(*arguments: str | Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Runs ``pip`` in a folder."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8", errors="replace")


def banmian(folder: Path, *places: Path) -> Path:
    """A program ``banmian`` in a folder of its own, which takes modules from these places."""
    folder.mkdir()
    program = folder / "banmian"
    lead = f"import sys; sys.path[:0] = {[str(place) for place in places]!r}\n"
    program.write_text(f"#!{sys.executable} -S\n{lead}{HOST_COMMAND}", "utf-8")
    program.chmod(0o755)
    return program


def test_the_wheel_in_the_folder_is_what_is_installed_and_run(clone: Site, tmp_path: Path) -> None:
    """With its hash and without a network; a paper that it builds has pages and a search."""
    lines = (clone.root / "requirements.txt").read_text("utf-8").splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if line.startswith("./banmian/"))
    clone.write("only.txt", "".join(lines[: first + 1]))
    wanted = ("--no-deps", "--no-index", "--require-hashes", "--target", tmp_path / "installed", "-r", "only.txt")
    done = pip("install", *wanted, folder=clone.root)
    assert done.returncode == 0, done.stderr
    libraries = [Path(place) for place in sys.path if place.endswith("site-packages")]
    program = banmian(tmp_path / "bin", tmp_path / "installed", *libraries)
    built = subprocess.run(
        [program, "build", "--release", "--remove-unknown"], cwd=clone.root, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr.decode()
    assert "第1篇" in (clone.root / "output/2026-03-25/01.html").read_text("utf-8")
    assert list((clone.root / "output/pagefind").iterdir())


def test_a_wheel_that_was_changed_is_not_installed(clone: Site, tmp_path: Path) -> None:
    """The hash in ``requirements.txt`` is that of the wheel, and ``pip`` holds to it."""
    (wheel,) = (clone.root / "banmian").glob("*.whl")
    data = wheel.read_bytes()
    wheel.write_bytes(data.replace(b"MIT", b"TIM", 1))
    wanted = ("--no-deps", "--no-index", "--require-hashes", "--target", tmp_path / "installed")
    done = pip("install", *wanted, "-r", "requirements.txt", folder=clone.root)
    assert done.returncode != 0
    assert "hash" in done.stderr.lower()


def test_everything_is_installed_from_the_folder(clone: Site, tmp_path: Path) -> None:
    """The whole list with its hashes, and then a build that uses nothing but what was installed."""
    done = pip(
        "install",
        "--quiet",
        "--require-hashes",
        "--target",
        tmp_path / "all",
        "-r",
        "requirements.txt",
        folder=clone.root,
    )
    if done.returncode and any(
        word in done.stderr for word in ("ConnectionError", "NewConnectionError", "Max retries", "timed out")
    ):
        pytest.skip("NOT TESTED: the libraries could not be fetched; is there a network?")
    assert done.returncode == 0, done.stderr
    program = banmian(tmp_path / "bin", tmp_path / "all")
    built = subprocess.run(
        [program, "build", "--release", "--remove-unknown"], cwd=clone.root, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr.decode()
    assert (clone.root / "output/index.html").is_file()


@pytest.fixture(scope="module")
def netlify() -> Path:
    """Netlify's own builder."""
    program = NODE / "node_modules/.bin/netlify-build"
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("NOT TESTED: Netlify's builder needs node and npm")
    if not program.exists():
        NODE.mkdir(parents=True, exist_ok=True)
        (NODE / "package.json").write_text('{"private": true}\n', "utf-8")
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", NETLIFY]
        done = subprocess.run(command, cwd=NODE, capture_output=True, check=False)
        if done.returncode or not program.exists():
            pytest.skip(f"NOT TESTED: npm could not install {NETLIFY}")
    return program


def test_netlify_keeps_what_it_built(netlify: Path, clone: Site, tmp_path: Path) -> None:
    """The plugin stores ``output/`` and ``.banmian/`` after a build; in the next one nothing is made again."""
    libraries = [Path(place) for place in sys.path if place.endswith("site-packages")]
    program = banmian(tmp_path / "bin", PROJECT, *libraries)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    said = []
    for _ in range(2):
        for name in ("output", ".banmian"):
            shutil.rmtree(clone.root / name, ignore_errors=True)
        command = ["node", str(netlify), "--offline", "--telemetry", "false", "--cwd", str(clone.root)]
        done = subprocess.run(
            command, capture_output=True, check=False, env=os.environ | {"PATH": path, "PYTHONUTF8": "1"}
        )
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        said.append(done.stdout.decode())
    assert "没有上一次生成的网站" in said[0]
    assert "拿回了上一次生成的网站" in said[1]
    assert "读 0 期，排 0 页，写 0 个文件" in said[1]
    assert (clone.root / "output/index.html").is_file()


class Server:
    """A server's folder on this machine, to which the script sends; ``sudo`` is a stand-in that notes its words."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder, self.name, self.base = site, folder / "www", "", ""
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.program("sudo", f'printf "%s\\n" "$*" >> {folder}/sudo.txt')
        self.asked = folder / "sudo.txt"

    def program(self, name: str, text: str) -> None:
        """Puts a program before the system's own of that name."""
        (self.programs / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (self.programs / name).chmod(0o755)

    def send(self) -> "subprocess.CompletedProcess[str]":
        """Runs the script as its user would."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "FOLDER": str(self.folder), "KEEP": "2", "SERVER": self.name}
        script = ["sh", str(self.site.root / "nginx/send.sh")]
        return subprocess.run(script, capture_output=True, check=False, encoding="utf-8", env=environment)

    def page(self, path: str = "index.html") -> str:
        """What readers would be sent."""
        return (self.folder / f"current/site{self.base}" / path).read_text("utf-8")


@pytest.fixture
def server(clone: Site, tmp_path: Path) -> Server:
    """A server that was sent nothing yet, and a built paper."""
    if sys.platform != "linux":
        pytest.skip("NOT TESTED: the script's other end is a Linux server")
    build(clone.root)
    return Server(clone, tmp_path)


@pytest.mark.parametrize("base", ["", "/wanbao"])
@pytest.mark.parametrize("name", ["", "editor@news.example.org"])
def test_a_publish_is_a_new_folder_and_a_switched_link(server: Server, name: str, base: str) -> None:
    """Readers have the whole new site; the one before stays, older ones go. So it is through ``ssh``, too.

    ``ssh`` is a stand-in: like the real one it gives the words after the server's name to a shell there. A site that
    lies in a folder of its domain has that folder on the server.
    """
    server.name, server.base = name, base
    settings = server.site.root / "newspaper.toml"
    address = f'address = "https://news.example.org{base}/"'
    settings.write_text(settings.read_text("utf-8").replace('address = ""', address, 1), "utf-8")
    server.program("ssh", '[ "$1" = editor@news.example.org ] && shift && exec sh -c "$*"')
    for number in range(4):
        server.site.write("output/index.html", f"第{number}次")
        done = server.send()
        assert done.returncode == 0, done.stderr
        assert server.page() == f"第{number}次"
    releases = sorted((server.folder / "releases").iterdir())
    assert len(releases) == 2
    assert (server.folder / "current").resolve() == releases[-1]


def test_what_arrives_in_part_is_not_published(server: Server) -> None:
    """If the sending breaks off, readers keep the site that they had, and the next time all is well."""
    server.send()
    before = server.page()
    server.site.write("output/index.html", "新的")
    tar = shutil.which("tar")
    server.program(
        "tar", f'case "$*" in *-cf*) shift 3; exec {tar} -C output -cf - index.html;; *) exec {tar} "$@";; esac'
    )
    done = server.send()
    assert done.returncode != 0
    assert "没有送全" in done.stderr
    assert server.page() == before
    (server.programs / "tar").unlink()
    assert server.send().returncode == 0
    assert server.page() == "新的"


def test_rules_that_changed_make_nginx_read_them(server: Server) -> None:
    """The rules lie beside the site and not in it, and nginx is asked to read them only if they are new."""
    server.site.write("output/_nginx.conf", "add_header X-Test yes;\n")
    for _ in range(2):
        assert server.send().returncode == 0
    assert server.asked.read_text("utf-8").splitlines() == ["-n nginx -t", "-n systemctl reload nginx"]
    assert (server.folder / "current/_nginx.conf").is_file()
    assert not (server.folder / "current/site/_nginx.conf").exists()


def test_without_a_site_nothing_is_sent(server: Server) -> None:
    """An ``output/`` that is not there is told, and the server keeps what it has."""
    server.send()
    shutil.rmtree(server.site.root / "output")
    done = server.send()
    assert done.returncode == 1
    assert "先运行 banmian build" in done.stderr
    assert server.page()


NGINX = """\
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; types {{ text/html html; }}
  include {folder}/site.conf;
}}
"""


def test_nginx_serves_what_was_sent(server: Server, tmp_path: Path) -> None:
    """With the server block of the paper's folder and the rules of the site, from the switched link."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("NOT TESTED: nginx is not installed: apt-get install nginx")
    server.site.write("output/_nginx.conf", "add_header X-Rules read always;\n")
    server.send()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    block = (server.site.root / "nginx/site.conf").read_text("utf-8")
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("    listen [::]:80;\n", "")
    (tmp_path / "site.conf").write_text(block.replace("/var/www/paper", str(server.folder)), "utf-8")
    (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path), "utf-8")
    running = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)])
    try:
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                    page, rules = answer.read().decode(), answer.headers["X-Rules"]
                break
            except OSError:
                time.sleep(0.05)
        assert page == server.page()
        assert rules == "read"
    finally:
        running.terminate()
        running.wait()
