"""figcheck's command line: in this process, which saves the start of another, or in one of its own as a user has it."""

from __future__ import annotations

import os
import subprocess
import sys
from subprocess import CompletedProcess

from click.testing import CliRunner

from figcheck.commands.cli import main

WIDTH = "120"


def command(*arguments: str, stdin: str | None = None, **env: str) -> CompletedProcess[str]:
    """One command in the folder of this process: command("run", "figures", COLUMNS="80")."""
    done = CliRunner(env={"COLUMNS": WIDTH, **env}).invoke(
        main, arguments, input=stdin, prog_name="figcheck", terminal_width=78
    )
    return CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def process(*arguments: str, stdin: str | None = None, **env: str) -> CompletedProcess[str]:
    """The same in a process of its own, for what only a process shows: its streams, its start, what it imports."""
    return subprocess.run(
        [sys.executable, "-m", "figcheck", *arguments], input=stdin, capture_output=True, text=True, encoding="utf-8",
        check=False, env={**os.environ, "COLUMNS": WIDTH, **env},
    )  # fmt: skip
