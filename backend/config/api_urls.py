"""Addresses below /api/v1/."""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from backend.accounts.api.views import MeView, OrganisationViewSet
from backend.catalog.api.views import (
    AchievementViewSet,
    ExpertViewSet,
    NeedViewSet,
    ProfileViewSet,
)
from backend.contracts.api.views import ContractViewSet
from backend.deals.api.views import DealViewSet
from backend.pairings.api.views import PairingViewSet
from backend.portal.api.views import InboxViewSet

router = SimpleRouter()
router.register("organisations", OrganisationViewSet, basename="api-organisation")
router.register("needs", NeedViewSet, basename="api-need")
router.register("achievements", AchievementViewSet, basename="api-achievement")
router.register("experts", ExpertViewSet, basename="api-expert")
router.register("profiles", ProfileViewSet, basename="api-profile")
router.register("pairings", PairingViewSet, basename="api-pairing")
router.register("deals", DealViewSet, basename="api-deal")
router.register("contracts", ContractViewSet, basename="api-contract")
router.register("inbox", InboxViewSet, basename="api-inbox")

# The reference page brings one style element of its own; its scripts are files as everywhere.
_reference = csp_update({"style-src": [SELF, UNSAFE_INLINE]})

urlpatterns = [
    path("", include(router.urls)),
    path("", include("backend.attachments.api.urls")),
    path("", include("backend.conversation.api.urls")),
    path("", include("backend.tasks.api.urls")),
    path("", include("backend.versions.api.urls")),
    path("me/", MeView.as_view(), name="api-me"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "docs/",
        _reference(SpectacularSwaggerSplitView.as_view(url_name="api-schema")),
        name="api-docs",
    ),
]
