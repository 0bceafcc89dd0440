"""The words of a language.

In comes a lexicon file (`lexicons/<language>.yaml`); out comes a `Lexicon` that finds phrases among the tokens of a figure. Start
at `load_lexicon.py`, and at `tokens.py` for how a figure is cut into tokens.
"""
