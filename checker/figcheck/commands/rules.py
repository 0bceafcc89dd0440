"""The commands `rules list`, `rules show`, `rules new` and `rules test`."""

from __future__ import annotations

from pathlib import Path

import click

from figcheck.commands.output import exit_with
from figcheck.model.errors import FigcheckError
from figcheck.model.shown import shown_path
from figcheck.read.settings_toml import find_settings


@click.group()
def rules() -> None:
    """List, show and test the rules."""


_RULES = click.option(
    "--rules",
    "folders",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of your own rule cards (repeatable). [default: as in the settings]",
)


def _own_rules(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    return folders or find_settings([]).rules


@rules.command("list")
@_RULES
def rules_list(folders: tuple[Path, ...]) -> None:
    """List every rule: code, name, severity, and what it finds."""
    from figcheck.compare.cards.shipped import catalogue

    loaded = catalogue(_own_rules(folders))
    width = max((len(card.name) for card in loaded.cards), default=0)
    for card in loaded.cards:
        click.echo(f"{card.code}  {card.name:{width}}  {card.severity:7}  {card.title}")
    exit_with(loaded.errors)


@rules.command("show")
@click.argument("rule")
@_RULES
def rules_show(rule: str, folders: tuple[Path, ...]) -> None:
    """Show the page of RULE, by code or name, and how its findings come about."""
    from figcheck.compare.cards.shipped import card_page

    click.echo(card_page(rule, _own_rules(folders)), nl=False)


@rules.command("new")
@click.argument("code")
@click.argument("name")
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to write the card. [default: the first folder of `rules` in the settings, else our-rules]",
)
def rules_new(code: str, name: str, into: Path | None) -> None:
    """Write a card for your own rule, CODE-NAME.md, that works as it stands. It overwrites nothing."""
    from figcheck.compare.cards.new_card import write_card
    from figcheck.compare.cards.shipped import catalogue

    own = _own_rules(())
    folder = into or (own[0] if own else Path("our-rules"))
    path = write_card(code, name, folder, catalogue([f for f in dict.fromkeys([*own, folder]) if f.is_dir()]))
    click.echo(f"wrote {shown_path(path)}")
    known = folder.resolve() in [f.resolve() for f in own]
    flag = "" if known else f" --rules {shown_path(folder)}"
    click.echo(
        f"\nNext: change the card, then run  figcheck rules test {code.upper()}{flag}  and  figcheck run figures/{flag}"
    )


@rules.command("test")
@click.argument("names", metavar="[RULE]...", nargs=-1)
@_RULES
def rules_test(names: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    """Run the examples of every rule, or only of RULE."""
    from figcheck.commands.rule_examples import run_examples

    passed = failed = 0
    loaded, outcomes = run_examples(names, _own_rules(folders))
    for outcome in outcomes:
        passed += not outcome.complaints
        failed += bool(outcome.complaints)
        for complaint in outcome.complaints:
            click.echo(complaint, err=True)
    click.echo(f"{passed} passed, {failed} failed")
    if not (loaded.errors or passed or failed):
        raise FigcheckError("no example was run", mend="name a rule that has examples, or name none to run all")
    exit_with(loaded.errors, 1 if failed else 0)
