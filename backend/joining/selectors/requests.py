"""Reads of requests to join and of mail domains."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.rules import MANAGE_MEMBERS
from backend.accounts.selectors import on_market
from backend.core.errors import NotFound
from backend.joining import rules
from backend.joining.models import JoinRequest, MailDomain

FOUND = 20  # organisations that a search shows


def requests_known_to(actor: Actor) -> QuerySet[JoinRequest]:
    """One's own, those to organisations that one answers for, and all to operators; newest first."""
    found = JoinRequest.objects.select_related("person", "organisation", "answered_by")
    if not actor.operator:
        managed = [pk for pk in actor.duties if rules.ANSWER.allows(actor, pk)]
        found = found.filter(Q(person_id=actor.user_id) | Q(organisation_id__in=managed))
    return found.order_by("-pk")


def request_known_to(actor: Actor, join_request_id: int) -> JoinRequest:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = requests_known_to(actor).filter(pk=join_request_id).first()
    if found is None or not actor.signed_in:
        raise NotFound(_("There is no such request, or you may not see it."))
    return found


def requests_waiting(actor: Actor) -> QuerySet[JoinRequest]:
    """Open ones that the actor answers where they act just now, oldest first."""
    pk = actor.organisation_id
    found = JoinRequest.objects.select_related("person", "organisation")
    if pk is None or not rules.ANSWER.allows(actor, pk):
        return found.none()
    return found.filter(organisation_id=pk, state=JoinRequest.State.OPEN).order_by("pk")


def requests_own(actor: Actor) -> QuerySet[JoinRequest]:
    """What the person asked, newest first."""
    found = JoinRequest.objects.filter(person_id=actor.user_id).select_related("organisation")
    return found.order_by("-pk")


def addresses_proved(user_id: int | None) -> list[str]:
    """The addresses of a person whose mail they have shown to receive, in lower case."""
    rows = EmailAddress.objects.filter(user_id=user_id, verified=True)
    return [address.lower() for address in rows.values_list("email", flat=True)]


def domains_above(address: str) -> list[str]:
    """The domain of an address and those it lies in: a.b.cn, b.cn."""
    labels = address.rpartition("@")[2].lower().split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def domain_proving(user_id: int | None, organisation: Organisation) -> MailDomain | None:
    """The confirmed domain of an organisation in which the person has a proved address."""
    names = {name for address in addresses_proved(user_id) for name in domains_above(address)}
    confirmed = organisation.mail_domains.filter(confirmed_at__isnull=False)
    return confirmed.filter(domain__in=names).first() if names else None


def organisations_to_join(actor: Actor, text: str) -> list[Organisation]:
    """Verified organisations by a part of their name or their credit code; without words those that
    the person's own address speaks for. None that they belong to already."""
    written = " ".join(text.split())
    found = Organisation.objects.filter(on_market()).exclude(pk__in=list(actor.duties))
    # Government units and the platform name their own people.
    found = found.exclude(kind__in=[Organisation.Kind.OPERATOR])
    if written:
        named = Q(name__icontains=written) | Q(name_en__icontains=written)
        found = found.filter(named | Q(credit_code__iexact=written))
    else:
        addresses = addresses_proved(actor.user_id)
        names = {name for address in addresses for name in domains_above(address)}
        found = found.filter(
            mail_domains__domain__in=names, mail_domains__confirmed_at__isnull=False
        )
    return list(found.distinct().order_by("name")[:FOUND])


def organisation_to_join(organisation_id: int) -> Organisation:
    """An organisation that people may ask to join. Raises NotFound."""
    found = Organisation.objects.filter(on_market(), pk=organisation_id).exclude(
        kind=Organisation.Kind.OPERATOR
    )
    organisation = found.first()
    if organisation is None:
        raise NotFound(_("There is no such organisation, or it is not verified yet."))
    return organisation


def domains_of(actor: Actor, organisation_id: int) -> QuerySet[MailDomain]:
    """The domains that an organisation named, for those who manage its members; else none."""
    found = MailDomain.objects.filter(organisation_id=organisation_id).order_by("domain")
    return found if MANAGE_MEMBERS.allows(actor, organisation_id) else found.none()


def domains_waiting() -> QuerySet[MailDomain]:
    """What an operator should look at, oldest first."""
    waiting = MailDomain.objects.filter(confirmed_at__isnull=True)
    return waiting.select_related("organisation", "claimed_by").order_by("pk")
