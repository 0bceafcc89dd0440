"""A ledger is a SELECT: `NAME.ledger.sql` says how to read other files, and which claims their rows hold.

`description.py` reads such a file, `raw_table.py` the files that it names, every cell as text. `carried.py` lets each row of the
SELECT say from which raw row it came. The SELECT runs in the process of `read/locked`.
"""
