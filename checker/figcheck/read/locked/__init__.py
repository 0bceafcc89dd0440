"""Files that a library opens for figcheck, in a process of its own: workbooks, Arrow and Parquet, databases.

Such a file is what a stranger made. Its library may crash on it, or ask for any amount of memory and time. `session.py` starts the
process, bounds it, and asks it; `worker.py` is that process. The other modules run only there: `workbook.py` with what it needs to
give each cell as a person sees it, `arrow_file.py`, `database.py`.
"""
