"""Addresses of commissioners below /api/v1/commissioners/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .views import (
    AppointmentViewSet,
    CommissionerQuestionViewSet,
    SelectionViewSet,
    VisitViewSet,
)

router = SimpleRouter()
router.register("selections", SelectionViewSet, basename="api-selection")
router.register("appointments", AppointmentViewSet, basename="api-appointment")
router.register("visits", VisitViewSet, basename="api-visit")
router.register("questions", CommissionerQuestionViewSet, basename="api-commissioner-question")

urlpatterns = [path("", include(router.urls))]
