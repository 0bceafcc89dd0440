"""What `figcheck init` writes: a small ledger that shows the columns, its vocabulary, and settings; and how to run it in CI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from figcheck.model.errors import FigcheckError

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
@click.option("--github", "places", flag_value="github", multiple=True, help="Also a workflow of GitHub Actions.")
@click.option("--gitlab", "places", flag_value="gitlab", multiple=True, help="Also a job of GitLab.")
@click.option("--pre-commit", "places", flag_value="pre-commit", multiple=True, help="Also a hook of pre-commit.")
@click.option(
    "--package",
    default="figcheck",
    metavar="NAME",
    help="What pip installs there: a version, a wheel, or git+https://… [default: figcheck]",
)
def init(folder: Path, places: tuple[str, ...], package: str) -> None:
    """Write a starter: figures/ with one ledger and a vocabulary, and figcheck.toml. Nothing is overwritten."""
    for path, written in write_starter(folder):
        click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
    for place in dict.fromkeys(places):
        path, written, text = write_ci(folder, place, package)
        click.echo(f"{'wrote' if written else 'kept '} {path.as_posix()}")
        if not written and text != path.read_text(encoding="utf-8", errors="replace"):
            click.echo(f"\nTo have figcheck there too, add this to {path.as_posix()}:\n\n{text}")
    where = "" if folder == Path() else f"cd {folder.as_posix()} && "
    click.echo(f"\nNext: {where}figcheck run figures/")


def write_starter(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Writes the starter files below `folder`; gives each path and whether it was written (False: it was there)."""
    for template in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        target = folder / template.relative_to(_FILES)
        yield target, _written(target, template.read_bytes())


def write_ci(folder: Path, place: str, package: str) -> tuple[Path, bool, str]:
    """Writes the file that runs figcheck at a place of CI; gives its path, whether it was written, and its text.

    `package` is what pip is to install. A file that is there is left as it is.
    """
    text = ci_file(place, package)
    target = folder / CI[place]
    return target, _written(target, text.encode("utf-8")), text


def ci_file(place: str, package: str) -> str:
    """The text of that file."""
    template = (_CI_FILES / f"{place}.yml").read_text(encoding="utf-8")
    return template.replace('"@PACKAGE@"', json.dumps(package, ensure_ascii=False))


def _written(target: Path, content: bytes) -> bool:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)
    except OSError as error:
        if isinstance(error, FileExistsError) and target.is_file():
            return False
        raise FigcheckError(
            "cannot write the starter",
            where=target.as_posix(),
            why=error.strerror or str(error),
            mend="start in a folder that you may write to, in which figures is no file",
        ) from error
    return True
