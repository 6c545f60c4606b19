"""Reads of applications and suspensions."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.attachments.models import Attachment
from backend.attachments.selectors import attachments_in
from backend.core.errors import NotFound, NotPermitted
from backend.core.subjects import Tier
from backend.joining import rules
from backend.joining.models import Application, Suspension


def applications_known_to(actor: Actor) -> QuerySet[Application]:
    """Those of the actor's organisations, and all to operators; newest first."""
    found = Application.objects.select_related("organisation", "applicant", "decided_by")
    if not actor.operator:
        found = found.filter(
            Q(applicant_id=actor.user_id) | Q(organisation_id__in=list(actor.duties))
        )
    return found.order_by("-pk")


def application_known_to(actor: Actor, application_id: int) -> Application:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = applications_known_to(actor).filter(pk=application_id).first()
    if found is None or not (actor.signed_in or actor.operator):
        raise NotFound(_("There is no such application, or you may not see it."))
    return found


def applications_waiting() -> QuerySet[Application]:
    """What waits for an operator, oldest first."""
    waiting = Application.objects.filter(state=Application.State.WAITING)
    return waiting.select_related("organisation", "applicant").order_by("pk")


def evidence_ready(application_id: int) -> bool:
    """Whether there is a file to decide on that the scanner has let through."""
    files = attachments_in(Application.SUBJECT, [application_id], [Tier.PARTIES])
    return files.filter(state=Attachment.State.READY).exists()


def suspension_running(organisation_id: int | None) -> Suspension | None:
    """The suspension that holds just now; its reason is for the organisation's members."""
    found = Suspension.objects.filter(organisation_id=organisation_id or 0, lifted_at__isnull=True)
    return found.select_related("organisation").first()


def organisations_overseen(actor: Actor, text: str) -> QuerySet[Organisation]:
    """Every organisation by a part of its name or by its code, for operators.

    Raises NotPermitted for others.
    """
    if not rules.SUSPEND.allows(actor, None):
        raise NotPermitted(_("Only operators oversee organisations."))
    found = Organisation.objects.order_by("name", "pk")
    written = " ".join(text.split())
    if written:
        named = Q(name__icontains=written) | Q(name_en__icontains=written)
        found = found.filter(named | Q(credit_code__iexact=written))
    return found


def organisation_standing(actor: Actor, organisation_id: int) -> Organisation:
    """One of them with its applications and suspensions. Raises NotPermitted, NotFound."""
    found = organisations_overseen(actor, "").filter(pk=organisation_id).first()
    if found is None:
        raise NotFound(_("There is no such organisation."))
    return found
