"""Addresses of registers below /api/v1/registers/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import RegisteredViewSet, RegisterListViewSet

router = SimpleRouter()
router.register("bodies", RegisteredViewSet, basename="api-registered")
router.register("lists", RegisterListViewSet, basename="api-register-list")

urlpatterns = [path("", include(router.urls))]
