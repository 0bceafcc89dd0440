#!/usr/bin/env bash
# Guess: a program that writes the number words of a sentence as digits writes whole numbers, or leaves the words.
# Tools: text2num 3.1.0, number-parser 0.3.2.
# What happens: where they know only a part of a number, they write that part. In Spanish "veintiún mil muertos" (21,000 dead) is
#   "veintiún 1000 muertos". English "2.3 million" is "2.3 1000000", "half a million" is "half a 1000000", and "two to three hundred"
#   is "2 to 300" or "two to 300". Italian "due o trecento" is "due o 300". In number-parser "no one was killed" becomes
#   "no 1 was killed".
# Why it matters: a later step looks for digits. It finds 1000 for 21,000, a million for half of one, and one death for none.
# Instead: do not look for digits in the output alone. Doubt each number that has a word of a number, a decimal or "half" before it.
# Source: not documented.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'text2num==3.1.0' 'number-parser==0.3.2'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
from number_parser import parse
from text_to_num import alpha2digit

for language, text in (
    ("es", "veintidós mil muertos"),
    ("es", "veintiún mil muertos"),
    ("it", "due o trecento morti"),
    ("en", "2.3 million displaced"),
    ("en", "half a million displaced"),
    ("en", "two to three hundred dead"),
    ("en", "no one was killed"),
):
    print(f"text2num {language}: {text} -> {alpha2digit(text, language)}")
for text in ("2.3 million displaced", "two to three hundred dead", "no one was killed"):
    print(f"number-parser en: {text} -> {parse(text, language='en')}")
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "text2num or number-parser now reads these words in another way: change this finding."; exit 1; }
text2num es: veintidós mil muertos -> 22000 muertos
text2num es: veintiún mil muertos -> veintiún 1000 muertos
text2num it: due o trecento morti -> due o 300 morti
text2num en: 2.3 million displaced -> 2.3 1000000 displaced
text2num en: half a million displaced -> half a 1000000 displaced
text2num en: two to three hundred dead -> two to 300 dead
text2num en: no one was killed -> no one was killed
number-parser en: 2.3 million displaced -> 2.3 1000000 displaced
number-parser en: two to three hundred dead -> 2 to 300 dead
number-parser en: no one was killed -> no 1 was killed
EXPECTED
