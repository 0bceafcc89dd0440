"""What was read, as a range.

In comes a `Reading`; out come the bounds of a figure, which of them are hard, and why. Start at `meaning.py`. `hedges.py` picks
the qualifier that decides, `ranges.py` has its range, `widths.py` how wide a hedge is, `two_ends.py` the ranges with two ends.
"""
