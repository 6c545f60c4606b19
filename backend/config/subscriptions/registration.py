"""Registration of contracts, and of what was signed outside."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.registration import events as registration
from backend.registration import notices as registration_notices
from backend.registration import reactions as on_registration

REGISTRY = Subscription(
    "registration_registry_notify", on_registration.registration_registry_notify
)

SUBSCRIPTIONS: Subscriptions = {
    registration.RegistrationSubmitted: (REGISTRY,),
    registration.RegistrationObjected: (REGISTRY,),
    registration.RegistrationReturned: (
        Subscription(
            "registration_returned_notify",
            on_registration.applicant_notify(registration_notices.RETURNED),
        ),
    ),
    registration.ContractRegistered: (
        Subscription(
            "registration_registered_notify",
            on_registration.parties_notify(registration_notices.REGISTERED),
        ),
    ),
    registration.RegistrationRefused: (
        Subscription(
            "registration_refused_notify",
            on_registration.applicant_notify(registration_notices.REFUSED),
        ),
    ),
    registration.RegistrationRevoked: (
        Subscription(
            "registration_revoked_notify",
            on_registration.parties_notify(registration_notices.REVOKED),
        ),
    ),
    registration.ChangeReported: (
        Subscription("registration_change_notify", on_registration.registration_change_notify),
    ),
    registration.ChangeNoted: (
        Subscription(
            "change_noted_notify",
            on_registration.applicant_notify(registration_notices.CHANGE_NOTED),
        ),
    ),
    registration.ChangeReturned: (
        Subscription(
            "change_returned_notify",
            on_registration.applicant_notify(registration_notices.CHANGE_RETURNED),
        ),
    ),
    registration.OutsideReported: (
        Subscription("outside_bureau_notify", on_registration.outside_bureau_notify),
    ),
    registration.OutsideReturned: (
        Subscription(
            "outside_returned_notify",
            on_registration.buyer_notify(registration_notices.OUTSIDE_RETURNED),
        ),
    ),
    registration.OutsideCounted: (
        Subscription(
            "outside_counted_notify",
            on_registration.buyer_notify(registration_notices.OUTSIDE_COUNTED),
        ),
    ),
    registration.OutsideDismissed: (
        Subscription(
            "outside_dismissed_notify",
            on_registration.buyer_notify(registration_notices.OUTSIDE_DISMISSED),
        ),
    ),
}
