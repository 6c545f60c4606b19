"""People, their organisations and their mail."""

from __future__ import annotations

from backend.accounts import events as accounts
from backend.accounts import reactions as on_accounts
from backend.catalog import reactions as on_catalog
from backend.core.outbox import Subscription, Subscriptions
from backend.deals import reactions as on_deals

SUBSCRIPTIONS: Subscriptions = {
    accounts.MemberInvited: (Subscription("invitation_mail", on_accounts.invitation_mail),),
    accounts.MemberLeft: (
        Subscription("member_replace", on_catalog.member_replace),
        Subscription("deals_member_leave", on_deals.deals_member_leave),
    ),
    accounts.OrganisationRegistered: (
        Subscription("organisation_registered_notify", on_accounts.organisation_registered_notify),
    ),
    accounts.MemberJoined: (
        Subscription("member_joined_notify", on_accounts.member_joined_notify),
    ),
    accounts.OrganisationVerified: (
        Subscription("organisation_verified_notify", on_accounts.organisation_verified_notify),
    ),
}
