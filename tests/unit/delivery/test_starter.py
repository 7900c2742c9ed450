"""The folder of a new paper."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import config
from generator import settings as tables
from generator.delivery import starter
from generator.errors import ConfigError
from released import release
from support import tree

folder_names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=50
).filter(lambda name: name.strip(".") and len(name.encode()) < 200)


def test_a_new_paper_has_its_settings_explained(tmp_path: Path) -> None:
    """A new paper's settings can be read, bear the folder's name, and every key has a comment above it."""
    made = starter.start(tmp_path / "青川晚报", release(), ("netlify", "github"))
    assert all(path.is_file() for path in made)
    settings = config.load(tmp_path / "青川晚报")
    assert settings.paper.name == "青川晚报"
    assert settings.colours == tables.Colours()
    lines = (tmp_path / "青川晚报/newspaper.toml").read_text("utf-8").splitlines()
    assert settings.tags == tables.TagsTable()
    table = lines.index("[paper]")
    paper = lines[table + 1 : next(at for at, line in enumerate(lines) if line.startswith("[[topics]]"))]
    keys = [at for at, line in enumerate(paper) if "=" in line and not line.startswith("#")]
    first = (tables.Paper, tables.Imprint, tables.Colours, tables.HistoryTable, tables.TagsTable)
    written = (
        *first,
        tables.PagesTable,
        tables.App,
        tables.ShareTable,
        tables.PublishTable,
        tables.FeedsTable,
        tables.AnalyticsTable,
        tables.RobotsTable,
    )
    known = [key for table in written for key in table.model_fields]
    assert [paper[at].split(" ")[0] for at in keys] == known
    assert all(paper[at - 1].startswith("#") for at in keys)


@given(folder_names)
@example('引号"反斜\\')
@example("换\n行")
@example(" ")
@example("{name}")
@example("长" * 50)
def test_any_folder_name_gives_settings(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Whatever the folder is called, the settings written into it can be read."""
    folder = tmp_path_factory.mktemp("new") / name
    starter.start(folder, release(), ())
    assert config.load(folder).paper.name


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """A paper may start in a folder that is there and empty."""
    starter.start(tmp_path, release(), ())
    assert config.load(tmp_path).topics


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds anything is refused, and nothing is written into it."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(ConfigError) as caught:
        starter.start(tmp_path, release(), ())
    assert caught.value.problems[0].source == str(tmp_path)
    assert tree(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """A file where the folder should be is an error that names it."""
    (tmp_path / "paper").write_text("mine", "utf-8")
    with pytest.raises(ConfigError):
        starter.start(tmp_path / "paper", release(), ())
    assert tree(tmp_path) == {"paper": b"mine"}
