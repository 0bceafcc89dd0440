"""A desk's ledgers rewritten so that a run must find the same in them, and edited so that it is known what may change.

A rewriting changes names, order, spelling or dates one to one: what is found in the new desk, read back in the old one's
names, must be what was found in the old. An edit changes one claim. For test_metamorphic.py.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
import yaml

from figcheck.model.settings import Settings
from figcheck.model.tables import DATE_COLUMNS, REFERENCE_COLUMNS, sums_of
from figcheck.model.vocabulary import same_name
from figcheck.parse.figure import parse_figure
from figcheck.parse.separators import other_reading
from figcheck.pipeline import examine

Change = Callable[[str], str]


@dataclass(frozen=True)
class Desk:
    """The ledgers, vocabularies and other files of a desk by their path; the cells of a ledger are text, "" where empty.

    `today` is the date that counts as today in a run.
    """

    ledgers: Mapping[str, pd.DataFrame]
    vocabularies: Mapping[str, Any]
    others: Mapping[str, bytes]
    today: date = date(2026, 11, 28)

    @classmethod
    def read(cls, root: Path, folders: Iterable[str] = ("",)) -> Desk:
        """The files in some folders below `root`, and below these."""
        paths = sorted(path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
        ledgers, vocabularies, others = {}, {}, {}
        for path in paths:
            name = path.relative_to(root).as_posix()
            if path.suffix == ".csv":
                ledgers[name] = pd.read_csv(path, dtype="str", keep_default_na=False)
            elif path.name.endswith("vocabulary.yaml"):
                vocabularies[name] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
            else:
                others[name] = path.read_bytes()
        return cls(ledgers, vocabularies, others)

    def write(self, folder: Path) -> None:
        """Writes all files below `folder`."""
        dumped = {n: yaml.safe_dump(v, allow_unicode=True, sort_keys=False) for n, v in self.vocabularies.items()}
        tables = {name: table.to_csv(index=False) for name, table in self.ledgers.items()}
        texts = {name: text.encode("utf-8") for name, text in {**dumped, **tables}.items()}
        for name, content in {**self.others, **texts}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    def cells(self, *columns: str) -> list[str]:
        """The distinct cells of some columns of all ledgers, sorted, without the empty ones."""
        tables = self.ledgers.values()
        return sorted({cell for table in tables for c in columns if c in table for cell in table[c] if cell})

    def with_cells(self, changes: Mapping[str, Change]) -> Desk:
        """The desk with a change made in every cell of some columns that is not empty."""
        ledgers = {}
        for name, table in self.ledgers.items():
            cells = {c: [change(x) if x else "" for x in table[c]] for c, change in changes.items() if c in table}
            ledgers[name] = table.assign(**cells)
        return replace(self, ledgers=ledgers)

    def with_rows(self, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Desk:
        """The desk with every ledger changed."""
        return replace(self, ledgers={name: change(table) for name, table in self.ledgers.items()})


class Finding(NamedTuple):
    """What a row of a report says, without its words."""

    code: str
    accused: str
    witness: str
    severity: str
    status: str
    gap: str
    reason: str


def report(desk: Desk) -> pd.DataFrame:
    """The rows of the report of a run over a desk, text where it says something and "" where it does not.

    `stands_on` has the ids of all claims that a row stands on.
    """
    with TemporaryDirectory(prefix="figcheck-") as folder:
        desk.write(Path(folder))
        found = examine([Path(folder)], Settings(), desk.today)
    keys = found.rows[["code", "row", "against_row"]].fillna({"row": -1, "against_row": -1})
    labels = [found.stands_on.get(key, ()) for key in keys.itertuples(index=False, name=None)]
    names = found.claims["claim_id"]
    rows = found.rows.astype("object").where(found.rows.notna(), "").astype("str")
    return rows.assign(stands_on=[frozenset(names[label] for label in some) for some in labels])


def findings(rows: pd.DataFrame, back: Change = str) -> Counter[Finding]:
    """The rows of a report, with `back` applied to what names claims, sources or days."""
    columns = ["code", "claim_id", "against_id", "severity", "status", "gap", "reason"]
    told = (Finding(*row) for row in rows[columns].itertuples(index=False, name=None))
    return Counter(f._replace(accused=back(f.accused), witness=back(f.witness), reason=back(f.reason)) for f in told)


_NAMES = (
    "claim_id", "source", "origin", "via", "revises", "change_from", "change_to", "sums_to", "quote", "url", "archive", "note",
)  # fmt: skip


def twins(desk: Desk) -> dict[str, str]:
    """For each claim the first of those with the same figure, of the same people and days: nothing but a name tells them apart."""
    rows = pd.concat(desk.ledgers.values()).fillna("")
    cells = [column for column in rows if column not in _NAMES]
    return dict(zip(rows["claim_id"], rows.groupby(cells, sort=False)["claim_id"].transform("min"), strict=True))


class Rewriting(NamedTuple):
    """A desk in other words, and the change that reads a text of its report back in the words of the first."""

    desk: Desk
    back: Change


Rewrite = Callable[[Desk, random.Random], Rewriting]


def ids_in_reverse(desk: Desk, draw: random.Random) -> Rewriting:
    """Every claim has another id, and the order of the ids is turned round."""
    return _with_ids(desk, sorted(desk.cells("claim_id"), reverse=True))


def ids_at_random(desk: Desk, draw: random.Random) -> Rewriting:
    """Every claim has another id, in another order."""
    ids = desk.cells("claim_id")
    return _with_ids(desk, draw.sample(ids, len(ids)))


def _with_ids(desk: Desk, ids: Iterable[str]) -> Rewriting:
    new = {old: f"id-{n:06d}" for n, old in enumerate(ids)}

    def in_sums(cell: str) -> str:
        return "; ".join(f"{new.get(whole, whole)}/{label}" for whole, label in sums_of(cell, new))

    renamed = dict.fromkeys(("claim_id", *REFERENCE_COLUMNS), lambda cell: new.get(cell, cell))
    old = {name: was for was, name in new.items()}
    back = _each(r"id-\d{6}", lambda found: old[found[0]])
    return Rewriting(desk.with_cells({**renamed, "sums_to": in_sums}), back)


def sources_renamed(desk: Desk, draw: random.Random) -> Rewriting:
    """Every source has another name, in reverse order; one that is an origin as well has it there too."""
    return _with_parties(desk, "source")


def origins_renamed(desk: Desk, draw: random.Random) -> Rewriting:
    """Every origin has another name, in reverse order; one that is a source as well has it there too."""
    return _with_parties(desk, "origin")


def _with_parties(desk: Desk, column: str) -> Rewriting:
    declared = {
        name
        for vocabulary in desk.vocabularies.values()
        for party, body in (vocabulary.get(f"{column}s") or {}).items()
        for name in (party, *_aliases(body))
    }
    spelt = {same_name(name): name for name in sorted({*declared, *desk.cells(column)}, reverse=True)}
    apart = {key: sha256(key.encode()).hexdigest()[:8] for key in spelt}  # no two of them are nearly one name
    new = {key: f"{column}-{n:04d}-{apart[key]}" for n, key in enumerate(sorted(spelt, reverse=True))}

    def rename(name: str) -> str:
        return new.get(same_name(name), name)

    def declare(vocabulary: Mapping[str, Any]) -> dict[str, Any]:
        parties = {
            section: {
                rename(party): {**body, "aliases": [rename(alias) for alias in _aliases(body)]} if body else body
                for party, body in (vocabulary[section] or {}).items()
            }
            for section in ("sources", "origins")
            if section in vocabulary
        }
        return {**vocabulary, **parties}

    renamed = desk.with_cells({"source": rename, "origin": rename})
    vocabularies = {name: declare(vocabulary) for name, vocabulary in desk.vocabularies.items()}
    old = {name: spelt[key] for key, name in new.items()}
    back = _each(column + r"-\d{4}-[0-9a-f]{8}", lambda found: old[found[0]])
    return Rewriting(replace(renamed, vocabularies=vocabularies), back)


def _aliases(body: Any) -> list[str]:
    aliases = (body or {}).get("aliases", [])
    return [aliases] if isinstance(aliases, str) else aliases


def shuffled(desk: Desk, draw: random.Random) -> Rewriting:
    """The rows of every ledger, its columns and the names of the files stand in another order."""
    names = list(desk.ledgers)
    order = draw.sample(range(len(names)), len(names))
    ledgers = {}
    for n, name in zip(order, names, strict=True):
        table = desk.ledgers[name]
        columns = draw.sample([*table.columns], len(table.columns))
        ledgers[f"{Path(name).parent}/{n:04d}-{Path(name).name}"] = table[columns].sample(
            frac=1, random_state=draw.randrange(2**32)
        )
    return Rewriting(replace(desk, ledgers=ledgers), str)


def split(desk: Desk, draw: random.Random) -> Rewriting:
    """The rows of every ledger stand in several files."""
    ledgers = {}
    for name, table in desk.ledgers.items():
        part = [draw.randrange(4) for _ in range(len(table))]
        for n, rows in table.groupby(part):
            ledgers[f"{Path(name).with_suffix('')}-{n}.csv"] = rows
    return Rewriting(replace(desk, ledgers=ledgers), str)


_ELSEWHERE = "elsewhere:"


def unrelated_event(desk: Desk, draw: random.Random) -> Rewriting:
    """Another event stands in a ledger of its own; it has findings of its own, and the parties of the desk speak of it."""
    source, origin = draw.choice(desk.cells("source")), draw.choice(desk.cells("origin") or desk.cells("source"))
    rows = [
        (f"{_ELSEWHERE}{n}", "an unrelated landslide", "killed", "Tarnished Hollow", figure, day, day, source, origin)
        for n, (figure, day) in enumerate([("61", "2021-03-01"), ("72", "2021-03-02"), ("17", "2021-03-03")])
    ]
    columns = ["claim_id", "event", "measure", "place", "figure", "as_of", "published", "source", "origin"]
    declared = {"events": {"an unrelated landslide": {"start": "2021-03-01", "end": "null"}}}
    more = replace(
        desk,
        ledgers={**desk.ledgers, "elsewhere/claims.csv": pd.DataFrame(rows, columns=columns)},
        vocabularies={**desk.vocabularies, "elsewhere/vocabulary.yaml": declared},
    )
    return Rewriting(more, str)


def in_digits(desk: Desk, draw: random.Random) -> Rewriting:
    """The number of every figure stands in plain digits, where the figure then means the same."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        languages = table["lang"] if "lang" in table else [""] * len(table)
        return table.assign(figure=[_digits(*cells) for cells in zip(table["figure"], languages, strict=True)])

    return Rewriting(desk.with_rows(change), str)


