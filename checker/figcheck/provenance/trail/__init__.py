"""Who said what, from whom, and what changed on the way.

In come the tables of a run and its findings; out comes a `Trail`. Start at `trail.py`. `terminal.py` shows it to a person, the
other modules write it for other programs.
"""
