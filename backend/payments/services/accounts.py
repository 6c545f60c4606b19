"""Organisations' accounts at a payment provider."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.core.errors import NotPermitted
from backend.core.outbox import publish
from backend.payments import rules
from backend.payments.events import ProviderAccountReady
from backend.payments.gateways import provider_named, providers_offered
from backend.payments.gateways.protocol import GatewayRefused
from backend.payments.models import ProviderAccount


def account_open(*, actor: Actor, organisation_id: int, gateway: str) -> str:
    """Open the organisation's account at a provider, or go on with it; the page where that asks what
    it must know.

    Raises NotPermitted, ValidationError for ``gateway``, Unavailable.
    """
    if not rules.RECEIVE.allows(actor, organisation_id):
        raise NotPermitted(rules.ONLY_PAYEE)
    if gateway not in {provider.name for provider in providers_offered()}:
        raise ValidationError({"gateway": [_("Choose one of the providers offered.")]})
    # The key is committed before the provider is asked.
    account, _new = ProviderAccount.objects.get_or_create(
        organisation_id=organisation_id, gateway=gateway, defaults={"key": uuid4().hex}
    )
    provider = provider_named(gateway)
    back_url = f"{settings.PUBLIC_URL}{reverse('payment_accounts')}"
    try:
        if not account.provider_id:
            there = provider.account_open(
                name=Organisation.objects.get(pk=organisation_id).name,
                email=User.objects.get(pk=actor.person).email,
                key=account.key,
            )
            ProviderAccount.objects.filter(pk=account.pk).update(provider_id=there.id)
            account.provider_id = there.id
        return provider.account_link(account.provider_id, back_url=back_url)
    except GatewayRefused as refusal:
        told = _("The provider does not open the account: %(words)s")
        raise ValidationError({"gateway": [told % {"words": str(refusal)}]}) from refusal


def account_refresh(*, gateway: str, account_id: str) -> ProviderAccount | None:
    """Look how an account stands at the provider; None where it is unknown here. Raises Unavailable,
    UnknownThere."""
    there = provider_named(gateway).account_read(account_id)
    with transaction.atomic():
        account = (
            ProviderAccount.objects.select_for_update()
            .filter(gateway=gateway, provider_id=account_id)
            .first()
        )
        if account is None:
            return None
        if account.ready != there.ready:
            account.ready = there.ready
            account.save()
            if there.ready:
                publish(
                    ProviderAccountReady(organisation_id=account.organisation_id, gateway=gateway),
                    actor_id=None,
                )
    return account
