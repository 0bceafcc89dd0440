"""The command line: one module a command, each a thin skin over the rooms below. Nothing heavy is imported before a command runs.

`options` has the flags that several commands share, `output` how they print and end.
"""

from __future__ import annotations

from typing import Any

import click

from figcheck.commands import baseline, config, evidence, init, parse, rules, run, trace, waive
from figcheck.model.errors import FigcheckError
from figcheck.model.version import __version__

OURS = "This is an error in figcheck, not in your files. Please report it with the lines above."


class _Group(click.Group):
    """Shows an error of the user's files as what, where, why and mend, with exit status 2, and never a traceback for it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FigcheckError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:
            import traceback

            click.echo(traceback.format_exc(), err=True)
            click.echo(OURS, err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="figcheck")
def main() -> None:
    """Find casualty figures that contradict each other, before you print them.

    A ledger is a CSV file with one claim in each row: who printed which figure, of what, and when. `figcheck run
    figures/` compares the claims and writes discrepancies.csv.
    """


for _command in (
    run.run,
    parse.parse,
    parse.say,
    rules.rules,
    init.init,
    waive.waive,
    waive.waivers,
    baseline.baseline,
    config.config,
    evidence.evidence,
    trace.trace,
):
    main.add_command(_command)
