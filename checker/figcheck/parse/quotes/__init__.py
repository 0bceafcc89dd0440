"""A figure and its quote. In come both, out comes whether the quote holds the number, and whether it hedges it otherwise."""
