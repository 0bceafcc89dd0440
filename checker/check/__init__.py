"""Fourth stage: figures -> discrepancies. Helper tables first, then every rule card over them."""

from checker.check.companions import companions
from checker.check.engine import CardSession, EngineResult, run_cards
from checker.check.held import agreeing_cells, inside_their_wholes
from checker.check.independence import origins_in, resting_on_one, voices_behind
from checker.check.named_slips import with_slips_named
from checker.check.tables import TABLES, Tables, for_cards, why_not_compared

__all__ = [
    "TABLES",
    "CardSession",
    "EngineResult",
    "Tables",
    "agreeing_cells",
    "companions",
    "for_cards",
    "inside_their_wholes",
    "origins_in",
    "resting_on_one",
    "run_cards",
    "voices_behind",
    "why_not_compared",
    "with_slips_named",
]
