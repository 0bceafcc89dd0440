"""What editors decide about findings: waivers written and listed, and findings accepted as a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from figcheck import gate
from figcheck.compare.cards.shipped import catalogue
from figcheck.gate import FindingRow, NewWaiver
from figcheck.model.disk.paths import waits_for_others
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import Settings
from figcheck.pipeline import Examined, check_drafts, examine, known_claims
from figcheck.report.assemble import words_of_check
from figcheck.report.card_text import card_text
from figcheck.report.causes import followers, with_causes
from figcheck.report.files.csv_file import read as read_report

_SHORTEST = 4
"""Letters of a fingerprint by which a finding may be named, if they tell it from all others."""


@dataclass(frozen=True)
class Waived:
    """A waiver that was written: the finding that it is for, where it stands, and how many findings that follow it covers."""

    finding: FindingRow
    file: Path
    line: int
    covers: int = 0


def waive(
    new: NewWaiver,
    paths: Sequence[Path],
    settings: Settings,
    today: date,
    *,
    report: Path | None = None,
    file: Path | None = None,
    drafts: Sequence[Path] = (),
) -> Waived:
    """Writes a waiver for the finding that `new` names, as the ledgers or some `drafts` are now or as a `report` has it.

    The waiver covers the findings that follow from it there, as a report with these settings shows them.
    Without a `file`, the waiver goes into the nearest waivers.csv. Raises FigcheckError when no finding, or more than one, is
    meant, when it needs no waiver, and for a reason or day that would silence nothing.
    """
    new.refuse_empty(today, settings.longest_waiver)
    if drafts:
        rows = _of_drafts(drafts, paths, settings, today)
    else:
        rows = _report(report) if report else _with_causes(examine(paths, settings, today), settings)
    finding = _one(rows, new.fingerprint.strip().lower())
    about_waivers = {card.code for card in catalogue(settings.rules).cards if card.about == "waiver"}
    gate.refuse_needless(finding, about_waivers)
    ledger = (
        next((path if path.is_file() else path / "-" for path in paths), Path("-")) if drafts else Path(finding["file"])
    )
    file = file or gate.waivers_file(ledger, paths)
    follow = followers(rows, finding["fingerprint"])
    return Waived(finding, file, gate.put_waiver(file, new.row(finding, follow)), len(follow))


def _of_drafts(drafts: Sequence[Path], paths: Sequence[Path], settings: Settings, today: date) -> pd.DataFrame:
    """The findings in drafts. Raises FigcheckError for a draft that cannot be read."""
    settings = replace(settings, report=())
    done = check_drafts(drafts, known_claims(paths, settings, today), settings, today, as_of=settings.as_of)
    for error in done.errors:
        raise error
    return done.report.rows


def _with_causes(found: Examined, settings: Settings) -> pd.DataFrame:
    """The findings, with what follows from what among those that a report shows."""
    shown, _ = gate.at_least(found.rows, settings.min_severity)
    grouped = with_causes(shown, found.texts, found.claims)
    hidden = found.rows[~found.rows["fingerprint"].isin(grouped["fingerprint"])]
    return pd.concat([grouped, hidden], ignore_index=True) if len(hidden) else grouped


def _report(file: Path) -> pd.DataFrame:
    try:
        if (what := waits_for_others(file)) is not None:
            raise ValueError(f"it is {what}, which may never end")
        rows = read_report(file)
        if rows[["fingerprint", "state", "code", "rule", "status", "file"]].isna().any(axis=None):
            raise ValueError("a row is cut off")
        return rows
    except (KeyError, ValueError, OSError) as error:
        why = f"it has no column {error}" if isinstance(error, KeyError) else str(error)
        mend = "name a discrepancies.csv that figcheck wrote"
        raise FigcheckError("cannot read the report", where=file.as_posix(), why=why, mend=mend) from error


def _one(rows: pd.DataFrame, fingerprint: str) -> FindingRow:
    found = rows[rows["fingerprint"].str.startswith(fingerprint)]
    if len(fingerprint) < _SHORTEST or len(found) > 1:
        some = "; ".join(f"{row.fingerprint} ({row.code} {row.claim_id})" for row in found.head(5).itertuples())
        raise FigcheckError(
            f'"{fingerprint}" fits {len(found):,} findings',
            why=some or None,
            mend="give more letters of the fingerprint",
        )
    if not len(found):
        raise FigcheckError(
            f'there is no finding "{fingerprint}"',
            mend="copy the fingerprint from the first column of discrepancies.csv, and use the same paths and flags as the run",
        )
    row: FindingRow = found.iloc[0][list(FindingRow.__annotations__)].to_dict()
    return row


@dataclass(frozen=True)
class Listed:
    """A waiver as `figcheck waivers` shows it: file and line, what it is worth, and what else there is to say."""

    where: str
    verdict: str
    lines: list[str]


def list_waivers(paths: Iterable[Path], settings: Settings, today: date) -> tuple[list[Listed], list[FigcheckError]]:
    """Every waiver, those about to run out first, then those that silence nothing, then the others; and what failed."""
    found = examine(paths, settings, today)
    listed: list[tuple[int, date, int, Listed]] = []
    records = found.waivers.to_dict("records")
    wrong = _what_is_wrong(found, settings)
    for n, (waiver, verdict) in enumerate(zip(records, found.decisions.verdicts, strict=True)):
        soon = gate.ends_soon(verdict, today, settings.waiver_notice)
        rank = 0 if soon else 2 if verdict.word == gate.HOLDS else 1
        entry = _listed(waiver, verdict, soon, found, today, wrong.get(found.waivers.index[n]))
        listed.append((rank, verdict.until or today, n, entry))
    return [entry for *_, entry in sorted(listed, key=lambda entry: entry[:3])], found.errors


def _what_is_wrong(found: Examined, settings: Settings) -> dict[int, tuple[str, str]]:
    """What the cards say of each waiver that silences nothing, and how to fix it, whether or not their rules run."""
    texts = {check: card_text(card) for card in catalogue(settings.rules).cards for check in card.problems}
    wrong = found.decisions.waiver_rows[["row", "check", "fields"]].itertuples(index=False)
    return {row: words_of_check(texts[check], check, facts) for row, check, facts in wrong}


def _listed(
    waiver: dict[str, Any],
    verdict: gate.Verdict,
    soon: bool,
    found: Examined,
    today: date,
    wrong: tuple[str, str] | None,
) -> Listed:
    where = f"{waiver['file']}:{waiver['line']}"
    lines = []
    if verdict.finding is not None:
        row = found.decisions.findings.loc[verdict.finding]
        lines.append(f"{row['code']} {row['rule']}, {row['severity']}: {row['message']}")
    else:
        cells = (waiver[name] for name in ("rule", "claim_id", "against_id", "fingerprint"))
        lines.append(" ".join(str(cell) for cell in cells if not pd.isna(cell)) or "it names nothing")
    if pairs := gate.covers(waiver):
        lines.append(_covered_words(pairs, found.decisions.findings))
    if not pd.isna(waiver["reason"]):
        lines.append(f"why: {waiver['reason']}" + ("" if pd.isna(waiver["by"]) else f" ({waiver['by']})"))
    if verdict.word == gate.HOLDS and verdict.until is not None:
        days = (verdict.until - today).days
        left = "today is its last day" if days == 0 else f"{days:,} day{'' if days == 1 else 's'} left"
        said = f"{'ends soon: ' if soon else ''}holds until {verdict.until}, {left}"
        return Listed(where, said, lines)
    if wrong is None:
        return Listed(where, "not judged: its rule did not run, or a ledger could not be read", lines)
    message, mend = wrong
    return Listed(where, message, [*lines, f"fix: {mend}"])


def _covered_words(pairs: list[tuple[str, str]], findings: pd.DataFrame) -> str:
    """How many of the findings that a waiver covers are still there with the numbers that they had."""
    now = dict(zip(findings["fingerprint"], findings["state"], strict=True))
    changed = sum(name in now and now[name] != state for name, state in pairs)
    gone = sum(name not in now for name, _ in pairs)
    parts = [f"{changed:,} with other numbers now"] * bool(changed) + [f"{gone:,} gone"] * bool(gone)
    more = f" ({', '.join(parts)})" if parts else ""
    return f"covers {len(pairs):,} finding{'' if len(pairs) == 1 else 's'} of the same cause{more}"


@dataclass(frozen=True)
class BaselineWritten:
    """What `figcheck baseline` did: entries in all, how many of each change, and why nothing was written, if so."""

    total: int
    counts: list[tuple[int, str]] = field(default_factory=list)
    errors: list[FigcheckError] = field(default_factory=list)


def write_baseline(paths: Iterable[Path], settings: Settings, today: date, *, prune: bool) -> BaselineWritten:
    """Accepts today's findings in the file that `settings.baseline` names; with `prune` only takes out what is fixed.

    Entries of rules that did not run stay. Nothing is written when the run could not be done whole.
    Raises FigcheckError as `examine` does, when the file is not a baseline, and when there is none to prune.
    """
    if not settings.baseline.exists():
        if prune:
            raise FigcheckError(
                "there is no baseline to prune", where=settings.baseline.as_posix(), mend="write one: figcheck baseline"
            )
        settings = _not_required(settings)
    found = examine(paths, settings, today)
    before = found.baseline.entries
    if found.errors:
        return BaselineWritten(len(before), errors=found.errors)
    fixed, changed = found.decisions.compared.fixed, found.decisions.compared.changed
    if prune:
        entries = before[~fixed]
        counts = [(len(before) - len(entries), "fixed and taken out")]
    else:
        entries = gate.accepted_entries(found.decisions.findings, found.baseline, found.scope)
        again = entries["fingerprint"].isin(before["fingerprint"])
        renewed = int(changed.sum())
        counts = [
            (int((~again).sum()), "new"),
            (renewed, "with other numbers"),
            (int(fixed.sum()), "fixed and taken out"),
        ]
    gate.write_baseline(entries, settings.baseline)
    return BaselineWritten(len(entries), [(n, what) for n, what in counts])


def _not_required(settings: Settings) -> Settings:
    """The settings with a baseline that may be missing: the run that makes it is the first."""
    return replace(settings, origins={k: v for k, v in settings.origins.items() if k != ("baseline",)})
