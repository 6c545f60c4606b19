"""Writes of tokens for programs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import TokenIssued, TokenRevoked
from backend.accounts.models import ApiToken
from backend.accounts.values import AREAS
from backend.core.errors import NotFound, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked

BEGINS = "tq_"  # so that a secret is recognised where it leaks
MOST = 20  # live ones of one person
LONGEST = 365  # days
USED_EVERY = timedelta(minutes=1)  # how exactly the last use is known


def digest_of(secret: str) -> str:
    """What is kept of a secret: it has 256 bits of chance, so that one hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_issue(
    *, actor: Actor, name: str, writes: bool, areas: Collection[str], days: int
) -> tuple[ApiToken, str]:
    """Make a token for the organisation acted for; the secret is given here and never again.

    Raises NotPermitted for a visitor, WrongState where there are many, ValidationError by field.
    """
    person = actor.person
    if not set(areas) <= AREAS.keys():
        raise ValidationError({"areas": _("Choose areas from the list.")})
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": _("Choose from 1 to 365 days.")})
    secret = BEGINS + secrets.token_urlsafe(32)
    token = ApiToken(
        user_id=person,
        organisation_id=actor.organisation_id,
        name=" ".join(name.split()),
        hint=secret[:9],
        digest=digest_of(secret),
        writes=writes,
        areas=sorted(set(areas)),
        expires_at=timezone.now() + timedelta(days=days),
    )
    with transaction.atomic():
        live = ApiToken.objects.filter(user=person, revoked_at__isnull=True)
        if live.filter(expires_at__gt=timezone.now()).count() >= MOST:
            raise WrongState(_("You have 20 tokens; revoke some first."))
        save_checked(token)
        publish(TokenIssued(api_token_id=token.pk, writes=writes), actor_id=person)
    return token, secret


def token_revoke(*, actor: Actor, token_id: int) -> ApiToken:
    """End a token of one's own at once. Raises NotFound, WrongState."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(pk=token_id, user=actor.person).first()
        if token is None:
            raise NotFound(_("There is no such token among yours."))
        if token.revoked_at is not None:
            raise WrongState(_("This token is revoked already."))
        token.revoked_at = timezone.now()
        token.save()
        publish(TokenRevoked(api_token_id=token.pk), actor_id=actor.user_id)
    return token


def token_use(*, secret: str) -> ApiToken | None:
    """The live token of this secret, its use noted; None where there is none."""
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=digest_of(secret), user__is_active=True)
        .first()
    )
    if token is None or not token.live:
        return None
    now = timezone.now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return token
