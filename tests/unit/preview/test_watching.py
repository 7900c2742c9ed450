"""What the preview's watcher tells, whatever way files are saved."""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from generator.content.edits import trial_file
from generator.preview import network_disks, other_eyes, site_paths, spots
from generator.preview.bursts import Bursts
from generator.preview.looking import Looking
from generator.preview.notices import Eyes, Put
from generator.preview.trial_events import Trial
from generator.preview.watching import OVERFLOW, REPLACED, eyes, watching
from generator.preview.what_changed import Changes
from support import Site

PATIENCE = 30
QUIET = 0.4
"""Seconds after which a burst is over; longer than the preview's own, since tests run on busy machines."""
ISSUE = "content/issues/2026-03-25"
ARTICLE = f"{ISSUE}/01.md"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="counts what inotify does")


def on_disk(root: Path) -> dict[str, bytes]:
    """Every file of a site, by its path, and its bytes; files behind links as well."""
    found = {}
    for folder, _, names in os.walk(root, followlinks=True):
        for name in names:
            path = (Path(folder) / name).relative_to(root).as_posix()
            if path.startswith(site_paths.TOP) and site_paths.counts(path):
                try:
                    found[path] = (Path(folder) / name).read_bytes()
                except OSError:
                    found[path] = b"unread"
    return found


class Watched:
    """A paper that is watched: what was told of each burst, and what stood on disk when it was acted on."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self.acts: list[tuple[Changes, dict[str, bytes]]] = []
        self.failures: list[Exception] = []
        self._acted = threading.Condition()
        self.bursts = Bursts(self._act, self.failures.append, QUIET)

    def _act(self, changes: Changes) -> None:
        with self._acted:
            self.acts.append((changes, on_disk(self.root)))
            self._acted.notify_all()

    def told(self) -> Changes:
        """All that was told since the last call."""
        acts, self.acts = self.acts, []
        whole = Changes()
        for changes, _ in acts:
            whole |= changes
        return whole

    def until(self, is_so: Callable[[], bool]) -> bool:
        """Waits until something is so; whether it came to be."""
        end = monotonic() + PATIENCE
        while not is_so() and monotonic() < end:
            sleep(0.01)
        return is_so()

    def hears(self, path: str) -> bool:
        """Waits until a path is told; whether it was."""
        return self.until(lambda: any(path in changes.paths for changes, _ in self.acts))

    def covers(self, before: dict[str, bytes], now: dict[str, bytes]) -> bool:
        """Whether what was told, all together, names every file that differs, and the last action saw them all."""
        acts = list(self.acts)
        if not acts or acts[-1][1] != now:
            return False
        whole = Changes()
        for changes, _ in acts:
            whole |= changes
        differing = {path for path, _ in before.items() ^ now.items()}
        return whole.everything or all(
            any(site_paths.is_within(path, told) for told in whole.paths) for path in differing
        )

    def sees(self, change: Callable[[Site], object], most: int = 2) -> Changes:
        """Carries out a change, and shows that it is told in one burst; what was told."""
        before = on_disk(self.root)
        self.acts = []
        change(Site(self.root))
        now = on_disk(self.root)
        assert self.until(lambda: self.covers(before, now)), [changes for changes, _ in self.acts]
        sleep(QUIET)  # whatever else may come of it
        assert self.covers(before, now)
        assert len(self.acts) <= most, [changes for changes, _ in self.acts]
        assert not self.failures
        return self.told()

    def marked(self) -> Changes:
        """All that was told since the last call, up to a save that is made now."""
        mark = "content/lists/记号.csv"
        (self.root / mark).write_text(f"{monotonic()}", "utf-8")
        assert self.hears(mark)
        whole = self.told()
        assert not self.failures
        return Changes(whole.paths - {mark}, whole.reason)


@contextmanager
def watched(
    root: Path,
    make_eyes: Callable[[Put], Eyes] = eyes,
    trial: Trial | None = None,
    pause: float = 0.05,
) -> Iterator[Watched]:
    """Watches a paper."""
    found = Watched(root)
    looking = Looking(str(root), found.bursts.told, pause)
    found.bursts.start()
    try:
        with watching(
            root, found.bursts.told, found.said.append, make_eyes=make_eyes, trial=trial or Trial(), looking=looking
        ):
            yield found
    finally:
        found.bursts.stop()


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with an issue, photos, lists and templates, and with what no page is made of."""
    for day in ("2026-03-18", "2026-03-25"):
        for number in ("01", "02"):
            site.write(f"content/issues/{day}/{number}.md", f"第 {number} 篇")
            site.write(f"content/issues/{day}/{number}.doubts.json", "[]")
            site.write(f"content/issues/{day}/photos/{number}.jpg", b"a picture")
        site.write(f"content/issues/{day}/source/raw.txt", "原稿")
    site.write("content/about.md", "关于")
    site.write("content/lists/标签.csv", "标签\n")
    site.write("content/root/.well-known/security.txt", "Contact: mailto:a@example.org")
    site.write("content/backups/2026-03-18/01.md", "旧的")
    site.write("templates/base.html", "base")
    site.write("templates/static/own.css", "p {}")
    for folder in ("output/static", ".banmian", ".history/sets"):
        site.write(f"{folder}/file.html", "made")
    return site


