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
_UNICAST = ipaddress.ip_network("2000::/3")
"""All IPv6 addresses that were given out to networks of the internet."""

_SPECIAL_IPV4 = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
_SPECIAL_IPV6 = [
    ipaddress.ip_network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]
"""Networks for special purposes: https://www.iana.org/assignments/iana-ipv4-special-registry and …-ipv6-special-registry (2025),
and multicast. None of them has a page of a newspaper.
"""

_INTERFACE = 0xFFFFFFFF << 32
_ISATAP = (0x00005EFE << 32, 0x02005EFE << 32)
"""How the lower half of an address begins that wraps an IPv4 one as RFC 5214 does."""


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
    return is_public(ip)


def is_public(ip: Ip) -> bool:
    """Whether an address is one of a machine on the public internet, and of nothing else.

    An IPv6 address that wraps an IPv4 one for a gateway (NAT64) or for the system (IPv4-mapped) is as public as that; other ways
    to wrap one are refused.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(ip.ipv4_mapped)
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        return ip in _UNICAST and not _is_in(ip, _SPECIAL_IPV6) and int(ip) & _INTERFACE not in _ISATAP
    return not _is_in(ip, _SPECIAL_IPV4)


def _is_in(ip: Ip, networks: Iterable[Network]) -> bool:
    return any(ip in network for network in networks)


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
