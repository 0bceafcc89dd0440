"""The report on a terminal. In comes a `Report`, out come lines that fit the screen; start at `show.py`."""
