"""What views of the API share: their actor and their checked input."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from backend.accounts.actors import Actor


class ActorMixin:
    """Views know their actor as pages do."""

    request: Request

    @property
    def actor(self) -> Actor:
        """Who asks."""
        found: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return found

    def checked(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body as the serializer understands it. Raises DRF's ValidationError."""
        form = serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        data: dict[str, Any] = form.validated_data
        return data
