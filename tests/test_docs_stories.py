"""The pages that tell a story: their steps, done one after the other in a folder, give what the pages show.

`<!-- start: FROM -> TO -->` lays a folder of the repository anew, `<!-- write: PATH -->` writes the block after it,
`<!-- replace: PATH -->` replaces the line of a diff, and `<!-- step -->` runs the command of the block and compares its output, in
which a line "..." stands for any lines.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from command_line import command
from conftest import REPO
from gate_folder import change
from refresh import COLUMNS, shows

pytestmark = pytest.mark.usefixtures("compared_once")

STEP = re.compile(
    r"<!-- start: (?P<start>\S+) -> (?P<to>\S+) -->"
    r"|<!-- (?P<kind>write|replace|step)(?:: (?P<path>.+?))? -->\n```\w*\n(?P<block>.*?)```\n",
    re.S,
)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["evidence", "findings", "gate"])
def test_the_steps_of_a_page_give_what_it_shows(page, folder, write):
    steps = list(STEP.finditer((REPO / "docs" / f"{page}.md").read_text(encoding="utf-8")))
    assert sum(step["kind"] == "step" for step in steps) >= 5
    for step in steps:
        if step["start"]:
            shutil.rmtree(step["to"], ignore_errors=True)
            shutil.copytree(REPO / step["start"], step["to"])
        elif step["kind"] == "write":
            write(step["path"], step["block"])
        elif step["kind"] == "replace":
            old, new = step["block"].splitlines()
            change(folder / step["path"], old.removeprefix("-"), new.removeprefix("+"))
        else:
            run(*step["block"].split("\n", 1))


def run(line: str, shown: str) -> None:
    program, *arguments = shlex.split(line.removeprefix("$ "))
    if program == "cat":
        printed = Path(arguments[0]).read_text(encoding="utf-8")
    else:
        assert program == "figcheck"
        done = command(*arguments, COLUMNS=str(COLUMNS))
        assert not done.stderr
        printed = done.stdout
    assert shows(shown, printed), f"{line} does not print:\n{shown}\nbut:\n{printed}"
