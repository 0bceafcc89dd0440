"""Ledgers that people, programs and accidents make, each small, and what a run should make of it: docs/bad-inputs.md shows what it
says of each.

A case is (what it is, exit status, number of claims read, files). The status is 2 wherever something that looks like a ledger
was not read whole.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import sqlite3
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pyarrow as pa
import yaml
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from other_formats import ods, ods_row
from pyarrow import parquet

from figcheck.compare.cards.problems import rows_of_checks
from figcheck.compare.cards.shipped import catalogue
from figcheck.model.errors import FigcheckError
from figcheck.parse.claims import parse_claims
from figcheck.read.reading import read
from figcheck.report.assemble import assemble_report
from figcheck.report.card_text import card_text
from figcheck.validate.validation import validate

HEADING = "claim_id,event,measure,figure,source,published"
ROWS = ("a,quake,killed,12,AFP,2024-02-03", "b,quake,killed,14,AFP,2024-02-04")
FULL, BROKEN, FINDING = 0, 2, 1
TODAY = date(2024, 6, 1)
LONGEST = 400
"""Letters of what was said that the page shows."""

Content = bytes | str | Callable[[Path], None]


@dataclass(frozen=True)
class BadInput:
    """One input: `files` are written below `figures/`, and `claims` is how many are read of them."""

    title: str
    status: int
    claims: int
    files: dict[str, Content]

    def write(self, folder: Path) -> None:
        for name, content in self.files.items():
            path = folder / "figures" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if callable(content):
                content(path)
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


@dataclass(frozen=True)
class Outcome:
    """What became of an input: the exit status as far as reading and validating decide it, the claims, what was said."""

    status: int
    claims: int
    said: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(" ".join(self.said).split()) or "Read whole, and nothing to say."


def outcome(bad: BadInput, folder: Path, *, validated: bool = True) -> Outcome:
    """Reads an input in an empty folder, in which the process must run, and validates its claims unless told not to."""
    bad.write(folder)
    reading = read([Path("figures")])
    said = [*map(_in_one_line, reading.errors), *(f"{notice.file}: {notice.what}." for notice in reading.notices)]
    if not said and not len(reading.claims):
        said = [_in_one_line(reading.why_nothing_was_read())]
    elif not said:
        said = [f"Skipped: {name} ({why})." for name, why in reading.passed_over]
    if reading.errors or not len(reading.claims):
        return Outcome(BROKEN, len(reading.claims), tuple(said))
    if not validated:
        return Outcome(FULL, len(reading.claims), tuple(said))
    parsed = parse_claims(reading.claims, reading.vocabulary)
    found = validate(parsed, reading.vocabulary, TODAY)
    said += [f"{notice.file}: {notice.what}." for notice in found.notices]
    rows = rows_of_checks(found.rows, catalogue([]).cards)
    worded = assemble_report(rows, parsed, {card.code: card_text(card) for card in catalogue([]).cards})
    said += [f"{row.severity} {row.code}: {row.message}" for row in worded.head(2).itertuples()]
    return Outcome(int((rows["severity"] == "error").any()), len(reading.claims), tuple(said))


def _in_one_line(error: FigcheckError) -> str:
    parts = [f"{error.where}: {error.what}" if error.where else error.what, error.why, error.mend]
    ends = [part if part.endswith(("?", "!")) else f"{part}." for part in parts if part]
    return " ".join(f"{part[:1].upper() if n else part[:1]}{part[1:]}" for n, part in enumerate(ends))


def page_tables() -> Iterator[str]:
    """The tables of docs/bad-inputs.md, line by line."""
    before = Path.cwd()
    for title, cases in groups().items():
        yield from ("", f"## {title}", "", "| input | status | claims | what figcheck says |", "|---|---|---|---|")
        for bad in cases:
            with TemporaryDirectory() as name:
                os.chdir(name)
                try:
                    found = outcome(bad, Path(name), validated=bad.status == FINDING or title == "Dates")
                finally:
                    os.chdir(before)
            yield f"| {_cell(bad.title)} | {found.status} | {found.claims} | {_cell(_shown(str(found)))} |"
    yield from _written_by_hand()


def _written_by_hand() -> Iterator[str]:
    """The tables of what people write besides ledgers. Every such input ends a run with status 2."""
    from hand_written_page import errors_of, rows

    before, table_of = Path.cwd(), ""
    for title, wrong, file, content in rows():
        if title != table_of:
            yield from ("", f"## {title}", "", "| input | what figcheck says |", "|---|---|")
            table_of = title
        with TemporaryDirectory() as name:
            os.chdir(name)
            try:
                said = " ".join(" ".join(map(_in_one_line, errors_of(file, content, TODAY))).split())
            finally:
                os.chdir(before)
        yield f"| {_cell(wrong)} | {_cell(_shown(said))} |"


def _shown(said: str) -> str:
    said = said.encode("ascii" if _has_signs(said) else "utf-8", "backslashreplace").decode()
    return f"{said[:LONGEST]}…" if len(said) > LONGEST else said


def _has_signs(text: str) -> bool:
    return any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text)


def _cell(text: str) -> str:
    """Text as a cell of Markdown; what a message has between backticks stays code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0 or not all(pieces[1::2]):
        return _plain(text)
    return "".join(f"`{piece}`".replace("|", "\\|") if n % 2 else _plain(piece) for n, piece in enumerate(pieces))


def _plain(text: str) -> str:
    return escape(text, quote=False).replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("`", "\\`")


def table(*rows: str, heading: str = HEADING, end: str = "\n") -> str:
    """A ledger of this heading and rows."""
    return "".join(line + end for line in (heading, *rows))


PLAIN = table(*ROWS)
WIDE = "date,killed,injured\n2024-02-03,12,40\n"


