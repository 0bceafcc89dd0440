"""Text of strangers made harmless to show: no terminal sequences, no control characters."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

REPLACEMENT = "\ufffd"

# A terminal sequence counts as one character: CSI (ESC [ … letter), OSC (ESC ] … BEL or ESC \), two-character escapes,
# and their single-character forms U+009B and U+009D (ECMA-48, 5.3 and 8.3).
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)|\x1b[ -/]*[0-~]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"^:(?=:)|##(?=\[)")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """`text` with U+FFFD for each terminal sequence and control character, and line ends as newlines; tabs stay.

    >>> plain("a\\x1b[31mb\\x00c\\r\\nd")
    'a\ufffdb\ufffdc\\nd'
    """
    if not _SUSPECT.search(text):
        return text
    return _CONTROL.sub(REPLACEMENT, _SEQUENCE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """`plain` text on one line, for a terminal or a log: also without characters that turn the direction of writing, and
    without words that a log of GitHub Actions or Azure Pipelines takes for commands where a line happens to begin with them.

    >>> one_line("two\\n  lines \u202eback"), one_line("a::b ::error::c ##[group]d")
    ('two lines \ufffdback', 'a::b : :error::c ## [group]d')
    """
    words = _DIRECTION.sub(REPLACEMENT, plain(text)).split()
    return " ".join(_COMMAND.sub(r"\g<0> ", word) for word in words)


def is_web(address: str) -> bool:
    """Whether an address may be a link: http or https with a host, and nothing that a browser would read otherwise.

    >>> is_web("https://example.org/a?b"), is_web("javascript:alert(1)"), is_web("https:evil"), is_web("archive/a.html")
    (True, False, False, False)
    """
    if address != one_line(address) or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
