"""First stage: files -> one table of claims as text, with file and line; the vocabulary, the waivers, the settings.

`reading` is the stage. The others each read one kind of file. Importing this imports no pandas, since every command reads
its settings first.
"""
