"""Figures in prose: the files of texts, the figures of people in them, and the ledger rows that these propose.

Start at `extraction.py`. `texts/` turns a file into its text and keeps where each character stands; `sentence/` goes from one
sentence to its figures: numbers, pieces, noun phrases, measures, and what else is said. The words of a language are data:
`lexicons/prose/`. It stands on figcheck's own parser of figures, and on nothing else: no model, no network.
"""

from figcheck.prose.extracted import Extracted, extracted
from figcheck.prose.extraction import OTHER, Because, ProseFigure, figures_in
from figcheck.prose.prose_words import prose_languages

__all__ = ["OTHER", "Because", "Extracted", "ProseFigure", "extracted", "figures_in", "prose_languages"]
