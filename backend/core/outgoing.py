"""Requests to addresses that people gave: never to the platform's own network.

A name is resolved once, every address that it has must be public, and the connection goes to one of the
addresses that were looked at: a name that points elsewhere a moment later (rebinding) gains nothing.
Redirects are answers like any other. A request has one time limit in all, from the name to the last
byte, however slowly the other side drips, and of an answer the beginning is read alone.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

READ = 4096  # bytes of an answer
LONGEST = 500  # characters of an address
# A host that every reader of addresses takes alike, and perhaps a port.
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
_CGNAT = ipaddress.ip_network("100.64.0.0/10")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What is given out for use at all (RFC 4291); what lies outside is reserved, local or translated.
_UNICAST = ipaddress.ip_network("2000::/3")
_DOCUMENTED = ipaddress.ip_network("3fff::/20")  # RFC 9637


class Refused(Exception):
    """An address that is never asked: not public, or no address at all. ``args[0]`` says why."""


class Unanswered(Exception):
    """Nobody answered: no connection, no valid certificate, no answer in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status and the beginning of the body."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


def validate_target(address: str) -> None:
    """Raise ValidationError for an address that is not to be asked; looks at its form alone, since its
    name may point elsewhere by then."""
    try:
        _parts(address)
    except Refused as refused:
        raise ValidationError(_WHY[str(refused)]) from refused


def post(address: str, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Answer:
    """POST to an address that somebody gave. Raises Refused, Unanswered."""
    return _ask("POST", address, body, headers, seconds=seconds, most=READ)


def get(address: str, headers: Mapping[str, str], *, seconds: float, most: int) -> Answer:
    """GET what an address has, at most so many bytes. Raises Refused, Unanswered, also for more."""
    answer = _ask("GET", address, None, headers, seconds=seconds, most=most + 1)
    if len(answer.text.encode("utf-8", "replace")) > most:
        raise Unanswered(f"more than {most} bytes")
    return answer


def _ask(
    method: str,
    address: str,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    seconds: float,
    most: int,
) -> Answer:
    parts = _parts(address)
    with _Limit(seconds) as limit:
        peer = _public(parts)
        try:
            connection = _connection(parts, peer, limit)
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            connection.request(method, target, body, dict(headers))
            answer = connection.getresponse()
            text = answer.read(most).decode("utf-8", "replace")
            found = {name.lower(): value for name, value in answer.getheaders()}
            limit.left()  # what was cut off looks like an end
            return Answer(answer.status, text, found)
        except (OSError, HTTPException, ValueError) as error:
            raise Unanswered(f"{type(error).__name__}: {error}"[:200]) from error


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused("form") from None
    if len(address) > LONGEST or any(ord(sign) <= 32 or ord(sign) > 126 for sign in address):
        raise Refused("form")
    if "\\" in address or (parts.netloc and not _HOST.fullmatch(parts.netloc)):
        raise Refused("form")
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.OUTGOING_LOOPBACK):
        raise Refused("scheme")
    if not parts.hostname or parts.username or parts.password or parts.fragment or port == 0:
        raise Refused("form")
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        if "." not in parts.hostname and not settings.OUTGOING_LOOPBACK:
            raise Refused("private") from None
    else:
        if not _is_public(literal):
            raise Refused("private")
    return parts


def _public(parts: SplitResult) -> str:
    """An address of the name, all of which are public. Raises Refused, Unanswered."""
    assert parts.hostname
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unanswered(f"no such name: {parts.hostname}"[:200]) from error
    peers = [str(entry[4][0]) for entry in found]
    if not peers or not all(_is_public(ipaddress.ip_address(peer)) for peer in peers):
        raise Refused("private")
    return peers[0]


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if settings.OUTGOING_LOOPBACK and address.is_loopback:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        # An IPv4 address in another dress goes where that goes.
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address not in _UNICAST or address in _DOCUMENTED:
            return False
    elif address in _CGNAT:
        return False
    return address.is_global and not address.is_multicast


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connection(parts: SplitResult, peer: str, limit: _Limit) -> HTTPConnection:
    """A connection to the peer that was looked at, under the name that was asked for."""
    assert parts.hostname
    sock = limit.watch(socket.create_connection((peer, _port(parts)), timeout=limit.left()))
    made = HTTPConnection(parts.hostname, _port(parts))
    if parts.scheme == "https":
        made = HTTPSConnection(parts.hostname, _port(parts))
        context = ssl.create_default_context()
        # The handshake comes after: while it lasts the limit holds the socket that it is made on.
        secured = context.wrap_socket(
            sock, server_hostname=parts.hostname, do_handshake_on_connect=False
        )
        sock = limit.watch(secured)
        secured.do_handshake()
    made.sock = sock
    return made


class _Limit:
    """Ends a conversation at its time, from outside: a socket's own limit only bounds the silence
    between two bytes. Closes the socket at the end of the block."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._over = False
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._timer.cancel()
        if self._sock is not None:
            self._sock.close()

    def left(self) -> float:
        """Seconds. Raises TimeoutError where there are none."""
        left = self._until - time.monotonic()
        if self._over or left <= 0:
            raise TimeoutError("the time is over")
        return left

    def watch(self, sock: socket.socket) -> socket.socket:
        """Cut this one instead of the one before. Raises TimeoutError where the time is over."""
        self._sock = sock
        self.left()
        return sock

    def _cut(self) -> None:
        self._over = True
        if self._sock is not None:
            try:
                # Of TLS the plain socket too, whose layer another thread is in.
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
            except OSError:
                return


_WHY: Mapping[str, Any] = {
    "form": _("Write the whole address: https, a name, perhaps a port and a path; nothing secret."),
    "scheme": _("The address begins with https://."),
    "private": _("This address lies in a private network and is not asked. Give a public one."),
}