def in_place(site: Site) -> None:
    """Truncates a file and writes it in two pieces."""
    with (site.root / ARTICLE).open("w", encoding="utf-8") as file:
        file.write("一半")
        file.flush()
        file.write("另一半")


def by_rename(site: Site) -> None:
    """Writes a hidden file beside it, and puts it in its place."""
    site.write(f"{ISSUE}/.01.md.new", "新的").replace(site.root / ARTICLE)


def from_elsewhere(site: Site) -> None:
    """Writes a file outside of the site, and puts it in its place."""
    site.write("output/new", "新的").replace(site.root / ARTICLE)


def by_sed(site: Site) -> None:
    """As ``sed -i`` does it."""
    subprocess.run(["sed", "-i", "s/第/新/", str(site.root / ARTICLE)], check=True)  # noqa: S607


def with_backup(site: Site) -> None:
    """As vim does it with ``backupcopy=no``: a trial file, the old one aside, a new one, the old one deleted."""
    site.write(f"{ISSUE}/4913", "")
    (site.root / f"{ISSUE}/4913").unlink()
    (site.root / ARTICLE).rename(site.root / f"{ISSUE}/01.md~")
    site.write(ARTICLE, "新的")
    (site.root / f"{ISSUE}/01.md~").unlink()


def several(site: Site) -> None:
    """Saves all that is open."""
    for path in (ARTICLE, f"{ISSUE}/02.md", "content/issues/2026-03-18/01.md", "templates/base.html", "newspaper.toml"):
        site.write(path, "新的")


def settings(site: Site) -> None:
    """Saves the settings by a rename."""
    site.write("newspaper.toml.tmp", "新的").replace(site.root / "newspaper.toml")


def picture_in_pieces(site: Site) -> None:
    """Copies a large picture."""
    with (site.root / f"{ISSUE}/photos/new.jpg").open("wb") as file:
        for _ in range(20):
            file.write(b"x" * 100_000)
            file.flush()
            sleep(0.01)


def while_copying(site: Site) -> None:
    """Saves two articles while a picture is copied that takes longer than a burst is waited for."""
    site.write(ARTICLE, "新的")
    with (site.root / f"{ISSUE}/photos/new.jpg").open("wb") as file:
        for at in range(30):
            file.write(b"x")
            file.flush()
            if at == 5:
                site.write(f"{ISSUE}/02.md", "新的")
            sleep(QUIET / 15)


def new_issue(site: Site) -> None:
    """Makes an issue file by file."""
    for name in ("01.md", "02.md", "issue.md", "photos/1.jpg", "source/raw.txt"):
        site.write(f"content/issues/2026-04-01/{name}", name)


def issue_deleted(site: Site) -> None:
    """Deletes an issue."""
    shutil.rmtree(site.root / ISSUE)


def issue_moved(site: Site) -> None:
    """Gives an issue another date."""
    (site.root / ISSUE).rename(site.root / "content/issues/2026-03-26")


def issue_moved_out(site: Site) -> None:
    """Moves an issue out of the paper."""
    (site.root / ISSUE).rename(site.root / "output/aside")


def file_linked(site: Site) -> None:
    """Puts a link and a hard link in place of files."""
    target = site.write("../elsewhere/01.md", "新的")
    for path, make in ((ARTICLE, os.symlink), (f"{ISSUE}/02.md", os.link)):
        (site.root / path).unlink()
        make(target, site.root / path)


