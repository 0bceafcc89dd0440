"""The process that gets the text out of a copy. A copy is what a stranger wrote: it is opened here, and nowhere else.

Started as a script by `copy_text.py`; it imports nothing of figcheck. It can use so much memory, can write no file of any
size, and is ended by its parent when it is late. Scripts of a page are not run: there is nothing here that could.

The parent writes one line of JSON, `{"kind": "html" | "pdf" | "text", "charset": … or null, "bytes": n}`, and n bytes. The
answer is one line of JSON: `{"text": …}`, or `{"error": …}` with the end of a sentence "it cannot be read: …", or
`{"missing": …}` with the name of a package that is not installed and without which copies of this kind cannot be read.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import re
import sys
import unicodedata
from itertools import pairwise
from typing import Any

MOST_CHARACTERS = 5_000_000
"""Characters of text that are taken from one copy; a long report has a tenth of it."""

MOST_PAGES = 2_000
"""Pages of a PDF that are looked at."""

_NOT_SHOWN = ["script", "style", "noscript", "template", "iframe", "object", "embed"]
_OWN_LINES = (
    "address,article,aside,blockquote,br,caption,dd,div,dl,dt,fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,"
    "header,hr,legend,li,main,nav,ol,option,p,pre,section,summary,table,td,textarea,th,title,tr,ul"
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"}
"""Codecs of Python that no page is in; some of them take their time."""


_RIGHT_TO_LEFT = re.compile(
    "[\u05d0-\u05f2\u0591-\u05c7\u0620-\u065f\u0670-\u06d3\u06d5-\u06ef\u06fa-\u06fc\u0710-\u08ff\ufb1d-\ufdfb\ufe70-\ufefc]"
)
"""A letter, or a mark at one, of Hebrew, Arabic, Syriac and their neighbours; no digit and no comma."""


class UnreadableError(Exception):
    """This copy gives no text."""


class MissingPackageError(Exception):
    """A package is not installed without which a copy cannot be read; the words are its name."""


def decoded(data: bytes, declared: str | None) -> str:
    """The text of bytes: by their mark, as declared if that holds, as UTF-8, or as the likeliest of all encodings."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    for charset in ("utf-8", declared or ""):  # what is valid UTF-8 is hardly ever anything else
        with contextlib.suppress(LookupError, ValueError):
            name = codecs.lookup(charset).name
            if name not in _NO_CHARSETS:
                latin = name in ("iso8859-1", "ascii")  # browsers take these for windows-1252
                return data.decode("windows-1252" if latin else name)
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        raise MissingPackageError("charset-normalizer") from error
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise UnreadableError("its encoding cannot be recognised")
    return data.decode(best.encoding, "replace")


def plain(data: bytes, charset: str | None) -> str:
    """The text of a plain text or of Markdown."""
    text = decoded(data, charset)
    if "\0" in text:
        raise UnreadableError("it is not text: it has NUL characters")
    return text


def page(data: bytes, charset: str | None) -> str:
    """The text of an HTML page as a reader may see it: without scripts and styles, each block on lines of its own."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingPackageError("selectolax") from error
    declared = _DECLARED.search(data, 0, 2_048)
    tree: Any = LexborHTMLParser(decoded(data, charset or (declared[1].decode("ascii") if declared else None)))
    tree.strip_tags(_NOT_SHOWN, recursive=True)
    for node in tree.css(_OWN_LINES):
        node.insert_before("\n")
        node.insert_after("\n")
    return tree.root.text() if tree.root else ""


def pdf(data: bytes, _charset: str | None) -> str:
    """The text of a PDF, page after page."""
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingPackageError("pypdfium2") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise UnreadableError("it is locked with a password" if locked else "it is not a complete PDF") from error
    texts: list[str] = []
    size = 0
    for number in range(min(len(document), MOST_PAGES)):
        with contextlib.suppress(pypdfium2.PdfiumError):  # a broken page costs itself
            page_text = document[number].get_textpage()
            text = page_text.get_text_bounded()
            texts.append(_righted(page_text) if _RIGHT_TO_LEFT.search(text) else text)
            size += len(texts[-1])
        if size > MOST_CHARACTERS:
            break
    return "\n".join(texts)


def _righted(page_text: Any) -> str:
    """The text of a page with words of right-to-left scripts, each of them in the order in which it is read.

    PDFium (152) gives the letters of some Arabic words as they stand on the page from left to right, and of others as they
    are read. Where each letter stands tells which: a word whose letters go to the right was turned round.
    """
    from pypdfium2.raw import FPDFText_GetUnicode

    codes = [FPDFText_GetUnicode(page_text, i) for i in range(page_text.count_chars())]
    letters = [chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes]
    start = 0
    while start < len(letters):
        end = start
        while end < len(letters) and _RIGHT_TO_LEFT.match(letters[end]):
            end += 1
        if end - start > 1:
            letters[start:end] = _in_reading_order(
                letters[start:end], [page_text.get_charbox(i)[0] for i in range(start, end)]
            )
        start = max(end, start + 1)
    return "".join(letters)


def _in_reading_order(word: list[str], lefts: list[float]) -> list[str]:
    """The letters of one word from right to left, if half of the steps between them go to the right.

    Letters of one ligature stand at one place and stay as they are. A word is not sorted for one step: in some hands letters
    stand under each other.
    """
    own = [left for letter, left in zip(word, lefts, strict=True) if not unicodedata.combining(letter)]
    steps = [after - before for before, after in pairwise(own)]
    if 2 * sum(step > 0 for step in steps) < max(len(steps), 1):
        return word
    order = sorted(range(len(word)), key=lambda i: -lefts[i])
    return [word[i] for i in order]


READERS = {"text": plain, "html": page, "pdf": pdf}


def answer_to(request: dict[str, Any], data: bytes) -> dict[str, str]:
    """What is answered to one request."""
    try:
        text = READERS[request["kind"]](data, request["charset"])
    except UnreadableError as error:
        return {"error": str(error)}
    except MissingPackageError as error:
        return {"missing": str(error)}
    except MemoryError:
        return {"error": "it takes more memory than a copy is allowed"}
    except Exception as error:  # a library met what it did not expect; the next copy may be better
        return {"error": f"it is broken ({type(error).__name__})"}
    return {"text": text[:MOST_CHARACTERS]}


def bound(memory_mb: int) -> None:
    """Let the system refuse more memory and files of any size; does nothing where it has no such limits (Windows)."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory_mb * 1024**2), (resource.RLIMIT_FSIZE, 64 * 1024), (resource.RLIMIT_CORE, 0))
    for which, most in limits:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses the first
            resource.setrlimit(which, (most, most))


def main() -> None:
    """Serve on standard input and output; the argument is one JSON object with `memory_mb` and `seconds`."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this process
    limits = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")  # nothing that a library prints can fall between two answers
    os.dup2(2, 1)
    bound(limits["memory_mb"])
    with answers:
        while line := sys.stdin.buffer.readline():
            request = json.loads(line)
            data = sys.stdin.buffer.read(request["bytes"])
            if hasattr(signal, "alarm"):
                signal.alarm(limits["seconds"])  # in case no parent is left
            answers.write(json.dumps(answer_to(request, data)).encode("ascii") + b"\n")
            answers.flush()
            if hasattr(signal, "alarm"):
                signal.alarm(0)


if __name__ == "__main__":
    main()
