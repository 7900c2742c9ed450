"""What ``banmian publish`` is about to do, worked out before anything is written or sent."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import system
from generator.content import addresses, article_file, issue_files
from generator.content.addresses import Public
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.content.edits.kept_sets import RECORD
from generator.delivery import address_changes
from generator.delivery.address_changes import AddressChanges
from generator.pages import former, urls
from generator.press import surveying
from generator.press.content_scan import Content, article_path
from generator.press.public_pages import public
from generator.press.report import Progress, Report, silent
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Publication:
    """A paper that is about to be published: its settings, what changes for readers, and what a survey reported.

    ``unregistered`` are tags that have a page now, or will have one, and whose address the register does not hold yet.
    """

    settings: Settings
    changes: AddressChanges
    report: Report
    unregistered: tuple[str, ...] = ()


def prepare(root: Path, now: datetime, progress: Progress = silent) -> Publication:
    """Reads the paper and compares it with the record. Raises ``BanmianError`` where it cannot be read."""
    paper, report, content, _ = surveying.survey(root, now, progress)
    record, found = addresses.read(root), public(paper)
    coming: dict[str, Public] = {}
    unregistered = list(report.unregistered)
    for moment in _moments(content, now):
        later = surveying.survey(root, moment)
        coming = {path: Public(path, moment, moment, digest) for path, digest in public(later.paper).items()} | coming
        unregistered += later.report.unregistered
    coming = {path: line for path, line in coming.items() if path not in found}
    moved = former.moved(paper.edition, found)
    held = frozenset(_held(content, record.at(now).public))
    changes = address_changes.compare(record, found, moved, held, coming, now, paper.edition)
    return Publication(paper.settings, changes, report, tuple(dict.fromkeys(unregistered)))


def _moments(content: Content, now: datetime) -> list[datetime]:
    """The moments to come at which something becomes public, whoever builds then."""
    return sorted({moment for moment in (*content.coming.values(), *content.timed.values()) if moment > now})


def _held(content: Content, seen: addresses.Lines) -> Iterator[str]:
    """The addresses of articles and issues that are held back now, with those that these articles had before."""
    for issue in content.held.keys() | content.coming.keys():
        folder = issue_files.issues_folder(content.root) / issue
        files = issue_files.articles(folder)
        for file in files if issue in content.coming else [folder / name for name in content.held[issue]]:
            yield article_path(issue, file.name)
            with suppress(OSError):  # what cannot be read is told by the survey
                yield from map(urls.article, article_file.former_ids(system.bytes_of(file), file.name))
        yield urls.issue(issue)
    yield from (path for path in seen if path.split("/")[0] in content.coming)


def note(root: Path, lines: dict[str, Public]) -> None:
    """Writes the record, as a change set that undo passes over. Raises ``BanmianError``; then nothing is written."""
    draft = Draft(root)
    made = addresses.files(lines.values())
    for file in (root / addresses.FOLDER).glob("*.csv"):
        path = f"{addresses.FOLDER}/{file.name}"
        if path not in made:
            draft.delete(path)
    for path, data in made.items():
        draft.write(path, data)
    history.commit(draft, RECORD, "记下登出的网址")


def write_lists(root: Path, folder: str, planned: Publication) -> Iterator[tuple[str, int]]:
    """Writes three lists of whole addresses, one a line, into a folder of the paper; yields their names and lengths.

    They are what search engines ask for: addresses that are new, changed and gone. Without the site's address in
    ``newspaper.toml`` there are none.
    """
    site, changes = planned.settings.paper.address, planned.changes
    gone = (*changes.gone, *changes.held, *changes.withdrawn)
    for name, paths in (("new.txt", changes.new), ("changed.txt", changes.changed), ("gone.txt", gone)):
        named = [site + addresses.address(path).removeprefix("/") for path in paths if path.endswith(".html")]
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / name).write_text("".join(f"{one}\n" for one in named if site), "utf-8")
        if named and site:
            yield name, len(named)
