"""Why a file is not read."""

from __future__ import annotations


class RefusedError(Exception):
    """The file, or a table of it, cannot be read: why, and what to do about it."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.why, self.mend = why, mend
