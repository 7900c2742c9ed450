"""The floor plan, checked from the source: who may know whom, how large a room is, and where the doors are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import PROJECT

PACKAGE = PROJECT / "generator"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
LONGEST = 320

# A module imports from its own rank or from a lower one.
RANKS = (
    {"colours.py", "defects.py", "errors.py", "model.py", "processes.py", "system.py", "validation.py", "__init__.py"},
    {"config.py"},
    {"content"},
    {"edits"},
    {"intake", "pages"},
    {"press"},
    {"starter.py"},
    {"cli.py", "cli_build.py", "cli_history.py", "cli_import.py", "cli_messages.py", "cli_search.py", "cli_tags.py"},
)
# Rooms of one rank that do not know each other.
APART = ({"intake", "pages"}, {"intake", "press"})

# The doors of the house: only here is a file, a process, a clock or a socket touched.
EDGE = {
    "cli.py",
    "cli_history.py",
    "cli_import.py",
    "config.py",
    "processes.py",
    "content/about.py",
    "defects.py",
    "content/root_files.py",
    "starter.py",
    "system.py",
    "content/issue_files.py",
    "content/specials.py",
    "content/tables.py",
    "edits/changes.py",
    "edits/checks.py",
    "edits/disk.py",
    "edits/exchange.py",
    "edits/history.py",
    "edits/journal.py",
    "edits/sets.py",
    "intake/backfile.py",
    "intake/docx.py",
    "intake/importer.py",
    "intake/issue_folder.py",
    "intake/lexicon.py",
    "intake/pdf.py",
    "intake/proofread/archive.py",
    "intake/proofread/people.py",
    "intake/proofread/words.py",
    "intake/readers.py",
    "intake/scripts.py",
    "intake/tag_desk.py",
    "intake/tagging/dictionary.py",
    "intake/tagging/themes.py",
    "intake/word_breaks.py",
    "pages/one_thing.py",
    "pages/theme_files.py",
    "press/build.py",
    "press/crew.py",
    "press/icons.py",
    "press/ledger.py",
    "press/lookup.py",
    "press/pagefind.py",
    "press/pictures.py",
    "press/preview.py",
    "press/program.py",
    "press/reading.py",
    "press/report.py",
    "press/stamps.py",
    "press/standing.py",
    "press/words.py",
    "press/work.py",
    "press/writer.py",
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
# A process of its own, which speaks to its parent through its output.
CHILD = "intake/pdf_glyphs.py"


def parsed(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def room(module: str) -> str:
    """The folder that a module lies in, or the module where it lies in none."""
    return module.split("/", 1)[0]


def rank(module: str) -> int:
    """How high up in the house a module stands."""
    return next(at for at, rooms in enumerate(RANKS) if room(module) in rooms)


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


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_rank(module: str) -> None:
    """Each module or folder of the package stands in the table of ranks."""
    assert sum(room(module) in rooms for rooms in RANKS) == 1


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    """A module imports only from its own rank or from below, and rooms kept apart do not know each other."""
    for other in neighbours(module):
        assert rank(other) <= rank(module), f"{module} imports {other}"
        assert not any({room(module), room(other)} == pair for pair in APART), f"{module} imports {other}"


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
def test_rooms_stay_small(module: str) -> None:
    """No module is longer than a person reads in one go."""
    assert len((PACKAGE / module).read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", sorted(set(MODULES) - RANKS[-1]))
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
    assert module == CHILD or not any(
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
    assert any("read_bytes" in name for name in outside("press/reading.py"))
    assert "press/ledger.py" in neighbours("press/build.py")
    assert file_of("generator.model.Article") == "model.py"
    assert file_of("generator.intake.convert.convert") == "intake/convert.py"


def test_every_part_has_a_docstring() -> None:
    """Each module says in its first line what it is for."""
    assert [module for module in MODULES if not ast.get_docstring(parsed(module))] == []


def test_tests_mirror_the_house() -> None:
    """The folders of ``tests/unit`` are those of the package."""
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").is_file()}
    tested = {
        path.name for path in Path(PROJECT / "tests/unit").iterdir() if path.is_dir() and any(path.glob("test_*.py"))
    }
    assert tested == rooms
