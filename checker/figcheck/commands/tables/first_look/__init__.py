"""A table that was never written for figcheck -> a first description of it, `NAME.ledger.sql`.

`table.py` finds the rows and the names of the columns, `columns.py` says what the cells of a column are, `roles.py` guesses which
column says what of a claim, and `description_text.py` writes that as a SELECT. The words by which columns are known are in
`column_words.yaml`.
"""
