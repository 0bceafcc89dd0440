"""docs/evidence.md is a story: its steps, done one after the other, give what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "evidence.md").read_text(encoding="utf-8")
STEPS = re.findall(r"<!-- (write|replace|step): (.+?) -->\n```\n(.*?)```\n", PAGE, re.S)


def test_the_page_on_evidence_shows_what_happens(folder, write, figcheck):
    figcheck("init")
    assert len(STEPS) >= 8
    for kind, what, block in STEPS:
        if kind == "write":
            write(what, block)
        elif kind == "replace":
            old, new = block.splitlines()
            text = (folder / what).read_text("utf-8")
            assert text.count(old) == 1
            (folder / what).write_bytes(text.replace(old, new).encode("utf-8"))
        else:
            shows(what, block, folder, figcheck)


def shows(command: str, block: str, folder: Path, figcheck) -> None:
    program, *arguments = shlex.split(command)
    out = (folder / arguments[0]).read_text("utf-8") if program == "cat" else figcheck(*arguments, COLUMNS="80").stdout
    if "...\n" not in block:
        assert out == block, command
    for part in re.split(r"^\.\.\.\n", block, flags=re.M):
        assert part in out, f"{command} does not print:\n{part}\nbut:\n{out}"
