"""Addresses of the lists below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import ListEntryViewSet, WishViewSet

router = SimpleRouter()
router.register("lists", ListEntryViewSet, basename="api-list-entry")
router.register("wishes", WishViewSet, basename="api-wish")

urlpatterns = [path("", include(router.urls))]
