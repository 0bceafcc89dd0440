"""The one place where the stages meet: read -> parse -> validate -> compare -> report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from figcheck import gate
from figcheck import report as report_stage
from figcheck.compare.cards.card import RuleCard
from figcheck.compare.cards.catalogue import Catalogue
from figcheck.compare.cards.problems import rows_of_checks
from figcheck.compare.cards.rule_settings import RuleSettings, chosen_rules
from figcheck.compare.cards.shipped import catalogue
from figcheck.compare.comparable.independence import resting_on_one
from figcheck.compare.derived.sums import sums_not_tested
from figcheck.compare.engine import CardSession
from figcheck.compare.find_discrepancies import Compared, find_discrepancies
from figcheck.compare.findings.claims_behind import claims_behind
from figcheck.compare.findings.confirmed import confirmed
from figcheck.compare.findings.not_compared import not_compared, reasons
from figcheck.compare.tables import Tables
from figcheck.gate.changed_since import Since, what_changed
from figcheck.model.errors import FigcheckError, SeveralErrors
from figcheck.model.notice import Notice
from figcheck.model.progress import Progress, silent
from figcheck.model.settings import Settings
from figcheck.model.tables import TABLES, Claims, Failures, Figures, NotCompared, Rows
from figcheck.parse import use_lexicons
from figcheck.parse.claims import parse_claims
from figcheck.provenance.copies import evidence_table, not_read
from figcheck.read import reading as read_stage
from figcheck.report.card_text import card_text
from figcheck.report.claims_for_report import claims_for_report
from figcheck.report.write_reports import write_reports
from figcheck.validate.validation import Validation, validate

if TYPE_CHECKING:
    from rich.console import Console

    from figcheck.prose.draft import KnownClaims


@dataclass
class Run:
    """What one run did: the report with its summary, the exit status, the files that it read, what could not be done, and
    what its reports leave out.
    """

    report: report_stage.Report
    exit_status: int
    inputs: list[str]
    errors: list[FigcheckError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


class KnownLedger(NamedTuple):
    """The ledgers as a draft is compared with them, the files that they are in, what could not be read, and the waivers."""

    claims: KnownClaims
    inputs: list[str]
    errors: list[FigcheckError]
    waivers: pd.DataFrame


@dataclass
class Examined:
    """What the ledgers were found to hold, before anything is written.

    `decisions` has the findings with the editors' decisions; `rows` these and what is wrong with waivers, worded and sorted
    (pointing into `claims`). `stands_on` has the labels of the claims that a finding stands on, by
    code, `row` and `against_row`; `waiver_labels` the waiver for each label of `claims` that stands for one. `summary`
    has what is known before the report. `tables` are those that the cards read, and `independence`.
    `not_compared` has the claims that were compared with nothing.
    """

    rows: pd.DataFrame
    decisions: gate.Decisions
    claims: pd.DataFrame
    reading: read_stage.Reading
    stands_on: dict[tuple[str, int, int], frozenset[int]]
    waiver_labels: dict[int, int]
    baseline: gate.Baseline
    scope: gate.Scope
    texts: dict[str, report_stage.CardText]
    summary: report_stage.RunSummary
    errors: list[FigcheckError]
    tables: Tables
    not_compared: NotCompared

    @property
    def waivers(self) -> pd.DataFrame:
        """The waivers that were read."""
        return self.reading.waivers


def run(
    paths: Iterable[Path],
    settings: Settings,
    today: date,
    progress: Progress = silent,
    since: Since | None = None,
    not_fetched: Sequence[FigcheckError] = (),
) -> Run:
    """Checks every ledger below the paths and writes the reports that `settings.report` names.

    `not_fetched` are errors from before: tables of the web that could not be had. With `since`, only findings that have to do with
    a claim or waiver changed since then are reported and fail the run.
    Raises FigcheckError when nothing could be checked at all: no ledger, no claim. Whatever else goes wrong is in
    `errors`, and the rest is compared. So is a report that could not be written.
    """
    targets = [report_stage.target(name) for name in settings.report]
    paths = list(paths)
    try:
        found = examine(paths, settings, today, progress)
    except FigcheckError as error:
        if not not_fetched:
            raise
        raise SeveralErrors([*not_fetched, error]) from error
    found.errors[:0] = not_fetched
    inputs = found.reading.inputs()
    progress("writing the report")
    rows, notes = _only_changed(found, paths, since, settings) if since else (found.rows, [])
    rows, left_out = gate.at_least(rows, settings.min_severity)
    rows = report_stage.with_causes(rows, found.texts, found.claims)
    summary = replace(found.summary, gate=[*found.decisions.notes, *notes, *left_out])
    failing = gate.fails(rows, settings.fail_on)
    concerned = report_stage.claims_concerned(rows, found.claims)
    made = partial(_tables_for_report, found.tables, found.claims)
    report = report_stage.Report(rows, summary, found.texts, concerned, found.not_compared, made)
    report, written, errors = write_reports(targets, report, inputs, found.errors, failing=failing)
    cut = {target.path.as_posix(): target.format.left_out(report) for target in written}
    notices = [f"{path}: {what}" for path, what in cut.items() if what]
    return Run(report, report.summary.exit_status, inputs, errors, notices)


def _tables_for_report(tables: Tables, claims: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables that the rules of this run read, and all claims."""
    return {"claims": claims, **{name: tables[name][list(TABLES[name])] for name in TABLES if name in tables}}


