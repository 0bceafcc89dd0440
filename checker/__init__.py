"""figcheck: checks reported casualty figures before they are printed.

The stages are packages, named for what they do, and run in one direction:
`read` -> `parse` -> `validate` -> `check` -> `report`. Each takes a pandas table and gives one;
`checker.model` describes their columns, and only `checker.pipeline` joins them.
"""

__version__ = "0.1.0"
