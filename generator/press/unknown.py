"""Files in ``output/`` that no build made. They stop a build until a person removes or adopts them.

Everything in ``output/`` is public, so banmian leaves no file there whose origin it does not know. Two kinds need no
decision: a file at an address that this build writes is replaced, and an old static or index file, whose name shows
that banmian made it, is deleted. Any other file may be the page of an article that was deleted while the manifest was
lost, or a file that somebody needs. So a person decides: ``--remove-unknown`` deletes all of them, ``--adopt`` moves
the files that it names into ``content/root/``.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator import server_paths
from generator.content import root_files
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.errors import ContentError, PressError, Problem
from generator.pages import page, urls
from generator.press import writer
from generator.press.standing import LEFT_ALONE, Found

SHOWN = 20


def strangers(found: Found, made: Collection[str]) -> tuple[str, ...]:
    """The unknown files that a person must decide about, where a build makes those at the paths ``made``."""
    return tuple(path for path in found.unknown if path not in made and not _is_rest(path))


def rest(found: Found, made: Collection[str]) -> tuple[str, ...]:
    """The unknown files that banmian certainly made once and no longer needs; they are deleted without asking."""
    return tuple(path for path in found.unknown if path not in made and _is_rest(path))


def _is_rest(path: str) -> bool:
    return urls.is_asset(path) or path == writer.UNFINISHED


def stop(output: Path, paths: tuple[str, ...]) -> PressError:
    """The error that lists the unknown files and says how to remove or adopt them."""
    ours = [path for path in paths if _is_ours(output, path)]
    lines = [f"    {path}{'（banmian 从前做的页面）' if path in ours else ''}" for path in paths[:SHOWN]]
    lines += [f"    ……还有 {len(paths) - SHOWN} 个"] if len(paths) > SHOWN else []
    others = [path for path in paths if path not in ours]
    named = " ".join(others[:3]) + (" ……" if len(others) > 3 else "")
    ways = [f"网站要用的，收进 content/root/：banmian build --adopt {named}"] if others else []
    ways.append("都不要的，删掉：banmian build --remove-unknown")
    message = f"里面有 {len(paths)} 个来历不明的文件，网站没有更新："
    return PressError(Problem("\n".join([message, *lines]), "；".join(ways), output.name))


def adopt(root: Path, output: Path, names: Iterable[str], found: Found, made: Collection[str]) -> bool:
    """Moves files that stand in ``output`` into ``content/root/``; ``False`` where all were there already.

    ``made`` are the paths of banmian's own files. Raises ``PressError``, with nothing moved, where one of the files is
    a page that banmian made, stands at a made address, or is not there.
    """
    draft = Draft(root)
    problems: list[Problem] = []
    addresses = _Addresses(made)
    for name in dict.fromkeys(PurePosixPath(name).as_posix().removeprefix("output/") for name in names):
        target = f"{root_files.FOLDER}/{name}"
        own = draft.read(target) if _is_plain(name) else None
        if own is not None and writer.holds(output, name, own):
            continue
        why = _refusal(output, name, found, addresses) or (
            "content/root/ 里已经有一个不同的" if own is not None else ""
        )
        if why:
            problems.append(
                Problem(f"不能收进 content/root/：{why}", "不要的用 --remove-unknown 删掉", f"output/{name}")
            )
        else:
            draft.write(target, output / name)
    if problems:
        raise PressError(*problems)
    return bool(history.commit(draft, "adopt", f"把 {'、'.join(names)} 收进 content/root"))


def _refusal(output: Path, name: str, found: Found, addresses: "_Addresses") -> str:
    is_papers_own = name in urls.PAPERS_OWN
    if not is_papers_own and (why := addresses.clash(name)):
        return why
    if name not in found.unknown and not (is_papers_own and name in found.lost):
        return "output/ 里没有这样一个来历不明的文件"
    try:
        return "这是 banmian 从前做的页面" if writer.ends_with(f"{output}/{name}", page.MARK) else ""
    except OSError:
        return "它不是普通的文件，或读不了"


def _is_ours(output: Path, path: str) -> bool:
    try:
        return writer.ends_with(f"{output}/{path}", page.MARK)
    except OSError:
        return False


def _is_plain(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def check(files: Iterable[str], made: Collection[str]) -> None:
    """Raises ``ContentError`` where files of ``content/root/`` have addresses that banmian itself uses."""
    files = tuple(files)
    if not files:
        return
    addresses = _Addresses(made)
    problems = [
        Problem(f"不能放在这里：{why}", "换一个名字，或删掉它", f"{root_files.FOLDER}/{path}")
        for path in files
        if path not in urls.PAPERS_OWN and (why := addresses.clash(path))
    ]
    if problems:
        raise ContentError(*problems)


class _Addresses:
    """The addresses that banmian itself uses. Letter case is ignored, because some hosts ignore it."""

    def __init__(self, made: Collection[str]) -> None:
        self._files = {path.lower() for path in made}
        innermost = {path.rpartition("/")[0] for path in self._files}
        self._folders = {folder for inside in innermost for folder in _folders(f"{inside}/")}

    def clash(self, path: str) -> str:
        """Why a file of the paper's own may not have this path; ``""`` where it may."""
        folded = path.lower()
        if folded in self._files or folded in self._folders or not self._files.isdisjoint(_folders(folded)):
            return "这个网址是 banmian 自己用的"
        if _is_rest(folded) or path.split("/", maxsplit=1)[0] in LEFT_ALONE:
            return "这个名字是 banmian 或部署工具用的"
        if server_paths.is_servers(path):
            return server_paths.SAID
        return "" if _is_plain(path) else "它不在 output/ 里"


def _folders(path: str) -> Iterator[str]:
    at = path.rfind("/")
    while at > 0:
        yield path[:at]
        at = path.rfind("/", 0, at)
