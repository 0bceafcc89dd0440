"""The language of messages: `{name}`, `{name:one|other}`, and `[[ ]]` around what is said only where its fields are there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from figcheck.model.errors import CardError

_PIECE = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{[^{}]*\}|[{}]|\[|\]|[^{}\[\]]+")
_LONGEST_SHOWN = 200
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HELP = "write {name}, {name:one|other}, {{ for a brace, or [[ ]] around words that may be left out"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template. With `choice` it is said by the first of two words where it is 1 or true, else by the second."""

    name: str
    choice: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words and fields in their order. An `optional` one is left out where one of its fields is null or empty."""

    parts: tuple[str | Field, ...]
    optional: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in order."""
        return tuple(part for part in self.parts if isinstance(part, Field))


@lru_cache(maxsize=4096)
def read_template(template: str, where: str | None = None) -> tuple[Stretch, ...]:
    """The stretches of a template, in order. `{{` and `}}` are braces.

    Raises CardError, with `where`, for anything but plain names, and for brackets that do not go in pairs.

    >>> [s.optional for s in read_template("{by} gives {figure}[[ and {copies} {copies:copy|copies}]].")]
    [False, True, False]
    """
    stretches: list[Stretch] = []
    parts: list[str | Field] = []
    inside = False
    for piece in _PIECE.findall(template):
        if piece in ("[[", "]]"):
            if (piece == "[[") == inside:
                why = "it stands within another [[ ]]" if inside else "no [[ stands before it"
                raise _unreadable(template, where, f"{piece}: {why}")
            if inside and not any(isinstance(part, Field) for part in parts):
                raise _unreadable(template, where, f"[[{''.join(map(str, parts))}]] has no field, so it is always said")
            stretches.append(Stretch(tuple(parts), inside))
            parts, inside = [], not inside
        else:
            parts.append(_part(piece, template, where))
    if inside:
        raise _unreadable(template, where, "a [[ has no ]]")
    stretches.append(Stretch(tuple(parts)))
    return tuple(stretch for stretch in stretches if stretch.parts)


def template_fields(template: str, where: str | None = None) -> list[str]:
    """The names of the fields of a template, in order. Raises CardError as `read_template` does.

    >>> template_fields("{source} gives {figure}[[ in {copies} {copies:copy|copies}]]", "card.md:3")
    ['source', 'figure', 'copies', 'copies']
    """
    return [field.name for stretch in read_template(template, where) for field in stretch.fields]


def _part(piece: str, template: str, where: str | None) -> str | Field:
    if piece in ("{{", "}}"):
        return piece[0]
    if piece in ("{", "}"):
        raise _unreadable(template, where, f"a {piece} stands alone")
    if not piece.startswith("{"):
        return piece
    name, colon, choice = piece[1:-1].partition(":")
    words = choice.split("|") if colon else []
    if not _NAME.fullmatch(name) or (colon and len(words) != 2):
        raise CardError(f"{_short(piece)} is not a field", where=where, why="a field is a plain name", mend=_HELP)
    return Field(name, (words[0], words[1]) if colon else None)


def _unreadable(template: str, where: str | None, why: str) -> CardError:
    return CardError(f'cannot read the template "{_short(template)}"', where=where, why=why, mend=_HELP)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 2]} …"
