"""The report as a page for editors: one HTML file that loads nothing.

In comes a `Report`, out comes the page; start at `page.py`. A picture of a cell is chosen in `picture.py`, measured in `panels.py`
and drawn in `svg.py`; `chains.py` finds the chains of citation to draw.
"""
