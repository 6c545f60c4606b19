"""What people are told of registrations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_readable_by
from backend.core import dates
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import OutsideContract, Registration
from .selectors import outsides_readable_by, registrations_readable_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Registration]:
    return registrations_readable_by(actor).in_bulk(ids)


def _contracts(actor: Actor, ids: Collection[int]) -> Mapping[int, Contract]:
    return contracts_readable_by(actor).in_bulk(ids)


def _outsides(actor: Actor, ids: Collection[int]) -> Mapping[int, OutsideContract]:
    return outsides_readable_by(actor).in_bulk(ids)


def _submitted(registration: Registration, payload: Mapping[str, Any]) -> str:
    return _("%(owner)s applies for the registration of a contract") % {
        "owner": named(registration.applicant)
    }


def _due(registration: Registration, payload: Mapping[str, Any]) -> str:
    due = registration.due_on
    return _("An application is to be decided on by %(day)s") % {
        "day": dates.day(due) if due else ""
    }


def _returned(registration: Registration, payload: Mapping[str, Any]) -> str:
    return _("The registry asks for a completion")


def _registered(registration: Registration, payload: Mapping[str, Any]) -> str:
    return _("The contract is registered: %(number)s") % {"number": registration.number}


REGISTRATIONS = Topic(name="registrations", words=gettext_lazy("Registration of contracts"))
ABOUT = About(
    name="registration",
    read=_known,
    url=lambda found: reverse("registration", args=[found.pk]),
    title=lambda found: found.title,
    topic=REGISTRATIONS,
)
ABOUT_CONTRACT = About(
    name="registrable_contract",
    read=_contracts,
    url=lambda found: reverse("registration_of_contract", args=[found.pk]),
    title=lambda found: found.title,
    topic=REGISTRATIONS,
)
ABOUT_OUTSIDE = About(
    name="outside_contract",
    read=_outsides,
    url=lambda found: reverse("outside_contract", args=[found.pk]),
    title=lambda found: f"{found.title} · {found.seller_name}",
    topic=REGISTRATIONS,
)


def _kind(name: str, importance: Importance, sentence: Any, tone: str, **more: Any) -> NoticeKind:
    return NoticeKind(
        name=name,
        importance=importance,
        sentence=sentence,
        tone=tone,
        **{"about": ABOUT, **more},
    )


REGISTRABLE = _kind(
    "contract_registrable",
    Importance.TURN,
    lambda found, payload: _("This contract can be registered"),
    "wait",
    about=ABOUT_CONTRACT,
    mail=gettext_lazy("Registering it opens tax preferences; the form is filled in already."),
    label=gettext_lazy("A contract can be registered"),
)
SUBMITTED = _kind(
    "registration_submitted",
    Importance.TURN,
    _submitted,
    "wait",
    label=gettext_lazy("An application waits for the registry"),
)
DUE = _kind(
    "registration_due",
    Importance.TURN,
    _due,
    "wait",
    label=gettext_lazy("An application is due"),
)
RETURNED = _kind(
    "registration_returned",
    Importance.TURN,
    _returned,
    "wait",
    label=gettext_lazy("The registry asks for corrections"),
)
REGISTERED = _kind(
    "registration_registered",
    Importance.RESULT,
    _registered,
    "ok",
    label=gettext_lazy("A contract is registered"),
)
REFUSED = _kind(
    "registration_refused",
    Importance.RESULT,
    lambda found, payload: (
        _("The contract was not registered: %(reason)s") % {"reason": found.reason_label}
    ),
    "no",
    label=gettext_lazy("A contract is not registered"),
)
REVOKED = _kind(
    "registration_revoked",
    Importance.RESULT,
    lambda found, payload: _("The registration was revoked; tell the tax office what you used"),
    "no",
    label=gettext_lazy("A registration is revoked"),
)
CHANGED = _kind(
    "registration_changed",
    Importance.TURN,
    lambda found, payload: _("A change of a registered contract was reported"),
    "wait",
    label=gettext_lazy("A change of a registered contract is reported"),
)
CHANGE_NOTED = _kind(
    "registration_change_noted",
    Importance.RESULT,
    lambda found, payload: _("The registry entered the change that you reported"),
    "ok",
    label=gettext_lazy("A change is entered"),
)
CHANGE_RETURNED = _kind(
    "registration_change_returned",
    Importance.TURN,
    lambda found, payload: _("Your report of a change came back with a note"),
    "wait",
    label=gettext_lazy("My report of a change comes back"),
)
OUTSIDE_REPORTED = _kind(
    "outside_reported",
    Importance.TURN,
    lambda found, payload: (
        _("%(buyer)s reports a contract registered elsewhere") % {"buyer": found.buyer_name}
    ),
    "wait",
    about=ABOUT_OUTSIDE,
    label=gettext_lazy("A contract registered elsewhere is reported"),
)
OUTSIDE_RETURNED = _kind(
    "outside_returned",
    Importance.TURN,
    lambda found, payload: _("Your report of a contract came back with a note"),
    "wait",
    about=ABOUT_OUTSIDE,
    label=gettext_lazy("My report of a contract comes back"),
)
OUTSIDE_COUNTED = _kind(
    "outside_counted",
    Importance.RESULT,
    lambda found, payload: _("Your purchase is counted as absorbed by your region"),
    "ok",
    about=ABOUT_OUTSIDE,
    label=gettext_lazy("My purchase is counted"),
)
OUTSIDE_DISMISSED = _kind(
    "outside_dismissed",
    Importance.RESULT,
    lambda found, payload: _("The contract that you reported is not counted"),
    "no",
    about=ABOUT_OUTSIDE,
    label=gettext_lazy("My purchase is not counted"),
)

notices_register(
    REGISTRABLE, SUBMITTED, DUE, RETURNED, REGISTERED, REFUSED, REVOKED, CHANGED, CHANGE_NOTED,
    CHANGE_RETURNED, OUTSIDE_REPORTED, OUTSIDE_RETURNED, OUTSIDE_COUNTED, OUTSIDE_DISMISSED,
)  # fmt: skip
