"""What runs the queries of the rule cards: DuckDB, in this process or in a worker. Nothing outside this room knows its inside."""

from figcheck.compare.engine.duckdb_engine import CardSession, EngineResult, end_idle, run_cards

__all__ = ["CardSession", "EngineResult", "end_idle", "run_cards"]
