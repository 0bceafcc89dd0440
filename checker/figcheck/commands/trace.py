"""The command `trace`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from figcheck.commands import options
from figcheck.commands.output import exit_with
from figcheck.provenance.formats import exports, require_export


class ExportName(click.ParamType):
    """The name of an export; those that installed packages bring are known only when the command runs."""

    name = "export"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names, for the help."""
        return f"[{'|'.join(exports())}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself. Raises FigcheckError for an export that there is not."""
        require_export(value)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin so."""
        return [CompletionItem(name) for name in exports() if name.startswith(incomplete)]


@click.command()
@click.argument("claim_and_paths", nargs=-1, metavar="[CLAIM] [PATHS]...")
@click.option("--all", "every", is_flag=True, help="Print every chain of the ledgers, one per line. Give only PATHS.")
@click.option(
    "--format",
    "name",
    type=ExportName(),
    help="Export the whole graph of PATHS instead: W3C PROV, the findings as schema.org ClaimReview, or a CSV of links.",
)
@click.option(
    "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write the export to FILE."
)
@click.option("--verbose", "-v", is_flag=True, help="Show every claim: fold nothing and leave nothing out.")
@options.scope_flags
def trace(
    claim_and_paths: tuple[str, ...],
    every: bool,
    name: str | None,
    output: Path | None,
    verbose: bool,
    **flags: Any,
) -> None:
    """Show where the figure of CLAIM came from, and what changed at each link.

    CLAIM is a claim_id of a ledger below PATHS (default: figures/), or the words of a figure that only one claim prints.
    """
    if every and name:
        raise click.UsageError("give --all or --format, not both")
    if output and not name:
        raise click.UsageError("give --output only with --format")
    if not (every or name or claim_and_paths):
        raise click.UsageError(
            "name a claim, such as: figcheck trace art:israelis figures/  (or give --all or --format)"
        )
    claim, given = (None, claim_and_paths) if every or name else (claim_and_paths[0], claim_and_paths[1:])
    paths = tuple(Path(path) for path in given) or options.DEFAULT_PATHS
    from figcheck.commands.output import console
    from figcheck.commands.trace_claim import export
    from figcheck.commands.trace_claim import trace as follow
    from figcheck.provenance.trail.terminal import show_all, show_chain

    settings = options.settings_for(paths, **flags)
    traced = follow(paths, settings, settings.today())
    if name:
        text = export(traced, name, output)
        click.echo(f"wrote {output.as_posix()}" if output else text.encode("utf-8", "replace"), nl=output is not None)
    elif claim is None:
        show_all(traced.trail, console())
    else:
        shown = traced.find(claim)
        if claim in traced.exact_repeats:
            click.echo(f"{claim} repeats {shown} in everything but the id: the chain of {shown} is shown\n")
        show_chain(traced.trail, shown, console(), verbose=verbose)
    exit_with(traced.errors)
