"""`figcheck trace`: the ledgers checked, and their figures followed to where they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from figcheck.model.disk.atomic_write import write_whole
from figcheck.model.disk.overwrite import refuse_to_replace
from figcheck.model.errors import FigcheckError
from figcheck.model.near import no_such_claim
from figcheck.model.settings import Settings
from figcheck.model.shown import first_few
from figcheck.pipeline import examine
from figcheck.provenance.formats import beginnings, rendered
from figcheck.provenance.trail.trail import Trail, trail_of

_NAMED = 6
"""Claims of the same words that are named."""


@dataclass(frozen=True)
class Traced:
    """The trail of what was read, and every error of the user's files (exit status 2)."""

    trail: Trail
    errors: list[FigcheckError]
    inputs: list[str]
    left_out: dict[str, str]
    exact_repeats: dict[str, str]

    def find(self, claim_id: str) -> str:
        """The claim of this id, else the one claim that prints these words; of an exact repeat, the claim that it repeats.

        Raises FigcheckError, naming the nearest, when there is none that could be compared, and naming them when there are
        several.
        """
        known = self.trail.claims.index
        if claim_id in known:
            return claim_id
        if claim_id in self.exact_repeats:
            return self.exact_repeats[claim_id]
        words = self.trail.claims["figure"].str.split().str.join(" ").str.casefold()
        printed = sorted(known[words.eq(" ".join(claim_id.split()).casefold())])
        if len(printed) == 1:
            return str(printed[0])
        if printed:
            raise FigcheckError(
                f'{len(printed):,} claims print "{claim_id}"',
                why=first_few(printed, _NAMED),
                mend="name one of them",
            )
        if claim_id in self.left_out:
            raise FigcheckError(
                f'the claim "{claim_id}" was not checked',
                where=self.left_out[claim_id],
                mend="run `figcheck run`: it says what is wrong with the row",
            )
        raise no_such_claim(
            claim_id, known.tolist(), otherwise="list the chains of the ledgers: `figcheck trace --all`"
        )


def trace(paths: Iterable[Path], settings: Settings, today: date) -> Traced:
    """Checks the ledgers below the paths as a run does, and writes nothing. Raises as `run` does when nothing was read."""
    found = examine(paths, settings, today)
    trail = trail_of(found.tables, found.rows, found.texts)
    read = found.reading.claims
    lost = read[read["claim_id"].notna() & ~read["claim_id"].isin(trail.claims.index)]
    where = (lost["file"] + ":" + lost["line"].astype("str")).tolist()
    left_out = dict(zip(lost["claim_id"].tolist(), where, strict=True))
    return Traced(trail, found.errors, found.reading.inputs(), left_out, found.tables.exact_repeats)


def export(traced: Traced, name: str, output: Path | None) -> str:
    """The trail as one of `provenance.formats.exports`, written to `output` if given. Raises FigcheckError if it cannot be."""
    text = rendered(traced.trail, name)
    if output is None:
        return text
    content = text.encode("utf-8", "replace")
    refuse_to_replace(output, traced.inputs, what="the export", flag="--output", own=beginnings(name, content))
    write_whole(output, content, what="the export")
    return text
