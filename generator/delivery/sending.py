"""Sends a paper to its hosts: by git, or with the commands of ``newspaper.toml``."""

import os
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
_IDENTITY = '先告诉 git 您是谁：git config --global user.name "名字"，再 git config --global user.email 邮箱'
_KNOWN = (
    (("fetch first", "non-fast-forward"), "别人先推上去了：git pull --rebase，再运行一次 banmian publish"),
    (
        ("Permission denied", "Authentication failed", "could not read Username"),
        "git 登录不上：先照仓库的说明登录，再试",
    ),
    (("Could not resolve host", "unable to access"), "看网络通不通，再运行一次 banmian publish"),
)
"""What to do about words that git says, in English."""


def is_by_git(root: Path) -> bool:
    """Whether the paper lies in a git repository of its own, with a place to push to."""
    if not shutil.which("git") or not (root / ".git").exists():
        return False
    return bool(_git(root, "remote").strip())


def repository_above(root: Path) -> str:
    """The folder of the git repository that the paper is only a part of; ``""`` where there is none."""
    if not shutil.which("git") or (root / ".git").exists():
        return ""
    return _ran(root, "rev-parse", "--show-toplevel").stdout.strip()


def pending(root: Path) -> list[str]:
    """The files that a commit would hold, each behind git's two letters.

    Raises ``PressError`` if others are staged, and where no commit could be made: on no branch, by nobody.
    """
    if _ran(root, "symbolic-ref", "--quiet", "HEAD").returncode:
        hint = "先换到要发布的分支，例如 git switch main"
        raise PressError(Problem("git 现在不在一个分支上，提交了也推不上去", hint, str(root)))
    if _ran(root, "var", "GIT_COMMITTER_IDENT").returncode:
        raise PressError(Problem("git 不知道提交的人是谁", _IDENTITY, str(root)))
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
    """Commits these files, if there are any, and pushes. Raises ``PressError``; then it can be repeated.

    Nothing else is staged, as ``pending`` made sure of. A branch that was never pushed goes to ``origin``.
    """
    if files:
        names = "\0".join(line[3:] for line in files)  # too many for a command line, where an archive is new
        _git(root, "--literal-pathspecs", "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul", given=names)
        if _git(root, "diff", "--cached", "--name-only", "-z"):
            _git(root, "commit", "--quiet", "--message", message)
    _push(root)


def commit_only(root: Path, files: list[str], message: str) -> bool:
    """Commits these of the files that wait, and no others, and pushes; returns whether there were any.

    Raises ``PressError``; then it can be repeated.
    """
    waiting = [line[3:] for line in pending(root) if line[3:] in files]
    if waiting:
        names = "\0".join(waiting)
        _git(root, "--literal-pathspecs", "add", "--pathspec-from-file=-", "--pathspec-file-nul", given=names)
        only = ("--only", "--pathspec-from-file=-", "--pathspec-file-nul")
        _git(root, "--literal-pathspecs", "commit", "--quiet", "--message", message, *only, given=names)
        _push(root)
    return bool(waiting)


def unpushed(root: Path) -> int:
    """How many commits wait to be pushed; 0 where the branch was never pushed."""
    done = _ran(root, "rev-list", "--count", "@{upstream}..HEAD")
    return int(done.stdout) if done.returncode == 0 else 0


def _push(root: Path) -> None:
    if _ran(root, "rev-parse", "--abbrev-ref", "@{upstream}").returncode == 0:
        _git(root, "push", "--quiet")
        return
    remotes = _git(root, "remote").split()
    _git(root, "push", "--quiet", "--set-upstream", "origin" if "origin" in remotes else remotes[0], "HEAD")


def _git(root: Path, *arguments: str, given: str = "") -> str:
    """What git prints. Raises ``PressError`` with what it says is wrong."""
    done = _ran(root, *arguments, given=given)
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).strip().splitlines() if line.strip()]
        reasons = [line for line in said if line.startswith(("fatal:", "error:"))] or said[-1:]
        why = reasons[0] if reasons else f"以 {done.returncode} 结束"
        hint = next((hint for words, hint in _KNOWN if any(word in done.stderr for word in words)), _TELL)
        command = next(word for word in arguments if not word.startswith("-"))
        raise PressError(Problem(f"git {command} 没有做成：{why}", hint, str(root)))
    return done.stdout


def _ran(root: Path, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - git itself, with arguments of ours
        ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607
        cwd=root,
        input=given,
        env=os.environ | {"LC_ALL": "C"},  # so that what git says can be told apart
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


def run(root: Path, command: str) -> None:
    """Runs a command of ``newspaper.toml`` in the paper's folder. Raises ``PressError`` where it fails."""
    done = subprocess.run(command, cwd=root, shell=True, check=False)  # noqa: S602 - the paper's own command
    if done.returncode:
        raise PressError(Problem(f"命令没有做成（以 {done.returncode} 结束）：{command}", _TELL, "newspaper.toml"))
