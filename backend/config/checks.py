"""What `check --deploy` says of this product's own settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def demo_is_no_production(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """The demo's accounts have a password that its home page shows."""
    if settings.DEMO and settings.HTTPS:
        return [Error("TIQIAO_DEMO offers accounts with a public password.", id="tiqiao.E001")]
    return []


@register(Tags.security, deploy=True)
def mail_links_lead_here(app_configs: Any, **_kwargs: Any) -> list[Warning]:
    """Links in mail begin with the public address, which must be the one that is served."""
    if settings.HTTPS and not settings.PUBLIC_URL.startswith("https://"):
        return [Warning("TIQIAO_PUBLIC_URL is no https address.", id="tiqiao.W001")]
    return []