def write_report(done: Run, name: str) -> None:
    """Writes one more report of a run, as `--report NAME` would. Raises FigcheckError when that cannot be."""
    target = report_stage.target(name)
    target.refuse(done.inputs, done.report)
    target.write(done.report)


def examine(paths: Iterable[Path], settings: Settings, today: date, progress: Progress = silent) -> Examined:
    """Everything that a run does up to the report; raises as `run` does, and writes nothing."""
    cards = catalogue(settings.rules)
    chosen, single = chosen_rules(cards, settings)
    baseline = gate.read_baseline(settings.baseline, required=settings.where("baseline") is not None)
    progress("reading")
    reading = read_stage.read(paths, settings)
    errors: list[FigcheckError] = [*reading.errors, *cards.errors, *use_lexicons(settings.lexicons)]
    if not len(reading.claims):
        raise replace(reading, errors=errors).why_nothing_was_read()
    progress(f"parsing {len(reading.claims):,} claims")
    parsed = parse_claims(Claims.checked(reading.claims), reading.vocabulary)
    progress("validating")
    validation = validate(parsed, reading.vocabulary, today, settings.dates)
    progress("comparing")
    with CardSession() as session:
        compared = find_discrepancies(
            validation,
            reading.vocabulary,
            chosen,
            session,
            today,
            partial(evidence_table, progress=progress),
            progress=progress,
            parameters=single.parameters,
        )
    errors += [*compared.errors, *not_read(compared.tables["evidence"])]
    progress("wording the findings")
    texts = {card.code: card_text(card, single.parameters[card.code]) for card in chosen}
    notices = [*reading.notices, *validation.notices]
    claims, notes = _with_notices(
        claims_for_report(parsed.assign(**validation.dates), compared.tables), notices, chosen
    )
    found = Rows.checked(pd.concat([compared.rows, notes], ignore_index=True) if len(notes) else compared.rows)
    stands_on = claims_behind(found, compared.tables, {card.code: card.query for card in chosen if card.query})
    alone = not_compared(claims, validation.left_out, compared.tables)
    keys = found[["code", "row", "against_row"]].fillna({"row": -1, "against_row": -1})
    findings = report_stage.assemble_report(
        gate.with_set_severities(found, single.severities), claims, texts, stands_on
    )
    scope = gate.Scope(today, _not_run(cards, chosen), partial=bool(errors))
    decisions = gate.apply_decisions(
        findings, reading.waivers, baseline, scope, longest=settings.longest_waiver, notice=settings.waiver_notice
    )
    wrong = rows_of_checks(decisions.waiver_rows, chosen)
    rows, claims, labels = _with_waiver_rows(decisions, reading.waivers, claims, wrong, texts, single)
    return Examined(
        rows=rows,
        decisions=decisions,
        claims=claims,
        reading=reading,
        stands_on=dict(zip(keys.itertuples(index=False, name=None), stands_on, strict=True)),
        waiver_labels=labels,
        baseline=baseline,
        scope=scope,
        texts=texts,
        summary=_summary_so_far(reading, parsed, validation, compared, alone, chosen, settings, today),
        errors=errors,
        tables=compared.tables,
        not_compared=alone,
    )


