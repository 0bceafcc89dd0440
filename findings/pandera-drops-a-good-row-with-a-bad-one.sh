#!/usr/bin/env bash
# Guess: `drop_invalid_rows=True` removes the rows that break a check, and `coerce=True` reports a number that does not fit.
# Tools: pandera 0.35.0 with pandas 3.1.1.
# What happens: after `pd.concat` of two tables the row labels repeat. pandera drops by label, so the row of 41 killed goes with
#   the row of -1. No message says so. Coercion cuts the fraction off without an error: 3.7 becomes 3, and "1_000" 1000.
# Why it matters: tables of days or districts are put together with concat. The total is too low by people who were counted.
# Instead: call `reset_index(drop=True)` before the check, compare the number of rows lost with the failures reported, and
#   check that a count is whole before you coerce it.
# Source: pandera's page "Dropping Invalid Rows" does not mention labels that repeat.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'pandera==0.35.0' 'pandas==3.1.1'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
import pandas as pd
import pandera.pandas as pa

monday = pd.DataFrame({"place": ["North", "South"], "killed": [12, -1]})
tuesday = pd.DataFrame({"place": ["East", "West"], "killed": [30, 41]})
schema = pa.DataFrameSchema({"killed": pa.Column(int, pa.Check.ge(0))}, drop_invalid_rows=True)
kept = schema.validate(pd.concat([monday, tuesday]), lazy=True)
print("labels repeat:", dict(zip(kept["place"], kept["killed"].tolist(), strict=True)))
kept = schema.validate(pd.concat([monday, tuesday], ignore_index=True), lazy=True)
print("labels differ:", dict(zip(kept["place"], kept["killed"].tolist(), strict=True)))

whole = pa.DataFrameSchema({"killed": pa.Column(int, coerce=True)})
for given in (3.7, "1_000"):
    print(f"{given!r} coerced:", whole.validate(pd.DataFrame({"killed": [given]}))["killed"].tolist())
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "pandera now drops or coerces in another way: change this finding."; exit 1; }
labels repeat: {'North': 12, 'East': 30}
labels differ: {'North': 12, 'East': 30, 'West': 41}
3.7 coerced: [3]
'1_000' coerced: [1000]
EXPECTED
