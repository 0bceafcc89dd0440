"""The tests themselves: every process collects the same ones, and none looks at the clock."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPO


def collected(seed: str) -> list[str]:
    """The names of all tests, as a worker with this seed of hashes collects them."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-n", "0", "-m", "", "-p", "no:cacheprovider"],
        cwd=REPO, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if "::" in line or ".py:" in line]


@pytest.mark.slow
def test_two_workers_collect_the_same_tests():
    first = collected("1")
    assert len(first) > 20
    assert collected("2") == first


CLOCKS = re.compile(r"\bperf_counter|\bmonotonic|\bprocess_time|\bimport time\b|\btimeout=|\btimeit\b")


def test_no_test_looks_at_the_clock():
    others = [path for path in Path(__file__).parent.glob("*.py") if path != Path(__file__)]
    assert [path.name for path in others if CLOCKS.search(path.read_text(encoding="utf-8"))] == []
