"""What a piece of work costs, in steps and bytes and not in seconds: the same on every machine, busy or idle."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any, NamedTuple


class Cost(NamedTuple):
    """`calls` of Python and C functions, and the most `bytes` that were held at once beyond what was held before."""

    calls: int
    bytes: int


def cost(work: Callable[[], object]) -> Cost:
    """What `work` costs. It is done three times: the first time fills what is worked out or remembered once."""
    work()
    return Cost(calls(work), _bytes(work))


def calls(work: Callable[[], object]) -> int:
    """How many functions `work` calls, Python's own and those in C."""
    count = 0

    def tally(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    gc.disable()  # what is called when rubbish is collected is not the work's
    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def _bytes(work: Callable[[], object]) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def assert_no_pairs(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """Whether `work(n)()` compares no n things with one another: from 2n to 4n it grows about twice as much as from n to 2n.

    Four times as much is the growth of pairs. `work(n)` makes what is needed beforehand, which is not counted.
    """
    small, middle, large = (cost(work(n)) for n in (size, 2 * size, 4 * size))
    for kind, spare in (("calls", 10 * size), ("bytes", 200 * size)):
        first, then = (getattr(b, kind) - getattr(a, kind) for a, b in ((small, middle), (middle, large)))
        assert then <= 2.6 * max(first, 0) + spare, (
            f"{kind}: {small}, {middle}, {large} for {size}, twice and four times"
        )
