"""Fourth stage: figures -> discrepancies. Helper tables first, then every rule card over them."""

from figcheck.compare.comparable.independence import origins_in, resting_on_one, voices_behind
from figcheck.compare.derived.sums import sums_not_tested
from figcheck.compare.engine import CardSession, EngineResult, run_cards
from figcheck.compare.findings.claims_behind import claims_behind
from figcheck.compare.findings.confirmed import agreeing_cells, inside_their_wholes
from figcheck.compare.findings.not_compared import not_compared, reasons
from figcheck.compare.findings.slip_notes import with_slips_named
from figcheck.compare.tables import TABLES, Tables, for_cards

__all__ = [
    "TABLES",
    "CardSession",
    "EngineResult",
    "Tables",
    "agreeing_cells",
    "claims_behind",
    "for_cards",
    "inside_their_wholes",
    "not_compared",
    "origins_in",
    "reasons",
    "resting_on_one",
    "run_cards",
    "sums_not_tested",
    "voices_behind",
    "with_slips_named",
]
