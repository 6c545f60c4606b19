"""What views of the API share: their actor, their checked input, versions and keys of requests."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import User
from backend.core.api.once import Answered, key_reserve, key_settle
from backend.core.api.schemas import RevisionField
from backend.core.errors import Stale, VersionNotNamed
from backend.core.models import KeptAnswer

ETAG = re.compile(r'"([1-9][0-9]{0,8})"')


class ActorMixin(APIView):
    """Views know their actor as pages do."""

    _kept: KeptAnswer | None = None

    @property
    def person(self) -> User:
        """The signed-in person; only for views that ask for one."""
        found = self.request.user
        assert isinstance(found, User)
        return found

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_in(self.request._request)

    def known(self, pk: str | int) -> int:
        """The id, where this viewset is about the thing; one that is narrower raises NotFound."""
        return int(pk)

    def checked(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body as the serializer understands it, with the revision that If-Match names.

        Raises DRF's ValidationError; VersionNotNamed where neither names one and one is needed.
        """
        form = serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        data: dict[str, Any] = form.validated_data
        field = form.fields.get("revision")
        if isinstance(field, RevisionField):
            if "If-Match" in self.request.headers:
                data["revision"] = _matched(self.request.headers["If-Match"])
            if field.needed:
                revision_named(data)
        return data

    def match(self, thing: Any) -> None:
        """Raise Stale where If-Match names another version of a thing than it has; for what takes no
        revision of its own."""
        header = self.request.headers.get("If-Match")
        if header is not None and _matched(header) != thing.revision:
            raise Stale(
                _("Somebody changed this in the meantime."),
                changed_by="",
                changed_at=thing.updated_at,
                revision=thing.revision,
            )

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks and whether he may; then whether it was done before."""
        super().initial(request, *args, **kwargs)
        if isinstance(request.user, User):
            self._kept = key_reserve(request, request.user.pk)

    def handle_exception(self, exc: Exception) -> Response:
        """What was done before is answered as it was; a fault frees the request's key."""
        if isinstance(exc, Answered):
            return exc.response
        try:
            return super().handle_exception(exc)
        except Exception:
            if self._kept is not None:
                key_settle(self._kept, None)
            raise

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """The answer with its version, kept under the request's key."""
        told: Response = super().finalize_response(request, response, *args, **kwargs)
        if told.status_code < 300 and isinstance(getattr(told, "data", None), dict):
            revision = told.data.get("revision")
            if isinstance(revision, int):
                told["ETag"] = f'"{revision}"'
        if self._kept is not None:
            key_settle(self._kept, told)
        return told


def revision_named(data: dict[str, Any]) -> None:
    """Raises VersionNotNamed where a change does not say which version it rests on."""
    if "revision" not in data:
        raise VersionNotNamed(_("Send the ETag that you read as If-Match, or its revision."))


def _matched(header: str) -> int:
    """The revision of an ETag; 0, which no thing has, for any other."""
    found = ETAG.fullmatch(header.strip())
    return int(found.group(1)) if found else 0
