"""From a number and its hedge to a range."""
