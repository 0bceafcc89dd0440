"""Files mutated at random, and the laws that hold however they are read: for tests/test_mutated_files.py and benchmarks/fuzz.py.

A file is one of the seeds of its kind with bytes lost, doubled, swapped or put in, words of its kind put in, or a part of
another seed. Reading it gives what it holds, or an error that says what, where and why; nothing else may come of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
from hand_written import BASELINE_LINE, LEDGER, OWN_CARD, WAIVER_LINE

from figcheck.compare.cards.card import BrokenCardError
from figcheck.compare.cards.check_card import check_card
from figcheck.compare.cards.page import read_card
from figcheck.gate.baseline import read_baseline
from figcheck.gate.scope import Scope
from figcheck.gate.waivers import HOLDS, judge_waivers
from figcheck.model.errors import FigcheckError
from figcheck.model.tables import TABLES
from figcheck.read.ledgers.csv_file import tables
from figcheck.read.reader import Source
from figcheck.read.settings_toml import find_settings
from figcheck.read.tables.encodings import decode
from figcheck.read.tables.heading import physical_lines
from figcheck.read.vocabulary_yaml import vocabulary_file
from figcheck.read.waivers_csv import read_waivers

TODAY = date(2024, 3, 1)
FINDING = {
    "fingerprint": "0123456789abcdef",
    "state": "fedcba9876543210",
    "rule": "falling-cumulative",
    "code": "FC401",
}
WAIVER = f"{FINDING['fingerprint']},{FINDING['state']},falling-cumulative,b,a,known,2024-04-01,desk,\n"
COMMON = [
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    '"',
    '""',
    "'",
    ",",
    ";",
    "|",
    ":",
    "#",
    "-",
    "\0",
    "\ufeff",
    "\x1a",
    "\u2028",
    "é",
    "٣",
    "😀",
]


@dataclass(frozen=True)
class Kind:
    """One kind of file: its name on disk, whole ones to begin with, words that stand in such files, and the check of a file.

    The check gives what came of the file in a word or two, or raises AssertionError where a law is broken.
    """

    name: str
    seeds: Sequence[str]
    words: Sequence[str]
    check: Callable[[Path], str] = field(repr=False)


def mutated(kind: Kind, draw: random.Random) -> bytes:
    """One file of a kind."""
    data = bytearray(draw.choice(kind.seeds).encode())
    for _ in range(draw.choice((0, 1, 1, 2, 3, 5, 9))):
        at = draw.randrange(len(data) + 1)
        end = min(len(data), at + draw.choice((1, 1, 2, 5, 40)))
        word = draw.choice((*COMMON, *kind.words)).encode()
        other = draw.choice(kind.seeds).encode()
        start = draw.randrange(len(other))
        data[at:end] = draw.choice((
            b"", bytes(data[at:end]) * 2, bytes(data[at:end])[::-1], word, word, word + bytes(data[at:end]),
            bytes([draw.randrange(256)]), other[start : start + draw.randrange(1, 80)],
        ))  # fmt: skip
    encoding = draw.choice((None,) * 19 + ("utf-16",))
    return bytes(data) if encoding is None else bytes(data).decode("utf-8", "replace").encode(encoding)


def is_said(error: FigcheckError, path: Path) -> None:
    """An error says what in one line, and where: in this file, on one of its lines. It shows nothing of Python's inside."""
    for one in getattr(error, "errors", [error]):
        assert one.what, one
        assert "\n" not in one.what, one
        _, named, line = (one.where or "").partition(path.name)
        assert named, one
        line = line.removeprefix(":").partition(":")[0]
        assert not line.isdigit() or 1 <= int(line) <= _lines(path) + 1, one
        assert not any(inside in str(one) for inside in ("Node(", "Error(", "<class", "object at 0x")), one


def _lines(path: Path) -> int:
    return len(re.findall(rb"\r\n|\r|\n", path.read_bytes())) + 1


