"""What bounds work on the files and queries of strangers.

`sandbox.py` starts a worker process, and ends it when it is late. `locked_duckdb.py` is a DuckDB that reaches nothing else.
"""
