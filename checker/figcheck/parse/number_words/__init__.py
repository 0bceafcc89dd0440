"""Numbers in digits and in words. In come tokens and a place among them, out comes a `Numeral`; start at `numerals.py`."""
