"""The command `claims`."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from figcheck.commands import options
from figcheck.commands.output import exit_with, reader_may_leave, write_new_file
from figcheck.model.errors import FigcheckError

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "json", "parquet")

_NUMBER = re.compile(r"[-+−]?[\d.,\s]+%?")
_PLACE = ["file", "line"]
_BROKEN = ["malformed", "record"]


@click.command()
@options.PATHS
@click.option(
    "--format",
    "name",
    type=click.Choice(FORMATS),
    help="How to write the claims. [default: by the suffix of FILE, else csv]",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write them to FILE, which must not exist.",
)
def claims(paths: tuple[Path, ...], name: str | None, output: Path | None) -> None:
    """Show the claims below PATHS (default: figures/) as figcheck reads them, each with its file and line.

    Each cell is the text that figcheck found in the table. A row that cannot be read has its text in the column record, and the
    reason in the column malformed. Columns without any cell are left out.
    """
    paths = paths or options.DEFAULT_PATHS
    name = name or (output.suffix.lstrip(".").lower() if output else "csv")
    if name not in FORMATS:
        raise click.UsageError(f'"{name}" is not a format: give --format {", ".join(FORMATS)}')
    if name == "parquet" and output is None:
        raise click.UsageError("Parquet is not for a terminal: give --output FILE")
    table, errors = claims_read(paths, options.settings_for(paths).fill_down)
    content = in_format(table, name)
    if output is None:
        with reader_may_leave():
            click.echo(content, nl=False)
    else:
        write_new_file(output, content, "the claims", "--output")
        click.echo(f"wrote {output.as_posix()} ({len(table):,} claim{'' if len(table) == 1 else 's'})")
    exit_with(errors)


def claims_read(paths: Sequence[Path], fill_down: Sequence[str] = ()) -> tuple[pd.DataFrame, list[FigcheckError]]:
    """Every claim below the paths: file and line, and each column of a ledger that has a cell, as text; and what was not read.

    Raises FigcheckError when there is no claim at all.
    """
    from figcheck.model.settings import Settings
    from figcheck.model.tables import LEDGER_COLUMNS
    from figcheck.read.reading import read

    reading = read(paths, Settings(fill_down=tuple(fill_down)))
    if not len(reading.claims):
        raise reading.why_nothing_was_read()
    found = reading.claims[[*_PLACE, *LEDGER_COLUMNS, *_BROKEN]].dropna(axis="columns", how="all")
    return found.rename(columns=lambda column: column.removeprefix("ledger_")), reading.errors


def in_format(table: pd.DataFrame, name: str) -> bytes:
    """The claims as CSV, as a list of JSON objects without empty cells, or as Parquet. The same claims give the same bytes."""
    if name == "parquet":
        out = io.BytesIO()
        table.to_parquet(out, index=False)
        return out.getvalue()
    if name == "json":
        return _json(table).encode("utf-8", "backslashreplace")
    text = table.apply(lambda column: column.map(_harmless, na_action="ignore") if column.name != "line" else column)
    return text.to_csv(index=False, lineterminator="\n").encode("utf-8", "backslashreplace")


def _json(table: pd.DataFrame) -> str:
    names = list(table.columns)
    rows = (
        {name: cell for name, cell in zip(names, row, strict=True) if isinstance(cell, (str, int))}
        for row in table.astype("object").itertuples(index=False, name=None)
    )
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _harmless(cell: str) -> str:
    """The cell as a spreadsheet runs nothing of it; a number below zero stays as it is."""
    from figcheck.model.spreadsheets import defuse

    return cell if _NUMBER.fullmatch(cell) else defuse(cell)
