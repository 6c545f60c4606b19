"""API addresses of registration."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import OutsideContractViewSet, RegistrationViewSet, StatisticsView

router = SimpleRouter()
router.register("registrations", RegistrationViewSet, basename="api-registration")
router.register("elsewhere", OutsideContractViewSet, basename="api-outside-contract")

urlpatterns = [
    path("statistics/", StatisticsView.as_view(), name="api-registration-statistics"),
    path("", include(router.urls)),
]
