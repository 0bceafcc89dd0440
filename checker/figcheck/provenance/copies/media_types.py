"""What a copy is, by its bytes: a name or a server may say otherwise."""

from __future__ import annotations

from pathlib import PurePosixPath

SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
"""Media types of what may be stored as a copy -> how its name ends."""

_TYPE_OF = {suffix: media for media, suffix in reversed(SUFFIX_OF.items())} | {
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".markdown": "text/markdown",
    ".jpeg": "image/jpeg",
}
_SIGNATURES = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
_NO_COPY = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


class NoCopyError(Exception):
    """Something that is neither text, HTML, PDF nor an image; the words say what it seems to be."""


def media_type_of(data: bytes, name: str) -> str:
    """The media type of a copy. Raises NoCopyError for what cannot be a copy, and for a name that promises another thing.

    >>> media_type_of(b"<!doctype html><p>27,000", "page.txt"), media_type_of(b"27,000", "note.md")
    ('text/html', 'text/markdown')
    """
    if not data.strip():
        raise NoCopyError("it is empty")
    named = _TYPE_OF.get(PurePosixPath(name.casefold()).suffix, "text/plain")
    kind = _by_content(data, named)
    if named in ("application/pdf", *(t for t in _TYPE_OF.values() if t.startswith("image/"))) and kind != named:
        if kind.startswith("image/") and named.startswith("image/"):
            return kind
        raise NoCopyError(f"its name is that of {_words(named)}, but it is {_words(kind)}")
    return kind


def _by_content(data: bytes, named: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    # "MZ" and "PK" may begin a text, though hardly one with bytes that no text has
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoCopyError("it is " + next((what for sign, what in _NO_COPY if data.startswith(sign)), "not text"))
    for signature, what in _NO_COPY:
        if len(signature) > 2 and data.startswith(signature):
            raise NoCopyError(f"it is {what}")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if named in ("text/html", "application/xhtml+xml") or head.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return named if named.startswith("text/") else "text/plain"


def _words(media_type: str) -> str:
    if media_type.startswith("image/"):
        return "an image"
    return {"application/pdf": "a PDF", "text/html": "a page in HTML"}.get(media_type, "text")
