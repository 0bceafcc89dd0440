"""What several tests share: ledgers as text, and a command line as a user has it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from report_sample import report_of

from figcheck import report as report_stage

# Neither profile looks at the clock: a busy machine is no fault of the code under test. `dev`, the default, tries few
# examples and the same ones in every run; `--hypothesis-profile ci` tries many, and others each time.
_BY_NO_CLOCK = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("dev", max_examples=20, derandomize=True, **_BY_NO_CLOCK)
settings.register_profile("ci", max_examples=300, print_blob=True, **_BY_NO_CLOCK)
settings.load_profile("dev")

REPO = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"


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
def figcheck(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command as a user would: figcheck("run", "figures")."""

    def call(*arguments: str, stdin: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "figcheck", *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, encoding="utf-8",
            check=False, cwd=folder, env={**os.environ, "COLUMNS": "120", **env}, timeout=120,
        )  # fmt: skip

    return call


@pytest.fixture
def sample() -> report_stage.Report:
    """The shared sample of findings, the same for every report format: tests/data/report/."""
    return report_of(DATA / "report")
