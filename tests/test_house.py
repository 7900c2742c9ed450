"""The floor plan, checked from the source: who may know whom, how large a room is, and where the doors are."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from support import PROJECT

PACKAGE = PROJECT / "generator"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
LONGEST = 320

# Room → the rooms whose modules it may import, besides the modules that stand in no room (``GROUND``).
# A room stands below those that it may use, so there are no circles.
PLAN: dict[str, tuple[str, ...]] = {
    "content": (),
    "language": (),
    "sources": ("language",),
    "understanding": ("content", "language"),
    "proofreading": ("content", "language"),
    "tagging": ("content", "language", "proofreading"),
    "newsroom": ("content", "language", "sources", "understanding", "proofreading", "tagging"),
    "editing": ("content", "newsroom"),
    "pages": ("content",),
    "outlets": ("content", "pages"),
    "press": ("content", "pages", "outlets"),
    "delivery": ("content", "newsroom", "pages", "outlets", "press"),
    "preview": ("content", "pages", "press"),
    "desk": ("content", "sources", "tagging", "newsroom", "editing", "pages", "press", "delivery", "preview"),
    "cli": ("content", "sources", "tagging", "newsroom", "pages", "outlets", "press", "delivery", "preview", "desk"),
}
MOST_ROOMS = 15
LARGEST = 0.15
"""The share of all lines that one room may have."""

# What every room may use: errors, the model, settings, and a few functions without a subject of their own.
GROUND = {
    *("__init__.py", "article_keys.py", "colours.py", "config.py", "defects.py", "errors.py", "kinds.py"),
    *("model.py", "processes.py", "review_table.py", "server_paths.py", "settings.py", "system.py"),
    *("toml_places.py", "validation.py"),
}

# The classes that hold an article's title or text, or another of these, in the order in which it passes through them.
FORMS = (
    *("Draft", "Headline", "Article", "Document", "_ArticleFile", "Copy", "TagText", "ArticleDoubts", "Rewritten"),
    *("ArticleFacts", "Placed", "Story", "StoryCard", "ArticleCard", "HintCard", "IssueRow", "SearchEntry", "Found"),
)
MOST_FORMS = 18
HOLDING = {"title", "body", "headlines", "paragraphs", "head", "card"}
"""Fields that hold an article's title or text."""
NOT_ARTICLES = {
    *("Counted", "Outline", "IssueFacts", "Feed", "New", "Put"),
    *("Special", "SpecialFields", "SetSpecial", "OwnPage", "OwnPageCard", "PageFields"),
}
"""Classes that have such a field and hold counts, an issue's head, or what is no article."""

