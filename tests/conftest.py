"""What several tests share: ledgers as text, and a command line as a user has it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from command_line import command
from comparisons_kept import keep_comparisons
from hypothesis import HealthCheck, settings
from report_sample import report_of

from figcheck import report as report_stage
from figcheck.provenance.copies.copy_text import TextReader

# Neither profile looks at the clock: a busy machine is no fault of the code under test. `dev`, the default, tries few
# examples and the same ones in every run; `--hypothesis-profile ci` tries many, and others each time.
_BY_NO_CLOCK = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("dev", max_examples=20, derandomize=True, **_BY_NO_CLOCK)
settings.register_profile("ci", max_examples=300, print_blob=True, **_BY_NO_CLOCK)
settings.load_profile("dev")

REPO = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"


FEW_LANGUAGES = ("ar", "en", "fr", "ru")
"""The languages of which the quick lane shows what holds of each."""


def each(values: Iterable[Any], quick: Collection[Any]) -> list[Any]:
    """Values, or tuples of them, as parameters of a test; those that are not among `quick` are for the slow lane."""
    rows = [(value, value if isinstance(value, tuple) else (value,)) for value in values]
    return [pytest.param(*row, marks=() if value in quick else pytest.mark.slow) for value, row in rows]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the test runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Writes a file below the folder: write("figures/a.csv", "..."); bytes are written as they are."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write_file


@pytest.fixture
def figcheck(folder: Path) -> Callable[..., CompletedProcess[str]]:
    """Runs a command in the folder: figcheck("run", "figures")."""
    assert folder.is_dir()
    return command


@pytest.fixture
def compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims that were compared before are not compared again, which is most of what a run of a small ledger costs."""
    keep_comparisons(monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def minutes_for_a_copy() -> Iterator[None]:
    """A copy may take minutes, so that no test fails because the machine is busy."""
    defaults = TextReader.__init__.__kwdefaults__ or {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TextReader.__init__, "__kwdefaults__", {**defaults, "deadline": 600.0})
        yield


@pytest.fixture(scope="session")
def sample() -> report_stage.Report:
    """The shared sample of findings, the same for every report format: tests/data/report/."""
    return report_of(DATA / "report")