def _digits(figure: str, language: str) -> str:
    read = parse_figure(figure, language or None)
    numbers = [part for part in read.parts if part.role == "number"]
    if read.error or len(numbers) != 1 or not isinstance(read.value, int) or other_reading(figure, language or None):
        return figure
    start, end = numbers[0].start, numbers[0].end
    text = f"{figure[:start]}{read.value}{figure[end:]}"
    other = parse_figure(text, language or None)
    apart = {"figure", "parts", "why", "lang"}
    fields = [name for name in read.__slots__ if name not in apart]
    return text if all(getattr(read, name) == getattr(other, name) for name in fields) else figure


YEARS = 4
"""So that every day has one that it moves to, 29 February as well, and two days stay as far apart."""
_DAY = r"(?<!\d)((?:19|20)\d\d)(?=([-/_.]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])(?!\d))"


def years_later(desk: Desk, draw: random.Random) -> Rewriting:
    """The whole story happens four years later, today as well."""
    later = _each(_DAY, lambda found: str(int(found[1]) + YEARS))
    back = _each(_DAY, lambda found: str(int(found[1]) - YEARS))

    def move(vocabulary: Mapping[str, Any]) -> dict[str, Any]:
        events = {
            name: {key: later(value) if key in ("start", "end") else value for key, value in (event or {}).items()}
            for name, event in (vocabulary.get("events") or {}).items()
        }
        return {**vocabulary, "events": events}

    named = ("claim_id", *REFERENCE_COLUMNS, "sums_to", *DATE_COLUMNS, "url", "note")
    moved = desk.with_cells(dict.fromkeys(named, later))
    vocabularies = {name: move(vocabulary) for name, vocabulary in desk.vocabularies.items()}
    today = desk.today.replace(year=desk.today.year + YEARS)
    return Rewriting(replace(moved, vocabularies=vocabularies, today=today), back)


