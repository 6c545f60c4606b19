"""What becomes of a registration: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.rules import NOT_OWN
from backend.contracts.models import Contract
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact
from backend.registration import events, rules
from backend.registration.completeness import missing_of
from backend.registration.models import RefusalReason, Registration, ReturnReason, RevocationReason
from backend.registration.selectors import registration_readable_by

State = Registration.State
NO_LONGER_SIGNED = _("The contract does not stand any more.")


def registration_locked(registration_id: int) -> Registration:
    """The registration, locked; rights are the caller's."""
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("contract__buyer", "contract__seller", "applicant", "registry")
        .prefetch_related("enclosures__attachment")
        .get(pk=registration_id)
    )


def facts_of(registration: Registration, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "registration_id": registration.pk,
        "contract_id": registration.contract_id,
        "number": registration.number or "",
        "reason": registration.reason,
    }


def _incomplete(registration: Registration) -> Words | None:
    if registration.contract.state != Contract.State.SIGNED:
        return NO_LONGER_SIGNED
    n = len(missing_of(registration))
    if not n:
        return None
    words = ngettext(
        "%(n)s thing is missing; the list says what.",
        "%(n)s things are missing; the list says what.",
        n,
    )
    return words % {"n": n}


def _not_signed(registration: Registration) -> Words | None:
    stands = registration.contract.state == Contract.State.SIGNED
    return None if stands else NO_LONGER_SIGNED


def _returned(event: Fact) -> str:
    reason = {"reason": ReturnReason(event.payload["reason"]).label}
    return gettext("Returned for completion: %(reason)s") % reason


def _refused(event: Fact) -> str:
    return gettext("Not registered: %(reason)s") % {
        "reason": RefusalReason(event.payload["reason"]).label
    }


def _registered(event: Fact) -> str:
    return gettext("Registered under %(number)s") % {"number": event.payload["number"]}


def _revoked(event: Fact) -> str:
    return gettext("Registration revoked: %(reason)s") % {
        "reason": RevocationReason(event.payload["reason"]).label
    }


_BY_APPLICANT: dict[str, Any] = {"may": rules.may_apply, "refused": rules.NOT_APPLICANT}
_BY_REGISTRY: dict[str, Any] = {"may": rules.may_decide, "refused": NOT_OWN}

