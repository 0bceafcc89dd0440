"""The command line: one module a command, each a thin skin over the rooms below. Only the module of the command is imported,
and nothing heavy before the command runs.

`options` has the flags that several commands share, `output` how they print and end.
"""

from __future__ import annotations

import contextlib
from collections import UserDict
from importlib import import_module
from typing import Any, NoReturn

import click

from figcheck.commands.output import drop_output
from figcheck.model.errors import FigcheckError
from figcheck.model.version import __version__

OURS = "This is an error in figcheck, not in your files. Please report it with the lines above."


INTERRUPTED, NOBODY_READS = 130, 141
"""Exit statuses as a shell gives them to what a signal ended: 128, and the number of SIGINT or SIGPIPE."""


_MODULES = {
    "run": "run",
    "parse": "parse",
    "say": "parse",
    "extract": "texts.extract",
    "draft": "texts.draft",
    "rules": "rules",
    "init": "init",
    "waive": "decisions.waive",
    "waivers": "decisions.waive",
    "desk": "decisions.desk",
    "baseline": "decisions.baseline",
    "config": "config",
    "evidence": "evidence",
    "trace": "trace",
    "claims": "tables.claims",
    "lexicon": "words.lexicon",
}


class _Commands(UserDict[str, Any]):
    """Commands by name. Each is imported when it is asked for, from a module of this package that calls it as it is called."""

    def __getitem__(self, name: str) -> Any:
        return getattr(import_module(f"figcheck.commands.{self.data[name]}"), name)


class _Group(click.Group):
    """Shows an error of the user's files as what, where, why and mend, with exit status 2, and never a traceback for it.

    What ends a command from outside has statuses of its own, which are never those of findings.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FigcheckError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            _end(ctx, INTERRUPTED, "Interrupted. Reports that were written are whole.")
        except BrokenPipeError:
            drop_output()
            ctx.exit(NOBODY_READS)
        except OSError as error:
            if error.filename is not None:
                _our_fault(ctx)
            drop_output()
            _end(ctx, 2, f"{FigcheckError('cannot write the output', why=error.strerror, mend=_ROOM)}")
        except Exception:
            _our_fault(ctx)


_ROOM = "make room on the disk, or send the output elsewhere"


def _our_fault(ctx: click.Context) -> NoReturn:
    import traceback

    _end(ctx, 2, f"{traceback.format_exc()}\n{OURS}")


def _end(ctx: click.Context, status: int, message: str) -> NoReturn:
    """Says why a command ends, where that can be said."""
    with contextlib.suppress(OSError):
        click.echo(message, err=True)
    ctx.exit(status)


@click.group(cls=_Group, commands=_Commands(_MODULES), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="figcheck")
def main() -> None:
    """Find casualty figures that contradict each other, before you print them.

    A ledger is a table with one claim in each row: who printed which figure, of what, and when. `figcheck run
    figures/` compares the claims and writes discrepancies.csv.
    """
