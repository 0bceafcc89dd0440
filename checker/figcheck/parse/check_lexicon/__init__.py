"""Tries a lexicon file for the person who writes it: its examples, its refusals, every phrase, and what English has besides.

In comes a file (`check_lexicon`), out comes what fails with its line, and what is missing. Start at `check.py`.
"""

from figcheck.parse.check_lexicon.check import Checked, check_lexicon
from figcheck.parse.check_lexicon.lexicon_file import Complaint

__all__ = ["Checked", "Complaint", "check_lexicon"]
