"""API addresses of brokerage."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import CommissionViewSet, ServicesView

router = SimpleRouter()
router.register("commissions", CommissionViewSet, basename="api-commission")

urlpatterns = [
    path("", include(router.urls)),
    path("deals/<id:deal>/services/", ServicesView.as_view(), name="api-services"),
]
