"""What ``banmian publish`` is about to do, worked out before anything is written or sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.content import addresses, issue_files, store
from generator.content.addresses import Public
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.content.edits.kept_sets import RECORD
from generator.delivery import address_changes
from generator.delivery.address_changes import AddressChanges
from generator.pages import former, urls
from generator.press import doubted, surveying
from generator.press.content_scan import Content, article_path
from generator.press.public_pages import public
from generator.press.report import Progress, Report, silent
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Publication:
    """A paper that is about to be published: its settings, what changes for readers, and what a survey reported."""

    settings: Settings
    changes: AddressChanges
    report: Report


def prepare(root: Path, now: datetime, progress: Progress = silent) -> Publication:
    """Reads the paper and compares it with the record. Raises ``BanmianError`` where it cannot be read."""
    paper, report, content, _ = surveying.survey(root, now, progress)
    record, found = addresses.read(root), public(paper)
    rules = paper.settings.publish.hold_for
    coming = dict(_coming(content, record.at(now).public, rules))
    moved = former.moved(paper.edition, found)
    held = frozenset(_held(content, record.at(now).public))
    return Publication(
        paper.settings, address_changes.compare(record, found, moved, held, coming, now, paper.edition), report
    )


def _coming(content: Content, seen: addresses.Lines, rules: tuple[str, ...]) -> Iterator[tuple[str, datetime]]:
    """The addresses that the passing of time will make public, without drafts and what is doubted."""
    yield from ((path, moment) for path, moment in content.timed.items() if path.split("/")[0] not in content.coming)
    for issue, opens in content.coming.items():
        folder = issue_files.issues_folder(content.root) / issue
        held = doubted.in_issue(folder, seen, rules)
        yield urls.issue(issue), opens
        for file in issue_files.articles(folder):
            path = article_path(issue, file.name)
            is_draft = file.name in content.held.get(issue, ()) and path not in content.timed
            if file.name != store.ISSUE_FILE and file.name not in held and not is_draft:
                yield path, content.timed.get(path, opens)


def _held(content: Content, seen: addresses.Lines) -> Iterator[str]:
    """The addresses that were public and are held back now, articles and issues."""
    for issue, files in content.held.items():
        yield from (article_path(issue, file) for file in files)
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
