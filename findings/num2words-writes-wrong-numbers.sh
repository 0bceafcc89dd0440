#!/usr/bin/env bash
# Guess: a library that writes numbers as words is right for every whole number in the languages that it offers, so it can serve
#   as the answer key of a number reader.
# Tool: num2words 0.5.14.
# What happens: some words name another number, or no number.
#   Turkish 981,001 reads as 980,001: the "bir" (one) before "bin" (thousand) is lost.
#   Turkish 1,002,000,001 has no "iki" (two), so it does not say how many millions.
#   Arabic 901,000 is "nine hundred and a thousand thousand".
#   Italian 118 is "centodicotto" for "centodiciotto".
# Why it matters: a test that writes a number with this library and reads it back fails on a reader that is right, or teaches
#   a reader words that nobody prints.
# Instead: use it for numbers that a second source confirms, and list the numbers that it writes wrongly beside the test.
# Source: not documented. figcheck's own list is in tests/test_parse_laws.py.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'num2words==0.5.14'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
from num2words import num2words

for language, number in (
    ("tr", 980_001),
    ("tr", 981_001),
    ("tr", 1_002_000_000),
    ("tr", 1_002_000_001),
    ("ar", 900_000),
    ("ar", 901_000),
    ("it", 18),
    ("it", 118),
):
    print(f"{language} {number:,} -> {num2words(number, lang=language)}")
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "num2words now writes these numbers in another way: change this finding."; exit 1; }
tr 980,001 -> dokuzyüzseksenbinbir
tr 981,001 -> dokuzyüzseksenbinbir
tr 1,002,000,000 -> birmilyarikimilyon
tr 1,002,000,001 -> birmilyarmilyonbir
ar 900,000 -> تسعمائة ألف
ar 901,000 -> تسعمائة و ألف ألف
it 18 -> diciotto
it 118 -> centodicotto
EXPECTED
