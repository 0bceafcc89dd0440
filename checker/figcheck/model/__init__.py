"""The nouns of figcheck: figures, words, tables, vocabulary, settings, errors; and what every room needs to say them.

Nothing here imports another room. Start at `figure.py` and `tables/`.
"""
