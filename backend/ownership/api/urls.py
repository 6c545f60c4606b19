"""API addresses of ownership."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import GrantViewSet, PlanViewSet, TransferReportView

router = SimpleRouter()
router.register("grants", GrantViewSet, basename="api-grant")
router.register("shares", PlanViewSet, basename="api-plan")

urlpatterns = [
    path("report/", TransferReportView.as_view(), name="api-transfer-report"),
    path("", include(router.urls)),
]
