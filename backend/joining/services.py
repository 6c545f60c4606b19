"""Writes of requests to join and of mail domains."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import DUTIES_OF_KIND, Membership, Organisation
from backend.accounts.services import member_join
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.saving import save_checked

from . import rules
from .events import DomainClaimed, DomainConfirmed, DomainRemoved, JoinAsked
from .lifecycle import JOIN_REQUEST
from .models import JoinRequest, MailDomain
from .selectors import addresses_proved, domain_proving, domains_above, organisation_to_join

MOST_OPEN = 5  # requests of one person that nobody answered
MOST_CHARACTERS = 1000
DECLINED_FOR = timedelta(days=7)  # a no holds so long
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
# Where anybody gets an address, and what many organisations lie in.
NOBODYS = frozenset(
    {
        *("qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn"),
        *("sohu.com", "aliyun.com", "139.com", "189.cn", "gmail.com", "outlook.com"),
        *("hotmail.com", "live.com", "icloud.com", "yahoo.com"),
        *("edu.cn", "ac.cn", "com.cn", "gov.cn", "org.cn", "net.cn", "co.uk", "ac.uk"),
    }
)


def join_ask(*, actor: Actor, organisation_id: int, duty: str, note: str) -> JoinRequest:
    """Ask to become a member. A proved address in a confirmed domain of the organisation decides at
    once; else its people do.

    Raises NotPermitted for a visitor, NotFound, ValidationError by field, WrongState.
    """
    person_id = actor.person
    with transaction.atomic():
        organisation = organisation_to_join(organisation_id)
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        _askable(person_id, organisation)
        if duty not in DUTIES_OF_KIND[organisation.kind]:
            raise ValidationError({"duty": _("This kind of organisation has no such duty.")})
        if len(note) > MOST_CHARACTERS:
            raise ValidationError({"note": _("At most 1,000 characters.")})
        request = JoinRequest.objects.create(
            person_id=person_id, organisation=organisation, duty=duty, note=note.strip()
        )
        publish(JoinAsked(join_request_id=request.pk), actor_id=person_id)
        proving = domain_proving(person_id, organisation)
        if proving is not None and duty == rules.duty_by_domain(organisation):
            request.domain = proving.domain
            advance(JOIN_REQUEST, "admit", request, actor_id=None)
            _take_in(request, actor_id=None)
    return request


def _askable(person_id: int, organisation: Organisation) -> None:
    if Membership.objects.filter(user=person_id, organisation=organisation, active=True).exists():
        raise WrongState(_("You are a member of this organisation already."))
    asked = JoinRequest.objects.filter(person=person_id)
    waiting = asked.filter(state=JoinRequest.State.OPEN)
    if waiting.filter(organisation=organisation).exists():
        raise WrongState(_("Your request to this organisation waits for an answer already."))
    lately = asked.filter(
        organisation=organisation,
        state=JoinRequest.State.DECLINED,
        updated_at__gt=timezone.now() - DECLINED_FOR,
    )
    if lately.exists():
        raise WrongState(_("Your request was declined lately; ask again after a week."))
    if waiting.count() >= MOST_OPEN:
        raise WrongState(_("Five requests wait for an answer; take one back first."))


def join_accept(
    *, actor: Actor, join_request_id: int, expected_revision: int | None = None
) -> JoinRequest:
    """Take them in with the duty they asked for. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        JOIN_REQUEST, "accept", join_request_id, actor=actor, expected_revision=expected_revision
    ) as request:
        request.answered_by_id = actor.user_id
        _take_in(request, actor_id=actor.user_id)
    return request


def join_decline(
    *, actor: Actor, join_request_id: int, expected_revision: int | None = None, note: str
) -> JoinRequest:
    """Do not take them in, and say why. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        JOIN_REQUEST,
        "decline",
        join_request_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as request:
        request.answered_by_id = actor.user_id
    return request


def join_withdraw(
    *, actor: Actor, join_request_id: int, expected_revision: int | None = None
) -> JoinRequest:
    """Take one's own request back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        JOIN_REQUEST, "withdraw", join_request_id, actor=actor, expected_revision=expected_revision
    ) as request:
        return request


SERVICES: dict[str, Callable[..., JoinRequest]] = {
    "accept": join_accept,
    "decline": join_decline,
    "withdraw": join_withdraw,
}


def _take_in(request: JoinRequest, *, actor_id: int | None) -> None:
    Organisation.objects.select_for_update().get(pk=request.organisation_id)
    member = Membership.objects.filter(
        user=request.person, organisation=request.organisation, active=True
    )
    if member.exists():
        return  # invited in the meantime: the duties that they have stay
    member_join(
        organisation=request.organisation,
        user_id=request.person_id,
        duties=[request.duty],
        actor_id=actor_id,
    )


def domain_claim(*, actor: Actor, organisation_id: int, domain: str) -> MailDomain:
    """Name a mail domain of the organisation, in which one has a proved address oneself.

    It counts once an operator has confirmed it. Raises NotPermitted, NotFound, ValidationError.
    """
    if not rules.CLAIM.allows(actor, organisation_id):
        raise NotPermitted(_("Only those who answer for the organisation name its domains."))
    organisation = organisation_to_join(organisation_id)
    written = domain.strip().lower().removeprefix("@").rstrip(".")
    own = {name for address in addresses_proved(actor.user_id) for name in domains_above(address)}
    if len(written) > 200 or not _DOMAIN.fullmatch(written):
        raise ValidationError({"domain": _("Write the part behind the @, as in univ.edu.cn.")})
    if written in NOBODYS:
        raise ValidationError({"domain": _("Anybody may have an address there.")})
    if rules.duty_by_domain(organisation) is None:
        raise ValidationError(
            {"domain": _("Members of this kind of organisation bind it: decide on each yourself.")}
        )
    if written not in own:
        raise ValidationError(
            {"domain": _("Verify an e-mail address of your own in this domain first.")}
        )
    found = MailDomain(organisation=organisation, domain=written, claimed_by_id=actor.user_id)
    with transaction.atomic():
        save_checked(found)
        publish(
            DomainClaimed(organisation_id=organisation.pk, domain=written), actor_id=actor.user_id
        )
    return found


def domain_confirm(*, actor: Actor, domain_id: int) -> MailDomain:
    """Record that an operator checked it. Raises NotPermitted, NotFound, WrongState."""
    if not rules.CONFIRM.allows(actor, None):
        raise NotPermitted(_("Only operators confirm domains."))
    with transaction.atomic():
        found = _domain(domain_id)
        if found.confirmed:
            raise WrongState(_("This domain is confirmed already."))
        found.confirmed_at = timezone.now()
        found.save()
        publish(
            DomainConfirmed(organisation_id=found.organisation_id, domain=found.domain),
            actor_id=actor.user_id,
        )
    return found


def domain_remove(*, actor: Actor, domain_id: int) -> MailDomain:
    """Give a domain up, or as an operator strike it. Who joined by it stays.

    Raises NotFound, also where it is another organisation's.
    """
    with transaction.atomic():
        found = _domain(domain_id)
        if not (actor.operator or rules.CLAIM.allows(actor, found.organisation_id)):
            raise NotFound(_("There is no such domain among yours."))
        publish(
            DomainRemoved(organisation_id=found.organisation_id, domain=found.domain),
            actor_id=actor.user_id,
        )
        MailDomain.objects.filter(pk=found.pk).delete()
    return found


def _domain(domain_id: int) -> MailDomain:
    found = (
        MailDomain.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=domain_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such domain among yours."))
    return found
