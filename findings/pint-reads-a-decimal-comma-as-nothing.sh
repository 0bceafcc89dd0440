#!/usr/bin/env bash
# Guess: a reader of quantities reads "1,5 km" as 1.5 km or refuses it, and refuses "27k", which names no unit.
# Tool: Pint 0.25.3.
# What happens: Pint removes every comma first, so "1,5 km" is 15 km. A space means "times", so "27 000 km" is 0 km. "k" is the
#   Boltzmann constant, "T" the tesla and "mil" a thousandth of an inch. "10±2 km" is 20 km.
# Why it matters: much of the world writes 1,5 for one and a half, and Spanish says "mil" for a thousand. A distance or a mass
#   beside a toll comes out ten times too large or as zero, and nobody sees an error.
# Instead: read the number yourself, in the language of the text, and give Pint the number and the unit apart:
#   Quantity(1.5, "km").
# Source: the removal of commas is in `string_preprocessor` in pint/util.py. Pint's pages on strings do not mention it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'pint==0.25.3'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
import pint

units = pint.UnitRegistry()
for text in ("1,5 km", "27 000 km", "27k", "3 T", "3 mil", "10±2 km"):
    print(f"{text} -> {units(text)}")
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "Pint now reads these texts in another way: change this finding."; exit 1; }
1,5 km -> 15 kilometer
27 000 km -> 0 kilometer
27k -> 27 boltzmann_constant
3 T -> 3 tesla
3 mil -> 3 mil
10±2 km -> 20 kilometer
EXPECTED
