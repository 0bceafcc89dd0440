"""The command `desk`: pages on this computer on which an editor decides."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import click

from figcheck.commands import options
from figcheck.commands.output import print_line


@click.command()
@options.PATHS
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="The port to use. [default: any that is free]")
@click.option("--no-browser", is_flag=True, help="Only print the address, and do not open it.")
@options.scope_flags
def desk(paths: tuple[Path, ...], port: int, no_browser: bool, **flags: Any) -> None:
    """Open a page on this computer on which you read the findings and decide.

    The page answers only this computer. It prints its address, which has a token in it. Anyone on this computer who has
    the address can decide.
    Press Ctrl-C to close the desk.
    """
    from figcheck.desk.server import open_desk

    paths = paths or options.DEFAULT_PATHS
    settings = options.settings_for(paths, **flags)
    opened = open_desk(paths, settings, settings.today(), port=port, progress=lambda said: print_line(said, err=True))
    click.echo(opened.address)
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how an editor closes the desk
        opened.serve(browser=not no_browser)