def ledger(path: Path) -> str:
    """Every record has a line of the file, and no cell or column is there that is not of the file."""
    source = Source(path, path.name)
    try:
        [table] = tables(source)
        rows = table.rows()
    except FigcheckError as error:
        is_said(error, path)
        return "error"
    for error in rows.errors:
        is_said(error, path)
    claims, count = rows.claims, len(physical_lines(decode(path.read_bytes(), path.name).text))
    assert claims.columns.is_unique
    assert claims["line"].between(1, max(count, 1)).all()
    assert claims["line"].is_unique
    text = claims.select_dtypes("str").drop(columns="record", errors="ignore")  # which may be a pair of quotes
    assert not (text == "").any(axis=None)
    assert not any("\ud800" <= letter <= "\udfff" for letter in "".join(text.stack().dropna().tolist()))
    malformed = claims["malformed"].notna() if "malformed" in claims else pd.Series(False, index=claims.index)
    return "malformed" if malformed.any() else "noticed" if rows.notices else "read"


def vocabulary(path: Path) -> str:
    """What is declared is in order: no event ends before it starts, nothing contains itself, no name is blank."""
    try:
        found = vocabulary_file(path)
    except FigcheckError as error:
        is_said(error, path)
        return "error"
    assert found.circle() is None
    for event in found.events.values():
        assert event.start is None or event.end is None or event.start <= event.end
        assert all(
            0 <= n <= 10**11 for n in (event.aboard or 0, event.attendance or 0, *event.perpetrators_killed.values())
        )
    for dimension in ("measure", "population", "place"):
        wholes = found.wholes(dimension, None)
        assert all(part not in above for part, above in wholes.items())
        assert all(name.strip() for name in found.names(dimension))
    return "read"


def settings(path: Path) -> str:
    """Every value says on which line of the file it stands."""
    try:
        found = find_settings([path.parent])
    except FigcheckError as error:
        is_said(error, path)
        return "error"
    lines = [int(place.rpartition(":")[2]) for place in found.origins.values() if place[-1:].isdigit()]
    assert all(1 <= line <= _lines(path) for line in lines)
    return "read"


def waivers(path: Path) -> str:
    """A waiver holds for nothing but the finding that it names, with its numbers, a reason and a day that is not past."""
    try:
        rows = read_waivers(path.read_bytes(), path.name)
    except FigcheckError as error:
        is_said(error, path)
        return "error"
    for error in rows.errors:
        is_said(error, path)
    table = rows.waivers
    report = pd.DataFrame([{**FINDING, "claim_id": "b", "against_id": "a"}])
    verdicts = judge_waivers(table, report, Scope(TODAY), 180)
    for waiver, verdict in zip(table.to_dict("records"), verdicts, strict=True):
        if verdict.word == HOLDS:
            assert (waiver["fingerprint"], waiver["state"]) == (FINDING["fingerprint"], FINDING["state"])
            assert waiver["reason"].strip()
            assert verdict.until is not None
            assert verdict.until >= TODAY
    return "holds" if any(verdict.word == HOLDS for verdict in verdicts) else "judged"


def baseline(path: Path) -> str:
    """No entry is there that is not in the file."""
    try:
        found = read_baseline(path, required=True)
    except FigcheckError as error:
        is_said(error, path)
        return "error"
    assert len(found.entries) < _lines(path) + 1
    return "read"


def card(path: Path) -> str:
    """A card that is read has what a run needs of it, and its errors stand on its lines."""
    try:
        found = read_card(path, path.name)
        errors = check_card(found, TABLES)
        if errors:
            raise BrokenCardError(errors)
    except BrokenCardError as error:
        is_said(error, path)
        return "error"
    assert found.code
    assert found.severity
    assert found.message or found.problems
    return "read"


def words(text: str) -> list[str]:
    """The words of a text; `_` stands for a blank, but not in a name such as claim_id."""
    return [word if re.fullmatch(r"[a-z]+(_[a-z]+)+", word) else word.replace("_", " ") for word in text.split(" ")]


