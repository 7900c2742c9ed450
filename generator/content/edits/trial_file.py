"""Makes and removes a hidden file, so that a preview can find out whether it is told of changes in a folder.

It is the only file below ``content/`` that is written without a change set. It holds nothing and belongs to nobody.
"""

from pathlib import Path

NAME = ".banmian-trial"


def make_and_remove(folder: Path) -> None:
    """Makes the file in a folder and removes it, and one that a killed process left. Raises ``OSError``."""
    trial = folder / NAME
    trial.unlink(missing_ok=True)  # so that no link of that name is followed
    trial.touch()
    trial.unlink(missing_ok=True)
