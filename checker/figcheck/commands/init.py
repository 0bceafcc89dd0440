"""What `figcheck init` writes: a small ledger that shows the columns, its vocabulary, and settings; and how to run it in CI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from figcheck.commands.package_source import WHEELS, PackageSource, package_source
from figcheck.model.disk.atomic_write import write_new, write_whole
from figcheck.model.errors import FigcheckError
from figcheck.model.settings import DEFAULT_REPORT

_FILES = Path(__file__).resolve().parent / "starter" / "desk"
_CI_FILES = Path(__file__).resolve().parent / "starter" / "ci"

CI = {
    "github": ".github/workflows/figcheck.yml",
    "gitlab": ".gitlab-ci.yml",
    "pre-commit": ".pre-commit-config.yaml",
}
"""Where a gate runs, and the file that makes it."""


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--github", "places", flag_value="github", multiple=True, help="Also write a workflow for GitHub Actions."
)
@click.option("--gitlab", "places", flag_value="gitlab", multiple=True, help="Also write a job for GitLab.")
@click.option(
    "--pre-commit", "places", flag_value="pre-commit", multiple=True, help="Also write a hook for pre-commit."
)
@click.option(
    "--package",
    metavar="SOURCE",
    help="What pip installs there: git+https://ADDRESS@COMMIT, a version, or a wheel. A wheel is copied into wheels/. "
    "[default: the source of this figcheck]",
)
@click.option(
    "--from",
    "table",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Describe this table instead: write NAME.ledger.sql beside it, with guesses for you to confirm.",
)
@click.option(
    "--known",
    metavar="NAME",
    help="With --from: the table is this one of those that figcheck knows, such as ucdp-ged; `none` guesses. "
    "[default: what the names of its columns say]",
)
def init(folder: Path, places: tuple[str, ...], package: str | None, table: Path | None, known: str | None) -> None:
    """Write a starter: figures/ with a ledger and a vocabulary, and figcheck.toml. It overwrites nothing.

    It also names the report in .gitignore, because a run can write it again at any time.

    With --from it looks at a table of yours, in any format that figcheck reads, and writes how its rows become claims.
    """
    if table is not None:
        from figcheck.commands.tables.init_from import describe

        describe(table, known)
        return
    if known is not None:
        raise click.UsageError("--known goes with --from FILE")
    source = package_source(package) if places else None
    for path, written in write_starter(folder):
        click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
    click.echo(ignore_report(folder))
    if source is not None:
        if source.wheel is not None:
            path, written = write_wheel(folder, source.wheel)
            click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
        for place in dict.fromkeys(places):
            path, written, text = write_ci(folder, place, source)
            click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
            if not written and text != path.read_text(encoding="utf-8", errors="replace"):
                click.echo(f"\nTo run figcheck there, add this to {path.as_posix()}:\n\n{text}")
        click.echo(f"\npip installs there: {source.requirement}")
        click.echo(f"That is {source.words}. Write another --package to change it.")
    where = "" if folder == Path() else f"cd {folder.as_posix()} && "
    click.echo(f"\nNext: {where}figcheck run figures/")


def write_starter(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Writes the starter files below `folder`; gives each path and whether it was written (False: it was there)."""
    for template in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        target = folder / template.relative_to(_FILES)
        yield target, _written(target, template.read_bytes())


def write_wheel(folder: Path, wheel: Path) -> tuple[Path, bool]:
    """Copies a wheel next to the ledgers; gives its path there, and whether it was written."""
    target = folder / WHEELS / wheel.name
    return target, _written(target, wheel.read_bytes())


def write_ci(folder: Path, place: str, source: PackageSource) -> tuple[Path, bool, str]:
    """Writes the file that runs figcheck at a place of CI; gives its path, whether it was written, and its text.

    A file that is there is left as it is.
    """
    text = ci_file(place, source)
    target = folder / CI[place]
    return target, _written(target, text.encode("utf-8")), text


def ci_file(place: str, source: PackageSource) -> str:
    """The text of that file."""
    local = (
        place == "pre-commit" and source.wheel is not None
    )  # pre-commit installs from elsewhere, and knows no path here
    name = "pre-commit-installed" if local else place
    template = (_CI_FILES / f"{name}.yml").read_text(encoding="utf-8")
    return template.replace('"@PACKAGE@"', json.dumps(source.requirement, ensure_ascii=False))


def ignore_report(folder: Path) -> str:
    """Names the report in .gitignore, unless it is named there already; says what was done."""
    target = folder / ".gitignore"
    line = DEFAULT_REPORT.encode("ascii")
    try:
        if _written(target, line + b"\n"):
            return f"wrote {target.as_posix()}"
        before = target.read_bytes()
        if {line, b"/" + line} & {known.strip() for known in before.splitlines()}:
            return f"kept  {target.as_posix()}"
        end = b"\r\n" if b"\r\n" in before else b"\n"
        gap = b"" if not before or before.endswith(b"\n") else end
    except OSError as error:
        raise _cannot_write(target, error) from error
    write_whole(target, before + gap + line + end, what="the list of files that git ignores")
    return f"added {DEFAULT_REPORT} to {target.as_posix()}"


def _written(target: Path, content: bytes) -> bool:
    try:
        write_new(target, content)
    except OSError as error:
        if isinstance(error, FileExistsError) and target.is_file():
            return False
        raise _cannot_write(target, error) from error
    return True


def _cannot_write(target: Path, error: OSError) -> FigcheckError:
    return FigcheckError(
        "cannot write the starter files",
        where=target.as_posix(),
        why=error.strerror or str(error),
        mend="start in a folder where you may write, and where figures is not a file",
    )