def groups() -> dict[str, list[BadInput]]:
    """All bad inputs, by what is wrong with them."""
    return {
        "Encodings": [*_encodings()],
        "Line ends": [*_line_ends()],
        "What stands between the cells": [*_delimiters()],
        "Where the heading stands": [*_places_of_the_heading()],
        "Names in the heading": [*_names()],
        "Quotes": [*_quotes()],
        "Cells and rows": [*_cells()],
        "Rows that are not claims": [*_other_rows()],
        "Dates": [*_dates()],
        "Workbooks": [*_workbooks()],
        "JSON and YAML": [*_json_files()],
        "Parquet and databases": [*_data_files()],
        "Packed files": [*_packed_files()],
        "Other kinds of files": [*_other_files()],
        "Names, links and places of files": [*_places()],
    }


def _one(title: str, status: int, claims: int, content: Content, name: str = "a.csv") -> BadInput:
    return BadInput(title, status, claims, {name: content})


def _encodings() -> Iterator[BadInput]:
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii"):
        yield _one(f"encoded as {encoding}", FULL, 2, PLAIN.encode(encoding))
    yield _one("UTF-16 with its mark, the other way round", FULL, 2, b"\xfe\xff" + PLAIN.encode("utf-16-be"))
    yield _one("UTF-16 cut in the middle of a letter", BROKEN, 2, PLAIN.encode("utf-16")[:-1])
    for encoding, word in (
        ("cp1252", "Kölner Rundschau"),
        ("latin-1", "Le Figaré"),
        ("cp1252", "El País “12–15” l’été"),
    ):
        text = table(*ROWS, f"c,quake,killed,15,{word},2024-02-05")
        yield _one(f"{word}, encoded as {encoding}", FULL, 3, text.encode(encoding))
    yield _one("an accent in the heading, in Windows-1252", FULL, 2, _with_column("catégorie", "x").encode("cp1252"))
    for encoding, word in (
        ("mac-roman", "Le Figaré"), ("cp850", "Le Figaré"), ("cp1250", "Łódź"), ("cp1254", "kayıp"), ("cp1253", "Αθήνα"),
        ("shift-jis", "朝日新聞"), ("cp1251", "ТАСС"), ("cp1255", "הארץ"), ("cp1256", "وفا"), ("gb2312", "新华社"),
    ):  # fmt: skip
        text = table(*ROWS, f"c,quake,killed,15,{word},2024-02-05")
        yield _one(f"a source in letters of {encoding}", BROKEN, 2, text.encode(encoding))
    mixed = PLAIN.encode() + "c,quake,killed,15,Le Figaré,2024-02-05\n".encode("cp1252")
    yield _one("one row in Windows-1252 and the others in UTF-8", BROKEN, 2, mixed.replace(b"AFP", "AFP é".encode()))
    yield _one("a zero byte in a cell", BROKEN, 1, PLAIN.replace("AFP", "A\0P", 1).encode())
    yield _one("a mark of UTF-8 before every line", FULL, 2, "".join(f"\ufeff{line}\n" for line in PLAIN.splitlines()))
    yield _one("two marks of UTF-8", FULL, 2, "\ufeff\ufeff" + PLAIN)
    yield _one("half a letter of UTF-8 at the end", BROKEN, 2, (PLAIN + "c,quake,killed,15,Ré").encode()[:-1])
    yield _one("letters that were decoded wrongly before", FULL, 2, PLAIN.replace("AFP", "Le FigarÃ©"))


def _line_ends() -> Iterator[BadInput]:
    for end, name in (
        ("\r", "carriage returns alone"),
        ("\r\n", "as Windows"),
        ("\r\r\n", "a carriage return too many"),
    ):
        yield _one(f"line ends: {name}", FULL, 2, table(*ROWS, end=end))
    yield _one("line ends mixed", FULL, 2, f"{HEADING}\r\n{ROWS[0]}\r{ROWS[1]}\n")
    yield _one("no line end at the end", FULL, 2, PLAIN.rstrip("\n"))
    yield _one("blank lines between all lines", FULL, 2, table(*ROWS, end="\n\n"))
    yield _one("lines of blanks", FULL, 2, table(ROWS[0], "   ", ROWS[1], " \t "))
    yield _one("a line separator of Unicode in a cell", FULL, 2, PLAIN.replace("AFP", "A\u2028FP"))
    yield _one("a form feed in a cell", FULL, 2, PLAIN.replace("AFP", "A\fFP"))
    yield _one("the sign of DOS for the end of a file", FULL, 2, PLAIN + "\x1a")
    yield _one("all in one line", BROKEN, 0, PLAIN.replace("\n", " "))


def _delimiters() -> Iterator[BadInput]:
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes")):
        yield _one(f"{name} between the cells", FULL, 2, PLAIN.replace(",", sign))
        yield _one(
            f"sep={'TAB' if sign == chr(9) else sign} in the first line",
            FULL,
            2,
            f"sep={sign}\n" + PLAIN.replace(",", sign),
        )
    yield _one("sep=, in the first line", FULL, 2, "sep=,\n" + PLAIN)
    yield _one("sep=; in quotes", FULL, 2, '"sep=;"\n' + PLAIN.replace(",", ";"))
    yield _one("sep=; above a table with commas", FULL, 2, "sep=;\n" + PLAIN)
    yield _one("semicolons, and decimal commas", FULL, 2, PLAIN.replace(",", ";").replace("AFP", "66,452"))
    yield _one("a blank after every comma", FULL, 2, PLAIN.replace(",", ", "))
    yield _one("blanks between the cells", BROKEN, 0, PLAIN.replace(",", "  "))
    yield _one(
        "columns of fixed width",
        BROKEN,
        0,
        "".join("".join(f"{cell:12}" for cell in line.split(",")) + "\n" for line in PLAIN.splitlines()),
    )
    yield _one(
        "a heading with semicolons above rows with commas", FULL, 2, table(*ROWS, heading=HEADING.replace(",", ";"))
    )
    yield _one(
        "a heading with commas above rows with semicolons", FULL, 2, table(*(row.replace(",", ";") for row in ROWS))
    )
    yield _one("a heading with commas above rows with tabs", FULL, 2, table(*(row.replace(",", "\t") for row in ROWS)))
    yield _one("one row with semicolons among rows with commas", FINDING, 2, table(ROWS[0], ROWS[1].replace(",", ";")))
    yield _one("commas in a .tsv", FULL, 2, PLAIN, "a.tsv")
    yield _one("a number with a comma and no quotes", FINDING, 3, table(*ROWS, "c,quake,killed,66,452,AFP,2024-02-05"))
    yield _one("Arabic commas between the cells", BROKEN, 0, PLAIN.replace(",", "،"))
    yield _one("commas in full width", BROKEN, 0, PLAIN.replace(",", "，"))


