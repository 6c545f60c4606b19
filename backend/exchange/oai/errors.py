"""What OAI-PMH refuses, by its own codes."""

from __future__ import annotations


class ProtocolError(Exception):
    """``code`` is one of the protocol's; ``message`` is for the harvester's log."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