def _each(pattern: str, change: Callable[[re.Match[str]], str]) -> Change:
    return lambda text: re.sub(pattern, change, text)


REWRITES: dict[str, Rewrite] = {
    "ids in reverse": ids_in_reverse,
    "ids at random": ids_at_random,
    "sources renamed": sources_renamed,
    "origins renamed": origins_renamed,
    "shuffled": shuffled,
    "split": split,
    "an unrelated event": unrelated_event,
    "in digits": in_digits,
    "years later": years_later,
}


def rewritten(desk: Desk, names: Iterable[str], seed: int) -> Rewriting:
    """A desk rewritten several times over, each time what came before."""
    draw = random.Random(seed)
    backs: list[Change] = []
    for name in names:
        desk, back = REWRITES[name](desk, draw)
        backs.insert(0, back)

    def read_back(text: str) -> str:
        for back in backs:
            text = back(text)
        return text

    return Rewriting(desk, read_back)


def differences(desk: Desk, before: pd.DataFrame, names: Iterable[str], seed: int = 0) -> list[tuple[str, Finding]]:
    """What a desk's report (`before`) has and that of the desk rewritten has not ("lost"), or the other way round ("new")."""
    alike = twins(desk)
    new_desk, back = rewritten(desk, names, seed)
    old = findings(before, lambda text: alike.get(text, text))
    now = findings(report(new_desk), lambda text: alike.get(back(text), back(text)))
    now = Counter({f: n for f, n in now.items() if not f.accused.startswith(_ELSEWHERE)})
    told = [*(("lost", f) for f in (old - now).elements()), *(("new", f) for f in (now - old).elements())]
    return sorted(told, key=lambda one: (one[1], one[0]))


