"""The formats of a ledger: every module here reads one, as `read.reader` describes it."""
