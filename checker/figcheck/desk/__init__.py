"""The desk: pages on the editor's own computer, on which findings are read and decided.

`figcheck desk` starts it. Start at `server.py`, which opens the port. `guard.py` lets in only what comes from the editor's own
browser, `app.py` has an address for each page, and `pages.py` says what each page shows. `checked.py` is one check of the ledgers,
`editor.py` the state between two pages: the last check, what was decided, and what can be undone. A decision writes through
`gate.put_waiver`, or through `correction.py`.

Starlette and uvicorn come with the extra `desk`. Only `app.py` and `server.py` import them.
"""