def repeated(desk: Desk, ids: Collection[str], again: Change) -> Desk:
    """The desk with these claims entered once more, each under the id that `again` gives."""

    def repeat(table: pd.DataFrame) -> pd.DataFrame:
        rows = table[table["claim_id"].isin(ids)]
        return pd.concat([table, rows.assign(claim_id=rows["claim_id"].map(again))], ignore_index=True)

    return desk.with_rows(repeat)


def without(desk: Desk, ids: Collection[str]) -> Desk:
    """The desk without these claims, what was taken from them and what they revised, and without what names them."""
    rows = pd.concat(desk.ledgers.values()).fillna("").reindex(columns=["claim_id", "via", "revises"], fill_value="")
    gone: set[str] = set()
    more = set(ids)
    while more - gone:
        gone |= more
        more = {*rows.loc[rows["via"].isin(gone), "claim_id"], *rows.loc[rows["claim_id"].isin(gone), "revises"]} - {""}

    def remove(table: pd.DataFrame) -> pd.DataFrame:
        named = [column for column in ("claim_id", "change_from", "change_to") if column in table]
        return table[~table[named].isin(gone).any(axis=1)]

    def in_sums(cell: str) -> str:
        return "; ".join(f"{whole}/{label}" for whole, label in sums_of(cell, gone) if whole not in gone)

    return desk.with_rows(remove).with_cells({"revises": lambda cell: "" if cell in gone else cell, "sums_to": in_sums})


def widened(desk: Desk, ids: Collection[str], by: int) -> Desk:
    """The desk with the ranges of these claims wider by so many people on each side, where both ends are known and asserted."""

    def widen(table: pd.DataFrame) -> pd.DataFrame:
        table = table.copy()
        for column in ("low", "high", "parse_override", "lang"):
            if column not in table:
                table[column] = ""
        for n in table.index[table["claim_id"].isin(ids) & table["parse_override"].eq("")]:
            read = parse_figure(table["figure"][n], table["lang"][n] or None)
            if read.unit == "people" and read.low_hard and read.high_hard:
                table.loc[n, ["low", "high"]] = [str(max(0, int(read.low) - by)), str(int(read.high) + by)]
                table.loc[n, "parse_override"] = "the least and the most that it may have been"
        return table

    return desk.with_rows(widen)