def published_file(site: Site) -> None:
    """A hidden folder of ``content/root`` is published."""
    site.write("content/root/.well-known/new/a.txt", "新的")


WAYS = (
    *(in_place, by_rename, from_elsewhere, by_sed, with_backup, several, settings, picture_in_pieces, while_copying),
    *(new_issue, issue_deleted, issue_moved, issue_moved_out, file_linked, published_file),
)
QUICK = (in_place, with_backup, issue_moved)


@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=[] if way in QUICK else pytest.mark.slow, id=way.__name__) for way in WAYS]
)
def test_every_way_of_saving_is_told(paper: Site, way: Callable[[Site], None]) -> None:
    """Whatever way files are saved, moved and deleted, it is acted on twice at most, the last time on all of it."""
    with watched(paper.root) as found:
        found.sees(way)
        found.sees(several)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Callback with id")  # watchdog's own, on Linux
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_other_systems_tell_as_well(paper: Site, way: Callable[[Site], None]) -> None:
    """The watcher of systems other than Linux tells the same, perhaps in more pieces."""
    with watched(paper.root, other_eyes.OtherEyes) as found:
        found.sees(way, most=9)
        found.sees(several, most=9)


@pytest.mark.slow
def test_a_checkout_is_one_burst(paper: Site) -> None:
    """Another branch, in which five hundred files differ, is acted on twice at most."""

    def git(*command: str) -> None:
        named = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *command], cwd=paper.root, check=True, capture_output=True)  # noqa: S607

    def write(text: str) -> None:
        for day in range(1, 26):
            for number in range(20):
                paper.write(f"content/issues/2025-01-{day:02}/{number:02}.md", f"{text} {day} {number}")

    git("init", "-q")
    write("一")
    git("add", "content", "newspaper.toml")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    write("二")
    shutil.rmtree(paper.root / ISSUE)
    git("commit", "-qam", "other")
    with watched(paper.root) as found:
        found.sees(lambda _: git("checkout", "-q", "-"))
        found.sees(lambda _: git("checkout", "-q", "other"))


@pytest.mark.slow
@pytest.mark.parametrize("path", [f"{ISSUE}/photos", ISSUE, "content/issues", "content", "templates", ""])
def test_a_folder_deleted_and_restored_is_watched_again(paper: Site, path: str) -> None:
    """A folder that was deleted is watched when it is there again, with all that is in it."""
    aside = paper.root.parent / "aside"
    folder = paper.root / path
    shutil.copytree(folder, aside)
    with watched(paper.root) as found:
        found.sees(lambda _: shutil.rmtree(folder))
        found.sees(lambda _: shutil.copytree(aside, folder))
        found.sees(several)
        found.sees(lambda site: site.write(f"{ISSUE}/photos/01.jpg", b"another"))
        moved = found.sees(lambda _: folder.rename(aside / "moved"))
        found.sees(lambda _: (aside / "moved").rename(folder))
        found.sees(several)
        assert moved.reason == ("" if path else REPLACED)


LINKED = ["content", "templates", ISSUE, f"{ISSUE}/photos", ARTICLE, "newspaper.toml"]


def linked(site: Site, path: str) -> Path:
    """Moves what stands at a path out of the paper, and puts a link to a link there; where it stands now."""
    away = site.root.parent / "away"
    away.mkdir()
    target = away / f"real-{Path(path).name}"
    (site.root / path).rename(target)
    (away / "hop").symlink_to(target.name)
    (site.root / path).symlink_to(away / "hop")
    return target