def _places_of_the_heading() -> Iterator[BadInput]:
    above = {
        "a title": "Deaths in the quake",
        "a title as wide as the table": "Deaths in the quake,,,,,",
        "a title and an empty row": "Deaths in the quake,,,,,\n,,,,,",
        "a title in quotes with a comma": '"Deaths, and injured"',
        "comments": "# kept by the desk\n# since 2024",
        "blank lines": "\n\n",
        "groups of columns": "Claim,,,Toll,Print,",
        "a date of export": "Exported: 2024-02-05 10:00",
        "an open quote in the title": '"Deaths in the quake',
        "forty lines of remarks": "\n".join(f"remark {n}" for n in range(40)),
    }
    for name, text in above.items():
        yield _one(f"above the heading: {name}", FULL, 2, f"{text}\n{PLAIN}")
    yield _one(
        "tags of HXL below the heading", FULL, 2, table("#claim,#event,#indicator,#affected,#source,#date", *ROWS)
    )
    yield _one("the heading again below", FULL, 2, table(ROWS[0], HEADING, ROWS[1], HEADING))
    yield _one("the heading sorted to the end", BROKEN, 0, "\n".join([*ROWS, HEADING]))
    yield _one("the heading sorted among the rows", BROKEN, 0, "\n".join([ROWS[0], HEADING, ROWS[1]]))
    yield _one("no heading", BROKEN, 0, "\n".join(ROWS))
    yield _one("no heading, semicolons and days with dots", BROKEN, 0, "a;quake;killed;12;AFP;3.2.2024\n")
    yield _one("a heading and nothing else", BROKEN, 0, HEADING)
    yield _one("a heading and empty rows", BROKEN, 0, table(",,,,,", ",,,,,"))
    yield _one("a second table below", FINDING, 4, PLAIN + "\nplace,inhabitants\nDerna,90000\n")
    yield _one(
        "rows and columns exchanged",
        BROKEN,
        0,
        "\n".join(map(",".join, zip(*(line.split(",") for line in PLAIN.splitlines()), strict=True))),
    )


def _with_column(name: str, cell: str) -> str:
    return table(*(f"{row},{cell}" for row in ROWS), heading=f"{HEADING},{name}")


def _names() -> Iterator[BadInput]:
    written = {
        "capitals": HEADING.upper(),
        "capitals and blanks": "Claim ID,Event,Measure,Figure,Source,Published",
        "hyphens": HEADING.replace("_", "-"),
        "joined words": "ClaimId,Event,Measure,Figure,Source,Published",
        "blanks around": " claim_id , event , measure , figure , source , published ",
        "no-break spaces": HEADING.replace("_", "\u00a0"),
        "zero-width spaces": HEADING.replace("event", "\u200bevent"),
        "colons": "claim_id:,event:,measure:,figure:,source:,published:",
        "stars": "claim_id*,event*,measure*,figure*,source*,published*",
        "letters of full width": "ｃｌａｉｍ＿ｉｄ,event,measure,ｆｉｇｕｒｅ,source,published",
        "remarks in brackets": "claim_id (unique),event,measure,figure (as printed),source [outlet],published",
        "quotes around all": ",".join(f'"{name}"' for name in HEADING.split(",")),
        "a line break": HEADING.replace("figure", '"figure\nas printed"'),
    }
    for name, heading in written.items():
        yield _one(f"names with {name}", FULL, 2, table(*ROWS, heading=heading))
    others = {
        "id and number for claim_id and figure": "id,event,measure,number,source,published",
        "no column claim_id": "row_id,event,measure,figure,source,published",
        "no column figure": "claim_id,event,measure,deaths,source,published",
        "words of another program": "ID,Incident,Type,Count,Outlet,Date",
        "two columns figure": "claim_id,event,figure,figure,source,published",
        "figure and Figure": "claim_id,event,Figure,figure,source,published",
        "claim_id and Claim ID": "claim_id,Claim ID,measure,figure,source,published",
        "misspelt claim_id and figure": "claim_idd,event,measure,figrue,source,published",
    }
    for name, heading in others.items():
        yield _one(name, BROKEN, 0, table(*ROWS, heading=heading))
    yield _one("only claim_id and figure", FINDING, 1, "claim_id,figure\na,12\n")
    yield _one("a wide table", BROKEN, 0, WIDE)
    yield _one("a wide table in Spanish", BROKEN, 0, "fecha,muertos,heridos\n2024-02-03,12,40\n")
    yield BadInput("a wide table beside a ledger", FULL, 2, {"wide.csv": WIDE, "a.csv": PLAIN})
    ours = ("row", "line", "file", "malformed", "malformed_mend", "record", "fingerprint", "code", "index", "cell", "low_hard",
            "figure_error", "ledger_low", "as_of_unknown", "event_start", "track", "against_id", "0")  # fmt: skip
    for name in ours:
        yield _one(f"a column of the user's own called {name}", FULL, 2, _with_column(name, "7"))
    yield _one(
        "a fingerprint and a reason of the user's own", FULL, 2, _with_column("fingerprint,reason,until", "1,2,3")
    )
    yield _one("a column with a number for a name", FULL, 2, _with_column("2024", "7"))
    yield _one("two columns of the user's own with one name", FULL, 2, _with_column("desk,desk", "x,y"))
    yield _one("a column without a name, filled", FULL, 2, _with_column("", "x"))
    yield _one("two columns without a name, empty", FULL, 2, _with_column(",", ","))
    yield _one("an empty column first", FULL, 2, "".join(f",{line}\n" for line in PLAIN.splitlines()))
    moved = (*(f"{row}," for row in ROWS), "d,quake,killed,16,AFP,2024-02-06,", "c,quake,killed,66,452,AFP,2024-02-05")
    shifted = table(*moved, heading=f"{HEADING},")
    yield _one("a number without quotes beside a column without a name", FINDING, 4, shifted)
    yield _one("a thousand columns", FULL, 2, _with_column(",".join(f"c{n}" for n in range(1_000)), "," * 999))
    yield _one("a name of 50,000 letters", FULL, 2, _with_column("n" * 50_000, "x"))
    yield _one("a name of 200,000 letters", BROKEN, 0, _with_column("n" * 200_000, "x"))
    yield _one("a name that is a formula", FULL, 2, _with_column("=1+1", "x"))
    yield _one("a name in Arabic", FULL, 2, _with_column("المكان", "x"))
    yield _one(
        "a ledger with a heading in French",
        BROKEN,
        0,
        table(*ROWS, heading="identifiant,événement,mesure,chiffre,source,publié"),
    )


