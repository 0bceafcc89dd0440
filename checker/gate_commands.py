"""The commands around the gate: settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker import options


@click.command()
@options.PATHS
@click.option("--report", metavar="FILE", multiple=True, help="As for `figcheck run`.")
@options.gated
@options.checked
@click.option("--schema", is_flag=True, help="Print the JSON Schema of figcheck.toml, for editors, instead.")
def config(paths: tuple[Path, ...], report: tuple[str, ...], schema: bool, **flags: Any) -> None:
    """Show the settings of a run over PATHS with these flags, and where each came from."""
    from checker.pipeline import effective_settings, settings_schema

    if schema:
        click.echo(settings_schema(), nl=False)
        return
    settings = options.settings_for(paths or options.DEFAULT_PATHS, report=report, **flags)
    rows = effective_settings(settings)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, origin in rows:
        click.echo(f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}".rstrip())
