"""Which addresses may be fetched from: pages of the public internet, never a machine of this house."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(Exception):
    """A page is not fetched; the words say why, as a sentence without its full stop."""


@dataclass(frozen=True)
class Place:
    """Where a page is asked for: scheme, host as named, port, path with its query; and the address that was checked."""

    scheme: str
    host: str
    port: int
    target: str
    ip: str


def place_of(url: str, allowed: Iterable[Network] = (), seconds: float = 10.0) -> Place:
    """Where an address leads, its name looked up once and every answer checked: the connection then goes to that answer.

    `allowed` are networks that may be asked although they are not public. Raises FetchError.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchError("this is not an address") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FetchError("figcheck fetches only http and https addresses")
    if parts.username is not None or any(ord(letter) <= 32 for letter in url):
        raise FetchError("the address has a user name or a space in it")
    try:
        host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    except UnicodeError as error:
        raise FetchError("this is not the name of a host") from error
    found = _looked_up(host, port, seconds)
    if any(not _may_ask(ip, tuple(allowed)) for ip in found):
        raise FetchError(f"{host} is not a public address: it leads into a private network or to this machine")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port, target, str(found[0]))


def _may_ask(ip: Ip, allowed: tuple[Network, ...]) -> bool:
    if any(ip.version == network.version and ip in network for network in allowed):
        return True
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(ip))


def _meant(ip: Ip) -> list[Ip]:
    """The address and those that it wraps: an IPv6 address may lead to an IPv4 one."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    wrapped: list[Ip] = [ip]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    if ip.sixtofour is not None:
        wrapped.append(ip.sixtofour)
    if ip.teredo is not None:
        wrapped += ip.teredo
    return wrapped


def _looked_up(host: str, port: int, seconds: float) -> list[Ip]:
    """The addresses of a host. The system's own look-up knows no time-out, so that it is waited for from outside."""
    answers: list[Ip] = []
    problem: list[Exception] = []

    def look_up() -> None:
        try:
            for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                answers.append(ipaddress.ip_address(str(address[0]).partition("%")[0]))
        except (OSError, ValueError, UnicodeError) as error:
            problem.append(error)

    _within(look_up, seconds)
    if problem or not answers:
        raise FetchError(f"the host {host} was not found")
    return answers


def _within(work: Callable[[], None], seconds: float) -> None:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise FetchError(f"the host was not found in {seconds:g} seconds")
