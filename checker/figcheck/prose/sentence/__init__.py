"""One sentence: its numbers, what masks them, the pieces that it is cut into, and which figure counts what."""
