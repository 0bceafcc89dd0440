"""figcheck: checks reported casualty figures before they are printed.

The stages are packages, named for what they do, and run in one direction:
`read` -> `parse` -> `validate` -> `compare` -> `report`. Each takes a pandas table and gives one. `pipeline` joins them,
and `model.tables` describes the tables between them.
"""

__version__ = "0.1.0"
