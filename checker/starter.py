"""What `figcheck init` writes: a small ledger that shows the columns, its vocabulary, and settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_FILES = Path(__file__).resolve().parent / "starter_files"


def write_starter(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Writes the starter files below `folder`; gives each path and whether it was written (False: it was there)."""
    for template in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        target = folder / template.relative_to(_FILES)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("xb") as file:
                file.write(template.read_bytes())
        except FileExistsError:
            yield target, False
        else:
            yield target, True
