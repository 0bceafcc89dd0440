"""Lexicon files that a newsroom keeps in folders of its own: they add words to a language of figcheck, or a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from figcheck.model.errors import SettingsError
from figcheck.model.shown import shown_path
from figcheck.parse.words.lexicon_shape import NEEDED, faults

MOST_BYTES = 1_000_000
"""Size of the largest file; English has 90,000."""
CODE = r"[a-z]{2,3}"
"""What the code of a language may be."""
_HELP = "docs/lexicons.md says what a lexicon file may hold"


class OwnFile(NamedTuple):
    """A file that fits the shape of a lexicon, and what it holds.

    `alone`: it stands in place of what figcheck has for the language, and adds nothing to it.
    """

    path: Path
    code: str
    source: dict[str, Any]
    alone: bool = False


def files_in(folders: Iterable[Path]) -> tuple[list[Path], list[SettingsError]]:
    """The lexicon files of some folders, in the order of their names, and what is wrong with the folders."""
    found: list[Path] = []
    errors: list[SettingsError] = []
    for folder in folders:
        try:
            here = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
        except OSError as error:
            why = error.strerror or str(error)
            errors.append(
                SettingsError(
                    "cannot read a folder of lexicons", where=shown_path(folder), why=why, mend="correct `lexicons`"
                )
            )
            continue
        if not here:
            errors.append(
                SettingsError(
                    "the folder has no lexicon", where=shown_path(folder), why="no file in it ends in .yaml", mend=_HELP
                )
            )
        found += here
    return found, errors


def read_own(path: Path, loader: type, shipped: Iterable[str]) -> OwnFile:
    """One file; raises SettingsError with its line where it does not hold what a lexicon may.

    `shipped` are the languages of figcheck.
    """
    node = node_of(path, loader)
    wrong = next(faults(node), None)
    if wrong is not None:
        raise _refused(path, wrong[1], wrong[0])
    source = loader("").construct_document(node)
    code = str(source.get("code", path.stem)).lower()
    if not re.fullmatch(CODE, code):
        raise _refused(path, f'the code of the language is "{code[:40]}": use two or three letters, such as en')
    missing = [section for section in NEEDED if section not in source]
    if code not in shipped and missing:
        raise _refused(path, f'figcheck has no language "{code}" to add to, and a new one needs: {", ".join(missing)}')
    return OwnFile(path, code, source)


def node_of(path: Path, loader: type) -> yaml.Node:
    """The YAML of a file; raises SettingsError with its line where it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(path, f"it has more than {MOST_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise _refused(path, f'an alias repeats a part of the file: write out "{event.anchor}"')
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _refused(path, str(error.problem), mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(path, " ".join(str(error).split())[:200]) from error
    if node is None:
        raise _refused(path, "it is empty")
    return node


def _refused(path: Path, why: str, line: int | None = None) -> SettingsError:
    where = shown_path(path) if line is None else f"{shown_path(path)}:{line}"
    return SettingsError("cannot read a lexicon, and goes on without it", where=where, why=why, mend=_HELP)


def added(source: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A lexicon with what another file adds to it: lists get its entries first, tables its keys, and qualifiers their phrases."""
    merged = dict(source)
    for key, value in own.items():
        before = merged.get(key)
        if key == "qualifiers" and isinstance(before, list):
            by_id = {one["id"]: one for one in value}
            known = [added(one, by_id.pop(one["id"], {})) for one in before]
            merged[key] = [*known, *by_id.values()]
        elif isinstance(before, dict) and isinstance(value, dict):
            merged[key] = added(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            merged[key] = [*value, *before]
        else:
            merged[key] = value
    return merged
