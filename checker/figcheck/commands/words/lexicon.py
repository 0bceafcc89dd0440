"""The command `lexicon check`."""

from __future__ import annotations

from pathlib import Path

import click

from figcheck.commands.output import exit_with, print_line
from figcheck.model.errors import SettingsError
from figcheck.model.shown import shown_path


@click.group()
def lexicon() -> None:
    """Check a file of words of a language."""


@lexicon.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Try the examples, the refusals and every phrase of each lexicon FILE.

    figcheck names what fails with its line, and then what English has and the FILE has not. Exit status 1 if something fails,
    2 if a FILE cannot be read.
    """
    from figcheck.parse.check_lexicon import check_lexicon

    errors, failed = [], False
    for path in files:
        try:
            checked = check_lexicon(path)
        except SettingsError as error:
            errors.append(error)
            continue
        where = shown_path(path)
        for complaint in checked.complaints:
            print_line(f"{where}:{complaint.line}: {complaint.what}")
        for sentence in checked.missing:
            print_line(f"{where}: {sentence}")
        failed = failed or bool(checked.complaints)
        if checked.language:
            print_line(_summary(where, checked.language, checked.whole, len(checked.complaints), len(checked.missing)))
    exit_with(errors, 1 if failed else 0)


def _summary(where: str, language: str, whole: bool, fails: int, missing: int) -> str:
    """ "ro.yaml: Romanian, a whole language: nothing fails, 2 things that English has are missing"."""
    kind = "a whole language" if whole else "words that are added to those of figcheck"
    fails_said = "nothing fails" if not fails else f"{fails} {'thing fails' if fails == 1 else 'things fail'}"
    missing_said = f", {missing} {'thing' if missing == 1 else 'things'} that English has {'is' if missing == 1 else 'are'} missing"
    return f"{where}: {language}, {kind}: {fails_said}{missing_said if missing else ''}"
