"""The commands around evidence: keep a copy, fetch one, look over all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from figcheck.commands import options
from figcheck.commands.output import exit_with, print_line
from figcheck.model.settings import Settings

_LEDGERS = click.option(
    "--ledgers",
    "paths",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Where the ledgers are (repeatable). [default: figures/]",
)
_RETRIEVED = click.option(
    "--retrieved",
    metavar="DATE",
    type=options.Day(),
    help="The day on which the page was saved: 2024-02-04. [default: today]",
)


@click.group()
def evidence() -> None:
    """Keep copies of the pages that claims are from, and check them. See docs/evidence.md."""


@evidence.command()
@click.argument("claim")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", help="The address from which the page was saved. [default: the claim's]")
@_RETRIEVED
@click.option("--text", type=click.Path(path_type=Path), help="For an image or a scan: a file with its text.")
@click.option("--replace", is_flag=True, help="Write a new record for a copy that is already in its place.")
@_LEDGERS
def add(
    claim: str,
    file: Path,
    url: str | None,
    retrieved: date | None,
    text: Path | None,
    replace: bool,
    paths: tuple[Path, ...],
) -> None:
    """Keep FILE as the copy of the page that CLAIM is from.

    figcheck puts the copy into the folder `evidence` beside the ledger, with its hash, date and address, and names it
    in the ledger. It overwrites nothing.
    """
    from figcheck.provenance.copies.keep_copies import add_copy

    day = retrieved or Settings().today()
    for line in add_copy(
        paths or options.DEFAULT_PATHS, claim, file, url=url, retrieved=day, text=text, replace=replace
    ):
        print_line(line)


@evidence.command()
@options.PATHS
def check(paths: tuple[Path, ...]) -> None:
    """Show the state of every copy below PATHS (default: figures/).

    Exit status 1 if a copy is missing, changed or cannot be read, or if a quote is not in its copy.
    """
    from figcheck.provenance.copies.keep_copies import look_over

    copies = look_over(paths or options.DEFAULT_PATHS)
    for line in copies.lines:
        print_line(line)
    exit_with(copies.errors, int(copies.faulty))


@evidence.command()
@click.argument("claims", metavar="[CLAIM]...", nargs=-1)
@click.option("--missing", is_flag=True, help="Fetch the page of every claim that has an address and no copy.")
@_LEDGERS
@click.pass_context
def fetch(ctx: click.Context, claims: tuple[str, ...], missing: bool, paths: tuple[Path, ...]) -> None:
    """Fetch the pages that CLAIMs name in `url`, and keep them as their copies.

    The connection goes to public addresses by http and https, and takes at most a minute and 64 MB for a page. Exit status
    1 if a page could not be fetched.
    """
    from figcheck.provenance.copies.fetch import Fetcher
    from figcheck.provenance.copies.keep_copies import claims_without_copy, fetch_copies

    paths = paths or options.DEFAULT_PATHS
    if bool(claims) == missing:
        raise click.UsageError("name the claims whose pages to fetch, or give --missing for all claims without a copy")
    failed = False
    for line, failure in fetch_copies(paths, claims or claims_without_copy(paths), Fetcher(), Settings().today()):
        failed = failed or failure
        print_line(line, err=failure)
    ctx.exit(int(failed))
