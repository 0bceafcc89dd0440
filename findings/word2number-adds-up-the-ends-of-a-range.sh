#!/usr/bin/env bash
# Guess: a reader of number words gives one number for one number, and an error for a range or for words that it does not know.
# Tool: word2number 1.1.
# What happens: it drops the words that it does not know and works out the rest. "two to three hundred" is 106, "three or four"
#   is 7, "a hundred and five" is 500, "half a million" and "2.3 million" are both 1,000,000, and "no one was killed" is 1.
# Why it matters: each result is a plausible toll. "A hundred and five", which is what a reporter writes, is wrong by 395, and a
#   sentence that says that nobody died becomes one death.
# Instead: accept the result only if every word of the text is a number word, "one" before "hundred", and no "to" or "or".
# Source: the package's page shows an error for a text without a number word. It does not say what becomes of other words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'word2number==1.1'

"$work/venv/bin/python" - > "$work/seen" << 'PYTHON'
from word2number import w2n

for text in (
    "one hundred and five",
    "a hundred and five",
    "two to three hundred",
    "three or four",
    "half a million",
    "2.3 million",
    "no one was killed",
):
    print(f"{text} -> {w2n.word_to_num(text)}")
PYTHON
cat "$work/seen"

diff - "$work/seen" << 'EXPECTED' || { echo "word2number now reads these words in another way: change this finding."; exit 1; }
one hundred and five -> 105
a hundred and five -> 500
two to three hundred -> 106
three or four -> 7
half a million -> 1000000
2.3 million -> 1000000
no one was killed -> 1
EXPECTED