# The doors of the house: only here is a file, a process, a clock or a socket touched.
EDGE = {
    "cli/epub_command.py",
    "cli/history_commands.py",
    "cli/import_commands.py",
    "cli/main.py",
    "config.py",
    "content/about.py",
    "content/addresses.py",
    "content/edits/changes.py",
    "content/edits/checks.py",
    "content/edits/disk.py",
    "content/edits/exchange.py",
    "content/edits/history.py",
    "content/edits/journal.py",
    "content/edits/kept_sets.py",
    "content/edits/trial_file.py",
    "content/issue_files.py",
    "content/markdown_folder.py",
    "content/page_files.py",
    "content/root_files.py",
    "content/tables.py",
    "defects.py",
    "language/lexicon.py",
    "language/scripts.py",
    "newsroom/backfile.py",
    "newsroom/first_drafts.py",
    "newsroom/importer.py",
    "newsroom/issue_folder.py",
    "newsroom/tag_desk.py",
    "pages/one_thing.py",
    "pages/theme_files.py",
    "press/build.py",
    "press/places.py",
    "press/code_digest.py",
    "press/content_folders.py",
    "press/content_scan.py",
    "press/crew.py",
    "press/doubted.py",
    "press/headline_words.py",
    "press/host_limits.py",
    "press/icons.py",
    "press/issue_memory.py",
    "press/photo_sizes.py",
    "press/report.py",
    "press/share_outputs.py",
    "press/stamps.py",
    "press/standing.py",
    "press/page_outputs.py",
    "press/writer.py",
    "processes.py",
    "proofreading/archive.py",
    "proofreading/people_ledger.py",
    "proofreading/word_tables.py",
    "outlets/share_drawing.py",
    "outlets/search/lookup.py",
    "outlets/search/pagefind.py",
    "cli/check_command.py",
    "cli/publish_command.py",
    "cli/serve_command.py",
    "cli/wechat_command.py",
    "desk/desk.py",
    "desk/answering.py",
    "desk/desk_routes.py",
    "desk/importing.py",
    "desk/command_run.py",
    "desk/uploads.py",
    "editing/pictures.py",
    "preview/application.py",
    "preview/behind.py",
    "preview/behind_process.py",
    "preview/excerpts.py",
    "preview/first_look.py",
    "preview/live_paper.py",
    "preview/open_pages.py",
    "preview/photo_store.py",
    "preview/running.py",
    "preview/session.py",
    "preview/listening.py",
    "preview/server.py",
    "preview/served_files.py",
    "preview/bursts.py",
    "preview/inotify_eyes.py",
    "preview/looking.py",
    "preview/network_disks.py",
    "preview/other_eyes.py",
    "preview/spots.py",
    "preview/trial_events.py",
    "preview/watching.py",
    "delivery/publication.py",
    "delivery/sending.py",
    "delivery/sent_states.py",
    "delivery/handbook.py",
    "delivery/starter.py",
    "delivery/upgrade.py",
    "delivery/wechat.py",
    "delivery/wheel_source.py",
    "delivery/check_memory.py",
    "delivery/last_report.py",
    "delivery/output_pages.py",
    "delivery/subject.py",
    "delivery/waiting_texts.py",
    "sources/docx.py",
    "sources/pdf.py",
    "sources/readers.py",
    "sources/word_breaks.py",
    "system.py",
    "tagging/dictionary.py",
    "tagging/themes.py",
}
OUTSIDE_MODULES = {
    "asyncio",
    "os",
    "random",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "uvicorn",
}
OUTSIDE_CALLS = {
    *("open", "input", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rename", "replace"),
    *("rmdir", "touch", "chmod", "stat", "exists", "is_file", "is_dir", "iterdir", "glob", "rglob", "resolve", "cwd"),
    *("now", "today", "utcnow", "bytes_of"),
}
# ``replace`` is a method of strings and dates as well, and dataclasses have a function of that name.
ALSO_TEXT = {"replace"}
# Processes of their own, which speak to their parent through their output.
CHILDREN = ("preview/behind_process.py", "sources/pdf_glyphs.py")


def parsed(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def room(module: str) -> str:
    """The folder that a module lies in, or the module where it lies in none."""
    return module.split("/", 1)[0]


def file_of(name: str) -> str:
    """The module, as a path, that a dotted name means."""
    path = name.removeprefix("generator").removeprefix(".").replace(".", "/")
    for candidate in (f"{path}.py", f"{path}/__init__.py".removeprefix("/"), f"{path.rpartition('/')[0]}.py"):
        if candidate in MODULES:
            return candidate
    return "__init__.py"


def imported(module: str) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in it."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def neighbours(module: str) -> set[str]:
    """The modules of the house that a module imports."""
    return {file_of(name) for name in imported(module) if name.split(".")[0] == "generator"}


def lines(module: str) -> int:
    """How many lines a module has."""
    return len((PACKAGE / module).read_text("utf-8").splitlines())


def test_every_module_has_its_room() -> None:
    """Each module lies in a folder of the plan, or is one of the few that every room may use; no room is empty."""
    assert {room(module) for module in MODULES} == PLAN.keys() | GROUND
    assert len(PLAN) <= MOST_ROOMS


def test_rooms_stand_one_above_the_other() -> None:
    """A room may use only rooms that stand before it in the plan."""
    above = list(PLAN)
    assert [name for name, used in PLAN.items() if not set(used) <= set(above[: above.index(name)])] == []


@pytest.mark.parametrize("name", [*PLAN, *sorted(GROUND)])
def test_a_room_uses_what_it_may_and_nothing_else(name: str) -> None:
    """The rooms that a room's modules import are exactly those that the plan names; a permission not used must go."""
    used = {room(other) for module in MODULES if room(module) == name for other in neighbours(module)}
    assert used - GROUND - {name} == set(PLAN.get(name, ()))


def test_scripts_stay_small() -> None:
    """No script of the preview or the desk is longer than a person reads in one go."""
    scripts = PACKAGE.glob("*/browser/*.js")
    assert {path.name for path in scripts if len(path.read_text("utf-8").splitlines()) > LONGEST} == set()


def test_no_room_is_too_large() -> None:
    """No room has more than its share of all lines."""
    total = sum(map(lines, MODULES))
    sizes = {name: sum(lines(module) for module in MODULES if room(module) == name) / total for name in PLAN}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_no_module_name_stands_twice() -> None:
    """A module is found by its name alone."""
    names = Counter(Path(module).stem for module in MODULES if not module.endswith("__init__.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    """Among all modules there is no circle of imports."""
    waiting = {module: neighbours(module) - {module, "__init__.py"} for module in MODULES}
    while True:
        free = {module for module, others in waiting.items() if not others & set(waiting)}
        if not free:
            break
        waiting = {module: others for module, others in waiting.items() if module not in free}
    assert waiting == {}


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module: str) -> None:
    """No module is longer than a person reads in one go."""
    assert lines(module) <= LONGEST


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) != "cli"])
def test_only_the_command_line_prints(module: str) -> None:
    """Nothing but the command line prints, asks or leaves the process."""
    names = {name.split(".")[0] for name in imported(module)}
    assert names.isdisjoint({"click", "rich"})
    calls = {
        node.func.id
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls.isdisjoint({"print", "input", "exit", "quit", "breakpoint"})
    assert module in CHILDREN or not any(
        name.startswith(("sys.exit", "sys.stdout", "sys.stderr")) for name in attributes(module)
    )


def attributes(module: str) -> Iterator[str]:
    """Every attribute that a module reads, as ``owner.name``."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Attribute):
            yield f"{ast.unparse(node.value)}.{node.attr}"


def outside(module: str) -> set[str]:
    """What a module does that reaches beyond its arguments."""
    found = {name for name in imported(module) if name.split(".")[0] in OUTSIDE_MODULES}
    for node in ast.walk(parsed(module)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in {"open", "input"}:
            found.add(node.func.id)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in OUTSIDE_CALLS - ALSO_TEXT:
            found.add(ast.unparse(node.func))
    return found


@pytest.mark.parametrize("module", sorted(set(MODULES) - EDGE))
def test_the_inside_is_pure(module: str) -> None:
    """A module that is not at the edge reads no file, no clock and no environment, and starts nothing."""
    assert outside(module) == set()


@pytest.mark.parametrize("module", sorted(EDGE))
def test_a_door_is_used(module: str) -> None:
    """Every module that is listed as the edge is there and does reach outside; else it must leave the list."""
    assert outside(module)


def test_the_check_sees_what_it_should() -> None:
    """The checks above find the doors that we know of; a check that sees nothing would always pass."""
    assert any("read_bytes" in name for name in outside("press/content_scan.py"))
    assert "press/issue_memory.py" in neighbours("press/build.py")
    assert file_of("generator.model.Article") == "model.py"
    assert file_of("generator.newsroom.convert.convert") == "newsroom/convert.py"


def test_an_article_passes_through_few_forms() -> None:
    """Every class that holds an article's title or text is known, and there are not many of them."""
    found = set()
    for module in MODULES:
        for node in ast.walk(parsed(module)):
            if isinstance(node, ast.ClassDef):
                fields = {
                    ast.unparse(line.target): ast.unparse(line.annotation) for line in node.body if _is_field(line)
                }
                if fields.keys() & HOLDING or {"Article", "ArticleFacts"} & set(fields.values()):
                    found.add(node.name)
    assert found - NOT_ARTICLES == set(FORMS)
    assert len(FORMS) <= MOST_FORMS


def _is_field(line: ast.stmt) -> TypeGuard[ast.AnnAssign]:
    return isinstance(line, ast.AnnAssign)


def test_every_part_has_a_docstring() -> None:
    """Each module says in its first line what it is for."""
    assert [module for module in MODULES if not ast.get_docstring(parsed(module))] == []


def test_tests_mirror_the_house() -> None:
    """The folders of ``tests/unit`` are the rooms."""
    tested = {
        path.name for path in Path(PROJECT / "tests/unit").iterdir() if path.is_dir() and any(path.glob("test_*.py"))
    }
    assert tested == PLAN.keys()
