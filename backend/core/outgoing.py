"""Requests to addresses that people gave: never to the platform's own network.

A name is resolved once, every address that it has must be public, and the connection goes to one of the
addresses that were looked at: a name that points elsewhere a moment later (rebinding) gains nothing.
Redirects are answers like any other. A request has one time limit in all, however slowly its answer
drips, and of an answer the beginning is read alone.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

READ = 4096  # bytes of an answer
LONGEST = 500  # characters of an address
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
    parts = _parts(address)
    began = time.monotonic()
    peer = _public(parts)
    connection = _connection(parts, peer, seconds)
    # Closed from outside at the limit: the socket's own only bounds the silence between two bytes.
    limit = threading.Timer(max(0.01, seconds - (time.monotonic() - began)), _cut, [connection])
    limit.daemon = True
    limit.start()
    try:
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", target, body, dict(headers))
        answer = connection.getresponse()
        text = answer.read(READ).decode("utf-8", "replace")
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, text, found)
    except (OSError, HTTPException, ValueError) as error:
        raise Unanswered(f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        limit.cancel()
        connection.close()


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused("form") from None
    if len(address) > LONGEST or any(ord(sign) <= 32 or ord(sign) > 126 for sign in address):
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


def _connection(parts: SplitResult, peer: str, seconds: float) -> HTTPConnection:
    """A connection to the peer that was looked at, under the name that was asked for."""
    assert parts.hostname
    made: HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        made = HTTPSConnection(parts.hostname, _port(parts), timeout=seconds, context=context)
    else:
        made = HTTPConnection(parts.hostname, _port(parts), timeout=seconds)

    def connected(asked: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        return socket.create_connection((peer, asked[1]), *args, **kwargs)

    # What http.client itself connects by: the name stays for Host and certificate.
    made._create_connection = connected  # type: ignore[attr-defined]
    return made


def _cut(connection: HTTPConnection) -> None:
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


_WHY: Mapping[str, Any] = {
    "form": _("Write the whole address: https, a name, perhaps a port and a path; nothing secret."),
    "scheme": _("The address begins with https://."),
    "private": _("This address lies in a private network and is not asked. Give a public one."),
}
