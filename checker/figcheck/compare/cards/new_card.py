"""What `figcheck rules new` writes: a rule card that works, for a newsroom to change."""

from __future__ import annotations

from pathlib import Path

from figcheck.compare.cards.catalogue import Catalogue
from figcheck.compare.cards.front_matter import is_code, is_name
from figcheck.model.errors import CardError
from figcheck.model.words import FAMILIES

_TEMPLATE = Path(__file__).resolve().parent / "template" / "card.md"


def write_card(code: str, name: str, folder: Path, taken: Catalogue) -> Path:
    """Writes `folder/CODE-name.md` and gives its path; the folder is made where it is missing.

    Raises CardError for a code or name that cannot be, or that a card of `taken` has, and where the file is already there or
    cannot be written: nothing is ever overwritten.
    """
    code = code.upper()
    _check(code, name, taken)
    text = _TEMPLATE.read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    for word, value in (("code: CODE", f"code: {code}"), ("name: NAME", f"name: {name}"), ("# TITLE", f"# {title}")):
        text = text.replace(word, value, 1)
    path = folder / f"{code}-{name}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        what = "the card is already there" if path.exists() else "the folder of rule cards is a file"
        raise CardError(
            what,
            where=path.as_posix(),
            why="figcheck never overwrites a card",
            mend="give the new rule another code or name, or write it into another folder with --into",
        ) from error
    except OSError as error:
        raise CardError(
            "cannot write the card",
            where=path.as_posix(),
            why=error.strerror or str(error),
            mend="choose a folder that you may write to, with --into",
        ) from error
    return path


def _check(code: str, name: str, taken: Catalogue) -> None:
    if not is_code(code):
        families = ", ".join(f"{digit} {family}" for digit, family in FAMILIES.items())
        raise CardError(
            f'"{code}" is not a code',
            why=f"a code is FC and three digits. The first digit is the family: {families}",
            mend="use a code that ends in 90 to 99. They are for newsrooms: FC390, FC590 …",
        )
    if not is_name(name):
        raise CardError(
            f'"{name}" is not a name',
            why="a name is small letters, digits and hyphens",
            mend="write it like this: figure-without-quote",
        )
    for card in taken.cards:
        if code == card.code or name == card.name:
            what = f'the code "{code}"' if code == card.code else f'the name "{name}"'
            raise CardError(
                f"{what} is taken",
                why=f"{card.shown_as} uses it",
                mend="use a code that ends in 90 to 99. They are for newsrooms: FC390, FC590 …",
            )
