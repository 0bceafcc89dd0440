"""Where a figure came from.

In come the claims and the tables of a run; out come the table of archived copies (`copies/`), chains of citation for a person
(`trail/`) and exports of them for other programs (`exports/`). Start at `copies/table.py` for copies and at `trail/trail.py`
for chains.
"""
