"""Whatever is in a file, reading it gives what it holds, or an error that says what, where and why."""

from __future__ import annotations

import random

import pytest
from conftest import each
from mutated_files import KINDS, mutated

from figcheck.model.errors import FigcheckError

FEW, MANY = 60, 3_000


def read_many(kind: str, count: int, seed: int, folder) -> set[str]:
    draw, path, outcomes = random.Random(seed), folder / KINDS[kind].name, set()
    for number in range(count):
        data = mutated(KINDS[kind], draw)
        path.write_bytes(data)
        try:
            outcomes.add(KINDS[kind].check(path))
        except FigcheckError:
            raise
        except Exception as error:
            pytest.fail(f"{kind}, seed {seed}, input {number}: {data!r}: {type(error).__name__}: {error}")
    return outcomes


@pytest.mark.parametrize("kind", each(KINDS, [kind for kind in KINDS if kind not in ("ledgers", "waivers")]))
def test_a_file_that_was_mutated_is_read_or_refused_in_words(kind, folder):
    assert len(read_many(kind, FEW, 7, folder)) > 1


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_mutated_files_break_no_law(kind, folder):
    read_many(kind, MANY, 2026, folder)
