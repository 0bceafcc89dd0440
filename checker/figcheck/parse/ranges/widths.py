"""How wide a hedge is taken to be around its number.

Source: the regression of Ferson et al. 2015, whose coefficients are data in `lexicons/hedge_widths.yaml`; how they are
capped is docs/lexicons.md.
"""

from __future__ import annotations

import math
from functools import lru_cache

from figcheck.parse.words.hedge_study import hedge_study

_NINE_IN_TEN = 1.2816
"""Standard normal deviate of the 90th percentile."""
_FITTED_UP_TO = 10**6


def trailing_zeros(n: int) -> int:
    """Zeros at the end of a whole number; 0 has none.

    >>> trailing_zeros(27_000), trailing_zeros(253)
    (3, 0)
    """
    zeros = 0
    while n and n % 10 == 0:
        n //= 10
        zeros += 1
    return zeros


@lru_cache(maxsize=65_536)
def hedge_width(n: int, qualifier: str, hedge: str | None = None) -> tuple[float, float]:
    """(w50, w90): the full width that half, and nine in ten, of all readers stay within around `n`.

    `hedge` is the word printed, if the study measured it, else the qualifier's own is used. Both are at most `n`, at most
    twice the grain of a number that ends in zero, at most half of `n` (but 1) for the one-sided nearly and just_over,
    and more than 0 for every `n` but 0.

    >>> [round(width) for width in hedge_width(27_000, "about")]
    [534, 2000]
    """
    if n == 0:
        return 0.0, 0.0
    study = hedge_study()
    a, b, c, d, e, f, g, h, sigma = study["hedges"][hedge or study["qualifiers"][qualifier]]
    zeros, scale = trailing_zeros(n), 1
    while n > _FITTED_UP_TO * scale:
        scale *= 10
    z = math.log10(n / scale)
    r = max(zeros - (len(str(scale)) - 1), 0)
    five = n // 10**zeros % 10 == 5
    log_width = a + b * z + c * r + e * z * r + (d + f * z + g * r + h * z * r if five else 0.0)
    w50 = 10**log_width * scale
    w90 = min(w50 * 10 ** (_NINE_IN_TEN * sigma), n)
    if zeros:
        w90 = min(w90, 2 * 10**zeros)
    if qualifier in ("nearly", "just_over"):
        w90 = min(w90, max(1.0, n / 2))
    return min(w50, w90), w90
