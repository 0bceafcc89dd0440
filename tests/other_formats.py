"""One ledger in every format that figcheck reads: `FORMATS` has, by name, the end of its file's name and what writes it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import yaml
from pyarrow import feather, parquet

Rows = Sequence[Sequence[Any]]
"""A heading, and rows below it. A cell is a text, a whole number, a day, or None."""


def text_of(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _csv(rows: Rows, delimiter: str = ",", start: str = "") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([list(map(text_of, row)) for row in rows])
    return start + out.getvalue()


def _write(path: Path, content: bytes | str) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def records(rows: Rows) -> list[dict[str, Any]]:
    return [
        {name: cell.isoformat() if isinstance(cell, date) else cell for name, cell in zip(rows[0], row, strict=True)}
        for row in rows[1:]
    ]


def write_xlsx(path: Path, rows: Rows, sheet: str = "Tolls") -> None:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    for cell in (cell for row in book.active for cell in row if cell.data_type == "f"):
        cell.data_type = "s"  # a text, though it begins as a formula does
    book.save(path)


def ods(rows: Iterable[str], *, styles: str = "", sheet: str = "Tolls") -> bytes:
    """A workbook of OpenDocument with one sheet; each row is its XML."""
    names = {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0", "fo": "xsl-fo-compatible:1.0",
    }  # fmt: skip
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for key, name in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="{escape(sheet)}">{"".join(rows)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {manifest}/>")
    return out.getvalue()


def ods_row(row: Iterable[Any]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind = 'office:value-type="string"'
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        cell = cell.strftime("%d.%m.%y")
    elif isinstance(cell, int):
        kind = f'office:value-type="float" office:value="{cell}"'
        cell = f"{cell:,}".replace(",", ".")
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"


def _arrow(rows: Rows) -> pa.Table:
    columns = {}
    for name, column in zip(rows[0], zip(*rows[1:], strict=True), strict=True):
        kinds = {type(cell) for cell in column if cell is not None}
        columns[name] = list(column) if len(kinds) == 1 else [None if c is None else str(c) for c in column]
    return pa.table(columns)


def _sqlite(path: Path, rows: Rows) -> None:
    with sqlite3.connect(path) as connection:
        names = ", ".join('"' + name + '"' for name in rows[0])
        connection.execute(f"create table tolls ({names})")
        marks = ", ".join("?" * len(rows[0]))
        plain = [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in rows[1:]]
        connection.executemany(f"insert into tolls values ({marks})", plain)
    connection.close()


def _duckdb(path: Path, rows: Rows) -> None:
    with duckdb.connect(path) as connection:
        connection.register("arriving", _arrow(rows))
        connection.execute("create table tolls as select * from arriving")


FORMATS: dict[str, tuple[str, Callable[[Path, Rows], None]]] = {
    "CSV": (".csv", lambda path, rows: _write(path, _csv(rows))),
    "German CSV": (".csv", lambda path, rows: _write(path, _csv(rows, ";", "\ufeff"))),
    "packed CSV": (".csv.gz", lambda path, rows: _write(path, gzip.compress(_csv(rows).encode("utf-8"), mtime=0))),
    "CSV packed by zstd": (
        ".csv.zst",
        lambda path, rows: _write(path, pa.Codec("zstd").compress(_csv(rows).encode("utf-8"), asbytes=True)),
    ),
    "XLSX": (".xlsx", write_xlsx),
    "ODS": (".ods", lambda path, rows: _write(path, ods(map(ods_row, rows)))),
    "JSON": (".json", lambda path, rows: _write(path, json.dumps(records(rows), indent=1))),
    "JSON below names": (
        ".json",
        lambda path, rows: _write(path, json.dumps({"data": {"claims": records(rows)}}, ensure_ascii=False)),
    ),
    "JSON Lines": (".jsonl", lambda path, rows: _write(path, "\n".join(map(json.dumps, records(rows))))),
    "YAML": (".yaml", lambda path, rows: _write(path, yaml.safe_dump(records(rows), allow_unicode=True))),
    "Parquet": (".parquet", lambda path, rows: parquet.write_table(_arrow(rows), path)),
    "Feather": (".feather", lambda path, rows: feather.write_feather(_arrow(rows), path)),
    "SQLite": (".sqlite", _sqlite),
    "DuckDB": (".duckdb", _duckdb),
}
