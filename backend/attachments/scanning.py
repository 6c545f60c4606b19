"""Asks clamd about bytes, over its socket protocol (INSTREAM)."""

from __future__ import annotations

import socket
import struct

from django.utils.translation import gettext_lazy as _

from backend.core.errors import Unavailable

CHUNK = 64 * 1024
TIMEOUT = 60  # seconds
_NO_ANSWER = _("The virus scanner does not answer.")


def virus_found(address: str, data: bytes) -> str:
    """The name of the virus that clamd finds; empty where it finds none.

    ``address`` is ``host:port`` or ``unix:/path``. Raises Unavailable where clamd is down or says
    neither: an unchecked file must not count as a clean one.
    """
    try:
        with _connected(address) as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                part = data[start : start + CHUNK]
                link.sendall(struct.pack("!I", len(part)) + part)
            link.sendall(struct.pack("!I", 0))
            answer = _answer(link)
    except (OSError, ValueError) as error:
        raise Unavailable(_NO_ANSWER) from error
    if answer == "stream: OK":
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:200]
    raise Unavailable(_NO_ANSWER)


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(TIMEOUT)
        link.connect(address.removeprefix("unix:"))
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _answer(link: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        part = link.recv(1024)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
