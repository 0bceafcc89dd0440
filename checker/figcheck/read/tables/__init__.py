"""A table as text -> its records: bytes to text, the heading, the names in it, the records, and the rows that are not claims.

Start at `csv_table.py`.
"""