def _quotes() -> Iterator[BadInput]:
    yield _one("a quote that opens in the heading", BROKEN, 0, '"' + PLAIN)
    yield _one("a quote that opens at a name", BROKEN, 0, PLAIN.replace("figure", '"figure'))
    yield _one("a quote that is never closed", FINDING, 2, PLAIN.replace("AFP", '"AFP', 1))
    swallowed = table('a,quake,killed,12,"AFP,2024-02-03', ROWS[1], 'c,quake,killed,15,AFP",2024-02-05')
    yield _one("a quote that swallows rows", FINDING, 3, swallowed)
    yield _one(
        "a quote that swallows one row",
        FINDING,
        2,
        table('a,quake,killed,12,AFP,"2024-02-03', 'b,quake,killed,14,AFP,2024-02-04"'),
    )
    yield _one("text after a closing quote", FINDING, 2, PLAIN.replace("AFP", '"AF"P', 1))
    yield _one("quotes escaped with a backslash", FINDING, 2, PLAIN.replace("AFP", '"the \\"AFP\\""', 1))
    yield _one("single quotes around cells", FULL, 2, PLAIN.replace("AFP", "'AFP'"))
    yield _one("typographic quotes around cells", FULL, 2, PLAIN.replace("AFP", "“AFP”"))
    yield _one("typographic quotes around a number with a comma", FINDING, 2, PLAIN.replace("12", "“66,452”"))
    yield _one("every line in quotes", BROKEN, 0, "".join(f'"{line}"\n' for line in PLAIN.splitlines()))
    yield _one("a cell of several lines", FULL, 2, _with_column("note", '"first, he said\nthen 14\n\nend"'))
    yield _one("a quote inside a cell", FULL, 2, PLAIN.replace("AFP", 'A"F"P'))
    yield _one(
        "a hundred broken quotes", BROKEN, 100, table(*(f'c{n},quake,killed,"1"2,AFP,2024-02-03' for n in range(300)))
    )
    yield _one("a quote alone in the last line", FINDING, 3, PLAIN + '"\n')


def _cells() -> Iterator[BadInput]:
    rows = {
        "too few cells": "c,quake,killed,15",
        "too many cells": "c,quake,killed,15,AFP,2024-02-05,x,y",
        "one cell": "c",
        "a cell of 140,000 letters": f"c,quake,killed,15,{'x' * 140_000},2024-02-05",
        "no id": ",quake,killed,15,AFP,2024-02-05",
        "no event": "c,,killed,15,AFP,2024-02-05",
        "no source": "c,quake,killed,15,,2024-02-05",
        "no day": "c,quake,killed,15,AFP,",
        "an id twice": "a,quake,killed,15,AFP,2024-02-05",
        "a day in letters": "c,quake,killed,15,AFP,yesterday",
        "cells moved to the left": "quake,killed,15,AFP,2024-02-05,",
        "commas alone and an id": "c,,,,,",
    }
    for name, row in rows.items():
        yield _one(f"a row with {name}", FINDING, 3, table(*ROWS, row))
    kept = {
        "cells exchanged": "c,quake,15,killed,AFP,2024-02-05",
        "a source of 100,000 letters": f"c,quake,killed,15,{'x' * 100_000},2024-02-05",
        "an id of 100,000 letters": f"{'c' * 100_000},quake,killed,15,AFP,2024-02-05",
        "blanks around cells": " c , quake , killed , 15 , AFP , 2024-02-05 ",
        "no-break spaces around cells": "\u00a0c\u00a0,quake,killed,\u00a015\u00a0,AFP,2024-02-05",
        "an id that is a formula": "=1+1,quake,killed,15,AFP,2024-02-05",
        "an id that is a tag of HTML": "<script>alert(1)</script>,quake,killed,15,AFP,2024-02-05",
        "an id that is SQL": "'; drop table figures; --,quake,killed,15,AFP,2024-02-05",
        "an id with a line break": '"c\nd",quake,killed,15,AFP,2024-02-05',
        "an id with signs of the terminal": "c\x1b[31m,quake,killed,15,AFP,2024-02-05",
        "an id of emoji": "🕯️,quake,killed,15,AFP,2024-02-05",
        "an id that is written from right to left": "\u202eabc,quake,killed,15,AFP,2024-02-05",
        "an id that is a number with zeros": "007,quake,killed,15,AFP,2024-02-05",
        "an id that reads nan": "nan,quake,killed,15,AFP,2024-02-05",
        "an event that reads NULL": "c,NULL,killed,15,AFP,2024-02-05",
        "a source that reads None": "c,quake,killed,15,None,2024-02-05",
    }
    for name, row in kept.items():
        yield _one(f"a row with {name}", FULL, 3, table(*ROWS, row))
    merged = table(ROWS[0], "c,,,15,,", "d,,,16,,", "e,,,17,,")
    yield _one("merged cells", FINDING, 4, merged)
    yield _one(
        "a fault in hundreds of rows", FINDING, 300, table(*(f"c{n},quake,killed,15,,2024-02-05" for n in range(300)))
    )
    chain = table(
        *(f"c{n},quake,killed,{100 + n},AFP,2024-02-03,c{n - 1}" for n in range(1, 400)), heading=f"{HEADING},revises"
    )
    yield _one("a chain of 400 revisions whose start is missing", FINDING, 399, chain)


