"""The command line. Start at `cli.py`: it puts the commands together, one module each.

In come arguments, flags and a settings file; out come lines on the terminal and an exit status. The flags of a command stand
next to what it does: in `decisions/` `waive.py` and `baseline.py` next to `waive_and_baseline.py`, here `trace.py` next to
`trace_claim.py`, `rules.py` next to `rule_examples.py`, `init.py` next to `package_source.py`.
"""
