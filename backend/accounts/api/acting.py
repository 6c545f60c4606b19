"""What views of the API share: their actor and their checked input."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import User


class ActorMixin:
    """Views know their actor as pages do."""

    @property
    def person(self) -> User:
        """The signed-in person; only for views that ask for one."""
        found = self.request.user  # type: ignore[attr-defined]
        assert isinstance(found, User)
        return found

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_in(self.request._request)  # type: ignore[attr-defined]

    def known(self, pk: str | int) -> int:
        """The id, where this viewset is about the thing; one that is narrower raises NotFound."""
        return int(pk)

    def checked(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body as the serializer understands it. Raises DRF's ValidationError."""
        form = serializer(data=self.request.data)  # type: ignore[attr-defined]
        form.is_valid(raise_exception=True)
        data: dict[str, Any] = form.validated_data
        return data