def _other_rows() -> Iterator[BadInput]:
    notes = (
        "Source: AFP", "Sources: AFP and DPA", "Note: as of noon", "Quelle: dpa", "Fuente: EFE", "Источник: ТАСС",
        "Kaynak: AA", "المصدر: وفا", "* provisional figures", "© AFP 2024", "(c) AFP 2024", "# checked",
        "Last updated: 2024-02-05", "Figures may be revised",
    )  # fmt: skip
    for note in notes:
        yield _one(f"below the table: {note}", FULL, 2, PLAIN + f"{note},,,,,\n")
    yield _one("below the table: a note in one cell", FULL, 2, PLAIN + "Source: AFP\n")
    yield _one("below the table: a note with commas", FULL, 2, PLAIN + "Source: AFP, DPA and others\n")
    for total in ("Total", "TOTAL:", "Grand total", "Sum", "Gesamt", "Toplam", "Итого", "Всього", "المجموع", "סה״כ"):
        yield _one(f"a row of totals: {total}", FULL, 2, PLAIN + f"{total},,,26,,\n")
    yield _one("a total that is a claim", FULL, 3, PLAIN + "total,quake,killed,26,AFP,2024-02-05\n")
    yield _one("a heading of a section", FULL, 2, table(ROWS[0], "Gaza Strip,,,,,", ROWS[1]))
    yield _one("a row of dashes", FULL, 2, table(ROWS[0], "---,---,---,---,---,---", ROWS[1]))
    bars = [f"| {line.replace(',', ' | ')} |\n" for line in PLAIN.splitlines()]
    yield _one("a table of Markdown", FULL, 2, "".join([bars[0], f"|{'---|' * 6}\n", *bars[1:]]))


def _dates() -> Iterator[BadInput]:
    read_whole = (
        "02.11.2023", "2.11.23", "2023/11/02", "20231102", "2 Nov 2023", "Nov. 2nd, 2023", "2-Nov-23", "2 de noviembre de 2023",
        "2 ноября 2023 г.", "٢ نوفمبر ٢٠٢٣", "Thursday, 2 November 2023", "11/22/2023", "22/11/2023", "5/5/2023", "8/20/20",
        "45231", "2023-11-02 00:00:00", "2023-11-02 18:00", "unknown", "UNKNOWN",
    )  # fmt: skip
    for cell in read_whole:
        yield _one(f"as_of: {cell}", FULL, 1, _dated(cell))
    stretches = ("November 2023", "2023-11", "11/2023", "2023", "1-2 November 2023", "2023-11-01/2023-11-02")
    for cell in stretches:
        yield _one(f"a total, as_of: {cell}", FULL, 1, _dated(cell))
        yield _one(f"an increment, as_of: {cell}", FULL, 1, _dated(cell, kind="increment"))
    asked = (
        "11/2/2023", "11-02-2023", "11/2/23", "Oct. 7", "7 October", "10/7", "yesterday", "2023-13-01", "31/02/2023", "2023-02-30",
        "0000-00-00", "1/1/1", "noon", "?", "99999999", "2 Novembre-ish 2023",
    )  # fmt: skip
    for cell in asked:
        yield _one(f"as_of: {cell}", FINDING, 1, _dated(cell))
    yield _one("as_of: 11/2/2023, and below 10/14/2023", FULL, 2, _dated("11/2/2023", "10/14/2023"))
    yield _one("as_of: 11/2/2023, and below 14/10/2023", FULL, 2, _dated("11/2/2023", "14/10/2023"))
    yield _one("as_of: both orders in one column", FINDING, 3, _dated("13/2/2023", "2/14/2023", "1/3/2023"))
    undecided = [f"{n}/2/2023" for n in range(3, 12)] + ["11/2/2023"] * 90
    yield _one("a hundred dates without an order", FINDING, 99, _dated(*undecided))


def _dated(*cells: str, kind: str = "cumulative") -> str:
    rows = (f'c{n},quake,killed,{n + 12},AFP,2024-02-03,"{cell}",{kind}' for n, cell in enumerate(cells))
    return table(*rows, heading=f"{HEADING},as_of,kind")


