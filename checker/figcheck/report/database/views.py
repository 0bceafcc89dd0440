"""The views of the database: what a person with a little SQL asks of a run, asked already."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """One view: its name, what one row of it is, and its query."""

    name: str
    says: str
    query: str


_COUNTS = """\
  count(*) as findings,
  sum(f.status = 'new') as new,
  sum(f.severity = 'error') as errors,
  sum(f.severity = 'warning') as warnings,
  sum(f.severity = 'note') as notes"""

VIEWS = (
    View(
        "new_findings",
        "One row per new finding that does not follow from another, the worst first: what an editor has to look at.",
        """\
select severity, code, rule, event, measure, message, mend, claim_id, against_id, gap, related, file, line, fingerprint
from findings
where status = 'new' and follows_from is null
order by worst_first, rowid""",
    ),
    View(
        "findings_with_both_claims",
        "One row per finding, with the claim to fix and the claim it was compared with, side by side.",
        """\
select
  f.severity, f.code, f.rule, f.status, f.message, f.gap,
  c.claim_id, c.figure, c.low, c.high, c.source, c.origin, c.as_of, c.published, c.quote, c.url, c.file, c.line,
  a.claim_id as against_id, a.figure as against_figure, a.low as against_low, a.high as against_high,
  a.source as against_source, a.origin as against_origin, a.as_of as against_as_of, a.published as against_published,
  a.quote as against_quote, a.url as against_url, a.file as against_file, a.line as against_line,
  f.mend, f.fingerprint
from findings as f
left join claims as c on c.claim_row = f.claim_row
left join claims as a on a.claim_row = f.against_row
order by f.worst_first, f.rowid""",
    ),
    View(
        "findings_that_follow",
        "One row per finding that follows from another, with the finding that has the cause.",
        """\
select
  cause.code as cause_code, cause.message as cause_message, f.code, f.severity, f.message, f.claim_id, f.fingerprint,
  f.follows_from
from findings as f
join findings as cause on cause.fingerprint = f.follows_from
order by cause.rowid, f.rowid""",
    ),
    View(
        "findings_by_rule",
        "One row per rule that found something, with the number of its findings.",
        """\
select
  f.code, f.rule, r.title,
COUNTS
from findings as f
left join rules as r on r.code = f.code
group by f.code, f.rule, r.title
order by new desc, f.code""".replace("COUNTS", _COUNTS),
    ),
    View(
        "findings_by_source",
        "One row per source of a claim to fix, with the number of its findings and of its claims.",
        """\
select
  f.source,
  (select count(*) from claims as c where c.source = f.source) as claims,
COUNTS
from findings as f
where f.source is not null
group by f.source
order by new desc, f.source""".replace("COUNTS", _COUNTS),
    ),
    View(
        "cells",
        "One row per cell: claims that count the same people and may be compared, with their days, bounds and findings.",
        """\
select
  c.cell, c.event, c.measure, c.population, c.place, c.kind, c.phase, count(*) as claims, count(distinct c.source) as sources,
  max(c.origins) as independent_origins, min(c.as_of) as first_day, max(c.as_of) as last_day, min(c.low) as least_low,
  max(c.low) as greatest_low, max(c.high) as greatest_high,
  (select count(*) from findings as f join claims as k on k.claim_row = f.claim_row where k.cell = c.cell) as findings
from claims as c
where c.cell is not null
group by c.cell
order by findings desc, claims desc, c.cell""",
    ),
    View(
        "copies",
        "One row per claim that names the claim from which it was taken, with that claim beside it.",
        """\
select
  c.claim_id, c.source, c.figure, c.low, c.high, c.published,
  p.claim_id as taken_from, p.source as taken_from_source, p.figure as taken_from_figure, p.low as taken_from_low,
  p.high as taken_from_high, p.published as taken_from_published,
  (select group_concat(f.code, ' ') from findings as f where f.claim_row = c.claim_row) as findings
from claims as c
join claims as p on p.claim_id = c.via
order by c.claim_row, p.claim_row""",
    ),
    View(
        "not_compared_by_reason",
        "One row per reason for which claims were compared with nothing.",
        "select why, count(*) as claims from not_compared group by why order by claims desc, why",
    ),
)

QUESTIONS = {
    "claims_about": (
        "The claims about an event and a measure, by day. Leave a field empty to ask for all.",
        """\
select as_of, figure, low, high, source, origin, published, population, place, kind, claim_id, file, line
from claims
where (:event = '' or event = :event) and (:measure = '' or measure = :measure)
order by as_of, published, claim_row""",
    ),
    "findings_about": (
        "The findings whose message has these words.",
        """\
select severity, code, rule, status, message, mend, claim_id, against_id, file, line
from findings
where instr(lower(message), lower(:words)) > 0
order by worst_first, rowid""",
    ),
}
"""Questions with blanks, which Datasette shows as forms: by name what is asked, and the query."""
