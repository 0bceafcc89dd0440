"""The one place where the stages meet: read -> parse -> validate -> check -> report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from checker import gate
from checker import parse as parse_stage
from checker import read as read_stage
from checker import report as report_stage
from checker.cards.card import Example, RuleCard
from checker.cards.catalogue import Catalogue, load_cards, shipped_folder
from checker.cards.examples import compare, example_ledger
from checker.changed_only import Since, what_changed
from checker.check import (
    TABLES,
    CardSession,
    Tables,
    agreeing_cells,
    companions,
    for_cards,
    inside_their_wholes,
    resting_on_one,
    why_not_compared,
    with_slips_named,
)
from checker.errors import FigcheckError, SettingsError
from checker.evidence import evidence_table
from checker.model import ROW_COLUMNS, SEVERITIES
from checker.settings import Settings, json_schema
from checker.settings.shown import shown_settings
from checker.validate import Validation, validate
from checker.vocabulary import Vocabulary, same_name

if TYPE_CHECKING:
    from rich.console import Console

DEFAULT_REPORT = "discrepancies.csv"
Progress = Callable[[str], None]


@dataclass
class Run:
    """What one run did: the report with its summary, the exit status, what could not be done, and what its files leave out."""

    report: report_stage.Report
    exit_status: int
    errors: list[FigcheckError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass
class Examined:
    """What the ledgers were found to hold, before anything is written.

    `decided` has the findings with the editors' decisions; `rows` these and what is wrong with waivers, worded and sorted
    (`model.FINDING_COLUMNS`, pointing into `claims`). `stands_on` has the labels of the claims that a finding stands on, by
    code, `row` and `against_row`; `waiver_labels` the waiver for each label of `claims` that stands for one. `facts` are
    those fields of a run's summary that are known by now. `tables` are those that the cards read, and `independence`.
    """

    rows: pd.DataFrame
    decided: gate.Decided
    claims: pd.DataFrame
    reading: read_stage.Reading
    stands_on: dict[tuple[str, int, int], frozenset[int]]
    waiver_labels: dict[int, int]
    baseline: gate.Baseline
    scope: gate.Scope
    texts: dict[str, report_stage.CardText]
    facts: dict[str, Any]
    errors: list[FigcheckError]
    tables: dict[str, pd.DataFrame]

    @property
    def waivers(self) -> pd.DataFrame:
        """The waivers that were read."""
        return self.reading.waivers


def run(
    paths: Iterable[Path],
    settings: Settings,
    today: date,
    progress: Progress = lambda _: None,
    since: Since | None = None,
) -> Run:
    """Checks every ledger below the paths and writes the reports that `settings.report` names.

    With `since`, only findings that have to do with a claim or waiver changed since then are reported and fail the run.
    Raises FigcheckError when nothing could be checked at all: no ledger, no claim. Whatever else goes wrong is in
    `errors`, and the rest is checked.
    """
    targets = [report_stage.target(name) for name in settings.report]
    paths = list(paths)
    found = examine(paths, settings, today, progress)
    inputs = [name for name, _ in found.facts["ledgers"]]
    _refuse_to_overwrite(targets, [*inputs, *found.facts["vocabularies"], *found.waivers["file"].unique()])
    progress("writing the report")
    rows, notes = _only_changed(found, paths, since) if since else (found.rows, [])
    rows, left_out = gate.mild_ones_left_out(rows, settings.min_severity)
    status = _exit_status(rows, settings.fail_on, found.errors)
    summary = report_stage.RunSummary(
        **found.facts,
        gate=[*found.decided.notes, *notes, *left_out],
        report_path=", ".join(str(target.path) for target in targets),
        fail_on=settings.fail_on,
        exit_status=status,
    )
    report = report_stage.Report(rows, summary, found.texts, report_stage.claims_concerned(rows, found.claims))
    for target in targets:
        target.write(report)
    cut = {target.path.as_posix(): target.format.left_out(report) for target in targets}
    return Run(report, status, found.errors, [f"{path}: {what}" for path, what in cut.items() if what])


def examine(paths: Iterable[Path], settings: Settings, today: date, progress: Progress = lambda _: None) -> Examined:
    """Everything that a run does up to the report; raises as `run` does, and writes nothing."""
    cards = catalogue(settings.rules)
    chosen, single = choose(cards, settings)
    baseline = gate.read_baseline(settings.baseline, required=settings.where("baseline") is not None)
    progress("reading")
    reading = read_stage.read(paths)
    errors: list[FigcheckError] = [*reading.errors, *cards.errors]
    if not len(reading.claims):
        raise _nothing_read(reading, errors)
    progress(f"parsing {len(reading.claims):,} claims")
    parsed = parse_claims(reading.claims, reading.vocabulary)
    progress("validating")
    validation = validate(parsed, reading.vocabulary, today)
    progress("comparing")
    with CardSession() as session:
        checked = check(validation, reading.vocabulary, chosen, session, today, progress, single.parameters)
    errors += checked.errors
    progress("wording the findings")
    texts = {card.code: _card_text(card, single.parameters[card.code]) for card in chosen}
    claims = for_report(parsed, checked.tables["figures"])
    stands_on = companions(checked.rows, checked.tables, {card.code: card.query for card in chosen if card.query})
    keys = checked.rows[["code", "row", "against_row"]].fillna({"row": -1, "against_row": -1})
    findings = report_stage.assemble(gate.set_severities(checked.rows, single.severities), claims, texts, stands_on)
    scope = gate.Scope(today, _not_run(cards, chosen), partial=bool(errors))
    decided = gate.decide(
        findings, reading.waivers, baseline, scope, longest=settings.longest_waiver, notice=settings.waiver_notice
    )
    rows, claims, labels = _with_waiver_rows(decided, reading.waivers, claims, texts, single)
    return Examined(
        rows, decided, claims, reading,
        dict(zip(keys.itertuples(index=False, name=None), stands_on, strict=True)), labels, baseline, scope, texts,
        _facts(reading, parsed, validation, checked, chosen, today, errors), errors, checked.tables,
    )  # fmt: skip


def _with_waiver_rows(
    decided: gate.Decided,
    waivers: pd.DataFrame,
    claims: pd.DataFrame,
    texts: dict[str, report_stage.CardText],
    single: gate.RuleSettings,
) -> tuple[pd.DataFrame, pd.DataFrame, dict[int, int]]:
    """The findings with what is wrong with waivers; the claims with a row for each such waiver, of its place and ids; and
    the waiver for the label of each.
    """
    wrong = decided.waiver_rows[decided.waiver_rows["code"].isin(texts)]
    if not len(wrong):
        return decided.findings, claims, {}
    lines = waivers.loc[wrong["row"].unique(), ["claim_id", "file", "line"]]
    first = int(claims.index.max()) + 1
    numbered = wrong.assign(row=first + wrong["row"].map({label: n for n, label in enumerate(lines.index)}))
    claims = pd.concat([claims, lines.set_index(first + pd.RangeIndex(len(lines)))])
    worded = report_stage.assemble(gate.set_severities(numbered, single.severities), claims, texts)
    rows = report_stage.in_order(pd.concat([decided.findings, worded], ignore_index=True))
    return rows, claims, {first + n: int(label) for n, label in enumerate(lines.index)}


def _only_changed(found: Examined, paths: Sequence[Path], since: Since) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The rows that have to do with what changed, and a line for the summary on the others.

    A waiver that silences nothing is told when it changed itself, or its finding has to do with what changed.
    """
    changed = what_changed(found.reading, paths, since)
    shown, findings = [], found.decided.findings
    verdicts = found.decided.verdicts
    for code, row, against in found.rows[["code", "row", "against_row"]].fillna(-1).itertuples(index=False):
        waiver = found.waiver_labels.get(row)
        if waiver is None:
            key = (code, row, against)
        else:
            finding = verdicts[found.waivers.index.get_loc(waiver)].finding
            if waiver in changed.waivers or finding is None:
                shown.append(waiver in changed.waivers)
                continue
            key = tuple(findings.loc[finding, ["code", "row", "against_row"]].fillna(-1))
        shown.append(not changed.claims.isdisjoint(found.stands_on[key]))
    rows = found.rows[shown].reset_index(drop=True)
    hidden = found.rows[~pd.Series(shown, index=found.rows.index, dtype=bool)]
    gating = int((hidden["status"] == "new").sum())
    claims = f"{len(changed.claims):,} of {len(found.reading.claims):,} claims"
    others = f"{len(hidden):,} other finding{'' if len(hidden) == 1 else 's'} not shown, {gating:,} of them new"
    return rows, [("Changed", f"{claims} {since}; {others}")]


