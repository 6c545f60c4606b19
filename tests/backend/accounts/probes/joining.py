"""Probes of joining."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.utils import timezone

from backend.accounts.models import Organisation, User
from backend.joining import services
from backend.joining.models import MailDomain
from tests import factories
from tests.backend.accounts.probes.shared import Act, Probes
from tests.factories import Market, actor


def answer(market: Market) -> tuple[None, Act]:
    asked = services.join_ask(
        actor=actor(factories.user()),
        organisation_id=market.enterprise.pk,
        duty="enterprise_member",
        note="",
    )
    return None, lambda person: services.join_accept(actor=actor(person), join_request_id=asked.pk)


def claim(market: Market) -> tuple[None, Act]:
    Organisation.objects.filter(pk=market.enterprise.pk).update(kind="institute")

    def act(person: User) -> object:
        EmailAddress.objects.create(user=person, email=f"p{person.pk}@probe.org", verified=True)
        return services.domain_claim(
            actor=actor(person), organisation_id=market.enterprise.pk, domain="probe.org"
        )

    return None, act


def confirmation(market: Market) -> tuple[None, Act]:
    found = MailDomain.objects.create(
        organisation=market.university, domain="probe.org", created_at=timezone.now()
    )
    return None, lambda person: services.domain_confirm(actor=actor(person), domain_id=found.pk)


def application(market: Market) -> tuple[None, Act]:
    Organisation.objects.filter(pk=market.enterprise.pk).update(verified_at=None)
    return None, lambda person: services.application_make_again(
        actor=actor(person), organisation_id=market.enterprise.pk, name="某企业", name_en="",
        credit_code="", region="130900",
    )  # fmt: skip


def suspension(market: Market) -> tuple[None, Act]:
    return None, lambda person: services.organisation_suspend(
        actor=actor(person), organisation_id=market.agency.pk, reason="x"
    )


PROBES: Probes = {
    "organisation_apply": application,
    "organisation_suspend": suspension,
    "join_answer": answer,
    "mail_domain_claim": claim,
    "mail_domain_confirm": confirmation,
}
