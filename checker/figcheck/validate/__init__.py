"""The stage `validate`: parsed claims -> the table of those that can be compared, and a row for every check that fails.

Start at `validation.py`. `typed_cells.py` and `dates/` say what the cells mean, `whole_ledger.py` what the rest of the ledger and
the vocabulary say of a record, and `schema.py` asks what must hold. `checks.py` says what a failure costs.
"""
