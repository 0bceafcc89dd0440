"""The stage `read`: files -> one table of claims as text, and one vocabulary.

In come files and folders; out comes a `Reading`: claims with file and line, the vocabulary, the waivers, and what could not be
read. Start at `reading.py`. `discover.py` sorts the files by what they are, `reader.py` says what a format of ledger is, and
`ledgers/` has one module a format. The settings are read here too (`settings_toml.py`). Importing this imports no pandas, since
every command reads its settings first.
"""
