"""The command `baseline`: the findings of today are accepted, and only new ones fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.commands.output import exit_with, print_line


@click.command()
@options.PATHS
@click.option("--prune", is_flag=True, help="Only take out findings that are fixed. Accept nothing new.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. [default: figcheck-baseline.csv]",
)
@options.scope_flags
def baseline(paths: tuple[Path, ...], prune: bool, **flags: Any) -> None:
    """Accept today's findings, so that only new and changed ones fail from now on.

    They stay in every report, with the status "accepted". Waived and explained findings are not accepted: they are
    decided otherwise.
    """
    from figcheck.commands.decisions.waive_and_baseline import write_baseline

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    done = write_baseline(paths, settings, settings.today(), prune=prune)
    if done.errors:
        print_line(f"{settings.baseline.as_posix()}: not written, because the run could not be completed")
    else:
        words = ", ".join(f"{n:,} {what}" for n, what in done.counts if n)
        print_line(f"{settings.baseline.as_posix()}: {done.total:,} accepted ({words or 'as before'})")
    exit_with(done.errors)
