"""Date cells as people write them -> ISO dates, or why a cell names no day.

`written_days.py` says what one cell may mean. `columns.py` decides for each column of a file, from all its cells, between day
first and month first. Start there.
"""
