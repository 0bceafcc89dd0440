"""`figcheck init --from FILE`: a first description of somebody's table, and the first claims that it gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from figcheck.model.errors import FigcheckError, LedgerError
from figcheck.model.shown import first_few, shown_path

if TYPE_CHECKING:
    import pandas as pd

    from figcheck.commands.tables.first_look.table import Look
    from figcheck.commands.tables.known_tables import KnownTable
    from figcheck.read.reader import Source

_FIRST = 5
_WIDEST = 40


def describe(path: Path, known: str | None = None) -> None:
    """Writes `NAME.ledger.sql` beside a table, and shows what it gives. Raises FigcheckError for what is not a table of numbers.

    `known` is the name of a table that ships, or `none` for a guess; without it the names of the columns decide.
    """
    from figcheck.commands.tables.first_look.table import look_at
    from figcheck.model.disk.atomic_write import write_new

    source = _source(path)
    look = look_at(source)
    table = _known(look, known, path)
    if table is None:
        _refuse_ledger(look, path)
        text, claims = _described(look, source, path)
    else:
        text = table.text(path.name, look.head)
        claims = _claims(text, path)
    target = path.with_name(f"{path.name.partition('.')[0]}.ledger.sql")
    try:
        write_new(target, text.encode("utf-8"))
    except FileExistsError as error:
        raise FigcheckError(
            "the description exists", where=target.as_posix(), mend="remove or rename it, and run this again"
        ) from error
    except OSError as error:
        raise FigcheckError(
            "cannot write the description", where=target.as_posix(), why=error.strerror or str(error)
        ) from error
    click.echo(f"wrote {target.as_posix()}")
    if table is not None:
        click.echo(
            f"This is a table that figcheck knows, {table.name}. If it is not, write: --known none\n{table.what}"
        )
    _show(claims)
    _say_what_is_left(text, target)


def _known(look: Look, name: str | None, path: Path) -> KnownTable | None:
    from figcheck.commands.tables.known_tables import known_table, table_called

    if name == "none":
        return None
    return known_table(look.table.names) if name is None else table_called(name, look.table.names, path.as_posix())


def _claims(text: str, path: Path) -> pd.DataFrame:
    from figcheck.read.ledgers.select_file import selected
    from figcheck.read.reader import Source
    from figcheck.read.select.description import read_description

    own = Source(path.with_name("x.ledger.sql"), shown_path(path.with_name("x.ledger.sql")))
    return selected(read_description(text, own.shown), own).rows().claims


def _source(path: Path) -> Source:
    from figcheck.read.reader import Source
    from figcheck.read.unpacked import is_packed, unpacked

    if not path.is_file():
        what = "a folder, and not a file" if path.is_dir() else "no such file"
        raise FigcheckError(
            "cannot look at the table", where=path.as_posix(), why=what, mend="name the file of a table"
        )
    source = Source(path, shown_path(path))
    return unpacked(source) if is_packed(source.name) else source


def _refuse_ledger(look: Look, path: Path) -> None:
    from figcheck.model.tables import REQUIRED_COLUMNS
    from figcheck.read.tables.column_names import columns_of, instead_of_required, is_ledger

    names = look.table.names
    if is_ledger(names):
        raise FigcheckError(
            "this is a ledger already", where=path.as_posix(), mend=f"check it: figcheck run {path.as_posix()}"
        )
    there, instead = columns_of(names), instead_of_required(names)
    missing = [column for column in REQUIRED_COLUMNS if column not in there]
    if all(column in instead for column in missing) and "measure" in {*there, *instead}:
        todo = ", ".join(f'"{instead[column]}" to {column}' for column in missing)
        raise FigcheckError(
            "this is nearly a ledger",
            where=path.as_posix(),
            why="only the names of its columns differ",
            mend=f"rename {todo}",
        )


def _described(look: Look, source: Source, path: Path) -> tuple[str, pd.DataFrame]:
    """The text of the description, and all claims that it gives."""
    from figcheck.commands.tables.first_look.columns import column
    from figcheck.commands.tables.first_look.description_text import description_text
    from figcheck.commands.tables.first_look.roles import roles_of

    table = look.table
    columns = [
        column(name, tag, cells.slice(0, _ROWS).to_pylist())
        for name, tag, cells in zip(table.names, look.tags, table.cells, strict=True)
    ]
    about = " ".join([path.name.partition(".")[0], look.head.get("sheet", ""), *look.above])
    roles = roles_of(columns, about)
    if not roles.figures and not roles.day_columns and not roles.doubtful:
        raise LedgerError(
            "no column of numbers was found",
            where=source.shown,
            why=f"its columns are {first_few(table.names, 12)}",
            mend="give a table with a column of numbers of people",
        )
    remarks = []
    if look.others:
        remarks.append(f"The file also has {first_few(look.others, 8)}. Each needs a description of its own.")
    for by_line in (False, True):
        text = description_text(path.name, look.head, table.names, roles, remarks, by_line=by_line)
        claims = _claims(text, path)
        if claims["claim_id"].is_unique:
            break
    return text, claims


_ROWS = 20_000
"""Rows whose cells are looked at."""


def _show(claims: pd.DataFrame) -> None:
    rows = claims.head(_FIRST).astype("object")
    click.echo(f"It gives {len(claims):,} claim{'' if len(claims) == 1 else 's'}. The first:\n")
    for row in rows.where(rows.notna(), None).to_dict("records"):
        people = row.get("population")
        what = [
            row.get("measure"),
            None if people == "all" else people,
            row.get("place"),
            row.get("as_of"),
            row.get("source"),
        ]
        where = f"{row['file']}:{row['line']}" if row.get("file") else f"row {row['line']}"
        click.echo(f"  {where}  “{row.get('figure')}” {', '.join(str(cell)[:_WIDEST] for cell in what if cell)}")


def _say_what_is_left(text: str, target: Path) -> None:
    from figcheck.read.select.description import OPEN

    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not line.lstrip().startswith("--")]
    to_fill = [(n, line.rpartition("-- ")[2]) for n, line in lines if OPEN in line.partition("--")[0]]
    guessed = [n for n, line in lines if "-- guess" in line]
    if to_fill:
        click.echo(f"\nTo fill in, in place of {OPEN}:")
        for n, what in to_fill:
            click.echo(f"  line {n}: {what}")
    if guessed:
        click.echo(f"\nGuessed, so please look: line{'' if len(guessed) == 1 else 's'} {', '.join(map(str, guessed))}")
    folder = target.parent.as_posix()
    click.echo(f"\nNext: open {target.as_posix()}, then run: figcheck run {folder}")
