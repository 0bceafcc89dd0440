"""What runs the queries of the rule cards: DuckDB, in a worker process. Nothing outside this room knows it."""
