"""Writes of mail domains."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.joining import rules
from backend.joining.events import DomainClaimed, DomainConfirmed, DomainRemoved
from backend.joining.models import MailDomain
from backend.joining.selectors import addresses_proved, domains_above, organisation_to_join

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
