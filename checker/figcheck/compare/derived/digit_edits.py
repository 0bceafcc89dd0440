"""Slips of the hand between two whole numbers, for whole columns at once: digits swapped, lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

SWAPPED, COUNT, CHANGED = "swapped", "added_or_dropped", "changed"
KINDS = (SWAPPED, COUNT, CHANGED)

MOST_DIGITS = 12
SHORTEST_SWAP, SHORTEST_CHANGE = 3, 4
RATIO = 5
"""A digit more or less makes a number at least this many times as large, or leaves so many equal digits that it need not."""


def slip_of(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The one slip (of KINDS) that makes one of two whole numbers the other, element by element; None where none does.

    >>> slip_of(np.array([4465, 30, 810090, 7]), np.array([4645, 300, 811090, 8])).tolist()
    ['swapped', 'added_or_dropped', 'changed', None]
    """
    shorter, longer = np.minimum(a, b), np.maximum(a, b)
    same_length = _length(shorter) == _length(longer)
    swap = same_length & (_significant(a) >= SHORTEST_SWAP) & (_significant(b) >= SHORTEST_SWAP)
    swap &= _any(swap_neighbours(a), b)
    more = (_length(longer) == _length(shorter) + 1) & (shorter >= 10) & _any(drop_each_digit(longer), shorter)
    more &= (longer >= RATIO * shorter) | (_significant(shorter) >= 2)
    changed = same_length & (_length(a) >= SHORTEST_CHANGE) & one_digit_apart(a, b)
    changed &= np.maximum(_significant(a), _significant(b)) >= SHORTEST_SWAP  # 4,500 and 4,300 are two round numbers
    out = np.full(len(a), None, dtype=object)
    for kind, where in ((CHANGED, changed), (COUNT, more), (SWAPPED, swap)):
        out[where] = kind
    return out


def _any(readings: Iterator[np.ndarray], wanted: np.ndarray) -> np.ndarray:
    found = np.zeros(len(wanted), dtype=bool)
    for reading in readings:
        found |= reading == wanted
    return found


def swap_neighbours(n: np.ndarray) -> Iterator[np.ndarray]:
    """`n` with the digits at each place and the one above it swapped; -1 where the first digit would be a zero."""
    for k in range(MOST_DIGITS - 1):
        low, high = n // 10**k % 10, n // 10 ** (k + 1) % 10
        swapped = n + (low - high) * (10 ** (k + 1) - 10**k)
        yield np.where((n >= 10 ** (k + 1)) & (_length(swapped) == _length(n)) & (low != high), swapped, -1)


def drop_each_digit(n: np.ndarray) -> Iterator[np.ndarray]:
    """`n` without each of its digits in turn; -1 where a zero would then come first."""
    for k in range(MOST_DIGITS):
        left = drop_digit(n, k)
        yield np.where((n >= 10**k) & (_length(left) == _length(n) - 1), left, -1)


def drop_digit(n: np.ndarray, k: int) -> np.ndarray:
    """`n` without the digit at place k, counted from the last."""
    return n // 10 ** (k + 1) * 10**k + n % 10**k


def one_digit_longer_or_shorter(n: np.ndarray) -> Iterator[np.ndarray]:
    """`n` less one digit, and with one digit more, wherever it may stand."""
    yield from drop_each_digit(n)
    for k in range(MOST_DIGITS):
        for digit in range(10):
            more = n // 10**k * 10 ** (k + 1) + digit * 10**k + n % 10**k
            yield np.where((n >= 10**k // 10) & (_length(more) == _length(n) + 1), more, -1)


def change_leading_digit(n: np.ndarray) -> Iterator[np.ndarray]:
    """`n` with one digit of its first half changed."""
    length = _length(n)
    for k in range(MOST_DIGITS):
        leading = (n >= 10**k) & (2 * (length - 1 - k) < length) & (length >= SHORTEST_CHANGE)
        for digit in range(10):
            changed = n + (digit - n // 10**k % 10) * 10**k
            yield np.where(leading & (_length(changed) == length), changed, -1)


def one_digit_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether two numbers of as many digits differ in one of them."""
    out = np.zeros(len(a), dtype=bool)
    for k in range(MOST_DIGITS):
        out |= (a // 10 ** (k + 1) == b // 10 ** (k + 1)) & (a % 10**k == b % 10**k) & (a != b)
    return out & (_length(a) == _length(b))


def is_leading(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the first digit in which two numbers differ stands in their first half."""
    length = _length(a)
    return np.abs(a - b) >= 10 ** (length // 2)


def is_rounding(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether one of the two is the other rounded."""
    grain = np.maximum(_grain(a), _grain(b))
    return 2 * np.abs(a - b) <= grain


def _length(n: np.ndarray) -> np.ndarray:
    """How many digits a number has."""
    return np.searchsorted(10 ** np.arange(1, 16, dtype=np.int64), n, side="right") + 1


def _grain(n: np.ndarray) -> np.ndarray:
    """10 to the number of zeros at the end."""
    grain = np.ones(len(n), dtype=np.int64)
    for k in range(1, 16):
        grain = np.where((n != 0) & (n % 10**k == 0), 10**k, grain)
    return grain


def _significant(n: np.ndarray) -> np.ndarray:
    """How many digits a number has before the zeros at its end."""
    return _length(n // _grain(n))
