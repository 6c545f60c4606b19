"""Who runs rounds of recommendations, who applies, who reads."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import path_to
from backend.accounts.rules import not_concerned

from .models import Nomination, Round

RECOMMEND = action(
    "programme_recommend",
    _("Recommend projects of the region to higher programmes"),
    [Duty.REGIONAL_OFFICER],
)
APPLY = action(
    "programme_apply",
    _("Apply to a higher programme through the science bureau of the region"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE],
)
NOT_BUREAU = _("Only officers of the science bureau that recommends do this.")
NOT_APPLICANT = _("Only who applied does this.")
NOT_OF_REGION = _("Only verified enterprises and institutions of the region apply.")


def bureau_recommending(actor: Actor) -> Organisation | None:
    """The science bureau that the actor acts for and recommends for."""
    if actor.organisation_id is None or not RECOMMEND.allows(actor, actor.organisation_id):
        return None
    found = Organisation.objects.filter(pk=actor.organisation_id, unit_kind=UnitKind.SCIENCE)
    return found.first()


def may_run(actor: Actor, round_: Round) -> bool:
    """Officers of the bureau."""
    return RECOMMEND.allows(actor, round_.unit_id)


def may_decide(actor: Actor, nomination: Nomination) -> bool:
    """The same, of an application that is not one's own or one's organisation's."""
    return may_run(actor, nomination.round) and not_concerned(
        actor, people=[nomination.applied_by_id], organisations=[nomination.applicant_id]
    )


def may_withdraw(actor: Actor, nomination: Nomination) -> bool:
    """Whoever applies for the organisation."""
    return APPLY.allows(actor, nomination.applicant_id)


def applicant_of(actor: Actor, round_: Round) -> Organisation | None:
    """The organisation acted for, where it is verified, of the region, and the actor applies for it."""
    if actor.organisation_id is None or not APPLY.allows(actor, actor.organisation_id):
        return None
    own = Organisation.objects.filter(pk=actor.organisation_id, verified_at__isnull=False).first()
    return own if own is not None and round_.region in path_to(own.region) else None


def nominations_readable(actor: Actor) -> Q:
    """Those of the actor's organisations and of the rounds that he runs; operators read all."""
    if actor.operator:
        return Q()
    held = list(actor.duties)
    runs = [pk for pk in held if RECOMMEND.allows(actor, pk)]
    return Q(applicant__in=held) | Q(round__unit__in=runs)
