"""The process that gets the text out of a copy, and looks for quotes in it. A copy is what a stranger wrote: it is opened here,
and nowhere else.

Started as a script by `copy_text.py`; of figcheck it has `passages.py` alone. It can use so much memory, can write no file of any
size, and is ended by its parent when it is late. Scripts of a page are not run: there is nothing here that could.

The parent writes one line of JSON, `{"kind": "html" | "pdf" | "text", "charset": … or null, "bytes": n, "quotes": [n, …]}`, then n
bytes of the copy and the bytes of each quote (UTF-8). The answer is one line of JSON: `{"found": [quote, …]}`, or `{"found": null}`
for a copy without text, or `{"error": …}` with the end of a sentence "it cannot be read: …", or `{"missing": …}` with the name of
a package that is not installed and without which copies of this kind cannot be read. A quote is `{"stands": true}`, or
`{"stands": false, "struck": …}` and, if a passage is like it, `passage`, `alike` (percent) and `numbers_differ`. `around` is what
stands before the quote or the passage, at it, and behind it.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from importlib import util
from itertools import pairwise
from pathlib import Path
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


_LINE_END = "\ue000"
"""Stands where a block ends, until the line ends of a page's source have become blanks: a letter of no page."""

_STRUCK = "del,s,strike,[style*='line-through']"
_STRUCK_IN_MARKDOWN = re.compile(r"~~(?=\S)(?:(?!~~|\n\n).){1,2000}?~~", re.DOTALL)
_LONGEST_MARK = 12
_MARK = re.compile(r"[\[(]?(\d{1,3}|[*†‡§¶]{1,3})([,;\s–-]+(\d{1,3}|[*†‡§¶]))*[\])]?")
_UNIT = re.compile(r"(?<![^\W_])(?:[cdkm]?m|ft|mi|yd)\Z", re.I)
_DIGIT_BEHIND = re.compile(r"(?<=[^\W_]|[.,;:!?)”’\"'])\d")
"""A digit directly behind a letter, a digit or the sign that ends a sentence: it may be a mark, set small and raised."""

_SMALL, _HIGHER = 0.85, 0.15
"""A raised digit is smaller than its line by the first, and stands above it by the second part of the line's size."""

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


@dataclass(frozen=True)
class Text:
    """The words of a copy as a person reads them, a line for each block.

    `before` is the same as it was before something was struck out; None where nothing was.
    """

    words: str
    before: str | None = None


def plain(data: bytes, charset: str | None) -> Text:
    """The text of a plain text or of Markdown."""
    text = decoded(data, charset)
    if "\0" in text:
        raise UnreadableError("it is not text: it has NUL characters")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "~~" in text:  # struck out, in Markdown
        return Text(_STRUCK_IN_MARKDOWN.sub(" ", text), text.replace("~~", " "))
    return Text(text)


