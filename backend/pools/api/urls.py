"""Addresses of the pools below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import ChainMapView, FlagViewSet, NeedPoolView, ProblemViewSet, ProjectViewSet

router = SimpleRouter()
router.register("flags", FlagViewSet, basename="api-flag")
router.register("problems", ProblemViewSet, basename="api-problem")
router.register("projects", ProjectViewSet, basename="api-project")

urlpatterns = [
    path("chain-map/", ChainMapView.as_view(), name="api-chain-map"),
    path("needs/", NeedPoolView.as_view(), name="api-need-pool"),
    path("", include(router.urls)),
]
