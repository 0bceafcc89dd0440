#!/usr/bin/env bash
# Guess: a CSV reader that finds the header by itself keeps the rows under it, or fails on a row that has more cells.
# Tool: DuckDB 2.0.1.
# What happens: a table of two columns ends with a blank line and "Total,42,provisional". DuckDB takes the last row for the table
#   and gives that row alone. It drops the districts and the header without a message. A last line "Source: Ministry" makes
#   one text column of the whole table. In a column of days, 05/06/24 is 24 June 2005.
# Why it matters: tables of tolls end with totals and sources. The parts go, the total stays,
#   and nothing can show whether the two agree.
# Instead: name the columns and their types (`columns = {…}`, `header = true`, `auto_detect = false`), and `dateformat` for days.
#   Then the two odd rows are errors with a line number.
# Source: not found in DuckDB's pages on CSV files.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'duckdb==2.0.1'

cd "$work"
printf 'district,killed\nNorth,12\nSouth,30\n' > plain.csv
printf 'district,killed\nNorth,12\nSouth,30\n\n,\nTotal,42,provisional\n' > total.csv
printf 'district,killed\nNorth,12\nSouth,30\nSource: Ministry\n' > source.csv
printf 'day,killed\n05/06/24,12\n06/06/24,30\n' > days.csv
venv/bin/python - > seen << 'PYTHON'
import duckdb

for name in ("plain", "total", "source", "days"):
    table = duckdb.sql(f"from '{name}.csv'")
    print(f"{name}:", table.columns, [[str(cell) for cell in row] for row in table.fetchall()])
named = "columns = {'district': 'VARCHAR', 'killed': 'BIGINT'}, header = true, auto_detect = false"
for name in ("plain", "total", "source"):
    try:
        print(f"{name}, named:", len(duckdb.sql(f"from read_csv('{name}.csv', {named})").fetchall()), "rows")
    except duckdb.Error as error:
        print(f"{name}, named:", str(error).splitlines()[0])
PYTHON
cat seen

diff - seen << 'EXPECTED' || { echo "DuckDB now reads these tables in another way: change this finding."; exit 1; }
plain: ['district', 'killed'] [['North', '12'], ['South', '30']]
total: ['column0', 'column1', 'column2'] [['Total', '42', 'provisional']]
source: ['district,killed'] [['North,12'], ['South,30'], ['Source: Ministry']]
days: ['day', 'killed'] [['2005-06-24', '12'], ['2006-06-24', '30']]
plain, named: 2 rows
total, named: Invalid Input Error: CSV Error on Line: 6
source, named: Invalid Input Error: CSV Error on Line: 4
EXPECTED