VOCABULARY = """events:
  flood:
    start: 2024-01-30
    end: 2024-02-20
    aboard: 1,200
    perpetrators_killed: {valley: 3}
    places: {valley: {contains: [north, south]}}
places:
  country: {aliases: [Land, "the country"], contains: [valley], partition: [[north, south], [a, b]], inhabitants: 90000}
populations: {all: {aliases: [people]}}
measures: {casualties: {contains: [killed, injured]}}
sources: {Valley Radio: {rounds: never}}
origins: {ministry: {aliases: [MoH]}}
"""
SETTINGS = """# the desk's settings
report = ["discrepancies.csv", "html:out/page"]
fail_on = "warning"
as_of = 2024-03-01
ignore = [
  "FC701",  # ]
]
longest_waiver = 90
note = \"\"\"
a = [
\"\"\"
[rule.FC405]
severity = "note"
fresh_days = 5
"""
SETTINGS_WHOLE = SETTINGS.replace('note = """\na = [\n"""\n', "")
QUOTED = LEDGER.replace(",12,", ',"nearly 1,200",').replace("Valley Radio", '"Valley\nRadio"')
LEDGERS = [LEDGER, QUOTED, LEDGER.replace(",", ";"), LEDGER.replace(",", "\t"), f"Ours\n\n{LEDGER}", f"sep=,\n{LEDGER}"]
LEDGER_WORDS = words("claim_id figure file line malformed fingerprint Total sep=; 2024-02-30 n/a")
VOCABULARIES = [VOCABULARY, "events: {}\n", "places:\n  a: {contains: [b]}\n  b: {contains: [c]}\n"]
VOCABULARY_WORDS = words("events: places: contains: [a] {} *x ~ \\ud800 999999999999999999999999 &x_ !!int_ ?_ -_ <<:_")
SETTINGS_FILES = [SETTINGS, SETTINGS_WHOLE, SETTINGS_WHOLE, '[rule]\nFC301 = {severity = "note"}\n']
SETTINGS_WORDS = words("[rule.FC301] [[rule]] = [ ] { } inf nan 1e400 \\u0000 ~nobody-here/ 12:00:00 \"\"\" '''")
WAIVER_FILES = [
    WAIVER_LINE + WAIVER,
    (WAIVER_LINE + WAIVER).replace(",", ";"),
    (WAIVER_LINE + WAIVER).replace(",covers", "").replace("desk,", "desk"),
    f"Decisions\n{WAIVER_LINE}{WAIVER}{WAIVER}",
]
WAIVER_WORDS = words("fingerprint state reason until 9999-12-31 0001-01-01 =1+1 0123456789abcdef fedcba9876543210")
BASELINES = [f"{BASELINE_LINE}0123456789abcdef,fedcba9876543210,FC401,b,a\n", BASELINE_LINE]
BASELINE_WORDS = words("<<<<<<<_HEAD\n ======= fingerprint state code claim_id '=1+1")
CARDS = [OWN_CARD, OWN_CARD.replace("since: 0.1.0", "since: 0.1.0\nparameters:\n  x: {default: 3, unit: days, why: y}")]
CARD_WORDS = words(
    "message: {gap} {x [[ ```sql $today $x ( ) /* -- !!python/object problems: --- code:_FC301 ``` ##_Must_pass |_a_| select_ "
    "_from_ _join_ date_'2024-01-01' cast(1_as_ union_all_"
)
KINDS = {
    "ledgers": Kind("claims.csv", LEDGERS, LEDGER_WORDS, ledger),
    "vocabularies": Kind("vocabulary.yaml", VOCABULARIES, VOCABULARY_WORDS, vocabulary),
    "settings": Kind("figcheck.toml", SETTINGS_FILES, SETTINGS_WORDS, settings),
    "waivers": Kind("waivers.csv", WAIVER_FILES, WAIVER_WORDS, waivers),
    "baselines": Kind("figcheck-baseline.csv", BASELINES, BASELINE_WORDS, baseline),
    "cards": Kind("FC390-own.md", CARDS, CARD_WORDS, card),
}
