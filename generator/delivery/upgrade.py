"""Moves a paper's folder to another version of banmian: its wheel, the list of libraries, the files for hosts.

A file counts as changed by a person where it is not as the version that the folder carries would write it. It stays,
and the difference is shown.
"""

from dataclasses import dataclass
from pathlib import Path

from generator import config, system
from generator.content.edits import compare, history
from generator.content.edits.changes import Draft
from generator.delivery import paper_files, paper_key
from generator.delivery.paper_files import REQUIREMENTS, WHEELS
from generator.delivery.release import Release, numbers, opened
from generator.errors import Problem, ReleaseError
from generator.settings import Settings

NAMES = ("您的", "新的")
SETTINGS = "newspaper.toml"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did. ``before`` is the version that the folder had, or ``""``.

    ``left`` are the files that a person changed, each with its differences as lines for a terminal. If
    ``REQUIREMENTS`` is among them, the folder goes on with the version that it had.
    """

    before: str
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    left: dict[str, tuple[str, ...]]


def upgrade(root: Path, release: Release) -> Upgraded:
    """Moves the paper at ``root`` to ``release``, in one change set that can be undone.

    Raises ``ReleaseError`` if the folder carries a newer version, ``ConfigError`` if the settings cannot be read, and
    what ``history.commit`` raises; then nothing is written.
    """
    settings = config.load(root)
    return history.started_over(lambda: _upgrade(root, release, settings))


def _upgrade(root: Path, release: Release, settings: Settings) -> Upgraded:
    hosts, hour = settings.publish.hosts, settings.publish.hour
    carried = _carried(root)
    newest = max((old.version for old in carried), key=numbers, default="")
    if numbers(newest) > numbers(release.version):
        hint = f"先装 {newest}，或用 --from 写它的安装包"
        raise ReleaseError(Problem(f"这份报纸用的是更新的 banmian {newest}，这个是 {release.version}", hint, str(root)))
    draft = Draft(root)
    new = paper_files.for_hosts(release, hosts, hour)
    left: dict[str, tuple[str, ...]] = {}
    written: list[str] = []
    for path, data in new.items():
        is_ours = path == f"{WHEELS}/{release.file}"
        there = draft.read(path)
        if there is not None and (there == data or paper_files.unix_lines(there) == data):
            continue
        if there is None or is_ours or any(paper_files.is_as_written(old, hosts, path, there) for old in carried):
            draft.write(path, data)
            written.append(path)
        else:
            left[path] = tuple(compare.shown(compare.text(there), compare.text(data), NAMES))
    gone = [] if REQUIREMENTS in left else [f"{WHEELS}/{old.file}" for old in carried if old.file != release.file]
    for old in carried:
        for path in paper_files.for_hosts(old, hosts, hour).keys() - new.keys() - set(gone):
            there = None if path.startswith(f"{WHEELS}/") else draft.read(path)
            if there is not None and paper_files.is_as_written(old, hosts, path, there):
                gone.append(path)
    for path in gone:
        draft.delete(path)
    _give_a_key(draft, settings, written, left)
    what = f"banmian {newest} → {release.version}" if newest else f"banmian {release.version} 放进了报纸的文件夹"
    history.commit(draft, "upgrade", what)
    return Upgraded(newest, tuple(sorted(written)), tuple(sorted(gone)), left)


def _give_a_key(draft: Draft, settings: Settings, written: list[str], left: dict[str, tuple[str, ...]]) -> None:
    """Gives a paper that has no key yet one, or shows what to write."""
    data = draft.read(SETTINGS)
    if settings.paper.key or data is None:
        return
    new = paper_key.with_key(data.decode("utf-8-sig"))
    if new is None:
        left[SETTINGS] = ("在 [paper] 下面加一行 key，等号后面是一个随机的 UUID，写在双引号里",)
        return
    draft.write(SETTINGS, new.encode())
    written.append(SETTINGS)


def _carried(root: Path) -> list[Release]:
    """The releases whose wheels lie in a paper's folder, usually one. Damaged ones are left alone."""
    found = []
    for path in sorted((root / WHEELS).glob("banmian-*.whl")):
        try:
            found.append(opened(path.name, system.bytes_of(path)))
        except (OSError, ReleaseError):
            continue
    return found
