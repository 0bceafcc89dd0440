"""What the note beside a claim says: how many people were added, removed, counted twice, included or excluded.

`corrections_said` reads one note, sentence by sentence, with the parser of figures and the words `corrections` of the lexicon.
"""

from figcheck.parse.notes.corrections_said import Correction, corrections_said

__all__ = ["Correction", "corrections_said"]