def known_claims(paths: Iterable[Path], settings: Settings, today: date) -> KnownLedger:
    """The ledgers below the paths as a draft is compared with them. Raises FigcheckError when there is no claim at all."""
    from figcheck.prose.draft import KnownClaims  # only a draft needs it, and a run need not wait for it

    reading = read_stage.read(list(paths), settings)
    errors = [*reading.errors, *use_lexicons(settings.lexicons)]
    if not len(reading.claims):
        raise replace(reading, errors=errors).why_nothing_was_read()
    parsed = parse_claims(Claims.checked(reading.claims), reading.vocabulary)
    figures = validate(parsed, reading.vocabulary, today, settings.dates).figures
    known = KnownClaims(Tables(figures, reading.vocabulary)[Figures], reading.vocabulary)
    return KnownLedger(known, reading.inputs(), errors, reading.waivers)


def check_drafts(
    paths: Iterable[Path],
    ledger: KnownLedger,
    settings: Settings,
    today: date,
    *,
    as_of: date | None = None,
    events: Sequence[str] = (),
    lang: str | None = None,
    kind: str | None = None,
    accept: bool = False,
) -> Run:
    """Compares the drafts below the paths with a ledger, and writes the reports that `settings.report` names.

    The other arguments are those of `judged_drafts`. The waivers of the ledger and the baseline hold for drafts, too. With
    `accept`, the baseline is written with what is found now. Raises FigcheckError for a baseline that cannot be read.
    """
    from figcheck.prose.draft import judged_drafts
    from figcheck.report.drafts import draft_report, draft_rows, draft_target

    targets = [draft_target(name) for name in settings.report]
    baseline = gate.read_baseline(settings.baseline, required=settings.where("baseline") is not None and not accept)
    errors = list(ledger.errors)
    judged = []
    for one in judged_drafts(paths, ledger.claims, today, as_of=as_of, events=events, lang=lang, kind=kind):
        if isinstance(one, FigcheckError):
            errors.append(one)
        else:
            judged.append(one)
    rows, labels = draft_rows(judged)
    scope = gate.Scope(today, partial=True)
    decided = partial(gate.apply_decisions, longest=settings.longest_waiver, notice=settings.waiver_notice)
    found = decided(rows, ledger.waivers, baseline, scope).findings
    if accept:
        gate.write_baseline(gate.accepted_entries(found, baseline, scope), settings.baseline)
        found = decided(rows, ledger.waivers, gate.read_baseline(settings.baseline, required=True), scope).findings
    drafts = {one.draft.file for one in judged}
    counts = (_count(len(judged), "figure"), _count(len(drafts), "draft"), _count(len(ledger.claims.claims), "claim"))
    said = "{} in {} compared with {}.".format(*counts)
    summary = report_stage.RunSummary(
        ledgers=[], passed_over=[], unknown_columns=[], vocabularies=[], claims_read=0, claims_parsed=0, claims_valid=0,
        claims_compared=0, not_compared=[], cells=0, cards_run=0, fail_on=settings.fail_on, as_of=today,
    )  # fmt: skip
    report = draft_report(judged, found, labels, summary, said)
    failing = gate.fails(report.rows, settings.fail_on)
    inputs = [*ledger.inputs, *sorted(drafts)]
    ended, _, errors = write_reports(targets, report, inputs, errors, failing=failing)
    return Run(ended, ended.summary.exit_status, inputs, errors)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _with_notices(
    claims: pd.DataFrame, notices: Sequence[Notice], cards: Sequence[RuleCard]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims with a line for each notice on how a ledger was read, and a finding that points to it."""
    if not notices:
        return claims, Rows.no_rows()
    labels = int(claims.index.max()) + 1 + pd.RangeIndex(len(notices))
    lines = pd.DataFrame({"file": [n.file for n in notices], "line": [n.line for n in notices]}, index=labels)
    # what tells it again must not change when rows move
    about = [re.sub(r"\d+", "", notice.what) for notice in notices]
    facts = [
        {"column": kind, "value": None, "claim": "", "others": None, "why": notice.what}
        for kind, notice in zip(about, notices, strict=True)
    ]
    found = pd.DataFrame({"check": "noticed", "row": labels, "against_row": None, "fields": facts})
    return pd.concat([claims, lines]), rows_of_checks(Failures.of(found), cards)


def _with_waiver_rows(
    decisions: gate.Decisions,
    waivers: pd.DataFrame,
    claims: pd.DataFrame,
    wrong: pd.DataFrame,
    texts: dict[str, report_stage.CardText],
    single: RuleSettings,
) -> tuple[pd.DataFrame, pd.DataFrame, dict[int, int]]:
    """The findings with `wrong`, what is wrong with waivers; the claims with a row for each such waiver, of its place and
    ids; and the waiver for the label of each.
    """
    if not len(wrong):
        return decisions.findings, claims, {}
    lines = waivers.loc[wrong["row"].unique(), ["claim_id", "file", "line"]]
    first = int(claims.index.max()) + 1
    numbered = wrong.assign(row=first + wrong["row"].map({label: n for n, label in enumerate(lines.index)}))
    claims = pd.concat([claims, lines.set_index(first + pd.RangeIndex(len(lines)))])
    worded = report_stage.assemble_report(gate.with_set_severities(numbered, single.severities), claims, texts)
    rows = report_stage.in_report_order(pd.concat([decisions.findings, worded], ignore_index=True))
    return rows, claims, {first + n: int(label) for n, label in enumerate(lines.index)}


def _only_changed(
    found: Examined, paths: Sequence[Path], since: Since, settings: Settings
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The rows that have to do with what changed, and a line for the summary on the others.

    A waiver that silences nothing is reported when it changed itself, or its finding has to do with what changed.
    """
    changed = what_changed(found.reading, paths, since, settings)
    shown, findings = [], found.decisions.findings
    verdicts = found.decisions.verdicts
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
    concerned = pd.Series(shown, index=found.rows.index, dtype=bool)
    rows = found.rows[concerned].reset_index(drop=True)
    hidden = found.rows[~concerned]
    gating = int((hidden["status"] == "new").sum())
    claims = f"{len(changed.claims):,} of {len(found.reading.claims):,} claims"
    others = f"{len(hidden):,} other finding{'' if len(hidden) == 1 else 's'} not shown ({gating:,} new)"
    return rows, [("Changed", f"{claims} {since}; {others}")]


def _not_run(cards: Catalogue, chosen: list[RuleCard]) -> frozenset[str]:
    """Codes and names of the rules that were left out, or whose card is broken."""
    ran = {card.code for card in chosen}
    left_out = (name for card in cards.cards if card.code not in ran for name in (card.code, card.name))
    return frozenset([*left_out, *cards.broken])


def _summary_so_far(
    reading: read_stage.Reading,
    parsed: pd.DataFrame,
    validation: Validation,
    compared: Compared,
    alone: NotCompared,
    chosen: list[RuleCard],
    settings: Settings,
    today: date,
) -> report_stage.RunSummary:
    """What was read and compared; `run` adds where the report goes, what the gate left out, and how the run ended."""
    return report_stage.RunSummary(
        ledgers=reading.ledgers,
        passed_over=reading.passed_over,
        unknown_columns=reading.unknown_columns,
        notices=[(notice.file, notice.what) for notice in (*reading.notices, *validation.notices)],
        vocabularies=reading.vocabularies,
        claims_read=len(parsed),
        claims_parsed=int((parsed["figure_error"].isna() & parsed["figure"].notna()).sum()),
        claims_valid=len(validation.figures),
        claims_compared=len(parsed) - len(alone),
        not_compared=reasons(alone),
        sums_not_tested=sums_not_tested(compared.tables[Figures]),
        cells=int(compared.tables["figures"]["cell"].nunique()),
        cards_run=len(chosen),
        fail_on=settings.fail_on,
        as_of=today,
        confirmed=confirmed(compared.tables, compared.found, [card.code for card in chosen if card.about == "sum"]),
        on_one_origin=resting_on_one(compared.tables["figures"], compared.tables["independence"]),
    )


def show(done: Run, console: Console, *, verbose: bool = False) -> None:
    """The summary of a run and its worst discrepancies, for a person."""
    report_stage.show(done.report, console, verbose=verbose)


def require_format(name: str) -> None:
    """Raises SettingsError when no report format has this name."""
    report_stage.format_of(name)


def in_format(done: Run, name: str) -> tuple[bytes, str]:
    """The report of a run in one of the formats, to be printed, and what that leaves out ("" for nothing).

    Raises SettingsError for a format that there is not.
    """
    wanted = report_stage.format_of(name)
    return wanted.encoded(done.report), wanted.left_out(done.report)
