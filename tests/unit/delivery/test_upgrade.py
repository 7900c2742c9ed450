"""Moving a paper to another version."""

from pathlib import Path
from uuid import UUID

import pytest

from generator import config
from generator.content.edits import history
from generator.delivery import starter
from generator.delivery.upgrade import upgrade
from generator.errors import ReleaseError
from released import release
from support import tree

OLD, NEW = release("0.1.0"), release("0.2.0")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper of the old version."""
    starter.start(tmp_path / "paper", OLD, ("netlify", "github"))
    return tmp_path / "paper"


def test_a_paper_moves_to_a_newer_version(paper: Path, tmp_path: Path) -> None:
    """Afterwards it is as a paper that the new version starts, but for what is people's; undo takes it back."""
    before = tree(paper)
    done = upgrade(paper, NEW)
    assert (done.before, done.left) == ("0.1.0", {})
    assert done.written == (f"banmian/{NEW.file}", "requirements.txt")
    assert done.deleted == (f"banmian/{OLD.file}",)
    starter.start(tmp_path / "paper2", NEW, ("netlify", "github"))
    fresh = tree(tmp_path / "paper2")
    people = ("newspaper.toml", "起步.md")
    assert {path for path, data in tree(paper).items() if fresh.get(path) != data} == set(people)
    history.undo(paper)
    assert tree(paper) == before


def test_a_second_time_there_is_nothing_to_do(paper: Path) -> None:
    """The same version again changes nothing."""
    before = tree(paper)
    done = upgrade(paper, OLD)
    assert (done.written, done.deleted, done.left) == ((), (), {})
    assert tree(paper) == before


def test_line_ends_are_no_change(paper: Path) -> None:
    """What git on Windows does to a text is nobody's change."""
    for path in ("netlify.toml", "requirements.txt"):
        (paper / path).write_bytes((paper / path).read_bytes().replace(b"\n", b"\r\n"))
    done = upgrade(paper, OLD)
    assert (done.written, done.left) == ((), {})
    assert upgrade(paper, NEW).left == {}


def test_a_file_that_somebody_changed_stays(paper: Path) -> None:
    """It is shown with what is different, and the rest is brought up to date."""
    mine = (paper / "netlify.toml").read_text("utf-8").replace("3.13", "3.12")
    (paper / "netlify.toml").write_text(mine, "utf-8")
    done = upgrade(paper, NEW)
    assert list(done.left) == ["netlify.toml"]
    assert [line.split("：")[0] for line in done.left["netlify.toml"]] == ["您的", "新的"]
    assert "3.12" in done.left["netlify.toml"][0]
    assert (paper / "netlify.toml").read_text("utf-8") == mine
    assert (paper / "banmian" / NEW.file).is_file()


def test_a_list_of_libraries_that_somebody_changed_keeps_its_version(paper: Path) -> None:
    """The wheel that the list names stays, since hosts install from the list; the new one lies beside it."""
    with (paper / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("another==1.0\n")
    done = upgrade(paper, NEW)
    assert list(done.left) == ["requirements.txt"]
    assert done.deleted == ()
    assert (paper / "banmian" / OLD.file).read_bytes() == OLD.data


def test_the_timer_follows_the_settings(paper: Path) -> None:
    """A new hour or host in ``newspaper.toml`` comes into the files, and nothing counts as changed by that."""
    text = (paper / "newspaper.toml").read_text("utf-8")
    text = text.replace('hour = "06:00"', 'hour = "05:30"').replace(
        '"netlify", "github"]', '"netlify", "github", "nginx"]'
    )
    (paper / "newspaper.toml").write_text(text, "utf-8")
    done = upgrade(paper, OLD)
    assert done.left == {}
    assert 'cron: "35 21 * * *"' in (paper / ".github/workflows/pages.yml").read_text("utf-8")
    assert (paper / "nginx/send.sh").is_file()


def test_a_paper_from_before_gets_all_of_it(paper: Path) -> None:
    """One that carries no wheel yet gets everything; what stands there otherwise counts as a person's."""
    for path in (f"banmian/{OLD.file}", "requirements.txt", "plugins/banmian-cache/index.js"):
        (paper / path).unlink()
    (paper / ".gitignore").write_text("output/*\n", "utf-8")
    done = upgrade(paper, NEW)
    assert done.before == ""
    assert list(done.left) == [".gitignore"]
    assert {f"banmian/{NEW.file}", "requirements.txt", "plugins/banmian-cache/index.js"} <= set(done.written)


def test_a_newer_paper_is_left_alone(paper: Path) -> None:
    """An older program does not take a paper back; nothing is written."""
    upgrade(paper, NEW)
    before = tree(paper)
    with pytest.raises(ReleaseError) as caught:
        upgrade(paper, OLD)
    assert "0.2.0" in caught.value.problems[0].message
    assert tree(paper) == before


@pytest.mark.parametrize(
    "settings",
    [
        '[paper]\nname = "[晚报]"\n',
        '# 晚报\r\n[ paper ] # 报头\r\nname = "晚报"\r\nkey = ""\r\nzone = "["\r\n[tags]\r\nmin_articles = 3\r\n',
    ],
)
def test_a_paper_without_a_key_is_given_one_once(paper: Path, settings: str) -> None:
    """The line is added, or put where an empty key stands; nothing else in the settings changes, then or later."""
    (paper / "newspaper.toml").write_bytes(settings.encode())
    assert "newspaper.toml" in upgrade(paper, OLD).written
    keyed = (paper / "newspaper.toml").read_bytes().decode()
    (line,) = (line for line in keyed.splitlines(keepends=True) if line.startswith("key"))
    assert UUID(config.load(paper).paper.key).version == 4
    assert keyed.replace(line, "") == settings.replace('key = ""\r\n', "")
    assert upgrade(paper, OLD).written == ()
    assert (paper / "newspaper.toml").read_bytes().decode() == keyed


def test_settings_that_cannot_be_given_a_key_stay(paper: Path) -> None:
    """Where the table has no line of its own, an editor is told what to write."""
    (paper / "newspaper.toml").write_text('paper = { name = "晚报" }\n', "utf-8")
    assert list(upgrade(paper, OLD).left) == ["newspaper.toml"]