@pytest.mark.slow
@pytest.mark.parametrize("path", LINKED)
def test_where_a_link_leads_is_watched(paper: Site, path: str) -> None:
    """What changes behind a link is told by its path in the paper, also after the link leads elsewhere."""
    target = linked(paper, path)
    other = target.parent / "other"
    if target.is_dir():
        shutil.copytree(target, other)
        inner = next(name for name in ("01.jpg", "01.md", "base.html", "about.md") if (target / name).exists())
    else:
        shutil.copy(target, other)
        inner = ""

    def write(base: Path, text: str) -> Callable[[Site], object]:
        return lambda _: (base / inner).write_text(text, "utf-8")

    def points_to(link: Path, target: Path) -> None:
        (new := link.with_name(".link")).symlink_to(target)
        new.replace(link)

    with watched(paper.root) as found:
        told = found.sees(write(target, "一"))
        assert told.paths == {f"{path}/{inner}".rstrip("/")}
        found.sees(several)
        found.sees(lambda _: points_to(target.parent / "hop", other))
        found.sees(write(other, "二"))
        found.sees(lambda _: other.rename(target.with_name("gone")))
        found.sees(lambda _: target.with_name("gone").rename(other))
        found.sees(write(other, "三"))
        found.sees(lambda _: points_to(paper.root / path, target))
        found.sees(write(target, "四"))
        write(other, "五")(paper)
        assert found.marked() == Changes()


def test_nothing_else_is_told(paper: Site) -> None:
    """Reading tells nothing, nor does what no page is made of."""
    with watched(paper.root) as found:
        on_disk(paper.root)
        list(paper.root.rglob("*"))
        for path in (
            *(
                "output/index.html",
                "output/new/a.html",
                ".banmian/x",
                ".history/sets/x.zip",
                "notes.md",
                "newspaper.bak",
            ),
            *(f"{ISSUE}/.01.md.swp", f"{ISSUE}/._01.md", f"{ISSUE}/~$01.md", f"{ISSUE}/.#01.md", f"{ISSUE}/01.md~"),
            *(
                f"{ISSUE}/source/new.txt",
                f"{ISSUE}/01.doubts.json",
                f"{ISSUE}/photos/.DS_Store",
                f"{ISSUE}/drafts/1.md",
            ),
            *("content/.obsidian/x.md", "content/backups/2026-03-18/01.md", "content/backups/new.md", "content/.x"),
            *("templates/.git/HEAD", "templates/.base.html.swp", "content/root/.gitignore"),
        ):
            paper.write(path, "新的")
            (paper.root / path).unlink()
        assert found.marked() == Changes()
        assert found.said == []


def test_a_file_that_stays_open_is_told(paper: Site) -> None:
    """A program that writes and does not close is not waited for."""
    with watched(paper.root) as found, (paper.root / ARTICLE).open("a", encoding="utf-8") as file:
        file.write("还没关")
        file.flush()
        assert found.hears(ARTICLE)


def test_rights_are_told(paper: Site) -> None:
    """A file or a folder that can be read again is looked at."""
    with watched(paper.root) as found:
        (paper.root / ARTICLE).chmod(0o600)
        (paper.root / ISSUE / "photos").chmod(0o700)
        for path in (ARTICLE, f"{ISSUE}/photos"):
            assert found.hears(path)


def inodes_watched() -> list[int]:
    """The inodes of all folders that this process watches."""
    found = []
    for info in Path("/proc/self/fdinfo").iterdir():
        try:
            lines = info.read_text("utf-8").splitlines()
        except OSError:
            continue
        found += [int(line.split("ino:")[1].split()[0], 16) for line in lines if line.startswith("inotify wd")]
    return found


@LINUX
def test_what_the_site_is_made_of_is_watched_and_nothing_else(paper: Site) -> None:
    """The system counts a watch for each folder that files are read from, and for the one the paper lies in."""
    before = set(inodes_watched())
    folders = [
        *("..", ".", "content", "content/issues", "content/lists", "content/root", "content/root/.well-known"),
        *(f"content/issues/{day}{inner}" for day in ("2026-03-18", "2026-03-25") for inner in ("", "/photos")),
        *("templates", "templates/static"),
    ]
    with watched(paper.root) as found:
        found.sees(several)
        for _ in range(3):  # watches follow, and do not pile up
            found.sees(issue_moved_out)
            found.sees(lambda site: (site.root / "output/aside").rename(site.root / ISSUE))
        watches = [number for number in inodes_watched() if number not in before]
    assert sorted(watches) == sorted((paper.root / folder).stat().st_ino for folder in folders)


