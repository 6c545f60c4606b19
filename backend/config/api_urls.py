"""Addresses below /api/v1/."""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from backend.accounts.api.members import (
    InvitationViewSet,
    MembersView,
    MemberView,
    OrganisationInvitationsView,
    OrganisationInvitationView,
)
from backend.accounts.api.views import MeView
from backend.bookings.api.views import BookingViewSet
from backend.catalog.api.views import VIEWSETS
from backend.challenges.api.views import CallViewSet, EntryViewSet, ReviewViewSet
from backend.contracts.api.views import ContractViewSet
from backend.core.api.described import DescriptionView
from backend.deals.api.meetings import MeetingViewSet
from backend.deals.api.views import DealViewSet
from backend.disclosure.api.views import AccessViewSet
from backend.following.api.views import FollowViewSet, SavedSearchViewSet
from backend.helpdesk.api.views import ReportViewSet, TicketViewSet
from backend.imports.api.views import ImportViewSet
from backend.introductions.api.views import IntroductionViewSet
from backend.joining.api.organisations import ApplicationViewSet, OrganisationViewSet
from backend.joining.api.views import JoinRequestViewSet
from backend.mandates.api.views import MandateViewSet
from backend.matchmaking.api.views import GatheringViewSet
from backend.pairings.api.views import PairingViewSet
from backend.panel.api.views import NeedListViewSet
from backend.plans.api.views import PlanViewSet
from backend.portal.api.preferences import PreferenceViewSet
from backend.portal.api.views import InboxViewSet
from backend.refining.api.views import ProposalViewSet, RefinementViewSet
from backend.tasks.api.views import TaskViewSet
from backend.terms.api.views import OfferViewSet
from backend.webhooks.api.views import EndpointViewSet
from backend.webhooks.web.stream import events as event_stream

router = SimpleRouter()
router.register("organisations", OrganisationViewSet, basename="api-organisation")
router.register("applications", ApplicationViewSet, basename="api-application")
router.register("tickets", TicketViewSet, basename="api-ticket")
router.register("reports", ReportViewSet, basename="api-report")
router.register("join-requests", JoinRequestViewSet, basename="api-join-request")
router.register("invitations", InvitationViewSet, basename="api-invitation")
for _path, _viewset in VIEWSETS.items():
    router.register(_path, _viewset, basename=f"api-{_viewset.kind.api_name.lower()}")
router.register("access-requests", AccessViewSet, basename="api-access-request")
router.register("pairings", PairingViewSet, basename="api-pairing")
router.register("refinements", RefinementViewSet, basename="api-refinement")
router.register("proposals", ProposalViewSet, basename="api-proposal")
router.register("need-lists", NeedListViewSet, basename="api-need-list")
router.register("imports", ImportViewSet, basename="api-import")
router.register("mandates", MandateViewSet, basename="api-mandate")
router.register("introductions", IntroductionViewSet, basename="api-introduction")
router.register("bookings", BookingViewSet, basename="api-booking")
router.register("gatherings", GatheringViewSet, basename="api-gathering")
router.register("deals", DealViewSet, basename="api-deal")
router.register("contracts", ContractViewSet, basename="api-contract")
router.register("meetings", MeetingViewSet, basename="api-meeting")
router.register("terms", OfferViewSet, basename="api-terms")
router.register("region-plans", PlanViewSet, basename="api-region-plan")
router.register("calls", CallViewSet, basename="api-call")
router.register("entries", EntryViewSet, basename="api-entry")
router.register("reviews", ReviewViewSet, basename="api-review")
router.register("tasks", TaskViewSet, basename="api-task")
router.register("saved-searches", SavedSearchViewSet, basename="api-saved-search")
router.register("follows", FollowViewSet, basename="api-follow")
router.register("webhooks", EndpointViewSet, basename="api-webhook")
router.register("preferences", PreferenceViewSet, basename="api-preference")
router.register("inbox", InboxViewSet, basename="api-inbox")

# The reference page brings one style element of its own; its scripts are files as everywhere.
_reference = csp_update({"style-src": [SELF, UNSAFE_INLINE]})

urlpatterns = [
    path("", include(router.urls)),
    path("organisations/<id:organisation>/members/", MembersView.as_view(), name="api-members"),
    path(
        "organisations/<id:organisation>/members/<id:user>/",
        MemberView.as_view(),
        name="api-member",
    ),
    path(
        "organisations/<id:organisation>/invitations/",
        OrganisationInvitationsView.as_view(),
        name="api-invitations",
    ),
    path(
        "organisations/<id:organisation>/invitations/<id:invitation>/",
        OrganisationInvitationView.as_view(),
        name="api-invitation-sent",
    ),
    path("", include("backend.attachments.api.urls")),
    path("", include("backend.conversation.api.urls")),
    path("", include("backend.tasks.api.urls")),
    path("", include("backend.versions.api.urls")),
    path("talent/", include("backend.talent.api.urls")),
    path("pools/", include("backend.pools.api.urls")),
    path("ledger/", include("backend.ledger.api.urls")),
    path("payments/", include("backend.payments.api.urls")),
    path("signing/", include("backend.signing.api.urls")),
    path("registration/", include("backend.registration.api.urls")),
    path("delivery/", include("backend.delivery.api.urls")),
    path("brokerage/", include("backend.brokerage.api.urls")),
    path("ownership/", include("backend.ownership.api.urls")),
    path("commissioners/", include("backend.commissioners.api.urls")),
    path("ladder/", include("backend.ladder.api.urls")),
    path("registers/", include("backend.registers.api.urls")),
    path("integrity/", include("backend.integrity.api.urls")),
    path("programmes/", include("backend.programmes.api.urls")),
    path("finance/", include("backend.finance.api.urls")),
    path("figures/", include("backend.insights.api.urls")),
    path("county/", include("backend.county.api.urls")),
    path("", include("backend.webhooks.api.urls")),
    path("events/stream/", event_stream, name="api-event-stream"),
    path("me/", MeView.as_view(), name="api-me"),
    path("schema/", DescriptionView.as_view(), name="api-schema"),
    path(
        "docs/",
        _reference(SpectacularSwaggerSplitView.as_view(url_name="api-schema")),
        name="api-docs",
    ),
]
