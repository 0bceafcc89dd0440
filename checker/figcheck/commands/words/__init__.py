"""The commands that work on the words of a language."""
