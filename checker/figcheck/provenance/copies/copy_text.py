"""Quotes looked for in a copy, in a process of its own that is bounded in memory and time."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from figcheck.bounded.sandbox import DeadWorkerError, WorkerProcess

_SCRIPT = Path(__file__).with_name("text_worker.py")
_SPARE = 30
"""Seconds after its deadline at which a worker ends itself, should its parent be gone."""
MOST_LATE = 5
"""Copies that may be late before the rest of a run's are no longer opened."""


class NoTextError(Exception):
    """No text can be had from a copy; the words say why, as the end of "it cannot be read: ..."."""


class MissingPackageError(NoTextError):
    """No text can be had from a copy before a package is installed; the words say which, and what for."""


_USE_OF = {
    "charset-normalizer": "reading a copy whose encoding is not known",
    "pypdfium2": "reading a PDF copy",
    "selectolax": "reading an HTML copy",
}


@dataclass(frozen=True)
class FoundQuote:
    """Whether a quote stands in a copy; where it does not, whether it stands there struck out, and the passage most like it.

    `alike` is in percent. `passage`, `alike` and `numbers_differ` are None where nothing is like it. `around` is what the copy
    says before the quote or the passage, at it, and behind it.
    """

    stands: bool
    struck: bool = False
    passage: str | None = None
    alike: int | None = None
    numbers_differ: bool | None = None
    around: Sequence[str] | None = field(default=None, compare=False)


class TextReader:
    """Looks for quotes in the text of copies; use it in a `with` block. A worker is started when the first is asked for.

    `deadline` is the seconds that one copy may take with all its quotes, `memory_mb` the memory. A worker that is late or dies is
    replaced.
    """

    def __init__(self, *, deadline: float = 20.0, memory_mb: int = 1024) -> None:
        self.deadline, self.memory_mb = deadline, memory_mb
        self._worker: WorkerProcess | None = None
        self._late = 0

    def __enter__(self) -> TextReader:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker is not None:
            self._worker.end()
        self._worker = None

    def look_for(
        self, quotes: Sequence[str], data: bytes, media_type: str, charset: str | None = None
    ) -> list[FoundQuote] | None:
        """What is to be said of each quote; None for a copy without text (an image, a scan). Raises NoTextError, and
        MissingPackageError for a kind of copy that this installation cannot read.
        """
        if media_type.startswith("image/"):
            return None
        kind = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf"}.get(media_type, "text")
        if self._late >= MOST_LATE:
            raise NoTextError(f"{MOST_LATE} earlier copies took too long, so no more were opened")
        if self._worker is None:
            limits = {"memory_mb": self.memory_mb, "seconds": math.ceil(self.deadline) + _SPARE}
            self._worker = WorkerProcess(_SCRIPT, json.dumps(limits))
        said = [quote.encode("utf-8", "replace") for quote in quotes]
        request = {"kind": kind, "charset": charset, "bytes": len(data), "quotes": [len(quote) for quote in said]}

        def talk(requests: IO[bytes], answers: IO[bytes]) -> dict[str, Any]:
            requests.write(json.dumps(request).encode("ascii") + b"\n")
            requests.write(b"".join([data, *said]))
            requests.flush()
            answer = json.loads(answers.readline() or b"null")
            if answer is None:
                raise EOFError
            return answer

        try:
            answer = self._worker.ask(talk, self.deadline)
        except DeadWorkerError as dead:
            self._worker = None
            self._late += dead.late
            why = (
                f"more than {self.deadline:g} seconds"
                if dead.late
                else "more memory than a copy is allowed, or is broken"
            )
            raise NoTextError(f"it takes {why}") from dead
        if "missing" in answer:
            package = answer["missing"]
            raise MissingPackageError(f"{_USE_OF[package]} needs {package}")
        if "error" in answer:
            raise NoTextError(answer["error"])
        return None if answer["found"] is None else [FoundQuote(**quote) for quote in answer["found"]]


def charset_of(media_type: str) -> str | None:
    """The charset in a media type, if it names one.

    >>> charset_of("text/html; charset=windows-1252")
    'windows-1252'
    """
    found = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", media_type, re.I)
    return found[1] if found else None