def _not_run(cards: Catalogue, chosen: list[RuleCard]) -> frozenset[str]:
    """Codes and names of the rules that were left out, or whose card is broken."""
    ran = {card.code for card in chosen}
    left_out = (name for card in cards.cards if card.code not in ran for name in (card.code, card.name))
    return frozenset([*left_out, *cards.broken])


def _facts(
    reading: read_stage.Reading,
    parsed: pd.DataFrame,
    validation: Validation,
    checked: Checked,
    chosen: list[RuleCard],
    today: date,
    errors: list[FigcheckError],
) -> dict[str, Any]:
    alone = why_not_compared(checked.tables)
    return {
        "ledgers": reading.ledgers,
        "passed_over": reading.passed_over,
        "unknown_columns": reading.unknown_columns,
        "vocabularies": reading.vocabularies,
        "claims_read": len(parsed),
        "claims_parsed": int((parsed["figure_error"].isna() & parsed["figure"].notna()).sum()),
        "claims_valid": len(validation.figures),
        "claims_compared": len(validation.figures) - sum(n for _, n in alone),
        "not_compared": alone,
        "cells": int(checked.tables["figures"]["cell"].nunique()),
        "cards_run": len(chosen),
        "confirmed": _confirmed(checked.tables, checked.found),
        "on_one_origin": resting_on_one(checked.tables["figures"], checked.tables["independence"]),
        "broken": [str(error) for error in errors],
        "as_of": today,
    }


