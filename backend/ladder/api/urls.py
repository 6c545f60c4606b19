"""API addresses of the ladder."""

from rest_framework.routers import SimpleRouter

from .views import FirmYearViewSet, GradeListViewSet, StandingViewSet

router = SimpleRouter()
router.register("figures", FirmYearViewSet, basename="api-firm-year")
router.register("standings", StandingViewSet, basename="api-standing")
router.register("lists", GradeListViewSet, basename="api-grade-list")

urlpatterns = router.urls
