"""Addresses of the county index below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import ReleaseViewSet

router = SimpleRouter()
router.register("releases", ReleaseViewSet, basename="api-county-release")

urlpatterns = [path("", include(router.urls))]