def _refuse_to_overwrite(targets: Iterable[report_stage.Target], inputs: Iterable[str]) -> None:
    """Raises SettingsError when a report would be written over what the run reads."""
    read = {Path(name).resolve() for name in inputs}
    for target in targets:
        if target.path.resolve() in read:
            raise SettingsError(
                "the report would replace a file that is checked",
                where=target.path.as_posix(),
                mend="name another place with --report",
            )


def show(done: Run, console: Console, *, verbose: bool = False) -> None:
    """The summary of a run and its worst discrepancies, for a person."""
    report_stage.show(done.report, console, verbose=verbose)


def choose(cards: Catalogue, settings: Settings) -> tuple[list[RuleCard], gate.RuleSettings]:
    """The cards that settings choose, and what they say of single rules.

    Raises SettingsError, naming the nearest, for a rule or parameter that there is not.
    """
    with gate.located(settings.where("select")):
        cards.choose(settings.select)
    with gate.located(settings.where("ignore")):
        chosen = cards.choose(settings.select, settings.ignore)
    return chosen, gate.rule_settings(cards, settings)


def effective_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, value, where it came from) of every setting. Raises SettingsError for what a run would refuse."""
    choose(catalogue(settings.rules), settings)
    report = settings.report or (DEFAULT_REPORT,)
    return list(shown_settings(replace(settings, report=report)))


def settings_schema() -> str:
    """The JSON Schema of figcheck.toml, with the rules that ship."""
    rules = [
        (card.code, card.name, [(p.name, p.default, f"{p.why} ({p.unit})") for p in card.parameters.values()])
        for card in catalogue([]).cards
    ]
    return json_schema.settings_schema(rules)


def require_format(name: str) -> None:
    """Raises SettingsError when no report format has this name."""
    report_stage.format_of(name)


def in_format(done: Run, name: str) -> tuple[str, str]:
    """The report of a run in one of the formats, to be printed, and what that leaves out ("" for nothing).

    Raises SettingsError for a format that there is not.
    """
    wanted = report_stage.format_of(name)
    return wanted.render(done.report), wanted.left_out(done.report)


def catalogue(folders: Iterable[Path], *, examples: bool = False) -> Catalogue:
    """The shipped cards and those of a newsroom's own folders, which are checked.

    With `examples` the shipped ones have theirs, and are checked too.
    """
    return load_cards([shipped_folder(), *folders], TABLES, shipped_whole=examples)


def parse_claims(claims: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """The claims table with the columns of `model.PARSED_COLUMNS` beside it, same rows."""
    rounds = pd.Series(True, index=claims.index)
    for column in ("source", "origin"):
        never = {spelling for spelling, party in vocabulary.parties(column).items() if not party.rounds}
        names = claims[column].dropna().unique()
        rounds &= ~claims[column].isin([name for name in names if same_name(name) in never])
    figures = parse_stage.parse_figures(claims["figure"], claims["lang"], rounds, claims["interval"])
    figures["other_reading"] = parse_stage.other_readings(claims["figure"], claims["lang"])
    figures["quote_has_figure"] = parse_stage.quotes_have_figures(claims["figure"], claims["quote"], claims["lang"])
    for bound in ("low", "high"):
        figures[f"written_{bound}"] = parse_stage.written_bounds(claims[f"ledger_{bound}"])
    return parse_stage.with_overrides(pd.concat([claims, figures], axis=1))


@dataclass
class Checked:
    """What the checks found: `rows` (`model.ROW_COLUMNS`) and the tables they read; `found` are the rows of the engine."""

    rows: pd.DataFrame
    tables: Tables
    errors: list[FigcheckError]
    found: pd.DataFrame


def check(
    validation: Validation,
    vocabulary: Vocabulary,
    cards: Iterable[RuleCard],
    session: CardSession,
    today: date,
    progress: Progress = lambda _: None,
    parameters: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    copies_in: Path | None = None,
) -> Checked:
    """Runs the cards over the figures that went on; the rows of the validity and figure cards come from `validate`.

    `parameters` are values by code and name, in place of the cards' defaults. Archived copies are looked for beside their
    ledgers, or in `copies_in`.
    """
    cards = list(cards)
    tables = Tables(validation.figures, vocabulary)
    queries = [card.query for card in cards if card.query is not None]
    asked = any("evidence" in query for query in queries)
    with_copies = validation.figures if asked else validation.figures.iloc[:0]
    tables["evidence"] = evidence_table(with_copies, copies_in, progress)
    session.load(for_cards(tables, queries))
    result = session.run(cards, parameters, today=today, progress=progress)
    codes = {card.code for card in cards}
    found = _rows_of_claims(with_slips_named(result.rows), tables["figures"])
    from_validate = validation.rows[validation.rows["code"].isin(codes)]
    rows = pd.concat([from_validate, found], ignore_index=True)[list(ROW_COLUMNS)]
    return Checked(rows, tables, list(result.errors), result.rows)


def _rows_of_claims(found: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Findings by claim id as findings by row of the claims table."""
    row = figures.set_index("claim_id")["row"]
    table = found.copy()
    table["row"] = row.reindex(found["claim_id"]).astype("Int64").array
    table["against_row"] = row.reindex(found["against_id"]).astype("Int64").array
    return table[list(ROW_COLUMNS)]


