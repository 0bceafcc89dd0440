"""Whole columns of a ledger. In come columns of text, out come columns of `model.tables.Parsed`; each distinct cell is read once.

Start at `figures.py`.
"""