@LINUX
@pytest.mark.slow
def test_lost_notices_have_everything_looked_at(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """When more happens than the system can keep, that is told, and later saves are seen."""
    from watchdog.observers.inotify_c import InotifyEvent, InotifyFD  # noqa: PLC0415 - on Linux alone

    room = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("utf-8"))
    if room > 200_000:
        pytest.skip("the system keeps too many events to flood it")
    read, going = InotifyFD.read_events, threading.Event()
    going.set()

    def held(self: InotifyFD) -> list[InotifyEvent]:
        going.wait(PATIENCE)
        return read(self)

    monkeypatch.setattr(InotifyFD, "read_events", held)
    with watched(paper.root) as found:
        found.sees(several)
        going.clear()
        for number in range(room + 1000):  # in turn, since the system puts the same event twice together as one
            os.utime(paper.root / ISSUE / f"{1 + number % 2:02}.md")
        in_place(paper)
        going.set()
        assert found.until(lambda: any(changes.reason == OVERFLOW for changes, _ in found.acts))
        sleep(QUIET * 2)
        assert sum(changes.everything for changes, _ in found.acts) <= 2
        assert on_disk(paper.root) == found.acts[-1][1]
        found.told()
        assert found.sees(several).reason == ""


class Full:
    """Eyes on a system with room for a few watches only."""

    def __init__(self, put: Put, room: int) -> None:
        self._eyes = eyes(put)
        self._room = room

    def add(self, spot: spots.Spot) -> None:
        """Watches, as long as there is room."""
        self._room -= 1
        if self._room < 0:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        self._eyes.add(spot)

    def forget(self, gone: Iterable[spots.Spot]) -> None:
        """Stops watching spots."""
        self._eyes.forget(gone)

    def stop(self) -> None:
        """Stops watching all."""
        self._eyes.stop()


def none(_put: Put) -> Eyes:
    """Eyes that the system has no room for."""
    raise OSError(errno.EMFILE, "inotify instance limit reached")


@pytest.mark.parametrize("make_eyes", [none, lambda put: Full(put, 4)])
def test_without_watches_it_looks(paper: Site, make_eyes: Callable[[Put], Eyes]) -> None:
    """Where the system refuses watches, this is said once, and changes are found by looking."""
    with watched(paper.root, make_eyes) as found:
        for way in (in_place, by_rename, issue_moved, new_issue):
            found.sees(way, most=3)
        assert found.told().reason == ""
        assert len(found.said) == 1
        assert "每 2 秒" in found.said[0]


def refused(_folder: Path) -> None:
    """A folder that nobody may write into."""
    raise PermissionError(errno.EACCES, "not here")


@pytest.mark.parametrize("make", [lambda _: None, refused])
def test_a_folder_without_events_is_looked_at(paper: Site, make: Callable[[Path], None]) -> None:
    """Where no event of the trial file comes, or it cannot be made, it looks, and says so."""
    with watched(paper.root, trial=Trial(make, 0.01)) as found:
        assert found.until(lambda: len(found.said) == 1)
        assert "每 2 秒" in found.said[0]
        found.sees(several, most=3)