REGISTRATION: Lifecycle[Registration] = Lifecycle(
    name="registration",
    model=Registration,
    states=State,
    find=registration_readable_by,
    lock=registration_locked,
    facts=facts_of,
    stale=_("The application changed while you were reading; look again."),
    settled={
        State.REGISTERED: _("The contract is registered; report what changes."),
        State.REFUSED: _("It was not registered; object, or apply anew."),
        State.REVOKED: _("This registration was revoked."),
        State.CANCELLED: _("This registration was cancelled."),
    },
    transitions=(
        Transition(
            act="write",
            source=Registration.WRITABLE,
            target=State.DRAFT,
            words=_("Fill in the form"),
            **_BY_APPLICANT,
        ),
        Transition(
            act="submit",
            source=Registration.WRITABLE,
            target=State.SUBMITTED,
            blocked=_incomplete,
            event=events.RegistrationSubmitted,
            words=_("Submit to the registry"),
            done=_("Submitted. The registry's term runs from today."),
            told=_("Application submitted to the registry"),
            look="main",
            **_BY_APPLICANT,
        ),
        Transition(
            act="take_back",
            source=(State.SUBMITTED,),
            target=State.DRAFT,
            event=events.RegistrationTakenBack,
            words=_("Take the application back"),
            done=_("Taken back. It can be changed and submitted again."),
            told=_("Application taken back"),
            **_BY_APPLICANT,
        ),
        Transition(
            act="discard",
            source=(State.DRAFT,),
            target=None,
            words=_("Discard the application"),
            done=_("Discarded."),
            look="danger",
            **_BY_APPLICANT,
        ),
        Transition(
            act="recognise",
            source=(State.SUBMITTED,),
            target=State.RECOGNISED,
            blocked=_not_signed,
            event=events.RegistrationRecognised,
            words=_("Recognise as a technology contract"),
            submit=_("Recognise"),
            invitation=_("Recognise it: type and transaction amount"),
            done=_("Recognised. Registering it gives it its number."),
            told=_("Recognised as a technology contract"),
            look="main",
            **_BY_REGISTRY,
        ),
        Transition(
            act="register",
            source=(State.RECOGNISED,),
            target=State.REGISTERED,
            blocked=_not_signed,
            event=events.ContractRegistered,
            words=_("Register"),
            done=_("Registered. The applicant can print the certificate."),
            told=_registered,
            look="main",
            **_BY_REGISTRY,
        ),
        Transition(
            act="return",
            source=Registration.WITH_REGISTRY,
            target=State.RETURNED,
            ask=Ask(
                reasons=ReturnReason,
                reason_label=_("Why is it returned?"),
                reason_column="reason",
                note_required=True,
                note_label=_("What should be completed or corrected?"),
                note_column="note",
                missing=_("Say what should be completed or corrected."),
                help=_("The term begins anew when the completed application comes in."),
            ),
            event=events.RegistrationReturned,
            words=_("Return"),
            invitation=_("Return it for completion"),
            done=_("Returned. The applicant reads what is asked for."),
            told=_returned,
            **_BY_REGISTRY,
        ),
        Transition(
            act="dispute",
            source=(State.SUBMITTED,),
            target=State.SUBMITTED,
            blocked=lambda found: _("Experts are heard already.") if found.disputed else None,
            event=events.RegistrationDisputed,
            words=_("Hear experts"),
            done=_("The longer term of a disputed contract holds now."),
            told=_("Experts are heard: the longer term holds"),
            **_BY_REGISTRY,
        ),
        Transition(
            act="refuse",
            source=Registration.WITH_REGISTRY,
            target=State.REFUSED,
            ask=Ask(
                reasons=RefusalReason,
                reason_label=_("Why is it not registered?"),
                reason_column="reason",
                other=RefusalReason.OTHER,
                note=True,
                note_column="note",
            ),
            event=events.RegistrationRefused,
            words=_("Do not register"),
            invitation=_("Do not register it, and say why"),
            done=_("Not registered. The applicant reads why, and may object."),
            told=_refused,
            look="danger",
            **_BY_REGISTRY,
        ),
        Transition(
            act="object",
            source=(State.REFUSED,),
            target=State.SUBMITTED,
            blocked=_incomplete,
            ask=Ask(
                note_required=True,
                note_label=_("Why should it be registered?"),
                note_column="note",
                missing=_("Say why it should be registered."),
            ),
            event=events.RegistrationObjected,
            words=_("Object"),
            invitation=_("Object to the refusal"),
            done=_("Your objection is with the registry; experts are heard."),
            told=_("The applicant objected to the refusal"),
            **_BY_APPLICANT,
        ),
        Transition(
            act="renew",
            source=(State.REFUSED,),
            target=State.DRAFT,
            words=_("Apply anew"),
            done=_("The form can be changed and submitted again."),
            **_BY_APPLICANT,
        ),
        Transition(
            act="revoke",
            source=(State.REGISTERED,),
            target=State.REVOKED,
            ask=Ask(
                reasons=RevocationReason,
                reason_label=_("Why is it revoked?"),
                reason_column="reason",
                note_required=True,
                note_label=_("What was found"),
                note_column="note",
            ),
            event=events.RegistrationRevoked,
            words=_("Revoke"),
            invitation=_("Revoke the registration"),
            done=_("Revoked. Preferences that were used must be told to the tax office."),
            told=_revoked,
            look="danger",
            **_BY_REGISTRY,
        ),
        Transition(
            act="cancel",
            source=(State.REGISTERED,),
            target=State.CANCELLED,
            event=events.RegistrationCancelled,
            told=_("Registration cancelled"),
        ),
    ),
)