def page(data: bytes, charset: str | None) -> Text:
    """The text of an HTML page as a person sees it: without scripts and styles, marks of footnotes and what is struck out, each
    block and each cell on a line of its own.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingPackageError("selectolax") from error
    declared = _DECLARED.search(data, 0, 2_048)
    html = decoded(data, charset or (declared[1].decode("ascii") if declared else None)).replace(_LINE_END, "")
    tree: Any = LexborHTMLParser(html)
    tree.strip_tags(_NOT_SHOWN, recursive=True)
    for node in tree.css("pre,textarea"):
        node.replace_with(node.text().replace("\n", _LINE_END))
    for node in tree.css("sup"):
        if _is_mark(node):
            node.decompose()
    for node in tree.css(_OWN_LINES):
        node.insert_before(_LINE_END)
        node.insert_after(_LINE_END)
    if not tree.css(_STRUCK):
        return Text(_lines(tree))
    before = tree.clone()
    for one, removed in ((tree, _STRUCK), (before, "ins")):
        for node in one.css(removed):
            node.insert_before(" ")
            node.decompose()
    return Text(_lines(tree), _lines(before))


def _lines(tree: Any) -> str:
    """The text of a page with one blank where its source has several or a line end, and a line end where a block ends."""
    text = tree.root.text() if tree.root else ""
    return " ".join(text.split()).replace(_LINE_END, "\n")


def _is_mark(node: Any) -> bool:
    """Whether a raised text is the mark of a footnote: it links to another place of the page, or is digits or signs behind words.

    What belongs to the word is not: 1st, m² and km².
    """
    said = node.text().strip()
    if not said or len(said) > _LONGEST_MARK:
        return False
    if any((link.attributes.get("href") or "").startswith("#") for link in node.css("a")):
        return True
    before = node.prev.text() if node.prev is not None and node.prev.tag == "-text" else ""
    return _MARK.fullmatch(said) is not None and not (said in "23" and _UNIT.search(before))


def pdf(data: bytes, _charset: str | None) -> Text:
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
            if _RIGHT_TO_LEFT.search(text):
                text = _righted(page_text)
            elif _DIGIT_BEHIND.search(text):
                text = _without_raised_digits(page_text, text)
            texts.append(text.replace("\r\n", "\n"))
            size += len(texts[-1])
        if size > MOST_CHARACTERS:
            break
    return Text("\n".join(texts))


def _without_raised_digits(page_text: Any, text: str) -> str:
    """The text of a page without small digits that are set higher than the word or number before them: marks of footnotes."""
    from pypdfium2.raw import FPDFText_GetFontSize

    letters = page_text.get_text_range()
    if len(letters) != page_text.count_chars():  # a letter beyond U+FFFF is two of PDFium's
        return text
    raised: set[int] = set()
    for found in _DIGIT_BEHIND.finditer(letters):
        word, first = found.start() - 1, found.start()
        size, usual = FPDFText_GetFontSize(page_text, first), FPDFText_GetFontSize(page_text, word)
        bottom, line = page_text.get_charbox(first)[1], page_text.get_charbox(word)[1]
        if size < _SMALL * usual and bottom > line + _HIGHER * usual:
            raised.update(_run_of(page_text, letters, first, size))
    return "".join(letter for n, letter in enumerate(letters) if n not in raised) if raised else text


def _run_of(page_text: Any, letters: str, first: int, size: float) -> range:
    """The digits and commas from `first` on that are set as small."""
    from pypdfium2.raw import FPDFText_GetFontSize

    end = first
    while end < len(letters) and letters[end] in "0123456789," and FPDFText_GetFontSize(page_text, end) == size:
        end += 1
    return range(first, end)


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


def answer_to(request: dict[str, Any], data: bytes, quotes: list[str]) -> dict[str, Any]:
    """What is answered to one request."""
    try:
        text = READERS[request["kind"]](data, request["charset"])
        return {"found": looked_for(quotes, text) if text.words.strip() else None}
    except UnreadableError as error:
        return {"error": str(error)}
    except MissingPackageError as error:
        return {"missing": str(error)}
    except MemoryError:
        return {"error": "it takes more memory than a copy is allowed"}
    except Exception as error:  # a library met what it did not expect; the next copy may be better
        return {"error": f"it is broken ({type(error).__name__})"}


def looked_for(quotes: list[str], text: Text) -> list[dict[str, Any]]:
    """What is to be said of each quote."""
    passages = _passages()
    words = passages.fold(text.words[:MOST_CHARACTERS])
    before = None if text.before is None else passages.fold(text.before[:MOST_CHARACTERS])
    found: list[dict[str, Any]] = []
    for quote in quotes:
        place = passages.place_of(quote, words)
        if place is not None:
            found.append({"stands": True, "around": passages.around(words, place)})
            continue
        told: dict[str, Any] = {"stands": False, "struck": before is not None and passages.stands_in(quote, before)}
        near = passages.nearest(quote, words)
        if near is not None:
            told |= {"passage": near.passage, "alike": int(near.alike), "numbers_differ": near.numbers_differ}
            told["around"] = passages.around(words, near.place)
        found.append(told)
    return found


def _passages() -> Any:
    """The module beside this one, without the package around it, which takes long to import."""
    if "passages" not in sys.modules:
        spec = util.spec_from_file_location("passages", Path(__file__).with_name("passages.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules["passages"] = util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["passages"])
    return sys.modules["passages"]


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
            quotes = [sys.stdin.buffer.read(size).decode("utf-8", "replace") for size in request["quotes"]]
            if hasattr(signal, "alarm"):
                signal.alarm(limits["seconds"])  # in case no parent is left
            answers.write(json.dumps(answer_to(request, data, quotes)).encode("ascii") + b"\n")
            answers.flush()
            if hasattr(signal, "alarm"):
                signal.alarm(0)


if __name__ == "__main__":
    main()
