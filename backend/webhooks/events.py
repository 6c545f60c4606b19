"""What happens to webhooks themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfEndpoint(DomainEvent):
    subject: ClassVar[str] = "endpoint"
    endpoint_id: int


@dataclass(frozen=True, kw_only=True)
class EndpointFailing(_OfEndpoint):
    """Several attempts failed one after another; it is tried on."""

    name: ClassVar[str] = "webhook_endpoint.failing"


@dataclass(frozen=True, kw_only=True)
class EndpointDisabled(_OfEndpoint):
    """It is told nothing more until somebody switches it on again."""

    name: ClassVar[str] = "webhook_endpoint.disabled"
