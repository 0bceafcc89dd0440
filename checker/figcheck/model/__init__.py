"""The nouns of figcheck: figures, words, tables, vocabulary, settings, errors. Nothing here does any work."""
