"""Why a figure cannot be read."""

from __future__ import annotations

NOT_GIVEN = "not given"


class Unreadable(Exception):  # noqa: N818 # it ends the reading of one figure and never leaves figcheck.parse
    """Reading stopped at a token: what stopped it, in a clause that quotes the figure's own words, and how to fix it.

    `word` is the token that may be misspelt, by its index, or None; `at` are the tokens that stopped it, first and end;
    `nearest` is the text with a misspelt word corrected.
    `impossible`: the words are clear, and no count of people can be what they say. `no_figure`: they say that none is given,
    and this is which kind of it (see `no_figure`).
    """

    def __init__(
        self,
        why: str,
        mend: str,
        word: int | None = None,
        at: tuple[int, int] | None = None,
        *,
        impossible: bool = False,
        no_figure: str | None = None,
    ) -> None:
        super().__init__(why)
        self.why, self.mend, self.word, self.impossible = why, mend, word, impossible
        self.no_figure = no_figure
        self.nearest: str | None = None
        self.at = at if at is not None or word is None else (word, word + 1)


def quoted(text: str) -> str:
    """A figure's words in quotation marks, as printed; a very long one is cut."""
    said = text.strip()
    return f'"{said}"' if len(said) <= 80 else f'"{said[:79]}…"'
