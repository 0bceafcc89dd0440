"""The database of a run: its tables, the views over them, and what Datasette says of both."""
