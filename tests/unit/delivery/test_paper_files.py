"""What a paper's folder is given for its hosts."""

import re
import tomllib
from typing import get_args

import pytest
import yaml

from generator import config
from generator.cli.paper_commands import HOSTS, USUAL
from generator.delivery.paper_files import for_a_new_paper, for_hosts, is_as_written
from generator.delivery.release import PAPER
from generator.settings import PublishTable
from released import release
from support import PROJECT

WORKFLOWS = {"github": ".github/workflows/pages.yml", "cloudflare": ".github/workflows/cloudflare.yml"}
KEY = "0e7c6e39-6b0c-4b7c-9a3e-0d0e3a1f6a57"
ALL = for_a_new_paper(release(), HOSTS, "青川晚报", KEY, "06:00")


def text(path: str, hour: str = "06:00") -> str:
    """A file for all hosts, as text."""
    return for_hosts(release(), HOSTS, hour)[path].decode()


def test_all_hosts_are_known_everywhere() -> None:
    """Those that settings allow are those that the command line offers, and each has a folder; so has no other."""
    (allowed,) = {
        argument for argument in get_args(PublishTable.model_fields["hosts"].annotation) if argument is not ...
    }
    folders = {path.name for path in (PROJECT / PAPER).iterdir()}
    assert set(get_args(allowed)) == set(HOSTS) == folders - {"every"}
    assert PublishTable().hosts == USUAL


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_has_files_a_timer_and_a_next_step(host: str) -> None:
    """A host's timer and its part of the first page are there, and nothing of a host that was not chosen."""
    files = for_a_new_paper(release(), (host,), "青川晚报", KEY, "06:00")
    assert f"timer/{host}.txt" in files
    assert [path for path in files if path.startswith("timer/")] == [f"timer/{host}.txt"]
    assert f"timer/{host}.txt" in files["起步.md"].decode()
    assert config.parse(files["newspaper.toml"].decode(), "").publish.hosts == (host,)


def test_nothing_is_left_to_fill_in() -> None:
    """No mark stands in any text, and no file carries the address of a registry."""
    for path, data in ALL.items():
        if not path.endswith(".whl"):
            assert not re.search(rb"@[A-Z_]+@", data), path
            assert not re.search(rb"pypi\.|pythonhosted|index-url", data), path


def test_every_host_builds_with_one_command() -> None:
    """Whoever starts a build, it is the same command."""
    building = [path for path, data in ALL.items() if b"banmian build" in data and not path.endswith((".whl", ".md"))]
    assert {"netlify.toml", *WORKFLOWS.values(), "timer/nginx.txt", "timer/oss.txt"} <= set(building)
    for path in building:
        builds = re.findall(r"banmian build[^\n\"&`，]*", ALL[path].decode())
        assert {build.strip() for build in builds} == {"banmian build --release --remove-unknown"}, path


@pytest.mark.parametrize("path", WORKFLOWS.values())
def test_a_workflow_keeps_what_it_built(path: str) -> None:
    """Its cache has a new name each run, and begins with the newest of those before; both folders are in it."""
    workflow = yaml.safe_load(text(path))
    (job,) = workflow["jobs"].values()
    (cache,) = [step["with"] for step in job["steps"] if step.get("uses", "").startswith("actions/cache@")]
    assert cache["path"].split() == ["output", ".banmian"]
    assert "github.run_id" in cache["key"]
    assert cache["key"].startswith(cache["restore-keys"])
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert runs[0] == "python -m pip install --require-hashes -r requirements.txt"
    assert not workflow["concurrency"]["cancel-in-progress"]


def test_pages_get_hidden_folders_too() -> None:
    """``.well-known/`` is in what is uploaded."""
    (job,) = yaml.safe_load(text(WORKFLOWS["github"]))["jobs"].values()
    (upload,) = [step["with"] for step in job["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert upload == {"path": "output", "include-hidden-files": True}


@pytest.mark.parametrize(
    ("hour", "cron", "here"),
    [("06:00", "5 22", "5 6"), ("00:00", "5 16", "5 0"), ("08:00", "5 0", "5 8"), ("23:58", "3 16", "3 0")],
)
def test_the_timer_follows_the_hour(hour: str, cron: str, here: str) -> None:
    """A few minutes after the hour at which an issue is public: UTC on GitHub, both on a machine of one's own."""
    for path in WORKFLOWS.values():
        schedule = yaml.safe_load(text(path, hour))[True]["schedule"]  # YAML reads ``on`` as true
        assert schedule == [{"cron": f"{cron} * * *"}]
    timer = text("timer/nginx.txt", hour)
    assert f"\n{here} * * *  cd" in timer
    assert f"{cron} * * *" in timer


def test_netlify_has_build_and_cache_only() -> None:
    """Headers and redirects change with the content, so they are not in this file, which is the paper's own."""
    settings = tomllib.loads(text("netlify.toml"))
    assert set(settings) == {"build", "plugins"}
    assert settings["build"]["publish"] == "output"
    assert "plugins/banmian-cache/index.js" in ALL


def test_the_libraries_are_pinned_with_the_program() -> None:
    """``requirements.txt`` has the wheel in the folder with its digest, then the release's own list as it is."""
    requirements = ALL["requirements.txt"]
    line = f"\n./banmian/{release().file} --hash=sha256:{release().digest}\n".encode()
    head, tail = requirements.split(line)
    assert all(row.startswith(b"#") for row in head.splitlines())
    assert tail == release().locked
    assert ALL[f"banmian/{release().file}"] == release().data


def test_what_git_must_not_have() -> None:
    """The site, the cache and the history stay on the machine; the wheel and the list of libraries do not."""
    ignored = ALL[".gitignore"].decode().splitlines()
    assert {"/output/", "/.banmian/", "/.history/"} <= set(ignored)
    assert "output/.gitignore" not in ALL


@pytest.mark.parametrize("path", [*for_hosts(release(), HOSTS, "06:00")])
def test_a_file_is_ours_until_somebody_changes_it(path: str) -> None:
    """Whatever the hour, and whichever line ends git gave it; a word more makes it a person's."""
    if path.endswith(".whl"):
        return
    data = for_hosts(release(), HOSTS, "09:30")[path]
    assert is_as_written(release(), HOSTS, path, data)
    assert not is_as_written(release(), HOSTS, path, data + b"# mine\n")
    assert not is_as_written(release(), HOSTS, "elsewhere", data)
    assert is_as_written(release(), HOSTS, path, data.replace(b"\n", b"\r\n"))
