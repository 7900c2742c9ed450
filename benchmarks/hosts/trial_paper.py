"""The paper of the trial: issues, and beside them whatever a host may get wrong. Some of it is changed later."""

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from benchmarks.hosts.host import NotHereError
from benchmarks.hosts.npm import PROJECT

SEEDS = {"004_4a1b56b51c05b566.txt": "2026-03-04", "000_b1bf9658d521f992.txt": "2026-03-25"}
PHRASE = "夜航船在三号泊位试灯"
"""Stands in one article alone, which is withdrawn later."""
FORMER = "html/{day}/content_{number}.htm"
_PHOTO = """\
photos:
- file: "dock.png"
  caption: "码头"
  credit: ""
  credit_line: ""
"""


@dataclass(frozen=True, slots=True)
class Places:
    """Paths of articles and of what was at addresses before."""

    read: str
    """An article of an earlier issue."""
    leaving: str
    """An article of the newest issue that holds ``PHRASE``."""
    withdrawn: str
    removed: str
    photo: str
    """An article with a picture."""
    leads: Mapping[str, str]
    """Former addresses with the paths that they lead to; each has a page of its own where a host has no rules."""
    ruled: Mapping[str, str]
    """Former addresses that lead anywhere only where the host has rules."""


def furnish(root: Path) -> Places:
    """Adds to a paper with two issues or more: things withdrawn, moved, removed, own pages, files, a special topic."""
    issues = sorted(path.name for path in (root / "content/issues").iterdir() if path.is_dir())
    old, new = issues[0], issues[-1]
    articles = {issue: sorted((root / "content/issues" / issue).glob("[0-9][0-9].md")) for issue in (old, new)}
    first, last = articles[new][0], articles[new][-1]
    withdraw(root, f"{old}/{articles[old][1].stem}.html", "来源有误，撤下。")
    _key(first, f'was: ["{old}-88"]')
    last.write_text(f"{last.read_text('utf-8').rstrip()}\n\n{PHRASE}。\n", "utf-8")
    shown = next((path for path in articles[new] if "photos:\n" in path.read_text("utf-8")), articles[new][1])
    if "photos: []\n" in (text := shown.read_text("utf-8")):
        shown.write_text(text.replace("photos: []\n", _PHOTO, 1), "utf-8")
        (shown.parent / "photos").mkdir(exist_ok=True)
        Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(shown.parent / "photos/dock.png")
    public = [f"{issue}/{path.stem}.html" for issue, paths in articles.items() for path in paths]
    named = re.findall(r'topics: \["([^"]+)', "".join(path.read_text("utf-8") for path in articles[new]))
    former = FORMER.format(day=f"{new[:7]}/{new[8:10]}", number=12)
    files = {
        "content/published/2026.csv": "网址,登出,更新,内容,状态\n"
        + "".join(f"/{path},{path[:10]} 06:00,,,\n" for path in sorted((*public, f"{old}/88.html", f"{old}/89.html"))),
        "content/moved.csv": "旧网址,新网址\n"
        f"/topics/of-before/,/topics/{named[0]}/\n/news/7.htm,/{new}/{first.stem}.html\n",
        "content/pages/subscribe.md": "---\ntitle: 订报\n---\n\n一年两百元，邮局可订。\n",
        "content/specials/spring.md": "---\ntitle: 春天\nwords: [本报讯]\n---\n\n春天的事。\n",
        "content/root/.well-known/security.txt": "Contact: mailto:editor@example.org\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    if not (root / "content/about.md").exists():
        (root / "content/about.md").write_text("一份试刊的报纸。\n", "utf-8")
    settings = root / "newspaper.toml"
    pattern = '\n[[moved]]\nfrom = "/html/{yyyy}-{mm}/{dd}/content_{n}.htm"\n'
    settings.write_text(settings.read_text("utf-8") + pattern, "utf-8")
    article = f"{new}/{first.stem}.html"
    return Places(
        read=f"{old}/{articles[old][0].stem}.html",
        leaving=f"{new}/{last.stem}.html",
        withdrawn=f"{old}/{articles[old][1].stem}.html",
        removed=f"{old}/89.html",
        photo=f"{new}/{shown.stem}.html",
        leads={
            f"{old}/88.html": article,
            "news/7.htm": article,
            "topics/of-before/": f"topics/{named[0]}/index.html",
        },
        ruled={former: f"{new}/index.html"},
    )


def withdraw(root: Path, path: str, reason: str) -> None:
    """Withdraws the article at a path of the site."""
    issue, name = path.removesuffix(".html").split("/")
    _key(root / f"content/issues/{issue}/{name}.md", f'withdrawn: "{reason}"')


def publish_on(root: Path, host: str, base: str) -> None:
    """Says in the paper's settings which host it is on, and in which folder of a domain."""
    settings = root / "newspaper.toml"
    text = settings.read_text("utf-8")
    text = re.sub(r'(?m)^address = "[^"]*"', f'address = "https://news.example.org{base}"', text, count=1)
    if re.search(r"(?m)^hosts = ", text):
        text = re.sub(r"(?m)^hosts = .*", f'hosts = ["{host}"]', text)
    else:
        text += f'\n[publish]\nhosts = ["{host}"]\n'
    settings.write_text(text, "utf-8")


def _key(file: Path, line: str) -> None:
    text = file.read_text("utf-8")
    head = text.index("\n---\n", 4)
    file.write_text(f"{text[:head]}\n{line}{text[head:]}", "utf-8")


class CleanMachine:
    """banmian as somebody installs it: its wheel, in an environment that knows nothing of this checkout."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = folder / "environment/bin/banmian"
        _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", folder, PROJECT, at=PROJECT)
        (wheel,) = folder.glob("*.whl")
        self._into(folder / "environment", PROJECT / "requirements.txt")
        _run(folder / "environment/bin/python", "-m", "pip", "install", "-q", "--no-deps", wheel, at=folder)

    def new(self, root: Path, host: str) -> None:
        """Makes a paper's folder for a host."""
        _run(self._program, "new", root, "--host", host, at=self._folder)

    def install(self, root: Path) -> None:
        """Installs what a paper's folder carries, as 起步.md says, and uses that from now on."""
        self._into(root / ".venv", root / "requirements.txt")
        self._program = root / ".venv/bin/banmian"

    def import_seeds(self, root: Path) -> None:
        """Imports two issues of a real paper. Raises ``NotHereError`` where they do not lie beside the project."""
        folder = PROJECT.parent / "shared/seeds"
        if not folder.is_dir():
            raise NotHereError("the raw issues in ../shared/seeds")
        for name, day in SEEDS.items():
            _run(self._program, "import", folder / name, "--date", day, at=root)

    def build(self, root: Path) -> None:
        """Builds as a host does."""
        _run(self._program, "build", "--release", "--remove-unknown", at=root)

    def _into(self, environment: Path, requirements: Path) -> None:
        venv.create(environment, with_pip=True)
        python = environment / "bin/python"
        _run(python, "-m", "pip", "install", "-q", "--require-hashes", "-r", requirements, at=requirements.parent)


def copied(root: Path, target: Path) -> None:
    """A paper's content and what was built of it, in the folder of another paper."""
    for name in ("content", "output", ".banmian"):
        if (root / name).is_dir():
            shutil.copytree(root / name, target / name, dirs_exist_ok=True, symlinks=True)


def follow(paper: Path, first: Path) -> None:
    """Gives a paper the former addresses that another paper's settings name; what its own host wants stays."""
    mark = "\n[[moved]]"
    settings = paper / "newspaper.toml"
    own, told = settings.read_text("utf-8"), (first / "newspaper.toml").read_text("utf-8")
    settings.write_text(own + mark + told.partition(mark)[2], "utf-8")


def _run(*words: str | Path, at: Path) -> None:
    command = [str(word) for word in words]
    done = subprocess.run(
        command, cwd=at, check=False, capture_output=True, encoding="utf-8", errors="replace", env=_clean()
    )
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def _clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTHONPATH", "VIRTUAL_ENV"))}
