"""The words of a language: the lexicon files, compiled and matched."""
