"""The morning of docs/gate.md, command by command, in a folder of its own."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from gate_folder import change, command, lay

PAGE = Path(__file__).resolve().parent.parent / "docs" / "gate.md"
SETTINGS = 'as_of = 2024-03-01\nselect = ["FC1", "FC201", "FC301", "FC401", "FC701"]\n'
STEP = re.compile(
    r"<!-- change: (?P<old>.+?) -> (?P<new>.+?) -->|<!-- morning -->\n```console\n(?P<block>.*?)```\n", re.S
)


def test_the_morning_goes_as_the_page_tells(folder, write):
    ledger = lay(folder)
    write("figcheck.toml", SETTINGS)
    commands = []
    for step in STEP.finditer(PAGE.read_text(encoding="utf-8")):
        if step["old"]:
            change(ledger, step["old"], step["new"])
            continue
        line, shown = step["block"].split("\n", 1)
        program, *arguments = shlex.split(line.removeprefix("$ "))
        assert program == "figcheck"
        done = command(*arguments)
        assert not done.stderr
        rest = done.stdout
        for part in re.split(r"^\.\.\.\n", shown, flags=re.M):
            assert part in rest, f"{line} does not print:\n{part}\nbut:\n{done.stdout}"
            rest = rest[rest.index(part) + len(part) :]
        if "...\n" not in shown:
            assert done.stdout == shown
        commands.append((arguments[0], done.returncode))
    assert commands == [("baseline", 0), ("run", 0), ("run", 1), ("baseline", 0), ("waive", 0), ("waivers", 0)]
