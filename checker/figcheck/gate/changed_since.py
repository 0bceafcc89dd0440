"""Only what changed: which claims of a run differ from an earlier revision, or stand in files that were named."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from figcheck.gate.changed_claims import changed_claims, changed_rows
from figcheck.model.places import file_of
from figcheck.model.settings import Settings
from figcheck.model.shown import shown_path
from figcheck.model.tables import WaiverFile
from figcheck.read import reading as read_stage
from figcheck.read.git_revision import Repository


@dataclass(frozen=True)
class Since:
    """What counts as changed: what differs from a revision of git, or all that stands in these files."""

    revision: str | None = None
    files: tuple[Path, ...] = ()

    def __str__(self) -> str:
        named = f"{len(self.files):,} file{'' if len(self.files) == 1 else 's'} named"
        return f"since {self.revision}" if self.revision else f"in {named}"


@dataclass(frozen=True)
class Changed:
    """Labels of the claims and of the waivers that changed."""

    claims: frozenset[int]
    waivers: frozenset[int]


def what_changed(reading: read_stage.Reading, paths: Sequence[Path], since: Since, settings: Settings) -> Changed:
    """The claims and waivers of a reading of `paths` that changed.

    Raises FigcheckError when git cannot tell: it is not there, the paths are in no repository, or the revision is not
    in this clone.
    """
    if since.revision is None:
        return _in_files(reading, since.files)
    repository = Repository(paths[0])
    before = _as_it_was(repository, repository.commit(since.revision), paths, settings)
    claims = changed_claims(reading.claims, before.claims, reading.vocabulary, before.vocabulary)
    waivers = changed_rows(reading.waivers, before.waivers, WaiverFile.names())
    return Changed(_labels(claims), _labels(waivers))


def _as_it_was(repository: Repository, commit: str, paths: Sequence[Path], settings: Settings) -> read_stage.Reading:
    """The ledgers, vocabularies and waivers of a commit, read like those of now; what could not be read then is new."""
    with tempfile.TemporaryDirectory(prefix="figcheck-") as name:
        folder = Path(name)
        for path, content in repository.files(commit, [_with_what_it_reads(path) for path in paths]):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return read_stage.read([folder / repository.below(path) for path in paths], settings)


def _with_what_it_reads(path: Path) -> Path:
    """The folder of a description that was named itself: it reads files beside it and below."""
    return path.parent if path.name.lower().endswith(".ledger.sql") else path


def _in_files(reading: read_stage.Reading, files: Sequence[Path]) -> Changed:
    named = {shown_path(file) for file in files}
    everything = any(vocabulary in named for vocabulary in reading.vocabularies)
    claims = reading.claims["file"].map(file_of).isin(named) | everything
    return Changed(_labels(claims), _labels(reading.waivers["file"].isin(named)))


def _labels(changed: pd.Series) -> frozenset[int]:
    return frozenset(int(label) for label in changed.index[changed])