def _packed(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def cells_of(*rows: str, heading: str = HEADING) -> list[list[str | int]]:
    """The rows as a workbook has them: numbers as numbers."""
    return [[int(cell) if cell.isdecimal() else cell for cell in row.split(",")] for row in (heading, *rows)]


def workbook(*rows: list[str | int], change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    """A workbook with the sheets Tolls, which has these rows, and Notes; `change` is done to it before it is packed."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime(2024, 2, 3, tzinfo=UTC).replace(tzinfo=None)
    book.active.title = "Tolls"
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append(["kept by the desk"])
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _on_sheet(change: Callable[[Any], object]) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: (change(book["Tolls"]), None)[1]


def _set(**cells: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        for name, value in cells.items():
            book["Tolls"][name] = value

    return change


def _shown_as(cell: str, value: object, code: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["Tolls"][cell] = value
        book["Tolls"][cell].number_format = code

    return change


def _rich(*parts: str | tuple[str, str, object]) -> CellRichText:
    return CellRichText(
        *(part if isinstance(part, str) else TextBlock(InlineFont(**{part[1]: part[2]}), part[0]) for part in parts)
    )


def _part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def _hide_rows(book: openpyxl.Workbook) -> None:
    book["Tolls"].row_dimensions[3].hidden = True


def _epoch_1904(book: openpyxl.Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    book["Tolls"]["F2"] = date(2024, 2, 3)
    book["Tolls"]["F3"] = date(2024, 2, 4)


def _second_ledger(book: openpyxl.Workbook) -> None:
    for row in cells_of("c,quake,killed,15,AFP,2024-02-05"):
        book["Notes"].append(row)
    book["Notes"].sheet_state = "hidden"


def _workbooks() -> Iterator[BadInput]:
    plain = cells_of(*ROWS)
    read_whole: dict[str, Callable[[openpyxl.Workbook], None]] = {
        "as it should be": lambda _: None,
        "with a title above the heading": _on_sheet(
            lambda sheet: (sheet.insert_rows(1, 2), sheet.cell(1, 1, "Deaths"))
        ),
        "with empty rows and columns around": _on_sheet(
            lambda sheet: (sheet.insert_rows(1, 3), sheet.insert_cols(1, 2))
        ),
        "with a hidden row": _hide_rows,
        "with a hidden sheet that is a ledger": _second_ledger,
        "with days as days": _set(F2=date(2024, 2, 3), F3=datetime(2024, 2, 4, 18, 30)),
        "with the error of a formula as a figure": _set(D2="#N/A"),
        "with a figure that became a day": _set(D2=date(2024, 12, 15)),
        "with a percentage": _shown_as("D2", 0.12, "0%"),
        "with days since 1904": _epoch_1904,
        "with a number as text": _set(D2="27.000"),
        "with a raised footnote": _set(D2=_rich("12", ("3", "vertAlign", "superscript"))),
        "with a number struck out": _set(D2=_rich(("12", "strike", True), "21")),
        "with the error of a formula in a note": _set(G1="note", G2="#N/A"),
        "with a word in the format of a number": _shown_as("D2", 12, '0" dead"'),
        "with merged cells in a column of the user's own": _on_sheet(
            lambda sheet: (sheet.cell(1, 7, "desk"), sheet.merge_cells("G2:G3"))
        ),
    }
    for title, change in read_whole.items():
        claims = 3 if change is _second_ledger else 2
        yield _one(f"a workbook {title}", FULL, claims, workbook(*plain, change=change), "a.xlsx")
    findings: dict[str, Callable[[openpyxl.Workbook], None]] = {
        "with a fraction": _set(D2=12.5),
        "with merged events": _on_sheet(lambda sheet: sheet.merge_cells("B2:B3")),
        "with a cell beside the table": _set(H3="66"),
    }
    for title, change in findings.items():
        yield _one(
            f"a workbook {title}",
            FINDING,
            2,
            workbook(*plain, change=change),
            "a.xlsx",
        )
    yield _one(
        "a workbook with a formula without a value", BROKEN, 2, workbook(*plain, change=_set(D2="=6+6")), "a.xlsx"
    )
    sheet = "xl/worksheets/sheet1.xml"
    good = workbook(*plain)
    yield _one("a workbook of letters with macros in its name", FULL, 2, good, "a.xlsm")
    yield _one("a workbook under a name in capitals", FULL, 2, good, "A.XLSX")
    yield _one(
        "a workbook with words of the names in capitals",
        FULL,
        2,
        workbook(["Claim ID", "Event", "Measure", "Figure", "Source", "Published"], *plain[1:]),
        "a.xlsx",
    )
    yield _one("a workbook of LibreOffice", FULL, 2, ods(map(ods_row, plain)), "a.ods")
    note = '<text:span text:style-name="T1">3</text:span>'
    position = '<style:text-properties style:text-position="super 58%"/>'
    raised = f'<style:style style:name="T1" style:family="text">{position}</style:style>'
    rows = [ods_row(row) for row in plain]
    rows[1] = (
        rows[1]
        .replace(">12<", f">12{note}<")
        .replace('office:value-type="float" office:value="12"', 'office:value-type="string"')
    )
    yield _one("a workbook of LibreOffice with a raised footnote", FULL, 2, ods(rows, styles=raised), "a.ods")
    yield _one(
        "a workbook of LibreOffice with a row repeated",
        FINDING,
        3,
        ods(
            [
                rows[0],
                ods_row(plain[1]).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="2">', 1),
                ods_row(plain[2]),
            ]
        ),
        "a.ods",
    )
    yield _one("a CSV called .xls", FULL, 2, PLAIN, "a.xls")
    broken: dict[str, tuple[str, Content]] = {
        "half a workbook": ("a.xlsx", good[: len(good) // 2]),
        "a workbook with half a sheet": ("a.xlsx", _part(good, sheet, lambda xml: xml[: len(xml) // 2])),
        "a workbook with a document type": (
            "a.xlsx",
            _part(good, sheet, lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xml),
        ),
        "a workbook with a password": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
        "a workbook of LibreOffice with a password": (
            "a.ods",
            _part(ods(rows), "META-INF/manifest.xml", lambda _: b"<manifest:encryption-data/>"),
        ),
        "an old workbook that is not whole": ("a.xls", b"\xd0\xcf\x11\xe0" + b"claim_id event figure"),
        "a binary workbook that is not whole": ("a.xlsb", b"PK\x03\x04"),
        "a zip archive called .xlsx": ("a.xlsx", _packed("a.csv", PLAIN)),
        "a web page called .xls": ("a.xls", "<!doctype html><html><p>Sign in</p></html>"),
        "a workbook whose heading was sorted among the rows": ("a.xlsx", workbook(plain[1], plain[0], plain[2])),
        "a workbook with rows and columns exchanged": ("a.xlsx", workbook(*map(list, zip(*plain, strict=True)))),
        "a workbook with two columns figure": (
            "a.xlsx",
            workbook(*cells_of("a,quake,12,13", heading="claim_id,event,figure,Figure")),
        ),
    }
    for title, (name, content) in broken.items():
        yield BadInput(title, BROKEN, 2, {name: content, "good.csv": PLAIN})


def _json_files() -> Iterator[BadInput]:
    names = HEADING.split(",")
    records = [dict(zip(names, row.split(","), strict=True)) for row in ROWS]
    text = json.dumps(records)
    lines = [json.dumps(record) for record in records]
    whole: dict[str, tuple[str, Content]] = {
        "JSON": ("a.json", json.dumps(records, indent=1)),
        "JSON in one line": ("a.json", text),
        "JSON in UTF-16": ("a.json", text.encode("utf-16")),
        "JSON below other names": ("a.json", json.dumps({"meta": {"year": 2024}, "data": {"claims": records}})),
        "JSON with numbers": ("a.json", text.replace('"12"', "12").replace('"14"', "1.4e1").replace("1.4e1", "14")),
        "JSON Lines": ("a.jsonl", "\n".join(lines)),
        "JSON Lines with blank lines": ("a.jsonl", "\n\n".join(lines) + "\n\n"),
        "JSON Lines called .json": ("a.json", "\n".join(lines)),
        "JSON with a list in a column of the user's own": (
            "a.json",
            json.dumps([{**records[0], "tags": ["x"]}, records[1]]),
        ),
        "JSON with a record without a figure": ("a.json", json.dumps([{**records[0], "figure": None}, records[1]])),
        "YAML": ("claims.yaml", yaml.safe_dump(records)),
        "YAML below a name": ("claims.yaml", yaml.safe_dump({"claims": records})),
    }
    for title, (name, content) in whole.items():
        yield _one(title, FULL, 2, content, name)
    findings: dict[str, tuple[str, Content]] = {
        "JSON with a list as a figure": ("a.json", json.dumps([{**records[0], "figure": ["12"]}, records[1]])),
        "JSON with a name twice in a record": (
            "a.json",
            text.replace('"figure": "12"', '"figure": "12", "figure": "13"'),
        ),
        "JSON with half a letter of two": ("a.json", text.replace("AFP", "A\\ud83d", 1)),
        "JSON with a zero byte in a cell": ("a.json", text.replace("AFP", "A\\u0000", 1)),
        "YAML with a list as a figure": ("claims.yaml", yaml.safe_dump([{**records[0], "figure": ["12"]}, records[1]])),
    }
    for title, (name, content) in findings.items():
        yield _one(title, FINDING, 2, content, name)
    columns = {name: [record[name] for record in records] for name in names}
    yield _one("JSON with a record that is a number", FINDING, 3, json.dumps([*records, 7]), "a.json")
    yield _one("JSON Lines with a broken line", BROKEN, 3, "\n".join([*lines, '{"claim_id": "c", ']), "a.jsonl")
    broken: dict[str, tuple[str, Content]] = {
        "half a JSON": ("a.json", text[: len(text) // 2]),
        "JSON with a comma at the end of the list": ("a.json", text[:-1] + ",]"),
        "JSON with more text behind it": ("a.json", text + " x"),
        "JSON with a list for each column": ("a.json", json.dumps(columns)),
        "JSON with one record": ("a.json", json.dumps(records[0])),
        "JSON nested too deep": ("a.json", '{"claim_id": "a", "figure": 1, "event": "x", "x": ' + "[" * 200_000),
        "JSON with words of another program": (
            "a.json",
            json.dumps([{"id": 1, "event": "x", "measure": "killed", "number": 3, "source": "x", "published": "x"}]),
        ),
        "YAML that is not whole": ("claims.yaml", "- {claim_id: a, figure: 12\n- {claim_id: b"),
    }
    for title, (name, content) in broken.items():
        yield BadInput(title, BROKEN, 2, {name: content, "good.csv": PLAIN})


def _parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    parquet.write_table(table, out, store_schema=False)
    return out.getvalue()


def _database(*statements: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return write


def _data_files() -> Iterator[BadInput]:
    columns = {
        name: list(column)
        for name, column in zip(HEADING.split(","), zip(*(row.split(",") for row in ROWS), strict=True), strict=True)
    }
    good = pa.table(columns)
    create = f"create table tolls ({HEADING})"
    insert = [f"insert into tolls values ({', '.join(repr(cell) for cell in row.split(','))})" for row in ROWS]
    whole: dict[str, Content] = {
        "a.parquet": _parquet(good),
        "b.parquet": _parquet(good.set_column(3, "figure", pa.array([12.0, None]))),
        "c.parquet": _parquet(good.append_column("tags", pa.array([["x"], []]))),
        "a.sqlite": _database(create, *insert),
        "b.db": _database(create, *insert, "create table notes (x)", "create view v as select * from tolls"),
    }
    titles = (
        "Parquet",
        "Parquet with a missing number",
        "Parquet with a list in a column of the user's own",
        "SQLite",
        "SQLite with a view and another table",
    )
    for title, (name, content) in zip(titles, whole.items(), strict=True):
        yield _one(title, FULL, 2, content, name)
    numbers = "with recursive n(x) as (select 1 union all select x from n)"
    endless = f"create view tolls as {numbers} select x as claim_id, x as figure from n"
    broken: dict[str, tuple[str, Content]] = {
        "half a Parquet": ("a.parquet", _parquet(good)[:200]),
        "Parquet with a list as a figure": (
            "a.parquet",
            _parquet(good.set_column(3, "figure", pa.array([["12"], []]))),
        ),
        "Parquet with bytes as a figure": (
            "a.parquet",
            _parquet(good.set_column(3, "figure", pa.array([b"\xff", b"1"]))),
        ),
        "Parquet with too many columns": (
            "a.parquet",
            lambda path: parquet.write_table(
                pa.table({**columns, **{f"c{n}": pa.nulls(2, pa.string()) for n in range(20_001)}}), path
            ),
        ),
        "SQLite that is not whole": ("a.sqlite", b"SQLite format 3\0create table t (claim_id text, figure text)"),
        "SQLite with bytes as a figure": (
            "a.sqlite",
            _database(create, "insert into tolls values ('a', 'x', 'killed', x'ff', 'x', 'x')"),
        ),
        "DuckDB that is not whole": ("a.duckdb", bytes(8) + b"DUCK" + bytes(200)),
    }
    for title, (name, content) in broken.items():
        yield BadInput(title, BROKEN, 2, {name: content, "good.csv": PLAIN})
    yield BadInput(
        "SQLite with a view that never ends, beside a ledger",
        FULL,
        2,
        {"a.sqlite": _database(endless), "good.csv": PLAIN},
    )
    yield BadInput(
        "a database of another program, beside a ledger", FULL, 2, {"Thumbs.db": bytes(2_000), "good.csv": PLAIN}
    )


def _packed_files() -> Iterator[BadInput]:
    data = PLAIN.encode()
    whole = {
        "a.csv.gz": gzip.compress(data, mtime=0),
        "a.csv.bz2": bz2.compress(data),
        "a.csv.xz": lzma.compress(data),
        "a.csv.zst": pa.Codec("zstd").compress(data, asbytes=True),
        "a.json.gz": gzip.compress(
            json.dumps([dict(zip(HEADING.split(","), row.split(","), strict=True)) for row in ROWS]).encode(), mtime=0
        ),
        "a.csv.gz.gz": gzip.compress(gzip.compress(data, mtime=0), mtime=0),
    }
    for name, content in whole.items():
        if name != "a.csv.gz.gz":
            yield _one(f"packed: {name}", FULL, 2, content, name)
    broken: dict[str, tuple[str, Content]] = {
        "a broken packed CSV": ("a.csv.gz", whole["a.csv.gz"][:20]),
        "a packed CSV that is not packed": ("a.csv.gz", PLAIN),
        "a broken CSV packed by zstd": ("a.csv.zst", whole["a.csv.zst"][:20]),
        "a CSV in a zip archive": ("a.zip", _packed("a.csv", PLAIN)),
        "a workbook in a zip archive": ("a.zip", _packed("a.xlsx", "x")),
    }
    for title, (name, content) in broken.items():
        yield BadInput(title, BROKEN, 2, {name: content, "good.csv": PLAIN})


def _other_files() -> Iterator[BadInput]:
    records = json.dumps([dict(zip(HEADING.split(","), row.split(","), strict=True)) for row in ROWS])
    files: dict[str, tuple[str, Content]] = {
        "a workbook of Numbers": ("a.numbers", b"PK\x03\x04"),
        "a link to a Google sheet": ("a.gsheet", '{"url": "https://docs.google.com/spreadsheets/d/x"}'),
        "a workbook called .csv": ("a.csv", b"PK\x03\x04" + bytes(100)),
        "an old workbook called .csv": ("a.csv", b"\xd0\xcf\x11\xe0" + bytes(200)),
        "a PDF called .csv": ("a.csv", b"%PDF-1.7\n1 0 obj\n"),
        "a picture called .csv": ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        "any bytes called .csv": ("a.csv", bytes(range(256)) * 4),
        "zeros called .csv": ("a.csv", bytes(1000)),
        "a web page called .csv": ("a.csv", "<!doctype html><html><p>Sign in</p></html>"),
        "XML called .csv": ("a.csv", "<?xml version='1.0'?><rows><row/></rows>"),
        "JSON called .csv": ("a.csv", records),
        "a text document called .csv": ("a.csv", r"{\rtf1\ansi claims}"),
    }
    for title, (name, content) in files.items():
        yield BadInput(title, BROKEN, 2, {name: content, "good.csv": PLAIN})
    budget: list[list[str | int]] = [["budget", "euro"], ["press", 12]]
    passed_over: dict[str, tuple[str, Content]] = {
        "a workbook of something else": ("a.xlsx", workbook(*budget)),
        "JSON of something else": ("a.json", '{"year": 2024}'),
        "JSON of something else that is not whole": ("a.json", '{"year": 2024'),
        "YAML of something else": ("a.yaml", "year: 2024"),
        "Parquet of something else": ("a.parquet", _parquet(pa.table({"year": [2024]}))),
        "a table of something else": ("a.csv", "year,votes\n2024,12\n"),
        "an empty file": ("a.csv", ""),
        "an empty workbook": ("a.xlsx", b""),
        "an empty JSON": ("a.json", b""),
        "a workbook with empty sheets": ("a.xlsx", workbook()),
        "a file of blanks": ("a.csv", " \n \n"),
        "a text": ("notes.txt", "The figure of AFP, and the source: see below.\n"),
        "a report of figcheck": ("discrepancies.csv", "fingerprint,state,code,rule,claim_id,figure\n"),
    }
    for title, (name, content) in passed_over.items():
        yield BadInput(f"{title}, beside a ledger", FULL, 2, {name: content, "good.csv": PLAIN})
    yield _one("an empty file alone", BROKEN, 0, "")
    yield _one("a workbook of something else alone", BROKEN, 0, workbook(*budget), "a.xlsx")
    yield _one("a text alone", BROKEN, 0, "Nothing here yet.\n", "notes.txt")


def _places() -> Iterator[BadInput]:
    for name in (
        "claims.txt",
        "claims",
        "CLAIMS.CSV",
        "claims.tab",
        "claims.psv",
        "my claims (2).csv",
        "claims.v2.csv",
        "чисто.csv",
    ):
        yield _one(f"a ledger called {name}", FULL, 2, PLAIN, name)
    yield _one("a ledger ten folders down", FULL, 2, PLAIN, "a/b/c/d/e/f/g/h/i/j/a.csv")
    yield _one("a folder called a.csv", FULL, 2, PLAIN, "a.csv/b.csv")
    yield BadInput("the lock of an open workbook beside a ledger", FULL, 2, {"~$a.xlsx": b"\x05desk", "a.csv": PLAIN})
    yield BadInput("a hidden file beside a ledger", FULL, 2, {".~lock.csv": ",,", "a.csv": PLAIN})
    if sys.platform in ("win32", "darwin"):
        return
    beside = {"good.csv": PLAIN}
    yield BadInput("a link to itself", BROKEN, 2, {**beside, "a.csv": lambda path: path.symlink_to(path.name)})
    yield BadInput(
        "two links in a circle",
        BROKEN,
        2,
        {**beside, "a.csv": lambda path: path.symlink_to("b.csv"), "b.csv": lambda path: path.symlink_to("a.csv")},
    )
    yield BadInput("a link to nothing", BROKEN, 2, {**beside, "a.csv": lambda path: path.symlink_to("gone.csv")})
    yield BadInput("a folder that holds itself", FULL, 2, {**beside, "again": lambda path: path.symlink_to(".")})
    yield BadInput("a named pipe", BROKEN, 2, {**beside, "a.csv": os.mkfifo})
    yield BadInput("a socket", BROKEN, 2, {**beside, "a.csv": _bind})
    yield BadInput("a device without an end", BROKEN, 2, {**beside, "a.csv": lambda path: path.symlink_to("/dev/zero")})
    yield BadInput("a name that is not UTF-8", FULL, 2, {os.fsdecode(b"caf\xe9.csv"): PLAIN})
    yield BadInput("a name with a line break", FULL, 2, {"a\nb.csv": PLAIN})
    yield BadInput("a name with signs of the terminal", FULL, 2, {"a\x1b[31m.csv": PLAIN})


def _bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(path))
