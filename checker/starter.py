"""What `figcheck init` writes: a small ledger that shows the columns, its vocabulary, and settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.errors import FigcheckError

_FILES = Path(__file__).resolve().parent / "starter_files"


def write_starter(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Writes the starter files below `folder`; gives each path and whether it was written (False: it was there).

    Raises FigcheckError where a file cannot be put there.
    """
    for template in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        target = folder / template.relative_to(_FILES)
        yield target, _written(target, template.read_bytes())


def _written(target: Path, content: bytes) -> bool:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)
    except OSError as error:
        if isinstance(error, FileExistsError) and target.is_file():
            return False
        raise FigcheckError(
            "cannot write the starter",
            where=target.as_posix(),
            why=error.strerror or str(error),
            mend="start in a folder that you may write to, in which figures is no file",
        ) from error
    return True
