"""A page is fetched from public addresses alone, for so long and so large, and only by the command that says so."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.provenance.copies import addresses
from figcheck.provenance.copies.addresses import FetchError, is_public, place_of
from figcheck.provenance.copies.fetch import Fetcher
from figcheck.provenance.copies.keep_copies import claims_without_copy, fetch_copies

HERE = [ipaddress.ip_network("127.0.0.0/8")]
PAGE = "<p>Погибли 300 человек".encode("koi8-r")


class Site(BaseHTTPRequestHandler):
    """A few pages, each of which behaves in its own way."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Host"]))
        answers = {
            "/page": (200, {"Content-Type": "text/html; charset=koi8-r"}, PAGE),
            "/toll": (
                200,
                {"Content-Type": "text/html; charset=utf-8"},
                b"<h1>Flood</h1><p>The flood killed 1,270 people.",
            ),
            "/moved": (302, {"Location": "/page"}, b""),
            "/ring": (302, {"Location": "/ring"}, b""),
            "/to-file": (302, {"Location": "file:///etc/hosts"}, b""),
            "/to-metadata": (302, {"Location": "http://169.254.169.254/latest"}, b""),
            "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"x"),
            "/zip": (200, {"Content-Type": "text/html"}, b"PK\x03\x04\0\0"),
            "/program": (200, {"Content-Type": "application/octet-stream"}, b"x"),
            "/empty": (200, {"Content-Type": "text/html"}, b" \n"),
            "/json": (200, {"Content-Type": "application/json; charset=utf-8"}, b'{"killed": 12}'),
            "/json-api": (200, {"Content-Type": "application/vnd.api+json"}, b'{"killed": 12}'),
            "/said-large": (200, {"Content-Type": "text/plain", "Content-Length": str(10**12)}, b"x"),
        }
        if self.path in answers:
            status, headers, body = answers[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            return
        if self.path == "/slow-header":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        elif self.path not in ("/endless", "/slow"):
            self.send_error(404)
            return
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
        while True:  # until the reader hangs up
            self.wfile.write(b"a" * (100_000 if self.path == "/endless" else 1))
            self.wfile.flush()
            if self.path != "/endless":
                threading.Event().wait(0.05)

    def handle(self):
        with contextlib.suppress(OSError):  # the reader has hung up, as it should
            super().handle()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.asked = []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def at(site, path: str, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{site.server_port}{path}"


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_fetched_with_the_charset_that_its_server_tells(site, path):
    page = Fetcher(allowed=HERE).fetch(at(site, path))
    assert (page.data, page.media_type, page.url) == (PAGE, "text/html; charset=koi8-r", at(site, "/page"))


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/ring", "redirects more than"),
        ("/to-file", "only http and https"),
        ("/to-metadata", "not a public address"),
        ("/packed", "compresses"),
        ("/zip", "ZIP"),
        ("/program", "cannot be a copy"),
        ("/said-large", "larger"),
        ("/endless", "larger"),
        ("/gone", "404"),
        ("/slow", "too long"),
        ("/slow-header", "too long"),
        ("/empty", "empty"),
        ("/json", "cannot be a copy"),
        ("/json-api", "cannot be a copy"),
    ],
)
def test_a_page_that_misbehaves_is_refused_in_a_clear_word(site, path, why):
    seconds = 0.5 if path.startswith("/slow") else 600.0  # which is enough for the others on the slowest machine
    with pytest.raises(FetchError, match=why):
        Fetcher(seconds=seconds, most_bytes=1024**2, allowed=HERE).fetch(at(site, path))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]", "2130706433", "0x7f.1",
    ],
)  # fmt: skip
def test_no_address_of_this_house_is_asked(host):
    with pytest.raises(FetchError):
        place_of(f"http://{host}/")


SPECIAL = """
    0.1.2.3 10.255.255.255 100.127.255.255 127.255.255.254 169.254.1.1 172.31.255.255 192.0.0.1 192.0.0.171 192.0.2.1
    192.88.99.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255 :: ::1 ::10.0.0.1 ::8.8.8.8 ::ffff:10.0.0.1 ::ffff:0:10.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 100::1
    2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fdff::1 fe80::1 fec0::1 ff02::1
    ff0e::1 2a00::5efe:10.0.0.1 2a00::200:5efe:8.8.8.8 4000::1 8000::1
"""
PUBLIC = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2606:4700::1 2a00:1450::1 ::ffff:8.8.8.8
    64:ff9b::8.8.8.8
"""


@pytest.mark.parametrize("ip", SPECIAL.split())
def test_an_address_of_a_special_purpose_is_not_public(ip):
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_an_address_of_the_internet_is_public(ip):
    assert is_public(ipaddress.ip_address(ip))


@given(st.ip_addresses())
def test_what_python_knows_as_private_is_not_public(ip):
    assert ip.is_global or not is_public(ip) or ip in ipaddress.ip_network("64:ff9b::/96")


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "ftp://h.test/x", "http://", "http://a b/", "http://u:p@1.1.1.1/", "gopher://x", "http://1.1.1.1:99999/"]
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(url):
    with pytest.raises(FetchError):
        place_of(url)


def test_a_name_with_one_private_answer_is_refused(monkeypatch):
    answers = [(None, None, None, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(FetchError, match="not a public address"):
        place_of("http://paper.test/")


def test_the_connection_goes_to_the_answer_that_was_checked(site, monkeypatch):
    looked_up = []
    original = socket.getaddrinfo

    def rebinding(host, *arguments, **named):
        if host != "paper.test":
            return original(host, *arguments, **named)
        looked_up.append(host)
        ip = "127.0.0.1" if len(looked_up) == 1 else "127.0.0.99"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, site.server_port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    assert Fetcher(allowed=HERE).fetch(at(site, "/page", "paper.test")).data == PAGE
    assert looked_up == ["paper.test"]
    assert site.asked == [("/page", f"paper.test:{site.server_port}")]


def test_a_fetched_page_is_kept_and_its_quote_looked_for(site, write, folder, monkeypatch):
    url = at(site, "/page")
    write(
        "figures/claims.csv",
        "claim_id,event,measure,figure,source,published,quote,url\n"
        f"a,flood,killed,300,wire,2024-02-01,Погибли 300,{url}\nb,flood,killed,300,wire,2024-02-01,Погибли 400,{url}\n"
        f"c,flood,killed,300,wire,2024-02-01,,{at(site, '/gone')}\n",
    )
    paths = [Path("figures")]
    assert claims_without_copy(paths) == ["a", "b", "c"]
    done = list(fetch_copies(paths, claims_without_copy(paths), Fetcher(allowed=HERE), date(2024, 2, 2)))
    lines = [line for line, _ in done]
    assert [line for line, failed in done if failed] == [
        f"c: not fetched: the server answers with status 404 ({at(site, '/gone')})"
    ]
    assert [path for path, _ in site.asked] == ["/page", "/gone"]
    assert "  quote: found in the copy" in lines
    assert any("not in the copy" in line for line in lines)
    assert claims_without_copy(paths) == ["c"]
    assert (folder / "figures/evidence/a.html").read_bytes() == PAGE


def test_the_command_asks_nothing_of_this_house(site, write, figcheck):
    write(
        "figures/claims.csv",
        f"claim_id,event,measure,figure,source,published,url\na,f,killed,3,w,2024-02-01,{at(site, '/page')}\n",
    )
    done = figcheck("evidence", "fetch", "a")
    assert done.returncode == 1
    assert "not a public address" in done.stderr
    assert not site.asked
    assert figcheck("evidence", "fetch").returncode == 2
