"""Programs show a token in place of a session."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from backend.accounts.models import ApiToken, User
from backend.accounts.selectors import actor_of
from backend.accounts.services import token_use
from backend.accounts.values import area_of


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer tq_…``: acts for the token's person in its organisation and areas."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person and the token; None where none is shown.

        Raises AuthenticationFailed for one that does not hold, PermissionDenied beyond its scope.
        """
        scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = token_use(secret=secret.strip())
        if token is None:
            raise AuthenticationFailed(
                _("This token is not known, was revoked, or has ended. Make a new one in Settings.")
            )
        if request.method not in SAFE_METHODS and not token.writes:
            raise PermissionDenied(_("This token reads only. Make one that may write."))
        if token.areas and area_of(request.path) not in token.areas:
            raise PermissionDenied(_("This token is for other areas of the API."))
        request._request.actor = actor_of(  # type: ignore[attr-defined]
            token.user, organisation_id=token.organisation_id
        )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a refusal names."""
        return 'Bearer realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the reference describes it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer"}
