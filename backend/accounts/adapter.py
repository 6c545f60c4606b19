"""What allauth asks of the product: addresses in its mails never come from the request's Host."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Mails name the product and its public address."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The reset link, below the public address."""
        return public(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: Any, emailconfirmation: Any) -> str:
        """The confirmation link, below the public address."""
        return public(super().get_email_confirmation_url(request, emailconfirmation))

    def get_phone(self, user: Any) -> None:
        """Nobody signs in by telephone, so nobody has a number for it."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, with the product's own name and host."""
        site = SimpleNamespace(name=_("Tiqiao"), domain=urlsplit(settings.PUBLIC_URL).netloc)
        super().send_mail(template_prefix, email, context | {"current_site": site})


def public(address: str) -> str:
    """The same page below the public address."""
    parts = urlsplit(address)
    return settings.PUBLIC_URL + parts.path + (f"?{parts.query}" if parts.query else "")
