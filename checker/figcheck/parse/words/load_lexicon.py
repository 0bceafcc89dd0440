"""Finds the lexicon files of a language, reads them and compiles them once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from figcheck.model.errors import SettingsError
from figcheck.model.shown import shown_path
from figcheck.parse.words.compile_lexicon import compiled
from figcheck.parse.words.lexicon import Lexicon
from figcheck.parse.words.own_files import OwnFile, added, files_in, read_own

LEXICONS = Path(__file__).parents[2] / "lexicons"

_SCRIPT = re.compile(rb"^script: *(\w[\w ]*)", re.MULTILINE)
_WRONG = (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)
_own: list[OwnFile] = []
"""The files of the newsroom that are in force, in the order in which they add to the languages."""


def use_own_lexicons(folders: Iterable[Path]) -> tuple[bool, list[SettingsError]]:
    """Puts the lexicon files of these folders in force in place of those before.

    A file that cannot be read, or that breaks its language, is left out; the errors say which and why. The first of the two is
    whether other words are in force now than before, so that kept readings are out of date.
    """
    paths, errors = files_in(folders)
    before = list(_own)
    if not before and not paths:
        return False, errors  # every lexicon that was compiled is still right
    set_own_files([])
    for path in paths:
        try:
            file = read_own(path, plain_loader(), shipped_languages())
            set_own_files([*_own, file])
            _check(file)
        except SettingsError as error:
            errors.append(error)
            set_own_files([one for one in _own if one.path != path])
    return _own != before, errors


def own_files() -> list[OwnFile]:
    """The files of the newsroom that are in force."""
    return list(_own)


def set_own_files(files: list[OwnFile]) -> None:
    """Puts these files in force in place of those before."""
    _own[:] = files
    for kept in (languages, scripts, lexicon):
        kept.cache_clear()


def _check(file: OwnFile) -> None:
    """Raises SettingsError where a language cannot be compiled with what a file adds to it."""
    try:
        lexicon(file.code)
    except SettingsError as error:
        raise SettingsError(
            "cannot read a lexicon, and goes on without it",
            where=shown_path(file.path),
            why=error.why,
            mend="compare with en.yaml",
        ) from error


@cache
def shipped_languages() -> tuple[str, ...]:
    """Codes of the languages of figcheck itself."""
    return tuple(sorted(path.stem for path in LEXICONS.glob("*.yaml") if len(path.stem) <= 3))


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted({*shipped_languages(), *(file.code for file in _own)}))


@cache
def scripts() -> dict[str, tuple[str, ...]]:
    """Script ("Latin", "Arabic") -> the languages whose lexicons name it; the files of figcheck are read without loading them."""
    found: dict[str, tuple[str, ...]] = {}
    own = {file.code: str(file.source.get("script", "Latin")) for file in _own}
    for code in languages():
        name = own.get(code, "Latin")
        if code in shipped_languages():
            said = _SCRIPT.search((LEXICONS / f"{code}.yaml").read_bytes())
            name = said.group(1).decode() if said else "Latin"
        for one in name.split():
            found[one] = (*found.get(one, ()), code)
    return found


@cache
def plain_loader() -> type:
    """YAML's safe loader, for which on, off, yes, no and null are words: "on" is ten in Turkish, "null" is 0 in German."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: type = type("PlainLoader", (base,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [(tag, pattern) for tag, pattern in pairs if tag.rpartition(":")[2] not in ("bool", "null", "timestamp")]
        for first, pairs in base.yaml_implicit_resolvers.items()
    }
    return loader


def language_of(tag: str) -> str:
    """The code of the language alone.

    >>> language_of("en-GB"), language_of("pt_BR")
    ('en', 'pt')
    """
    return tag.replace("_", "-").split("-")[0].strip().lower()


@cache
def lexicon(code: str = "en") -> Lexicon | None:
    """The compiled lexicon of a language ("en", "en-GB"), or None when there is none."""
    code = language_of(code)
    if code not in languages():
        return None
    path = LEXICONS / f"{code}.yaml"
    try:
        source: dict[str, Any] = {}
        if code in shipped_languages():
            source = yaml.load(path.read_bytes(), Loader=plain_loader())  # noqa: S506 # it stands on a safe loader
        for file in _own:
            if file.code == code:
                source = {} if file.alone else source
                source = added(source, {**file.source, "code": code}) if source else {**file.source, "code": code}
        return compiled(source)
    except _WRONG as cause:
        raise SettingsError(
            "cannot read a lexicon",
            where=f"checker/figcheck/lexicons/{path.name}",
            why=repr(cause),
            mend="compare with en.yaml",
        ) from cause
