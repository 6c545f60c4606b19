"""Addresses of the lists below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import ListEntryViewSet, TalentWishViewSet

router = SimpleRouter()
router.register("lists", ListEntryViewSet, basename="api-talent-list")
router.register("wishes", TalentWishViewSet, basename="api-talent-wish")

urlpatterns = [path("", include(router.urls))]
