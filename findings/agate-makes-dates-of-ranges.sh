#!/usr/bin/env bash
# Guess: a table reader made for newsrooms keeps a column of "7-8" and "10-11" as text, and reads "1,5" as 1.5 or as text.
# Tool: agate 1.14.2, the library under csvkit.
# What happens: a column of ranges becomes a column of dates, so "7-8" killed is 8 July 2001 and "10-11" is 11 October 2001. A
#   column of "1,5" and "12,3" becomes 15 and 123. Percent signs go, so "12%" is the number 12.
# Why it matters: a range is how a careful source prints a toll. csvstat and csvsql guess types by default, so the two ends of
#   the range are lost at the first step. A rate with a decimal comma is ten times too large, and its column adds up.
# Instead: give the types yourself (`agate.Text()` for a column of figures), or pass `--no-inference` to csvkit's commands.
# Source: the page of agate's `Number` says that the locale is en_US unless set. It does not say that a group may have
#   any length. agate tries `Date` on every column before `Text`, and its parser supplies a year that the cell does not have.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'agate==1.14.2'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
import agate

for cells in (["7-8", "10-11"], ["1,5", "12,3"], ["12%", "40%"], ["about 7", "10"]):
    column = agate.Table([[cell] for cell in cells], ["killed"]).columns["killed"]
    print(cells, "->", type(column.data_type).__name__, [str(value) for value in column.values()])
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "agate now reads these columns in another way: change this finding."; exit 1; }
['7-8', '10-11'] -> Date ['2001-07-08', '2001-10-11']
['1,5', '12,3'] -> Number ['15', '123']
['12%', '40%'] -> Number ['12', '40']
['about 7', '10'] -> Text ['about 7', '10']
EXPECTED
