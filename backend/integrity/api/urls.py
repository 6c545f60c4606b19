"""Addresses of integrity below /api/v1/integrity/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import DrawViewSet, SanctionViewSet

router = SimpleRouter()
router.register("sanctions", SanctionViewSet, basename="api-sanction")
router.register("draws", DrawViewSet, basename="api-draw")

urlpatterns = [path("", include(router.urls))]
