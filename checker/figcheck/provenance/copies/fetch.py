"""A page or a table fetched from the public internet, only when the command line asks for it; bounded in time and size."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from figcheck.model.extras import needed
from figcheck.provenance.copies.addresses import FetchError, Network, Place, place_of
from figcheck.provenance.copies.copy_file import MOST_BYTES
from figcheck.provenance.copies.media_types import SUFFIX_OF, NoCopyError, media_type_of

MOST_REDIRECTS = 5
_CHUNK = 65_536
_LATE = "it took too long"
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Page:
    """What was fetched: its bytes, its media type with the charset that the server gave, and the last address."""

    data: bytes
    media_type: str
    url: str


@dataclass(frozen=True)
class Fetcher:
    """Fetches pages; `seconds` is what one page may take with all its redirects, `most_bytes` how large it may be.

    `allowed` are networks that may be asked although they are not public: none, but in the tests. `any_type`: the page may be
    of any media type, as a table is; what reads it looks at its bytes.
    """

    seconds: float = 60.0
    most_bytes: int = MOST_BYTES
    allowed: Iterable[Network] = ()
    any_type: bool = False

    def fetch(self, url: str) -> Page:
        """The page at an address. Each redirect is checked like the first address. Raises FetchError."""
        _urllib3()  # missing, it is named before anything is asked
        end = time.monotonic() + self.seconds
        for _ in range(MOST_REDIRECTS + 1):
            place = place_of(url, self.allowed, min(10.0, _left(end)))
            page, onward = self._ask(place, url, end)
            if page is not None:
                return page
            following = urljoin(url, onward)
            if url.startswith("https:") and not following.startswith("https:"):
                raise FetchError("it redirects from https to an address without https")
            url = following
        raise FetchError(f"it redirects more than {MOST_REDIRECTS} times")

    def _ask(self, place: Place, url: str, end: float) -> tuple[Page | None, str]:
        urllib3 = _urllib3()
        left = _left(end)
        timeout = urllib3.Timeout(connect=min(10.0, left), read=min(20.0, left))
        headers = {
            "Host": place.host if place.port in (80, 443) else f"{place.host}:{place.port}",
            "User-Agent": "figcheck (keeps a copy of what it fetches)",
            "Accept": "*/*" if self.any_type else "text/html, application/pdf, text/*;q=0.9, image/*;q=0.8",
            "Accept-Encoding": "identity",  # nothing that unpacks to more than was sent
        }
        pool: Any
        # to the address that was checked, under the name that was asked for: a second look-up could answer otherwise
        if place.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                place.ip, place.port, server_hostname=place.host, assert_hostname=place.host, cert_reqs="CERT_REQUIRED"
            )
        else:
            pool = urllib3.HTTPConnectionPool(place.ip, place.port)
        late = threading.Event()
        try:
            with pool, _hung_up(pool, left, late):
                answer = pool.urlopen(
                    "GET", place.target, headers=headers, timeout=timeout, retries=False, redirect=False,
                    preload_content=False, decode_content=False, assert_same_host=False,
                )  # fmt: skip
                try:
                    return self._read(answer, url, end)
                finally:
                    answer.close()
                    if late.is_set():  # whatever was read is cut off
                        raise FetchError(_LATE)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            timed_out = late.is_set() or isinstance(error, urllib3.exceptions.TimeoutError)
            why = _LATE if timed_out else f"the connection failed ({type(error).__name__})"
            raise FetchError(why) from error

    def _read(self, answer: Any, url: str, end: float) -> tuple[Page | None, str]:
        if answer.status in _REDIRECTS:
            onward = answer.headers.get("Location")
            if not onward:
                raise FetchError("it redirects to nowhere")
            return None, onward
        if answer.status != 200:
            raise FetchError(f"the server answers with status {answer.status}")
        if answer.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise FetchError("the server compresses the page, although figcheck asked it not to")
        told = answer.headers.get("Content-Type", "")
        suffix = SUFFIX_OF.get(told.partition(";")[0].strip().lower())
        if suffix is None and not self.any_type:
            raise FetchError(f'it is of the type "{told}", which cannot be a copy')
        data = self._body(answer, end)
        if not data.strip():
            raise FetchError("the page is empty")
        if self.any_type:
            return Page(data, told or "application/octet-stream", url), ""
        try:
            kind = media_type_of(data, f"page{suffix}")
        except NoCopyError as error:
            raise FetchError(str(error)) from error
        _, semicolon, more = told.partition(";")
        return Page(data, f"{kind}{semicolon}{more}" if "charset" in more.lower() else kind, url), ""

    def _body(self, answer: Any, end: float) -> bytes:
        too_large = f"it is larger than {self.most_bytes // 1024**2} MB"
        length = answer.headers.get("Content-Length", "")
        if length.isdecimal() and int(length[:20]) > self.most_bytes:
            raise FetchError(too_large)
        pieces: list[bytes] = []
        size = 0
        while True:
            _left(end)
            # what has arrived, not as much as was asked for: a server that sends a byte a second is noticed
            piece = answer.read1(_CHUNK)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
            size += len(piece)
            if size > self.most_bytes:
                raise FetchError(too_large)


@contextmanager
def _hung_up(pool: Any, seconds: float, late: threading.Event) -> Iterator[None]:
    """Closes the connections of a pool when the time is over, and sets `late`: a server that sends a letter of its header a minute
    never lets a read time out.
    """
    opened: list[socket.socket] = []

    class Noted(pool.ConnectionCls):
        def connect(self) -> None:
            super().connect()  # which has a time-out of its own
            opened.append(self.sock)

    def hang_up() -> None:
        late.set()
        for connection in opened:
            with contextlib.suppress(OSError):  # it is closed already
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    pool.ConnectionCls = Noted
    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _urllib3() -> Any:
    return needed("urllib3", "fetching a page", extra="evidence")


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise FetchError(_LATE)
    return left
