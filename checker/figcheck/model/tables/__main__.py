"""python -m figcheck.model.tables [PAGE]: writes the declared tables into docs/tables.md."""

from __future__ import annotations

import sys
from pathlib import Path

from figcheck.model.tables.page import filled_in

page = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/tables.md")
page.write_text(filled_in(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