def test_the_trial_file_is_heard_and_told_to_nobody(paper: Site) -> None:
    """Where events come, the trial shows it; its file leaves nothing behind."""
    made: list[Path] = []

    def make(folder: Path) -> None:
        trial_file.make_and_remove(folder)
        made.append(folder)

    trial = Trial(make, PATIENCE)
    with watched(paper.root, trial=trial) as found:
        assert found.until(lambda: made == [paper.root])
        assert trial.silent({"content/root": paper.root / "content/root", ISSUE: paper.root / ISSUE}) == {}
        assert found.marked() == Changes()
        assert found.said == []
    assert not list(paper.root.rglob(trial_file.NAME))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_copy_that_follows_what_is_told_stays_equal(paper: Site, seed: int) -> None:
    """Whatever people do in the paper and behind its links, looking at what is told is enough to know all files."""
    draw = random.Random(seed)  # noqa: S311
    root, away = paper.root, paper.root.parent / "away"
    away.mkdir()
    copy = on_disk(root)

    def follow(changes: Changes) -> None:
        now = on_disk(root)
        for path in {*copy, *now}:
            if changes.everything or any(site_paths.is_within(path, told) for told in changes.paths):
                copy.pop(path, None)
                copy.update({path: now[path]} if path in now else {})

    def entries() -> list[Path]:
        return [path for folder in (root / "content", root / "templates", away) for path in folder.rglob("*")]

    def change() -> None:
        path = draw.choice([*entries(), root / "content", root / "templates", root / "newspaper.toml"])
        free = draw.choice(
            [
                root / f"content/issues/2026-03-{draw.randint(10, 28)}",
                root / draw.choice(["content", "templates", "newspaper.toml", ARTICLE, f"{ISSUE}/photos"]),
                path.parent / draw.choice(["01.md", "02.md", "photos", "x.html"]),
                away / f"{draw.randint(0, 9)}",
            ]
        )
        match draw.choice(["write", "write", "write", "delete", "move", "move", "copy", "link", "swap"]):
            case "write":
                path.write_text(f"{draw.random()}", "utf-8")
            case "delete":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            case "move" if not free.exists():
                path.rename(free)
            case "copy" if not (free.exists() or free.is_relative_to(path)):
                shutil.copytree(path, free, symlinks=True) if path.is_dir() else shutil.copy(path, free)
            case "link" if not os.path.lexists(free) and path.is_relative_to(away):
                free.symlink_to(path)
            case "swap" if path.is_file():
                (new := path.with_name(".new")).write_text(f"{draw.random()}", "utf-8")
                new.replace(path)

    bursts = Bursts(follow, lambda _: None, 0.05)
    bursts.start()
    with watching(root, bursts.told, lambda _: None):
        for at in range(200):
            with suppress(OSError):
                change()
            if at % 20 == 0:
                sleep(draw.choice([0.0, 0.1, 0.3]))
            if at % 50 == 49:
                end = monotonic() + PATIENCE
                while copy != on_disk(root) and monotonic() < end:
                    sleep(0.02)
                assert copy == on_disk(root), at
    bursts.stop()


def other_disk() -> Path | None:
    """A folder on another disk than the tests' own."""
    folder = Path("/dev/shm")  # noqa: S108 - a disk in memory, which Linux has
    return folder if folder.is_dir() and folder.stat().st_dev != Path(tempfile.gettempdir()).stat().st_dev else None


@pytest.mark.skipif(other_disk() is None, reason="there is one disk only")
def test_each_disk_is_tried(paper: Site) -> None:
    """A trial is made on each disk, also when a link leads to another one later; what lies there is looked at."""
    made: list[Path] = []
    with (
        tempfile.TemporaryDirectory(dir=other_disk()) as away,
        watched(paper.root, trial=Trial(made.append, 0.01)) as found,
    ):
        assert found.until(lambda: len(found.said) == 1)
        shutil.copytree(paper.root / ISSUE, f"{away}/issue")
        shutil.rmtree(paper.root / ISSUE)
        (paper.root / ISSUE).symlink_to(f"{away}/issue")
        assert found.until(lambda: len(found.said) == 2)
        assert made == [paper.root, paper.root / ISSUE]
        assert found.said[1].startswith(ISSUE)


def test_disks_that_others_write_to_are_known(paper: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Network disks are looked at although events come of what this computer writes."""
    number = paper.root.stat().st_dev
    line = "36 35 {}:{} /a /b rw,noatime master:1 - {} server:/b rw"
    at = os.major(number), os.minor(number)
    assert network_disks.shared(line.format(*at, "ext4")) == frozenset()
    assert network_disks.shared(f"{line.format(0, 1, 'ext4')}\n{line.format(*at, 'nfs4')}\n") == {number}
    assert network_disks.shared(network_disks.mounts()).isdisjoint({number})
    monkeypatch.setattr(network_disks, "mounts", lambda: line.format(*at, "cifs"))
    with watched(paper.root) as found:
        assert found.until(lambda: len(found.said) == 1)
        assert network_disks.WHY in found.said[0]


def test_a_change_is_found_by_its_stamp(paper: Site) -> None:
    """A file of the same size, inode and modification time is another one where its change time is."""
    looking = Looking(str(paper.root), lambda _: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking, "_worker", threading.Thread())
        looking._worker.start()
        looking.look_at([""])
        assert looking.look() == Changes()
        old = (paper.root / ARTICLE).stat()
        paper.write(ARTICLE, "第 02 篇")
        os.utime(paper.root / ARTICLE, ns=(old.st_atime_ns, old.st_mtime_ns))
        assert looking.look() == Changes(frozenset((ARTICLE,)))
        issue_deleted(paper)
        assert ISSUE in looking.look().paths
