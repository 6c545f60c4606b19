"""Endpoints are set up, changed, switched off and on, removed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.core.errors import WrongState
from backend.core.outgoing import validate_target
from backend.webhooks.kinds import THING_OF
from backend.webhooks.models import MAX_DESCRIPTION, Endpoint, new_secret
from backend.webhooks.rules import managing_check
from backend.webhooks.selectors import endpoint_of

MOST = 10  # of one organisation
BOTH = timedelta(days=1)  # that an old secret signs beside a new one


def endpoint_add(
    *,
    actor: Actor,
    organisation_id: int,
    url: str,
    description: str = "",
    kinds: Collection[str] = (),
) -> Endpoint:
    """Tell an address of an organisation's events from now on; no kinds are all.

    Raises NotFound, WrongState where there are too many, ValidationError for ``url``, ``kinds``,
    ``description``.
    """
    managing_check(actor, organisation_id)
    values = _checked(url, description, kinds)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation_id)
        if Endpoint.objects.filter(organisation=organisation_id).count() >= MOST:
            raise WrongState(
                _("An organisation has at most %(n)d webhooks. Remove one first.") % {"n": MOST}
            )
        return Endpoint.objects.create(
            organisation_id=organisation_id, created_by_id=actor.person, **values
        )


def endpoint_change(
    *, actor: Actor, endpoint_id: int, url: str, description: str, kinds: Collection[str]
) -> Endpoint:
    """Other values; what waits goes to the new address. Raises NotFound, ValidationError."""
    values = _checked(url, description, kinds)
    with _locked(actor, endpoint_id) as endpoint:
        for name, value in values.items():
            setattr(endpoint, name, value)
    return endpoint


def endpoint_disable(*, actor: Actor, endpoint_id: int) -> Endpoint:
    """Tell it nothing; what waits, waits. Raises NotFound."""
    with _locked(actor, endpoint_id) as endpoint:
        if endpoint.active:
            endpoint.disabled_at, endpoint.disabled_why = timezone.now(), Endpoint.Why.HAND
    return endpoint


def endpoint_enable(*, actor: Actor, endpoint_id: int) -> Endpoint:
    """Tell it again, beginning with what waits. Raises NotFound."""
    with _locked(actor, endpoint_id) as endpoint:
        endpoint.disabled_at, endpoint.disabled_why = None, ""
        endpoint.failing_since, endpoint.failures = None, 0
    return endpoint


def endpoint_remove(*, actor: Actor, endpoint_id: int) -> None:
    """Forget it with its log. Raises NotFound."""
    with transaction.atomic():
        endpoint_of(actor, endpoint_id).delete()


def secret_rotate(*, actor: Actor, endpoint_id: int) -> Endpoint:
    """A new secret; for a day both sign, so that the receiver can change over. Raises NotFound."""
    with _locked(actor, endpoint_id) as endpoint:
        endpoint.old_secret, endpoint.secret = endpoint.secret, new_secret()
        endpoint.old_secret_until = timezone.now() + BOTH
    return endpoint


@contextmanager
def _locked(actor: Actor, endpoint_id: int) -> Iterator[Endpoint]:
    """The endpoint to change; it is saved where nothing was raised."""
    with transaction.atomic():
        endpoint_of(actor, endpoint_id)
        endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
        yield endpoint
        endpoint.save()


def _checked(url: str, description: str, kinds: Collection[str]) -> dict[str, object]:
    url = url.strip()
    description = " ".join(description.replace("\x00", "").split())
    try:
        validate_target(url)
    except ValidationError as refused:
        raise ValidationError({"url": refused.messages}) from refused
    if len(description) > MAX_DESCRIPTION:
        raise ValidationError(
            {"description": [_("At most %(n)s characters.") % {"n": MAX_DESCRIPTION}]}
        )
    unknown = sorted(set(kinds) - set(THING_OF))
    if unknown:
        raise ValidationError(
            {"kinds": [_("There are no such events: %(kinds)s") % {"kinds": ", ".join(unknown)}]}
        )
    return {"url": url, "description": description, "kinds": sorted(set(kinds))}
