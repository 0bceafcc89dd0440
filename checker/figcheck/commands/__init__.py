"""The command line: one file a command, its flags and what it does."""
