"""Sends a paper to its hosts: by git, or with the commands of ``newspaper.toml``."""

import shutil
import subprocess
from pathlib import Path

from generator.errors import PressError, Problem

OURS = (
    *("content", "templates", "newspaper.toml", ".gitignore", "requirements.txt", "banmian", "起步.md"),
    *("netlify.toml", "plugins", ".github", "nginx", "timer"),
)
"""What is committed: what people write, and the files of the folder that hosts read. ``.history`` is not among them."""
_TELL = "改好以后再运行一次 banmian publish；已经做完的不会重做"


def is_by_git(root: Path) -> bool:
    """Whether the paper lies in a git repository of its own, with a place to push to."""
    if not shutil.which("git") or not (root / ".git").exists():
        return False
    return bool(_git(root, "remote").strip())


def pending(root: Path) -> list[str]:
    """The files that a commit would hold, each behind git's two letters. Raises ``PressError`` if others are staged."""
    ours = [path for path in OURS if (root / path).exists() or _is_known(root, path)]
    staged = _git(root, "diff", "--cached", "--name-only", "-z").split("\0")
    others = [path for path in staged if path and not any(path == own or path.startswith(f"{own}/") for own in ours)]
    if others:
        hint = "先提交它们，或用 git restore --staged 放回去"
        raise PressError(*(Problem("已经放进了 git 的暂存区，不是这次要发布的", hint, path) for path in others))
    listed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *ours)
    return [line for line in listed.split("\0") if line]


def _is_known(root: Path, path: str) -> bool:
    return bool(_git(root, "ls-files", "--", path))


def commit_and_push(root: Path, files: list[str], message: str) -> None:
    """Commits these files, if there are any, and pushes. Raises ``PressError``; then it can be repeated."""
    if files:
        paths = [line[3:] for line in files]
        _git(root, "add", "--all", "--", *paths)
        _git(root, "commit", "--quiet", "--message", message, "--", *paths)
    _git(root, "push", "--quiet")


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - git itself, with arguments of ours
        ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:] or [f"以 {done.returncode} 结束"]
        raise PressError(Problem(f"git {arguments[0]} 没有做成：{said[0]}", _TELL, str(root)))
    return done.stdout


def run(root: Path, command: str) -> None:
    """Runs a command of ``newspaper.toml`` in the paper's folder. Raises ``PressError`` where it fails."""
    done = subprocess.run(command, cwd=root, shell=True, check=False)  # noqa: S602 - the paper's own command
    if done.returncode:
        raise PressError(Problem(f"命令没有做成（以 {done.returncode} 结束）：{command}", _TELL, "newspaper.toml"))
