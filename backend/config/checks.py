"""What `check --deploy` says of this product's own settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.http.request import validate_host


@register(Tags.security, deploy=True)
def mail_links_lead_here(app_configs: Any, **_kwargs: Any) -> list[Warning]:
    """Links in mail begin with the public address, which must be the one that is served."""
    if settings.HTTPS and not settings.PUBLIC_URL.startswith("https://"):
        return [Warning("TIQIAO_PUBLIC_URL is no https address.", id="tiqiao.W001")]
    return []


@register(Tags.security, deploy=True)
def public_host_is_served(app_configs: Any, **_kwargs: Any) -> list[Warning]:
    """Whoever follows a link of a mail must not be told that there is no such host."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if validate_host(host, settings.ALLOWED_HOSTS):
        return []
    return [Warning(f"TIQIAO_ALLOWED_HOSTS lacks {host!r} of the public URL.", id="tiqiao.W002")]
