"""Reaching a program at its address, and never anything inside our own network (SSRF, CWE-918).

The name is resolved once, every address that comes back is looked at, and the connection goes to one of those: what the
name resolves to a moment later does not matter (DNS rebinding). No redirect is followed. A program that answers byte by
byte is cut off: it would hold up everybody's mails.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.core.errors import Refused

TIMEOUT = 10.0  # seconds for connecting, and then for all of the answer
LONGEST_ANSWER = 4096  # bytes that are read of an answer
PORTS = (443, 8443)
Resolve = Callable[[str, int], list[str]]
# Protocol assignments (RFC 6890), the relay to IPv6 that is no more (RFC 7526).
_NOBODYS_IPV4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
_SOMEBODYS_IPV6 = ipaddress.IPv6Network("2000::/3")  # all that was ever given out: no site-local addresses (RFC 3879)
_EXAMPLES = ipaddress.IPv6Network("3fff::/20")  # RFC 9637
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


class UnreachableError(Exception):
    """There was no answer; the message says why, and holds nothing secret."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    beginning: str
    milliseconds: int


def check_url(url: str) -> None:
    """Raises Refused (bad_url, unsafe_url) for an address that no event is sent to."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("bad_url", _("This is no address of a program."), field="url") from None
    if not parts.hostname or not url.isascii() or not url.isprintable() or len(url) > 500:
        raise Refused("bad_url", _("This is no address of a program."), field="url")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused("unsafe_url", _("An address holds no password and no fragment."), field="url")
    if _is_local(parts.scheme, parts.hostname):
        return
    if parts.scheme != "https" or (port or 443) not in PORTS:
        raise Refused("unsafe_url", _("Events are sent by https, to port 443 or 8443."), field="url")
    if _is_number(parts.hostname) and not is_public(parts.hostname.strip("[]")):
        raise Refused("unsafe_url", _("This address is inside a private network."), field="url")


def is_public(address: str) -> bool:
    """Whether an IP address is somebody's on the Internet: none that is private, loopback, link-local, shared (CGNAT),
    multicast or reserved, nor one of IPv6 that hides such a one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        hidden = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64 or ip.packed[:12] == bytes(12):
            hidden.append(ipaddress.IPv4Address(ip.packed[12:]))
        if any(each is not None for each in hidden) or ip not in _SOMEBODYS_IPV6 or ip in _EXAMPLES:
            return False
    if any(ip in network for network in _NOBODYS_IPV4):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def post(url: str, body: bytes, headers: dict[str, str], resolve: Resolve = resolved) -> Answer:
    """Send a delivery. Raises UnreachableError, and Refused as `check_url`."""
    check_url(url)
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    began = time.monotonic()
    try:
        connection = _connection(parts.scheme, host, port, resolve)
        over = Event()
        patience = Timer(TIMEOUT, _cut_off, [connection.sock, over])
        patience.start()
        try:
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            connection.request("POST", parts._replace(scheme="", netloc="").geturl() or "/", body, headers)
            response = connection.getresponse()
            if over.is_set():
                raise TimeoutError  # its head had no end
            beginning = _beginning(response)
        finally:
            patience.cancel()
            connection.close()
    except (OSError, HTTPException) as error:
        raise UnreachableError(type(error).__name__) from None
    taken = int((time.monotonic() - began) * 1000)
    return Answer(response.status, "".join(c for c in beginning.decode("utf-8", "replace") if c.isprintable()), taken)


def _beginning(response: HTTPResponse) -> bytes:
    """Of the answer's body: however that ends, the status before it was the answer."""
    try:
        return response.read(LONGEST_ANSWER)
    except (OSError, HTTPException):
        return b""


def _cut_off(stream: socket.socket, over: Event) -> None:
    """End whatever reads of it; the socket's own method, since that of TLS would say goodbye first."""
    over.set()
    with suppress(OSError):
        socket.socket.shutdown(stream, socket.SHUT_RDWR)


def _connection(scheme: str, host: str, port: int, resolve: Resolve) -> HTTPConnection:
    """Connected already, to an address that was looked at; the handshake of TLS is still to come."""
    addresses = resolve(host, port)
    if not _is_local(scheme, host) and not (addresses and all(is_public(each) for each in addresses)):
        raise UnreachableError("private_address")
    stream = socket.create_connection((addresses[0], port), TIMEOUT)
    if scheme != "https":
        plain = HTTPConnection(host, port, timeout=TIMEOUT)
        plain.sock = stream
        return plain
    secured = HTTPSConnection(host, port, timeout=TIMEOUT)
    try:
        secured.sock = ssl.create_default_context().wrap_socket(
            stream, server_hostname=host, do_handshake_on_connect=False
        )
    except BaseException:
        stream.close()
        raise
    return secured


def _is_local(scheme: str, host: str) -> bool:
    """On this machine, for demos and tests, if the operator says so."""
    return settings.WEBHOOKS_TO_LOOPBACK and scheme == "http" and host in ("127.0.0.1", "localhost")


def _is_number(host: str) -> bool:
    """Whether a host is an address and no name: also `127.1`, `0x7f000001` and `2130706433`, which resolvers take."""
    return ":" in host or host.rpartition(".")[2][:1].isdigit() or host.lower().startswith("0x")
