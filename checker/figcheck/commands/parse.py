"""The commands `parse` and `say`: what the words of a figure say, and which words say a number."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from figcheck.model.errors import FigcheckError


@click.command()
@click.argument("figures", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--lang", help="Language of the figures (en, de, ...). [default: detected from script and words]")
@click.pass_context
def parse(ctx: click.Context, figures: tuple[str, ...], as_json: bool, lang: str | None) -> None:
    """Explain how FIGURES are read: the qualifier, the range, which bounds are hard, and what a reader takes from them.

    With - figcheck reads the figures from standard input, one per line. Exit status 1 if a figure cannot be read, 2 if a lexicon
    of your own cannot.
    """
    from figcheck import parse as stage

    if not figures:
        raise click.UsageError(
            "give a figure, such as: figcheck parse 'more than 27,000'  (or - to read figures from standard input)"
        )
    errors = _own_words()
    unread = False
    for number, text in enumerate(_figures(figures)):
        figure = stage.parse_figure(text, lang)
        unread = unread or figure.error is not None
        if as_json:
            click.echo(json.dumps(stage.as_json(figure, lang), ensure_ascii=False))
        else:
            click.echo(("\n" if number else "") + stage.explain(figure, lang))
    ctx.exit(2 if errors else int(unread))


@click.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--lang", default="en", show_default=True, help="Language of the phrases (en, de, ...).")
def say(number: str, as_json: bool, lang: str) -> None:
    """Propose faithful phrases for NUMBER, each with its range and with the range that a reader takes from it."""
    from figcheck import parse as stage

    _own_words()
    counted = stage.parse_figure(number, lang, rounds=False)
    if counted.correction or counted.qualifier != "exact" or counted.unit != "people" or counted.value is None:
        raise click.UsageError(f'"{number}" is not a number of people. Give the count itself: figcheck say 27238')
    try:
        phrasings = stage.faithful_phrases(int(counted.value), lang)
    except FigcheckError as error:
        raise click.UsageError(str(error)) from error
    for phrasing in phrasings:
        if as_json:
            click.echo(json.dumps(stage.as_json(phrasing.figure, lang), ensure_ascii=False))
        else:
            click.echo(stage.phrase_line(phrasing))


def _own_words() -> bool:
    """Puts the lexicons of the settings file in force, and names those that cannot be read; whether there is one."""
    from figcheck.parse import use_lexicons
    from figcheck.read.settings_toml import find_settings

    errors = use_lexicons(find_settings([]).lexicons)
    for error in errors:
        click.echo(str(error), err=True)
    return bool(errors)


def _figures(arguments: tuple[str, ...]) -> Iterable[str]:
    for argument in arguments:
        if argument == "-":
            for line in sys.stdin:
                yield line.rstrip("\r\n")
        else:
            yield argument