def for_report(parsed: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The parsed claims as a report shows them: names as declared, the range that was compared, the cell.

    `figures` is the table of that name of `check`; a claim that did not get there keeps what was read.
    """
    claims = parsed.copy(deep=False)
    compared = figures.set_index("row").reindex(claims.index)
    went_on = claims.index.isin(figures["row"])
    for column in ("event", "measure", "population", "place", "source", "origin", "kind", "basis"):
        claims[column] = compared[column].fillna(claims[column])
    for column in ("low", "high", "low_hard", "high_hard", "implied_low", "implied_high"):
        claims[column] = claims[column].where(~went_on, compared[column])
    claims["cell"] = compared["cell"]
    return claims


def _card_text(card: RuleCard, parameters: Mapping[str, Any]) -> report_stage.CardText:
    help_text = report_stage.help_of(card.prose)
    return report_stage.CardText(
        card.code, card.name, card.message, card.mend, card.severity, card.title, help_text, parameters
    )


def _confirmed(tables: Tables, found: pd.DataFrame) -> list[tuple[str, int]]:
    """What was tested and held."""

    def held(code: str, table: str) -> int:
        return len(tables[table]) - int((found["code"] == code).sum())

    counts = [
        ("sums add up to their wholes", held("FC501", "sums")),
        ("daily numbers agree with the change of the total", int(tables["intervals"]["off"].eq(0).sum())),
        ("parts lie inside their wholes", inside_their_wholes(tables)),
        ("cells in which independent origins agree", agreeing_cells(tables)),
        ("copies carry the words of their source faithfully", int(tables["figures"]["echo"].sum())),
        ("quotes stand in their archived copies", int(tables["evidence"]["quote_in_copy"].eq(True).sum())),
    ]
    return [(what, n) for what, n in counts if n > 0]


def _exit_status(report: pd.DataFrame, fail_on: str, errors: list[FigcheckError]) -> int:
    if errors:
        return 2
    if fail_on == "never":
        return 0
    gating = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int((report["severity"].isin(gating) & report["status"].eq("new")).any())


def _nothing_read(reading: read_stage.Reading, errors: list[FigcheckError]) -> FigcheckError:
    if errors:
        first, *others = errors
        what = "\n".join([str(first), *(str(e) for e in others)])
        return FigcheckError(what)
    if reading.ledgers:
        names = ", ".join(name for name, _ in reading.ledgers)
        return FigcheckError(
            "nothing was checked", where=names, why="the ledger has no claims", mend="add a row for each claim"
        )
    passed = f"; passed over: {', '.join(name for name, _ in reading.passed_over[:5])}" if reading.passed_over else ""
    return FigcheckError(
        "nothing was checked",
        why=f"no ledger was found{passed}",
        mend="a ledger is a CSV file with at least the columns claim_id and figure; `figcheck init` writes one to start from",
    )


@dataclass(frozen=True)
class Outcome:
    """How one example of a card came out; no complaints means as expected."""

    where: str
    title: str
    complaints: list[str]


def run_examples(names: Iterable[str], folders: Iterable[Path]) -> tuple[Catalogue, list[Outcome]]:
    """Runs the examples of the cards named (all without names) through the whole flow."""
    loaded = catalogue(folders, examples=True)
    outcomes = []
    with CardSession() as session:
        for card in loaded.choose(tuple(names)):
            for example in card.examples:
                outcomes.append(run_example(card, example, loaded.cards, session))
    return loaded, outcomes


EXAMPLE_TODAY = date(2024, 3, 1)
"""The date that counts as today in an example that gives none."""


def run_example(card: RuleCard, example: Example, cards: Iterable[RuleCard], session: CardSession) -> Outcome:
    """One example as a ledger of its own, through the whole flow.

    Where its card reads `discrepancies`, the cards of earlier families run before it.
    """
    where = f"{example.file}:{example.line}"
    today = example.today or EXAMPLE_TODAY
    if card.check == "waivers":
        complaints = compare(example, gate.judged_example(example, today, Settings.longest_waiver))
        return Outcome(where, example.title, complaints)
    claims, _ = example_ledger(example)
    declared = read_stage.merge({
        "": read_stage.common_vocabulary(),
        example.file: read_stage.read_vocabulary(example.vocabulary_text, example.file),
    })  # fmt: skip
    validation = validate(parse_claims(claims, declared), declared, today)
    before = [c for c in cards if c.code[2] < card.code[2]] if "discrepancies" in (card.query or "") else []
    with TemporaryDirectory(prefix="figcheck-") as folder:
        example.write_files(Path(folder))
        checked = check(validation, declared, [*before, card], session, today, copies_in=Path(folder))
    complaints = [str(error) for error in checked.errors] or compare(example, checked.rows)
    if example.section == "gap":
        closed = f"{where}: {example.title}: this known gap is closed: move the example up"
        complaints = [] if complaints else [closed]
    return Outcome(where, example.title, complaints)


def card_page(rule: str, folders: Iterable[Path]) -> str:
    """The Markdown of one card, by code or name."""
    return catalogue(folders).card(rule).text
