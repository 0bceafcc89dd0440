"""figcheck: checks reported casualty figures before they are printed.

The stages are packages, named for what they do, and run in one direction:
`read` -> `parse` -> `validate` -> `check` -> `report`. Each takes a pandas table and gives one;
`checker.model` describes their columns; they are joined in `checker.checking` and, for a whole run, `checker.pipeline`.
"""

__version__ = "0.1.0"
