"""Lets in only what comes from the editor's own browser, and tells the browser to load and send nothing elsewhere.

A web page that an editor has open could send requests to every port of her computer. It does not know the token, which is the
first part of every address of the desk. It cannot set the headers Host, Origin and Sec-Fetch-Site, which tell it apart.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",  # "no-referrer" would take the Origin of our own forms away
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}

MOST_BYTES = 1_000_000
"""Bytes of a request that are read: a form has a few hundred."""


class Guard:
    """Refuses requests with another Host or Origin, or without the token; passes on the others.

    `hosts` are the names with their port by which the desk may be called.
    """

    def __init__(self, app: App, token: str, hosts: frozenset[str]) -> None:
        self.app, self.token, self.hosts = app, token, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # no websocket is ever accepted
        why = self._why_not(scope)
        if why is not None:
            await _refuse(send, *why)
            return
        await self.app({**scope, "root_path": f"/{self.token}"}, receive, _with_headers(send))

    def _why_not(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is refused: a status and a sentence; None for one that may pass."""
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = given.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 403, "The desk answers only on this computer, at the address that it printed."
        for origin in given.get("origin", []):
            if origin.lower().removeprefix("http://") not in self.hosts or not origin.lower().startswith("http://"):
                return 403, "Another page may not use the desk."
        writes = scope["method"] not in ("GET", "HEAD")
        if writes and any(site != "same-origin" for site in given.get("sec-fetch-site", [])):
            return 403, "Another page may not use the desk."
        first = scope["path"].removeprefix("/").partition("/")[0]
        if not secrets.compare_digest(first.encode("utf-8", "replace"), self.token.encode("ascii")):
            return 403, "This address lacks the token. Open the whole address that `figcheck desk` printed."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "The desk does not know this method."
        length = next(iter(given.get("content-length", [])), "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return 413, "The form is too long."
        return None


def _with_headers(send: Send) -> Send:
    async def guarded(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode("ascii"), value.encode("ascii")) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *own]
        await send(message)

    return guarded


async def _refuse(send: Send, status: int, why: str) -> None:
    body = f"{why}\n".encode()
    headers = {**HEADERS, "content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    raw = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
