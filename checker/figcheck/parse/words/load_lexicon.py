"""Finds the lexicon file of a language, reads it and compiles it once a process."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from figcheck.model.errors import SettingsError
from figcheck.parse.words.compile_lexicon import compiled
from figcheck.parse.words.lexicon import Lexicon

LEXICONS = Path(__file__).parents[2] / "lexicons"


_SCRIPT = re.compile(rb"^script: *(\w+)", re.MULTILINE)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted(path.stem for path in LEXICONS.glob("*.yaml") if len(path.stem) <= 3))


@cache
def scripts() -> dict[str, tuple[str, ...]]:
    """Script ("Latin", "Arabic") -> the languages whose lexicons name it; read without loading them."""
    found: dict[str, tuple[str, ...]] = {}
    for code in languages():
        said = _SCRIPT.search((LEXICONS / f"{code}.yaml").read_bytes())
        name = said.group(1).decode() if said else "Latin"
        found[name] = (*found.get(name, ()), code)
    return found


@cache
def _plain_loader() -> type:
    """YAML's safe loader, for which on, off, yes, no and null are words: "on" is ten in Turkish, "null" is 0 in German."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: type = type("PlainLoader", (base,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [(tag, pattern) for tag, pattern in pairs if tag.rpartition(":")[2] not in ("bool", "null")]
        for first, pairs in base.yaml_implicit_resolvers.items()
    }
    return loader


@cache
def lexicon(code: str = "en") -> Lexicon | None:
    """The compiled lexicon of a language ("en", "en-GB"), or None when there is none."""
    code = code.replace("_", "-").split("-")[0].strip().lower()
    if code not in languages():
        return None
    path = LEXICONS / f"{code}.yaml"
    try:
        source = yaml.load(path.read_bytes(), Loader=_plain_loader())  # noqa: S506 # it stands on a safe loader
        return compiled(source)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as cause:
        raise SettingsError(
            "cannot read a lexicon",
            where=f"checker/figcheck/lexicons/{path.name}",
            why=repr(cause),
            mend="compare with en.yaml",
        ) from cause
