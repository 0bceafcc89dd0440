#!/usr/bin/env bash
# Guess: `parse_decimal(…, strict=True)` reads what newsrooms of a country print, and refuses the rest.
# Tool: Babel 2.19.0.
# What happens: for English in South Africa "27,238", as its press prints a count, is 27.238 even when strict. For German in
#   Switzerland the apostrophe ’ is refused. For Spanish in Mexico "1.234" is 1.234, and in Spain 1234. Arabic
#   digits with their own mark for thousands are refused in Arabic. Without `strict`, German "1.23" is 123 and English "12,5" is 125.
# Why it matters: a count of thousands becomes a count of tens by the choice of a country code, and `strict` does not help.
# Instead: refuse a figure that a second convention of the same language reads otherwise, and ask the person who typed it.
# Source: Babel follows the locale data of the Unicode CLDR (decimal comma in en-ZA). The page of `parse_decimal` says what
#   `strict` checks: groups of the wrong length.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'babel==2.19.0'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
from babel.numbers import NumberFormatError, parse_decimal

for locale, text, strict in (
    ("en_US", "27,238", True),
    ("en_ZA", "27,238", True),
    ("es_ES", "1.234", True),
    ("es_MX", "1.234", True),
    ("de_CH", "27'238", True),
    ("de_CH", "27’238", True),
    ("ar_EG", "٢٧٬٢٣٨", True),
    ("de_DE", "1.23", False),
    ("en_US", "12,5", False),
):
    try:
        read = parse_decimal(text, locale=locale, strict=strict)
    except NumberFormatError:
        read = "refused"
    print(f"{locale} {text}{' strict' if strict else ''} -> {read}")
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "Babel now reads these figures in another way: change this finding."; exit 1; }
en_US 27,238 strict -> 27238
en_ZA 27,238 strict -> 27.238
es_ES 1.234 strict -> 1234
es_MX 1.234 strict -> 1.234
de_CH 27'238 strict -> 27238
de_CH 27’238 strict -> refused
ar_EG ٢٧٬٢٣٨ strict -> refused
de_DE 1.23 -> 123
en_US 12,5 -> 125
EXPECTED
