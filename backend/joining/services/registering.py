"""Writes of applications: registering an organisation with its evidence, and what the platform says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import OrganisationRegistered
from backend.accounts.models import DUTIES_OF_KIND, Organisation, User
from backend.accounts.selectors import actor_of
from backend.accounts.services import member_join, organisation_verify
from backend.attachments.services import attachment_add
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.joining import rules
from backend.joining.events import ApplicationMade
from backend.joining.lifecycle import APPLICATION
from backend.joining.models import Application

MOST_WAITING = 5  # of one person, so that nobody fills the operator's queue
SET_UP_BY_PLATFORM = {
    Organisation.Kind.OPERATOR,
    Organisation.Kind.GOVERNMENT,
    Organisation.Kind.MARKET,
}


def organisation_register(
    *,
    actor: Actor,
    kind: str,
    name: str,
    name_en: str,
    credit_code: str,
    region: str,
    licence: File[bytes] | None = None,
) -> Application:
    """Set up an organisation and ask the platform to verify it; its founder answers for it.

    Without ``licence`` the evidence is attached to the application later. Raises NotPermitted for a
    visitor, WrongState where MOST_WAITING of the person's wait already, ValidationError by field.
    """
    if actor.user_id is None:
        raise NotPermitted(_("Sign in first."))
    if kind in SET_UP_BY_PLATFORM:
        raise ValidationError({"kind": _("Such organisations are set up by the operator.")})
    organisation = Organisation(kind=kind)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.user_id)
        waiting = Application.objects.filter(
            applicant=actor.user_id, state=Application.State.WAITING
        )
        if waiting.count() >= MOST_WAITING:
            raise WrongState(
                _("Several of your applications wait already; register more once they are decided.")
            )
        _write(organisation, name=name, name_en=name_en, credit_code=credit_code, region=region)
        publish(OrganisationRegistered(organisation_id=organisation.pk), actor_id=actor.user_id)
        member_join(
            organisation=organisation,
            user_id=actor.user_id,
            duties=DUTIES_OF_KIND[kind][:1],
            actor_id=actor.user_id,
        )
        return _apply(organisation, actor.user_id, licence)


def application_make_again(
    *,
    actor: Actor,
    organisation_id: int,
    licence: File[bytes] | None = None,
    **said: str,
) -> Application:
    """Answer a rejection: the organisation's facts as they are right, and new evidence.

    ``said`` are name, name_en, credit_code and region. Raises NotPermitted, NotFound, WrongState where
    it is verified or an application waits, ValidationError by field.
    """
    if not rules.APPLY.allows(actor, organisation_id):
        raise NotPermitted(_("Only those who answer for the organisation apply for it."))
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
        if organisation is None:
            raise NotFound(_("There is no such organisation."))
        if organisation.verified:
            raise WrongState(_("This organisation is verified already."))
        waiting = organisation.applications.filter(state=Application.State.WAITING)
        if waiting.exists():
            raise WrongState(_("An application of this organisation waits already."))
        _write(organisation, **said)
        return _apply(organisation, actor.person, licence)


def _write(
    organisation: Organisation, *, name: str, name_en: str, credit_code: str, region: str
) -> None:
    organisation.name = " ".join(name.split())
    organisation.name_en = " ".join(name_en.split())
    organisation.credit_code = credit_code.strip().upper() or None
    organisation.region = region
    save_checked(organisation)


def _apply(
    organisation: Organisation, applicant_id: int, licence: File[bytes] | None
) -> Application:
    application = Application.objects.create(organisation=organisation, applicant_id=applicant_id)
    publish(ApplicationMade(application_id=application.pk), actor_id=applicant_id)
    if licence is not None:
        try:
            attachment_add(
                actor=actor_of(User.objects.get(pk=applicant_id)),
                subject=Application.SUBJECT,
                subject_id=application.pk,
                upload=licence,
            )
        except ValidationError as error:
            raise ValidationError({"licence": error.messages}) from error
    return application


def application_accept(
    *, actor: Actor, application_id: int, expected_revision: int | None = None
) -> Application:
    """Verify the organisation. Raises NotFound, NotPermitted, WrongState without evidence, Stale."""
    with moving(
        APPLICATION, "accept", application_id, actor=actor, expected_revision=expected_revision
    ) as application:
        application.decided_by_id = actor.user_id
        organisation_verify(actor=actor, organisation_id=application.organisation_id)
    return application


def application_reject(
    *,
    actor: Actor,
    application_id: int,
    expected_revision: int | None = None,
    reason: str,
    note: str,
) -> Application:
    """Do not verify it, and say why. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for reason and note."""
    with moving(
        APPLICATION,
        "reject",
        application_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as application:
        application.decided_by_id = actor.user_id
    return application


def application_withdraw(
    *, actor: Actor, application_id: int, expected_revision: int | None = None
) -> Application:
    """Take one's own application back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        APPLICATION, "withdraw", application_id, actor=actor, expected_revision=expected_revision
    ) as application:
        return application


APPLICATION_SERVICES: Mapping[str, Callable[..., Any]] = {
    "accept": application_accept,
    "reject": application_reject,
    "withdraw": application_withdraw,
}
