"""A mail server of this process: it takes what the product sends over a real connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from deploy.local.process import free_port


class Kept:
    """Keeps each message; refuses the addresses that it calls unknown."""

    def __init__(self) -> None:
        self.messages: list[tuple[list[str], EmailMessage]] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take a recipient, or say that there is none."""
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a message."""
        read = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append((envelope.rcpt_tos, read))
        return "250 OK"


@contextmanager
def mail_taken() -> Iterator[tuple[Kept, int]]:
    """What the server was sent, and the port that it listens on."""
    handler = Kept()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield handler, server.port
    finally:
        server.stop()


@contextmanager
def mail_server(settings: Any) -> Iterator[Kept]:
    """What the server was sent, while the product's settings lead to it."""
    with mail_taken() as (kept, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield kept
